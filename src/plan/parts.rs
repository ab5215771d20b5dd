//! How long files for programs are cut into documents, and which pages a sitemap names.
//! Documents are numbered from the oldest entry, so that a new posting changes the newest ones only;
//! document 0 is the one that everybody is sent to.

use super::{HandOff, List, ListId, MachineFile, Page, Plan, PostingId};
use crate::model::FeedText;

/// Postings in a part of `jobs.json`.
pub const JOBS_IN_PART: usize = 1_000;

/// Addresses in a sitemap; far below the 50,000 and 50 MB that sitemaps.org allows.
pub const URLS_IN_SITEMAP: usize = 10_000;

/// Older documents of the board's JSON feed at most; `jobs.json` has everything.
const FEED_DOCUMENTS: u32 = 20;

/// Files of the board that feeds show as its picture: at least 512 pixels square, and at least 64.
const FEED_ICONS: [&str; 2] = ["icon-512.png", "apple-touch-icon.png"];

impl Plan {
    /// The documents of a list's feeds, the newest first: 0, then the older ones of the JSON feed that are kept.
    pub fn feed_numbers(&self, list: ListId) -> Vec<u32> {
        std::iter::successors(Some(0), |number| self.feed_next(list, *number)).collect()
    }

    /// True when the documents of a list's feeds tell the texts of its postings.
    pub fn feed_has_text(&self, list: ListId) -> bool {
        list == 0 || self.settings.feeds.text == FeedText::Full
    }

    /// The next older document of a list's JSON feed.
    pub fn feed_next(&self, list: ListId, number: u32) -> Option<u32> {
        let documents = self.feed_documents(list);
        let next = if number == 0 { documents } else { number - 1 };
        (next > documents.saturating_sub(FEED_DOCUMENTS)).then_some(next)
    }

    /// Those of the pictures for feeds that the board has: a large one, a small one.
    pub fn feed_icons(&self) -> [Option<&'static str>; 2] {
        FEED_ICONS.map(|name| self.board.assets.iter().any(|asset| asset.file == name).then_some(name))
    }

    /// Number of older documents that the board's JSON feed would have without a limit; other lists are not paged.
    fn feed_documents(&self, list: ListId) -> u32 {
        match list {
            0 => older(self.lists[0].entries.len(), self.feed_size(), self.feed_size()),
            _ => 0,
        }
    }

    /// The postings of a feed document, newest first. Document 0 of the board holds one to two feed sizes of postings,
    /// so that it never runs almost empty after a new document was begun; of other lists it holds the newest ones.
    pub fn feed_entries(&self, list: ListId, number: u32) -> &[PostingId] {
        let entries = &self.lists[list as usize].entries;
        match list {
            0 => part(entries, self.feed_size(), self.feed_documents(list), number),
            _ => &entries[..entries.len().min(self.feed_size())],
        }
    }

    /// Number of older parts of `jobs.json`: `Page::JobsJson(1..=n)`.
    pub fn jobs_parts(&self) -> u32 {
        older(self.lists[0].entries.len(), JOBS_IN_PART, 1)
    }

    /// The open postings of a part of `jobs.json`, newest first.
    pub fn jobs_entries(&self, number: u32) -> &[PostingId] {
        part(&self.lists[0].entries, JOBS_IN_PART, self.jobs_parts(), number)
    }

    /// Number of numbered sitemaps, `Page::Sitemap(1..=n)`; 0 when all addresses fit into `sitemap.xml`.
    pub fn sitemap_parts(&self) -> u32 {
        let postings = self.sitemap.len() - self.sitemap_others;
        match self.sitemap.len() {
            0..=URLS_IN_SITEMAP => 0,
            _ => bounded(self.sitemap_others.div_ceil(URLS_IN_SITEMAP) + postings.div_ceil(URLS_IN_SITEMAP)),
        }
    }

    /// The pages that a sitemap names; none when `sitemap.xml` is an index. First come the parts of all other pages,
    /// then those of the postings, from the oldest.
    pub fn sitemap_entries(&self, number: u32) -> &[Page] {
        if self.sitemap_parts() == 0 {
            return &self.sitemap;
        }
        let (others, postings) = self.sitemap.split_at(self.sitemap_others);
        let mut chunks = others.chunks(URLS_IN_SITEMAP).chain(postings.chunks(URLS_IN_SITEMAP));
        (number as usize).checked_sub(1).and_then(|index| chunks.nth(index)).unwrap_or_default()
    }

    /// The files for programs of which there is one. `opensearch.xml` leads to the page that searches.
    pub fn machine_files(&self) -> Vec<MachineFile> {
        let mut files = vec![MachineFile::Robots, MachineFile::Headers, MachineFile::JobsSchema];
        if self.has_own_search() {
            files.push(MachineFile::OpenSearch);
        }
        if self.settings.markdown_twins {
            files.push(MachineFile::Llms);
        }
        if !self.redirects.is_empty() {
            files.push(MachineFile::Redirects);
        }
        files
    }

    /// Pages that search engines shall know, and how many of them are not postings: no closed posting, no empty list,
    /// no later page of a list, not the page that searches. Postings come from the oldest, so that a new one changes only the last part.
    pub(super) fn sitemap_pages(&self) -> (Vec<Page>, usize) {
        let mut pages = vec![Page::List(0, 0)];
        pages.extend((0..).zip(&self.board.pages).map(|(index, _)| Page::Plain(index)));
        pages.extend(self.has_own_post_a_job().then_some(Page::PostAJob));
        pages.extend(self.has_own_salaries().then_some(Page::Salaries));
        pages.extend(self.hand_offs().contains(&HandOff::Changes).then_some(Page::HandOff(HandOff::Changes)));
        pages.extend((0..).zip(&self.directories).map(|(id, _)| Page::Directory(id, 0)));
        let lists = (0..).zip(self.lists.iter()).skip(1).filter(|(_, list)| self.has_open(list));
        pages.extend(lists.map(|(id, _)| Page::List(id, 0)));
        let others = pages.len();
        pages.extend(self.lists[0].entries.iter().rev().map(|id| Page::Posting(*id)));
        (pages, others)
    }

    /// True when the theme's page on posting a job is drawn, because the board has none of that name.
    pub fn has_own_post_a_job(&self) -> bool {
        !self.has_plain_page("post-a-job")
    }

    /// True when the theme's page that searches is drawn, because the board has none of that name.
    pub fn has_own_search(&self) -> bool {
        !self.has_plain_page("search")
    }

    pub(super) fn has_plain_page(&self, slug: &str) -> bool {
        self.board.pages.iter().any(|page| page.slug.as_str() == slug)
    }

    /// True when a posting of the list is open; a list of none is not for search engines.
    pub fn has_open(&self, list: &List) -> bool {
        list.entries.iter().any(|id| self.postings[*id as usize].is_open)
    }

    fn feed_size(&self) -> usize {
        (self.settings.feed_size as usize).max(1)
    }
}

/// Number of full documents of `size` entries that can be cut off at the old end while `kept` remain at the new one.
fn older(count: usize, size: usize, kept: usize) -> u32 {
    bounded(count.saturating_sub(kept) / size)
}

/// The entries of a document, newest first; document 1 holds the oldest, document 0 what the others leave.
fn part(entries: &[PostingId], size: usize, documents: u32, number: u32) -> &[PostingId] {
    let end = match number {
        0 => return &entries[..entries.len() - documents as usize * size],
        n => entries.len().saturating_sub((n as usize - 1) * size),
    };
    &entries[end.saturating_sub(size)..end]
}

fn bounded(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{older, part};
    use proptest::prelude::*;

    #[test]
    fn the_first_document_never_runs_almost_empty() {
        assert_eq!((older(50, 50, 50), older(99, 50, 50), older(100, 50, 50)), (0, 0, 1));
        assert_eq!((older(0, 1000, 1), older(1000, 1000, 1), older(1001, 1000, 1)), (0, 0, 1));
    }

    #[test]
    fn a_new_entry_changes_only_the_newest_document() {
        let before: Vec<u32> = (1..=130).collect();
        let after: Vec<u32> = (0..=130).collect();
        assert_eq!(part(&before, 50, 1, 1), part(&after, 50, 1, 1));
        assert_eq!(part(&before, 50, 1, 0).len() + 1, part(&after, 50, 1, 0).len());
    }

    proptest! {
        #[test]
        fn documents_hold_every_entry_once(count in 0u32..400, size in 1usize..60, twice in any::<bool>()) {
            let entries: Vec<u32> = (0..count).collect();
            let documents = older(entries.len(), size, if twice { size } else { 1 });
            let mut seen = part(&entries, size, documents, 0).to_vec();
            for number in (1..=documents).rev() {
                prop_assert_eq!(part(&entries, size, documents, number).len(), size);
                seen.extend(part(&entries, size, documents, number));
            }
            prop_assert_eq!(seen, entries);
        }
    }
}
