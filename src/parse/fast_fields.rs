//! The plain subset of YAML that nearly every front matter is written in, read without a YAML parser.
//! Anything it is not sure of, and every mistake, it leaves to `yaml`; a test holds that both agree.
//! 2 µs against 30 for a front matter of 15 keys (`cargo bench --bench parse -- front_matter`).

use std::borrow::Cow;

use super::value::{Entry, Node, Value};
use crate::source::{Part, Span};

/// Reads flat `key: value` lines of `text[start..end]`; none when anything else is in them.
pub(super) fn read(text: &str, start: usize, end: usize, part: Part) -> Option<Vec<Entry<'_>>> {
    // Each key is compared with those before it; what has many is left to the parser, which counts.
    const MOST_KEYS: usize = 200;
    let mut entries: Vec<Entry> = Vec::with_capacity(16);
    let mut at = start;
    let mut indent = None;
    while at < end {
        let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..end]).map_or(end, |length| at + length);
        let line = text[at..line_end].strip_suffix('\r').unwrap_or(&text[at..line_end]);
        if let Some(item) = line.trim_start_matches(' ').strip_prefix("- ") {
            let own = line.len() - item.len();
            let span = Span::within(part, at + own, at + line.len());
            match indent {
                None => begin_list(&mut entries, item, span)?,
                Some(known) if known == own => push_item(&mut entries, item, span)?,
                Some(_) => return None,
            }
            indent = Some(own);
        } else if !line.is_empty() {
            let entry = entry(line, at, part)?;
            if entries.len() == MOST_KEYS || entries.iter().any(|known| known.key == entry.key) {
                return None;
            }
            entries.push(entry);
            indent = None;
        }
        at = line_end + 1;
    }
    Some(entries)
}

fn entry(line: &str, at: usize, part: Part) -> Option<Entry<'_>> {
    let colon = memchr::memchr(b':', line.as_bytes())?;
    let key = &line[..colon];
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !key.as_bytes().first()?.is_ascii_alphabetic() || !key.bytes().all(is_plain) {
        return None;
    }
    let rest = &line[colon + 1..];
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let value = rest.trim_start_matches(' ');
    let from = at + line.len() - value.len();
    let key_span = Span::within(part, at, at + colon);
    Some(Entry { key: Cow::Borrowed(key), key_span, node: node(value, from, part)? })
}

fn node(written: &str, from: usize, part: Part) -> Option<Node<'_>> {
    let value = written.trim_end_matches(' ');
    let span = Span::within(part, from, from + value.len());
    if value.is_empty() {
        return Some(Node { span: Span::within(part, from, from), value: Value::Null });
    }
    if let Some(list) = value.strip_prefix('[') {
        let inner = list.strip_suffix(']')?;
        return flow_list(inner, from + 1, span, part);
    }
    let text = scalar(value, |plain| !plain.contains(": ") && !plain.contains(" #") && !plain.ends_with(':'))?;
    Some(Node { span, value: if is_null(value) { Value::Null } else { Value::Scalar(Cow::Borrowed(text)) } })
}

fn flow_list(inner: &str, from: usize, span: Span, part: Part) -> Option<Node<'_>> {
    let mut items = Vec::new();
    let mut at = from;
    for piece in inner.split(',') {
        let text = piece.trim_matches(' ');
        let start = at + (piece.len() - piece.trim_start_matches(' ').len());
        at += piece.len() + 1;
        if text.is_empty() && inner.trim_matches(' ').is_empty() {
            break;
        }
        let safe = |plain: &str| !plain.contains(['[', ']', '{', '}', ':', '#', '"', '\'']);
        let read = scalar(text, safe).filter(|_| safe(text.trim_matches(['"', '\''])))?;
        let value = if is_null(text) { Value::Null } else { Value::Scalar(Cow::Borrowed(read)) };
        items.push(Node { span: Span::within(part, start, start + text.len()), value });
    }
    Some(Node { span, value: Value::List(items) })
}

/// The text of a scalar on one line that both readers see alike.
fn scalar(value: &str, is_safe: impl Fn(&str) -> bool) -> Option<&str> {
    let first = value.chars().next()?;
    if value.chars().any(char::is_control) || value.contains(['\u{2028}', '\u{2029}', '\u{85}', '\u{FEFF}']) {
        return None;
    }
    match first {
        '"' => {
            let inner = value.get(1..)?.strip_suffix('"')?;
            (!inner.contains(['"', '\\'])).then_some(inner)
        }
        '\'' => {
            let inner = value.get(1..)?.strip_suffix('\'')?;
            (!inner.contains('\'')).then_some(inner)
        }
        _ if first.is_alphanumeric() || first == '/' => is_safe(value).then_some(value),
        _ => None,
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL")
}

/// Begins the list of a key that has no value on its own line.
fn begin_list<'a>(entries: &mut [Entry<'a>], written: &'a str, span: Span) -> Option<()> {
    let node = &mut entries.last_mut()?.node;
    if node.value != Value::Null || node.span.start != node.span.end {
        return None;
    }
    let item = item(written, span)?;
    *node = Node { span: item.span, value: Value::List(vec![item]) };
    Some(())
}

fn push_item<'a>(entries: &mut [Entry<'a>], written: &'a str, span: Span) -> Option<()> {
    let node = &mut entries.last_mut()?.node;
    let Value::List(items) = &mut node.value else { return None };
    let item = item(written, span)?;
    node.span.end = item.span.end;
    items.push(item);
    Some(())
}

/// The value of a `- item` line.
fn item(written: &str, span: Span) -> Option<Node<'_>> {
    let value = written.trim_matches(' ');
    let from = span.start as usize + (written.len() - written.trim_start_matches(' ').len());
    let safe = |plain: &str| !plain.contains(": ") && !plain.contains(" #") && !plain.ends_with(':');
    let text = scalar(value, safe)?;
    let value_node = if is_null(value) { Value::Null } else { Value::Scalar(Cow::Borrowed(text)) };
    Some(Node { span: Span::within(span.part, from, from + value.len()), value: value_node })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::parse::value::{Entry, Value};
    use crate::parse::yaml::{self, Budget};
    use crate::source::Part;

    fn both(text: &str) -> (Option<Vec<Entry<'_>>>, Result<Vec<Entry<'_>>, String>) {
        let reading = yaml::read(text, 0, text.len(), Part::File, Budget { nodes: 2_000, depth: 16 });
        let entries = match reading.root.map(|node| node.value) {
            _ if !reading.mistakes.is_empty() => Err(format!("{:?}", reading.mistakes)),
            Some(Value::Map(entries)) => Ok(entries),
            None | Some(Value::Null) => Ok(Vec::new()),
            other => Err(format!("{other:?}")),
        };
        (read(text, 0, text.len(), Part::File), entries)
    }

    /// What matters of entries: keys, values, and the places of everything that is written.
    fn essence(entries: &[Entry]) -> Vec<String> {
        let show = |entry: &Entry| match &entry.node.value {
            Value::Null => format!("{} {:?} nothing", entry.key, entry.key_span.range()),
            value => format!("{} {:?} {value:?} {:?}", entry.key, entry.key_span.range(), entry.node.span.range()),
        };
        entries.iter().map(show).collect()
    }

    #[test]
    fn flat_fields_are_read_without_a_yaml_parser() {
        let text = "title: \"Backend: Rust\"\ncompany: 'Acme'\ntags: [rust, \"sql\"]\nplaces:\n  - Berlin\n  - Rome\nremote: true\nempty:\n";
        let (fast, slow) = both(text);
        assert_eq!(essence(&fast.unwrap()), essence(&slow.unwrap()));
    }

    #[test]
    fn whatever_is_not_flat_is_left_to_the_parser() {
        for text in [
            "a: b: c",
            "a: &x b",
            "a:\n  b: c",
            "a: |\n  b",
            "a: b\na: c",
            "a: \"x\\n\"",
            "a: b # c",
            "- a",
            "a: {b: c}",
            "a: [b",
            "a: 'it''s'",
        ] {
            assert_eq!(both(text).0, None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn both_readers_agree(lines in proptest::collection::vec(
            "([a-z]{1,3}:( [\"'\\[]?[a-zA-Z0-9 .:#,@&*!%\\-/é~]{0,8}[\"'\\]]?)?|  - [\"']?[a-z0-9 :#-]{0,5}[\"']?|#.{0,3}|)", 0..8),
            crlf in any::<bool>()) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            if let (Some(fast), slow) = both(&text) {
                prop_assert_eq!(essence(&fast), essence(&slow.map_err(TestCaseError::fail)?), "{:?}", text);
            }
        }
    }
}
