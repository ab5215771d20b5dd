//! Reads one file of the author, within a limit of size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes of the largest file that is read as a posting, page or template.
pub const LARGEST: u64 = 1024 * 1024;

/// Why a file was not read.
#[derive(Debug)]
pub enum Unreadable {
    /// It is larger than `LARGEST`.
    TooLarge(u64),
    /// The system says no.
    System(io::Error),
}

/// Reads a file into the buffer, which is emptied first.
///
/// # Errors
/// The file is larger than the limit, or cannot be read.
pub fn read(path: &Path, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
    buffer.clear();
    let file = File::open(path).map_err(Unreadable::System)?;
    let size = file.metadata().map_err(Unreadable::System)?.len();
    if size > LARGEST {
        return Err(Unreadable::TooLarge(size));
    }
    buffer.reserve(usize::try_from(size).unwrap_or_default() + 1);
    // A file that grows while it is read is held at the limit too.
    file.take(LARGEST + 1).read_to_end(buffer).map_err(Unreadable::System)?;
    match buffer.len() as u64 {
        length if length > LARGEST => Err(Unreadable::TooLarge(length)),
        _ => Ok(()),
    }
}
