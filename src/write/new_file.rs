//! A file of its own, outside the site: a report, a file of a new board.

use std::fs;
use std::path::Path;

use super::outcome::Failure;

/// Writes a file, and makes the folders above it.
///
/// # Errors
/// The system refuses.
pub fn new_file(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Failure::at("make", parent))?;
    }
    fs::write(path, text).map_err(Failure::at("write", path))
}
