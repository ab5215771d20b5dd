//! Company profiles and plain pages: Markdown files whose front matter is optional.

use std::collections::BTreeMap;
use std::ops::Range;

use super::convert::{self, url};
use super::dialect::{self, Shape};
use super::document;
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use super::{Body, encoding, posting, render};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CompanyProfile, Fact, PlainPage, SiteUrl, Slug};
use crate::source::Span;

/// Reads a company profile.
pub(super) fn company(path: &str, bytes: &[u8]) -> (Option<CompanyProfile>, Vec<Diagnostic>) {
    with_entries(path, bytes, |text, entries, body, reports| {
        let stem = stem(path);
        let mut profile = CompanyProfile {
            path: path.to_owned(),
            content_hash: xxhash_rust::xxh3::xxh3_128(bytes),
            slug: Slug::of_any(stem),
            name: Fact::derived(title_of(text, body).unwrap_or_else(|| stem.replace('-', " ")), Span::default()),
            aliases: Vec::new(),
            url: None,
            logo: None,
            industry: None,
            size: None,
            location: None,
            extra: BTreeMap::new(),
        };
        for Entry { key, node, .. } in entries {
            let flat: String = key.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            match flat.as_str() {
                "name" | "title" | "company" => {
                    profile.name = convert::line("name", &node, reports).unwrap_or(profile.name);
                }
                "aliases" | "alias" | "alsoknownas" => profile.aliases = texts(&node),
                "url" | "website" | "companyurl" | "websiteurl" | "homepage" => {
                    profile.url = url("url", &node, reports)
                }
                "logo" | "logourl" => profile.logo = convert::logo(&node, reports),
                "industry" | "sector" => profile.industry = line(&key, &node, reports),
                "size" | "companysize" | "employees" => profile.size = line(&key, &node, reports),
                "location" | "seat" | "headquarters" | "city" | "region" => {
                    profile.location = line(&key, &node, reports)
                }
                "slug" => profile.slug = convert::slug(&node, reports).map_or(profile.slug, |fact| fact.value),
                _ => drop(profile.extra.insert(key.to_string(), node.to_json())),
            }
        }
        profile
    })
}

/// Reads a plain page.
pub(super) fn page(path: &str, bytes: &[u8]) -> (Option<PlainPage>, Vec<Diagnostic>) {
    with_entries(path, bytes, |text, entries, body, reports| {
        let stem = stem(path);
        let mut page = PlainPage {
            path: path.to_owned(),
            content_hash: xxhash_rust::xxh3::xxh3_128(bytes),
            slug: Slug::of_any(stem),
            title: title_of(text, body).unwrap_or_else(|| stem.replace('-', " ")),
            description: None,
            nav: None,
        };
        for Entry { key, node, .. } in entries {
            match key.to_lowercase().as_str() {
                "title" | "name" => page.title = line(&key, &node, reports).unwrap_or(page.title),
                "description" | "summary" => page.description = line(&key, &node, reports),
                "slug" => page.slug = convert::slug(&node, reports).map_or(page.slug, |fact| fact.value),
                "nav" | "navigation" | "menu" | "order" => page.nav = nav(&key, &node, reports),
                _ => {}
            }
        }
        page
    })
}

/// The body of a profile or page as HTML.
pub(super) fn body(bytes: &[u8], site: &SiteUrl) -> Body {
    let Some(decoded) = encoding::decode(bytes).ok().filter(|_| bytes.len() <= posting::LONGEST_FILE) else {
        return Body::default();
    };
    let text = decoded.text.as_ref();
    let below = &text[body_of(text).1];
    let without_title = match title_line(below) {
        Some(line) => &below[line.end..],
        None => below,
    };
    render::safe(without_title, site)
}

/// Front matter, when there is any, and what lies below it.
fn body_of(text: &str) -> (Option<Shape>, Range<usize>) {
    match dialect::detect("page.md", text) {
        Shape::FrontMatter { dialect, fields, body } => {
            (Some(Shape::FrontMatter { dialect, fields, body: body.clone() }), body)
        }
        shape @ Shape::Unclosed { .. } => (Some(shape), 0..text.len()),
        _ => (None, 0..text.len()),
    }
}

/// The first line when it is a heading of the first level: the page's title, which the page shows itself.
fn title_line(body: &str) -> Option<Range<usize>> {
    let line = dialect::lines(body, 0).find(|line| !body[line.clone()].trim().is_empty())?;
    body[line.clone()].starts_with("# ").then_some(line)
}

fn title_of(text: &str, body: Range<usize>) -> Option<String> {
    let below = &text[body];
    let title = below[title_line(below)?].trim_start_matches('#').trim().trim_end_matches('#').trim();
    (!title.is_empty()).then(|| title.to_owned())
}

fn with_entries<T>(
    path: &str,
    bytes: &[u8],
    make: impl FnOnce(&str, Vec<Entry>, Range<usize>, &mut Reports) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let decoded = match posting::decode(bytes) {
        Some(decoded) => decoded,
        None => return (None, posting::refused(path, bytes).diagnostics),
    };
    let text = decoded.text.as_ref();
    let mut reports = Reports::on(path, text);
    let (shape, body) = body_of(text);
    let entries = match shape {
        Some(Shape::FrontMatter { dialect, fields, .. }) => document::entries(text, dialect, fields, &mut reports),
        Some(Shape::Unclosed { fence }) => {
            let span = Span::new(fence.start, fence.end);
            let message = "front matter is never closed";
            reports.error(
                Code::UnclosedFrontMatter,
                span,
                message,
                "write `---` on a line of its own below the last key",
            );
            None
        }
        _ => Some(Vec::new()),
    };
    let made = entries.map(|entries| make(text, entries, body, &mut reports));
    (made.filter(|_| !reports.is_broken()), reports.into_list())
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn line(key: &str, node: &Node, reports: &mut Reports) -> Option<String> {
    convert::line(key, node, reports).map(|fact| fact.value)
}

fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| item.text().map(str::to_owned)).collect(),
        _ => node.text().map(str::to_owned).into_iter().collect(),
    }
}

/// A place in the navigation: a number, or `true` for the end.
fn nav(key: &str, node: &Node, reports: &mut Reports) -> Option<i64> {
    match node.text()? {
        "true" | "yes" => Some(100),
        "false" | "no" => None,
        text => {
            let number = text.parse().ok();
            if number.is_none() {
                let message = format!("`{key}` is `{}`, not a number", super::dates::shortened(text));
                reports.error(Code::WrongType, node.span, message, format!("write `{key}: 1`"));
            }
            number
        }
    }
}
