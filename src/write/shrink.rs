//! Far fewer open postings than last time, or none at all, are more often a mistake than the truth.

use std::path::Path;

use super::lock;
use super::prepare::Inputs;
use super::state::Site;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Location;

/// Open postings of the site that was built into a folder last; 0 when none was.
pub fn open_before(out: &Path) -> usize {
    Site::open(&lock::beside(out)).about.counts.open
}

/// The mistake of a board that had `before` open postings and has `now`.
pub fn shrunken(inputs: &Inputs, before: usize, now: usize) -> Option<Diagnostic> {
    let folder = inputs.content.as_deref().unwrap_or(Path::new("content")).to_string_lossy();
    let mistake = |code, message: String| {
        Diagnostic::at(Severity::Error, code, Location::file(&folder), message)
            .help("if that is right, build with `--allow-shrink`")
    };
    if now == 0 {
        return Some(mistake(Code::NoOpenPostings, "the board has no open posting".to_owned()));
    }
    let lost = before.saturating_sub(now) * 100;
    (lost > before * usize::from(inputs.settings.max_shrink_percent))
        .then(|| mistake(Code::ShrunkenBoard, format!("open postings fell from {before} to {now}")))
}
