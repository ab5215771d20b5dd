//! Connections: as many as one author needs, none that waits for ever, all ended when the preview ends.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::http::Site;

/// Connections at a time; more wait in the system's queue.
const CONNECTIONS: usize = 512;
/// A request's head must arrive within this time; so must the next one on a connection that is kept open.
const HEAD: Duration = Duration::from_secs(15);
/// An answer must be taken within this time, unless it is the stream of events.
const TAKEN: Duration = Duration::from_secs(120);
/// How long answers under way may take when the preview ends.
const ENDING: Duration = Duration::from_millis(300);

/// Answers until `stop` is heard.
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
        accept(listener, site, stop).await;
        Ok::<(), std::io::Error>(())
    });
    runtime.shutdown_background();
    result.map_err(|error| format!("the server failed: {error}"))
}

async fn accept(listener: tokio::net::TcpListener, site: Site, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (end, ending) = watch::channel(false);
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        match stream {
            Ok((stream, _)) => {
                let (site, ending) = (site.clone(), ending.clone());
                connections.spawn(async move {
                    talk(stream, site, ending).await;
                    drop(place);
                });
            }
            // Out of file handles: wait until some connections have ended.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    let _ = end.send(true);
    let _ = timeout(ENDING, async { while connections.join_next().await.is_some() {} }).await;
}

/// Talks with one client until it goes, stalls, or the preview ends.
async fn talk(stream: TcpStream, site: Site, mut ending: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let busy = Arc::new(Busy::default());
    let answers = busy.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let (site, answers) = (site.clone(), answers.clone());
        async move {
            let response = site.answer(request).await;
            answers.begin(&response);
            Ok::<Response<Body>, Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(64);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = sleep(TAKEN / 4) => if busy.is_stalled() { return },
            _ = ending.changed() => {
                connection.as_mut().graceful_shutdown();
                let _ = timeout(ENDING, connection.as_mut()).await;
                return;
            }
        }
    }
}

/// When a connection began its last answer.
struct Busy {
    opened: Instant,
    /// Milliseconds after `opened`; `u64::MAX` for a stream, which never stalls.
    answered: AtomicU64,
}

impl Default for Busy {
    fn default() -> Busy {
        Busy { opened: Instant::now(), answered: AtomicU64::new(0) }
    }
}

impl Busy {
    fn begin(&self, response: &Response<Body>) {
        let is_stream =
            response.headers().get(header::CONTENT_TYPE) == Some(&HeaderValue::from_static("text/event-stream"));
        let now = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or_default();
        self.answered.store(if is_stream { u64::MAX } else { now }, Ordering::Relaxed);
    }

    /// An idle connection is ended by hyper long before this; what remains is an answer that nobody takes.
    fn is_stalled(&self) -> bool {
        let answered = self.answered.load(Ordering::Relaxed);
        answered != u64::MAX && self.opened.elapsed() > Duration::from_millis(answered) + TAKEN
    }
}
