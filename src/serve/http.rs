//! The HTTP side: addresses to files, types, conditions, ranges, events. Nothing outside the plan can be reached.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;

use super::client::{self, Status};
use super::drawing::{Answer, Queue};
use super::panel;

/// What the server needs.
#[derive(Clone)]
pub(super) struct Site {
    pub queue: Arc<Queue>,
    pub heard: watch::Receiver<Arc<Status>>,
    pub address: SocketAddr,
}

/// Answers until `stop` is heard; open connections are then cut.
pub(super) fn run(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start the server: {error}"))?;
    let result = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(site);
        tokio::select! {
            result = async { axum::serve(listener, router).await } => result,
            () = stop => Ok(()),
        }
    });
    runtime.shutdown_background();
    result.map_err(|error| format!("the server failed: {error}"))
}

async fn answer(State(site): State<Site>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !is_own_host(&headers, site.address) {
        return plain(StatusCode::FORBIDDEN, "this preview answers only to its own address\n");
    }
    if method != Method::GET && method != Method::HEAD {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let mut response = match uri.path() {
        "/_corkboard/events" => return events(site.heard),
        "/_corkboard/client.js" => bytes(StatusCode::OK, "client.js", client::SCRIPT.into(), &headers),
        "/_corkboard/client.css" => bytes(StatusCode::OK, "client.css", client::STYLE.into(), &headers),
        "/_corkboard/" => author(&site, &headers),
        path => page(&site, path, &headers).await,
    };
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// A page in a browser of this machine may not be tricked into reading the preview through a foreign name.
fn is_own_host(headers: &HeaderMap, address: SocketAddr) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let ip: Option<std::net::IpAddr> = name.parse().ok();
    name == "localhost" || ip.is_some_and(|ip| ip.is_loopback() || !address.ip().is_loopback())
}

async fn page(site: &Site, path: &str, headers: &HeaderMap) -> Response {
    let Some(snapshot) = site.queue.snapshot() else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the board cannot be read yet\n");
    };
    let base = snapshot.prepared.plan.settings.base_url.base_path().to_owned();
    if path == "/" && base != "/" {
        return moved(&base);
    }
    let decoded = decode(path);
    let below = decoded.as_deref().and_then(|path| path.strip_prefix(base.as_str())).map(str::to_owned);
    let below = below.filter(|path| !path.split('/').any(|part| part == ".." || part == ".") && !path.contains('\\'));
    let file = below.as_deref().map_or_else(String::new, |below| {
        let candidates = [below.to_owned(), format!("{below}index.html"), format!("{below}.html")];
        candidates.into_iter().find(|file| snapshot.page(file).is_some()).unwrap_or_default()
    });
    if file.is_empty() && below.is_some_and(|below| snapshot.page(&format!("{below}/index.html")).is_some()) {
        return moved(&format!("{path}/"));
    }
    drop(snapshot);
    let number = site.heard.borrow().number;
    match site.queue.ask(file.clone()).await {
        Ok(Answer::File(found)) if file.ends_with(".html") => {
            bytes(StatusCode::OK, &file, client::with_script(&found, number), headers)
        }
        Ok(Answer::File(found)) => bytes(StatusCode::OK, &file, found, headers),
        Ok(Answer::Missing(found)) => {
            bytes(StatusCode::NOT_FOUND, "404.html", client::with_script(&found, number), headers)
        }
        Ok(Answer::Mistake(words)) => plain(StatusCode::INTERNAL_SERVER_ERROR, &words),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending\n"),
    }
}

fn author(site: &Site, headers: &HeaderMap) -> Response {
    match site.queue.snapshot() {
        Some(snapshot) => {
            let page = panel::panel(&snapshot, &site.heard.borrow().mistakes);
            let number = site.heard.borrow().number;
            bytes(StatusCode::OK, "index.html", client::with_script(page.as_bytes(), number), headers)
        }
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "the board cannot be read yet\n"),
    }
}

/// Percent-decodes a path; none when the result is not UTF-8 or holds a NUL.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match (first, hex.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'%', None) => return None,
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

fn bytes(status: StatusCode, file: &str, bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let tag = format!("\"{:016x}\"", xxhash_rust::xxh3::xxh3_64(&bytes));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let is_known = status == StatusCode::OK && known.split(',').any(|known| known.trim() == tag || known.trim() == "*");
    let length = bytes.len();
    let (status, body, range) = match range(headers, length).filter(|_| status == StatusCode::OK) {
        _ if is_known => (StatusCode::NOT_MODIFIED, Vec::new(), None),
        Some(Some((start, end))) => {
            (StatusCode::PARTIAL_CONTENT, bytes[start..=end].to_vec(), Some(format!("bytes {start}-{end}/{length}")))
        }
        Some(None) => (StatusCode::RANGE_NOT_SATISFIABLE, Vec::new(), Some(format!("bytes */{length}"))),
        None => (status, bytes, None),
    };
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, content_type(file))
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if status != StatusCode::NOT_MODIFIED {
        response = response.header(header::CONTENT_LENGTH, body.len());
    }
    if let Some(range) = range {
        response = response.header(header::CONTENT_RANGE, range);
    }
    response.body(Body::from(body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The one range that is asked for (RFC 9110 section 14.2); some none when it lies outside; none when there is no range to heed.
fn range(headers: &HeaderMap, length: usize) -> Option<Option<(usize, usize)>> {
    let text = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (start, end) = text.split_once('-')?;
    let last = length.checked_sub(1);
    let bounds = match (start.trim(), end.trim()) {
        ("", count) => last.map(|last| (length.saturating_sub(count.parse().unwrap_or(0)), last)),
        (start, "") => last.map(|last| (start.parse().unwrap_or(usize::MAX), last)),
        (start, end) => last.map(|last| (start.parse().unwrap_or(usize::MAX), end.parse().unwrap_or(0).min(last))),
    };
    if !start.bytes().chain(end.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(bounds.filter(|(start, end)| start <= end && *end < length))
}

fn content_type(file: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or(file);
    match (name, name.rsplit('.').next().unwrap_or_default()) {
        ("rss.xml", _) => "application/rss+xml; charset=utf-8",
        ("atom.xml", _) => "application/atom+xml; charset=utf-8",
        ("opensearch.xml", _) => "application/opensearchdescription+xml; charset=utf-8",
        (name, "json") if name.starts_with("feed") => "application/feed+json; charset=utf-8",
        (_, "html") => "text/html; charset=utf-8",
        (_, "css") => "text/css; charset=utf-8",
        (_, "js") => "text/javascript; charset=utf-8",
        (_, "json") => "application/json; charset=utf-8",
        (_, "xml") => "application/xml; charset=utf-8",
        (_, "md") => "text/markdown; charset=utf-8",
        (_, "txt") => "text/plain; charset=utf-8",
        (_, "svg") => "image/svg+xml",
        (_, "png") => "image/png",
        (_, "jpg" | "jpeg") => "image/jpeg",
        (_, "webp") => "image/webp",
        (_, "ico") => "image/x-icon",
        (_, "woff2") => "font/woff2",
        (_, "pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

fn moved(to: &str) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to.to_owned())]).into_response()
}

fn plain(status: StatusCode, words: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words.to_owned()).into_response()
}

/// The present state at once, then every change.
fn events(heard: watch::Receiver<Arc<Status>>) -> Response {
    let stream = changes(heard);
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

fn changes(heard: watch::Receiver<Arc<Status>>) -> impl tokio_stream::Stream<Item = Result<Event, Infallible>> {
    use tokio_stream::StreamExt;
    tokio_stream::wrappers::WatchStream::new(heard)
        .map(|status| Ok(Event::default().data(serde_json::to_string(&*status).unwrap_or_default())))
}
