//! A posting as understood, for people: aligned columns.

use std::fmt::Write as _;

use serde_json::Value;

use super::facts::{Row, rows, word};
use super::{Explained, missing_words};
use crate::cli::terminal::{Terminal, harmless};
use crate::model::Origin;
use crate::source::Part;

/// Widest value column; longer values are cut.
const WIDEST: usize = 60;

/// All postings of a file.
pub(super) fn text(explained: &[Explained], terminal: &Terminal) -> String {
    explained.iter().map(|one| posting(one, terminal)).collect::<Vec<_>>().join("\n")
}

fn posting(explained: &Explained, terminal: &Terminal) -> String {
    let posting = explained.posting;
    let mut text = format!(
        "{}  {}\n",
        terminal.bold(&harmless(&explained.texts.typed.0)),
        terminal.dim(&word(posting.dialect).replace('_', " "))
    );
    match &explained.page {
        Some(page) => {
            let state = if page.is_open { "open" } else { "closed" };
            let draft = if posting.draft { ", a draft: not published" } else { "" };
            let _ = writeln!(text, "page {}, {state}{draft}\n", page.path);
        }
        None => text.push_str("no page\n\n"),
    }
    let rows = rows(posting);
    let cells: Vec<[String; 4]> = rows.iter().map(|row| cells(row, explained)).collect();
    let width = |column: usize| cells.iter().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
    let (names, values, origins) = (width(0), width(1), width(2));
    for [name, value, origin, place] in &cells {
        let line = format!("  {name:names$}  {value:values$}  {origin:origins$}  {}", terminal.dim(place));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    for repair in &posting.repairs {
        let times = if repair.count > 1 { format!(" ({} times)", repair.count) } else { String::new() };
        let _ = writeln!(text, "\nrepaired: {}{times}", harmless(&repair.what));
    }
    if let Some(page) = &explained.page {
        let words = missing_words(&page.missing);
        let _ = match words.is_empty() {
            true => writeln!(text, "\nsearch engines get it as a job"),
            false => writeln!(text, "\nsearch engines do not get it as a job: {}", words.join(", ")),
        };
    }
    text
}

fn cells(row: &Row, explained: &Explained) -> [String; 4] {
    let value = match &row.value {
        Value::String(text) => cut(&harmless(text)),
        other => cut(&harmless(&other.to_string())),
    };
    let origin = match row.origin {
        Some(Origin::Stated) => "stated",
        Some(Origin::Derived) => "derived",
        Some(Origin::Assumed) => "assumed",
        None => "",
    };
    let place = row.span.map(|span| {
        let (location, read) = explained.texts.place(span);
        let read = cut(&harmless(&read));
        match span.part {
            Part::Path => format!("path  {read}"),
            Part::Sidecar => {
                format!("{}:{}  {read}", file_name(&location.path), line_column(location.line, location.column))
            }
            Part::File if span.start == span.end => String::new(),
            Part::File => format!("{}  {read}", line_column(location.line, location.column)),
        }
    });
    [row.name.clone(), value, origin.to_owned(), place.unwrap_or_default()]
}

fn line_column(line: u32, column: u32) -> String {
    format!("{line}:{column}")
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    text.chars().take(WIDEST - 1).chain(['…']).collect()
}
