//! Cuts a title at brackets and at the signs that separate: dashes, commas, bars, slashes between blanks.

/// A part of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// What stands between the piece before and this one.
    pub glue: &'t str,
    /// The text, without its brackets.
    pub text: &'t str,
    /// The brackets around it.
    pub brackets: Option<(char, char)>,
}

/// The pieces of a title in order.
pub(super) fn pieces(title: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut cut = Cut { title, glue: 0, start: 0 };
    let mut at = 0;
    while at < title.len() {
        if let Some(end) = group_end(title, at) {
            cut.text(at, &mut pieces);
            cut.group(at, end, &mut pieces);
            at = end;
        } else if let Some(end) = separator_end(title, at) {
            cut.text(at, &mut pieces);
            cut.start = end;
            at = end;
        } else {
            at += title[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    cut.text(title.len(), &mut pieces);
    pieces
}

/// Where the cutting stands: the glue begins at `glue`, the text of the next piece at `start`.
struct Cut<'t> {
    title: &'t str,
    glue: usize,
    start: usize,
}

impl<'t> Cut<'t> {
    fn text(&mut self, end: usize, pieces: &mut Vec<Piece<'t>>) {
        let written = &self.title[self.start..end];
        let text = written.trim();
        if text.is_empty() {
            return;
        }
        let start = self.start + (written.len() - written.trim_start().len());
        pieces.push(Piece { glue: &self.title[self.glue..start], text, brackets: None });
        self.glue = start + text.len();
        self.start = self.glue;
    }

    fn group(&mut self, start: usize, end: usize, pieces: &mut Vec<Piece<'t>>) {
        let written = &self.title[start..end];
        let (Some(open), Some(close)) = (written.chars().next(), written.chars().next_back()) else { return };
        let text = written[open.len_utf8()..written.len() - close.len_utf8()].trim();
        pieces.push(Piece { glue: &self.title[self.glue..start], text, brackets: Some((open, close)) });
        self.glue = end;
        self.start = end;
    }
}

const DEEPEST: usize = 8;

/// The end of the bracketed group that begins here. `Développeur(se)` is one word, not a word and a group.
fn group_end(title: &str, at: usize) -> Option<usize> {
    let open = title[at..].chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        _ => return None,
    };
    let mut depth = 0;
    let end = title[at..].char_indices().find_map(|(index, sign)| {
        if sign == open {
            depth += 1;
        } else if sign == close {
            depth -= 1;
        }
        (depth == 0 || depth > DEEPEST).then_some(at + index + sign.len_utf8())
    })?;
    let inner = title[at..end].strip_prefix(open)?.strip_suffix(close)?;
    let is_ending = title[..at].ends_with(char::is_alphanumeric)
        && inner.chars().count() <= 5
        && inner.chars().all(|c| c.is_lowercase() || c == '-');
    (depth == 0 && !is_ending).then_some(end)
}

/// The end of the separator that begins here.
fn separator_end(title: &str, at: usize) -> Option<usize> {
    let rest = &title[at..];
    let sign = rest.chars().next()?;
    let end = at + sign.len_utf8();
    let blank_before = at == 0 || title[..at].ends_with(char::is_whitespace);
    let blank_after = title[end..].is_empty() || title[end..].starts_with(char::is_whitespace);
    let separates = match sign {
        '|' | '•' | '·' | ';' | '｜' => true,
        ',' => true,
        '-' => blank_before || blank_after || begins_with_way(&title[end..]),
        '–' | '—' | '−' => blank_before || blank_after,
        '/' if rest.starts_with("//") => return Some(at + 2),
        '/' => blank_before && blank_after,
        _ => false,
    };
    separates.then_some(end)
}

/// `Developer-Remote US`: a hyphen before the way of working separates too, but not the one of `Non-Remote`.
fn begins_with_way(rest: &str) -> bool {
    ["Remote", "REMOTE", "Hybrid", "Onsite"].iter().any(|way| rest.starts_with(way))
}
