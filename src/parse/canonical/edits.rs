//! What to change in YAML so that its keys and values are the canonical ones: small edits, so that order, comments and
//! everything without a canonical form stay as the author wrote them.

use std::ops::Range;

use super::super::dates;
use super::super::facts;
use super::super::keys::Key;
use super::super::value::{Entry, Node, Value};
use super::written::scalar;
use crate::model::DatePosted;

/// A range of the text and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// What to do with values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// Days, lists of tags and states in their canonical form.
    Canonical,
    /// Keys only.
    AsWritten,
}

/// The edits for the fields of one posting.
pub(super) fn of(text: &str, entries: &[Entry], values: Values) -> Vec<Edit> {
    let keys: Vec<Option<Key>> = entries.iter().map(|entry| Key::of(&entry.key)).collect();
    let mut edits = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(key) = keys[at] else { continue };
        let same: Vec<usize> = (0..entries.len()).filter(|other| keys[*other] == Some(key)).collect();
        if is_silent(entries, &same, at) {
            edits.extend(removal(text, entry));
            continue;
        }
        let is_first = same.iter().find(|other| !entries[**other].node.is_blank()).is_none_or(|first| *first == at);
        let (mut name, mut value) = (key.canonical(), None);
        if values == Values::Canonical && same.len() == 1 {
            (name, value) = meant(key, entry, &keys);
        }
        let is_taken = entries.iter().any(|other| other.key == name) && entry.key != name;
        if !is_first || is_taken {
            continue;
        }
        if entry.key != name {
            edits.push(Edit { range: entry.key_span.range(), with: name.to_owned() });
        }
        let range = entry.node.span.range();
        let old = text.get(range.clone()).unwrap_or_default();
        if let Some(with) = value.filter(|new| *new != old && !old.contains('\n')) {
            edits.push(Edit { range, with });
        }
    }
    edits
}

/// True for an empty field beside one of the same meaning that says something.
fn is_silent(entries: &[Entry], same: &[usize], at: usize) -> bool {
    entries[at].node.is_blank() && same.iter().any(|other| !entries[*other].node.is_blank())
}

/// Takes the line of a field out when nothing else stands on it.
fn removal(text: &str, entry: &Entry) -> Option<Edit> {
    let key = entry.key_span.range();
    let start = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[key.end..].find('\n').map_or(text.len(), |at| key.end + at + 1);
    let is_alone = text[start..key.start].is_empty() && !text[key.end..end].contains(['#', ',', '}']);
    is_alone.then(|| Edit { range: start..end, with: String::new() })
}

/// The canonical key of a field, and its value where that has another form.
fn meant(key: Key, entry: &Entry, keys: &[Option<Key>]) -> (&'static str, Option<String>) {
    let has = |other: Key| keys.contains(&Some(other));
    let Some(text) = entry.node.text() else { return (key.canonical(), None) };
    match key {
        Key::DatePosted | Key::DateUpdated | Key::ValidThrough => of_day(key, text, has(Key::Draft)),
        Key::Tags => (key.canonical(), tags(&entry.node)),
        Key::Active | Key::Archived if has(Key::Status) || (has(Key::Active) && has(Key::Archived)) => {
            (key.canonical(), None)
        }
        Key::Active => state(key, truth(text), "closed", "open"),
        Key::Archived => {
            let word = match entry.key.to_ascii_lowercase().trim_start_matches("is").trim_start_matches('_') {
                "filled" => "filled",
                "expired" => "expired",
                _ => "closed",
            };
            state(key, truth(text).map(|is_closed| !is_closed), word, "open")
        }
        Key::Draft => (key.canonical(), truth(text).map(|is_draft| is_draft.to_string())),
        Key::Remote if truth(text) == Some(true) => (key.canonical(), Some("remote".to_owned())),
        Key::EmploymentType if !has(Key::Category) => of_kind(entry, text),
        Key::EmploymentType => match of_kind(entry, text) {
            ("category", _) => (leak(entry), None),
            other => other,
        },
        _ => (key.canonical(), None),
    }
}

/// A field that keeps its own name: `job_type` beside a `category` would change its meaning under any other.
fn leak(entry: &Entry) -> &'static str {
    match entry.key.to_ascii_lowercase().replace(['_', '-', ' '], "").as_str() {
        "jobtype" => "job_type",
        _ => "type",
    }
}

fn of_kind(entry: &Entry, text: &str) -> (&'static str, Option<String>) {
    let read = facts::employment::read(text, entry.node.span);
    if read.kinds.is_empty() && !read.unknown.is_empty() {
        return (Key::Category.canonical(), None);
    }
    if !read.unknown.is_empty() {
        return (leak(entry), None);
    }
    (Key::EmploymentType.canonical(), None)
}

/// Days in ISO form. `published: false` is a draft; a time of day is kept, as what it is.
fn of_day(key: Key, text: &str, has_draft: bool) -> (&'static str, Option<String>) {
    match truth(text) {
        Some(false) if !has_draft && text.len() > 1 => return (Key::Draft.canonical(), Some("true".to_owned())),
        Some(_) => return ("published", None),
        None => {}
    }
    let Ok(DatePosted::Day(day)) = dates::read(text) else { return (key.canonical(), None) };
    let is_stamp = matches!(text.len(), 9 | 10 | 12 | 13) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_stamp {
        return (key.canonical(), stamp(text));
    }
    let has_time = text.contains(':');
    (key.canonical(), (!has_time).then(|| day.to_string()))
}

/// A time stamp in seconds or milliseconds as a day, or with its time where it has one.
fn stamp(text: &str) -> Option<String> {
    let number: i64 = text.parse().ok()?;
    let time = if text.len() > 10 {
        jiff::Timestamp::from_millisecond(number).ok()?
    } else {
        jiff::Timestamp::from_second(number).ok()?
    };
    let midnight = time.as_millisecond() % 86_400_000 == 0;
    let zoned = time.to_zoned(jiff::tz::TimeZone::UTC);
    Some(if midnight { zoned.date().to_string() } else { time.to_string() })
}

fn state(key: Key, is_open: Option<bool>, closed: &str, open: &str) -> (&'static str, Option<String>) {
    match is_open {
        Some(true) => (Key::Status.canonical(), Some(open.to_owned())),
        Some(false) => (Key::Status.canonical(), Some(closed.to_owned())),
        None => (key.canonical(), None),
    }
}

/// Tags in one text as a list, each once.
fn tags(node: &Node) -> Option<String> {
    let Value::Scalar(text) = &node.value else { return None };
    let mut words: Vec<&str> = Vec::new();
    for word in text.split([',', ';']) {
        let word = word.trim().trim_start_matches('#').trim();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    let is_odd = |word: &&str| word.contains(['[', ']', '{', '}', ':', '#', '"', '\\', '\'']);
    let items: Vec<String> =
        words.iter().map(|word| if is_odd(word) { format!("{word:?}") } else { scalar(word) }).collect();
    (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
}

fn truth(text: &str) -> Option<bool> {
    super::super::convert::truth_of(text)
}
