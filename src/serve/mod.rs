//! The preview: the same stages as a build, pages drawn when they are asked for, the browser told of every change.
//!
//! One thread prepares a snapshot of the board after every change; a few draw pages of the newest snapshot that has no
//! mistake; an HTTP server hands them out.

mod client;
mod drawing;
mod http;
mod panel;
mod snapshot;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as latest;

use crate::diagnostic::Diagnostic;
use crate::write::Inputs;
use client::Status;
use drawing::Queue;
use snapshot::Board;

/// What a preview needs of whoever runs it.
pub trait Host: Send + Sync {
    /// The board as its settings are now, for pages below this address (`http://127.0.0.1:8080`).
    ///
    /// # Errors
    /// What cannot be read, for people.
    fn load(&self, origin: &str) -> Result<Loaded, String>;
    /// Diagnostics as plain text.
    fn draw(&self, diagnostics: &[Diagnostic]) -> String;
    /// Nanoseconds since 1970.
    fn clock(&self) -> i64;
    /// Tells a person at the terminal.
    fn tell(&self, news: &News);
}

/// A board and its settings.
#[derive(Debug)]
pub struct Loaded {
    /// What it is built from.
    pub inputs: Inputs,
    /// Mistakes in the settings.
    pub diagnostics: Vec<Diagnostic>,
}

/// What happens in a preview.
#[derive(Debug)]
pub enum News {
    /// It listens; this is the address of the board.
    Listening(String),
    /// The board was read again.
    Rebuilt {
        /// Names of changed files, the first few.
        changed: Vec<String>,
        /// Pages whose content is new.
        pages: usize,
        /// Time it took.
        time: Duration,
        /// Everything wrong with the board, drawn; empty when all is well.
        mistakes: String,
    },
    /// The board could not be read.
    Failed(String),
}

/// Where the preview listens and what it watches.
#[derive(Clone, Debug)]
pub struct Listen {
    /// Address and port; a taken port is passed over for the next free one.
    pub address: SocketAddr,
    /// Files and folders of the board.
    pub watched: Vec<PathBuf>,
    /// Look at the files again and again instead of waiting for events: for network and container disks.
    pub poll: bool,
}

/// Takes the first free port from the wanted one on; port 0 lets the system choose.
///
/// # Errors
/// No port can be had.
pub fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let mut wanted = address;
    for _ in 0..100 {
        match TcpListener::bind(wanted) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && wanted.port() < u16::MAX => {
                wanted.set_port(wanted.port() + 1);
            }
            result => return result,
        }
    }
    TcpListener::bind(address)
}

/// Serves a board until `stop` is heard.
///
/// # Errors
/// The server cannot be started, or the board cannot be read at all.
pub fn serve(
    host: Arc<dyn Host>,
    listen: &Listen,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let origin = format!("http://{address}");
    let queue = Arc::new(Queue::default());
    let (status, heard) = latest::channel(Arc::new(Status::default()));
    let mut board = Board::new(host.clone(), origin, queue.clone(), status);
    board.refresh(&[]);
    let mut changes = watch::Changes::of(listen).map_err(|error| format!("cannot watch the board: {error}"))?;
    let stopping = changes.stopping();
    let drawers = queue.clone();
    let drawing = std::thread::spawn(move || drawing::draw(&drawers));
    let watching = std::thread::spawn(move || {
        while let Some(changed) = changes.next() {
            board.refresh(&changed);
        }
    });
    let shown = heard.borrow().address.clone();
    host.tell(&News::Listening(shown));
    let result = http::run(listener, http::Site { queue: queue.clone(), heard, address }, stop);
    stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    queue.close();
    let _ = (drawing.join(), watching.join());
    result
}
