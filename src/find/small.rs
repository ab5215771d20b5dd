//! The board's own templates and static files: folders of few files, listed with their hashes.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Stat;
use super::link::{Links, Refused, follow, regular, unusable};
use crate::diagnostic::Diagnostic;

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

/// What lies in such a folder.
#[derive(Debug, Default)]
pub struct SmallListing {
    /// Its files, by path.
    pub files: Vec<SmallFile>,
    /// What is left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lists a folder, by path; an absent folder is empty. Only editors' backups and traces of other programs are left out
/// silently; `.nojekyll` and `.well-known/` are not.
///
/// # Errors
/// The folder or something in it cannot be listed.
pub fn small_files(folder: &Path, links: Links) -> io::Result<SmallListing> {
    let mut listing = SmallListing::default();
    if !folder.exists() {
        return Ok(listing);
    }
    let root = std::fs::canonicalize(folder)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let visible = |entry: &DirEntry| entry.depth() == 0 || !is_trace(&entry.file_name().to_string_lossy());
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry?;
        if entry.file_type().is_dir() {
            continue;
        }
        let Ok(below) = entry.path().strip_prefix(folder) else { continue };
        match look(&root, &entry, below, links)? {
            Ok((path, stat)) => listing.files.push(SmallFile { path, disk: entry.into_path(), stat }),
            Err(why) => {
                let shown = below.to_string_lossy().replace('\\', "/");
                listing.diagnostics.push(unusable(&format!("{name}/{shown}"), why));
            }
        }
    }
    listing.files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(listing)
}

fn look(root: &Path, entry: &DirEntry, below: &Path, links: Links) -> io::Result<Result<(String, Stat), Refused>> {
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    let Some(parts) = parts else {
        return Ok(Err(("the name of this file is not valid UTF-8".to_owned(), "rename the file")));
    };
    let file = if entry.file_type().is_symlink() {
        follow(root, entry.path(), links)
    } else {
        let metadata = entry.metadata()?;
        regular(&metadata).map(|()| metadata)
    };
    Ok(file.map(|metadata| (parts.join("/"), Stat::of(&metadata))))
}

fn is_trace(name: &str) -> bool {
    matches!(name, ".git" | ".DS_Store" | "Thumbs.db") || name.ends_with('~') || name.ends_with(".swp")
}
