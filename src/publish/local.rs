//! The files of the built site. What the build remembers of them saves reading those that are as it wrote them.

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::Failure;
use crate::write;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocalFile {
    /// Path below the site, with `/`.
    pub path: String,
    /// Hash of its bytes.
    pub hash: u128,
    /// Its size in bytes.
    pub size: u64,
}

/// Every plain file of a site, by path. Links are not followed; hidden files stay at home, but for `.well-known`.
pub(super) fn files(site: &Path) -> Result<Vec<LocalFile>, Failure> {
    if !site.join("index.html").is_file() {
        let message = format!("`{}` holds no site; run `corkboard build` first", site.display());
        return Err(Failure::Usage(message));
    }
    let known: HashMap<String, u128> = write::hashes(site).into_iter().collect();
    let is_shown = |name: &str| !name.starts_with('.') || name == ".well-known";
    let entries = walkdir::WalkDir::new(site).min_depth(1).into_iter();
    let mut found = Vec::new();
    for entry in entries.filter_entry(|entry| entry.file_name().to_str().is_some_and(is_shown)) {
        let entry = entry.map_err(|error| Failure::of(format!("cannot list `{}`", site.display()), &error))?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    let file = |path: std::path::PathBuf| {
        let below = path.strip_prefix(site).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let failed = |error: std::io::Error| Failure::of(format!("cannot read `{}`", path.display()), &error);
        let size = path.metadata().map_err(failed)?.len();
        let hash = match known.get(&below) {
            Some(hash) => *hash,
            None => xxh3_128(&std::fs::read(&path).map_err(failed)?),
        };
        Ok(LocalFile { path: below, hash, size })
    };
    let mut files: Vec<LocalFile> = found.into_par_iter().map(file).collect::<Result<_, Failure>>()?;
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

/// Open postings of the site, as its `jobs.json` says.
pub(super) fn open_postings(site: &Path) -> usize {
    std::fs::read(site.join("jobs.json")).map_or(0, |bytes| total(&bytes))
}

/// The number of open postings in a first part of `jobs.json`.
pub(super) fn total(bytes: &[u8]) -> usize {
    #[derive(serde::Deserialize)]
    struct Jobs {
        total: usize,
    }
    serde_json::from_slice(bytes).map_or(0, |jobs: Jobs| jobs.total)
}
