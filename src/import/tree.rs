//! A foreign document as a tree with places: the same for JSON, XML and tables. Knows no posting.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Location, Source, Span};

/// A value with its place in the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) at: Range<usize>,
    pub(super) value: Value,
}

/// What a place holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Truth(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// Keys in their order; in XML one key may stand several times.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The first value below a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            Value::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value at a path such as `location.name` or `offices.0.name`.
    pub(super) fn find(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self, |node, key| node.get(key))
    }

    /// The items of a list; a single value is a list of one.
    pub(super) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The text of a scalar without outer blanks; none when there is nothing to see.
    pub(super) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(unmistakable(number)),
            Value::Truth(truth) => Some(truth.to_string()),
            // An XML element that has attributes.
            Value::Map(_) => self.get("#text").and_then(Node::scalar),
            _ => None,
        }
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Truth(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys and values",
        }
    }
}

/// A number whose point nobody takes for one between thousands: `38.462` with one more decimal.
fn unmistakable(number: &str) -> String {
    let has_three_decimals = number.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    format!("{number}{}", if has_three_decimals { "0" } else { "" })
}

/// The document and what is wrong with it.
pub(super) struct Told<'s> {
    pub(super) source: Source<'s>,
    list: RefCell<Vec<Diagnostic>>,
    /// How many more there are, and how much the gravest of them weighs.
    untold: Cell<(usize, Severity)>,
}

/// Mistakes of a document that are told each with its place, which is counted from the begin of the document.
const MOST_TOLD: usize = 200;

impl<'s> Told<'s> {
    pub(super) fn on(path: &'s str, text: &'s str) -> Told<'s> {
        Told { source: Source::new(path, text), list: RefCell::default(), untold: Cell::new((0, Severity::Note)) }
    }

    pub(super) fn error(&self, code: Code, at: Range<usize>, message: impl Into<String>, help: &str) {
        self.tell(Severity::Error, code, at, message.into(), help);
    }

    pub(super) fn warning(&self, code: Code, at: Range<usize>, message: impl Into<String>, help: &str) {
        self.tell(Severity::Warning, code, at, message.into(), help);
    }

    fn tell(&self, severity: Severity, code: Code, at: Range<usize>, message: String, help: &str) {
        let mut list = self.list.borrow_mut();
        if list.len() >= MOST_TOLD {
            let (count, gravest) = self.untold.get();
            return self.untold.set((count + 1, gravest.min(severity)));
        }
        let span = Span::new(at.start, at.end.min(at.start + 200).max(at.start + 1));
        list.push(Diagnostic::at(severity, code, self.source.locate(span), message).help(help));
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        let mut list = self.list.into_inner();
        let (count, gravest) = self.untold.get();
        if count > 0 {
            let message = format!("{count} more mistakes are in this document");
            let whole = Location::file(self.source.path);
            let told = Diagnostic::at(gravest, Code::ImportRecord, whole, message);
            list.push(told.help("mend those that are named, then import it again"));
        }
        list
    }
}

/// A record of a document while it is read: what has the wrong form is told at its place.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) node: &'a Node,
    pub(super) told: &'a Told<'a>,
}

impl<'a> Item<'a> {
    /// The text at a path; a list or keys there are a mistake.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        let node = self.node.find(path)?;
        let found = node.scalar();
        let is_wrong = match &node.value {
            Value::List(items) => !items.is_empty(),
            Value::Map(entries) => found.is_none() && !entries.is_empty() && node.get("#text").is_none(),
            _ => false,
        };
        if is_wrong {
            let name = path.rsplit('.').next().unwrap_or(path);
            let message = format!("`{name}` is {}, not a text", node.kind());
            self.told.error(Code::ImportRecord, node.at.clone(), message, "is this the right format?");
        }
        found
    }

    /// The name at a path: a text, a thing with a name, or several of them with commas between.
    pub(super) fn named(&self, path: &str) -> Option<String> {
        Some(self.names(path).join(", ")).filter(|names| !names.is_empty())
    }

    /// The names at a path, each a text or a thing with a name.
    pub(super) fn names(&self, path: &str) -> Vec<String> {
        let name = |item: &Item| {
            let known = ["name", "label", "title", "text"];
            item.node.scalar().or_else(|| known.iter().find_map(|key| item.node.get(key)?.scalar()))
        };
        self.list(path).iter().filter_map(name).collect()
    }

    /// The first of several paths that holds a name.
    pub(super) fn first_named(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| self.named(path))
    }

    /// The first of several paths that holds a text.
    pub(super) fn first(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| self.text(path))
    }

    /// A truth value; anything else is none.
    pub(super) fn truth(&self, path: &str) -> Option<bool> {
        match &self.node.find(path)?.value {
            Value::Truth(truth) => Some(*truth),
            Value::Text(text) if text == "true" => Some(true),
            Value::Text(text) if text == "false" => Some(false),
            _ => None,
        }
    }

    /// The items of a list below a path.
    pub(super) fn list(&self, path: &str) -> Vec<Item<'a>> {
        let nodes = self.node.find(path).map(Node::items).unwrap_or_default();
        nodes.iter().map(|node| Item { node, told: self.told }).collect()
    }

    /// Every element of a name, as XML repeats them.
    pub(super) fn all(&self, name: &str) -> Vec<Item<'a>> {
        match &self.node.value {
            Value::Map(entries) => {
                let found = entries.iter().filter(|(key, _)| key == name);
                found.map(|(_, node)| Item { node, told: self.told }).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The texts of a list, or the single text at its place.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        self.list(path).iter().filter_map(|item| item.node.scalar()).collect()
    }
}
