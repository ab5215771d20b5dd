//! One file of the author, whole: written beside its place, then put there in one step. Nothing is ever half written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::outcome::Failure;

/// Replaces a file, or makes it, with the folders above it. Rights stay; a link stays a link.
///
/// # Errors
/// The system refuses; then the file is as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = staged(&real, bytes)?;
    if let Ok(metadata) = fs::metadata(&real) {
        fs::set_permissions(&beside, metadata.permissions()).map_err(Failure::at("write", &beside))?;
    }
    fs::rename(&beside, &real).map_err(|error| {
        drop(fs::remove_file(&beside));
        Failure::at("write", &real)(error)
    })
}

/// Makes a new file, with the folders above it. False when there is one of this name already; it stays.
///
/// # Errors
/// The system refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let beside = staged(path, bytes)?;
    // A link fails where a file has appeared meanwhile, a rename would put it away.
    let linked = fs::hard_link(&beside, path);
    drop(fs::remove_file(&beside));
    match linked {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without links.
        Err(_) => {
            let mut file = match File::create_new(path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
                Err(error) => return Err(Failure::at("write", path)(error)),
            };
            file.write_all(bytes).map(|()| true).map_err(Failure::at("write", path))
        }
    }
}

/// The bytes in a file beside the one that is meant.
fn staged(path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Failure::at("make", folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}~", std::process::id()));
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| {
        drop(fs::remove_file(&beside));
        Failure::at("write", path)(error)
    })?;
    Ok(beside)
}

#[cfg(test)]
mod tests {
    use super::{create, replace};
    use std::fs;

    #[test]
    fn a_file_is_made_once_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobs/a.md");
        assert!(create(&path, b"one").unwrap());
        assert!(!create(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path().join("jobs")).unwrap().count(), 1);
    }
}
