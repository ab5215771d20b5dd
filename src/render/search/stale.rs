//! Which files of words of bodies a changed posting concerns: those of the words that it gained or lost. The others stay
//! as they stand in the site, and the slots of their words need not be gathered.

use rayon::prelude::*;

use super::shards::{cuts, shard};
use super::words::{Kind, LANGUAGE, kind};
use crate::parse::terms::TermLists;
use crate::plan::Shards;

/// The files of bodies' words.
pub(super) struct Bodies {
    shards: Shards,
    cuts: Vec<&'static str>,
}

impl Bodies {
    pub(super) fn new(shards: Shards) -> Bodies {
        Bodies { shards, cuts: cuts(shards) }
    }

    /// Numbers of the files that may differ from when the words were written down; none when that is not known. A file
    /// is made of its words, of the slots that have them, and of the languages of these slots.
    pub(super) fn stale(&self, lists: &TermLists) -> Option<Vec<u32>> {
        let changed = lists.changed.as_ref()?;
        let mut words = Vec::new();
        for (text, before) in changed {
            let different = lists.difference(*text, *before);
            let is_language = |id: &u32| lists.dictionary.word(*id).starts_with(LANGUAGE);
            if different.iter().any(is_language) && text + 1 < lists.len() {
                lists.each(text + 1, |id| words.push(id));
            }
            words.extend(different);
        }
        let words = words.into_iter().map(|id| lists.dictionary.word(id)).filter(|word| kind(word).0 == Kind::Body);
        let mut files: Vec<u32> = words.filter_map(|word| self.file(word)).collect();
        files.sort_unstable();
        files.dedup();
        Some(files)
    }

    fn file(&self, word: &str) -> Option<u32> {
        u32::try_from(shard(word, &self.cuts, self.shards)).ok().filter(|_| self.shards.count() > 0)
    }

    /// For every word whether its slots are wanted; none = those of all are.
    pub(super) fn wanted(&self, lists: &TermLists, stale: Option<&[u32]>) -> Option<Vec<bool>> {
        let stale = stale?;
        let is_wanted = |id: u32| {
            let (kind, word) = kind(lists.dictionary.word(id));
            kind != Kind::Body || self.file(word).is_some_and(|file| stale.binary_search(&file).is_ok())
        };
        let words = u32::try_from(lists.dictionary.len()).unwrap_or(u32::MAX);
        Some((0..words).into_par_iter().with_min_len(1024).map(is_wanted).collect())
    }
}
