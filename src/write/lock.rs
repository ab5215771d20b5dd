//! The folder of the build's own files beside the output folder, held by one build at a time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::find::Stat;

/// The folder `.NAME.corkboard` beside the output folder `NAME`, locked.
/// The system frees the lock when the process ends, however it ends: no lock is ever stale.
#[derive(Debug)]
pub(super) struct Held {
    /// File system time when the lock was taken, in nanoseconds since 1970.
    pub began: i64,
    _file: File,
}

/// The folder beside an output folder.
pub(super) fn beside(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "out".to_owned(), |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.corkboard"))
}

/// Makes and locks the folder; none when another build holds it.
pub(super) fn hold(folder: &Path) -> io::Result<Option<Held>> {
    fs::create_dir_all(folder)?;
    let mut file = File::options().create(true).write(true).truncate(false).open(folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    file.set_len(0)?;
    file.write_all(std::process::id().to_string().as_bytes())?;
    let began = Stat::of(&file.metadata()?).mtime;
    Ok(Some(Held { began, _file: file }))
}
