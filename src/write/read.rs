//! From the files of the author to what they hold: unchanged files are neither read nor parsed.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::met::Met;
use super::outcome::{Progress, Stage};
use super::sources::{Held, RUN, Run, SourceRecord, Sources, SourcesAbout};
use super::store::Chunks;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::find::{self, Found, Kind, Stat, Unreadable};
use crate::model::{CompanyProfile, JobPosting, PlainPage, Settings};
use crate::parse::{self, PostingFile};
use crate::plan::Facts;
use crate::source::Location;

/// Files changed within this time before a build are looked into by the next one, whatever their stats say:
/// clocks of file systems are coarse. In nanoseconds.
const RACY: i64 = 2_000_000_000;

/// Files up to which a reading is over before its tables are open.
pub(super) const FEW: usize = 64;

/// Everything that the files hold, in the order of their paths.
#[derive(Debug)]
pub(super) struct Reading {
    pub about: SourcesAbout,
    pub runs: Vec<Run>,
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
    /// See `Listing::has_profiles`.
    pub has_profiles: bool,
    /// File system time at the beginning of the build.
    pub began: i64,
    /// Trust no stat.
    pub verify: bool,
}

impl SourcesAbout {
    /// True when files were understood then as they would be now.
    fn is_of(&self, by: ReadBy) -> bool {
        self.settings == settings_key(by.settings) && self.has_profiles == by.has_profiles
    }
}

/// True when nothing can have changed since the sources were remembered.
pub(super) fn unchanged(files: &[Found], before: &Sources, by: ReadBy) -> bool {
    before.about.is_of(by) && parts(files, &before.runs, before.about.began, by).iter().all(|part| part.is_whole)
}

/// Reads what is new or changed, and takes the rest from what is remembered. Facts of new runs go to the room, where
/// there is one.
pub(super) fn read(
    files: &[Found],
    before: &Sources,
    by: ReadBy,
    room: Option<&Arc<Chunks>>,
    progress: &dyn Progress,
) -> Reading {
    let (settings, has_profiles) = (settings_key(by.settings), by.has_profiles);
    let about = SourcesAbout { settings, has_profiles, began: by.began };
    let usable = before.about.is_of(by);
    let began = before.about.began;
    let parts = parts(files, if usable { &before.runs } else { &[] }, began, by);
    let changed = |part: &Part| match part.run {
        _ if part.is_whole => 0,
        Some(run) => part.files.iter().filter(|found| same(found, run, began, by.verify).is_none()).count(),
        None => part.files.len(),
    };
    let changed = parts.par_iter().map(changed).sum();
    progress.begin(Stage::Parse, changed);
    let met = Met::default();
    let all = || -> Vec<(Vec<Run>, usize)> {
        parts
            .par_iter()
            .with_max_len(1)
            .map(|part| {
                let run = part.run.and_then(|run| before.opened(run, &met));
                match run {
                    Some(run) if part.is_whole => (vec![run], 0),
                    run => reread(part.files, run.as_ref(), began, by, (room, &met), progress),
                }
            })
            .collect()
    };
    // One posting would open one table after the other, while everything else waits for it.
    let tables = || (1..=FEW).contains(&changed).then(parse::open_tables);
    let (read, _) = rayon::join(all, tables);
    progress.end();
    let is_new = !usable || parts.iter().any(|part| !part.is_whole);
    let mut reading = Reading { about, runs: Vec::with_capacity(read.len()), read: 0, is_new };
    for (runs, files) in read {
        reading.runs.extend(runs);
        reading.read += files;
    }
    reading
}

/// Files that lie where a remembered run lay.
struct Part<'a> {
    files: &'a [Found],
    run: Option<&'a Run>,
    /// True when the files are those of the run, and none has changed.
    is_whole: bool,
}

/// The files in parts, each with the remembered run of the same stretch of paths. `began` is when the build began that
/// remembered them.
fn parts<'a>(files: &'a [Found], runs: &'a [Run], began: i64, by: ReadBy) -> Vec<Part<'a>> {
    if runs.is_empty() {
        return files.chunks(RUN).map(|files| Part { files, run: None, is_whole: false }).collect();
    }
    let mut rest = files;
    let ends = runs[1..].iter().map(|next| next.records.first().map(|record| record.path.as_str()));
    let stretch = |(run, end): (&'a Run, Option<&str>)| {
        let count = end.map_or(rest.len(), |end| rest.partition_point(|found| found.path.as_str() < end));
        let (files, later) = rest.split_at(count);
        rest = later;
        (files, run)
    };
    let stretches: Vec<(&[Found], &Run)> = runs.iter().zip(ends.chain([None])).map(stretch).collect();
    let part = |(files, run)| Part { files, run: Some(run), is_whole: is_whole(files, run, began, by.verify) };
    stretches.into_par_iter().map(part).collect()
}

fn is_whole(files: &[Found], run: &Run, began: i64, verify: bool) -> bool {
    files.len() == run.records.len()
        && files.iter().zip(&*run.records).all(|(found, record)| is_same(found, record, began, verify))
}

/// The place of a file in a run, when it is the one that was read.
fn same(found: &Found, run: &Run, began: i64, verify: bool) -> Option<usize> {
    place(found, run).filter(|at| is_same(found, &run.records[*at], began, verify))
}

fn place(found: &Found, run: &Run) -> Option<usize> {
    run.records.binary_search_by(|record| record.path.as_str().cmp(&found.path)).ok()
}

/// Reads those files of a run that are new or changed. Returns the run, or the parts into which it fell, and how many
/// files were read.
fn reread(
    files: &[Found],
    run: Option<&Run>,
    began: i64,
    by: ReadBy,
    (room, met): (Option<&Arc<Chunks>>, &Met),
    progress: &dyn Progress,
) -> (Vec<Run>, usize) {
    let known = |found: &Found| run.and_then(|run| Some((run, place(found, run)?)));
    let read = |buffer: &mut Vec<u8>, found: &Found| {
        let known = known(found);
        if let Some((run, at)) = known.filter(|(run, at)| is_same(found, &run.records[*at], began, by.verify)) {
            return (record(found, run.records[at].hash), run.held()[at].clone(), 0);
        }
        let (hash, held) = look(found, known.map(|(run, at)| run.records[at].hash), by, buffer, met);
        progress.advance(1);
        let held = held.or_else(|| known.map(|(run, at)| run.held()[at].clone())).unwrap_or(Held::Other);
        (record(found, hash), held, 1)
    };
    let read: Vec<(SourceRecord, Held, usize)> = files.par_iter().with_min_len(8).map_init(Vec::new, read).collect();
    let count = read.iter().map(|(_, _, read)| read).sum();
    let size = if read.len() > RUN * 2 { RUN } else { RUN * 2 };
    let mut runs = Vec::with_capacity(1);
    let mut rest = read.into_iter().map(|(record, held, _)| (record, held)).peekable();
    while rest.peek().is_some() {
        let (records, held) = rest.by_ref().take(size).unzip();
        runs.push(Run::new(records, held, room));
    }
    (runs, count)
}

fn record(found: &Found, hash: u128) -> SourceRecord {
    SourceRecord { path: found.path.clone(), stat: found.stat, sidecar: found.sidecar.clone(), hash }
}

fn is_same(found: &Found, record: &SourceRecord, began: i64, verify: bool) -> bool {
    let settled = |stat: &Stat| is_settled(stat, began);
    !verify
        && found.path == record.path
        && found.stat == record.stat
        && found.sidecar == record.sidecar
        && settled(&found.stat)
        && found.sidecar.as_deref().is_none_or(|(_, stat)| settled(stat))
}

/// True when a file that changed since the build that began then would have another stat.
pub(super) fn is_settled(stat: &Stat, began: i64) -> bool {
    stat.mtime < began.saturating_sub(RACY)
}

/// Reads a file; what it holds is none when its bytes are those that are remembered.
pub(super) fn look(
    found: &Found,
    old: Option<u128>,
    by: ReadBy,
    buffers: &mut Vec<u8>,
    met: &Met,
) -> (u128, Option<Held>) {
    if found.kind == Kind::Other {
        return (0, Some(Held::Other));
    }
    if let Err(error) = find::read(&by.folder.join(&found.path), buffers) {
        return (0, Some(unreadable(found.kind, &found.path, &error)));
    }
    let mut sidecar = Vec::new();
    if let Some((path, _)) = found.sidecar.as_deref()
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
            let profile = profile.map(|profile| Box::new(CompanyProfile { content_hash: hash, ..profile }));
            Held::Company(profile, diagnostics)
        }
        Kind::Page => {
            let (page, diagnostics) = parse::page(&found.path, buffers);
            Held::Page(page.map(|page| Box::new(PlainPage { content_hash: hash, ..page })), diagnostics)
        }
        _ => {
            let sidecar = found.sidecar.as_deref().map(|(path, _)| (path.as_str(), sidecar.as_slice()));
            let parsed = parse::posting(PostingFile { path: &found.path, bytes: buffers, sidecar }, by.settings);
            let keep = |mut posting: Arc<JobPosting>| {
                Arc::make_mut(&mut posting).content_hash = hash;
                met.with(|met| Facts::new(posting, by.settings, met))
            };
            Held::Posting(parsed.postings.into_iter().map(keep).collect(), parsed.diagnostics)
        }
    };
    (hash, Some(held))
}

/// Hash of a file and its sidecar.
pub(super) fn hash(bytes: &[u8], sidecar: Option<&[u8]>) -> u128 {
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
        _ => Held::Posting(Box::default(), vec![diagnostic]),
    }
}

/// The settings by which sources are understood.
pub(super) fn settings_key(settings: &Settings) -> u128 {
    let text = serde_json::to_string(settings).unwrap_or_default();
    xxhash_rust::xxh3::xxh3_128(text.as_bytes())
}
