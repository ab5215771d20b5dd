//! The summary as JSON. Its keys are documented in `docs/reference/report.md` and stable.

use std::time::Duration;

use serde_json::{Value, json};

use super::build::Told;
use super::eligibility;
use crate::write::{Stopped, Times};

/// The document, ending in a line break.
pub(super) fn report(told: &Told) -> String {
    let Told { outcome, prepared, count, out: _ } = told;
    let counts = &outcome.counts;
    let document = json!({
        "version": 1,
        "now": prepared.now,
        "base_url": prepared.settings.base_url.as_str(),
        "stopped": outcome.stopped.map(|stopped| match stopped {
            Stopped::Mistakes => "mistakes",
            Stopped::Warnings => "warnings",
        }),
        "postings": {
            "read": counts.postings,
            "open": counts.open,
            "closed": counts.closed,
            "drafts": counts.drafts,
            "merged": counts.merged,
            "eligible": counts.eligible,
        },
        "not_eligible": outcome.missing.iter().map(|(missing, number)| {
            json!({ "reason": eligibility::key(*missing), "postings": number })
        }).collect::<Vec<Value>>(),
        "files": {
            "found": outcome.files.found(),
            "postings": outcome.files.postings,
            "companies": outcome.files.companies,
            "pages": outcome.files.pages,
            "other": outcome.files.other,
            "refused": outcome.files.refused,
            "read": outcome.files_read,
            "written": outcome.files_written,
            "removed": outcome.files_removed,
            "bytes_written": outcome.bytes_written,
        },
        "pages": {
            "planned": outcome.pages,
            "drawn": outcome.pages_drawn,
            "unchanged": outcome.pages.saturating_sub(outcome.pages_drawn),
        },
        "diagnostics": { "errors": count.errors, "warnings": count.warnings, "notes": count.notes },
        "milliseconds": milliseconds(&outcome.times),
    });
    format!("{document:#}\n")
}

fn milliseconds(times: &Times) -> Value {
    let Times { find, parse, plan, render, write } = times;
    let of = |time: &Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
    json!({ "find": of(find), "parse": of(parse), "plan": of(plan), "render": of(render), "write": of(write) })
}
