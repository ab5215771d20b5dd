//! Similar jobs: open postings that share rare tags and title words.
//!
//! A posting is compared only with its nearest neighbours in time among those that share a word, and rarity counts in
//! powers of two; so a new posting can change the lists of a bounded number of others.

use std::collections::HashMap;

use rayon::prelude::*;

use super::key::Plain;
use super::{Posting, PostingId};

/// Words of a posting that are compared: its rarest.
const WORDS: usize = 6;
/// Neighbours looked at on either side, for each word.
const NEIGHBOURS: usize = 10;
/// Similar jobs shown.
const SHOWN: usize = 5;
/// Parts into which words are divided by their hashes, so that threads can gather them side by side.
const PARTS: usize = 64;
/// Postings of which the words are divided at once.
const AT_ONCE: usize = 4096;

/// Fills `similar` of every posting.
pub fn similar(postings: &mut [Posting]) {
    let index = Index::new(postings);
    let found: Vec<Vec<PostingId>> = (0..PostingId::try_from(postings.len()).unwrap_or(PostingId::MAX))
        .into_par_iter()
        .with_min_len(64)
        .map_init(Scores::default, |scores, id| best(id, postings, &index, scores))
        .collect();
    postings.par_iter_mut().zip(found).with_min_len(1024).for_each(|(posting, similar)| posting.similar = similar);
}

/// For every word the open postings that have it, newest first.
struct Index(Vec<HashMap<u64, Vec<PostingId>, Plain>>);

impl Index {
    fn new(postings: &[Posting]) -> Index {
        let divided: Vec<Vec<Vec<(u64, PostingId)>>> =
            postings.par_chunks(AT_ONCE).enumerate().map(|(part, some)| divide(some, part * AT_ONCE)).collect();
        let gather = |part: usize| {
            let mut of_word: HashMap<u64, Vec<PostingId>, Plain> = HashMap::default();
            for (word, id) in divided.iter().flat_map(|parts| &parts[part]) {
                of_word.entry(*word).or_default().push(*id);
            }
            of_word
        };
        Index((0..PARTS).into_par_iter().map(gather).collect())
    }

    fn postings(&self, word: u64) -> &[PostingId] {
        self.0[part(word)].get(&word).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The words of some open postings, by the part to which they belong.
fn divide(postings: &[Posting], first: usize) -> Vec<Vec<(u64, PostingId)>> {
    let mut parts = vec![Vec::new(); PARTS];
    let first = PostingId::try_from(first).unwrap_or(PostingId::MAX);
    for (id, posting) in (first..).zip(postings).filter(|(_, posting)| posting.is_open) {
        posting.facts.outline().words.iter().for_each(|word| parts[part(*word)].push((*word, id)));
    }
    parts
}

fn part(word: u64) -> usize {
    (word >> 20) as usize % PARTS
}

/// Room for the neighbours of one posting, used again for the next.
#[derive(Default)]
struct Scores {
    rare: Vec<(std::cmp::Reverse<u32>, u64)>,
    neighbours: Vec<u64>,
    ranked: Vec<(bool, std::cmp::Reverse<u32>, PostingId)>,
}

fn best(id: PostingId, postings: &[Posting], index: &Index, scores: &mut Scores) -> Vec<PostingId> {
    let Scores { rare, neighbours, ranked } = scores;
    rare.clear();
    for word in &postings[id as usize].facts.outline().words {
        rare.push((std::cmp::Reverse(rarity(index.postings(*word).len())), *word));
    }
    rare.retain(|(rarity, _)| rarity.0 > 0);
    rare.sort_unstable();
    neighbours.clear();
    for (rarity, word) in rare.iter().take(WORDS) {
        let others = index.postings(*word);
        let place = others.partition_point(|other| *other < id);
        let near = &others[place.saturating_sub(NEIGHBOURS)..others.len().min(place + NEIGHBOURS + 1)];
        neighbours.extend(
            near.iter().filter(|other| **other != id).map(|other| u64::from(*other) << 32 | u64::from(rarity.0)),
        );
    }
    neighbours.sort_unstable();
    ranked.clear();
    let company = postings[id as usize].company;
    for run in neighbours.chunk_by(|left, right| left >> 32 == right >> 32) {
        let other = PostingId::try_from(run[0] >> 32).unwrap_or(PostingId::MAX);
        let score = run.iter().map(|neighbour| *neighbour as u32).sum();
        let same_company = company.is_some() && company == postings[other as usize].company;
        ranked.push((same_company, std::cmp::Reverse(score), other));
    }
    if ranked.len() > SHOWN {
        ranked.select_nth_unstable(SHOWN - 1);
        ranked.truncate(SHOWN);
    }
    ranked.sort_unstable();
    ranked.iter().map(|(_, _, other)| *other).collect()
}

/// How telling a word is: 20 for two postings, one less for each doubling. A word of one posting binds nothing.
fn rarity(postings: usize) -> u32 {
    match postings {
        0 => 0,
        count => 21_u32.saturating_sub(usize::BITS - count.leading_zeros()),
    }
}
