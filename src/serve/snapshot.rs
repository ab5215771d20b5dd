//! The board after a change: planned, found by file name, with the ways from pages that are gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::plan::{self, Directory, Facts, Page, Plan, Posting, PostingId};
use crate::write::Prepared;

/// A planned board and where its files are.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub prepared: Prepared,
    /// Hash of a file's name and the place of its page in the plan, by hash.
    files: Arc<Vec<(u64, u32)>>,
    /// True when texts have changed since the keys of the plan were made.
    is_behind: AtomicBool,
}

impl Snapshot {
    /// The board, after the one that was shown before: most changes leave every file its name.
    pub(super) fn new(prepared: Prepared, before: Option<&Snapshot>) -> Snapshot {
        let same = before.filter(|before| has_same_files(before.plan(), &prepared.plan));
        let files = same.map_or_else(|| Arc::new(files(&prepared.plan)), |before| before.files.clone());
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
        if Arc::ptr_eq(&self.files, &after.files) {
            return Vec::new();
        }
        let is_gone = |(hash, _): &&(u64, u32)| after.files.binary_search_by(|(known, _)| known.cmp(hash)).is_err();
        let mut places: Vec<u32> =
            self.files.par_iter().with_min_len(4096).filter(is_gone).map(|(_, index)| *index).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|index| self.plan().pages[index as usize].page).collect()
    }

    /// How many pages have a key that was not there before.
    pub(super) fn new_pages(&self, before: &Snapshot) -> usize {
        if Arc::ptr_eq(&self.files, &before.files) {
            let pairs = self.plan().pages.iter().zip(&before.plan().pages);
            return pairs.filter(|(now, before)| now.key != before.key).count();
        }
        let mut keys: Vec<u128> = before.plan().pages.iter().map(|planned| planned.key).collect();
        keys.par_sort_unstable();
        self.plan().pages.par_iter().filter(|planned| keys.binary_search(&planned.key).is_err()).count()
    }
}

/// Hash of the name of every file, with the place of its page.
fn files(plan: &Plan) -> Vec<(u64, u32)> {
    let places = 0..u32::try_from(plan.pages.len()).unwrap_or(u32::MAX);
    let mut files: Vec<(u64, u32)> = plan
        .pages
        .par_iter()
        .zip(places)
        .with_min_len(256)
        .map_init(String::new, |name, (planned, index)| {
            let mut hashes = Vec::with_capacity(3);
            plan.visit_files(planned.page, name, &mut |file| hashes.push((xxh3_64(file.as_bytes()), index)));
            hashes
        })
        .flatten_iter()
        .collect();
    files.par_sort_unstable();
    files
}

/// True when two plans have the same pages in the same places with the same files: then all that a name is made of is
/// equal.
fn has_same_files(before: &Plan, now: &Plan) -> bool {
    let is_same = |(before, now): (&Posting, &Posting)| before.slug == now.slug && before.deadline() == now.deadline();
    let lists = |plan: &Plan| plan.lists.iter().map(|list| (list.kind, list.slug.clone())).collect::<Vec<_>>();
    let folders = |plan: &Plan| {
        let prefixes = |directory: &Directory| directory.sections.iter().map(|part| part.prefix.clone()).collect();
        let named = |directory: &Directory| (directory.folder.clone(), prefixes(directory));
        plan.directories.iter().map(named).collect::<Vec<(String, Vec<String>)>>()
    };
    let plain = |plan: &Plan| plan.board.pages.iter().map(|page| page.slug.clone()).collect::<Vec<_>>();
    let assets = |plan: &Plan| plan.board.assets.iter().map(|asset| asset.file.clone()).collect::<Vec<_>>();
    before.settings == now.settings
        && before.postings.len() == now.postings.len()
        && before.pages.iter().map(|planned| planned.page).eq(now.pages.iter().map(|planned| planned.page))
        && before.redirects == now.redirects
        && before.search_files() == now.search_files()
        && (plain(before), assets(before)) == (plain(now), assets(now))
        && (folders(before), lists(before)) == (folders(now), lists(now))
        && before.postings.par_iter().zip(&now.postings).with_min_len(1024).all(is_same)
}
