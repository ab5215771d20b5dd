//! Files that look like postings but lie where they are not read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::find;
use crate::model::{Dialect, JobPosting};
use crate::parse::{self, PostingFile};
use crate::source::Location;
use crate::write::Inputs;

/// A warning for each such file in the folder of a board. A foreign folder has no outside.
pub(super) fn postings(inputs: &Inputs) -> Vec<Diagnostic> {
    if inputs.content.is_some() {
        return Vec::new();
    }
    let mut bytes = Vec::new();
    let mut found = Vec::new();
    for path in find::outside(&inputs.root) {
        if find::read(&inputs.root.join(&path), &mut bytes).is_err() {
            continue;
        }
        let parsed = parse::posting(PostingFile { path: &path, bytes: &bytes, sidecar: None }, &inputs.settings);
        if parsed.postings.iter().any(|posting| is_surely_one(posting)) {
            let message = "this looks like a posting, but no posting is read here";
            let name = path.rsplit('/').next().unwrap_or(&path);
            found.push(
                Diagnostic::at(Severity::Warning, Code::PostingOutside, Location::file(&path), message)
                    .help(format!("move it to `content/jobs/{name}`")),
            );
        }
    }
    found
}

/// Any text has a title; a posting says more.
fn is_surely_one(posting: &JobPosting) -> bool {
    let has_fields = matches!(posting.dialect, Dialect::YamlFrontMatter | Dialect::TomlFrontMatter | Dialect::Heading);
    has_fields && posting.company.is_some() && posting.apply.is_some()
}
