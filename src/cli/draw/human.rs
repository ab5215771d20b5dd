//! Diagnostics drawn for people: file, line, the line itself, carets, help.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::{Count, plural};
use crate::cli::terminal::harmless;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Location;

/// Above this number of one code only `SHOWN` are drawn.
const MANY: usize = 50;
const SHOWN: usize = 10;

/// All diagnostics, and a line that counts them; empty when there are none.
pub(in crate::cli) fn human(diagnostics: &[Diagnostic], renderer: &Renderer) -> String {
    let mut totals: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *totals.entry((diagnostic.severity, diagnostic.code)).or_default() += 1;
    }
    let mut drawn: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        let kind = (diagnostic.severity, diagnostic.code);
        let number = drawn.entry(kind).or_default();
        *number += 1;
        if totals[&kind] <= MANY || *number <= SHOWN {
            text.push_str(&one(diagnostic, renderer));
            text.push_str("\n\n");
        }
    }
    for ((severity, code), total) in totals {
        if total > MANY {
            let word = severity_word(severity);
            let rest = total - SHOWN;
            let _ = writeln!(
                text,
                "{word}[{}]: and {rest} more like this: {}; `--format json` lists all\n",
                code.id(),
                code.meaning()
            );
        }
    }
    text
}

/// One diagnostic, without a line break at its end.
pub(in crate::cli) fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let Diagnostic { severity, code, message, help, location } = diagnostic;
    let id = code.id();
    let (message, path) = (harmless(message), harmless(&location.path));
    let title = level(*severity).primary_title(message.as_str()).id(id.as_str());
    let mut group = match location.line {
        0 => title.element(Origin::path(path.as_str())),
        _ => title.element(snippet(location, &path)),
    };
    if let Some(help) = help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let report: &[Group<'_>] = &[group];
    true_column(renderer.render(report), location)
}

/// An excerpt of a long line begins in its middle, and the renderer counts from there.
fn true_column(drawn: String, location: &Location) -> String {
    if location.excerpt_start == 0 {
        return drawn;
    }
    let Location { line, column, excerpt_start, .. } = location;
    let Some((title, rest)) = drawn.split_once("--> ") else { return drawn };
    let counted = format!(":{line}:{}", column - excerpt_start);
    format!("{title}--> {}", rest.replacen(&counted, &format!(":{line}:{column}"), 1))
}

/// How many mistakes there are, in one line; none when there are none.
pub(in crate::cli) fn count_line(count: Count) -> Option<String> {
    let parts = [(count.errors, "error"), (count.warnings, "warning"), (count.notes, "note")];
    let told: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| plural(*number, word)).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn snippet<'l>(location: &'l Location, path: &'l str) -> Snippet<'l, annotate_snippets::Annotation<'l>> {
    let offset = |column: u32| {
        let characters = column.saturating_sub(1).saturating_sub(location.excerpt_start) as usize;
        location.excerpt.char_indices().nth(characters).map_or(location.excerpt.len(), |(at, _)| at)
    };
    let start = offset(location.column);
    let end = offset(location.end_column).max(start);
    Snippet::source(location.excerpt.as_str())
        .path(path)
        .line_start(location.line as usize)
        .annotation(AnnotationKind::Primary.span(start..end))
}
