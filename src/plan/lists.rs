//! The lists of a board: for every facet the values that occur and the postings that have them.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::key::Plain;
use super::values::Value;
use super::{Company, Directory, List, ListId, ListKind, Posting, PostingId, Section};
use crate::model::{Country, FacetKind, Settings, Slug};
use crate::parse::tables;

/// Postings of which the values are gathered at once, at most.
const AT_ONCE: usize = 4096;

/// Closed postings that a list shows at most.
const CLOSED_SHOWN: usize = 10;
/// Values on one page of a directory; more are split by their first letters.
const DIRECTORY_SIZE: usize = 400;

/// Makes all lists and tells every posting and company of theirs.
pub fn lists(postings: &mut [Posting], companies: &mut [Company], settings: &Settings) -> Vec<List> {
    let (drafts, by_hash) = drafts(postings, companies, settings);
    let of_company: HashMap<u32, ListId> =
        drafts.iter().zip(1..).filter_map(|(draft, id)| Some((draft.company?, id))).collect();
    let members = members(postings, drafts.len() + 1, |posting| {
        let of_values = posting.facts.outline().values.iter().filter_map(|value| by_hash.get(&value.hash())).copied();
        let mut lists: Vec<ListId> = Vec::with_capacity(posting.facts.outline().values.len() + 1);
        lists.extend(of_values.chain(posting.company.and_then(|company| of_company.get(&company).copied())));
        lists.sort_unstable();
        lists.dedup();
        lists
    });
    let is_open: Vec<bool> = postings.par_iter().with_min_len(1024).map(|posting| posting.is_open).collect();
    let mut taken = Taken::default();
    let mut lists = Vec::with_capacity(drafts.len() + 1);
    lists.push(board(&is_open));
    for draft in drafts {
        let is_taken = taken.has(draft.kind, &draft.slug);
        let name = if is_taken { apart(draft.name, &draft.value, settings) } else { draft.name };
        if let Some(company) = draft.company {
            companies[company as usize].list = ListId::try_from(lists.len()).ok();
        }
        lists.push(List {
            kind: draft.kind,
            name,
            slug: Some(taken.take(draft.kind, draft.slug, &draft.value, is_taken)),
            value: draft.value,
            numbered: 0,
            has_feeds: has_feeds(draft.kind, settings),
            entries: Vec::new(),
            closed: Vec::new(),
            company: draft.company,
        });
    }
    lists.par_iter_mut().zip(members).skip(1).for_each(|(list, members)| {
        (list.entries, list.closed) = split(members, &is_open, list.kind);
        list.numbered = numbered(list.entries.len(), settings.page_size);
    });
    lists[0].numbered = numbered(lists[0].entries.len(), settings.page_size);
    lists
}

/// So many of some things at once that every thread has several goes, and never more than `most`.
pub(super) fn share(things: usize, most: usize) -> usize {
    things.div_ceil(rayon::current_num_threads().max(1) * 4).clamp(64, most)
}

/// Tells postings of the lists that `lists_of` gives, and gathers the postings of every list, newest first. Threads
/// divide the postings among them, then the lists: each posting is looked at once.
fn members(
    postings: &mut [Posting],
    lists: usize,
    lists_of: impl Fn(&Posting) -> Vec<ListId> + Sync,
) -> Vec<Vec<PostingId>> {
    let together = lists.div_ceil(rayon::current_num_threads().max(1) * 2).max(1);
    let share = share(postings.len(), AT_ONCE);
    let divide = |(part, postings): (usize, &mut [Posting])| {
        let mut parts: Vec<Vec<(ListId, PostingId)>> = vec![Vec::new(); lists.div_ceil(together)];
        let first = PostingId::try_from(part * share).unwrap_or(PostingId::MAX);
        for (id, posting) in (first..).zip(postings) {
            let lists = lists_of(posting);
            lists.iter().for_each(|list| parts[*list as usize / together].push((*list, id)));
            if *posting.lists != *lists {
                posting.lists = lists.into();
            }
        }
        parts
    };
    let divided: Vec<_> = postings.par_chunks_mut(share).enumerate().map(divide).collect();
    let mut members: Vec<Vec<PostingId>> = vec![Vec::new(); lists];
    members.par_chunks_mut(together).enumerate().for_each(|(part, members)| {
        for (list, id) in divided.iter().flat_map(|parts| &parts[part]) {
            members[*list as usize - part * together].push(*id);
        }
    });
    members
}

fn board(is_open: &[bool]) -> List {
    let entries = (0..).zip(is_open).filter(|(_, is_open)| **is_open).map(|(id, _)| id).collect();
    List {
        kind: ListKind::Board,
        name: String::new(),
        value: String::new(),
        slug: None,
        entries,
        closed: Vec::new(),
        numbered: 0,
        has_feeds: true,
        company: None,
    }
}

/// Archive pages keep all postings of their month; others list the open ones and name the last closed ones.
fn split(members: Vec<PostingId>, is_open: &[bool], kind: ListKind) -> (Vec<PostingId>, Vec<PostingId>) {
    if kind == ListKind::Facet(FacetKind::Archive) {
        return (members, Vec::new());
    }
    let is_open = |id: &PostingId| is_open[*id as usize];
    let closed = members.iter().filter(|id| !is_open(id)).take(CLOSED_SHOWN).copied().collect();
    let mut open = members;
    open.retain(is_open);
    (open, closed)
}

/// Pages counted from the oldest, so that a new posting changes only the first: it holds between one and two
/// page sizes, and a numbered page never changes when newer postings come.
pub fn numbered(entries: usize, page_size: u32) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX).checked_div(page_size.max(1)).unwrap_or(0).saturating_sub(1)
}

impl List {
    /// The postings on a page of this list: 0 is the first page, n is `page/n/` counted from the oldest.
    pub fn page(&self, number: u32, page_size: u32) -> &[PostingId] {
        let size = page_size.max(1) as usize;
        let count = self.entries.len();
        if number == 0 {
            return &self.entries[..count - self.numbered as usize * size];
        }
        let end = count - (number as usize - 1) * size;
        &self.entries[end - size..end]
    }
}

fn has_feeds(kind: ListKind, settings: &Settings) -> bool {
    match kind {
        ListKind::Board => true,
        ListKind::Facet(FacetKind::Companies) => settings.feeds.companies,
        ListKind::Facet(FacetKind::Tags) => settings.feeds.tags,
        ListKind::Facet(FacetKind::Places) => settings.feeds.places,
        ListKind::Facet(_) | ListKind::Taxonomy(_) => false,
    }
}

/// A list before its postings are known.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    kind: ListKind,
    slug: Slug,
    value: String,
    name: String,
    company: Option<u32>,
}

/// All lists but the board's, in their order, and the list to which each value of a posting belongs.
fn drafts(
    postings: &[Posting],
    companies: &[Company],
    settings: &Settings,
) -> (Vec<Draft>, HashMap<u64, ListId, Plain>) {
    let mut drafts: Vec<Draft> = Vec::new();
    if settings.facets.contains(&FacetKind::Companies) {
        let has_posting: Vec<AtomicBool> = companies.iter().map(|_| AtomicBool::new(false)).collect();
        postings.par_iter().with_min_len(1024).filter_map(|posting| posting.company).for_each(|company| {
            has_posting[company as usize].store(true, Ordering::Relaxed);
        });
        let of_company = |(id, company): (u32, &Company)| Draft {
            kind: ListKind::Facet(FacetKind::Companies),
            slug: company.slug.clone(),
            value: company.slug.to_string(),
            name: company.name.clone(),
            company: Some(id),
        };
        let is_here = |(id, _): &(u32, &Company)| has_posting[*id as usize].load(Ordering::Relaxed);
        drafts.extend((0..).zip(companies).filter(is_here).map(of_company));
    }
    let met = spellings(postings);
    let mut spelled: Vec<(&Value, u64)> = met.into_iter().map(|(hash, value)| (value, hash)).collect();
    spelled.par_sort_unstable();
    let mut by_hash: HashMap<u64, ListId, Plain> = HashMap::with_capacity_and_hasher(spelled.len(), Plain::default());
    let mut order: Vec<(Draft, Vec<u64>)> = drafts.into_iter().map(|draft| (draft, Vec::new())).collect();
    for same in spelled.chunk_by(|(left, _), (right, _)| left.kind == right.kind && left.value == right.value) {
        let Value { kind, slug, value, name } = same[0].0.clone();
        order.push((Draft { kind, slug, value, name, company: None }, same.iter().map(|(_, hash)| *hash).collect()));
    }
    order.par_sort_by(|(left, _), (right, _)| left.cmp(right));
    for ((_, hashes), id) in order.iter().zip(1..) {
        by_hash.extend(hashes.iter().map(|hash| (*hash, id)));
    }
    (order.into_iter().map(|(draft, _)| draft).collect(), by_hash)
}

/// Values by their hashes.
type Met<'a> = HashMap<u64, &'a Value, Plain>;

/// Every value of the postings once.
fn spellings(postings: &[Posting]) -> Met<'_> {
    postings.par_chunks(share(postings.len(), AT_ONCE)).map(met).reduce(Met::default, |left, right| {
        let (mut large, small) = if left.len() < right.len() { (right, left) } else { (left, right) };
        large.extend(small);
        large
    })
}

fn met(postings: &[Posting]) -> Met<'_> {
    let mut met = Met::default();
    for shared in postings.iter().flat_map(|posting| &posting.facts.outline().values) {
        met.entry(shared.hash()).or_insert(shared.value());
    }
    met
}

/// Slugs that lists have, when they come in their order: those that want the same one come one after the other.
#[derive(Default)]
struct Taken {
    /// What the list before wanted.
    last: Option<(ListKind, Slug)>,
    /// Slugs with something appended.
    others: HashSet<(ListKind, Slug)>,
}

impl Taken {
    fn has(&self, kind: ListKind, wanted: &Slug) -> bool {
        let is_last = self.last.as_ref().is_some_and(|(of, slug)| *of == kind && slug == wanted);
        is_last || !self.others.is_empty() && self.others.contains(&(kind, wanted.clone()))
    }

    /// The first value by order keeps the slug; others (Georgia the state beside the country) get their value behind it.
    fn take(&mut self, kind: ListKind, wanted: Slug, value: &str, is_taken: bool) -> Slug {
        self.last = Some((kind, wanted.clone()));
        if !is_taken && wanted.as_str() != "page" {
            return wanted;
        }
        let other = wanted.with_suffix(&Slug::of_hash(value.as_bytes()).as_str()[1..5]);
        self.others.insert((kind, other.clone()));
        other
    }
}

/// The name of a list that has the slug of another: of two cities with one name the second is shown with its country.
fn apart(name: String, value: &str, settings: &Settings) -> String {
    let country = value.strip_prefix("city:").and_then(|value| value.rsplit(':').next()).and_then(Country::from_code);
    match country {
        Some(country) => format!("{name}, {}", tables::country_name(country, &settings.language)),
        None => name,
    }
}

/// The directories of all facets that have a list, in the order of the lists.
pub fn directories(lists: &[List], settings: &Settings) -> Vec<Directory> {
    let mut directories: Vec<Directory> = Vec::new();
    for (id, list) in (0..).zip(lists) {
        let folder = match list.kind {
            ListKind::Board => continue,
            ListKind::Facet(kind) => kind.folder().to_owned(),
            ListKind::Taxonomy(index) => settings.taxonomies[index as usize].slug.to_string(),
        };
        match directories.last_mut().filter(|directory| directory.kind == list.kind) {
            Some(directory) => directory.lists.push(id),
            None => directories.push(Directory { kind: list.kind, folder, lists: vec![id], sections: Vec::new() }),
        }
    }
    for directory in &mut directories {
        if directory.kind == ListKind::Facet(FacetKind::Archive) {
            directory.lists.reverse();
        } else if directory.lists.len() > DIRECTORY_SIZE {
            let slugs: Vec<&str> =
                directory.lists.iter().map(|id| lists[*id as usize].slug.as_ref().map_or("", Slug::as_str)).collect();
            sections(&slugs, 0..slugs.len(), 1, &mut directory.sections);
        }
    }
    directories
}

/// Splits sorted slugs by their first `depth` letters until each part fits on a page.
fn sections(slugs: &[&str], range: std::ops::Range<usize>, depth: usize, sections_out: &mut Vec<Section>) {
    let prefix = |index: usize| slugs[index].get(..depth).unwrap_or(slugs[index]).trim_end_matches('-');
    let mut start = range.start;
    while start < range.end {
        let end = (start..range.end).find(|index| prefix(*index) != prefix(start)).unwrap_or(range.end);
        if end - start > DIRECTORY_SIZE && depth < 6 {
            sections(slugs, start..end, depth + 1, sections_out);
        } else {
            sections_out.push(Section { prefix: prefix(start).to_owned(), range: start..end });
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{numbered, sections};

    #[test]
    fn a_new_posting_never_changes_a_numbered_page() {
        assert_eq!([0, 1, 59, 60, 61, 89, 90].map(|count| numbered(count, 30)), [0, 0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn many_values_are_split_by_their_letters() {
        let names: Vec<String> = (0..1000).map(|n| format!("a{:03}", n)).chain(["b".to_owned()]).collect();
        let slugs: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut parts = Vec::new();
        sections(&slugs, 0..slugs.len(), 1, &mut parts);
        assert_eq!(parts.len(), 11);
        assert_eq!((parts[0].prefix.as_str(), parts[0].range.clone()), ("a0", 0..100));
        assert_eq!((parts[10].prefix.as_str(), parts[10].range.clone()), ("b", 1000..1001));
    }
}
