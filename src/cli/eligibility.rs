//! Why search engines do not get postings as jobs.

use std::collections::BTreeMap;

use crate::plan::{Missing, Plan};

/// What is missing, in words.
pub(super) fn words(missing: Missing) -> &'static str {
    match missing {
        Missing::Open => "it is closed",
        Missing::Company => "no company is stated",
        Missing::DatePosted => "no day of posting is stated",
        Missing::Description => "it has no description",
        Missing::Country => "neither a country nor countries of applicants are known",
    }
}

/// What is missing, as a word for programs.
pub(super) fn key(missing: Missing) -> &'static str {
    match missing {
        Missing::Open => "closed",
        Missing::Company => "company",
        Missing::DatePosted => "date_posted",
        Missing::Description => "description",
        Missing::Country => "country",
    }
}

/// How many open postings lack what.
pub(super) fn reasons(plan: &Plan) -> Vec<(Missing, usize)> {
    let mut counts: BTreeMap<Missing, usize> = BTreeMap::new();
    for posting in plan.postings.iter().filter(|posting| posting.is_open) {
        for missing in &posting.missing {
            *counts.entry(*missing).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}
