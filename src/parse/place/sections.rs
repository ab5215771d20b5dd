//! Places in the text of a posting: a labelled line (`Location: Berlin`) or a heading with a paragraph below it.

use super::{read, remote_from_body};
use crate::model::{Location, Place};
use crate::source::Span;

/// What such a line is called, in small letters; a heading may go on (`Location and ways of working`).
const LABELS: [&str; 22] = [
    "location",
    "locations",
    "job location",
    "work location",
    "office location",
    "workplace",
    "place of work",
    "standort",
    "standorte",
    "arbeitsort",
    "einsatzort",
    "lieu",
    "lieu de travail",
    "localisation",
    "ubicación",
    "lugar de trabajo",
    "localização",
    "local de trabalho",
    "local",
    "sede",
    "locatie",
    "standplaats",
];

/// The longest text behind a label that is still a place and no prose.
const LONGEST_LINE: usize = 160;

/// The longest paragraph below a heading that is looked at.
const LONGEST_PARAGRAPH: usize = 300;

/// Longer texts are prose, in which the small words count for more than in a label.
const PROSE: usize = 70;

/// Reads places from the first labelled line or section of a text that begins at byte `base` of its file.
pub fn places_from_body(body: &str, base: usize) -> Option<Location> {
    let mut start = 0;
    while start < body.len() {
        let end = memchr::memchr(b'\n', &body.as_bytes()[start..]).map_or(body.len(), |at| start + at);
        if let Some(found) = section(body, start, end, base) {
            return Some(found);
        }
        start = end + 1;
    }
    None
}

fn section(body: &str, start: usize, end: usize, base: usize) -> Option<Location> {
    let line = &body[start..end];
    let text = line.trim_start_matches(is_mark);
    let label = LABELS.iter().filter(|label| begins_with(text, label)).max_by_key(|label| label.len())?;
    let rest = text[label.len()..].trim_start_matches(['*', '_', ' ']);
    let is_heading = rest.trim_matches(is_mark).trim_matches(':').is_empty() || is_longer_heading(rest);
    if let Some(value) = rest.strip_prefix(':')
        && !value.trim_matches(is_mark).is_empty()
    {
        let value = value.trim_matches(is_mark);
        let at = start + (value.as_ptr() as usize - line.as_ptr() as usize);
        return found(value.get(..LONGEST_LINE).unwrap_or(value), base + at, LONGEST_LINE);
    }
    if !is_heading || line.len() > 60 {
        return None;
    }
    let (from, to) = next_paragraph(body, end)?;
    found(&body[from..to], base + from, LONGEST_PARAGRAPH)
}

fn begins_with(text: &str, label: &str) -> bool {
    let is_same_letter = |first: &u8| first.eq_ignore_ascii_case(&label.as_bytes()[0]);
    if !text.as_bytes().first().is_some_and(is_same_letter) {
        return false;
    }
    let Some(head) = text.get(..label.len()) else { return false };
    let is_word_end = text[label.len()..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    is_word_end && head.to_lowercase() == label
}

/// `Location and ways of working`.
fn is_longer_heading(rest: &str) -> bool {
    let joins = ["and ", "& ", "und ", "et ", "y ", "e "].iter().any(|word| rest.starts_with(word));
    joins && rest.len() < 40 && !rest.trim_end_matches(is_mark).ends_with(['.', ','])
}

fn is_mark(character: char) -> bool {
    matches!(character, '*' | '_' | '#' | '-' | ' ' | '\t' | '\r' | '•' | '>' | '\u{a0}')
}

/// The next line that is not blank, to its end.
fn next_paragraph(body: &str, heading_end: usize) -> Option<(usize, usize)> {
    let rest = &body[heading_end..];
    let blank = rest.len() - rest.trim_start().len();
    let from = heading_end + blank;
    let to = memchr::memchr(b'\n', &body.as_bytes()[from..]).map_or(body.len(), |at| from + at);
    (from < to && to - from <= LONGEST_PARAGRAPH).then_some((from, to))
}

fn found(text: &str, at: usize, longest: usize) -> Option<Location> {
    if text.len() > longest {
        return None;
    }
    let mut location = read(text, Span::new(at, at + text.len()));
    let is_capital = |span: Span| text[(span.start as usize).saturating_sub(at)..].starts_with(char::is_uppercase);
    location.places.retain(|place| first_span(place).is_none_or(is_capital));
    location.regions.retain(|region| is_capital(region.span));
    if text.len() > PROSE {
        location.remote = remote_from_body(text, at);
        location.anywhere &= location.remote.is_some();
    }
    let says = !location.places.is_empty() || !location.regions.is_empty() || location.remote.is_some();
    says.then_some(location)
}

fn first_span(place: &Place) -> Option<Span> {
    let city = place.city.as_ref().map(|city| city.span);
    let part = place.subdivision.as_ref().map(|part| part.span);
    city.or(part).or(place.country.as_ref().map(|country| country.span))
}
