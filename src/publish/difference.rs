//! What has to be done to make a target equal to the site, and in which order.
//!
//! New pages come before every page that was there and changes, the front page after all others, so that whoever starts
//! at the front page, a feed or the sitemap never comes to a page before the pages that it links to are there.

use std::collections::BTreeMap;

use super::manifest::{self, Manifest};
use super::media;

/// A file that is sent or removed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// When: all of a phase is done before the next begins.
    pub phase: Phase,
    /// Path below the site.
    pub path: String,
    /// What.
    pub kind: Kind,
    /// Size in bytes before compression; 0 for one that is removed.
    pub size: u64,
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It was not there.
    New,
    /// It is there with other bytes or headers.
    Changed,
    /// It is no more part of the site.
    Gone,
}

/// When a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Style sheets, scripts, pictures.
    Assets,
    /// Pages that were not there: nothing leads to them yet.
    NewPages,
    /// Postings that changed.
    Postings,
    /// Lists and other pages that changed, the front page among them.
    Lists,
    /// Feeds, data, the index of the search.
    Feeds,
    /// Sitemaps, and what stands at the root for programs.
    Directory,
    /// What is gone.
    Deletions,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Phase; 7] = [
        Phase::Assets,
        Phase::NewPages,
        Phase::Postings,
        Phase::Lists,
        Phase::Feeds,
        Phase::Directory,
        Phase::Deletions,
    ];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Assets => "assets",
            Phase::NewPages => "new pages",
            Phase::Postings => "postings",
            Phase::Lists => "lists",
            Phase::Feeds => "feeds",
            Phase::Directory => "sitemap",
            Phase::Deletions => "deletions",
        }
    }

    fn of(path: &str, kind: Kind) -> Phase {
        let is_posting = path.starts_with("jobs/");
        match kind {
            Kind::Gone => Phase::Deletions,
            _ if media::is_directory(path) => Phase::Directory,
            _ if media::is_feed(path) || media::is_search_index(path) => Phase::Feeds,
            _ if !media::is_page(path) && !is_posting => Phase::Assets,
            Kind::New if path != "index.html" => Phase::NewPages,
            _ if is_posting => Phase::Postings,
            _ => Phase::Lists,
        }
    }
}

/// The steps from what a target holds to what it shall hold (key and size by path), in their order.
pub(super) fn steps(before: &Manifest, after: &BTreeMap<String, (u128, u64)>) -> Vec<Step> {
    let mut steps = Vec::new();
    for (path, (key, size)) in after {
        let kind = match before.files.get(path) {
            Some(known) if known == key => continue,
            None | Some(&manifest::ANNOUNCED) => Kind::New,
            Some(_) => Kind::Changed,
        };
        steps.push(Step { phase: Phase::of(path, kind), path: path.clone(), kind, size: *size });
    }
    let gone = before.files.keys().filter(|path| !after.contains_key(*path));
    steps.extend(gone.map(|path| Step { phase: Phase::Deletions, path: path.clone(), kind: Kind::Gone, size: 0 }));
    steps.sort();
    steps
}
