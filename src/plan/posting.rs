//! A published posting, as all that follows in a plan looks at it: in the order of the plan these lie one beside the next,
//! while a look at an outline is a far one.

use std::sync::Arc;

use super::{CompanyId, Facts, ListId, Missing, PostingId};
use crate::model::{Slug, YearlyPay};

/// One published posting. The next plan shares it while all of it is as it was; whoever changes one that is shared
/// changes a copy.
#[derive(Clone, Debug)]
pub struct Posting(Arc<Published>);

impl Posting {
    /// True when it is the very posting of another plan.
    pub fn is(&self, other: &Posting) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Published> for Posting {
    fn from(published: Published) -> Posting {
        Posting(Arc::new(published))
    }
}

impl std::ops::Deref for Posting {
    type Target = Published;

    fn deref(&self) -> &Published {
        &self.0
    }
}

impl std::ops::DerefMut for Posting {
    fn deref_mut(&mut self) -> &mut Published {
        Arc::make_mut(&mut self.0)
    }
}

/// What is known of a published posting.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its outline, and the way to the rest; see `Posting::open`.
    pub facts: Facts,
    /// Last part of its address, unique on the board.
    pub slug: Slug,
    /// Hash of that.
    pub slug_hash: u64,
    /// Hash of the words that make it similar to others.
    pub words_hash: u64,
    /// Hash of who it is and where it lies.
    pub address: u128,
    /// True when one can apply on the day of the plan.
    pub is_open: bool,
    /// True when it is shown ahead on that day.
    pub is_featured: bool,
    /// Its employer, unless named nowhere.
    pub company: Option<CompanyId>,
    /// The lists that show it, without the board's own, in the order of `lists`.
    pub lists: Box<[ListId]>,
    /// Other open postings like it, best first, at most five.
    pub similar: Box<[PostingId]>,
    /// Files that were merged into it.
    pub merged: Box<[String]>,
    /// What is missing for structured data; empty = eligible. Closed postings are never eligible.
    pub missing: Box<[Missing]>,
    /// Its pay as it can be compared with others'.
    pub yearly_pay: Option<Box<YearlyPay>>,
    /// Hash of all that its card shows.
    pub card_key: u128,
    /// Hash of everything that it says but its text, with its employer.
    pub told: u128,
    /// The same with its text.
    pub key: u128,
}
