//! What the lines above a line say that it is: the heading or the line that leads to a list.

use super::token::{self, Kind};
use super::words::{Sense, Word};

/// What a label speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) is_pay: bool,
    /// Benefits, budgets and the like are named, too.
    pub(super) is_other: bool,
}

impl Label {
    /// Whether figures below may be pay: only those that are clearly pay where other money is named, too.
    pub(super) fn allows(self, is_clearly_pay: bool) -> bool {
        self.is_pay && (is_clearly_pay || !self.is_other)
    }
}

/// How many lines above are looked at, and how much of each.
const LINES: usize = 10;
const LENGTH: usize = 600;

/// The label of the line that starts at this offset.
pub(super) fn above(body: &str, line_start: usize) -> Label {
    let mut lines = body[..line_start].rsplit('\n').skip(1).filter(|line| !line.trim().is_empty());
    for _ in 0..LINES {
        let Some(line) = lines.next() else { break };
        let line = tail(line.trim());
        let label = of(line);
        if label.is_pay || label.is_other || !is_item(line) {
            return label;
        }
    }
    Label::default()
}

/// The end of a long line; its beginning says little of what follows.
fn tail(line: &str) -> &str {
    let mut start = line.len().saturating_sub(LENGTH);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    &line[start..]
}

/// A list item or another line with a figure, below which the label of the list still holds.
fn is_item(line: &str) -> bool {
    line.starts_with(['*', '-', '•', '+']) && !line.starts_with("**")
        || line.contains(|next: char| next.is_ascii_digit())
}

fn of(line: &str) -> Label {
    let mut label = Label::default();
    for token in token::tokens(line) {
        match token.kind {
            Kind::Word(Word::Says(Sense::Base | Sense::Pay | Sense::OnTarget)) => label.is_pay = true,
            Kind::Word(Word::Says(Sense::Extra | Sense::Other) | Word::Benefits) => label.is_other = true,
            _ => {}
        }
    }
    label
}
