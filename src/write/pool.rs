//! Where the facts of a run's postings lie while nobody draws them: in the file of chunks, or in memory when they were
//! just read where nothing is written.

use std::ops::Range;
use std::sync::Arc;

use super::store::{Chunks, Place};
use crate::plan::{Bytes, Facts};

/// The facts of some postings, one behind the other: in memory, or in a file of chunks.
#[derive(Debug)]
pub(super) struct Pool(Result<Vec<u8>, (Arc<Chunks>, Place)>);

impl Pool {
    /// Facts in a file of chunks; none when they are damaged there.
    pub(super) fn on_disk(chunks: &Arc<Chunks>, place: Place) -> Option<Arc<Pool>> {
        chunks.is_whole(place).then(|| Arc::new(Pool(Err((chunks.clone(), place)))))
    }

    /// Where all of them lie in a file of chunks.
    pub(super) fn place(&self, chunks: &Arc<Chunks>) -> Option<Place> {
        self.0.as_ref().err().filter(|disk| Arc::ptr_eq(&disk.0, chunks)).map(|disk| disk.1)
    }

    /// The way to a posting's bytes. What cannot be read is empty.
    pub(super) fn bytes(self: &Arc<Pool>) -> Bytes {
        let pool = self.clone();
        Arc::new(move |range: Range<u32>| pool.part(range).unwrap_or_default())
    }

    fn part(&self, range: Range<u32>) -> Option<Vec<u8>> {
        match &self.0 {
            Ok(memory) => memory.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec),
            Err((chunks, place)) => chunks.part(*place, range.start.into(), range.len()),
        }
    }
}

/// Closes postings that were just read, into the room where there is one; those that are closed stay where they are.
/// Gives the pool, when it holds all.
pub(super) fn close<'a>(
    postings: impl Iterator<Item = &'a mut Facts>,
    room: Option<&Arc<Chunks>>,
) -> Option<Arc<Pool>> {
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
    // A disk that refuses now will say so when the rest is written.
    let written = room.filter(|_| is_whole).and_then(|room| Some((room.clone(), room.add(&bytes).ok()?)));
    bytes.shrink_to_fit();
    let pool = Arc::new(Pool(written.map_or_else(|| Ok(bytes), Err)));
    let way = pool.bytes();
    opened.into_iter().for_each(|(facts, range)| facts.close(way.clone(), range));
    is_whole.then_some(pool)
}

#[cfg(test)]
mod tests {
    use super::{Arc, Chunks, close};
    use crate::model::Settings;
    use crate::plan::{Facts, Values};
    use crate::render::sample::posting;

    #[test]
    fn a_posting_is_the_same_in_memory_and_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let whole = [posting("One"), posting("Two")];
        let facts = |posting: &crate::model::JobPosting| {
            Facts::new(posting.clone().into(), &Settings::default(), &mut Values::default())
        };
        let opened = |closed: &[Facts]| closed.iter().map(|facts| (*facts.open()).clone()).collect::<Vec<_>>();
        let mut closed: Vec<Facts> = whole.iter().map(facts).collect();
        assert!(close(closed.iter_mut(), None).is_some_and(|pool| pool.0.is_ok()));
        assert_eq!(opened(&closed), whole);
        let chunks = Arc::new(Chunks::create(&folder.path().join("sources")).unwrap());
        chunks.add(b"before").unwrap();
        let mut closed: Vec<Facts> = whole.iter().map(facts).collect();
        let pool = close(closed.iter_mut(), Some(&chunks)).unwrap();
        assert!(pool.place(&chunks).is_some_and(|place| chunks.is_whole(place)));
        assert_eq!(opened(&closed), whole);
        closed.push(facts(&posting("Three")));
        assert!(close(closed.iter_mut(), Some(&chunks)).is_none());
        assert_eq!(closed[2].open().title.value, "Three");
    }
}
