//! Files that are neither postings nor profiles nor pages: named, so that no posting is left out silently.

use std::collections::BTreeMap;

use super::content::{Found, Kind, is_about_repository};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Location;

/// Files that are named before the rest is counted.
const NAMED: usize = 5;

/// What is told of files that are not read: one note for each ending, at the first of its files.
pub fn others(files: &[Found]) -> Vec<Diagnostic> {
    let mut by_ending: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for found in files.iter().filter(|found| found.kind == Kind::Other && !is_about_repository(&found.path)) {
        let name = found.path.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
        by_ending.entry(ending).or_default().push(&found.path);
    }
    by_ending.iter().map(|(ending, paths)| told(ending, paths)).collect()
}

fn told(ending: &str, paths: &[&str]) -> Diagnostic {
    let message = match (paths, ending) {
        ([_], "") => "a file without an ending is not read here".to_owned(),
        ([_], _) => format!("a file that ends in `.{ending}` is not read here"),
        (_, "") => format!("{} files without an ending are not read here: {}", paths.len(), listed(paths)),
        _ => format!("{} files that end in `.{ending}` are not read here: {}", paths.len(), listed(paths)),
    };
    let help = "postings end in .md, .markdown, .txt, .yaml or .yml, profiles and pages in .md; `corkboard import` makes \
                postings of other documents, and what is only to be served lies in static/";
    Diagnostic::at(Severity::Note, Code::OtherFile, Location::file(paths[0]), message).help(help)
}

/// The first names, and how many more there are.
fn listed(paths: &[&str]) -> String {
    let named: Vec<String> = paths.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    let more = paths.len().saturating_sub(NAMED);
    if more == 0 { named.join(", ") } else { format!("{} and {more} more", named.join(", ")) }
}
