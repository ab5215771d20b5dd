//! A posting with its facts at hand, for as long as somebody draws it: the plan itself keeps none of them open.

use std::ops::Deref;
use std::sync::{Arc, Mutex};

use super::{Plan, Posting, PostingId};
use crate::model::JobPosting;

/// A posting of the plan and its facts.
#[derive(Debug)]
pub struct Opened<'p> {
    posting: &'p Posting,
    /// The posting as understood; after merging it holds the tags and places of all its duplicates.
    pub facts: Arc<JobPosting>,
}

impl Deref for Opened<'_> {
    type Target = Posting;

    fn deref(&self) -> &Posting {
        self.posting
    }
}

impl Posting {
    /// The posting with its facts.
    pub fn open(&self) -> Opened<'_> {
        Opened { posting: self, facts: self.facts.open() }
    }
}

/// Facts that were opened last, each on the shelf of its posting's number: feeds show the newest postings again and
/// again. A shelf that another thread holds is passed over, never waited for.
#[derive(Debug)]
pub struct Shelves(Vec<Mutex<Shelf>>);

type Shelf = Option<(PostingId, Arc<JobPosting>)>;

/// Postings that are kept open at most: some 12 MB. Of 10,000 postings with feeds of all their lists a quarter as many spare
/// two thirds of the openings.
const SHELVES: usize = 4096;

impl Default for Shelves {
    fn default() -> Shelves {
        Shelves((0..SHELVES).map(|_| Mutex::default()).collect())
    }
}

impl Plan {
    /// A posting with its facts. Hold them while they are needed, and no longer.
    pub fn open(&self, posting: PostingId) -> Opened<'_> {
        let planned = &self.postings[posting as usize];
        let shelf = &self.opened.0[posting as usize % SHELVES];
        let kept = |kept: &Shelf| kept.as_ref().filter(|(id, _)| *id == posting).map(|(_, facts)| facts.clone());
        if let Some(facts) = shelf.try_lock().ok().and_then(|shelf| kept(&shelf)) {
            return Opened { posting: planned, facts };
        }
        let opened = planned.open();
        if let Ok(mut shelf) = shelf.try_lock() {
            *shelf = Some((posting, opened.facts.clone()));
        }
        opened
    }
}
