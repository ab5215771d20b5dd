//! What all who use a network share: threads that wait for it, and what an error came from. Asks nobody itself.

use std::error::Error;
use std::future::Future;
use std::{io, iter};

use tokio::runtime::Builder;

/// Does on this thread what has to wait for the network.
///
/// # Errors
/// The system gives no way to wait.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> io::Result<T> {
    run_by(Builder::new_current_thread(), work)
}

/// The same on several threads, for work that computes between its waits.
///
/// # Errors
/// The system gives no way to wait, or no threads.
pub(crate) fn run_on_threads<T>(work: impl Future<Output = T>) -> io::Result<T> {
    run_by(Builder::new_multi_thread(), work)
}

fn run_by<T>(mut threads: Builder, work: impl Future<Output = T>) -> io::Result<T> {
    // Of the ways to encrypt that are built in, one must be chosen before the first connection; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(threads.enable_all().build()?.block_on(work))
}

/// An error and what it came from.
pub(crate) fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| error.source())
}
