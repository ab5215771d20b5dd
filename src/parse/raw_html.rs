//! Elements that an author wrote as HTML within Markdown: simple ones are kept through a sanitiser, everything else goes.

use std::collections::{HashMap, HashSet};

use super::links::{Target, target};
use crate::model::SiteUrl;

/// What a piece of raw HTML is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// A comment, declaration or processing instruction: nothing to see.
    Comment,
    /// Something between `<` and `>` that is no element: text.
    Text,
    /// An element of HTML.
    Element,
}

/// Elements that are kept.
const KEPT: [&str; 36] = [
    "a",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "del",
    "sub",
    "sup",
    "small",
    "mark",
    "code",
    "pre",
    "span",
    "div",
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "tfoot",
];

/// Elements whose tags go and whose text stays.
const HARMLESS: [&str; 30] = [
    "font",
    "center",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "abbr",
    "cite",
    "q",
    "ins",
    "strike",
    "tt",
    "big",
    "address",
    "time",
    "kbd",
    "label",
    "details",
    "summary",
    "img",
    "caption",
    "wbr",
];

/// Elements that load, run or ask for something.
const ACTIVE: [&str; 36] = [
    "script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "select", "textarea",
    "option", "svg", "math", "link", "meta", "base", "frame", "frameset", "video", "audio", "source", "track",
    "canvas", "template", "slot", "portal", "noscript", "xml", "html", "head", "body", "title", "image", "marquee",
    "dialog",
];

/// Tells what a piece is; elements and attributes that could do harm are noted.
pub(super) fn classify(html: &str, harmful: &mut Vec<String>) -> Raw {
    let mut kind = None;
    for (at, _) in html.match_indices('<') {
        let tag = html[at + 1..].trim_start_matches('/');
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        if name.is_empty() {
            let is_comment = tag.starts_with(['!', '?']);
            kind = kind.or(is_comment.then_some(Raw::Comment));
        } else if ACTIVE.contains(&name.as_str()) {
            note(harmful, format!("<{name}>"));
            kind = Some(Raw::Element);
        } else if KEPT.contains(&name.as_str()) || HARMLESS.contains(&name.as_str()) {
            let attributes = tag[end..].split(['>', '<']).next().unwrap_or_default();
            if has_handler(attributes) {
                note(harmful, format!("<{name} on…>"));
            }
            kind = Some(Raw::Element);
        } else if kind.is_none() {
            kind = Some(Raw::Text);
        }
    }
    kind.unwrap_or(Raw::Text)
}

fn note(harmful: &mut Vec<String>, what: String) {
    if harmful.len() < 10 && !harmful.contains(&what) {
        harmful.push(what);
    }
}

fn has_handler(attributes: &str) -> bool {
    let lower = attributes.to_ascii_lowercase();
    lower.split([' ', '\t', '\n', '\r', '/', '"', '\'']).any(|word| word.starts_with("on") && word.contains('='))
        || lower.contains("javascript:")
}

/// The text of a piece whose elements are left out; that of scripts and styles goes with them.
pub(super) fn text(html: &str) -> String {
    if let Some(text) = text_if_heavy(html) {
        return text;
    }
    let clean = ammonia::Builder::empty().clean(html).to_string();
    super::plain::of_html(&clean)
}

/// The text of HTML on which a parser would work for long; none of any other.
pub(crate) fn text_if_heavy(html: &str) -> Option<String> {
    is_heavy(html).then(|| super::plain::of_html(html))
}

/// What a parser may have to do for one body: tags, each counted once for every element that is open around it.
const HEAVIEST: usize = 1_000_000;

/// Bytes that may be looked at when the clean HTML is written: at each `&` and each letter that begins with 0xC2 the
/// writer looks for the end of its text anew (`write_escaped` of html5ever 0.40). Some tenths of a second.
const MOST_SCANNED: u64 = 8_000_000_000;

/// Deepest nesting of an author's elements.
const DEEPEST: usize = 100;

/// True for HTML on which a parser would work for long: elements in elements in elements, or formatting that is never
/// closed and must be opened anew in each paragraph. Both grow with the square of the size.
pub(super) fn is_heavy(html: &str) -> bool {
    let marks = memchr::memchr2_iter(b'&', 0xC2, html.as_bytes()).count();
    if (marks as u64).saturating_mul(html.len() as u64) > MOST_SCANNED {
        return true;
    }
    let mut open: Vec<&str> = Vec::new();
    let (mut weight, mut looked_at) = (0, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = &html[at + 1..];
        let is_end = rest.starts_with('/');
        let rest = if is_end { &rest[1..] } else { rest };
        let length = rest.bytes().take(16).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len().min(16));
        let name = rest.get(..length).unwrap_or_default();
        if is_end {
            let near = open.iter().rev().take(8).position(|known| known.eq_ignore_ascii_case(name));
            open.truncate(near.map_or(open.len(), |above| open.len() - above - 1));
        } else if !name.is_empty() && !CLOSED_BY_NEXT.contains(&name.to_ascii_lowercase().as_str()) {
            open.push(name);
        }
        weight += open.len();
        let (count, length) = if name.is_empty() { (0, 0) } else { attributes(&rest[name.len()..]) };
        looked_at += length;
        if open.len() > DEEPEST || weight > HEAVIEST || count > MOST_ATTRIBUTES || looked_at > MOST_LOOKS * html.len() {
            return true;
        }
    }
    false
}

/// Attributes of one element, each of which a parser compares with those before it.
const MOST_ATTRIBUTES: usize = 200;

/// How often the bytes of a text may be looked at in search of attributes: each `<` is looked at by itself, since this
/// cannot know which of them a parser takes for the begin of a tag.
const MOST_LOOKS: usize = 4;

/// The attributes of a tag, from the end of its name, and its bytes; counting ends beyond `MOST_ATTRIBUTES`.
fn attributes(tag: &str) -> (usize, usize) {
    let tag = tag.as_bytes();
    let skip = |from: usize, is_in: fn(&u8) -> bool| {
        let rest = tag.get(from..).unwrap_or_default();
        rest.iter().position(|byte| !is_in(byte)).map_or(tag.len(), |length| from + length)
    };
    let (mut count, mut at) = (0, 0);
    while count <= MOST_ATTRIBUTES {
        at = skip(at, |byte| byte.is_ascii_whitespace() || *byte == b'/');
        if matches!(tag.get(at), None | Some(b'>')) {
            break;
        }
        count += 1;
        at = skip(at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        at = skip(at, u8::is_ascii_whitespace);
        if tag.get(at) != Some(&b'=') {
            continue;
        }
        at = skip(at + 1, u8::is_ascii_whitespace);
        at = match tag.get(at) {
            Some(b'"') => skip(at + 1, |byte| *byte != b'"') + 1,
            Some(b'\'') => skip(at + 1, |byte| *byte != b'\'') + 1,
            _ => skip(at, |byte| !byte.is_ascii_whitespace() && *byte != b'>'),
        };
    }
    (count, at)
}

/// Elements that hold nothing, or that end where the next begins.
const CLOSED_BY_NEXT: [&str; 20] = [
    "br", "hr", "img", "wbr", "input", "meta", "link", "source", "col", "p", "li", "td", "th", "tr", "thead", "tbody",
    "tfoot", "dt", "dd", "option",
];

/// Cleans HTML that holds an author's elements.
pub(super) fn clean(html: &str, site: &SiteUrl) -> String {
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    attributes.insert("a", HashSet::from(["href", "title"]));
    attributes.insert("img", HashSet::from(["src", "alt", "loading"]));
    attributes.insert("ol", HashSet::from(["start"]));
    attributes.insert("td", HashSet::from(["colspan", "rowspan"]));
    attributes.insert("th", HashSet::from(["colspan", "rowspan", "scope"]));
    let base = site.base_path().to_owned();
    let site = site.clone();
    let mut tags: HashSet<&str> = KEPT.into_iter().collect();
    tags.insert("img");
    let cleaned = ammonia::Builder::empty()
        .tags(tags)
        .tag_attributes(attributes)
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "title", "iframe", "textarea", "select",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("a", "href") if value.starts_with(&base) => Some(value.into()),
            ("a", "href") => href(target(value, &site)).map(Into::into),
            ("img", "src") => value.starts_with(&base).then(|| value.into()),
            ("th", "scope") => (value == "col").then(|| value.into()),
            ("img", "loading") => (value == "lazy").then(|| value.into()),
            (_, "colspan" | "rowspan" | "start") => value.parse::<u8>().ok().map(|number| number.to_string().into()),
            _ => Some(value.into()),
        })
        .clean(html)
        .to_string();
    renumber_headings(&with_rel(&without_bare_images(&cleaned)))
}

fn href(target: Target) -> Option<String> {
    match target {
        Target::Elsewhere(href) | Target::Contact(href) | Target::Fragment(href) | Target::Here { href, .. } => {
            Some(href)
        }
        Target::Useless | Target::Unsafe => None,
    }
}

/// Leaves out images whose address was refused.
fn without_bare_images(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img") {
        let end = rest[at..].find('>').map_or(rest.len(), |length| at + length + 1);
        out.push_str(&rest[..at]);
        if rest[at..end].contains(" src=\"") && rest[at..end].contains(" alt=\"") {
            out.push_str(&rest[at..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Gives links to other sites their `rel`, as the Markdown writer does.
fn with_rel(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find("<a href=\"http") {
        let end = rest[at..].find('>').map_or(rest.len(), |length| at + length);
        out.push_str(&rest[..end]);
        out.push_str(" rel=\"nofollow noopener ugc\"");
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Raw headings join the levels of the written ones: from `h2`, no level skipped.
fn renumber_headings(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut above: Vec<u8> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<h") {
        let level = rest.as_bytes().get(at + 2).copied().filter(|byte| (b'1'..=b'6').contains(byte));
        let closed = level.and_then(|level| Some((level, rest[at..].find("</h")?)));
        let Some((level, end)) = closed else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        while above.last().is_some_and(|known| *known >= level) {
            above.pop();
        }
        above.push(level);
        let shown = (above.len() + 1).min(6);
        out.push_str(&rest[..at]);
        out.push_str(&format!("<h{shown}"));
        out.push_str(&rest[at + 3..at + end]);
        out.push_str(&format!("</h{shown}>"));
        rest = rest[at + end..].split_once('>').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out
}
