//! The folder of the build's own files beside the output folder, held by one build at a time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::disk;
use crate::find::Stat;

/// The folder `.NAME.corkboard` beside the output folder `NAME`, locked.
/// The system frees the lock when the process ends, however it ends: no lock is ever stale.
#[derive(Debug)]
pub struct Held {
    /// File system time when the lock was taken, in nanoseconds since 1970.
    pub(super) began: i64,
    file: File,
}

impl Drop for Held {
    /// Frees the lock by name: closing the file alone would leave it held while a child process of this one is being
    /// started, since that shares the open file for a moment.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// The folder beside an output folder.
pub(super) fn beside(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "out".to_owned(), |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.corkboard"))
}

/// Makes and locks a folder; none when another process holds it.
///
/// # Errors
/// The folder is a link, or cannot be made or locked.
pub fn hold(folder: &Path) -> io::Result<Option<Held>> {
    if fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a link; remove it"));
    }
    disk::create_dir_all(folder)?;
    let mut file = disk::open(&folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    file.set_len(0)?;
    file.write_all(std::process::id().to_string().as_bytes())?;
    let began = Stat::of(&file.metadata()?).mtime;
    Ok(Some(Held { began, file }))
}

#[cfg(test)]
mod tests {
    use super::hold;

    #[test]
    fn a_lock_is_free_after_a_build_while_other_programs_are_started() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| (0..60).for_each(|_| drop(std::process::Command::new("true").status())));
            for _ in 0..20_000 {
                assert!(hold(folder.path()).unwrap().is_some());
            }
        });
    }

    #[test]
    fn two_builds_do_not_hold_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = hold(folder.path()).unwrap();
        assert!(first.is_some() && hold(folder.path()).unwrap().is_none());
    }
}
