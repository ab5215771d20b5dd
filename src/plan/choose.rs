//! Which postings and lists a page shows, where that is more than the list itself.

use super::{Directory, List, ListId, ListKind, Plan};
use crate::model::FacetKind;

/// Lists of a kind that the front page names.
const POPULAR: usize = 12;

impl Plan {
    /// The lists that the front page names: of companies, tags and places those with the most open postings.
    pub fn popular(&self) -> Vec<&List> {
        let shown = [FacetKind::Companies, FacetKind::Tags, FacetKind::Places].map(ListKind::Facet);
        let directories = self.directories.iter().filter(|directory| shown.contains(&directory.kind));
        directories.flat_map(|directory| self.most(directory, POPULAR)).map(|id| &self.lists[id as usize]).collect()
    }

    /// The lists that the first page of a split directory names.
    pub fn largest(&self, directory: &Directory) -> Vec<ListId> {
        self.most(directory, POPULAR * 5)
    }

    fn most(&self, directory: &Directory, count: usize) -> Vec<ListId> {
        let size = |id: &ListId| std::cmp::Reverse(self.lists[*id as usize].entries.len());
        let mut lists: Vec<ListId> =
            directory.lists.iter().copied().filter(|id| !self.lists[*id as usize].entries.is_empty()).collect();
        if lists.len() > count {
            lists.select_nth_unstable_by_key(count, |id| (size(id), *id));
            lists.truncate(count);
        }
        lists.sort_unstable_by_key(|id| (size(id), *id));
        lists
    }
}
