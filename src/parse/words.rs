//! One-line texts: titles, names, tags. Invisible characters are left out and told, lengths are bounded.

use std::borrow::Cow;

use super::convert::scalar;
use super::reports::Reports;
use super::value::Node;
use crate::diagnostic::Code;
use crate::model::Fact;
use crate::source::Span;

/// Characters of a title; longer ones are cut.
const LONGEST_TITLE: usize = 300;

/// Bytes of any other field.
const LONGEST_FIELD: usize = 10_000;

/// A title as shown and, when it differs, as written.
pub(super) struct Title {
    pub(super) shown: Fact<String>,
    pub(super) written: Option<String>,
}

/// The title; none when nothing visible is written.
pub(super) fn title(node: Option<&Node>, reports: &mut Reports) -> Option<Title> {
    let node = node?;
    let clean = visible("title", scalar("title", node, reports)?, node.span, reports);
    let mut text = one_line(&clean).into_owned();
    if text.is_empty() {
        return None;
    }
    if let Some((at, _)) = text.char_indices().nth(LONGEST_TITLE) {
        let message = format!("a title of {} characters", text.chars().count());
        let help = format!("titles are cut after {LONGEST_TITLE} characters");
        reports.warning(Code::FrontMatterTooLarge, node.span, message, help);
        text.truncate(at);
    }
    Some(Title { shown: Fact::stated(text, node.span), written: None })
}

/// The text of a field on one line; none when nothing visible is written.
pub(super) fn line(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let text = scalar(key, node, reports)?;
    let clean = visible(key, text, node.span, reports);
    let bounded = bounded(key, &clean, node.span, reports);
    let text = one_line(bounded);
    (!text.is_empty()).then(|| Fact::stated(text.into_owned(), node.span))
}

fn bounded<'t>(key: &str, text: &'t str, span: Span, reports: &mut Reports) -> &'t str {
    if text.len() <= LONGEST_FIELD {
        return text;
    }
    let message = format!("`{key}` is {} bytes long", text.len());
    let help = format!("fields are cut after {LONGEST_FIELD} bytes; long texts belong below the front matter");
    reports.warning(Code::FrontMatterTooLarge, span, message, help);
    &text[..text.floor_char_boundary(LONGEST_FIELD)]
}

/// Blanks and line breaks as single blanks.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_plain = |c: char| c == ' ' || !c.is_whitespace();
    if text.chars().all(is_plain) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text without characters that nobody sees or that turn the direction of reading; such are told.
pub(super) fn visible<'t>(key: &str, text: &'t str, span: Span, reports: &mut Reports) -> Cow<'t, str> {
    if text.is_ascii() || !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut names: Vec<String> = Vec::new();
    for character in text.chars().filter(|character| is_invisible(*character)) {
        let name = format!("U+{:04X}", character as u32);
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    let message = format!("`{key}` holds invisible characters: {}", names.join(", "));
    reports.warning(Code::SuspiciousText, span, message, "they are left out; type the text anew");
    Cow::Owned(text.chars().filter(|character| !is_invisible(*character)).collect())
}

/// Bidirectional controls, zero-width and tag characters. Joiners stay: emoji and several scripts need them.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{80}'..='\u{9F}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2028}' | '\u{2029}'
        | '\u{FFFE}' | '\u{FFFF}' | '\u{E000}'..='\u{F8FF}')
}
