//! A YAML text as a tree in which every key and value knows its place.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, Location, Spanned};

use crate::source::Span;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node {
    pub shape: Shape,
    pub span: Span,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Shape {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key and its value, in the order of the file; a key may come twice.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub span: Span,
    pub value: Node,
}

/// Text that is not YAML.
#[derive(Debug)]
pub(super) struct SyntaxMistake {
    pub message: String,
    pub span: Span,
}

/// Reads a YAML text.
pub(super) fn read(text: &str) -> Result<Node, SyntaxMistake> {
    // Every key is wanted, so that a second one can be shown; `no` is Norway before it is false.
    let options = serde_yaml::options! { duplicate_keys: DuplicateKeyPolicy::LastWins, strict_booleans: true };
    match serde_yaml::from_str_with_options::<Spanned<RawShape>>(text, options) {
        Ok(root) => Ok(node(root)),
        Err(error) => {
            let full = error.without_snippet().to_string();
            let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(head, _)| head).to_owned();
            let span = error.location().map_or(Span::default(), |location| span_in(text, &location));
            Err(SyntaxMistake { message, span })
        }
    }
}

impl Node {
    /// What the value is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match self.shape {
            Shape::Null => "nothing",
            Shape::Bool(_) => "true or false",
            Shape::Integer(_) | Shape::Float(_) => "a number",
            Shape::Text(_) => "text",
            Shape::List(_) => "a list",
            Shape::Map(_) => "a group of keys",
        }
    }
}

enum RawShape {
    Scalar(Shape),
    List(Vec<Spanned<RawShape>>),
    Map(Vec<(Spanned<String>, Spanned<RawShape>)>),
}

fn node(raw: Spanned<RawShape>) -> Node {
    let span = span_of(&raw.referenced);
    let shape = match raw.value {
        RawShape::Scalar(shape) => shape,
        RawShape::List(items) => Shape::List(items.into_iter().map(node).collect()),
        RawShape::Map(entries) => Shape::Map(
            entries
                .into_iter()
                .map(|(key, value)| Entry { span: span_of(&key.referenced), key: key.value, value: node(value) })
                .collect(),
        ),
    };
    Node { shape, span }
}

fn span_of(location: &Location) -> Span {
    let span = location.span();
    let offset = |number: Option<u64>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    let start = offset(span.byte_offset());
    Span::new(start, start + offset(span.byte_len()))
}

/// The reader's errors count characters only; the offset is found by line and column.
fn span_in(text: &str, location: &Location) -> Span {
    if location.span().byte_offset().is_some() {
        return span_of(location);
    }
    let lines_before = usize::try_from(location.line().saturating_sub(1)).unwrap_or(0);
    let line_start: usize = text.split_inclusive('\n').take(lines_before).map(str::len).sum();
    let columns_before = usize::try_from(location.column().saturating_sub(1)).unwrap_or(0);
    let start = line_start + text[line_start..].chars().take(columns_before).map(char::len_utf8).sum::<usize>();
    Span::new(start, start + text[start..].chars().next().map_or(0, char::len_utf8))
}

impl<'de> Deserialize<'de> for RawShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawShape, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = RawShape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(Shape::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(Shape::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(Shape::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(i64::try_from(value).map_or(Shape::Float(f64::INFINITY), Shape::Integer)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(Shape::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<RawShape, E> {
        Ok(RawShape::Scalar(Shape::Text(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<RawShape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(RawShape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<RawShape, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(RawShape::Map(entries))
    }
}
