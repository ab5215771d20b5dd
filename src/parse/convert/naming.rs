//! What names a posting: title, id, addresses, summary. Invisible characters are left out and told, lengths bounded.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::{Material, scalar, scalars};
use crate::diagnostic::Code;
use crate::model::{Fact, Slug};
use crate::parse::dates::shortened;
use crate::parse::facts;
use crate::parse::fields;
use crate::parse::reports::Reports;
use crate::parse::value::Node;
use crate::source::Span;

/// Characters of a title; longer ones are cut.
const LONGEST_TITLE: usize = 300;

/// Bytes of any other field.
const LONGEST_FIELD: usize = 10_000;

/// Old addresses of one posting.
const MOST_ALIASES: usize = 50;

/// Accents over one letter. Hebrew and Tibetan need up to six.
const MOST_MARKS: usize = 8;

/// A posting's names.
pub(in crate::parse) struct Naming {
    pub(super) title: Fact<String>,
    pub(super) title_text: Option<String>,
    pub(super) id: Option<Fact<String>>,
    pub(super) slug: Option<Fact<Slug>>,
    pub(super) aliases: Vec<Fact<String>>,
    pub(super) summary: Option<Fact<String>>,
}

/// Reads them; none without a title.
pub(super) fn read(fields: fields::Naming, material: &Material, reports: &mut Reports) -> Option<Naming> {
    let fields::Naming { title, id, slug, aliases, summary } = fields;
    let id = id.as_ref().and_then(|node| line("id", node, reports));
    let slug = slug.as_ref().and_then(|node| self::slug(node, reports));
    let aliases = aliases.as_ref().map(|node| self::aliases(node, reports)).unwrap_or_default();
    let summary = summary.as_ref().and_then(|node| line("summary", node, reports));
    let Some(written) = title.as_ref().and_then(|node| self::title(node, reports)) else {
        let span = title.map_or(Span::within(material.body.part, 0, 1), |node| node.span);
        // The title may stand in a line that could not be read, which has been told.
        if !reports.is_broken() {
            reports.error(Code::MissingTitle, span, "a posting without a title", "add a line `title: …`");
        }
        return None;
    };
    let shown = facts::title::clean(&written.value, written.span);
    let title_text = (shown.value != written.value).then_some(written.value);
    Some(Naming { title: shown, title_text, id, slug, aliases, summary })
}

/// The title as written; none when nothing visible is.
fn title(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let clean = visible("title", scalar("title", node, reports)?, node.span, reports);
    let mut text = one_line(&clean).into_owned();
    if let Some((at, _)) = text.char_indices().nth(LONGEST_TITLE) {
        let message = format!("a title of {} characters", text.chars().count());
        let help = format!("titles are cut after {LONGEST_TITLE} characters");
        reports.warning(Code::FrontMatterTooLarge, node.span, message, help);
        text.truncate(at);
    }
    (!text.is_empty()).then(|| Fact::stated(text, node.span))
}

/// The text of a field on one line; none when nothing visible is written.
pub(in crate::parse) fn line(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let text = scalar(key, node, reports)?;
    let clean = visible(key, text, node.span, reports);
    let bounded = bounded(key, &clean, node.span, reports);
    let text = one_line(bounded);
    (!text.is_empty()).then(|| Fact::stated(text.into_owned(), node.span))
}

/// A text up to the longest that a field may have; what is cut is told.
pub(super) fn bounded<'t>(key: &str, text: &'t str, span: Span, reports: &mut Reports) -> &'t str {
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
    // Tags spell the flags of England, Scotland and Wales; anywhere else they hide words.
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let text = without_piles(key, text, span, reports);
    let has_flag = text.contains('\u{1F3F4}');
    let is_hidden = |c: char| is_invisible(c) || !has_flag && matches!(c, '\u{E0020}'..='\u{E007F}');
    if !text.chars().any(is_hidden) {
        return text;
    }
    let mut names: Vec<String> = Vec::new();
    for character in text.chars().filter(|character| is_hidden(*character)) {
        let name = format!("U+{:04X}", character as u32);
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    let message = format!("`{key}` holds invisible characters: {}", names.join(", "));
    reports.warning(Code::SuspiciousText, span, message, "they are left out; type the text anew");
    Cow::Owned(text.chars().filter(|character| !is_hidden(*character)).collect())
}

/// A text without more accents over one letter than any language piles up; they would cover the lines around.
fn without_piles<'t>(key: &str, text: &'t str, span: Span, reports: &mut Reports) -> Cow<'t, str> {
    let mut run = 0;
    let is_kept = |c: &char| {
        run = if is_combining_mark(*c) { run + 1 } else { 0 };
        run <= MOST_MARKS
    };
    let kept: String = text.chars().filter(is_kept).collect();
    if kept.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let message = format!("`{key}` holds letters under more than {MOST_MARKS} accents");
    reports.warning(Code::SuspiciousText, span, message, "those beyond are left out; type the text anew");
    Cow::Owned(kept)
}

/// Bidirectional controls, zero-width and tag characters, which fields are read without. Joiners stay: emoji and several
/// scripts need them.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}' | '\u{80}'..='\u{9F}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2028}' | '\u{2029}'
        | '\u{FFFE}' | '\u{FFFF}' | '\u{E000}'..='\u{F8FF}')
}

/// Reads the last part of the address that the author chose.
pub(in crate::parse) fn slug(node: &Node, reports: &mut Reports) -> Option<Fact<Slug>> {
    let text = scalar("slug", node, reports)?;
    let found = Slug::of(text);
    if found.is_none() {
        let message = format!("`{}` cannot be part of an address", shortened(text));
        reports.error(Code::WrongType, node.span, message, "write letters, digits and `-`");
    } else if text.chars().count() > Slug::LONGEST {
        let help = format!("parts of an address are cut after {} characters", Slug::LONGEST);
        let message = format!("a slug of {} characters", text.chars().count());
        reports.warning(Code::FrontMatterTooLarge, node.span, message, help);
    }
    found.map(|slug| Fact::stated(slug, node.span))
}

/// Reads old addresses: paths that begin with `/`.
fn aliases(node: &Node, reports: &mut Reports) -> Vec<Fact<String>> {
    let mut texts = Vec::new();
    scalars(node, &mut texts);
    reports.only_first(MOST_ALIASES, texts.len(), "old addresses", node.span);
    let mut aliases: Vec<Fact<String>> = Vec::new();
    for (text, span) in texts.into_iter().take(MOST_ALIASES) {
        if is_old_address(&text) {
            aliases.push(Fact::stated(text, span));
        } else {
            let message = format!("`{}` is not a path of this board", shortened(&text));
            let help = if text.len() > LONGEST_PART {
                format!("no part of an old address has more than {LONGEST_PART} bytes, and the whole at most 800")
            } else {
                "write a path that begins with `/`, as `/jobs/old-name/`".to_owned()
            };
            reports.error(Code::UnreadableUrl, span, message, help);
        }
    }
    aliases
}

/// Bytes of a part of an old address: with `.html` it is a file name on every disk.
const LONGEST_PART: usize = 200;

/// True for the path of a page, as it may have been on any other site. Only a last part may have an ending, that of a
/// page: an old address must not become a file by which a host is configured, nor one that stands in the way of a folder.
fn is_old_address(text: &str) -> bool {
    let Some(path) = text.strip_prefix('/').filter(|_| text.len() <= 4 * LONGEST_PART) else { return false };
    let path = path.strip_suffix('/').unwrap_or(path);
    let (folders, last) = path.rsplit_once('/').map_or((None, path), |(folders, last)| (Some(folders), last));
    let last = [".html", ".htm"].iter().find_map(|ending| last.strip_suffix(ending)).unwrap_or(last);
    folders.into_iter().flat_map(|folders| folders.split('/')).chain([last]).all(is_part)
}

fn is_part(part: &str) -> bool {
    let is_safe = |c: char| c.is_alphanumeric() || "-_~%".contains(c);
    (1..=LONGEST_PART).contains(&part.len())
        && part.chars().all(is_safe)
        && !part.starts_with('_')
        && !Slug::is_device(&part.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::is_old_address;

    #[test]
    fn an_old_address_is_that_of_a_page() {
        for good in ["/jobs/old/", "/old", "/a/b.html", "/stellen/k%C3%B6chin.htm", "/köchin/"] {
            assert!(is_old_address(good), "{good}");
        }
        let long = format!("/{}/", "x".repeat(300));
        for bad in [
            "old",
            "/",
            "//evil.example",
            "/../x",
            "/a/./b",
            "/.htaccess",
            "/_headers",
            "/robots.txt",
            "/a.b/c",
            "/con/",
            "/jobs/nul.html",
            "/.well-known/x",
            "/job.php",
            "/a b",
            "/a\\b",
            "/x?y",
            long.as_str(),
        ] {
            assert!(!is_old_address(bad), "{bad}");
        }
    }
}
