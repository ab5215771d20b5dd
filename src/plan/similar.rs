//! Similar jobs: open postings that share rare tags and title words.
//!
//! A posting is compared only with its nearest neighbours in time among those that share a word, and rarity counts in
//! powers of two; so a new posting can change the lists of a bounded number of others.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Posting, PostingId};

/// Words of a posting that are compared: its rarest.
const WORDS: usize = 6;
/// Neighbours looked at on either side, for each word.
const NEIGHBOURS: usize = 10;
/// Similar jobs shown.
const SHOWN: usize = 5;

/// Fills `similar` of every posting.
pub fn similar(postings: &mut [Posting]) {
    let (words, by_word) = index(postings);
    let found: Vec<Vec<PostingId>> = (0..postings.len())
        .into_par_iter()
        .with_min_len(64)
        .map_init(Vec::new, |scores, id| best(id, postings, &words, &by_word, scores))
        .collect();
    for (posting, similar) in postings.iter_mut().zip(found) {
        posting.similar = similar;
    }
}

type WordId = u32;

/// The words of every posting, and for every word the open postings that have it, newest first.
fn index(postings: &[Posting]) -> (Vec<Vec<WordId>>, Vec<Vec<PostingId>>) {
    let hashes: Vec<Vec<u64>> = postings.par_iter().with_min_len(256).map(word_hashes).collect();
    let mut ids: HashMap<u64, WordId> = HashMap::new();
    let mut by_word: Vec<Vec<PostingId>> = Vec::new();
    let mut words = Vec::with_capacity(postings.len());
    for (id, (posting, hashes)) in (0..).zip(postings.iter().zip(hashes)) {
        let of_posting: Vec<WordId> = hashes
            .into_iter()
            .map(|hash| {
                *ids.entry(hash).or_insert_with(|| {
                    by_word.push(Vec::new());
                    WordId::try_from(by_word.len() - 1).unwrap_or(WordId::MAX)
                })
            })
            .collect();
        if posting.is_open {
            for word in &of_posting {
                by_word[*word as usize].push(id);
            }
        }
        words.push(of_posting);
    }
    (words, by_word)
}

fn word_hashes(posting: &Posting) -> Vec<u64> {
    let hash = |text: &str| xxhash_rust::xxh3::xxh3_64(text.as_bytes());
    let title = posting.facts.title.value.to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).map(hash);
    let tags = posting.facts.tags.iter().map(|tag| hash(tag.value.slug.as_str()));
    let mut hashes: Vec<u64> = tags.chain(words).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn best(
    id: usize,
    postings: &[Posting],
    words: &[Vec<WordId>],
    by_word: &[Vec<PostingId>],
    scores: &mut Vec<(PostingId, u32)>,
) -> Vec<PostingId> {
    let own = PostingId::try_from(id).unwrap_or(PostingId::MAX);
    let mut rare: Vec<(u32, WordId)> = words[id]
        .iter()
        .map(|word| (rarity(by_word[*word as usize].len()), *word))
        .filter(|(rarity, _)| *rarity > 0)
        .collect();
    rare.sort_unstable_by_key(|(rarity, word)| (std::cmp::Reverse(*rarity), *word));
    scores.clear();
    for (rarity, word) in rare.into_iter().take(WORDS) {
        let others = &by_word[word as usize];
        let place = others.partition_point(|other| *other < own);
        for other in &others[place.saturating_sub(NEIGHBOURS)..others.len().min(place + NEIGHBOURS + 1)] {
            if *other != own {
                scores.push((*other, rarity));
            }
        }
    }
    scores.sort_unstable();
    let mut ranked: Vec<(bool, std::cmp::Reverse<u32>, PostingId)> = Vec::new();
    for run in scores.chunk_by(|left, right| left.0 == right.0) {
        let other = run[0].0;
        let company = postings[other as usize].company;
        let same_company = company.is_some() && company == postings[id].company;
        ranked.push((same_company, std::cmp::Reverse(run.iter().map(|(_, rarity)| rarity).sum()), other));
    }
    ranked.sort_unstable();
    ranked.into_iter().take(SHOWN).map(|(_, _, other)| other).collect()
}

/// How telling a word is: 20 for two postings, one less for each doubling. A word of one posting binds nothing.
fn rarity(postings: usize) -> u32 {
    match postings {
        0 => 0,
        count => 21_u32.saturating_sub(usize::BITS - count.leading_zeros()),
    }
}
