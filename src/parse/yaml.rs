//! YAML to nodes with their places, and its mistakes: all of them, not the first.
//! Anchors and aliases are refused: a posting needs none, and with them a few bytes become gigabytes.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::value::{Entry, Node, Value};
use crate::diagnostic::Code;
use crate::source::{Part, Span};

/// How much one text may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    pub(super) nodes: usize,
    pub(super) depth: usize,
}

/// A mistake of form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mistake {
    pub(super) code: Code,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// What was read, as far as it could be, with its mistakes.
#[derive(Debug, Default)]
pub(super) struct Reading<'a> {
    pub(super) root: Option<Node<'a>>,
    pub(super) mistakes: Vec<Mistake>,
}

/// Mistakes of one text after which reading ends: each costs one more pass.
const MOST_PASSES: usize = 8;

/// Keys of one map: each is compared with all before it.
const MOST_KEYS: usize = 2_000;

/// Reads `text[start..end]`. After a mistake of syntax the entry that holds it is left out and the rest is read.
pub(super) fn read(text: &str, start: usize, end: usize, part: Part, budget: Budget) -> Reading<'_> {
    let slice = &text[start..end];
    let first = Pass::over(slice, start, part, budget);
    let Err(mistake) = first else {
        return first.unwrap_or_default();
    };
    let mut mistakes = vec![mistake];
    let mut rest = slice.to_owned();
    for _ in 1..MOST_PASSES {
        let at = mistakes.last().map_or(0, |mistake| mistake.span.start as usize).saturating_sub(start);
        if !blank_entry(&mut rest, at) {
            break;
        }
        match Pass::over(&rest, start, part, budget) {
            Ok(reading) => {
                let root = reading.root.map(owned);
                mistakes.extend(reading.mistakes);
                return Reading { root, mistakes };
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    Reading { root: None, mistakes }
}

/// Overwrites the top-level entry around an offset with blanks, so that all other places stay. False when it was blank.
fn blank_entry(text: &mut String, at: usize) -> bool {
    let at = at.min(text.len().saturating_sub(1));
    let is_entry_start = |line: &str| !line.starts_with([' ', '\t', '#', '\r', '\n', ']', '}']) && !line.is_empty();
    let mut from = 0;
    let mut to = text.len();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if is_entry_start(line) && offset <= at {
            from = offset;
        } else if is_entry_start(line) && offset > at {
            to = offset;
            break;
        }
        offset += line.len();
    }
    if text[from..to].trim().is_empty() {
        return false;
    }
    let blank: String = text[from..to]
        .chars()
        .flat_map(|c| std::iter::repeat_n(if c == '\n' || c == '\r' { c } else { ' ' }, c.len_utf8()))
        .collect();
    text.replace_range(from..to, &blank);
    true
}

fn owned<'b>(node: Node) -> Node<'b> {
    let value = match node.value {
        Value::Null => Value::Null,
        Value::Scalar(text) => Value::Scalar(Cow::Owned(text.into_owned())),
        Value::List(items) => Value::List(items.into_iter().map(owned).collect()),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|entry| Entry {
                    key: Cow::Owned(entry.key.into_owned()),
                    key_span: entry.key_span,
                    node: owned(entry.node),
                })
                .collect(),
        ),
    };
    Node { span: node.span, value }
}

/// A collection that is still open.
enum Open<'a> {
    List { start: u32, items: Vec<Node<'a>>, flow: bool },
    Map { start: u32, entries: Vec<Entry<'a>>, key: Option<(Cow<'a, str>, Span)>, flow: bool },
}

struct Pass<'a> {
    text: &'a str,
    offset: usize,
    part: Part,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    mistakes: Vec<Mistake>,
    nodes: usize,
}

impl<'a> Pass<'a> {
    fn over(text: &'a str, offset: usize, part: Part, budget: Budget) -> Result<Reading<'a>, Mistake> {
        let mut pass = Pass { text, offset, part, open: Vec::new(), root: None, mistakes: Vec::new(), nodes: 0 };
        for next in Parser::new_from_str(text) {
            let (event, span) = next.map_err(|error| pass.syntax(&error))?;
            let span = pass.span(span);
            pass.take(event, span);
            pass.nodes += 1;
            if pass.nodes > budget.nodes || pass.open.len() > budget.depth || pass.is_wide() {
                pass.mistakes.push(too_much(span, budget, pass.open.len()));
                return Ok(Reading { root: None, mistakes: pass.mistakes });
            }
        }
        Ok(Reading { root: pass.root, mistakes: pass.mistakes })
    }

    fn take(&mut self, event: Event<'a>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                self.refuse_anchor(anchor, span);
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if is_null { Value::Null } else { Value::Scalar(text.clone()) };
                self.put(Node { span, value }, Some(text));
            }
            Event::Alias(_) => {
                let message = "an alias (`*name`) is not allowed here";
                self.mistake(Code::FrontMatterTooLarge, span, message, "write the value out once more");
                self.put(Node { span, value: Value::Null }, None);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.refuse_anchor(anchor, span);
                let flow = style == granit_parser::StructureStyle::Flow;
                self.open.push(Open::List { start: span.start, items: Vec::new(), flow });
            }
            Event::MappingStart(style, anchor, _) => {
                self.refuse_anchor(anchor, span);
                let flow = style == granit_parser::StructureStyle::Flow;
                self.open.push(Open::Map { start: span.start, entries: Vec::new(), key: None, flow });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
    }

    /// True when the innermost map has more keys than may be compared with each other.
    fn is_wide(&self) -> bool {
        matches!(self.open.last(), Some(Open::Map { entries, .. }) if entries.len() > MOST_KEYS)
    }

    fn refuse_anchor(&mut self, anchor: usize, span: Span) {
        if anchor != 0 {
            let message = "an anchor (`&name`) is not allowed here";
            self.mistake(Code::FrontMatterTooLarge, span, message, "write the value where it is needed");
        }
    }

    fn put(&mut self, node: Node<'a>, text: Option<Cow<'a, str>>) {
        let entry = match self.open.last_mut() {
            None => {
                self.root.get_or_insert(node);
                return;
            }
            Some(Open::List { items, .. }) => {
                items.push(node);
                return;
            }
            Some(Open::Map { key, entries, .. }) => match key.take() {
                Some((key, key_span)) => Some((Entry { key, key_span, node }, entries)),
                None => {
                    *key = Some((text.unwrap_or_default(), node.span));
                    None
                }
            },
        };
        let Some((entry, entries)) = entry else { return };
        let repeated = entries.iter().any(|known| known.key == entry.key);
        let (key, key_span) = (entry.key.clone(), entry.key_span);
        entries.push(entry);
        if repeated {
            let message = format!("`{key}` is given twice");
            self.mistake(Code::DuplicateKey, key_span, message, "keep one of the two lines");
        }
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let extent = |start: u32, first: Option<u32>, last: Option<u32>, flow: bool| match (first, last) {
            (Some(first), Some(last)) if !flow => Span { part: end.part, start: first, end: last },
            _ => Span { part: end.part, start, end: end.end.max(start) },
        };
        let node = match open {
            Open::List { start, items, flow } => {
                let first = items.first().map(|item| item.span.start);
                let span = extent(start, first, items.last().map(|item| item.span.end), flow);
                Node { span, value: Value::List(items) }
            }
            Open::Map { start, entries, flow, .. } => {
                let first = entries.first().map(|entry| entry.key_span.start);
                let span = extent(start, first, entries.last().map(|entry| entry.node.span.end), flow);
                Node { span, value: Value::Map(entries) }
            }
        };
        self.put(node, None);
    }

    fn mistake(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        self.mistakes.push(Mistake { code, span, message: message.into(), help: help.to_owned() });
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let (start, end) = span.byte_range().map_or((0, 0), |range| (range.start, range.end));
        let written = self.text.get(start..end).unwrap_or_default();
        // A block scalar ends where the next key begins.
        let end = start + written.trim_end().len();
        Span::within(self.part, self.offset + start, self.offset + end)
    }

    fn syntax(&self, error: &ScanError) -> Mistake {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let culprit = super::yaml_help::culprit(error, self.text, at);
        let at = culprit.map_or(at, |(_, value)| value);
        let line_start = self.text[..at].rfind('\n').map_or(0, |break_at| break_at + 1);
        let line_end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
        let line = self.text[line_start..line_end].trim_end();
        let width = line.len().saturating_sub(at - line_start).max(1);
        let span = Span::within(self.part, self.offset + at, self.offset + at + width);
        let (message, help) = super::yaml_help::explain(error, line);
        Mistake { code: Code::FrontMatterSyntax, span, message, help }
    }
}

/// The mistake of a text that is beyond its budget at a place.
pub(super) fn too_much(span: Span, budget: Budget, depth: usize) -> Mistake {
    let message = if depth > budget.depth {
        format!("values nested deeper than {} levels", budget.depth)
    } else {
        format!("more than {} values", budget.nodes.min(MOST_KEYS))
    };
    Mistake {
        code: Code::FrontMatterTooLarge,
        span: Span::within(span.part, span.start as usize, span.start as usize + 1),
        message,
        help: "a posting needs flat keys and a few lists".to_owned(),
    }
}
