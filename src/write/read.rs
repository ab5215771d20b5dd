//! From the files of the author to what they hold: unchanged files are neither read nor parsed.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::outcome::{Progress, Stage};
use super::state::{Held, SourceRecord, Sources, SourcesAbout};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::find::{self, Found, Kind, Stat, Unreadable};
use crate::model::{CompanyProfile, PlainPage, Settings};
use crate::parse::{self, Parsed, PostingFile};
use crate::source::Location;

/// Files changed within this time before a build are looked into by the next one, whatever their stats say:
/// clocks of file systems are coarse. In nanoseconds.
const RACY: i64 = 2_000_000_000;

/// Everything that the files hold, in the order of their paths.
pub(super) struct Reading {
    pub about: SourcesAbout,
    pub records: Vec<SourceRecord>,
    pub held: Vec<Held>,
    /// Files that were read.
    pub read: usize,
    /// True when what is remembered is no longer what the sources hold.
    pub is_new: bool,
}

/// How the sources are read.
#[derive(Clone, Copy)]
pub(super) struct ReadBy<'a> {
    pub folder: &'a Path,
    pub settings: &'a Settings,
    /// File system time at the beginning of the build.
    pub began: i64,
    /// Trust no stat.
    pub verify: bool,
}

/// True when nothing can have changed since the sources were remembered.
pub(super) fn unchanged(files: &[Found], before: &Sources, by: ReadBy) -> bool {
    before.about.settings == settings_key(by.settings)
        && files.len() == before.records.len()
        && files
            .iter()
            .zip(&before.records)
            .all(|(found, record)| is_same(found, record, before.about.began, by.verify))
}

/// Reads what is new or changed, and takes the rest from what is remembered.
pub(super) fn read(files: &[Found], mut before: Sources, by: ReadBy, progress: &dyn Progress) -> Reading {
    let about = SourcesAbout { settings: settings_key(by.settings), began: by.began };
    let usable = before.about.settings == about.settings;
    let remembered = if usable { before.held() } else { None };
    let mut remembered: Vec<Option<Held>> = remembered.unwrap_or_default().into_iter().map(Some).collect();
    let index = |path: &str| before.records.binary_search_by(|record| record.path.as_str().cmp(path)).ok();
    let known: Vec<Option<usize>> = match remembered.is_empty() {
        true => vec![None; files.len()],
        false => files.par_iter().with_min_len(256).map(|found| index(&found.path)).collect(),
    };
    let same = |at: usize, known: Option<usize>| {
        known.filter(|index| is_same(&files[at], &before.records[*index], before.about.began, by.verify))
    };
    let changed: Vec<usize> = (0..files.len()).filter(|at| same(*at, known[*at]).is_none()).collect();
    progress.begin(Stage::Parse, changed.len());
    let fresh: Vec<(u128, Option<Held>)> = changed
        .par_iter()
        .with_min_len(8)
        .map_init(Vec::new, |buffers, at| {
            let old = known[*at].map(|index| before.records[index].hash);
            let result = look(&files[*at], old, by, buffers);
            progress.advance(1);
            result
        })
        .collect();
    progress.end();
    let mut fresh = changed.iter().copied().zip(fresh).peekable();
    let mut reading = Reading { about, records: Vec::new(), held: Vec::new(), read: changed.len(), is_new: !usable };
    for (at, found) in files.iter().enumerate() {
        let (hash, held) = match fresh.next_if(|(changed, _)| *changed == at) {
            Some((_, (hash, Some(held)))) => (hash, held),
            Some((_, (hash, None))) => (hash, take(&mut remembered, known[at])),
            None => (known[at].map_or(0, |index| before.records[index].hash), take(&mut remembered, known[at])),
        };
        let sidecar = found.sidecar.clone();
        reading.records.push(SourceRecord { path: found.path.clone(), stat: found.stat, sidecar, hash });
        reading.held.push(held);
    }
    reading.is_new |= reading.read > 0 || reading.records.len() != before.records.len();
    reading
}

fn take(remembered: &mut [Option<Held>], index: Option<usize>) -> Held {
    index.and_then(|index| remembered.get_mut(index)).and_then(Option::take).unwrap_or(Held::Other)
}

fn is_same(found: &Found, record: &SourceRecord, began: i64, verify: bool) -> bool {
    let settled = |stat: &Stat| stat.mtime < began - RACY;
    !verify
        && found.path == record.path
        && found.stat == record.stat
        && found.sidecar == record.sidecar
        && settled(&found.stat)
        && found.sidecar.as_ref().is_none_or(|(_, stat)| settled(stat))
}

/// Reads a file; what it holds is none when its bytes are those that are remembered.
fn look(found: &Found, old: Option<u128>, by: ReadBy, buffers: &mut Vec<u8>) -> (u128, Option<Held>) {
    if found.kind == Kind::Other {
        return (0, Some(Held::Other));
    }
    if let Err(error) = find::read(&by.folder.join(&found.path), buffers) {
        return (0, Some(unreadable(found.kind, &found.path, &error)));
    }
    let mut sidecar = Vec::new();
    if let Some((path, _)) = &found.sidecar
        && let Err(error) = find::read(&by.folder.join(path), &mut sidecar)
    {
        return (0, Some(unreadable(found.kind, path, &error)));
    }
    let hash = hash(buffers, found.sidecar.as_ref().map(|_| sidecar.as_slice()));
    if old == Some(hash) {
        return (hash, None);
    }
    let held = match found.kind {
        Kind::Company => {
            let (profile, diagnostics) = parse::company(&found.path, buffers);
            Held::Company(profile.map(|profile| CompanyProfile { content_hash: hash, ..profile }), diagnostics)
        }
        Kind::Page => {
            let (page, diagnostics) = parse::page(&found.path, buffers);
            Held::Page(page.map(|page| PlainPage { content_hash: hash, ..page }), diagnostics)
        }
        _ => {
            let sidecar = found.sidecar.as_ref().map(|(path, _)| (path.as_str(), sidecar.as_slice()));
            let mut parsed = parse::posting(PostingFile { path: &found.path, bytes: buffers, sidecar }, by.settings);
            parsed.postings.iter_mut().for_each(|posting| Arc::make_mut(posting).content_hash = hash);
            Held::Posting(parsed)
        }
    };
    (hash, Some(held))
}

/// Hash of a file and its sidecar.
fn hash(bytes: &[u8], sidecar: Option<&[u8]>) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(bytes);
    if let Some(sidecar) = sidecar {
        hash.update(b"\0sidecar\0");
        hash.update(sidecar);
    }
    hash.digest128()
}

fn unreadable(kind: Kind, path: &str, error: &Unreadable) -> Held {
    let (code, message, help) = match error {
        Unreadable::TooLarge(size) => (
            Code::FileTooLarge,
            format!("this file has {size} bytes; a posting may have {} at most", find::LARGEST),
            "a posting is text: move images and documents to `static/` and link them",
        ),
        Unreadable::System(error) => {
            (Code::UnreadableFile, format!("this file cannot be read: {error}"), "check its rights")
        }
    };
    let diagnostic = Diagnostic::at(Severity::Error, code, Location::file(path), message).help(help);
    match kind {
        Kind::Company => Held::Company(None, vec![diagnostic]),
        Kind::Page => Held::Page(None, vec![diagnostic]),
        _ => Held::Posting(Parsed { postings: Vec::new(), diagnostics: vec![diagnostic] }),
    }
}

/// The settings by which sources are understood.
pub(super) fn settings_key(settings: &Settings) -> u128 {
    let text = serde_json::to_string(settings).unwrap_or_default();
    xxhash_rust::xxh3::xxh3_128(text.as_bytes())
}
