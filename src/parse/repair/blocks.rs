//! Blocks that are not what they look like: paragraphs read as code because they are indented, paragraphs made headings
//! by a line of `-` below them.

use std::ops::Range;

use super::survey::Survey;
use super::{Counts, Edit};

/// Changes that give such blocks their meaning back.
pub(super) fn edits(text: &str, found: &Survey, counts: &mut Counts) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (range, column) in &found.indented {
        if is_prose(&text[range.clone()]) {
            counts.indented += 1;
            dedent(text, range, *column, &mut edits);
        }
    }
    for range in &found.underlined {
        if let Some(edit) = underline(text, range) {
            counts.underlines += 1;
            edits.push(edit);
        }
    }
    edits
}

/// Words and sentences, no code: signs that programs are made of are rare in it.
fn is_prose(code: &str) -> bool {
    let is_code_line = |line: &str| {
        let line = line.trim();
        line.ends_with([';', '{', '}'])
            || line.starts_with(['$', '{', '}', '<'])
            || line.starts_with(">>>")
            || line.contains("();")
    };
    let letters = code.chars().filter(|c| c.is_alphabetic()).count();
    let signs = code.chars().filter(|c| matches!(c, '{' | '}' | '=' | '<' | '>' | ';' | '|' | '$' | '_')).count();
    !code.lines().any(is_code_line) && signs * 15 <= letters.max(1) && (letters > 0 || code.trim().is_empty())
}

/// Takes the surplus blanks from the start of every line of a block.
fn dedent(text: &str, range: &Range<usize>, column: usize, edits: &mut Vec<Edit>) {
    let mut at = text[..range.start].rfind('\n').map_or(0, |break_at| break_at + 1);
    while at < range.end {
        let line = &text[at..text[at..].find('\n').map_or(text.len(), |length| at + length)];
        let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let kept = column.min(blanks);
        if blanks > kept && blanks < line.len() {
            let with = " ".repeat(kept).into();
            edits.push(Edit { start: at, end: at + blanks, with });
        }
        at += line.len() + 1;
    }
}

/// A heading is short and has one line; what is longer is a paragraph with a rule below it.
fn underline(text: &str, range: &Range<usize>) -> Option<Edit> {
    let block = text[range.clone()].trim_end();
    let (heading, mark) = block.rsplit_once('\n')?;
    let is_heading = !heading.trim_end().contains('\n')
        && heading.chars().count() <= 80
        && !heading.trim_end().ends_with(['.', ';', ','])
        && mark.trim().len() >= 3;
    if is_heading {
        return None;
    }
    let start = range.start + heading.len();
    let end = range.start + block.len();
    let is_rule = mark.trim().len() >= 3 && mark.trim_start().starts_with('-');
    let with = if is_rule { format!("\n\n{}", mark.trim()).into() } else { "".into() };
    Some(Edit { start, end, with })
}
