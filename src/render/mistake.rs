//! What tera says of a template, as a diagnostic of the author's file: line, column, excerpt and the nearest name.

use std::collections::BTreeMap;

use super::templates::Template;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::{Location, Source, Span};

/// Filters that tera 2.4 brings.
const FILTERS: [&str; 38] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
    "range",
];

/// Tests that tera 2.4 brings.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The mistakes that tera found when it read the templates.
pub(crate) fn of_parsing(error: &tera::Error, texts: &BTreeMap<String, Template>) -> Vec<Diagnostic> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let span = report.span();
            vec![at(texts, report.filename(), span.start_line, span.start_col, report.message())]
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            let template = texts.get(current).map_or("", |template| template.text.as_str());
            let offset = template.find(parent.as_str()).unwrap_or_default();
            let (line, column) = line_and_column(template, offset);
            vec![at(texts, current, line, column, &format!("Unknown template `{parent}`"))]
        }
        tera::ErrorKind::CircularExtend { tpl, .. } | tera::ErrorKind::CircularInclude { tpl, .. } => {
            vec![at(texts, tpl, 1, 0, &format!("`{tpl}` leads back to itself"))]
        }
        _ => of_reports(&error.to_string(), texts),
    }
}

/// The mistake that tera found when it drew a page.
pub(crate) fn of_drawing(error: &tera::Error, texts: &BTreeMap<String, Template>) -> Diagnostic {
    let mut found = of_parsing(error, texts);
    found.drain(..).next().unwrap_or_else(|| {
        Diagnostic::at(Severity::Error, Code::TemplateMistake, Location::file("templates"), error.to_string())
    })
}

/// Reads tera's drawn reports (`error: …`, ` --> name:line:column`); it gives several mistakes only in this form.
fn of_reports(reports: &str, texts: &BTreeMap<String, Template>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut message = "";
    for line in reports.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = text;
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
            let line = parts.next().and_then(|text| text.parse().ok()).unwrap_or(1);
            found.push(at(texts, parts.next().unwrap_or_default(), line, column.saturating_sub(1), message));
        }
    }
    if found.is_empty() {
        let location = Location::file("templates");
        found.push(Diagnostic::at(Severity::Error, Code::TemplateMistake, location, reports.to_owned()));
    }
    found
}

/// A diagnostic at a line (from 1) and column (from 0) of a template.
fn at(texts: &BTreeMap<String, Template>, name: &str, line: usize, column: usize, said: &str) -> Diagnostic {
    let template = texts.get(name);
    let text = template.map_or("", |template| template.text.as_str());
    let shown = template.and_then(|template| template.path.clone()).unwrap_or_else(|| format!("templates/{name}"));
    let start = offset(text, line, column);
    let width = text[start..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).unwrap_or(1);
    let location = Source::new(&shown, text).locate(Span::new(start, start + width));
    let (message, help) = reworded(said, texts);
    let diagnostic = Diagnostic::at(Severity::Error, Code::TemplateMistake, location, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within: usize = text[start..].chars().take(column).map(char::len_utf8).sum();
    start + within
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count())
}

/// Tera's sentence in the manner of our messages, and what to write instead.
fn reworded(said: &str, texts: &BTreeMap<String, Template>) -> (String, Option<String>) {
    let (first, available) = said.split_once(" Available ").unwrap_or((said, ""));
    let mut message = first.trim_end_matches('.').to_owned();
    if let Some(initial) = message.get(..1) {
        message = initial.to_lowercase() + &message[1..];
    }
    let Some(written) = message.split('`').nth(1) else { return (message, None) };
    let known: Vec<&str> = if message.starts_with("unknown filter") {
        FILTERS.to_vec()
    } else if message.starts_with("unknown test") {
        TESTS.to_vec()
    } else if message.starts_with("unknown template") {
        texts.keys().map(String::as_str).filter(|name| name.ends_with(".html")).collect()
    } else {
        available.split_once(": ").map_or_else(Vec::new, |(_, names)| names.split(", ").collect())
    };
    let help = match nearest(written, known.iter().copied()) {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if available.is_empty() => None,
        None => Some(format!("there are {}", names(&known))),
    };
    (message, help)
}

fn names(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
