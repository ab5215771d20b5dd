//! What all who use a network share: a thread that waits for it, and what an error came from. Asks nobody itself.

use std::error::Error;
use std::future::Future;
use std::{io, iter};

/// Does on this thread what has to wait for the network.
///
/// # Errors
/// The system gives no way to wait.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> io::Result<T> {
    // Of the ways to encrypt that are built in, one must be chosen before the first connection; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}

/// An error and what it came from.
pub(crate) fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| error.source())
}
