//! A posting file taken apart: its decoded text, its dialect, the fields and the body of each posting in it.

use std::borrow::Cow;
use std::ops::Range;

use super::dialect::{self, Shape};
use super::fields::RawPosting;
use super::keys::Key;
use super::repair::Counts;
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use super::yaml::{Budget, Reading};
use super::{aggregator, fast_fields, heading, toml_fields, yaml};
use crate::diagnostic::{Code, Severity};
use crate::model::Dialect;
use crate::source::{Part, Span};

/// Bytes of front matter or of a sidecar.
const LONGEST_FIELDS: usize = 64 * 1024;

/// What one posting's fields may hold.
const POSTING: Budget = Budget { nodes: 2_000, depth: 16 };

/// What a file of many postings may hold.
pub(super) const RECORDS: Budget = Budget { nodes: 200_000, depth: 16 };

/// Postings of one file. What is told of each costs a look at the whole file.
const MOST_RECORDS: usize = 2_000;

/// One posting of a file.
pub(super) struct Record<'a> {
    pub(super) raw: RawPosting<'a>,
    pub(super) body: Range<usize>,
}

/// A file taken apart.
pub(super) struct Document<'a> {
    pub(super) dialect: Dialect,
    pub(super) records: Vec<Record<'a>>,
}

/// Takes a text apart; what is wrong is told.
pub(super) fn read<'a>(path: &str, text: &'a str, reports: &mut Reports) -> Option<Document<'a>> {
    match dialect::detect(path, text) {
        Shape::Empty => {
            tell_empty(reports);
            None
        }
        Shape::Unclosed { fence } => {
            let mark = &text[fence.clone()];
            let message = format!("front matter that begins with `{mark}` is never closed");
            let span = Span::new(fence.start, fence.end);
            reports.error(
                Code::UnclosedFrontMatter,
                span,
                message,
                format!("write `{mark}` on a line of its own below the last key"),
            );
            None
        }
        Shape::FrontMatter { dialect, fields, body } => {
            let raw = front_matter(text, dialect, fields, reports)?;
            Some(Document { dialect, records: vec![Record { raw, body }] })
        }
        Shape::Heading { title } => {
            let (raw, body) = heading::read(text, title);
            Some(Document { dialect: Dialect::Heading, records: vec![Record { raw, body }] })
        }
        Shape::PlainText { title } => {
            let plain = aggregator::read(text, title);
            if let Some(span) = plain.cut {
                let help = "copy the whole text from the source";
                reports.warning(Code::CutDescription, span, "the description looks cut off", help);
            }
            let record = Record { raw: plain.raw, body: plain.body };
            Some(Document { dialect: Dialect::PlainText, records: vec![record] })
        }
        Shape::Records => {
            let records = self::records(text, reports)?;
            Some(Document { dialect: Dialect::YamlRecords, records })
        }
    }
}

fn tell_empty(reports: &mut Reports) {
    let message = "the file is empty".to_owned();
    reports.about_file(Severity::Error, Code::EmptyPosting, message, "write a posting or remove the file");
}

fn front_matter<'a>(
    text: &'a str,
    dialect: Dialect,
    fields: Range<usize>,
    reports: &mut Reports,
) -> Option<RawPosting<'a>> {
    entries(text, dialect, fields, reports).map(RawPosting::of)
}

/// The keys and values of front matter.
pub(super) fn entries<'a>(
    text: &'a str,
    dialect: Dialect,
    fields: Range<usize>,
    reports: &mut Reports,
) -> Option<Vec<Entry<'a>>> {
    if fields.len() > LONGEST_FIELDS {
        let span = Span::new(fields.start, fields.start + 1);
        too_large("front matter", fields.len(), span, reports);
        return None;
    }
    if dialect == Dialect::TomlFrontMatter {
        return of_reading(toml_fields::read(text, fields.start, fields.end, POSTING), reports);
    }
    yaml_fields(text, fields, Part::File, reports)
}

fn too_large(what: &str, size: usize, span: Span, reports: &mut Reports) {
    let message = format!("{what} of {size} bytes; {LONGEST_FIELDS} are allowed");
    reports.error(Code::FrontMatterTooLarge, span, message, "move long text below the front matter");
}

fn yaml_fields<'a>(text: &'a str, at: Range<usize>, part: Part, reports: &mut Reports) -> Option<Vec<Entry<'a>>> {
    if let Some(entries) = fast_fields::read(text, at.start, at.end, part) {
        return Some(entries);
    }
    of_reading(yaml::read(text, at.start, at.end, part, POSTING), reports)
}

/// The fields of a reading. With mistakes of form they are still read, so that their own mistakes are told too.
fn of_reading<'a>(reading: Reading<'a>, reports: &mut Reports) -> Option<Vec<Entry<'a>>> {
    let Reading { root, mistakes } = reading;
    let is_broken = !mistakes.is_empty();
    reports.mistakes(mistakes);
    if is_broken {
        reports.mark_broken();
    }
    match root {
        Some(Node { value: Value::Map(entries), .. }) => Some(entries),
        Some(Node { value: Value::Null, .. }) | None => (!is_broken).then(Vec::new),
        Some(node) => {
            let message = format!("front matter is {}, not keys and values", node.kind());
            let span = Span::within(node.span.part, node.span.start as usize, node.span.start as usize + 1);
            reports.error(Code::WrongType, span, message, "write `key: value`, one on each line");
            None
        }
    }
}

/// The fields of a sidecar.
pub(super) fn sidecar<'a>(text: &'a str, reports: &mut Reports) -> Option<RawPosting<'a>> {
    if text.len() > LONGEST_FIELDS {
        too_large("a sidecar", text.len(), Span::within(Part::Sidecar, 0, 1), reports);
        return None;
    }
    let start = if text.starts_with("---\n") { 4 } else { 0 };
    yaml_fields(text, start..text.len(), Part::Sidecar, reports).map(RawPosting::of)
}

/// The postings of a YAML file: one, or a list of them, also below one key such as `jobs`.
fn records<'a>(text: &'a str, reports: &mut Reports) -> Option<Vec<Record<'a>>> {
    let Reading { root, mistakes } = yaml::read(text, 0, text.len(), Part::File, RECORDS);
    if !mistakes.is_empty() {
        reports.mark_broken();
    }
    reports.mistakes(mistakes);
    let Some(root) = root else {
        if !reports.is_broken() {
            tell_empty(reports);
        }
        return None;
    };
    let items = match root.value {
        Value::List(items) => items,
        Value::Map(entries) => match list_of_postings(entries) {
            Ok(items) => items,
            Err(entries) if !entries.iter().any(|entry| Key::of(&entry.key) == Some(Key::Title)) => {
                let message =
                    "no posting of this name lies beside the file, and it has no `title` of its own".to_owned();
                let help = "give it the name of its posting, or a `title`";
                reports.about_file(Severity::Warning, Code::OrphanSidecar, message, help);
                return None;
            }
            Err(entries) => return Some(vec![record(entries)]),
        },
        Value::Null => {
            tell_empty(reports);
            return None;
        }
        Value::Scalar(_) => {
            reports.error(Code::WrongType, Span::new(0, 1), "the file holds no keys and values", "write `title: …`");
            return None;
        }
    };
    if items.is_empty() {
        tell_empty(reports);
    }
    if items.len() > MOST_RECORDS {
        let message = format!("a file of {} postings; {MOST_RECORDS} are allowed", items.len());
        reports.about_file(Severity::Error, Code::FrontMatterTooLarge, message, "make several files of it");
        return None;
    }
    let mut records = Vec::with_capacity(items.len());
    for item in items {
        match item.value {
            Value::Map(entries) => records.push(record(entries)),
            _ => {
                let message = format!("an entry of the list is {}, not a posting", item.kind());
                reports.error(Code::WrongType, item.span, message, "write `- title: …`");
            }
        }
    }
    Some(records)
}

/// The list below the only key of a file, when it is one.
fn list_of_postings(mut entries: Vec<Entry>) -> Result<Vec<Node>, Vec<Entry>> {
    let is_list_file = entries.len() == 1
        && matches!(&entries[0].node.value, Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))));
    match entries.pop() {
        Some(Entry { node: Node { value: Value::List(items), .. }, .. }) if is_list_file => Ok(items),
        last => {
            entries.extend(last);
            Err(entries)
        }
    }
}

fn record(entries: Vec<Entry>) -> Record {
    let raw = RawPosting::of(entries);
    let body = raw.description.as_ref().map_or(0..0, |node| node.span.range());
    Record { raw, body }
}

impl Record<'_> {
    /// The text as written: what lies below the fields, else the `description`.
    pub(super) fn written<'t>(&'t self, dialect: Dialect, text: &'t str) -> &'t str {
        let below = text.get(self.body.clone()).unwrap_or_default();
        match &self.raw.description {
            Some(Node { value: Value::Scalar(stated), .. })
                if dialect == Dialect::YamlRecords || below.trim().is_empty() =>
            {
                stated
            }
            _ if dialect == Dialect::YamlRecords => "",
            _ => below,
        }
    }

    /// The text as Markdown.
    pub(super) fn markdown<'t>(&'t self, dialect: Dialect, text: &'t str) -> Cow<'t, str> {
        let written = self.written(dialect, text);
        match dialect {
            Dialect::PlainText => Cow::Owned(aggregator::to_markdown(written)),
            _ if self.is_plain() => Cow::Owned(aggregator::to_markdown(written)),
            _ => Cow::Borrowed(written),
        }
    }

    /// True when the fields say that the text was copied without marks.
    fn is_plain(&self) -> bool {
        self.raw.body_format.as_ref().and_then(Node::text).is_some_and(|text| text.eq_ignore_ascii_case("plain"))
    }

    /// What taking the file apart has mended already.
    pub(super) fn counts(&self, dialect: Dialect, text: &str) -> Counts {
        let written = self.written(dialect, text);
        let headings = memchr::memmem::find_iter(written.as_bytes(), b"\n# ").count();
        let headings = headings + usize::from(written.starts_with("# "));
        Counts {
            apply_block: u32::from(dialect == Dialect::Heading && !text[self.body.end..].trim().is_empty()),
            structure: u32::from(dialect == Dialect::PlainText || self.is_plain()),
            headings: u32::try_from(headings).unwrap_or(u32::MAX),
            ..Counts::default()
        }
    }
}
