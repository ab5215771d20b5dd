//! Files of a board's folder in which an author may have put a posting by mistake.

use std::path::Path;

use walkdir::WalkDir;

/// Folders beside `content/` in which postings of other generators lie.
const FOLDERS: [&str; 9] = ["jobs", "_jobs", "job", "postings", "posts", "_posts", "positions", "_positions", "static"];

/// Text files at the top of a board's folder and in such folders, relative to it, sorted.
pub fn outside(root: &Path) -> Vec<String> {
    let top = WalkDir::new(root).max_depth(1).into_iter();
    let below = FOLDERS.iter().flat_map(|folder| WalkDir::new(root.join(folder)).max_depth(4));
    let mut paths: Vec<String> = top
        .chain(below)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_str()?.replace('\\', "/")))
        .filter(|path| path.ends_with(".md") || path.ends_with(".markdown"))
        .collect();
    paths.sort_unstable();
    paths
}
