//! A text that an author wrote, with the places in it: spans, lines, columns.
//! Reads no file; whoever has the bytes makes a `Source`.

use serde::{Deserialize, Serialize};

/// Which text of a posting a span points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// The posting's own file.
    #[default]
    File,
    /// The `.yaml` file of the same stem that adds or overrides facts.
    Sidecar,
    /// The path itself (a month or a skill in a folder name).
    Path,
}

/// A range of bytes in one text of a posting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The text that the offsets count in.
    pub part: Part,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span in the posting's own file. Offsets beyond 4 GiB are held at that bound.
    pub fn new(start: usize, end: usize) -> Span {
        Span::within(Part::File, start, end)
    }

    /// A span in the given part of a posting.
    pub fn within(part: Part, start: usize, end: usize) -> Span {
        let bound = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { part, start: bound(start), end: bound(end.max(start)) }
    }

    /// The span as a range of indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A named text. `text` is what is parsed, after any repair of its encoding; lines are the file's own.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The path to show, relative to the board, with `/`.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
}

/// A place in a file that can be drawn without the file: line, column and the line's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// Path as shown to the author.
    pub path: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole file is meant.
    pub column: u32,
    /// Column after the last character on this line.
    pub end_column: u32,
    /// The source line (cut to a window of 160 characters around the place if longer).
    pub excerpt: String,
    /// How many characters of the line were cut in front of `excerpt`.
    pub excerpt_start: u32,
}

impl Location {
    /// A whole file, with no line.
    pub fn file(path: &str) -> Location {
        Location { path: path.to_owned(), line: 0, column: 0, end_column: 0, excerpt: String::new(), excerpt_start: 0 }
    }
}

const EXCERPT: usize = 160;

impl<'a> Source<'a> {
    /// Names a text.
    pub fn new(path: &'a str, text: &'a str) -> Source<'a> {
        Source { path, text }
    }

    /// The text of a span; empty when the span lies outside.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line, column and excerpt of a span. A span over several lines ends with its first line.
    pub fn locate(&self, span: Span) -> Location {
        let start = self.floor(span.start as usize);
        let end = self.floor(span.end as usize).max(start);
        let before = &self.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line_text = self.text[line_start..line_end].trim_end_matches('\r');
        let column = self.text[line_start..start].chars().count();
        let width = self.text[start..end.min(line_end)].trim_end_matches('\r').chars().count();
        let cut = if column > EXCERPT / 2 && line_text.chars().count() > EXCERPT { column - EXCERPT / 2 } else { 0 };
        Location {
            path: self.path.to_owned(),
            line: bounded(before.matches('\n').count() + 1),
            column: bounded(column + 1),
            end_column: bounded(column + 1 + width.max(1)),
            excerpt: line_text.chars().skip(cut).take(EXCERPT).collect(),
            excerpt_start: bounded(cut),
        }
    }

    fn floor(&self, offset: usize) -> usize {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

fn bounded(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Source, Span};

    #[test]
    fn a_span_is_located_by_line_and_character_column() {
        let source = Source::new("a.md", "---\ntitle: Überall\r\n");
        let at = source.text.find("Überall").unwrap();
        let place = source.locate(Span::new(at, at + "Überall".len()));
        assert_eq!((place.line, place.column, place.end_column), (2, 8, 15));
        assert_eq!(place.excerpt, "title: Überall");
    }

    #[test]
    fn a_span_outside_the_text_is_held_inside() {
        let place = Source::new("a.md", "ü").locate(Span::new(1, 900));
        assert_eq!((place.line, place.column), (1, 1));
    }
}
