//! What was written (`site`): runs of files by path. A run in which nothing changed is not written again.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use super::outcome::Files;
use super::store::{Chunks, Place};
use crate::diagnostic::Diagnostic;
use crate::find::{self, Stat};
use crate::plan::{Counts, Known, LogoFile, Missing, Plain, Remembered};

/// Files in a run; a run that grows beyond twice as many is parted.
const RUN: usize = 512;
/// Addresses in a chunk.
const ADDRESSES: usize = 8192;
/// Parts of the index by hash, so that threads can make it side by side.
const PARTS: usize = 16;
/// Runs of which the records are divided at once.
const AT_ONCE: usize = 32;

/// A static file as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StaticRecord {
    pub path: String,
    pub stat: Stat,
    pub hash: u128,
    /// What came of it, when it is a picture in `static/logos/`.
    pub logo: Option<LogoFile>,
}

/// A file of the site as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    pub path: Arc<str>,
    /// Key of the page that gave it; 0 when it must be drawn again in any case.
    #[serde(with = "crate::plan::raw")]
    pub key: u128,
    /// Hash of its bytes.
    #[serde(with = "crate::plan::raw")]
    pub hash: u128,
    pub size: u64,
    pub mtime: i64,
}

/// A run of files, by path.
#[derive(Clone, Debug)]
struct Run {
    /// Its records and, of a site that was just drawn, those of all others: none is moved once more.
    all: Arc<Vec<FileRecord>>,
    own: Range<usize>,
    /// Number of its first record among all.
    start: usize,
    place: Option<Place>,
}

/// What was written, and what was said.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub about: SiteAbout,
    runs: Vec<Run>,
    /// Addresses of postings, and where they lie; none when they are still to be written.
    remembered: Arc<Remembered>,
    addresses: Option<Vec<Place>>,
    /// Length of the file of names that was written with it.
    names: u64,
    chunks: Option<Arc<Chunks>>,
    index: OnceLock<Vec<Part>>,
}

/// Numbers of records, and the lower halves of their keys, by the hashes of their paths.
type Part = HashMap<u64, (u32, u64), Plain>;
type Entry = (u64, (u32, u64));

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
    /// File system time when the static files were looked at, in nanoseconds since 1970.
    pub began: i64,
}

#[derive(Serialize, Deserialize)]
struct Index {
    about: Place,
    runs: Vec<Place>,
    addresses: Vec<Place>,
    /// What the addresses come to; see `plan::Remembered`.
    sum: u128,
    moved: Vec<Known>,
    names: u64,
}

impl Run {
    fn new(records: Vec<FileRecord>, place: Option<Place>) -> Run {
        Run { own: 0..records.len(), all: Arc::new(records), start: 0, place }
    }

    fn records(&self) -> &[FileRecord] {
        &self.all[self.own.clone()]
    }
}

impl Site {
    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Site {
        Site::read(&folder.join("site"), folder).unwrap_or_default()
    }

    /// Paths of files that a stopped build may have put in place, or of which the records were lost.
    pub(super) fn pending(folder: &Path, is_lost: bool) -> Vec<String> {
        let stopped = Site::read(&pending(folder), folder).unwrap_or_default();
        let kept = if is_lost { find::bytes(&folder.join("names")).ok() } else { None };
        let names = kept.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let names = names.lines().filter(|name| disk::is_below(name)).map(str::to_owned);
        stopped.files().map(|record| record.path.to_string()).chain(names).collect()
    }

    fn read(index: &Path, folder: &Path) -> Option<Site> {
        let (chunks, index) = Chunks::open::<Index>(index, &folder.join("site"))?;
        let open = |place: &Place| {
            let records: Vec<FileRecord> = chunks.decode(*place)?;
            // Records that lead out of the site were not written by us.
            let is_ours = records.iter().all(|record| disk::is_below(&record.path));
            is_ours.then(|| Run::new(records, Some(*place)))
        };
        let runs: Option<Vec<Run>> = index.runs.par_iter().map(open).collect();
        let about = chunks.decode(index.about)?;
        let chunks = Arc::new(chunks);
        let Index { addresses, sum, moved, names, .. } = index;
        let moved = moved.into_iter().filter(is_ours).collect();
        let remembered = Arc::new(Remembered::closed(sum, moved, Box::new(reader(&chunks, &addresses))));
        let (addresses, chunks) = (Some(addresses), Some(chunks));
        Some(Site { about, runs: counted(runs?), remembered, addresses, names, chunks, index: OnceLock::new() })
    }

    /// Addresses of postings in earlier builds.
    pub(super) fn remembered(&self) -> Arc<Remembered> {
        self.remembered.clone()
    }

    /// What is true when of the files of this site those with a mark stay, and others come or take their place.
    /// `remembered` is none when it is what it was.
    pub(super) fn followed(
        &self,
        about: SiteAbout,
        kept: &[bool],
        mut fresh: Vec<FileRecord>,
        remembered: Option<Remembered>,
    ) -> Site {
        fresh.par_sort_unstable_by(|left, right| left.path.cmp(&right.path));
        let runs = if self.runs.is_empty() { parted(fresh) } else { self.runs_with(fresh, kept) };
        let addresses = self.addresses.clone().filter(|_| remembered.is_none());
        let remembered = remembered.map_or_else(|| self.remembered.clone(), Arc::new);
        let (names, chunks) = (self.names, self.chunks.clone());
        Site { about, runs: counted(runs), remembered, addresses, names, chunks, index: OnceLock::new() }
    }

    /// The runs of those records that stay and of others, which are sorted.
    fn runs_with(&self, fresh: Vec<FileRecord>, kept: &[bool]) -> Vec<Run> {
        let mut fresh = fresh.into_iter().peekable();
        let mut runs = Vec::with_capacity(self.runs.len());
        for (number, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(number + 1).and_then(|next| next.records().first());
            let is_here = |record: &FileRecord| next.is_none_or(|next| record.path < next.path);
            let come: Vec<FileRecord> = std::iter::from_fn(|| fresh.next_if(is_here)).collect();
            let marks = &kept[run.start..run.start + run.own.len()];
            if come.is_empty() && marks.iter().all(|kept| *kept) {
                runs.push(run.clone());
                continue;
            }
            let stay = run.records().iter().zip(marks).filter(|(_, kept)| **kept).map(|(record, _)| record.clone());
            let mut records: Vec<FileRecord> = come.into_iter().chain(stay).collect();
            records.sort_unstable_by(|left, right| left.path.cmp(&right.path));
            runs.extend(parted(records));
        }
        runs.extend(parted(fresh.collect()));
        runs
    }

    /// Writes what will be true when the files are in place; and their names alone with those of the files that go, so
    /// that they are known as ours even when the records are damaged.
    pub(super) fn announce<'n>(
        &mut self,
        folder: &Path,
        new: impl Iterator<Item = &'n str>,
        gone: &[&str],
    ) -> io::Result<()> {
        self.names = self.name(folder, new, gone)?;
        let usable = self.chunks.clone().filter(|chunks| !chunks.is_wasteful());
        let stay = usable.is_some();
        let chunks = usable.map_or_else(|| Chunks::create(&folder.join("site")).map(Arc::new), Ok)?;
        let write = |run: &Run| run.place.filter(|_| stay).map_or_else(|| chunks.encode(&run.records()), Ok);
        let runs: io::Result<Vec<Place>> = self.runs.par_iter().map(write).collect();
        let addresses = match &self.addresses {
            Some(places) if stay => places.clone(),
            Some(_) | None => encode(self.remembered.all(), &chunks)?,
        };
        let (sum, moved) = (self.remembered.sum(), self.remembered.moved().to_vec());
        let about = chunks.encode(&self.about)?;
        let index = Index { about, runs: runs?, addresses, sum, moved, names: self.names };
        let named: Vec<Place> = [index.about].iter().chain(&index.runs).chain(&index.addresses).copied().collect();
        chunks.commit(&pending(folder), index, named.into_iter())?;
        self.chunks = Some(chunks);
        Ok(())
    }

    /// Writes the names: those that are new behind the others, or all. Returns the length of the file.
    fn name<'n>(&self, folder: &Path, new: impl Iterator<Item = &'n str>, gone: &[&str]) -> io::Result<u64> {
        let path = folder.join("names");
        let is_known = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file() && data.len() == self.names);
        if is_known && self.names > 0 && gone.is_empty() {
            return disk::append(&path, new.flat_map(|name| ["\n", name]).collect::<String>().as_bytes());
        }
        let mut names = self.files().map(|record| &*record.path).chain(gone.iter().copied());
        let mut length = 0;
        let mut out = BufWriter::with_capacity(1 << 16, disk::create(&folder.join("names.part"))?);
        let first = names.next().map(|name| ["", name]);
        for part in first.into_iter().chain(names.map(|name| ["\n", name])).flatten() {
            out.write_all(part.as_bytes())?;
            length += part.len() as u64;
        }
        out.flush()?;
        drop(out);
        disk::rename(&folder.join("names.part"), &path)?;
        Ok(length)
    }

    /// Says that the files are in place.
    pub(super) fn confirm(&self, folder: &Path) -> io::Result<()> {
        disk::rename(&pending(folder), &folder.join("site"))?;
        if let Some(chunks) = &self.chunks {
            chunks.clear_others();
        }
        Ok(())
    }

    /// Number of files.
    pub(super) fn len(&self) -> usize {
        self.runs.last().map_or(0, |run| run.start + run.own.len())
    }

    /// The records by path.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileRecord> {
        self.runs.iter().flat_map(Run::records)
    }

    /// The records by path, for all threads.
    pub(super) fn par_files(&self) -> impl ParallelIterator<Item = &FileRecord> {
        self.runs.par_iter().flat_map_iter(Run::records)
    }

    /// The records of a run and the number of the first among all.
    pub(super) fn run(&self, number: usize) -> Option<(usize, &[FileRecord])> {
        self.runs.get(number).map(|run| (run.start, run.records()))
    }

    /// True when there is a record of a file. For few questions: no index is made.
    pub(super) fn holds(&self, path: &str) -> bool {
        let is_before = |run: &Run| run.records().first().is_some_and(|first| &*first.path <= path);
        let run = self.runs.partition_point(is_before).checked_sub(1).and_then(|run| self.runs.get(run));
        run.is_some_and(|run| run.records().binary_search_by(|record| (*record.path).cmp(path)).is_ok())
    }

    /// The record of a file.
    pub(super) fn file(&self, path: &str) -> Option<&FileRecord> {
        self.numbered(path).map(|(_, record)| record)
    }

    /// The record of a file and its number among all.
    pub(super) fn numbered(&self, path: &str) -> Option<(usize, &FileRecord)> {
        let number = self.entry(path)?.0 as usize;
        let run = &self.runs[self.runs.partition_point(|run| run.start <= number) - 1];
        Some((number, &run.records()[number - run.start])).filter(|(_, record)| *record.path == *path)
    }

    /// The number of a file that was written for a page of this key. Its record is not looked at: a million of them lie
    /// far apart, and two hashes of 64 bits tell enough.
    pub(super) fn written(&self, path: &str, key: u128) -> Option<usize> {
        self.entry(path).filter(|(_, of)| *of == key as u64).map(|(number, _)| *number as usize)
    }

    fn entry(&self, path: &str) -> Option<&(u32, u64)> {
        let hash = xxh3_64(path.as_bytes());
        self.index.get_or_init(|| self.index())[part(hash)].get(&hash)
    }

    /// Makes the index with all threads, before they ask for it. Nobody who asks waits for it, so no thread that helps
    /// can come to wait for itself.
    pub(super) fn prepare_index(&self) {
        if self.index.get().is_none() {
            let _ = self.index.set(self.index_by_all());
        }
    }

    /// A thread of rayon that waits for others may be given a task that asks for the index and so waits for itself: who
    /// was not prepared makes it alone.
    fn index(&self) -> Vec<Part> {
        divide(&self.runs).into_iter().map(|part| part.into_iter().collect()).collect()
    }

    fn index_by_all(&self) -> Vec<Part> {
        let divided: Vec<Vec<Vec<Entry>>> = self.runs.par_chunks(AT_ONCE).map(divide).collect();
        let gather = |part: usize| divided.iter().flat_map(|parts| &parts[part]).copied().collect();
        (0..PARTS).into_par_iter().map(gather).collect()
    }
}

/// Entries for the records of some runs, by the part to which they belong.
fn divide(runs: &[Run]) -> Vec<Vec<Entry>> {
    let mut parts = vec![Vec::new(); PARTS];
    for run in runs {
        let start = u32::try_from(run.start).unwrap_or(u32::MAX);
        for (record, number) in run.records().iter().zip(start..) {
            let hash = xxh3_64(record.path.as_bytes());
            parts[part(hash)].push((hash, (number, record.key as u64)));
        }
    }
    parts
}

fn part(hash: u64) -> usize {
    (hash >> 20) as usize % PARTS
}

/// Runs of records by path.
fn parted(records: Vec<FileRecord>) -> Vec<Run> {
    let count = records.len();
    let size = if count > RUN * 2 { RUN } else { RUN * 2 };
    let all = Arc::new(records);
    let run = |first| Run { all: all.clone(), own: first..count.min(first + size), start: 0, place: None };
    (0..count).step_by(size).map(run).collect()
}

/// Reads addresses from where they lie.
fn reader(chunks: &Arc<Chunks>, places: &[Place]) -> impl Fn() -> Vec<Known> + use<> {
    let (chunks, places) = (chunks.clone(), places.to_vec());
    move || {
        let open = |place: &Place| chunks.decode::<Vec<Known>>(*place).unwrap_or_default();
        places.par_iter().flat_map_iter(open).filter(is_ours).collect()
    }
}

fn is_ours((_, path): &Known) -> bool {
    disk::is_below(path.trim_start_matches('/'))
}

fn encode(addresses: &[Known], chunks: &Chunks) -> io::Result<Vec<Place>> {
    addresses.par_chunks(ADDRESSES).map(|addresses| chunks.encode(&addresses)).collect()
}

/// The runs with the numbers of their first records.
fn counted(mut runs: Vec<Run>) -> Vec<Run> {
    let mut start = 0;
    for run in &mut runs {
        run.start = start;
        start += run.own.len();
    }
    runs
}

fn pending(folder: &Path) -> PathBuf {
    folder.join("site-pending")
}
