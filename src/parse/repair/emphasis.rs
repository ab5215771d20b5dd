//! Marks for bold and italic text that CommonMark does not close: `**bold **`, `** bold**`, `** _both_**`, `**Note:**text`.
//! Blanks and punctuation move out of the marks; `**` that belongs to nothing goes.

use super::survey::{Stray, Survey};
use super::{Counts, Edit};

/// Strays among which the mate of one is looked for; looking at all of them would take quadratic time.
const NEAR: usize = 4;

/// Changes that close what was meant, or on the last pass take away what cannot be closed.
pub(super) fn edits(text: &str, found: &Survey, is_last: bool, counts: &mut Counts) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut index = 0;
    let strays = &found.strays;
    while index < strays.len() {
        let stray = &strays[index];
        let mate = strays[index + 1..]
            .iter()
            .take(NEAR)
            .position(|other| belongs(text, stray, other))
            .filter(|_| !is_last && can_open(text, stray));
        if let Some(step) = mate
            && pair(text, stray, &strays[index + 1 + step], &mut edits)
        {
            counts.emphasis += 1;
            strays[index + 1..index + 1 + step].iter().for_each(|lost| remove(text, lost, counts, &mut edits));
            index += step + 2;
            continue;
        }
        remove(text, stray, counts, &mut edits);
        index += 1;
    }
    edits
}

fn is_double(stray: &Stray) -> bool {
    stray.count > 1 && stray.mark == b'*'
}

/// True when two strays are of one kind, in one place, and the second can end what the first began.
fn belongs(text: &str, first: &Stray, second: &Stray) -> bool {
    let between = &text[first.end..second.start];
    let is_kind = first.mark == second.mark
        && first.is_escaped == second.is_escaped
        && (first.count == second.count || (is_double(first) && is_double(second)));
    is_kind
        && first.container == second.container
        && first.block == second.block
        && can_close(text, first, second)
        && !between.contains("\n\n")
        && (first.count > 1 || is_likely_single(text, first, second, between))
}

/// A lone `*` or `_` is more often meant as such than a double one, so it must look like an emphasis that failed.
fn is_likely_single(text: &str, first: &Stray, second: &Stray, between: &str) -> bool {
    let before = text[..first.start].chars().next_back();
    let after = text[second.end..].chars().next();
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let has_one_blank = between.starts_with(' ') != between.ends_with(' ');
    let touches = !between.starts_with(' ') && !between.ends_with(' ');
    let is_short =
        !between.contains('\n') && between.chars().count() <= 200 && between.chars().any(char::is_alphabetic);
    is_short && free(before) && ((has_one_blank && free(after)) || (touches && first.mark == b'_'))
}

fn can_open(text: &str, stray: &Stray) -> bool {
    let before = text[..stray.start].chars().next_back();
    let after = text[stray.end..].chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !is_blank(after) || is_blank(before) || before.is_some_and(|c| c.is_ascii_punctuation())
}

/// What follows a blank and touches a word looks like a beginning, but not when one is open already.
fn can_close(text: &str, first: &Stray, stray: &Stray) -> bool {
    let before = text[..stray.start].chars().next_back();
    let after = text[stray.end..].chars().next();
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opens_well = !text[first.end..].starts_with(char::is_whitespace);
    !is_blank(before) || is_blank(after) || after.is_some_and(|c| !c.is_alphanumeric()) || opens_well
}

/// Rewrites a pair so that both marks touch words. False when nothing is between them.
fn pair(text: &str, first: &Stray, second: &Stray, edits: &mut Vec<Edit>) -> bool {
    let inner = &text[first.end..second.start];
    if inner.trim().is_empty() {
        return false;
    }
    let mark = if is_double(first) { "**" } else { &text[first.start..first.end] };
    let (head, tail) = outside(text, first, second, inner);
    let core = &inner[head..inner.len() - tail];
    if core.trim().is_empty() {
        return false;
    }
    let blank_before = if at_line_start(text, first.start) { inner[..head].trim_start() } else { &inner[..head] };
    let open = format!("{blank_before}{mark}");
    let close = format!("{mark}{}", &inner[inner.len() - tail..]);
    edits.push(Edit { start: first.start, end: first.end + head, with: open.into() });
    edits.push(Edit { start: second.start - tail, end: second.end, with: close.into() });
    true
}

/// How many bytes at both ends of the inner text must move out of the marks.
fn outside(text: &str, first: &Stray, second: &Stray, inner: &str) -> (usize, usize) {
    let mut head = inner.len() - inner.trim_start().len();
    let mut tail = inner.len() - inner.trim_end().len();
    let before_is_word = text[..first.start].chars().next_back().is_some_and(char::is_alphanumeric);
    let after_is_word = text[second.end..].chars().next().is_some_and(char::is_alphanumeric);
    let is_mark = |c: char| {
        !c.is_alphanumeric()
            && !c.is_whitespace()
            && !matches!(c, '[' | ']' | '(' | ')' | '`' | '<' | '>' | '\\' | '*' | '_' | '!')
    };
    if before_is_word && head == 0 {
        head = inner.len() - inner.trim_start_matches(is_mark).len();
    }
    if after_is_word && tail == 0 {
        tail = inner.len() - inner.trim_end_matches(is_mark).len();
    }
    (head, tail.min(inner.len() - head))
}

fn at_line_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// Takes away a `**` that belongs to nothing. One within a word or number may be meant, and so may a censored word.
fn remove(text: &str, stray: &Stray, counts: &mut Counts, edits: &mut Vec<Edit>) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let follows_word = is_word(text[..stray.start].chars().next_back());
    let is_within = follows_word && is_word(text[stray.end..].chars().next());
    let is_meant = (is_within && stray.count < 4) || (stray.is_escaped && follows_word && stray.count == 3);
    if !is_double(stray) || is_meant {
        return;
    }
    counts.emphasis += 1;
    edits.push(Edit { start: stray.start, end: stray.end, with: if is_within { " " } else { "" }.into() });
}
