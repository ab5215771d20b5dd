//! Diagnostics as one JSON document. Its keys are documented in `docs/reference/diagnostics/index.md` and stable.

use serde_json::{Value, json};

use super::Count;
use crate::diagnostic::Diagnostic;
use crate::source::Location;

/// The document, ending in a line break.
pub(in crate::cli) fn json(diagnostics: &[Diagnostic]) -> String {
    let Count { errors, warnings, notes } = Count::of(diagnostics);
    let document = json!({
        "version": 1,
        "errors": errors,
        "warnings": warnings,
        "notes": notes,
        "diagnostics": diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// One diagnostic.
pub(in crate::cli) fn diagnostic(diagnostic: &Diagnostic) -> Value {
    json!({
        "severity": diagnostic.severity,
        "code": diagnostic.code.id(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "location": location(&diagnostic.location),
    })
}

/// A place; a whole file has neither line nor column.
fn location(location: &Location) -> Value {
    if location.line == 0 {
        return json!({ "path": location.path });
    }
    json!({
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_column": location.end_column,
        "excerpt": location.excerpt,
    })
}
