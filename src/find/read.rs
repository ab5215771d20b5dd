//! Reads one file of the author, within a limit of size.

use std::fs::{File, Metadata};
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
    let (file, metadata) = open(path).map_err(Unreadable::System)?;
    let size = metadata.len();
    if size > LARGEST {
        return Err(Unreadable::TooLarge(size));
    }
    // A file that grows while it is read is held at the limit too. One that is as long as it was takes one step.
    let mut file = file.take(LARGEST + 1);
    buffer.resize(usize::try_from(size).unwrap_or_default() + 1, 0);
    let read = file.read(buffer).map_err(Unreadable::System)?;
    buffer.truncate(read);
    if read as u64 != size {
        file.read_to_end(buffer).map_err(Unreadable::System)?;
    }
    match buffer.len() as u64 {
        length if length > LARGEST => Err(Unreadable::TooLarge(length)),
        _ => Ok(()),
    }
}

/// All bytes of a template or static file.
///
/// # Errors
/// It cannot be read.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, metadata) = open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a plain file. A pipe or device that was put in its place after the folder was listed is refused, and nobody
/// waits for it.
fn open(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = File::options();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    // Without that flag a pipe is looked at before it is opened, which leaves a moment to exchange it.
    #[cfg(not(target_os = "linux"))]
    plain(&std::fs::metadata(path)?)?;
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    plain(&metadata)?;
    Ok((file, metadata))
}

fn plain(metadata: &Metadata) -> io::Result<()> {
    match metadata.is_file() {
        true => Ok(()),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a plain file")),
    }
}
