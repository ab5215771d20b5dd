//! The similar jobs of the last build: as long as few postings came, went or changed, few are found anew.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::{Change, renew};
use crate::plan::TOGETHER;
use crate::plan::outline::words_hash;
use crate::plan::{Company, Posting, PostingId};

/// Postings that may be others while those near them are found, and not all anew.
const FEW: usize = 64;

/// What similar jobs were found from, and which they were: kept between builds, since finding them is a fifth of what
/// the plan of an edited board costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Similar {
    /// For every posting whether it is open, and who employs it; see `marks`.
    marks: Vec<u64>,
    /// The words of all postings one behind the other, and where those of each end.
    words: (Vec<u32>, Vec<u32>),
    /// The same for similar jobs.
    similar: (Vec<u32>, Vec<u32>),
}

impl Similar {
    /// What is true of these postings.
    pub fn of(postings: &[Posting], companies: &[Company]) -> Similar {
        let rows = |row: &dyn Fn(&Posting) -> Vec<u32>| {
            let (mut all, mut ends) = (Vec::new(), Vec::with_capacity(postings.len()));
            for posting in postings {
                all.extend(row(posting));
                ends.push(PostingId::try_from(all.len()).unwrap_or(PostingId::MAX));
            }
            (all, ends)
        };
        let words = rows(&|posting| posting.facts.outline().words.to_vec());
        Similar { marks: marks(postings, companies), words, similar: rows(&|posting| posting.similar.to_vec()) }
    }

    /// The parts in which it is kept.
    pub fn parts(&self) -> (&[u64], [&[u32]; 4]) {
        (&self.marks, [&self.words.0, &self.words.1, &self.similar.0, &self.similar.1])
    }

    /// The other way; none when the parts do not fit together.
    pub fn from_parts(marks: Vec<u64>, [words, word_ends, similar, ends]: [Vec<u32>; 4]) -> Option<Similar> {
        let fits = |all: &[u32], ends: &[u32]| {
            ends.len() == marks.len() && ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == all.len()
        };
        let is_whole =
            fits(&words, &word_ends) && fits(&similar, &ends) && similar.iter().all(|id| (*id as usize) < ends.len());
        is_whole.then_some(Similar { marks, words: (words, word_ends), similar: (similar, ends) })
    }

    /// Tells postings of their similar jobs, and whether anything is new; none when too much is different.
    pub(super) fn fill(&self, postings: &mut [Posting], companies: &[Company]) -> Option<bool> {
        let (stays, changes) = self.changes(postings, &marks(postings, companies))?;
        let all = (0..PostingId::MAX).into_par_iter();
        all.zip(&mut *postings).with_max_len(TOGETHER).for_each(|(id, posting)| {
            if let Some(before) = stays.before(id) {
                posting.similar = row(&self.similar, before).iter().filter_map(|id| stays.now(*id)).collect();
            }
        });
        renew(postings, &changes);
        Some(!changes.is_empty())
    }

    /// Which postings are others, and where those lie that stay; none when there are many.
    fn changes(&self, postings: &[Posting], marks: &[u64]) -> Option<(Stays, Vec<Change>)> {
        let number = |id: usize| PostingId::try_from(id).unwrap_or(PostingId::MAX);
        let words = |id: usize| row(&self.words, number(id));
        let is_same = |before: usize, now: usize| {
            self.marks[before] == marks[now] && words_hash(words(before)) == postings[now].words_hash
        };
        let found = |mark: u64, words: &[u32]| if mark & 1 == 1 { words.to_vec() } else { Vec::new() };
        let went = |at: usize, place: usize| Change {
            place: number(place),
            is_there: false,
            gone: found(self.marks[at], words(at)),
            come: Vec::new(),
        };
        let came = |at: usize| Change {
            place: number(at),
            is_there: true,
            gone: Vec::new(),
            come: found(marks[at], &postings[at].facts.outline().words),
        };
        let (before, now) = (self.marks.len(), marks.len());
        if before == now {
            let changed: Vec<usize> =
                (0..now).into_par_iter().with_min_len(256).filter(|at| !is_same(*at, *at)).collect();
            let change = |at: usize| match self.marks[at] == marks[at] {
                true => vec![Change::of_words(number(at), words(at), &postings[at])],
                false => vec![went(at, at), came(at)],
            };
            let stays = Stays { head: number(now), before: number(now), now: number(now) };
            return (changed.len() <= FEW).then(|| (stays, changed.into_iter().flat_map(change).collect()));
        }
        let most = before.min(now);
        let head = (0..most).into_par_iter().with_min_len(256).position_first(|at| !is_same(at, at)).unwrap_or(most);
        let is_other = |at: usize| !is_same(before - 1 - at, now - 1 - at);
        let tail = (0..most - head).into_par_iter().with_min_len(256).position_first(is_other).unwrap_or(most - head);
        let stays = Stays { head: number(head), before: number(before - tail), now: number(now - tail) };
        let gone = (head..before - tail).map(|at| went(at, head));
        let is_few = (before.max(now) - head - tail) <= FEW;
        is_few.then(|| (stays, gone.chain((head..now - tail).map(came)).collect()))
    }
}

/// Where postings lie that stay: those before `head` as they did, those from `before` on now from `now` on.
struct Stays {
    head: PostingId,
    before: PostingId,
    now: PostingId,
}

impl Stays {
    /// The number that a posting had.
    fn before(&self, id: PostingId) -> Option<PostingId> {
        if id < self.head { Some(id) } else { id.checked_sub(self.now).map(|behind| self.before + behind) }
    }

    /// The number that a posting has.
    fn now(&self, id: PostingId) -> Option<PostingId> {
        if id < self.head { Some(id) } else { id.checked_sub(self.before).map(|behind| self.now + behind) }
    }
}

fn row((all, ends): &(Vec<u32>, Vec<u32>), id: PostingId) -> &[u32] {
    let start = (id as usize).checked_sub(1).map_or(0, |before| ends[before]);
    &all[start as usize..ends[id as usize] as usize]
}

/// For every posting a hash of who employs it, of which the last bit says whether it is open: with its words all on which
/// similar jobs hang.
fn marks(postings: &[Posting], companies: &[Company]) -> Vec<u64> {
    let employers: Vec<u64> =
        companies.par_iter().with_min_len(256).map(|company| xxh3_64(company.slug.as_str().as_bytes()) | 1).collect();
    let mark = |posting: &Posting| {
        posting.company.map_or(0, |company| employers[company as usize] << 1) | u64::from(posting.is_open)
    };
    postings.par_iter().with_max_len(TOGETHER).map(mark).collect()
}
