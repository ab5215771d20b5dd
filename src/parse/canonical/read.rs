//! Front matter read back: canonical keys, values, and the lines that each takes, so that one can be changed alone.

use std::ops::Range;

use serde_json::Value as Json;

use super::super::dialect::{self, Shape};
use super::super::document;
use super::super::keys::Key;
use super::super::reports::Reports;
use super::written::Written;
use crate::model::Dialect;

/// The fields of a file with YAML front matter.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// Its fields in their order.
    pub entries: Vec<ReadField>,
    /// Where the closing fence begins.
    pub close: usize,
    /// Where the body begins.
    pub body: usize,
}

/// One field as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadField {
    /// The canonical key, or the author's own.
    pub key: String,
    /// The value.
    pub value: Json,
    /// The lines that hold it, whole.
    pub lines: Range<usize>,
}

/// Reads the front matter of a posting; none when it has none that is sound, in YAML and one field to a line.
pub fn read_front_matter(text: &str) -> Option<FrontMatter> {
    let Shape::FrontMatter { dialect: Dialect::YamlFrontMatter, fields, body } = dialect::detect("a.md", text) else {
        return None;
    };
    let mut reports = Reports::on("", text);
    let close = fields.end;
    let read = document::entries(text, Dialect::YamlFrontMatter, fields, &mut reports)?;
    if reports.is_broken() {
        return None;
    }
    let mut entries: Vec<ReadField> = Vec::with_capacity(read.len());
    for entry in read {
        let key_at = entry.key_span.range();
        let start = text[..key_at.start].rfind('\n').map_or(0, |at| at + 1);
        let last = (entry.node.span.end as usize).max(key_at.end);
        let end = text[last..].find('\n').map_or(close, |at| last + at + 1);
        if start != key_at.start || entries.last().is_some_and(|before| before.lines.end > start) {
            return None;
        }
        let key = Key::of(&entry.key).map_or_else(|| entry.key.to_string(), |key| key.canonical().to_owned());
        entries.push(ReadField { key, value: entry.node.to_json(), lines: start..end });
    }
    Some(FrontMatter { entries, close, body: body.start })
}

impl Written {
    /// A value that was read back.
    pub fn of_json(value: &Json) -> Written {
        match value {
            Json::String(text) if text.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == *text) => {
                Written::Plain(text.clone())
            }
            Json::String(text) => Written::Text(text.clone()),
            Json::Array(items) => Written::List(items.iter().map(Written::of_json).collect()),
            Json::Object(map) => {
                Written::Map(map.iter().map(|(key, value)| (key.clone(), Written::of_json(value))).collect())
            }
            other => Written::Plain(other.to_string()),
        }
    }
}
