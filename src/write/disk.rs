//! The one door to the disk: every step of a build that changes something goes through here, so that a test can stop
//! the build at each of them. No step follows a link, and no path leads out of the folder it belongs to.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file of a folder that is ours alone. Returns what the disk says of it then.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<fs::Metadata> {
    step(path)?;
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.metadata()
}

/// Adds to a file of a folder that is ours alone. Returns the length that it has now.
pub(super) fn append(path: &Path, bytes: &[u8]) -> io::Result<u64> {
    step(path)?;
    let mut file = File::options().append(true).open(path)?;
    file.write_all(bytes)?;
    Ok(file.metadata()?.len())
}

/// Copies a file to a name of its own.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    step(to)?;
    fs::copy(from, to).map(|_| ())
}

/// Makes a file anew; one that is there is removed first, so that a link in its place is never followed.
pub(super) fn create(path: &Path) -> io::Result<File> {
    step(path)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => File::create_new(path),
    }
}

/// Opens a file for writing, or makes it. A link in its place is removed.
pub(super) fn open(path: &Path) -> io::Result<File> {
    step(path)?;
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        fs::remove_file(path)?;
    }
    File::options().create(true).write(true).truncate(false).open(path)
}

/// Writes into a file of a folder that is ours alone, at a place of its own.
pub(super) fn write_at(path: &Path, file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    step(path)?;
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_all_at(file, bytes, at);
    #[cfg(windows)]
    return whole(bytes.len(), |done| {
        std::os::windows::fs::FileExt::seek_write(file, &bytes[done..], at + done as u64)
    });
}

/// Fills the room with the bytes of a file from a place on.
pub(super) fn read_at(file: &File, room: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, room, at);
    #[cfg(windows)]
    return whole(room.len(), |done| {
        std::os::windows::fs::FileExt::seek_read(file, &mut room[done..], at + done as u64)
    });
}

/// Repeats a step that may do a part until all is done.
#[cfg(windows)]
fn whole(length: usize, mut step: impl FnMut(usize) -> io::Result<usize>) -> io::Result<()> {
    let mut done = 0;
    while done < length {
        match step(done)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            part => done += part,
        }
    }
    Ok(())
}

/// Gives a file or folder another name.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step(to)?;
    fs::rename(from, to)
}

/// Makes a folder whose parent exists.
pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    step(path)?;
    fs::create_dir(path)
}

/// Makes a folder and those above it.
pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
    step(path)?;
    fs::create_dir_all(path)
}

/// Removes a file or a link.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    step(path)?;
    fs::remove_file(path)
}

/// Removes an empty folder.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    step(path)?;
    fs::remove_dir(path)
}

/// The same file under a second name; where the disk has no links, a copy.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    step(to)?;
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::copy(from, to).map(|_| ()),
        _ => Ok(()),
    }
}

/// Exchanges two folders in one step; `INVAL` and `NOSYS` say that this disk cannot.
#[cfg(target_os = "linux")]
pub(super) fn exchange(one: &Path, other: &Path) -> Result<(), rustix::io::Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    step(other).map_err(|error| rustix::io::Errno::from_io_error(&error).unwrap_or(rustix::io::Errno::IO))?;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// The file of a folder at a path with `/`.
///
/// # Errors
/// The path leads out of the folder. No path of ours does; one in a forged memory may.
pub(super) fn below(folder: &Path, file: &str) -> io::Result<PathBuf> {
    if is_below(file) {
        return Ok(folder.join(file));
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{file}` is no path below it")))
}

/// True for a path that stays below the folder to which it is joined.
pub(super) fn is_below(file: &str) -> bool {
    let is_plain =
        !file.is_empty() && !file.starts_with(['/', '\\']) && !file.as_bytes().windows(2).any(|two| two == b"..");
    is_plain || is_below_in_parts(file)
}

fn is_below_in_parts(file: &str) -> bool {
    use std::path::Component;
    let mut parts = Path::new(file).components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(not(test))]
#[inline(always)]
fn step(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use super::faults::step;
