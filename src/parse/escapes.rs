//! Backslashes that a converter put before signs that need none.

use std::borrow::Cow;

/// A body without backslashes that Markdown does not need where they stand; none when it has no such. What is shown
/// stays the same, so only signs are touched that mean nothing in the middle of a line.
pub(super) fn without_needless(text: &str, count: &mut u32) -> Option<String> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() || text.contains("```") || text.contains("~~~") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let before = *count;
    for line in text.split_inclusive('\n') {
        let is_touchable =
            !line.starts_with("    ") && !line.starts_with('\t') && !line.contains(['`', '<']) && !line.contains("](");
        if is_touchable && line.contains('\\') {
            unescape_line(line, &mut out, count);
        } else {
            out.push_str(line);
        }
    }
    (*count > before).then_some(out)
}

fn unescape_line(line: &str, out: &mut String, count: &mut u32) {
    let mut rest = line;
    let mut has_text = false;
    while let Some(at) = rest.find('\\') {
        let (head, tail) = rest.split_at(at);
        has_text |= head.contains(char::is_alphabetic);
        out.push_str(head);
        let mut signs = tail[1..].chars();
        let sign = signs.next();
        if has_text && is_needless(sign, signs.as_str()) {
            *count += 1;
        } else {
            out.push('\\');
        }
        out.extend(sign);
        rest = signs.as_str();
    }
    out.push_str(rest);
}

/// Signs that need no backslash once a line has begun with words.
fn is_needless(sign: Option<char>, after: &str) -> bool {
    match sign {
        Some('-' | '+' | '.' | ')' | '(' | ',' | ';' | ':' | '/' | '%' | '@' | '"' | '\'' | '$' | '=' | '?') => true,
        Some('&') => after.starts_with(char::is_whitespace),
        Some('!') => !after.starts_with('['),
        _ => false,
    }
}

/// A one-line text without Markdown's escapes.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_escape = character == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        if !is_escape {
            out.push(character);
        }
        if is_escape && let Some(next) = rest.next() {
            out.push(next);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{plain, without_needless};

    #[test]
    fn needless_backslashes_go_and_needed_ones_stay() {
        let clean = |text: &str| without_needless(text, &mut 0).unwrap_or_else(|| text.to_owned());
        assert_eq!(clean("hands\\-on AI \\& ML (IC3\\)"), "hands-on AI & ML (IC3)");
        for needed in
            ["1\\. one", "a \\* b", "\\- no item", "`a\\-b`", "x \\&amp; y", "[a](b\\)c)", "snake\\_case", "a\\\\-b"]
        {
            assert_eq!(clean(needed), needed);
        }
        assert_eq!(plain("R\\&D \\x"), "R&D \\x");
    }
}
