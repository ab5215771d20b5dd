//! What a build remembers for the next: what the sources held (`sources`), and what was written (`site`).
//! The two files stand alone; each is true by itself.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cache::{self, Sections};
use super::disk;
use super::outcome::Files;
use crate::diagnostic::Diagnostic;
use crate::find::Stat;
use crate::model::{CompanyProfile, PlainPage};
use crate::parse::Parsed;
use crate::plan::{Counts, Missing};

/// A file of the author as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceRecord {
    pub path: String,
    pub stat: Stat,
    pub sidecar: Option<(String, Stat)>,
    /// Hash of its bytes and of its sidecar's.
    pub hash: u128,
}

/// What a file of the author holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Held {
    Posting(Parsed),
    Company(Option<CompanyProfile>, Vec<Diagnostic>),
    Page(Option<PlainPage>, Vec<Diagnostic>),
    Other,
}

/// A static file as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StaticRecord {
    pub path: String,
    pub stat: Stat,
    pub hash: u128,
}

/// What the sources held.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Hash of the settings under which they were read, and the time before which their stats can be trusted.
    pub about: SourcesAbout,
    pub records: Vec<SourceRecord>,
    held: Option<Kept>,
}

/// Where what the sources held is kept.
#[derive(Debug)]
enum Kept {
    File(Sections),
    Memory(Vec<Held>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourcesAbout {
    pub settings: u128,
    /// File system time when the reading began, in nanoseconds since 1970.
    pub began: i64,
}

impl Sources {
    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Sources {
        Sources::read(folder).unwrap_or_default()
    }

    fn read(folder: &Path) -> Option<Sources> {
        let sections = Sections::open(&folder.join("sources"))?;
        let about = sections.records(0)?.pop()?;
        Some(Sources { about, records: sections.records(1)?, held: Some(Kept::File(sections)) })
    }

    /// What each record's file held, in their order; none when damaged.
    pub(super) fn held(&mut self) -> Option<Vec<Held>> {
        let held: Vec<Held> = match self.held.take()? {
            Kept::File(sections) => sections.records(2)?,
            Kept::Memory(held) => held,
        };
        (held.len() == self.records.len()).then_some(held)
    }

    /// Keeps what the sources hold in memory.
    pub(super) fn kept(about: SourcesAbout, records: Vec<SourceRecord>, held: Vec<Held>) -> Sources {
        Sources { about, records, held: Some(Kept::Memory(held)) }
    }

    /// Writes what the sources hold now.
    pub(super) fn save(folder: &Path, about: SourcesAbout, records: &[SourceRecord], held: &[Held]) -> io::Result<()> {
        let (records, held) = rayon::join(|| cache::encode(records), || cache::encode(held));
        cache::save(&folder.join("sources"), &[cache::encode(&[about])?, records?, held?])
    }
}

/// A file of the site as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    pub path: String,
    /// Key of the page that gave it; 0 when it must be drawn again in any case.
    pub key: u128,
    /// Hash of its bytes.
    pub hash: u128,
    pub size: u64,
    pub mtime: i64,
}

/// What was written, and what was said.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub about: SiteAbout,
    /// By path.
    pub files: Vec<FileRecord>,
    /// Identity and path of every posting, and paths that it had before; empty when opened: see `remembered`.
    addresses: Vec<(u128, String)>,
    sections: Option<Sections>,
}

/// The last build as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct SiteAbout {
    /// Hash of everything that went in: sources, settings, templates, static files, day.
    pub inputs: u128,
    pub now: Option<Date>,
    pub counts: Counts,
    pub files: Files,
    /// Open postings that lack something for structured data, by what they lack.
    pub missing: Vec<(Missing, usize)>,
    pub pages: usize,
    pub diagnostics: Vec<Diagnostic>,
    pub statics: Vec<StaticRecord>,
}

impl Site {
    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Site {
        Site::read(&folder.join("site")).unwrap_or_default()
    }

    /// Paths of files that a stopped build may have put in place, or of which the records were lost.
    pub(super) fn pending(folder: &Path, is_lost: bool) -> Vec<String> {
        let stopped = Site::read(&pending(folder)).unwrap_or_default().files;
        let names =
            if is_lost { std::fs::read_to_string(folder.join("names")).unwrap_or_default() } else { String::new() };
        let names = names.lines().filter(|name| disk::is_below(name)).map(str::to_owned);
        stopped.into_iter().map(|record| record.path).chain(names).collect()
    }

    fn read(path: &Path) -> Option<Site> {
        let sections = Sections::open(path)?;
        let (about, files) = rayon::join(|| sections.records(0), || sections.records(1));
        // Records that lead out of the site were not written by us.
        let files = files.filter(|files: &Vec<FileRecord>| files.iter().all(|record| disk::is_below(&record.path)))?;
        Some(Site { about: about?.pop()?, files, addresses: Vec::new(), sections: Some(sections) })
    }

    /// What was written in this build.
    pub(super) fn new(about: SiteAbout, files: Vec<FileRecord>, addresses: Vec<(u128, String)>) -> Site {
        Site { about, files, addresses, sections: None }
    }

    /// Identity and path of every posting in earlier builds, sorted.
    pub(super) fn remembered(&self) -> Vec<(u128, String)> {
        let mut known: Vec<(u128, String)> =
            self.sections.as_ref().and_then(|sections| sections.records(2)).unwrap_or_default();
        known.retain(|(_, path)| disk::is_below(path.trim_start_matches('/')));
        known
    }

    /// Writes what will be true when the files are in place; and their names alone with those of the files that go, so
    /// that they are known as ours even when the records are damaged.
    pub(super) fn announce(&self, folder: &Path, gone: &[&str]) -> io::Result<()> {
        let names: Vec<&str> =
            self.files.iter().map(|record| record.path.as_str()).chain(gone.iter().copied()).collect();
        disk::create(&folder.join("names.part"))?.write_all(names.join("\n").as_bytes())?;
        disk::rename(&folder.join("names.part"), &folder.join("names"))?;
        let (files, addresses) = rayon::join(|| cache::encode(&self.files), || cache::encode(&self.addresses));
        let about = cache::encode(std::slice::from_ref(&self.about))?;
        cache::save(&pending(folder), &[about, files?, addresses?])
    }

    /// Says that the files are in place.
    pub(super) fn confirm(folder: &Path) -> io::Result<()> {
        disk::rename(&pending(folder), &folder.join("site"))
    }

    /// The record of a file.
    pub(super) fn file(&self, path: &str) -> Option<&FileRecord> {
        self.files.binary_search_by(|record| record.path.as_str().cmp(path)).ok().map(|index| &self.files[index])
    }
}

fn pending(folder: &Path) -> PathBuf {
    folder.join("site-pending")
}
