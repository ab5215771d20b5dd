//! Where pages went while the preview ran: of files that were renamed a build knows nothing, a browser that shows
//! their page shall still follow.

use std::collections::HashMap;

use super::snapshot::Snapshot;
use crate::plan::{Page, Posting};

/// Moves that are remembered at most; the session of one author makes a handful.
const REMEMBERED: usize = 10_000;

/// Old files of the site and the files that took their place.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(HashMap<String, String>);

impl Moved {
    /// Learns where the pages of `before` went that are gone in `after`: to the posting of the same file, else of the
    /// same bytes.
    pub(super) fn learn(&mut self, before: &Snapshot, after: &Snapshot) {
        let gone: Vec<u32> = before
            .gone(after)
            .into_iter()
            .filter_map(|page| if let Page::Posting(id) = page { Some(id) } else { None })
            .collect();
        if gone.is_empty() || gone.len() > REMEMBERED {
            return;
        }
        let by_path = |posting: &Posting| (posting.facts.outline().path.clone(), posting.facts.outline().part);
        let by_bytes = |posting: &Posting| (posting.facts.outline().content_hash, posting.facts.outline().part);
        let wanted: Vec<&Posting> = gone.iter().map(|id| &before.plan().postings[*id as usize]).collect();
        let paths: HashMap<_, _> = wanted.iter().zip(&gone).map(|(posting, id)| (by_path(posting), *id)).collect();
        let bytes: HashMap<_, _> = wanted.iter().zip(&gone).map(|(posting, id)| (by_bytes(posting), *id)).collect();
        let mut found: HashMap<u32, u32> = HashMap::new();
        for (now, posting) in (0..).zip(&after.plan().postings) {
            if let Some(id) = paths.get(&by_path(posting)) {
                found.insert(*id, now);
            } else if let Some(id) = bytes.get(&by_bytes(posting)) {
                found.entry(*id).or_insert(now);
            }
        }
        if self.0.len() + found.len() * 2 > REMEMBERED {
            self.0.clear();
        }
        for (id, now) in found {
            let old = before.plan().files(Page::Posting(id));
            self.0.extend(old.into_iter().zip(after.plan().files(Page::Posting(now))));
        }
    }

    /// The file that took the place of one that is gone, however often it moved.
    pub(super) fn to(&self, file: &str, snapshot: &Snapshot) -> Option<&str> {
        let mut at = self.0.get(file)?;
        for _ in 0..16 {
            if snapshot.page(at).is_some() {
                return Some(at);
            }
            at = self.0.get(at)?;
        }
        None
    }
}
