//! The addresses that postings had in earlier builds. Of 100,000 postings nearly all lie where they lay: a sum of hashes
//! says so, and their addresses need not be read then.

use std::fmt;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::key::KeyHasher;
use super::{Plan, Posting};
use crate::model::UrlStyle;

/// Identity of a posting, and the path of its page.
pub type Known = (u128, String);

/// Addresses of postings in earlier builds.
#[derive(Default)]
pub struct Remembered {
    /// Sum over the postings of the last build; see `Plan::addresses_sum`.
    sum: u128,
    /// Addresses that its postings had before and did not have any more, sorted.
    moved: Vec<Known>,
    /// All addresses, sorted, once they were needed.
    all: OnceLock<Vec<Known>>,
    read: Option<Box<Read>>,
}

/// Reads all addresses.
pub type Read = dyn Fn() -> Vec<Known> + Send + Sync;

impl Remembered {
    /// Addresses of which all are read when they are needed.
    pub fn closed(sum: u128, moved: Vec<Known>, read: Box<Read>) -> Remembered {
        Remembered { sum, moved, all: OnceLock::new(), read: Some(read) }
    }

    /// Sum over the postings of the last build.
    pub fn sum(&self) -> u128 {
        self.sum
    }

    /// Addresses that postings of the last build had before, sorted.
    pub fn moved(&self) -> &[Known] {
        &self.moved
    }

    /// All addresses, sorted.
    pub fn all(&self) -> &[Known] {
        if self.all.get().is_none() {
            // Read first: a thread that waits in the reading for others might be given a task that waits for it.
            let _ = self.all.set(self.read.as_ref().map(|read| read()).unwrap_or_default());
        }
        self.all.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// What is remembered after a plan: addresses of its postings now and before; none when that is nothing new.
    pub fn followed(&self, plan: &Plan) -> Option<Remembered> {
        if self.sum == plan.addresses_sum {
            return None;
        }
        Some(self.joined(plan, |now, identity| now.binary_search_by(|(known, _)| known.cmp(identity)).is_ok()))
    }

    /// The same without forgetting any: a posting that is gone may come back.
    pub fn and(&self, plan: &Plan) -> Option<Remembered> {
        (self.sum != plan.addresses_sum).then(|| self.joined(plan, |_, _| true))
    }

    /// The addresses of a plan, and of the others those whose identity stays.
    fn joined(&self, plan: &Plan, stays: impl Fn(&[Known], &u128) -> bool + Sync) -> Remembered {
        let now = plan.addresses_by_identity();
        let is_moved = |known: &&Known| now.binary_search(known).is_err() && stays(&now, &known.0);
        let moved: Vec<Known> = self.all().par_iter().with_min_len(256).filter(is_moved).cloned().collect();
        let mut all = now;
        all.extend_from_slice(&moved);
        all.par_sort_unstable();
        all.dedup();
        Remembered { sum: plan.addresses_sum, moved, all: OnceLock::from(all), read: None }
    }
}

impl fmt::Debug for Remembered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Remembered({:x}, {} moved)", self.sum, self.moved.len())
    }
}

impl Plan {
    /// What says who each posting is, hashed, with the path of its page; sorted.
    pub fn addresses_by_identity(&self) -> Vec<Known> {
        let known =
            |posting: &Posting| (posting.facts.outline().identity, self.addresses().posting(&posting.slug).path);
        let mut addresses: Vec<Known> = self.postings.par_iter().with_min_len(256).map(known).collect();
        addresses.par_sort_unstable();
        addresses
    }
}

/// What `Plan::addresses_sum` says.
pub(super) fn addresses_sum(postings: &[Posting]) -> u128 {
    let all = postings.par_iter().with_min_len(1024).map(|posting| posting.address);
    // One is added, so that a board without postings is not one that was never built.
    all.reduce(|| 0, u128::wrapping_add).wrapping_add(1)
}

/// Hash of who a posting is and where it lies.
pub(super) fn address(identity: u128, slug: u64, style: UrlStyle) -> u128 {
    KeyHasher::new("address").key(identity).number(slug).number(style as u8).finish()
}
