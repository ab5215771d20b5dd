//! XML to a tree with places: elements are keys, repeated ones stand several times, attributes are `@name`.
//! No document type is read, so no entity can grow.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::html;
use super::json::Mistake;
use super::tree::{Node, Value};

/// Levels of nesting.
const DEEPEST: usize = 64;

struct Open {
    name: String,
    start: usize,
    entries: Vec<(String, Node)>,
    text: String,
}

/// Reads a document: a map with its root element.
pub(super) fn read(text: &str) -> Result<Node, Mistake> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(start).min(text.len());
            (at..at + 1, error.to_string())
        })?;
        let end = position(&reader);
        match event {
            Event::Start(tag) => {
                if open.len() == DEEPEST {
                    return Err((start..end, "elements are nested too deep".to_owned()));
                }
                open.push(begin(&tag, start));
            }
            Event::Empty(tag) => close(begin(&tag, start), end, &mut open, &mut root),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(done, end, &mut open, &mut root);
                }
            }
            Event::Text(piece) => push(&mut open, &piece),
            Event::CData(piece) => push(&mut open, &piece),
            Event::GeneralRef(name) => {
                let shown = match name.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    _ => html::decoded(&format!("&{};", &*name)),
                };
                push(&mut open, &shown);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some(unclosed) = open.pop() {
        let at = unclosed.start..unclosed.start + 1;
        return Err((at, format!("the element `{}` is never closed", unclosed.name)));
    }
    let root: Vec<(String, Node)> = root.into_iter().collect();
    if root.is_empty() {
        return Err((0..1, "it has no element".to_owned()));
    }
    Ok(Node { at: 0..text.len(), value: Value::Map(root) })
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn begin(tag: &BytesStart, start: usize) -> Open {
    let name = tag.name().as_ref().to_owned();
    let mut attributes = tag.attributes();
    let entries = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let key = format!("@{}", attribute.key.as_ref());
            let raw = attribute.value.into_owned();
            let value = quick_xml::escape::unescape(&raw).map(|text| text.into_owned()).unwrap_or(raw);
            (key, Node { at: start..start + 1, value: Value::Text(value) })
        })
        .collect();
    Open { name, start, entries, text: String::new() }
}

fn push(open: &mut [Open], piece: &str) {
    if let Some(open) = open.last_mut() {
        open.text.push_str(piece);
    }
}

fn close(done: Open, end: usize, open: &mut [Open], root: &mut Option<(String, Node)>) {
    let Open { name, start, mut entries, text } = done;
    let at: Range<usize> = start..end;
    let value = if entries.is_empty() {
        Value::Text(text)
    } else {
        if !text.trim().is_empty() {
            entries.push(("#text".to_owned(), Node { at: at.clone(), value: Value::Text(text) }));
        }
        Value::Map(entries)
    };
    let node = Node { at, value };
    match open.last_mut() {
        Some(parent) => parent.entries.push((name, node)),
        None => {
            root.get_or_insert((name, node));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn elements_are_keys_with_places() {
        let text =
            "<?xml version=\"1.0\"?>\n<a><b x='1'>R&amp;D &eacute;&#x2014;&odd;</b><b><![CDATA[<p>]]></b><c/></a>";
        let node = read(text).unwrap();
        assert_eq!(node.find("a.b").unwrap().scalar().unwrap(), "R&D é—&odd;");
        assert_eq!(node.find("a.b.@x").unwrap().scalar().unwrap(), "1");
        assert_eq!(&text[node.find("a.c").unwrap().at.clone()], "<c/>");
    }

    #[test]
    fn what_is_not_xml_is_told() {
        assert!(read("<a><b></a>").is_err());
        assert!(read("<a>").unwrap_err().1.contains("never closed"));
        assert!(read("nothing").unwrap_err().1.contains("no element"));
        assert!(read(&"<a>".repeat(100)).is_err());
    }
}
