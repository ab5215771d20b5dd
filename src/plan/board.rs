//! What the stages before have found: the input of the plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Facts, Remembered, Similar, Values};
use crate::model::{CompanyProfile, JobPosting, PlainPage, Rates, Settings};

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Board {
    /// All postings, in the order of their paths and of their place in the file; taken out by the plan.
    pub postings: Vec<Facts>,
    /// Company profiles, by path.
    pub companies: Vec<CompanyProfile>,
    /// Plain pages, by path.
    pub pages: Vec<PlainPage>,
    /// Static files, by path: the theme's own, then the board's, which win.
    pub assets: Vec<Asset>,
    /// What came of the pictures in `static/logos/`, by file.
    pub logos: BTreeMap<String, LogoFile>,
    /// The templates in force.
    pub theme: Theme,
    /// Exchange rates, for comparing pay.
    pub rates: Option<Rates>,
    /// Publish drafts too.
    pub with_drafts: bool,
    /// Addresses of postings in earlier builds.
    pub remembered: Arc<Remembered>,
    /// The similar jobs of the last build.
    pub similar: Arc<Similar>,
}

impl Board {
    /// A board of nothing but postings.
    pub fn of(postings: impl IntoIterator<Item = JobPosting>, settings: &Settings) -> Board {
        let mut met = Values::default();
        let mut postings: Vec<Facts> =
            postings.into_iter().map(|facts| Facts::new(facts.into(), settings, &mut met)).collect();
        postings.sort_by(|left, right| {
            let key = |posting: &Facts| (posting.outline().path.clone(), posting.outline().part);
            key(left).cmp(&key(right))
        });
        Board { postings, ..Board::default() }
    }
}

/// A static file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Path below the output folder, with `/`.
    pub file: String,
    /// Hash of its bytes.
    pub hash: u128,
    /// True when it is the theme's own, embedded in the program.
    pub is_embedded: bool,
}

/// What came of a picture that is to be a logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogoFile {
    /// It can be made small; how the name of what is made ends.
    Small(String),
    /// It cannot be used; why.
    Unusable(String),
}

/// Fingerprint of the templates in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Hash over names and texts of all templates, and of the program's version.
    pub hash: u128,
    /// Hash over the words of the interface alone: feeds name lists by them.
    pub words: u128,
}
