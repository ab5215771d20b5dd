//! TOML front matter to nodes with their places, and all its mistakes.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Node, Value};
use super::yaml::{Budget, Mistake, Reading, too_much};
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
    let mut mistakes: Vec<Mistake> = mistakes.collect();
    let range = table.span();
    let mut walk = Walk { offset: start, budget, nodes: 0, beyond: None };
    let root = walk.map(table.into_inner(), Span::new(start + range.start, start + range.end), 1);
    let Some(beyond) = walk.beyond else { return Reading { root: Some(root), mistakes } };
    mistakes.push(beyond);
    Reading { root: None, mistakes }
}

/// The way through a table, with what was met on it.
struct Walk {
    offset: usize,
    budget: Budget,
    nodes: usize,
    beyond: Option<Mistake>,
}

impl Walk {
    fn map<'a>(&mut self, table: DeTable<'a>, span: Span, depth: usize) -> Node<'a> {
        let mut entries: Vec<Entry<'a>> = table
            .into_iter()
            .map(|(key, value)| {
                let key_span = self.span(key.span());
                self.nodes += 1;
                Entry { key: key.into_inner(), key_span, node: self.node(value, depth) }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Node { span, value: Value::Map(entries) }
    }

    /// A value that stands in a collection of some depth.
    fn node<'a>(&mut self, value: Spanned<DeValue<'a>>, depth: usize) -> Node<'a> {
        let span = self.span(value.span());
        self.nodes += 1;
        if self.nodes > self.budget.nodes || depth > self.budget.depth {
            self.beyond.get_or_insert_with(|| too_much(span, self.budget, depth));
            return Node { span, value: Value::Null };
        }
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Scalar(text),
            DeValue::Integer(number) => Value::Scalar(number.to_string().into()),
            DeValue::Float(number) => Value::Scalar(number.to_string().into()),
            DeValue::Boolean(truth) => Value::Scalar(if truth { "true" } else { "false" }.into()),
            DeValue::Datetime(time) => Value::Scalar(time.to_string().into()),
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item, depth + 1)).collect()),
            DeValue::Table(table) => return self.map(table, span, depth + 1),
        };
        Node { span, value }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.offset + range.start, self.offset + range.end)
    }
}
