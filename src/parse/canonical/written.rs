//! Fields to the text of YAML front matter: flat keys in the canonical words, values in the plainest sure form.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::facts;
use super::super::fields::RawPosting;
use super::super::keys::Key;
use super::super::value::{Entry, Node, Value};
use crate::model::Dialect;

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// A text; quoted where YAML would take it for something else.
    Text(String),
    /// A number, truth or day: written as it is.
    Plain(String),
    /// A list of texts.
    List(Vec<Written>),
    /// Keys and values.
    Map(Vec<(String, Written)>),
}

/// A field to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub key: String,
    /// The value.
    pub value: Written,
    /// What to tell the author, as comment lines above the field.
    pub remarks: Vec<String>,
}

impl Field {
    /// A field without remarks.
    pub fn new(key: impl Into<String>, value: Written) -> Field {
        Field { key: key.into(), value, remarks: Vec::new() }
    }
}

/// The lines of front matter, without its fences.
pub fn front_matter(fields: &[Field]) -> String {
    let mut text = String::new();
    for Field { key, value, remarks } in fields {
        for remark in remarks {
            let _ = writeln!(text, "# {}", one_line(remark));
        }
        write_entry(&mut text, key, value, 0);
    }
    text
}

fn write_entry(text: &mut String, key: &str, value: &Written, depth: usize) {
    let indent = "  ".repeat(depth);
    let key = scalar(key);
    match value {
        Written::Map(entries) if !entries.is_empty() => {
            let _ = writeln!(text, "{indent}{key}:");
            entries.iter().for_each(|(key, value)| write_entry(text, key, value, depth + 1));
        }
        Written::List(items) if items.iter().any(|item| matches!(item, Written::Map(_) | Written::List(_))) => {
            let _ = writeln!(text, "{indent}{key}:");
            items.iter().for_each(|item| {
                let _ = writeln!(text, "{indent}  - {}", flow(item));
            });
        }
        _ => {
            let _ = writeln!(text, "{indent}{key}: {}", flow(value));
        }
    }
}

/// A value on one line.
fn flow(value: &Written) -> String {
    match value {
        Written::Text(text) => scalar(text),
        Written::Plain(text) => text.clone(),
        Written::List(items) => {
            let items: Vec<String> = items.iter().map(item).collect();
            format!("[{}]", items.join(", "))
        }
        Written::Map(entries) => {
            let pairs: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", scalar(key), item(value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// A value inside brackets, where commas and brackets have a meaning.
fn item(value: &Written) -> String {
    match value {
        Written::Text(text) if text.contains(['[', ']', '{', '}', ',', ':', '#']) => quoted(text),
        other => flow(other),
    }
}

/// A text as a YAML scalar: plain where every reader of YAML sees the same text.
pub(super) fn scalar(text: &str) -> String {
    let first_is_safe = text.chars().next().is_some_and(|first| first.is_alphanumeric() || first == '/');
    let is_safe = first_is_safe
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && text.trim() == text
        && !text.chars().any(is_special)
        && !looks_like_another_type(text);
    if is_safe { text.to_owned() } else { quoted(text) }
}

/// Characters that YAML allows only as escapes (YAML 1.2.2, 5.1), or that nobody sees.
fn is_special(character: char) -> bool {
    let is_unseen = matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{A0}');
    character.is_control() || is_unseen || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// Words and figures that YAML 1.1 or 1.2 reads as nothing, a truth or a number.
fn looks_like_another_type(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(lower.as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n")
        || (text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | '_' | ':' | 'x' | 'o' | '+' | '-')))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_special(c) => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text as a comment, which knows no escapes.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || is_special(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The fields of a heading or a plain text.
pub(super) fn of_raw(raw: &RawPosting, dialect: Dialect) -> String {
    let mut raw = raw.clone();
    let mut fields = Vec::new();
    for (key, node) in super::stated(&mut raw) {
        let Some(text) = node.text() else { continue };
        if key == Key::Company && facts::company::clean(text, node.span).is_none() {
            continue;
        }
        fields.push(Field::new(key.canonical(), Written::Text(text.to_owned())));
    }
    if dialect == Dialect::PlainText {
        fields.push(Field::new(Key::BodyFormat.canonical(), Written::Text("plain".to_owned())));
    }
    front_matter(&fields)
}

/// The fields of TOML front matter under their own keys, with their comments.
pub(super) fn of_toml(text: &str, fields: Range<usize>, entries: &[Entry]) -> String {
    let mut comments = toml_comments(text, fields, entries);
    let mut out = String::new();
    for entry in entries {
        let at = entry.key_span.start as usize;
        while comments.first().is_some_and(|(start, _)| *start < at) {
            out.push_str(comments.remove(0).1);
            out.push('\n');
        }
        write_entry(&mut out, &entry.key, &of_node(&entry.node), 0);
        let end = entry.node.span.end as usize;
        let is_beside = |start: usize| start >= end && !text[end..start].contains('\n');
        if !matches!(entry.node.value, Value::Map(_))
            && let Some((start, comment)) = comments.first().copied()
            && is_beside(start)
        {
            comments.remove(0);
            out.pop();
            let _ = writeln!(out, " {comment}");
        }
    }
    for (_, comment) in comments {
        out.push_str(comment);
        out.push('\n');
    }
    out
}

/// Where comments begin, with their texts.
fn toml_comments<'t>(text: &'t str, fields: Range<usize>, entries: &[Entry]) -> Vec<(usize, &'t str)> {
    let mut values = Vec::new();
    entries.iter().for_each(|entry| texts_of(&entry.node, &mut values));
    let mut found = Vec::new();
    let mut at = fields.start;
    while let Some(offset) = text[at..fields.end].find('#') {
        let start = at + offset;
        if let Some(inside) = values.iter().find(|span| span.contains(&start)) {
            at = inside.end.max(start + 1);
            continue;
        }
        let end = text[start..fields.end].find('\n').map_or(fields.end, |length| start + length);
        found.push((start, text[start..end].trim_end()));
        at = end;
    }
    found
}

fn texts_of(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar(_) => found.push(node.span.range()),
        Value::List(items) => items.iter().for_each(|item| texts_of(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| texts_of(&entry.node, found)),
        Value::Null => {}
    }
}

fn of_node(node: &Node) -> Written {
    match &node.value {
        Value::Null => Written::Plain("null".to_owned()),
        Value::Scalar(text) if is_number_or_truth(text) => Written::Plain(text.to_string()),
        Value::Scalar(text) => Written::Text(text.to_string()),
        Value::List(items) => Written::List(items.iter().map(of_node).collect()),
        Value::Map(entries) => {
            Written::Map(entries.iter().map(|entry| (entry.key.to_string(), of_node(&entry.node))).collect())
        }
    }
}

fn is_number_or_truth(text: &str) -> bool {
    matches!(text, "true" | "false")
        || text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
        || text.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == text)
}
