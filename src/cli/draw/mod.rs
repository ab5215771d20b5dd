//! Diagnostics as text: drawn for people, or in one of the forms that other programs read. Pure.

mod github;
mod human;
mod json;
mod sarif;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Severity};

pub(super) use github::github;
pub(super) use human::{count_line, human};
pub(super) use json::{diagnostic, json};
pub(super) use sarif::sarif;

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Count {
    /// Counts diagnostics.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Count {
        let number = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Count { errors: number(Severity::Error), warnings: number(Severity::Warning), notes: number(Severity::Note) }
    }
}

/// `1 posting`, `2 postings`.
pub(super) fn plural(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
