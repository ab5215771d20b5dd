//! A title as shown: cut into pieces, and a piece that says only how, where or on what terms one works is left out.
//! Which words say so is written in `data/title.txt`; the author's title is kept by the caller.

mod noise;
mod pieces;

use std::borrow::Cow;

use pieces::{Piece, pieces};

use crate::model::{Fact, Origin};
use crate::source::Span;

/// The title without way of working, place, gender marks, codes, terms of contract and decoration.
/// Speciality, level, stack and slips of the pen stay. A title of which nothing would stay is kept as it is.
pub fn clean(text: &str, base: Span) -> Fact<String> {
    let plain = without_flags(text);
    let kept = tidy(&kept_pieces(noise::without_leading_code(plain.trim()), Where::Title));
    let value = Some(kept).filter(|kept| kept.chars().any(char::is_alphanumeric)).unwrap_or_else(|| tidy(text));
    let value = if value.is_empty() { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { value };
    let origin = if value == text { Origin::Stated } else { Origin::Derived };
    Fact { value, origin, span: base }
}

/// What the pieces belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Title,
    Brackets,
}

/// The pieces that say what the job is, joined as the author joined them.
fn kept_pieces(title: &str, place: Where) -> String {
    let mut kept = String::with_capacity(title.len());
    let mut is_left_out = false;
    for piece in pieces(title) {
        let is_rest = is_left_out && piece.brackets.is_none() && noise::is_rest_of_place(piece.text);
        let text = if is_rest { None } else { shown(&piece, place, kept.is_empty()) };
        is_left_out = text.is_none();
        let Some(text) = text else { continue };
        if !kept.is_empty() {
            kept.push_str(piece.glue);
        }
        kept.push_str(&text);
    }
    kept
}

/// What stays of a piece; none when it says nothing of the job itself.
fn shown<'t>(piece: &Piece<'t>, place: Where, is_first: bool) -> Option<Cow<'t, str>> {
    if noise::is_noise(piece.text) {
        return None;
    }
    if let Some((open, close)) = piece.brackets {
        let inner = kept_pieces(piece.text, Where::Brackets);
        let inner = inner.trim();
        return (!inner.is_empty()).then(|| Cow::Owned(format!("{open}{inner}{close}")));
    }
    if place == Where::Brackets {
        return Some(Cow::Borrowed(piece.text));
    }
    let text = noise::without_trailing_noise(piece.text);
    let text = if is_first { noise::without_leading_noise(text) } else { text };
    (!text.trim().is_empty()).then_some(Cow::Borrowed(text.trim()))
}

/// One blank between words, no stray signs at the ends.
fn tidy(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let head = line.trim_start_matches(is_stray_before);
    let dot = if line[..line.len() - head.len()].ends_with('.') { "." } else { "" };
    let body = head.trim_end_matches(is_stray_after);
    let body = if is_sentence_end(body) { &body[..body.len() - 1] } else { body };
    format!("{dot}{body}")
}

fn is_stray_before(sign: char) -> bool {
    !(sign.is_alphanumeric() || matches!(sign, '(' | '[' | '"' | '«' | '“' | '„' | '¿' | '¡' | '#'))
}

fn is_stray_after(sign: char) -> bool {
    !(sign.is_alphanumeric() || matches!(sign, ')' | ']' | '"' | '»' | '”' | '“' | '+' | '#' | '%' | '.' | '?' | '）'))
}

/// A full stop after a word that is no abbreviation.
fn is_sentence_end(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|rest| {
        let last = rest.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        last.chars().count() > 4
    })
}

/// Flags are places in pictures; they go wherever they stand.
fn without_flags(text: &str) -> Cow<'_, str> {
    let is_flag = |sign: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&sign);
    if text.contains(is_flag) { Cow::Owned(text.replace(is_flag, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests;
