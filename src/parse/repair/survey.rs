//! Where Markdown did not come out as it was meant: marks left as text, text read as code, text made a heading.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::parse::markdown::options;

/// Marks for emphasis that the parser left as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stray {
    pub(super) start: usize,
    pub(super) end: usize,
    /// `*` or `_`, and how many.
    pub(super) mark: u8,
    pub(super) count: usize,
    /// True when each has a backslash before it.
    pub(super) is_escaped: bool,
    /// Number of the inline container that it stands in; only marks of one container belong together.
    pub(super) container: u32,
    /// The extent of the block's text.
    pub(super) block: Range<usize>,
}

/// All findings of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    pub(super) strays: Vec<Stray>,
    /// Blocks of indented code, each with the column at which the text around it begins.
    pub(super) indented: Vec<(Range<usize>, usize)>,
    /// Headings made by a line of `-` or `=` below them.
    pub(super) underlined: Vec<Range<usize>>,
}

/// A cheap look that says whether a survey can find anything. It may be wrong only in saying yes.
pub(super) fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"\\*\\*").is_some() {
        return true;
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut lines = Lines { after_blank: true };
    if lines.is_odd(bytes) {
        return true;
    }
    let mut from = 0;
    for at in memchr::memchr3_iter(b'*', b'_', b'\n', bytes) {
        let mark = bytes[at];
        if mark == b'\n' {
            let below = &bytes[at + 1..];
            // What is open at the end of a paragraph stays open.
            if (below.first() == Some(&b'\n') && !open.is_empty()) || lines.is_odd(below) {
                return true;
            }
            continue;
        }
        if at < from {
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| **byte == mark).count();
        from = at + length;
        let before = at.checked_sub(1).map_or(b' ', |index| bytes[index]);
        let after = bytes.get(from).copied().unwrap_or(b' ');
        if is_plain(mark, length, before, after) {
            continue;
        }
        let closes = !before.is_ascii_whitespace() && (after.is_ascii_whitespace() || after.is_ascii_punctuation());
        let opens = !after.is_ascii_whitespace() && (before.is_ascii_whitespace() || before.is_ascii_punctuation());
        if closes && open.last() == Some(&(mark, length)) {
            open.pop();
        } else if opens && open.len() < 8 {
            open.push((mark, length));
        } else {
            return true;
        }
    }
    !open.is_empty()
}

/// List marks, words such as `snake_case`, escaped marks.
fn is_plain(mark: u8, length: usize, before: u8, after: u8) -> bool {
    let is_item = mark == b'*' && length == 1 && before.is_ascii_whitespace() && after == b' ';
    let in_word = mark == b'_' && before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    is_item || in_word || (before == b'\\' && length == 1)
}

/// Looks for lines that may be read as code or as the underline of a heading.
struct Lines {
    /// True below a blank line.
    after_blank: bool,
}

impl Lines {
    /// True when the line with which this text begins is such a one.
    fn is_odd(&mut self, text: &[u8]) -> bool {
        let blanks = text.iter().position(|byte| *byte == b'\n' || !byte.is_ascii_whitespace()).unwrap_or(text.len());
        let Some(first) = text.get(blanks).copied().filter(|first| *first != b'\n') else {
            self.after_blank = true;
            return false;
        };
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        let is_indented =
            blanks > 0 && (text.starts_with(b"    ") || text.starts_with(b"\t") || text.starts_with(b"   \t"));
        let is_underline = || {
            let marks = text[blanks..].iter().position(|byte| *byte != first).unwrap_or(text.len() - blanks);
            let rest = &text[blanks + marks..];
            rest.iter().find(|byte| **byte == b'\n' || !byte.is_ascii_whitespace()).is_none_or(|byte| *byte == b'\n')
        };
        (is_indented && after_blank) || (!after_blank && matches!(first, b'-' | b'=') && is_underline())
    }
}

/// Looks through a text with the parser's eyes.
pub(super) fn of(text: &str) -> Survey {
    let mut survey = Survey::default();
    let mut state = State::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(tag) => state.start(text, tag, range, &mut survey),
            Event::End(tag) => state.end(tag),
            Event::Text(_) if !state.in_code => state.text(text, range, &mut survey),
            _ => {}
        }
    }
    survey.strays.retain(|stray| !stray.is_escaped || (stray.count > 1 && stray.mark == b'*'));
    survey
}

#[derive(Default)]
struct State {
    in_code: bool,
    /// Containers around the current text, and the number of the last one.
    containers: Vec<u32>,
    last: u32,
    block: Range<usize>,
    /// Columns at which the text of the open list items begins.
    columns: Vec<usize>,
}

impl State {
    fn start(&mut self, text: &str, tag: Tag, range: Range<usize>, survey: &mut Survey) {
        self.last += 1;
        self.containers.push(self.last);
        match tag {
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                if matches!(kind, CodeBlockKind::Indented) {
                    survey.indented.push((range, self.columns.last().copied().unwrap_or(0)));
                }
            }
            Tag::Item => {
                self.columns.push(text_column(text, range.start));
                self.block = range;
            }
            Tag::Heading { .. } => {
                if !text[range.clone()].trim_start().starts_with('#') {
                    survey.underlined.push(range.clone());
                }
                self.block = range;
            }
            Tag::Paragraph | Tag::TableCell => self.block = range,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.containers.pop();
        match tag {
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Item => drop(self.columns.pop()),
            _ => {}
        }
    }

    /// Runs of marks in a piece of text. A single escaped one is meant as it is.
    fn text(&mut self, text: &str, range: Range<usize>, survey: &mut Survey) {
        let piece = &text[range.clone()];
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b'*', b'_', &piece.as_bytes()[at..]) {
            let from = at + found;
            let mark = piece.as_bytes()[from];
            let count = piece.as_bytes()[from..].iter().take_while(|byte| **byte == mark).count();
            at = from + count;
            let is_escaped = text[..range.start + from].ends_with('\\');
            let start = range.start + from - usize::from(is_escaped);
            let end = range.start + at;
            let container = self.containers.last().copied().unwrap_or(0);
            match survey.strays.last_mut() {
                Some(last) if last.end == start && last.mark == mark && last.is_escaped == is_escaped => {
                    last.end = end;
                    last.count += count;
                }
                _ => {
                    let block = self.block.clone();
                    survey.strays.push(Stray { start, end, mark, count, is_escaped, container, block });
                }
            }
        }
    }
}

/// Bytes before a list marker in which its line begins.
const FARTHEST: usize = 200;

/// The column at which the text of a list item begins, below which its other blocks lie.
fn text_column(text: &str, marker: usize) -> usize {
    let near = text.floor_char_boundary(marker.saturating_sub(FARTHEST));
    let line = text[near..marker].rfind('\n').map_or(near, |at| near + at + 1);
    let item = &text[marker..];
    let mark =
        item.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')'))).unwrap_or(1).max(1);
    let blanks = item[mark..].bytes().take_while(|byte| *byte == b' ').count();
    let own = if (1..=4).contains(&blanks) { blanks } else { 1 };
    marker - line + mark + own
}
