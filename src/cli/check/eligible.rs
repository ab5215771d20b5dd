//! Open postings that search engines do not get as jobs, and what each of them lacks.

use super::shown;
use crate::cli::eligibility;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Missing, Plan};
use crate::source::Location;
use crate::write::Inputs;

/// A note for each such posting.
pub(super) fn notes(plan: &Plan, inputs: &Inputs) -> Vec<Diagnostic> {
    let lacking = plan.postings.iter().filter(|posting| posting.is_open && !posting.missing.is_empty());
    lacking
        .map(|posting| {
            let words: Vec<&str> = posting.missing.iter().map(|missing| eligibility::words(*missing)).collect();
            let message = format!("search engines do not get this posting as a job: {}", words.join(", "));
            let keys: Vec<&str> = posting.missing.iter().map(|missing| to_add(*missing)).collect();
            let location = Location::file(&shown(inputs, &posting.facts.outline().path));
            Diagnostic::at(Severity::Note, Code::NotEligible, location, message)
                .help(format!("add {}", keys.join(", ")))
        })
        .collect()
}

fn to_add(missing: Missing) -> &'static str {
    match missing {
        Missing::Open => "`status: open`",
        Missing::Company => "`company`",
        Missing::DatePosted => "`date_posted`",
        Missing::Description => "a text below the front matter",
        Missing::Country => "a country to `location`, or `applicant_locations` when it is remote",
    }
}
