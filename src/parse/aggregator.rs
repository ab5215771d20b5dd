//! Plain text copied from a job aggregator: a title line, unmarked headings, escaped signs, and a last line that names
//! the source. `markdown` gives the marks back.

use std::ops::Range;

use super::dialect::{lines, trimmed};
use super::fields::RawPosting;
use super::value::Node;
use crate::source::Span;

/// What a plain text says beside its body.
pub(super) struct PlainText<'a> {
    pub(super) raw: RawPosting<'a>,
    pub(super) body: Range<usize>,
    /// The last words before the attribution line when they end without an end mark.
    pub(super) cut: Option<Span>,
}

/// Reads title, source and body.
pub(super) fn read(text: &str, title: Range<usize>) -> PlainText<'_> {
    let mut raw = RawPosting::default();
    let at = trimmed(text, title.clone());
    raw.naming.title = Some(Node::scalar(super::escapes::plain(&text[at.clone()]), Span::new(at.start, at.end)));
    let start = text[title.end..].find('\n').map_or(text.len(), |length| title.end + length + 1);
    let mut body = start..text.len();
    let mut cut = None;
    let last = lines(text, start).filter(|line| !text[line.clone()].trim().is_empty()).last();
    if let Some(last) = last
        && let Some(site) = attribution(&text[last.clone()])
    {
        body.end = last.start;
        let at = last.start + text[last.clone()].find(site).unwrap_or(0);
        raw.contact.source_site = Some(Node::scalar(site, Span::new(at, at + site.len())));
        cut = cut_end(text, body.clone());
    }
    PlainText { raw, body, cut }
}

/// Sentences with which job aggregators name a source, up to the name.
const ATTRIBUTIONS: [&str; 10] = [
    "cette annonce provient de ",
    "cette offre provient de ",
    "annonce publiée sur ",
    "this job was posted on ",
    "this job comes from ",
    "originally posted on ",
    "diese anzeige stammt von ",
    "diese stellenanzeige stammt von ",
    "este anuncio proviene de ",
    "este anúncio provém de ",
];

/// The site named by an attribution line.
fn attribution(line: &str) -> Option<&str> {
    let line = line.trim();
    let known = ATTRIBUTIONS.iter().find(|known| {
        line.get(..known.len()).is_some_and(|start| start.to_lowercase() == **known) && line.len() < known.len() + 120
    })?;
    let rest = &line[known.len()..];
    let site = rest.split([' ', '.', '↗', ',']).next().unwrap_or_default();
    (!site.is_empty()).then_some(site)
}

fn cut_end(text: &str, body: Range<usize>) -> Option<Span> {
    let at = trimmed(text, body);
    let ends_well = text[at.clone()].ends_with(['.', '!', '?', '…', ':', ')', '"', '”', '»', ';', '*']);
    let last_line = text[at.clone()].rfind('\n').map_or(at.start, |break_at| at.start + break_at + 1);
    let is_item = text[last_line..at.end].trim_start().starts_with("- ") && at.end - last_line < 120;
    (!at.is_empty() && !ends_well && !is_item).then(|| Span::new(last_line, at.end))
}

/// The body as Markdown: unmarked headings get marks, every line that is no list item is a paragraph.
pub(super) fn to_markdown(body: &str) -> String {
    let rows: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let has_marks = rows.iter().any(|row| row.starts_with("## ") || row.starts_with("**"));
    let mut markdown = String::with_capacity(body.len() + rows.len() * 3);
    for (index, row) in rows.iter().enumerate() {
        let item = list_item(row);
        let after_item = index > 0 && list_item(rows[index - 1]).is_some();
        if index > 0 && !(item.is_some() && after_item) {
            markdown.push('\n');
        }
        match item {
            Some(item) => {
                markdown.push_str("- ");
                markdown.push_str(item);
            }
            None => {
                if !has_marks && is_heading(&rows[index..]) {
                    markdown.push_str("## ");
                }
                markdown.push_str(row);
            }
        }
        markdown.push('\n');
    }
    markdown
}

fn list_item(row: &str) -> Option<&str> {
    ["- ", "• ", "* ", "· ", "– ", "▪ ", "● "].iter().find_map(|mark| row.strip_prefix(mark))
}

/// A short line without an end mark, before something that it can be the heading of.
fn is_heading(rows: &[&str]) -> bool {
    let [row, next, rest @ ..] = rows else { return false };
    let leads = |row: &str| list_item(row).is_some() || row.ends_with(':') || row.chars().count() > 60;
    if row.ends_with(':') {
        return row.chars().count() < 25 && list_item(next).is_some() && !row.starts_with("You");
    }
    let over_another = could_be_heading(next) && rest.first().is_some_and(|third| leads(third));
    could_be_heading(row) && (leads(next) || over_another)
}

fn could_be_heading(row: &str) -> bool {
    let begins_well = row.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_alphabetic());
    let is_marked = row.starts_with(['#', '>', '|', '`']) || list_item(row).is_some();
    row.chars().count() < 75 && begins_well && !is_marked && !row.ends_with(['.', '!', ';', ',', ':'])
}

#[cfg(test)]
mod tests {
    use super::{read, to_markdown};

    #[test]
    fn title_source_and_a_cut_end_are_seen() {
        let text = "Dev \\& Ops\nWe build things.\nAbout you\nYou write the AI\\-powere\nCette annonce provient de indeed. Voir l'annonce originale ↗\n";
        let plain = read(text, 0..10);
        assert_eq!(plain.raw.naming.title.unwrap().text(), Some("Dev & Ops"));
        assert_eq!(plain.raw.contact.source_site.unwrap().text(), Some("indeed"));
        assert!(plain.cut.is_some());
        assert!(!text[plain.body].contains("provient"));
    }

    #[test]
    fn lines_become_headings_lists_and_paragraphs() {
        let body = "First sentence of the text.\nAbout the role\n- one\n- two\nAnd then a sentence follows the list.\n";
        assert_eq!(
            to_markdown(body),
            "First sentence of the text.\n\n## About the role\n\n- one\n- two\n\nAnd then a sentence follows the list.\n"
        );
    }
}
