//! Addresses to answers: pages of the plan, the author's pages, events. Nothing outside the plan can be reached.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::{oneshot, watch};

use super::board::Asked;
use super::client::{self, Status};
use super::document::{File, moved, plain};
use super::drawing::{Answer, Queue, Shown};
use super::watch::Bell;
use super::{Host, panel};

/// What the server needs.
#[derive(Clone)]
pub(super) struct Site {
    pub host: Arc<dyn Host>,
    pub queue: Arc<Queue>,
    pub heard: watch::Receiver<Arc<Status>>,
    pub board: Bell<Asked>,
    pub address: SocketAddr,
}

/// Longest address that is looked at, in bytes.
const LONGEST: usize = 8192;

impl Site {
    /// Answers one request.
    pub(super) async fn answer<B>(self, request: Request<B>) -> Response {
        let (parts, _) = request.into_parts();
        let headers = &parts.headers;
        // An address in the place of the path counts for more than the header (RFC 9112 section 3.2.2).
        let named = parts.uri.authority().map(axum::http::uri::Authority::as_str);
        let is_own = named.map_or_else(|| is_own_host(headers, self.address), |host| Some(is_own(host, self.address)));
        match is_own {
            Some(true) => {}
            Some(false) => return plain(StatusCode::FORBIDDEN, "this preview answers only to its own address\n"),
            None => return plain(StatusCode::BAD_REQUEST, "a request names one host\n"),
        }
        if parts.method != Method::GET && parts.method != Method::HEAD {
            let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let path = parts.uri.path();
        if path.len() > LONGEST {
            return plain(StatusCode::URI_TOO_LONG, "the address is too long\n");
        }
        let is_head = parts.method == Method::HEAD;
        let query = parts.uri.query().unwrap_or_default();
        let mut response = match path.strip_prefix("/_corkboard/") {
            Some("events") if is_head => plain(StatusCode::OK, ""),
            Some("events") => return events(self.heard),
            Some("client.js") => File::named("client.js").answer(client::SCRIPT.into(), headers),
            Some("client.css") => File::named("client.css").answer(client::STYLE.into(), headers),
            Some("panel.css") => File::named("panel.css").answer(client::PANEL_STYLE.into(), headers),
            Some(part) => self.author(part, query, headers).await,
            None if path == "/_corkboard" => moved(StatusCode::FOUND, "/_corkboard/"),
            None => self.page(path, headers).await,
        };
        if is_head {
            *response.body_mut() = Body::empty();
        }
        response
    }

    async fn page(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(shown) = self.queue.shown() else { return self.unreadable(headers) };
        let place = place(&shown, path);
        drop(shown);
        let (file, status) = match place {
            Place::File(file) => (file, StatusCode::OK),
            Place::Moved(status, to) => return moved(status, &to),
            Place::Nowhere => ("404.html".to_owned(), StatusCode::NOT_FOUND),
        };
        match self.queue.ask(file.clone()).await {
            Ok(Answer::File(bytes)) => File { name: &file, status }.page(&bytes, headers),
            Ok(Answer::Missing(bytes)) => {
                File { name: "404.html", status: StatusCode::NOT_FOUND }.page(&bytes, headers)
            }
            Ok(Answer::Mistake(mistake)) => {
                let page = client::mistake_page(&self.host.draw(std::slice::from_ref(&mistake)));
                File { name: "mistake.html", status: StatusCode::INTERNAL_SERVER_ERROR }.page(page.as_bytes(), headers)
            }
            Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending\n"),
        }
    }

    /// There has never been a board to show; the page waits for one.
    fn unreadable(&self, headers: &HeaderMap) -> Response {
        let page = client::mistake_page(&self.heard.borrow().mistakes);
        File { name: "mistake.html", status: StatusCode::SERVICE_UNAVAILABLE }.page(page.as_bytes(), headers)
    }

    async fn author(&self, part: &str, query: &str, headers: &HeaderMap) -> Response {
        let (reply, report) = oneshot::channel();
        if !self.board.ask(reply) {
            return plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending\n");
        }
        let Ok(report) = report.await else {
            return plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending\n");
        };
        let (part, query) = (part.to_owned(), query.to_owned());
        // A search through all pages of a large board takes longer than an answer may block the others.
        let page = tokio::task::spawn_blocking(move || panel::panel(&report, &part, &query)).await;
        match page {
            Ok(Some(page)) => File::named("panel.html").page(page.as_bytes(), headers),
            Ok(None) => plain(StatusCode::NOT_FOUND, "the author's pages begin at /_corkboard/\n"),
            Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be made\n"),
        }
    }
}

/// Where an address leads.
enum Place {
    File(String),
    Moved(StatusCode, String),
    Nowhere,
}

fn place(shown: &Shown, path: &str) -> Place {
    let Shown { snapshot, moved } = shown;
    let base = snapshot.plan().settings.base_url.base_path();
    if path == "/" && base != "/" {
        return Place::Moved(StatusCode::FOUND, base.to_owned());
    }
    let decoded = decode(path);
    let below = decoded.as_deref().and_then(|path| path.strip_prefix(base));
    let is_plain = |path: &&str| !path.split('/').any(|part| part == ".." || part == ".") && !path.contains('\\');
    let Some(below) = below.filter(is_plain) else { return Place::Nowhere };
    let candidates = [below.to_owned(), format!("{below}index.html"), format!("{below}.html")];
    if let Some(file) = candidates.iter().find(|file| snapshot.page(file).is_some()) {
        return Place::File(file.clone());
    }
    let folder = format!("{below}/index.html");
    if snapshot.page(&folder).is_some() {
        // A path that begins with two slashes would name another host.
        return Place::Moved(StatusCode::FOUND, format!("/{}/", path.trim_matches('/')));
    }
    let to = candidates.iter().chain([&folder]).find_map(|file| moved.to(file, snapshot));
    match to {
        Some(file) => Place::Moved(StatusCode::FOUND, format!("{base}{}", address_of(file))),
        None => Place::Nowhere,
    }
}

/// The address under which a file is asked for.
fn address_of(file: &str) -> &str {
    file.strip_suffix("index.html").unwrap_or(file)
}

/// A page in a browser of this machine may not be tricked into reading the preview through a foreign name (DNS
/// rebinding). None when no host or several are named.
fn is_own_host(headers: &HeaderMap, address: SocketAddr) -> Option<bool> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    host.to_str().ok().filter(|host| !host.is_empty()).map(|host| is_own(host, address))
}

fn is_own(host: &str, address: SocketAddr) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let ip: Option<IpAddr> = name.parse().ok();
    let is_local = name.eq_ignore_ascii_case("localhost");
    is_local || ip.is_some_and(|ip| ip.is_loopback() || !address.ip().is_loopback())
}

/// Percent-decodes a path; none when the result is not UTF-8 or holds a NUL.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let hex = digits.and_then(|digits| std::str::from_utf8(digits).ok());
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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{decode, is_own_host};

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let ask = |host: &'static str, address: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            is_own_host(&headers, address.parse().unwrap())
        };
        for host in ["127.0.0.1:8080", "localhost", "LOCALHOST:8080", "[::1]:8080", "127.0.0.1"] {
            assert_eq!(ask(host, "127.0.0.1:8080"), Some(true), "{host}");
        }
        for host in
            ["evil.example:8080", "127.0.0.1.evil.example", "192.168.0.7:8080", "localhost.evil.example", "[::1"]
        {
            assert_eq!(ask(host, "127.0.0.1:8080"), Some(false), "{host}");
        }
        assert_eq!(ask("192.168.0.7:8080", "0.0.0.0:8080"), Some(true));
        assert_eq!(ask("evil.example", "0.0.0.0:8080"), Some(false));
        assert_eq!(is_own_host(&HeaderMap::new(), "127.0.0.1:8080".parse().unwrap()), None);
    }

    #[test]
    fn a_path_is_decoded_once_and_only_when_it_is_text() {
        assert_eq!(decode("/jobs/caf%C3%A9/").as_deref(), Some("/jobs/café/"));
        assert_eq!(decode("/%252e").as_deref(), Some("/%2e"));
        for bad in ["/%", "/%g0", "/%ff", "/%00", "/%+1"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
