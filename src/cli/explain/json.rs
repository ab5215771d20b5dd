//! A posting as understood, as JSON. Its keys are documented in `docs/reference/explain.md` and stable.

use serde_json::{Value, json};

use super::facts::{Row, rows, word};
use super::{Explained, missing_words};
use crate::cli::draw;
use crate::diagnostic::Diagnostic;
use crate::source::Part;

/// The document of a file, ending in a line break.
pub(super) fn json(path: &str, explained: &[Explained], diagnostics: &[Diagnostic]) -> String {
    let document = json!({
        "version": 1,
        "path": path,
        "postings": explained.iter().map(posting).collect::<Vec<_>>(),
        "diagnostics": diagnostics.iter().map(draw::diagnostic).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn posting(explained: &Explained) -> Value {
    let posting = explained.posting;
    json!({
        "dialect": word(posting.dialect),
        "draft": posting.draft,
        "page": explained.page.as_ref().map(|page| &page.path),
        "is_open": explained.page.as_ref().map(|page| page.is_open),
        "facts": rows(posting).iter().map(|row| fact(row, explained)).collect::<Vec<_>>(),
        "repairs": posting.repairs,
        "eligible": explained.page.as_ref().map(|page| page.missing.is_empty()),
        "missing": explained.page.as_ref().map(|page| missing_words(&page.missing)),
    })
}

fn fact(row: &Row, explained: &Explained) -> Value {
    let mut fact = json!({ "name": row.name, "value": row.value, "origin": row.origin });
    if let Some(span) = row.span {
        let (location, read) = explained.texts.place(span);
        fact["read"] = json!({
            "part": match span.part { Part::File => "file", Part::Sidecar => "sidecar", Part::Path => "path" },
            "path": explained.texts.typed(&location.path),
            "line": location.line,
            "column": location.column,
            "text": read,
        });
    }
    fact
}
