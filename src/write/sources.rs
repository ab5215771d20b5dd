//! What the sources held (`sources`): runs of files with the postings in them. Of every posting the outline is decoded,
//! the rest stays as bytes until somebody looks at it. A run in which nothing changed is neither decoded for a build
//! that has nothing to do, nor written again.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::met::Met;
use super::pool::{self, Pool};
use super::store::{Chunks, Place};
use crate::diagnostic::Diagnostic;
use crate::find::Stat;
use crate::model::{CompanyProfile, PlainPage};
use crate::plan::{Bytes, Facts, Outline, Value};

/// Files in a run; a run that grows beyond twice as many is parted.
pub(super) const RUN: usize = 256;

/// A file of the author as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceRecord {
    pub path: String,
    pub stat: Stat,
    pub sidecar: Option<Box<(String, Stat)>>,
    /// Hash of its bytes and of its sidecar's.
    #[serde(with = "crate::plan::raw")]
    pub hash: u128,
}

/// What a file of the author holds.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Posting(Box<[Facts]>, Vec<Diagnostic>),
    // Few files are of these kinds, and each of 100,000 would take the room of the largest.
    Company(Option<Box<CompanyProfile>>, Vec<Diagnostic>),
    Page(Option<Box<PlainPage>>, Vec<Diagnostic>),
    Other,
}

impl Held {
    /// The postings of the file.
    pub(super) fn postings(&self) -> impl Iterator<Item = Facts> {
        let postings = if let Held::Posting(postings, _) = self { &**postings } else { &[] };
        postings.iter().cloned()
    }

    fn postings_mut(&mut self) -> impl Iterator<Item = &mut Facts> {
        let postings = if let Held::Posting(postings, _) = self { &mut **postings } else { &mut [] };
        postings.iter_mut()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourcesAbout {
    pub settings: u128,
    /// True when what lies below `companies/` and `pages/` were no postings.
    pub has_profiles: bool,
    /// File system time when the reading began, in nanoseconds since 1970.
    pub began: i64,
}

/// A run of files, by path.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub records: Arc<Vec<SourceRecord>>,
    /// What they held; none while it is still closed.
    held: Option<Arc<Vec<Held>>>,
    places: Option<Places>,
    /// The facts of all its postings, when they were read together.
    pool: Option<Arc<Pool>>,
}

/// Where the parts of a run lie.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Places {
    records: Place,
    held: Place,
    facts: Place,
}

/// What the sources held.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Hash of the settings under which they were read, and the time before which their stats can be trusted.
    pub about: SourcesAbout,
    pub runs: Vec<Run>,
    chunks: Option<Arc<Chunks>>,
}

impl Run {
    /// A run that was just read. Facts are written to the room at once, where there is one.
    pub(super) fn new(records: Vec<SourceRecord>, mut held: Vec<Held>, room: Option<&Arc<Chunks>>) -> Run {
        let pool = pool::close(held.iter_mut().flat_map(Held::postings_mut), room);
        Run { records: Arc::new(records), held: Some(Arc::new(held)), places: None, pool }
    }

    /// What its files held, in their order; empty while it is closed.
    pub(super) fn held(&self) -> &[Held] {
        self.held.as_ref().map(|held| held.as_slice()).unwrap_or_default()
    }
}

impl Sources {
    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Sources {
        Sources::read(folder).unwrap_or_default()
    }

    fn read(folder: &Path) -> Option<Sources> {
        let index = folder.join("sources");
        let (chunks, (about, places)) = Chunks::open::<(SourcesAbout, Vec<Places>)>(&index, &index)?;
        let open = |places: Places| {
            let records = Arc::new(chunks.decode(places.records)?);
            Some(Run { records, held: None, places: Some(places), pool: None })
        };
        let runs: Option<Vec<Run>> = places.into_par_iter().with_max_len(4).map(open).collect();
        Some(Sources { about, runs: runs?, chunks: Some(Arc::new(chunks)) })
    }

    /// Keeps what the sources hold in memory.
    pub(super) fn kept(about: SourcesAbout, runs: Vec<Run>) -> Sources {
        Sources { about, runs, chunks: None }
    }

    /// The run with what its files held; none when that is damaged.
    pub(super) fn opened(&self, run: &Run, met: &Met) -> Option<Run> {
        if run.held.is_some() {
            return Some(run.clone());
        }
        let (chunks, places) = (self.chunks.as_ref()?, run.places?);
        let pool = Pool::on_disk(chunks, places.facts)?;
        let held = decode(chunks.decode(places.held)?, &pool.bytes(), places.facts, met)?;
        (held.len() == run.records.len()).then(|| Run { held: Some(Arc::new(held)), ..run.clone() })
    }

    /// Gives up what was held, for the next reading.
    pub(super) fn into_chunks(self) -> Option<Arc<Chunks>> {
        self.chunks
    }

    /// The file to which facts are written while they are read: that of the others, or the first. None when that of the
    /// others holds too much that is of no use; the next is made when something is saved.
    pub(super) fn room(&self, folder: &Path) -> io::Result<Option<Arc<Chunks>>> {
        match &self.chunks {
            Some(chunks) => Ok(Some(chunks.clone()).filter(|chunks| !chunks.is_wasteful())),
            None => room(None, folder).map(Some),
        }
    }

    /// Writes what the sources hold now, of the runs those that are new.
    pub(super) fn save(
        &self,
        folder: &Path,
        room: Option<Arc<Chunks>>,
        about: SourcesAbout,
        runs: &[Run],
    ) -> io::Result<()> {
        let room = room.map_or_else(|| self::room(None, folder), Ok)?;
        save(folder, self.chunks.as_ref(), &room, about, runs)
    }
}

/// The file to which runs are written: that of the others, unless it holds too much that is of no use.
pub(super) fn room(before: Option<&Arc<Chunks>>, folder: &Path) -> io::Result<Arc<Chunks>> {
    match before.filter(|chunks| !chunks.is_wasteful()) {
        Some(chunks) => Ok(chunks.clone()),
        None => Chunks::create(&folder.join("sources")).map(Arc::new),
    }
}

/// See `Sources::save`; `before` is where the runs lie that are not new.
pub(super) fn save(
    folder: &Path,
    before: Option<&Arc<Chunks>>,
    room: &Arc<Chunks>,
    about: SourcesAbout,
    runs: &[Run],
) -> io::Result<()> {
    let stay = before.is_some_and(|before| Arc::ptr_eq(before, room));
    let places = |run: &Run| run.places.filter(|_| stay).map_or_else(|| write(room, run), Ok);
    let places: io::Result<Vec<Places>> = runs.par_iter().map(places).collect();
    let places = places?;
    let named = places.iter().flat_map(|places| [places.records, places.held, places.facts]);
    room.commit(&folder.join("sources"), (about, &places), named)?;
    room.clear_others();
    Ok(())
}

/// What is kept of what a run holds. A posting's values are places in a table, its facts a length in a row of bytes.
#[derive(Serialize, Deserialize)]
struct Closed {
    values: Vec<Value>,
    held: Vec<ClosedHeld>,
}

#[derive(Serialize, Deserialize)]
enum ClosedHeld {
    Posting(Vec<(Outline, Vec<u32>, u32)>, Vec<Diagnostic>),
    Company(Option<Box<CompanyProfile>>, Vec<Diagnostic>),
    Page(Option<Box<PlainPage>>, Vec<Diagnostic>),
    Other,
}

/// Values by their places.
#[derive(Default)]
struct Table {
    values: Vec<Value>,
    places: HashMap<u64, u32>,
}

impl Table {
    /// The places of a posting's values.
    fn places(&mut self, posting: &Facts) -> Vec<u32> {
        posting.outline().values.iter().map(|shared| self.place(shared.hash(), shared.value())).collect()
    }

    fn place(&mut self, hash: u64, value: &Value) -> u32 {
        *self.places.entry(hash).or_insert_with(|| {
            self.values.push(value.clone());
            u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

fn write(chunks: &Arc<Chunks>, run: &Run) -> io::Result<Places> {
    let written = run.pool.as_ref().and_then(|pool| pool.place(chunks));
    let mut facts = Vec::new();
    let mut values = Table::default();
    let mut closed = Vec::with_capacity(run.records.len());
    for held in run.held() {
        closed.push(match held {
            Held::Posting(postings, told) => {
                let mut close = |posting: &Facts| {
                    let length = posting.length();
                    if written.is_none() {
                        facts.extend_from_slice(&posting.bytes());
                    }
                    (posting.outline().clone(), values.places(posting), length)
                };
                ClosedHeld::Posting(postings.iter().map(&mut close).collect(), told.clone())
            }
            Held::Company(profile, told) => ClosedHeld::Company(profile.clone(), told.clone()),
            Held::Page(page, told) => ClosedHeld::Page(page.clone(), told.clone()),
            Held::Other => ClosedHeld::Other,
        });
    }
    let values = values.values;
    Ok(Places {
        records: chunks.encode(&*run.records)?,
        held: chunks.encode(&Closed { values, held: closed })?,
        facts: written.map_or_else(|| chunks.add(&facts), Ok)?,
    })
}

/// The other way; none when the parts do not fit together.
fn decode(closed: Closed, bytes: &Bytes, facts: Place, met: &Met) -> Option<Vec<Held>> {
    let values: Vec<_> = met.with(|met| closed.values.into_iter().map(|value| met.share(value)).collect());
    let mut at: u32 = 0;
    let mut posting = |(mut outline, table, length): (Outline, Vec<u32>, u32)| {
        outline.values = table.into_iter().map(|place| values.get(place as usize).cloned()).collect::<Option<_>>()?;
        let range = at..at.checked_add(length)?;
        at = range.end;
        (u64::from(range.end) <= facts.length()).then(|| Facts::closed(outline, bytes.clone(), range))
    };
    let held = closed.held.into_iter().map(|held| {
        Some(match held {
            ClosedHeld::Posting(postings, told) => {
                Held::Posting(postings.into_iter().map(&mut posting).collect::<Option<_>>()?, told)
            }
            ClosedHeld::Company(profile, told) => Held::Company(profile, told),
            ClosedHeld::Page(page, told) => Held::Page(page, told),
            ClosedHeld::Other => Held::Other,
        })
    });
    held.collect()
}
