//! Tells diagnostics in the format that was asked for.

use std::path::Path;

use super::arguments::{Board, Format, Telling};
use super::draw::{self, Count};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};

/// Prints diagnostics, sorted, and counts them.
pub(super) fn tell(mut diagnostics: Vec<Diagnostic>, telling: &Telling, terminal: &Terminal) -> Count {
    diagnostics.sort_by(Diagnostic::order);
    diagnostics.dedup();
    let count = Count::of(&diagnostics);
    match telling.format {
        Format::Human => terminal.error(&draw::human(&diagnostics, &terminal.renderer())),
        Format::Json => terminal.print(&draw::json(&diagnostics)),
        Format::Github => terminal.print(&draw::github(&diagnostics)),
        Format::Sarif => terminal.print(&draw::sarif(&diagnostics)),
    }
    count
}

/// True when these diagnostics stop a build.
pub(super) fn is_stopped(diagnostics: &[Diagnostic], is_strict: bool) -> bool {
    let gravest = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
    match gravest {
        Some(Severity::Error) => true,
        Some(Severity::Warning) => is_strict,
        _ => false,
    }
}

/// Paths as seen from where the program runs: those of the board begin with its folder.
pub(super) fn seen_from_here(diagnostics: &mut [Diagnostic], board: &Board) {
    if board.root == Path::new(".") {
        return;
    }
    // A foreign folder is shown as it was typed, unless it lies inside the board's own.
    let foreign = board.content.as_ref().filter(|content| content.strip_prefix(&board.root).is_err());
    for diagnostic in diagnostics {
        let path = &mut diagnostic.location.path;
        if foreign.is_none_or(|content| !Path::new(path).starts_with(content)) {
            *path = board.root.join(&*path).to_string_lossy().replace('\\', "/");
        }
    }
}
