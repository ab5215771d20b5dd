//! The board's own templates and static files: folders of few files, listed with their hashes.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Stat;

/// A file of the folders `templates/` and `static/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallFile {
    /// Path below the folder, with `/`.
    pub path: String,
    /// The file itself.
    pub disk: PathBuf,
    /// For finding out whether it changed.
    pub stat: Stat,
}

/// Lists a folder, by path; an absent folder is empty. Links, editors' backups and traces of other programs
/// are left out; `.nojekyll` and `.well-known/` are not.
///
/// # Errors
/// The folder or something in it cannot be listed.
pub fn small_files(folder: &Path) -> io::Result<Vec<SmallFile>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_trace(&entry.file_name().to_string_lossy());
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry?;
        let Ok(below) = entry.path().strip_prefix(folder) else { continue };
        let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
        if let (true, Some(parts)) = (entry.file_type().is_file(), parts) {
            let stat = Stat::of(&entry.metadata()?);
            files.push(SmallFile { path: parts.join("/"), disk: entry.into_path(), stat });
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn is_trace(name: &str) -> bool {
    matches!(name, ".git" | ".DS_Store" | "Thumbs.db") || name.ends_with('~') || name.ends_with(".swp")
}
