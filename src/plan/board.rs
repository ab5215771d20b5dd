//! What the stages before have found: the input of the plan.

use std::sync::Arc;

use crate::model::{CompanyProfile, JobPosting, PlainPage, Rates};

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Board {
    /// All postings, in the order of their paths; taken out by the plan.
    pub postings: Vec<Arc<JobPosting>>,
    /// Company profiles, by path.
    pub companies: Vec<CompanyProfile>,
    /// Plain pages, by path.
    pub pages: Vec<PlainPage>,
    /// Static files, by path: the theme's own, then the board's, which win.
    pub assets: Vec<Asset>,
    /// The templates in force.
    pub theme: Theme,
    /// Exchange rates, for comparing pay.
    pub rates: Option<Rates>,
    /// Publish drafts too.
    pub with_drafts: bool,
    /// Identities of postings and their paths in earlier builds, sorted.
    pub remembered: Vec<(u128, String)>,
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

/// Fingerprint of the templates in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Hash over names and texts of all templates, and of the program's version.
    pub hash: u128,
}
