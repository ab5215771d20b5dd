//! The content folder: which files are postings, sidecars, company profiles, pages; which are none of these.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::link::{Links, Refused, follow, regular, unusable};
use super::{Folder, Stat};
use crate::diagnostic::Diagnostic;

/// A content folder and how it is laid out.
#[derive(Clone, Debug)]
pub struct Content {
    /// The folder.
    pub folder: PathBuf,
    /// True for a board's own folder, where `companies/` and `pages/` are no postings.
    /// In a foreign folder they are no postings only when `jobs/` lies beside them.
    pub is_own: bool,
    /// Where links may lead.
    pub links: Links,
}

/// A file of the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path relative to the content folder, with `/`.
    pub path: String,
    /// What it is by its name and place.
    pub kind: Kind,
    /// For finding out whether it changed.
    pub stat: Stat,
    /// Path and stat of the sidecar of a posting.
    pub sidecar: Option<Box<(String, Stat)>>,
}

/// What a file is by its name and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A posting, or a list of postings.
    Posting,
    /// A profile below `companies/`.
    Company,
    /// A page below `pages/`.
    Page,
    /// None of these; told in the report and by [`others`](super::others).
    Other,
}

/// What lies in a content folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// All files, by path; sidecars are with their postings.
    pub files: Vec<Found>,
    /// What could not be listed.
    pub diagnostics: Vec<Diagnostic>,
    /// True when some files are links: their stats change without a change at their own path.
    pub has_links: bool,
    /// True when what lies below `companies/` and `pages/` are no postings.
    pub has_profiles: bool,
}

/// Kinds of files that may hold postings.
const TEXTS: [&str; 5] = ["md", "markdown", "txt", "yaml", "yml"];
/// Files that speak of a repository and not of a job, when they lie at its top.
const ABOUT_REPOSITORY: [&str; 8] =
    ["readme", "license", "licence", "contributing", "changelog", "security", "code_of_conduct", "support"];

impl Content {
    /// Lists the folder. A file that cannot be used becomes a diagnostic; nothing is left out silently but hidden
    /// files, editors' backups and what lies in `node_modules` and `target`.
    ///
    /// # Errors
    /// The folder itself cannot be listed.
    pub fn list(&self) -> io::Result<Listing> {
        let root = fs::canonicalize(&self.folder)?;
        let special = self.is_own || root.join("jobs").is_dir();
        let mut listing = folder(&Walk { root: &root, special, links: self.links }, &root, "")?;
        listing.has_profiles = special;
        // Names come sorted; only a `-` or a blank beside a `/` puts a folder at another place.
        if listing.files.par_windows(2).any(|pair| pair[0].path > pair[1].path) {
            listing.files.par_sort_unstable_by(|left, right| left.path.cmp(&right.path));
        }
        listing.diagnostics.sort_by(Diagnostic::order);
        pair_sidecars(&mut listing.files);
        Ok(listing)
    }
}

struct Walk<'a> {
    root: &'a Path,
    special: bool,
    links: Links,
}

fn folder(walk: &Walk, path: &Path, relative: &str) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        match name.to_str() {
            Some(name) if is_ignored(name) => {}
            Some(name) => entries.push((format!("{relative}{name}"), entry.file_type())),
            None => {
                let shown = format!("{relative}{}", name.to_string_lossy());
                let message = "the name of this file is not valid UTF-8".to_owned();
                listing.diagnostics.push(unusable(&shown, (message, "rename the file")));
            }
        }
    }
    listing.has_links = entries.iter().any(|(_, kind)| kind.as_ref().is_ok_and(FileType::is_symlink));
    entries.par_sort_unstable_by(|left, right| left.0.cmp(&right.0));
    let lies_in = LiesIn { path, open: (entries.len() >= MANY).then(|| Folder::open(path)) };
    let looks: Vec<(String, Look)> = entries
        .into_par_iter()
        .with_min_len(64)
        .map(|(shown, kind)| {
            let seen = look(walk, &lies_in, &shown[relative.len()..], kind);
            (shown, seen)
        })
        .collect();
    let mut folders = Vec::new();
    for (shown, seen) in looks {
        match seen {
            Look::Folder(path) => folders.push((path, format!("{shown}/"))),
            Look::File(stat) => {
                let kind = kind(walk, &shown);
                listing.files.push(Found { path: shown, kind, stat, sidecar: None });
            }
            Look::Unusable(why) => listing.diagnostics.push(unusable(&shown, why)),
        }
    }
    let below: Vec<Listing> = folders
        .par_iter()
        .with_max_len(1)
        .map(|(path, relative)| {
            folder(walk, path, relative).unwrap_or_else(|error| Listing {
                diagnostics: vec![unusable(
                    relative,
                    (format!("this folder cannot be listed: {error}"), "check its rights"),
                )],
                ..Listing::default()
            })
        })
        .collect();
    let mut files = vec![listing.files];
    for part in below {
        files.push(part.files);
        listing.has_links |= part.has_links;
        listing.diagnostics.extend(part.diagnostics);
    }
    listing.files = joined(files);
    Ok(listing)
}

/// Some lists as one. A folder that holds nothing but another one takes over its list.
fn joined(mut lists: Vec<Vec<Found>>) -> Vec<Found> {
    lists.retain(|list| !list.is_empty());
    if lists.len() == 1 {
        return lists.remove(0);
    }
    let mut all = Vec::with_capacity(lists.iter().map(Vec::len).sum());
    lists.iter_mut().for_each(|list| all.append(list));
    all
}

enum Look {
    Folder(PathBuf),
    File(Stat),
    Unusable(Refused),
}

/// Names in a folder from which on it is opened once to look at them.
const MANY: usize = 16;

/// The folder in which something lies.
struct LiesIn<'a> {
    path: &'a Path,
    open: Option<Folder>,
}

fn look(walk: &Walk, folder: &LiesIn, name: &str, kind: io::Result<FileType>) -> Look {
    let failed = |error| (format!("this file cannot be looked at: {error}"), "check its rights");
    let path = || folder.path.join(name);
    let file = match kind {
        Ok(kind) if kind.is_dir() => return Look::Folder(path()),
        Ok(kind) if kind.is_symlink() => follow(walk.root, &path(), walk.links),
        Ok(_) => match folder.open.as_ref().and_then(|open| open.look(name)) {
            Some(stat) => return Look::File(stat),
            None => {
                let seen = fs::symlink_metadata(path()).map_err(failed);
                seen.and_then(|metadata| regular(&metadata).map(|()| metadata))
            }
        },
        Err(error) => Err(failed(error)),
    };
    file.map_or_else(Look::Unusable, |metadata| Look::File(Stat::of(&metadata)))
}

/// True for names that are never the author's: hidden files, editors' backups, folders of other programs.
pub fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with('#') && name.ends_with('#')
        || matches!(name, "node_modules" | "target" | "4913")
}

/// True for files at the top that speak of the repository.
pub(super) fn is_about_repository(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_ascii_lowercase();
    ABOUT_REPOSITORY.contains(&stem.as_str())
}

fn kind(walk: &Walk, path: &str) -> Kind {
    let (top, below) = path.split_once('/').unwrap_or(("", path));
    let file = path.rsplit('/').next().unwrap_or(path);
    let extension = file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase());
    let is_text = TEXTS.contains(&extension.as_str());
    match top {
        "companies" | "pages" if walk.special && !below.is_empty() => match extension.as_str() {
            "md" | "markdown" if top == "companies" => Kind::Company,
            "md" | "markdown" => Kind::Page,
            _ => Kind::Other,
        },
        "" if is_about_repository(path) => Kind::Other,
        _ if is_text => Kind::Posting,
        _ => Kind::Other,
    }
}

/// A `.yaml` beside a posting of the same stem is its sidecar.
fn pair_sidecars(files: &mut Vec<Found>) {
    let is_yaml = |path: &str| path.ends_with(".yaml") || path.ends_with(".yml");
    if !files.par_iter().any(|found| is_yaml(&found.path)) {
        return;
    }
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
    let mut taken = vec![false; files.len()];
    for index in 0..files.len() {
        if files[index].kind != Kind::Posting || is_yaml(&files[index].path) {
            continue;
        }
        let stem = stem(&files[index].path);
        for ending in [".yaml", ".yml"] {
            let path = format!("{stem}{ending}");
            if let Ok(at) = files.binary_search_by(|found| found.path.as_str().cmp(&path))
                && files[index].sidecar.is_none()
                && !taken[at]
            {
                files[index].sidecar = Some(Box::new((path, files[at].stat)));
                taken[at] = true;
            }
        }
    }
    let mut index = 0;
    files.retain(|_| {
        index += 1;
        !taken[index - 1]
    });
}
