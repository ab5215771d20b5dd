//! The index of the search: which posting has which number in it, into how many files it is cut, and their keys.
//!
//! A posting's number (its slot) hangs on its month and its own address, not on how many others there are: each month
//! has more slots than postings, and a posting takes the one that its hash names. A new, changed or closed posting
//! therefore moves at most a few neighbours, and only files that name those change.

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::key::KeyHasher;
use super::{ListKind, Page, Plan, PlannedPage, PostingId};
use crate::model::{BodySearch, DatePosted, FacetKind};

/// No posting has this slot.
pub const EMPTY: PostingId = PostingId::MAX;

/// Slots in a file of cards. Of 8,000 postings a search shows 20 from as many files: 3 kB each, compressed.
pub const CARDS: usize = 32;

/// Open postings up to which bodies are searched unless the settings say otherwise.
const BODIES: usize = 20_000;

/// Languages whose letters are not Latin: on boards in them such words have files of their own, by their first letter.
const OTHER_LETTERS: [&str; 18] =
    ["ru", "uk", "bg", "sr", "mk", "be", "kk", "el", "he", "ar", "fa", "ur", "hi", "bn", "th", "zh", "ja", "ko"];

/// How the index is laid out.
#[derive(Debug, Default)]
pub struct SearchPlan {
    /// The posting of every slot; `EMPTY` where there is none. The newest month is last.
    pub slots: Vec<PostingId>,
    /// The months of the slots, the oldest first; postings without a date are before all.
    pub months: Vec<SlotMonth>,
    /// True when the words of bodies are in the index.
    pub has_bodies: bool,
    /// Files of words of titles, employers, tags and places: those in Latin letters, and the others.
    pub heads: Shards,
    /// Files of words of bodies.
    pub bodies: Shards,
    /// Changes whenever any file of the index does; browsers ask for files of this version.
    pub version: u64,
}

/// Numbers of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shards {
    /// Files of words in Latin letters and digits.
    pub latin: u32,
    /// Files of all other words.
    pub other: u32,
}

/// A month and its first slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotMonth {
    /// First slot; the month ends where the next begins.
    pub first: usize,
    /// Year and month; none for postings without a date.
    pub month: Option<(i16, i8)>,
}

impl Shards {
    /// Number of all files.
    pub fn count(self) -> u32 {
        self.latin + self.other
    }
}

/// Lays out the index of a plan that has its lists; none for a board whose search page is its own.
pub(super) fn layout(plan: &Plan) -> SearchPlan {
    if !plan.has_own_search() {
        return SearchPlan::default();
    }
    let entries = &plan.lists[0].entries;
    let mut layout = SearchPlan::default();
    let mut months = Vec::new();
    let mut end = entries.len();
    while end > 0 {
        let month = month(plan, entries[end - 1]);
        let start = entries[..end].partition_point(|id| self::month(plan, *id) != month);
        months.push((month, &entries[start..end]));
        end = start;
    }
    let slots: Vec<Vec<PostingId>> = months.par_iter().map(|(_, postings)| slots(plan, postings)).collect();
    for ((month, _), slots) in months.into_iter().zip(slots) {
        layout.months.push(SlotMonth { first: layout.slots.len(), month });
        layout.slots.extend(slots);
    }
    layout.has_bodies = match plan.settings.search.body {
        BodySearch::Auto => entries.len() <= BODIES,
        BodySearch::On => true,
        BodySearch::Off => false,
    };
    let has_other = OTHER_LETTERS.contains(&plan.settings.language.primary());
    let shards = |postings: usize| {
        let latin = u32::try_from((entries.len() / postings).next_power_of_two()).unwrap_or(256).min(256);
        Shards { latin, other: if has_other { latin.min(64) } else { 0 } }
    };
    (layout.heads, layout.bodies) = (shards(512), if layout.has_bodies { shards(32) } else { Shards::default() });
    layout
}

fn month(plan: &Plan, posting: PostingId) -> Option<(i16, i8)> {
    plan.postings[posting as usize].facts.outline().date_posted.map(DatePosted::month)
}

/// The slots of one month: each posting at the place that its hash names, or at the next that is free.
fn slots(plan: &Plan, postings: &[PostingId]) -> Vec<PostingId> {
    let capacity = capacity(postings.len());
    let hash = |id: &PostingId| plan.postings[*id as usize].slug_hash;
    let mut hashed: Vec<(u64, PostingId)> = postings.par_iter().with_min_len(128).map(|id| (hash(id), *id)).collect();
    hashed.sort_unstable_by_key(|(hash, id)| (*hash, plan.postings[*id as usize].slug.as_str()));
    let mut slots = vec![EMPTY; capacity];
    let (mut next, mut left_over) = (0, Vec::new());
    for (hash, id) in hashed {
        let wanted = usize::try_from((u128::from(hash) * capacity as u128) >> 64).unwrap_or(0).max(next);
        next = wanted + 1;
        match slots.get_mut(wanted) {
            Some(slot) => *slot = id,
            None => left_over.push(id),
        }
    }
    let free: Vec<usize> = (0..capacity).filter(|slot| slots[*slot] == EMPTY).take(left_over.len()).collect();
    free.into_iter().zip(left_over).for_each(|(slot, id)| slots[slot] = id);
    slots
}

/// Slots for a number of postings: a quarter more, in coarse steps, so that it seldom changes.
fn capacity(postings: usize) -> usize {
    let wanted = postings + postings / 4 + 1;
    wanted.next_multiple_of((wanted.next_power_of_two() / 8).max(4))
}

/// The pages of the index, and its version. `page` is the key of what all pages share,
/// `cards` are the keys of all cards.
pub(super) fn pages(plan: &Plan, page: u128, cards: &[u128]) -> (Vec<PlannedPage>, u64) {
    let search = &plan.search;
    if search.slots.is_empty() {
        return (Vec::new(), 0);
    }
    let has_values = !plan.settings.taxonomies.is_empty();
    let of_cards = |(number, slots): (usize, &[PostingId])| {
        let mut inputs: Vec<u8> = Vec::with_capacity(slots.len() * 40);
        let mut key = KeyHasher::new("search-cards").key(page);
        for (slot, posting) in (0_u32..).zip(slots).filter(|(_, posting)| **posting != EMPTY) {
            let card = cards[*posting as usize];
            key = key.number(slot).key(card);
            inputs.extend(slot.to_le_bytes());
            inputs.extend(card.to_le_bytes());
            let outline = || plan.postings[*posting as usize].facts.outline();
            if search.has_bodies {
                inputs.extend(outline().content_hash.to_le_bytes());
                inputs.extend(outline().part.to_le_bytes());
            }
            if has_values {
                outline().values.iter().for_each(|value| inputs.extend(value.hash().to_le_bytes()));
            }
        }
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        (PlannedPage { page: Page::SearchCards(number), key: key.finish() }, xxh3_128(&inputs))
    };
    let chunks = search.slots.par_chunks(CARDS).enumerate().with_min_len(16);
    let (mut pages, inputs): (Vec<PlannedPage>, Vec<u128>) = chunks.map(of_cards).unzip();
    let mut key = KeyHasher::new("search-index").key(page).number(search.slots.len() as u64);
    key = inputs.into_iter().fold(key, KeyHasher::key);
    for list in plan.lists.iter() {
        key = key.text(&list.name).text(&list.value).maybe(list.slug.as_ref().map(super::Slug::as_str));
    }
    let rates = postcard::to_stdvec(&plan.board.rates).unwrap_or_default();
    let key = key.key(xxh3_128(&rates)).finish();
    pages.push(PlannedPage { page: Page::SearchIndex, key });
    (pages, key as u64)
}

impl Plan {
    /// The kinds of lists by which the search can be narrowed.
    pub fn search_facets(&self) -> Vec<ListKind> {
        let kinds = self.directories.iter().map(|directory| directory.kind);
        kinds.filter(|kind| *kind != ListKind::Facet(FacetKind::Archive)).collect()
    }

    /// The files of the index without those of the cards, the one that names the others first.
    pub fn search_files(&self) -> Vec<String> {
        let numbered =
            |name: &'static str, count: u32| (0..count).map(move |n| self.search_file(&format!("{name}-{n}")));
        let facets = self.search_facets().into_iter().map(|kind| self.search_file(&self.facet_file(kind)));
        ["meta", "days", "ways", "from", "pay", "spelling"]
            .into_iter()
            .map(|name| self.search_file(name))
            .chain(facets)
            .chain(numbered("head", self.search.heads.count()))
            .chain(numbered("body", self.search.bodies.count()))
            .collect()
    }

    /// Path of a file of the index by its name.
    pub fn search_file(&self, name: &str) -> String {
        format!("search-index/{name}.json")
    }

    /// Name of the file of a facet: `facet-tags`.
    pub fn facet_file(&self, kind: ListKind) -> String {
        format!("facet-{}", self.facet_folder(kind))
    }

    /// First part of the addresses of a facet's lists, by which the search names it too.
    pub fn facet_folder(&self, kind: ListKind) -> &str {
        match kind {
            ListKind::Board => "",
            ListKind::Facet(kind) => kind.folder(),
            ListKind::Taxonomy(index) => self.settings.taxonomies[index as usize].slug.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CARDS, EMPTY, capacity};
    use crate::model::JobPosting;
    use crate::plan::{Page, Plan};

    fn slots(plan: &Plan) -> Vec<(usize, String)> {
        let filled = plan.search.slots.iter().enumerate().filter(|(_, id)| **id != EMPTY);
        filled.map(|(slot, id)| (slot, plan.postings[*id as usize].slug.to_string())).collect()
    }

    fn board(count: usize) -> Vec<JobPosting> {
        (0..count).map(|number| crate::render::sample::posting(&format!("Job number {number}"))).collect()
    }

    fn plan(postings: Vec<JobPosting>) -> Plan {
        crate::render::sample::plan(postings, crate::render::sample::settings())
    }

    #[test]
    fn every_open_posting_has_one_slot() {
        let plan = plan(board(300));
        let mut slugs: Vec<String> = slots(&plan).into_iter().map(|(_, slug)| slug).collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), 300);
        assert!(plan.search.slots.len() <= capacity(300));
    }

    #[test]
    fn a_posting_that_goes_moves_few_others() {
        let all = board(300);
        let before = slots(&plan(all.clone()));
        for gone in [0, 77, 299] {
            let mut fewer = all.clone();
            fewer.remove(gone);
            let after = slots(&plan(fewer));
            let moved = after.iter().filter(|slot| !before.contains(slot)).count();
            assert!(moved <= 12, "{moved} of 299 moved");
        }
    }

    #[test]
    fn a_changed_posting_changes_one_file_of_cards() {
        let all = board(300);
        let mut changed = all.clone();
        changed[140].tags.clear();
        let cards = |postings| -> Vec<u128> {
            let plan = plan(postings);
            plan.pages.iter().filter(|p| matches!(p.page, Page::SearchCards(_))).map(|p| p.key).collect()
        };
        let (before, after) = (cards(all), cards(changed));
        assert_eq!(before.len(), capacity(300).div_ceil(CARDS));
        assert_eq!(before.iter().zip(&after).filter(|(left, right)| left != right).count(), 1);
    }
}
