//! What of the last plan still holds. When the postings have the same values and employers in the same order, the lists
//! are what they were, and similar jobs are found anew only near a changed word. All that follows is what a plan from
//! nothing would give; a test compares the two.

use std::sync::Arc;

use rayon::prelude::*;

use super::similar::{self, Change};
use super::{Company, List, Plan, Posting, PostingId};
use crate::model::Settings;

/// Tells postings and companies of their lists and similar jobs as far as the last plan knew them, and gives the lists;
/// none when postings came, went, moved, or are on other lists.
pub fn still_true(
    before: &Plan,
    postings: &mut [Posting],
    companies: &mut [Company],
    settings: &Settings,
) -> Option<Arc<Vec<List>>> {
    let same_names = |(now, before): (&Company, &Company)| now.slug == before.slug && now.name == before.name;
    let is_like = before.settings == *settings
        && before.postings.len() == postings.len()
        && before.companies.len() == companies.len()
        && companies.iter().zip(&before.companies).all(same_names)
        && postings
            .par_iter()
            .zip(&before.postings)
            .with_min_len(256)
            .all(|(now, before)| is_listed_alike(now, before));
    if !is_like {
        return None;
    }
    postings.par_iter_mut().zip(&before.postings).with_min_len(256).for_each(|(now, before)| {
        if !now.is(before) {
            now.lists = before.lists.clone();
            now.similar = before.similar.clone();
        }
    });
    companies.iter_mut().zip(&before.companies).for_each(|(now, before)| now.list = before.list);
    let has_other_words = |(now, before): (&Posting, &Posting)| {
        !now.facts.is(&before.facts) && now.facts.outline().words != before.facts.outline().words
    };
    let changed: Vec<PostingId> = (0..PostingId::MAX)
        .into_par_iter()
        .zip(postings.par_iter().zip(&before.postings))
        .with_min_len(256)
        .filter_map(|(id, pair)| has_other_words(pair).then_some(id))
        .collect();
    let change = |id: &PostingId| {
        let words = &before.postings[*id as usize].facts.outline().words;
        Change::of_words(*id, words, &postings[*id as usize])
    };
    let changes: Vec<Change> = changed.iter().map(change).collect();
    similar::renew(postings, &changes);
    Some(before.lists.clone())
}

/// True when two postings are on the same lists in the same way.
fn is_listed_alike(now: &Posting, before: &Posting) -> bool {
    let same_values = || {
        let hashes =
            |posting: &Posting| posting.facts.outline().values.iter().map(super::values::Shared::hash).collect();
        let (left, right): (Vec<u64>, Vec<u64>) = (hashes(now), hashes(before));
        left == right
    };
    now.is(before)
        || now.is_open == before.is_open
            && now.company == before.company
            && (now.facts.is(&before.facts) || same_values())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::{JobPosting, Slug, Status, Tag};
    use crate::plan::{self, Board, Facts, Plan, Similar, Values};
    use crate::render::sample::{NOW, posting, settings, stated};
    use crate::source::Location;

    const WORDS: [&str; 6] = ["baker", "cook", "welder", "senior", "junior", "night"];

    fn written(which: usize, words: usize, tags: usize) -> JobPosting {
        let tag = |name: &str| stated(Tag { name: name.to_owned(), slug: Slug::of_any(name) });
        JobPosting {
            title: stated(format!("{} {}", WORDS[words % 6], WORDS[words / 6 % 6])),
            company: Some(stated(format!("Works {}", which % 4))),
            tags: vec![tag(["bread", "steel", "fire"][tags % 3])],
            content_hash: (words * 100 + tags) as u128 + 1,
            ..posting(&format!("Number {which}"))
        }
    }

    /// The plan of some postings: by itself, after another one, and with the similar jobs of that.
    fn plans(postings: &[Facts], before: Option<&Plan>) -> [Plan; 3] {
        let similar = before.map(|before| Similar::of(&before.postings, &before.companies)).unwrap_or_default();
        [(None, Similar::default()), (before, Similar::default()), (None, similar)].map(|(before, similar)| {
            let board = Board { postings: postings.to_vec(), similar: similar.into(), ..Board::default() };
            let locate = |path: &str, _| Location::file(path);
            plan::follow(board, settings(), NOW, &locate, before)
        })
    }

    fn says(plan: &Plan) -> String {
        let of_postings: Vec<_> = plan.postings.iter().map(|posting| (&posting.lists, &posting.similar)).collect();
        format!("{:?} {of_postings:?} {:?} {:?}", plan.pages, plan.lists, plan.companies)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn a_plan_after_another_is_a_plan_from_nothing(
            edits in prop::collection::vec((0..90_usize, 0..36_usize, 0..3_usize, 0..12_u8), 1..8)
        ) {
            let facts = |posting: JobPosting| Facts::new(posting.into(), &settings(), &mut Values::default());
            let mut postings: Vec<Facts> = (0..90).map(|which| facts(written(which, which * 5, which))).collect();
            let [mut last, ..] = plans(&postings, None);
            for (which, words, tags, how) in edits {
                let place = which % postings.len();
                match how {
                    0 => drop(postings.remove(place)),
                    1 => postings.push(facts(written(which + 100, words, tags))),
                    2 => postings[place] = facts(JobPosting { status: Status::Closed, ..written(which, words, tags) }),
                    3 => postings[place] = facts(written(which, words, tags)),
                    _ => {
                        let mut posting = (*postings[place].open()).clone();
                        posting.title = written(which, words, tags).title;
                        postings[place] = facts(posting);
                    }
                }
                let [fresh, followed, with_similar] = plans(&postings, Some(&last));
                prop_assert_eq!(says(&fresh), says(&followed));
                prop_assert_eq!(says(&fresh), says(&with_similar));
                last = followed;
            }
        }
    }
}
