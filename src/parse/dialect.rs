//! How a file is written, found by its content, and where its parts lie.

use std::ops::Range;

use crate::model::Dialect;

/// The parts of a posting file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Fields between fences, then the body.
    FrontMatter { dialect: Dialect, fields: Range<usize>, body: Range<usize> },
    /// A fence that is never closed, with the fence's place.
    Unclosed { fence: Range<usize> },
    /// A title line with an address, then the body.
    Heading { title: Range<usize> },
    /// A title line, then text.
    PlainText { title: Range<usize> },
    /// A file of fields only.
    Records,
    /// Nothing.
    Empty,
}

/// Finds the dialect of a text. Only `.yaml` and `.yml` files can be records: any other text has a title line.
pub(super) fn detect(path: &str, text: &str) -> Shape {
    let Some(first) = lines(text, 0).find(|line| !text[line.clone()].trim().is_empty()) else { return Shape::Empty };
    if path.ends_with(".yaml") || path.ends_with(".yml") {
        return Shape::Records;
    }
    let line = text[first.clone()].trim_end();
    match line {
        "---" => fenced(text, first, &["---", "..."], Dialect::YamlFrontMatter),
        "+++" => fenced(text, first, &["+++"], Dialect::TomlFrontMatter),
        _ if line.trim_start().starts_with("# ") => Shape::Heading { title: first },
        _ => Shape::PlainText { title: first },
    }
}

fn fenced(text: &str, fence: Range<usize>, closings: &[&str], dialect: Dialect) -> Shape {
    let start = text[fence.end..].find('\n').map_or(text.len(), |at| fence.end + at + 1);
    match lines(text, start).find(|line| closings.contains(&text[line.clone()].trim_end())) {
        Some(close) => {
            let body = text[close.end..].find('\n').map_or(text.len(), |at| close.end + at + 1);
            Shape::FrontMatter { dialect, fields: start..close.start, body: body..text.len() }
        }
        None => Shape::Unclosed { fence: fence.start..fence.start + 3 },
    }
}

/// The lines of a text from an offset on, without their breaks.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = at..at + rest[..length].trim_end_matches('\r').len();
        at += length + 1;
        Some(line)
    })
}

/// Where text without its outer blanks lies.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..(start + inner.trim().len())
}
