//! What was written (`site`): runs of files by path. A run in which nothing changed is not written again.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::disk;
use super::outcome::Files;
use super::records::{FileRecord, Record, Records};
use super::store::{Chunks, Place};
use crate::diagnostic::Diagnostic;
use crate::find::{self, Stat};
use crate::plan::{Counts, Known, LogoFile, Missing, Remembered};

/// Files in a run; a run that grows beyond twice as many is parted.
const RUN: usize = 512;
/// Addresses in a chunk.
const ADDRESSES: usize = 8192;

/// A static file as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StaticRecord {
    pub path: String,
    pub stat: Stat,
    pub hash: u128,
    /// What came of it, when it is a picture in `static/logos/`.
    pub logo: Option<LogoFile>,
}

/// A run of files, by path.
#[derive(Clone, Debug)]
struct Run {
    records: Arc<Records>,
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
            let records: Records = chunks.decode(*place)?;
            records.are_ours().then(|| Run { records: Arc::new(records), start: 0, place: Some(*place) })
        };
        let runs: Option<Vec<Run>> = index.runs.par_iter().with_max_len(4).map(open).collect();
        let about = chunks.decode(index.about)?;
        let chunks = Arc::new(chunks);
        let Index { addresses, sum, moved, names, .. } = index;
        let moved = moved.into_iter().filter(is_ours).collect();
        let remembered = Arc::new(Remembered::closed(sum, moved, Box::new(reader(&chunks, &addresses))));
        let (addresses, chunks) = (Some(addresses), Some(chunks));
        Some(Site { about, runs: counted(runs?), remembered, addresses, names, chunks })
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
        let runs = match self.runs.is_empty() {
            true => parted(&fresh.par_iter().map(FileRecord::lent).collect::<Vec<_>>()),
            false => self.runs_with(&fresh, kept),
        };
        let addresses = self.addresses.clone().filter(|_| remembered.is_none());
        let remembered = remembered.map_or_else(|| self.remembered.clone(), Arc::new);
        let (names, chunks) = (self.names, self.chunks.clone());
        Site { about, runs: counted(runs), remembered, addresses, names, chunks }
    }

    /// The runs of those records that stay and of others, which are sorted.
    fn runs_with(&self, mut fresh: &[FileRecord], kept: &[bool]) -> Vec<Run> {
        let mut runs = Vec::with_capacity(self.runs.len());
        for (number, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(number + 1).map(|next| next.records.path(0));
            let here = next.map_or(fresh.len(), |next| fresh.partition_point(|record| &*record.path < next));
            let (come, later) = fresh.split_at(here);
            fresh = later;
            let marks = &kept[run.start..run.start + run.records.len()];
            if come.is_empty() && marks.iter().all(|kept| *kept) {
                runs.push(run.clone());
                continue;
            }
            let stay = run.records.iter().zip(marks).filter(|(_, kept)| **kept).map(|(record, _)| record);
            let mut records: Vec<Record> = come.iter().map(FileRecord::lent).chain(stay).collect();
            records.sort_unstable_by_key(|record| record.path);
            runs.extend(parted(&records));
        }
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
        let write = |run: &Run| run.place.filter(|_| stay).map_or_else(|| chunks.encode(&*run.records), Ok);
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
        let mut names = self.files().map(|record| record.path).chain(gone.iter().copied());
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
        self.runs.last().map_or(0, |run| run.start + run.records.len())
    }

    /// The records by path.
    pub(super) fn files(&self) -> impl Iterator<Item = Record<'_>> {
        self.runs.iter().flat_map(|run| run.records.iter())
    }

    /// The records by path, for all threads.
    pub(super) fn par_files(&self) -> impl ParallelIterator<Item = Record<'_>> {
        self.runs.par_iter().flat_map_iter(|run| run.records.iter())
    }

    /// The records of a run and the number of the first among all.
    pub(super) fn run(&self, number: usize) -> Option<(usize, &Records)> {
        self.runs.get(number).map(|run| (run.start, &*run.records))
    }

    /// The record of a file.
    pub(super) fn file(&self, path: &str) -> Option<Record<'_>> {
        self.numbered(path).map(|(_, record)| record)
    }

    /// The record of a file and its number among all.
    pub(super) fn numbered(&self, path: &str) -> Option<(usize, Record<'_>)> {
        let run = self.runs.partition_point(|run| run.records.path(0) <= path).checked_sub(1)?;
        let Run { records, start, .. } = &self.runs[run];
        records.find(path).map(|at| (start + at, records.get(at)))
    }

    /// The path of a file by the number of its record.
    pub(super) fn path(&self, number: usize) -> &str {
        let run = &self.runs[self.runs.partition_point(|run| run.start <= number) - 1];
        run.records.path(number - run.start)
    }

    /// The keys of all files with the numbers of their records, by key.
    pub(super) fn keys(&self) -> Vec<(u128, u32)> {
        let numbers = |run: &Run| u32::try_from(run.start).unwrap_or(u32::MAX)..;
        let keys = self.runs.par_iter().flat_map_iter(|run| run.records.keys().iter().copied().zip(numbers(run)));
        let mut keys: Vec<(u128, u32)> = keys.collect();
        keys.par_sort_unstable();
        keys
    }
}

/// Runs of records by path.
fn parted(records: &[Record]) -> Vec<Run> {
    let size = if records.len() > RUN * 2 { RUN } else { RUN * 2 };
    let run = |records: &[Record]| Run { records: Arc::new(records.iter().copied().collect()), start: 0, place: None };
    records.par_chunks(size).map(run).collect()
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
        start += run.records.len();
    }
    runs
}

fn pending(folder: &Path) -> PathBuf {
    folder.join("site-pending")
}
