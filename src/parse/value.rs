//! Fields as written: keys and values with their places, the same for YAML, TOML and headings.
//! Says nothing about what a key means.

use std::borrow::Cow;

use crate::source::Span;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) value: Value<'a>,
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Nothing, `~` or `null`.
    Null,
    /// One word or text. Numbers, dates and booleans are texts until a fact asks for them.
    Scalar(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// Keys and values.
    Map(Vec<Entry<'a>>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) node: Node<'a>,
}

impl<'a> Node<'a> {
    /// A text with its place.
    pub(super) fn scalar(text: impl Into<Cow<'a, str>>, span: Span) -> Node<'a> {
        Node { span, value: Value::Scalar(text.into()) }
    }

    /// The text of a scalar without outer blanks; none for everything else and for empty texts.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// True when nothing is written.
    pub(super) fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Node::is_blank),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// What kind of value this is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys and values",
        }
    }

    /// The value as JSON, for templates. Plain numbers and booleans become such.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Scalar(text) => scalar_to_json(text),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|entry| (entry.key.to_string(), entry.node.to_json()));
                serde_json::Value::Object(pairs.collect())
            }
        }
    }
}

fn scalar_to_json(text: &str) -> serde_json::Value {
    match text {
        "true" => true.into(),
        "false" => false.into(),
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => number.into(),
            _ => text.into(),
        },
    }
}
