//! Similar jobs: open postings that share rare tags and title words.
//!
//! A posting is compared only with its nearest neighbours in time among those that share a word, and rarity counts in
//! powers of two; so a new posting can change the lists of a bounded number of others.

mod before;

use std::collections::HashMap;

use rayon::prelude::*;

use super::key::Plain;
use super::lists::share;
use super::{Company, CompanyId, Posting, PostingId, TOGETHER};
pub use before::Similar;

/// Words of a posting that are compared: its rarest.
const WORDS: usize = 6;
/// Neighbours looked at on either side, for each word.
const NEIGHBOURS: usize = 10;
/// Similar jobs shown.
const SHOWN: usize = 5;
/// Parts into which words are divided by their hashes, so that threads can gather them side by side.
const PARTS: usize = 64;
/// Postings of which the words are divided at once, at most.
const AT_ONCE: usize = 4096;

/// Fills `similar` of every posting. Where few postings are others than before, most are as they were. False when
/// `before` holds as it is.
pub fn similar(postings: &mut [Posting], companies: &[Company], before: &Similar) -> bool {
    if let Some(is_new) = before.fill(postings, companies) {
        return is_new;
    }
    let index = Index::new(postings, &|_| true);
    let companies: Vec<Option<CompanyId>> = postings.iter().map(|posting| posting.company).collect();
    postings.par_iter_mut().enumerate().with_min_len(64).for_each_init(Scores::default, |scores, (id, posting)| {
        let id = PostingId::try_from(id).unwrap_or(PostingId::MAX);
        let found = best(id, &posting.facts.outline().words, &companies, &index, scores);
        if *posting.similar != *found {
            posting.similar = found.into();
        }
    });
    true
}

/// A posting that came, went or is another, as far as it matters to those that share its words.
pub struct Change {
    /// Its number; of one that went, the number of the posting that now stands there.
    place: PostingId,
    is_there: bool,
    /// Words by which it cannot be found any more.
    gone: Vec<u32>,
    /// Words by which it can be found now and could not before.
    come: Vec<u32>,
}

impl Change {
    /// A posting that has other words, but the same employer, and is as open as it was.
    pub fn of_words(place: PostingId, before: &[u32], posting: &Posting) -> Change {
        let now = &*posting.facts.outline().words;
        let without = |words: &[u32], others: &[u32]| -> Vec<u32> {
            words.iter().filter(|word| posting.is_open && others.binary_search(word).is_err()).copied().collect()
        };
        Change { place, is_there: true, gone: without(before, now), come: without(now, before) }
    }
}

/// Finds those anew that may have changed since some postings are others.
pub fn renew(postings: &mut [Posting], changes: &[Change]) {
    let mut others: Vec<u32> =
        changes.iter().flat_map(|change| change.gone.iter().chain(&change.come)).copied().collect();
    others.sort_unstable();
    others.dedup();
    let mut affected = near(postings, changes, &others);
    affected.extend(changes.iter().filter(|change| change.is_there).map(|change| change.place));
    affected.sort_unstable();
    affected.dedup();
    if affected.is_empty() {
        return;
    }
    let mut wanted: Vec<u32> =
        affected.iter().flat_map(|id| postings[*id as usize].facts.outline().words.iter()).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let index = Index::new(postings, &|word| wanted.binary_search(&word).is_ok());
    let companies: Vec<Option<CompanyId>> = postings.iter().map(|posting| posting.company).collect();
    let found = |scores: &mut Scores, id: PostingId| {
        best(id, &postings[id as usize].facts.outline().words, &companies, &index, scores)
    };
    let found: Vec<Vec<PostingId>> = affected.par_iter().map_init(Scores::default, |s, id| found(s, *id)).collect();
    affected.into_iter().zip(found).for_each(|(id, similar)| postings[id as usize].similar = similar.into());
}

/// Postings with one of some words by which others can be found now or no more: all, where that makes the word rarer or
/// less rare, else those that may have a changed posting among their neighbours.
fn near(postings: &[Posting], changes: &[Change], words: &[u32]) -> Vec<PostingId> {
    let of_posting = |(id, posting): (PostingId, &Posting)| {
        let is_open = posting.is_open;
        let wanted = posting.facts.outline().words.iter().filter(|word| words.binary_search(word).is_ok());
        wanted.map(|word| (*word, id, is_open)).collect::<Vec<_>>()
    };
    let all = (0..PostingId::MAX).into_par_iter().zip(postings).with_max_len(TOGETHER);
    let mut holders: Vec<(u32, PostingId, bool)> = all.flat_map_iter(of_posting).collect();
    holders.par_sort_unstable();
    let reach = NEIGHBOURS + 1 + changes.len();
    let mut near = Vec::new();
    for of_word in holders.chunk_by(|left, right| left.0 == right.0) {
        let has = |words: &[u32]| words.binary_search(&of_word[0].0).is_ok();
        let open: Vec<PostingId> = of_word.iter().filter(|(.., is_open)| *is_open).map(|(_, id, _)| *id).collect();
        let lost = changes.iter().filter(|change| has(&change.gone));
        let gained = changes.iter().filter(|change| has(&change.come));
        if rarity(open.len()) != rarity(open.len() + lost.clone().count() - gained.clone().count()) {
            near.extend(of_word.iter().map(|(_, id, _)| *id));
            continue;
        }
        for change in lost.chain(gained) {
            let place = open.partition_point(|other| *other < change.place);
            let up_to = |at: usize| of_word.partition_point(|(_, id, _)| *id <= open[at]);
            let start = place.checked_sub(reach + 1).map_or(0, up_to);
            let end = if place + reach < open.len() { up_to(place + reach) } else { of_word.len() };
            near.extend(of_word[start..end].iter().map(|(_, id, _)| *id));
        }
    }
    near
}

/// For every word the open postings that have it, newest first.
struct Index(Vec<HashMap<u32, Vec<PostingId>, Plain>>);

impl Index {
    /// Of those words that are wanted.
    fn new(postings: &[Posting], is_wanted: &(dyn Fn(u32) -> bool + Sync)) -> Index {
        let share = share(postings.len(), AT_ONCE);
        let parts = postings.par_chunks(share).enumerate();
        let divided: Vec<Vec<Vec<(u32, PostingId)>>> =
            parts.map(|(part, some)| divide(some, part * share, is_wanted)).collect();
        let gather = |part: usize| {
            let mut of_word: HashMap<u32, Vec<PostingId>, Plain> = HashMap::default();
            for (word, id) in divided.iter().flat_map(|parts| &parts[part]) {
                of_word.entry(*word).or_default().push(*id);
            }
            of_word
        };
        Index((0..PARTS).into_par_iter().map(gather).collect())
    }

    fn postings(&self, word: u32) -> &[PostingId] {
        self.0[part(word)].get(&word).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The words of some open postings, by the part to which they belong.
fn divide(postings: &[Posting], first: usize, is_wanted: &dyn Fn(u32) -> bool) -> Vec<Vec<(u32, PostingId)>> {
    let mut parts = vec![Vec::new(); PARTS];
    let first = PostingId::try_from(first).unwrap_or(PostingId::MAX);
    for (id, posting) in (first..).zip(postings).filter(|(_, posting)| posting.is_open) {
        let words = posting.facts.outline().words.iter().filter(|word| is_wanted(**word));
        words.for_each(|word| parts[part(*word)].push((*word, id)));
    }
    parts
}

fn part(word: u32) -> usize {
    word as usize % PARTS
}

/// Slots for the neighbours of one posting: at least four times as many as there can be.
const SLOTS: usize = 512;

/// Room for the neighbours of one posting, used again for the next. A neighbour has the slot to which its number
/// leads, or the next free one; sorting the neighbours instead takes twice the time of everything else here.
struct Scores {
    rare: Vec<(std::cmp::Reverse<u32>, u32)>,
    /// Neighbour and score; a score of 0 is a free slot.
    slots: Vec<(PostingId, u32)>,
    used: Vec<usize>,
}

impl Default for Scores {
    fn default() -> Scores {
        Scores { rare: Vec::new(), slots: vec![(0, 0); SLOTS], used: Vec::new() }
    }
}

impl Scores {
    fn add(&mut self, neighbour: PostingId, score: u32) {
        let mut slot = neighbour.wrapping_mul(0x9e37_79b1) as usize >> 8 & (SLOTS - 1);
        while self.slots[slot].1 != 0 && self.slots[slot].0 != neighbour {
            slot = (slot + 1) & (SLOTS - 1);
        }
        if self.slots[slot].1 == 0 {
            self.used.push(slot);
            self.slots[slot].0 = neighbour;
        }
        self.slots[slot].1 += score;
    }
}

/// `companies` are those of all postings, close together.
fn best(
    id: PostingId,
    words: &[u32],
    companies: &[Option<CompanyId>],
    index: &Index,
    scores: &mut Scores,
) -> Vec<PostingId> {
    let mut rare = std::mem::take(&mut scores.rare);
    rare.clear();
    rare.extend(words.iter().map(|word| (std::cmp::Reverse(rarity(index.postings(*word).len())), *word)));
    rare.retain(|(rarity, _)| rarity.0 > 0);
    rare.sort_unstable();
    for (rarity, word) in rare.iter().take(WORDS) {
        let others = index.postings(*word);
        let place = others.partition_point(|other| *other < id);
        let near = &others[place.saturating_sub(NEIGHBOURS)..others.len().min(place + NEIGHBOURS + 1)];
        near.iter().filter(|other| **other != id).for_each(|other| scores.add(*other, rarity.0));
    }
    scores.rare = rare;
    let Scores { slots, used, .. } = scores;
    let company = companies[id as usize];
    let mut ranked = [u64::MAX; SHOWN];
    for slot in used.drain(..) {
        let (other, score) = std::mem::take(&mut slots[slot]);
        let same_company = company.is_some() && company == companies[other as usize];
        enter(&mut ranked, u64::from(same_company) << 63 | u64::from(!score << 1 >> 1) << 32 | u64::from(other));
    }
    let count = ranked.iter().take_while(|rank| **rank != u64::MAX).count();
    ranked[..count].iter().map(|rank| *rank as PostingId).collect()
}

/// Puts a rank where it belongs among the best, the lowest first; the last one falls out.
fn enter(ranked: &mut [u64; SHOWN], rank: u64) {
    if rank >= ranked[SHOWN - 1] {
        return;
    }
    let mut at = SHOWN - 1;
    while at > 0 && ranked[at - 1] > rank {
        ranked[at] = ranked[at - 1];
        at -= 1;
    }
    ranked[at] = rank;
}

/// How telling a word is: 20 for two postings, one less for each doubling. A word of one posting binds nothing.
fn rarity(postings: usize) -> u32 {
    match postings {
        0 => 0,
        count => 21_u32.saturating_sub(usize::BITS - count.leading_zeros()),
    }
}
