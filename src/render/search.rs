//! The page that searches: a form, and the words with which `static/search.js` shows what it found in `jobs.json`.
//! Without JavaScript it leads to the directories.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Emit, Renderer, Target};
use crate::diagnostic::Diagnostic;
use crate::model::{EmploymentType, Remote};
use crate::plan::Page;

/// Names that the script knows, and the labels that they stand for.
const LABELS: [(&str, &str); 7] = [
    ("one", "found_one"),
    ("other", "found_other"),
    ("more", "found_more"),
    ("none", "search_none"),
    ("loading", "search_loading"),
    ("failed", "search_failed"),
    ("featured", "featured"),
];

const TYPES: [(&str, EmploymentType); 8] = [
    ("FULL_TIME", EmploymentType::FullTime),
    ("PART_TIME", EmploymentType::PartTime),
    ("CONTRACTOR", EmploymentType::Contractor),
    ("TEMPORARY", EmploymentType::Temporary),
    ("INTERN", EmploymentType::Intern),
    ("VOLUNTEER", EmploymentType::Volunteer),
    ("PER_DIEM", EmploymentType::PerDiem),
    ("OTHER", EmploymentType::Other),
];

const WAYS: [(&str, Remote); 3] = [("remote", Remote::Remote), ("hybrid", Remote::Hybrid), ("onsite", Remote::Onsite)];

/// The variables of `search.html`.
#[derive(Serialize)]
struct SearchView {
    /// Address of the script.
    script: Option<String>,
    /// Path of `jobs.json`.
    jobs: String,
    /// JSON object of all words that the script shows, by its own names and those of `jobs.json`.
    words: String,
}

impl Renderer<'_> {
    pub(super) fn draw_search(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let path = self.plan.address(Page::Search).path;
        let mut head = self.head(self.words.label("search_jobs"), self.words.label("search_intro"), &path);
        head.header = self.chrome.header(Some(&self.href(&path)));
        head.is_indexed = false;
        let view = SearchView {
            script: self.asset_href(super::assets::SEARCH),
            jobs: self.href(&self.plan.address(Page::JobsJson(0)).path),
            words: serde_json::to_string(&self.search_words()).unwrap_or_default(),
        };
        self.fill("search.html", &head, &view, Target { file, emit })
    }

    fn search_words(&self) -> BTreeMap<&'static str, &str> {
        let labels = LABELS.map(|(name, label)| (name, self.words.label(label)));
        let types = TYPES.map(|(code, kind)| (code, self.words.employment_type(kind)));
        let ways = WAYS.map(|(code, way)| (code, self.words.remote(way)));
        labels.into_iter().chain(types).chain(ways).chain([("anywhere", self.words.anywhere())]).collect()
    }
}
