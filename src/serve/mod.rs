//! The preview: the same stages as a build, pages drawn when they are asked for, the browser told of every change.
//!
//! One thread follows the board and prepares a snapshot where a change needs one; a few draw pages of the newest
//! snapshot that has no mistake; an HTTP server hands them out.

mod board;
mod client;
mod connection;
mod document;
mod drawing;
mod http;
mod moved;
mod panel;
mod report;
mod snapshot;
mod touched;
pub mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as latest;

use crate::diagnostic::Diagnostic;
use crate::write::{Inputs, Memory};
use board::Board;
use client::Status;
use drawing::Queue;
use watch::{Batch, Changes, Watched};

/// What a preview needs of whoever runs it.
pub trait Host: Send + Sync {
    /// The board as its settings are now.
    ///
    /// # Errors
    /// What cannot be read, for people.
    fn load(&self) -> Result<Loaded, String>;
    /// What an earlier build remembered, so that the start reads only what changed since.
    fn remembered(&self) -> Memory;
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
        /// Changed files.
        changed: Vec<PathBuf>,
        /// Pages whose content is new.
        pages: usize,
        /// Time it took.
        time: Duration,
        /// Everything wrong with the board, drawn; empty when all is well.
        mistakes: String,
    },
    /// The board could not be read.
    Failed(String),
    /// Files are looked at again and again, for this reason.
    Polling(String),
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
/// The server cannot be started.
pub fn serve(
    host: Arc<dyn Host>,
    watched: Watched,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), String> {
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let origin = format!("http://{address}");
    let queue = Arc::new(Queue::default());
    let first = Status { address: format!("{origin}/"), ..Status::default() };
    let (status, heard) = latest::channel(Arc::new(first));
    let changes = Changes::new(watched);
    let bell = changes.bell();
    let mut board = Board::new(host.clone(), origin, queue.clone(), status);
    board.refresh(&Batch { everywhere: true, ..Batch::default() });
    let drawers = queue.clone();
    let drawing = std::thread::spawn(move || drawing::draw(&drawers));
    let following = std::thread::spawn(move || {
        board.save();
        board.follow(changes);
    });
    let site = http::Site { host, queue: queue.clone(), heard, board: bell.clone(), address };
    let result = connection::run(listener, site, stop);
    bell.stop();
    queue.close();
    let _ = (drawing.join(), following.join());
    result
}
