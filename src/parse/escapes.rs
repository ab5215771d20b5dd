//! Backslashes that a converter put before signs that need none.

use std::borrow::Cow;

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
