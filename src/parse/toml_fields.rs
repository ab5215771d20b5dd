//! TOML front matter to nodes with their places, and all its mistakes.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Node, Value};
use super::yaml::{Budget, Mistake, Reading};
use crate::diagnostic::Code;
use crate::source::Span;

/// Reads `text[start..end]` as TOML.
pub(super) fn read(text: &str, start: usize, end: usize, budget: Budget) -> Reading<'_> {
    let (table, errors) = DeTable::parse_recoverable(&text[start..end]);
    let mistakes = errors.iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        let message = error.message().lines().next().unwrap_or("not TOML").to_lowercase();
        let code = if message.contains("duplicate") { Code::DuplicateKey } else { Code::FrontMatterSyntax };
        let span = Span::new(start + range.start, start + range.end.max(range.start + 1));
        Mistake { code, span, message, help: "write `key = \"value\"`, one on each line".to_owned() }
    });
    let mistakes = mistakes.collect();
    let range = table.span();
    let root = map(table.into_inner(), start, Span::new(start + range.start, start + range.end), budget.depth);
    Reading { root: Some(root), mistakes }
}

fn map<'a>(table: DeTable<'a>, offset: usize, span: Span, depth: usize) -> Node<'a> {
    let mut entries: Vec<Entry<'a>> = table
        .into_iter()
        .map(|(key, value)| {
            let range = key.span();
            let key_span = Span::new(offset + range.start, offset + range.end);
            Entry { key: key.into_inner(), key_span, node: node(value, offset, depth.saturating_sub(1)) }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Node { span, value: Value::Map(entries) }
}

fn node<'a>(value: Spanned<DeValue<'a>>, offset: usize, depth: usize) -> Node<'a> {
    let range = value.span();
    let span = Span::new(offset + range.start, offset + range.end);
    if depth == 0 {
        return Node { span, value: Value::Null };
    }
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text),
        DeValue::Integer(number) => Value::Scalar(number.to_string().into()),
        DeValue::Float(number) => Value::Scalar(number.to_string().into()),
        DeValue::Boolean(truth) => Value::Scalar(if truth { "true" } else { "false" }.into()),
        DeValue::Datetime(time) => Value::Scalar(time.to_string().into()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, offset, depth - 1)).collect()),
        DeValue::Table(table) => return map(table, offset, span, depth),
    };
    Node { span, value }
}
