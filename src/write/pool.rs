//! Where the facts of a run's postings lie while nobody draws them: in memory when they were just read, and from then
//! on, when they were written, in the file of chunks.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::store::{Chunks, Place};
use crate::plan::{Bytes, Facts};

/// The facts of some postings, one behind the other.
#[derive(Debug)]
pub(super) struct Pool {
    memory: Mutex<Arc<Vec<u8>>>,
    /// Once set, what is in memory is given back.
    disk: OnceLock<(Arc<Chunks>, Place)>,
}

impl Pool {
    /// Facts in memory.
    fn in_memory(bytes: Vec<u8>) -> Arc<Pool> {
        Arc::new(Pool { memory: Mutex::new(Arc::new(bytes)), disk: OnceLock::new() })
    }

    /// Facts in a file of chunks; none when they are damaged there.
    pub(super) fn on_disk(chunks: &Arc<Chunks>, place: Place) -> Option<Arc<Pool>> {
        chunks.read(place)?;
        Some(Arc::new(Pool { memory: Mutex::default(), disk: OnceLock::from((chunks.clone(), place)) }))
    }

    /// Leaves the facts to the file of chunks, where they now are too.
    pub(super) fn settle(&self, chunks: &Arc<Chunks>, place: Place) {
        if self.disk.set((chunks.clone(), place)).is_ok() {
            *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        }
    }

    /// The way to a posting's bytes. What cannot be read is empty.
    pub(super) fn bytes(self: &Arc<Pool>) -> Bytes {
        let pool = self.clone();
        Arc::new(move |range: Range<u32>| pool.part(range).unwrap_or_default())
    }

    fn part(&self, range: Range<u32>) -> Option<Vec<u8>> {
        let read = |disk: &(Arc<Chunks>, Place)| disk.0.part(disk.1, range.start.into(), range.len());
        if let Some(disk) = self.disk.get() {
            return read(disk);
        }
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let found = memory.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec);
        // Between the look at the disk and that at the memory the facts may have been settled.
        found.or_else(|| self.disk.get().and_then(read))
    }
}

/// Closes postings that were just read; those that are closed stay where they are. Gives the pool, when it holds all.
pub(super) fn close<'a>(postings: impl Iterator<Item = &'a mut Facts>) -> Option<Arc<Pool>> {
    let mut bytes = Vec::new();
    let mut opened: Vec<(&mut Facts, Range<u32>)> = Vec::new();
    let mut is_whole = true;
    for facts in postings {
        if facts.is_closed() {
            is_whole = false;
            continue;
        }
        let start = bytes.len();
        bytes.extend_from_slice(&facts.bytes());
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        opened.push((facts, place(start)..place(bytes.len())));
    }
    bytes.shrink_to_fit();
    let pool = Pool::in_memory(bytes);
    let way = pool.bytes();
    opened.into_iter().for_each(|(facts, range)| facts.close(way.clone(), range));
    is_whole.then_some(pool)
}

#[cfg(test)]
mod tests {
    use super::{Chunks, close};
    use crate::model::Settings;
    use crate::plan::{Facts, Values};
    use crate::render::sample::posting;

    #[test]
    fn a_posting_is_the_same_in_memory_and_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let whole = [posting("One"), posting("Two")];
        let mut met = Values::default();
        let facts = |posting: &crate::model::JobPosting| {
            Facts::new(posting.clone().into(), &Settings::default(), &mut Values::default())
        };
        let mut closed: Vec<Facts> = whole.iter().map(facts).collect();
        let pool = close(closed.iter_mut()).unwrap();
        let opened = |closed: &[Facts]| closed.iter().map(|facts| (*facts.open()).clone()).collect::<Vec<_>>();
        assert_eq!(opened(&closed), whole);
        let chunks = std::sync::Arc::new(Chunks::create(&folder.path().join("sources")).unwrap());
        chunks.add(b"before").unwrap();
        let place = chunks.add(&closed.iter().flat_map(Facts::bytes).collect::<Vec<u8>>()).unwrap();
        pool.settle(&chunks, place);
        assert_eq!(opened(&closed), whole);
        closed.push(Facts::new(posting("Three").into(), &Settings::default(), &mut met));
        assert!(close(closed.iter_mut()).is_none());
        assert_eq!(closed[2].open().title.value, "Three");
    }
}
