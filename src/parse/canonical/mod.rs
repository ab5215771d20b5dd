//! A posting's files in the canonical words: what `corkboard fmt` writes. The body stays byte for byte.
//! No fact may change: what was understood before and after is compared, and a file whose facts would change is left.

mod edits;
mod facts;
mod read;
mod written;

use std::borrow::Cow;

use super::dialect::{self, Shape};
use super::document;
use super::fields::RawPosting;
use super::keys::Key;
use super::posting::decode;
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use super::{PostingFile, yaml};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Dialect, Settings};
use crate::source::Part;
use edits::{Edit, Values};

pub use facts::same_facts;
pub use read::{FrontMatter, ReadField, read_front_matter};
pub use written::{Field as WrittenField, Written, front_matter};

/// A posting's files as they should be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canonical {
    /// The file; none when it is canonical already.
    pub file: Option<String>,
    /// The sidecar; none when it is canonical already, or absent.
    pub sidecar: Option<String>,
    /// True when the file could have been written in canonical words only with other facts, and so was left.
    pub is_left: bool,
    /// Mistakes because of which the file cannot be understood; then nothing is to be written.
    pub mistakes: Vec<Diagnostic>,
}

/// Writes a posting's files in the canonical words.
pub fn canonical(file: PostingFile, settings: &Settings) -> Canonical {
    let before = super::posting(file, settings);
    if before.postings.is_empty() || before.diagnostics.iter().any(|one| one.severity == Severity::Error) {
        return Canonical { mistakes: before.diagnostics, ..Canonical::default() };
    }
    for values in [Values::Canonical, Values::AsWritten] {
        let (text, side) = attempt(file, values);
        let is_changed = |new: &str, old: &[u8]| new.as_bytes() != old;
        let text = text.filter(|text| is_changed(text, file.bytes));
        let side = side.filter(|text| file.sidecar.is_some_and(|(_, old)| is_changed(text, old)));
        let sidecar = file.sidecar.map(|(path, bytes)| (path, side.as_ref().map_or(bytes, |text| text.as_bytes())));
        let bytes = text.as_ref().map_or(file.bytes, |text| text.as_bytes());
        let after = super::posting(PostingFile { path: file.path, bytes, sidecar }, settings);
        let count = before.postings.len();
        let same = |at: usize| after.postings.get(at).is_some_and(|post| same_facts(&before.postings[at], post));
        if after.postings.len() == count && (0..count).all(same) {
            return Canonical { file: text, sidecar: side, is_left: false, mistakes: Vec::new() };
        }
    }
    Canonical { is_left: true, ..Canonical::default() }
}

fn attempt(file: PostingFile, values: Values) -> (Option<String>, Option<String>) {
    let text = decode(file.bytes).and_then(|decoded| whole(file.path, &decoded.text, values));
    let side = file.sidecar.and_then(|(path, bytes)| {
        let decoded = decode(bytes)?;
        let mut reports = Reports::on(path, &decoded.text);
        let all = 0..decoded.text.len();
        let entries = document::entries(&decoded.text, Dialect::YamlFrontMatter, all, &mut reports)?;
        Some(edited(&decoded.text, edits::of(&decoded.text, &entries, values)))
    });
    (text, side)
}

/// The whole of a file in canonical words.
fn whole(path: &str, text: &str, values: Values) -> Option<String> {
    let mut reports = Reports::on(path, text);
    match dialect::detect(path, text) {
        Shape::Empty | Shape::Unclosed { .. } => None,
        Shape::FrontMatter { dialect: Dialect::TomlFrontMatter, fields, body } => {
            let entries = document::entries(text, Dialect::TomlFrontMatter, fields.clone(), &mut reports)?;
            let head = written::of_toml(text, fields, &entries);
            let head = edited(&head, yaml_edits(path, &head, values).unwrap_or_default());
            Some(fenced(&head, &text[body], line_break(text)))
        }
        Shape::FrontMatter { fields, .. } => {
            let entries = document::entries(text, Dialect::YamlFrontMatter, fields, &mut reports)?;
            Some(edited(text, edits::of(text, &entries, values)))
        }
        Shape::Records => {
            let reading = yaml::read(text, 0, text.len(), Part::File, document::RECORDS);
            let mut edits = Vec::new();
            of_records(text, reading.root.as_ref()?, values, &mut edits);
            Some(edited(text, edits))
        }
        Shape::Heading { .. } | Shape::PlainText { .. } => {
            let document = document::read(path, text, &mut reports)?;
            let record = document.records.first()?;
            let head = written::of_raw(&record.raw, document.dialect);
            Some(fenced(&head, &text[record.body.clone()], line_break(text)))
        }
    }
}

fn yaml_edits(path: &str, head: &str, values: Values) -> Option<Vec<Edit>> {
    let mut reports = Reports::on(path, head);
    let entries = document::entries(head, Dialect::YamlFrontMatter, 0..head.len(), &mut reports)?;
    Some(edits::of(head, &entries, values))
}

/// Edits of every posting in a file of records.
fn of_records(text: &str, node: &Node, values: Values, found: &mut Vec<Edit>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| of_records(text, item, values, found)),
        Value::Map(entries) => match entries.as_slice() {
            [Entry { node: Node { value: Value::List(items), .. }, .. }]
                if items.iter().any(|item| matches!(item.value, Value::Map(_))) =>
            {
                items.iter().for_each(|item| of_records(text, item, values, found));
            }
            entries => found.extend(edits::of(text, entries, values)),
        },
        _ => {}
    }
}

fn edited(text: &str, edits: Vec<Edit>) -> String {
    let mut edits = edits;
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            continue;
        }
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.with);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Fields between fences, then the body as it is. A line is left blank between both.
fn fenced(head: &str, body: &str, line_break: &str) -> String {
    let gap = if body.is_empty() || body.starts_with(['\n', '\r']) { "" } else { "\n" };
    let fields = format!("---\n{head}---\n{gap}");
    let fields = if line_break == "\n" { Cow::Borrowed(&fields) } else { Cow::Owned(fields.replace('\n', line_break)) };
    format!("{fields}{body}")
}

fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The fields that a record states, in the order of the vocabulary.
fn stated<'a>(raw: &mut RawPosting<'a>) -> Vec<(Key, Node<'a>)> {
    Key::ALL
        .iter()
        .filter_map(|key| Some((*key, raw.slot(*key)?.clone()?)))
        .filter(|(_, node)| !node.is_blank())
        .collect()
}

#[cfg(test)]
mod tests;
