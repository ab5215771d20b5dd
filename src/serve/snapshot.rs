//! The board after a change: planned, found by file name, with the ways from pages that are gone.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::plan::{self, Facts, Page, Plan, PostingId};
use crate::write::Prepared;

/// A planned board and where its files are.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub prepared: Prepared,
    /// Hash of a file's name and the place of its page in the plan, by hash.
    files: Vec<(u64, u32)>,
    /// True when texts have changed since the keys of the plan were made.
    is_behind: AtomicBool,
}

impl Snapshot {
    pub(super) fn new(prepared: Prepared) -> Snapshot {
        let plan = &prepared.plan;
        let mut files: Vec<(u64, u32)> = plan
            .pages
            .par_iter()
            .zip(0..u32::try_from(plan.pages.len()).unwrap_or(u32::MAX))
            .with_min_len(256)
            .flat_map_iter(|(planned, index)| {
                plan.files(planned.page).into_iter().map(move |file| (xxh3_64(file.as_bytes()), index))
            })
            .collect();
        files.par_sort_unstable();
        Snapshot { prepared, files, is_behind: AtomicBool::new(false) }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.prepared.plan
    }

    /// The page that gives a file.
    pub(super) fn page(&self, file: &str) -> Option<Page> {
        let hash = xxh3_64(file.as_bytes());
        let start = self.files.partition_point(|(known, _)| *known < hash);
        let plan = &self.prepared.plan;
        let same = self.files[start..].iter().take_while(|(known, _)| *known == hash);
        same.map(|(_, index)| plan.pages[*index as usize].page)
            .find(|page| plan.files(*page).iter().any(|name| name == file))
    }

    /// A posting as it lies in the plan; none when it is merged into another, or a draft.
    pub(super) fn posting(&self, facts: &Facts) -> Option<PostingId> {
        let postings = &self.plan().postings;
        let found =
            postings.binary_search_by(|posting| plan::newest_first(posting.facts.outline(), facts.outline())).ok();
        found.and_then(|index| PostingId::try_from(index).ok())
    }

    /// Says that the keys of the plan no longer tell of the texts.
    pub(super) fn fall_behind(&self) {
        self.is_behind.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_behind(&self) -> bool {
        self.is_behind.load(Ordering::Relaxed)
    }

    /// Places of pages whose files are not among those of another snapshot.
    pub(super) fn gone(&self, after: &Snapshot) -> Vec<Page> {
        let is_gone = |(hash, _): &&(u64, u32)| after.files.binary_search_by(|(known, _)| known.cmp(hash)).is_err();
        let mut places: Vec<u32> =
            self.files.par_iter().with_min_len(4096).filter(is_gone).map(|(_, index)| *index).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|index| self.plan().pages[index as usize].page).collect()
    }

    /// How many pages have a key that was not there before.
    pub(super) fn new_pages(&self, before: &Snapshot) -> usize {
        let mut keys: Vec<u128> = before.plan().pages.iter().map(|planned| planned.key).collect();
        keys.par_sort_unstable();
        self.plan().pages.par_iter().filter(|planned| keys.binary_search(&planned.key).is_err()).count()
    }
}
