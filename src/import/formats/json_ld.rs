//! schema.org `JobPosting` as JSON-LD, alone or in a saved web page.
//! <https://schema.org/JobPosting>, <https://developers.google.com/search/docs/appearance/structured-data/job-posting>

use std::ops::Range;

use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Node, Told, Value};
use super::super::{Known, html, json};
use super::Listings;
use crate::diagnostic::Code;

/// Levels in which a posting is looked for.
const DEEPEST: usize = 8;

pub(super) fn listings(told: &Told, known: &Known) -> Listings {
    let listings = page_listings(told, known);
    if listings.is_empty() {
        let text = told.source.text;
        let message = "no `JobPosting` is in this document";
        told.error(Code::ImportSyntax, 0..text.len().min(1), message, "save the page of one job, with its scripts");
    }
    Listings { listings, is_whole: false }
}

/// The postings of a page or of a JSON document; without any nothing is told.
pub(in crate::import) fn page_listings(told: &Told, known: &Known) -> Vec<Listing> {
    let text = told.source.text;
    let is_page = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    let ranges = if is_page { scripts(text) } else { std::iter::once(0..text.len()).collect() };
    let canonical = if is_page { canonical_link(text) } else { None };
    let mut found = Vec::new();
    for range in ranges {
        match json::read(text, range) {
            Ok(root) => collect(&root, told, 0, &mut found),
            Err((at, message)) => {
                let message = format!("this JSON-LD is not valid JSON: {message}");
                told.warning(Code::ImportSyntax, at, message, "what stands in it is left out");
            }
        }
    }
    let address = known.address.clone().or(canonical);
    for listing in &mut found {
        if listing.source_url.is_none() {
            listing.source_url.clone_from(&address);
        }
    }
    found
}

/// Where the JSON-LD scripts of a page lie.
fn scripts(page: &str) -> Vec<Range<usize>> {
    let lower = page.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = lower[at..].find("<script") {
        let start = at + offset;
        let Some(open) = lower[start..].find('>') else { break };
        let inner = start + open + 1;
        let end = lower[inner..].find("</script").map_or(page.len(), |length| inner + length);
        if lower[start..inner].contains("application/ld+json") {
            found.extend(bare(&page[inner..end]).map(|range| inner + range.start..inner + range.end));
        }
        at = end;
    }
    found
}

/// Where the JSON of a script lies, without the wrappings in which it was once hidden from old browsers.
fn bare(script: &str) -> Option<Range<usize>> {
    let (mut start, mut end) = (0, script.len());
    loop {
        let text = &script[start..end];
        let inner = text.trim();
        let first = ["//", "/*", "*/", "<![CDATA[", "<!--"].into_iter().find(|mark| inner.starts_with(mark));
        let last = ["-->", "]]>", "//", "/*", "*/", ";"].into_iter().find(|mark| inner.ends_with(mark));
        start += text.len() - text.trim_start().len() + first.map_or(0, str::len);
        end = start.max(start + inner.len() - first.map_or(0, str::len));
        end = start.max(end - last.map_or(0, str::len));
        if first.is_none() && last.is_none() {
            return (start < end).then_some(start..end);
        }
    }
}

/// The address that a page gives itself.
fn canonical_link(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let rel = lower.find("rel=\"canonical\"").or_else(|| lower.find("rel='canonical'"))?;
    let start = lower[..rel].rfind('<')?;
    let end = start + lower[start..].find('>')?;
    let tag = &page[start..end];
    let (_, href) = tag.split_once("href=")?;
    let address = match href.chars().next()? {
        quote @ ('"' | '\'') => href[1..].split(quote).next()?,
        _ => href.split_whitespace().next()?,
    };
    Some(html::unescaped(address))
}

/// Finds postings at any depth: in lists, in `@graph`, below other things.
fn collect(node: &Node, told: &Told, depth: usize, found: &mut Vec<Listing>) {
    if depth > DEEPEST {
        return;
    }
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, told, depth + 1, found)),
        Value::Map(_) if is_posting(node) => found.push(listing(Item { node, told })),
        Value::Map(entries) => entries.iter().for_each(|(_, inner)| collect(inner, told, depth + 1, found)),
        _ => {}
    }
}

fn is_posting(node: &Node) -> bool {
    let kinds = node.get("@type").map(Node::items).unwrap_or_default();
    kinds.iter().filter_map(Node::scalar).any(|kind| kind.rsplit(['/', ':']).next() == Some("JobPosting"))
}

fn listing(item: Item) -> Listing {
    let organization =
        item.first(&["hiringOrganization.name"]).or_else(|| name_of(item.node.get("hiringOrganization")));
    let description = item.text("description").unwrap_or_default();
    Listing {
        id: name_of(item.node.find("identifier.value").or(item.node.get("identifier"))).unwrap_or_default(),
        title: item.first(&["title", "name"]).unwrap_or_default(),
        company: organization.map(|name| html::line(&name)),
        company_url: item.first(&["hiringOrganization.sameAs", "hiringOrganization.url"]),
        company_logo: name_of(
            item.node.find("hiringOrganization.logo.url").or(item.node.find("hiringOrganization.logo")),
        ),
        date_posted: item.text("datePosted"),
        date_updated: item.text("dateModified"),
        valid_through: item.text("validThrough"),
        places: item.list("jobLocation").iter().filter_map(place).collect(),
        remote: item.texts("jobLocationType").into_iter().find(|kind| kind.eq_ignore_ascii_case("TELECOMMUTE")),
        applicant_locations: item
            .list("applicantLocationRequirements")
            .iter()
            .filter_map(|area| name_of(Some(area.node)))
            .collect(),
        employment_type: item.texts("employmentType"),
        pay: pay(&item),
        tags: tags(&item),
        category: item.texts("occupationalCategory").into_iter().next(),
        language: item.texts("inLanguage").into_iter().next(),
        apply: item.first(&["applicationContact.url", "applicationContact.email"]),
        source_url: item.text("url"),
        body: Body::Html(description),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// The name of a thing that is given as a text or as `{name: …}`.
fn name_of(node: Option<&Node>) -> Option<String> {
    let node = node?.items().first()?;
    node.scalar().or_else(|| ["name", "value", "url", "@id"].iter().find_map(|key| node.get(key)?.scalar()))
}

fn place(item: &Item) -> Option<Where> {
    if let Some(text) = item.node.scalar() {
        return Some(Where::Text(text));
    }
    let Some(address) = item.node.get("address").and_then(|address| address.items().first()) else {
        return name_of(Some(item.node)).map(Where::Text);
    };
    if let Some(text) = address.scalar() {
        return Some(Where::Text(text));
    }
    let part = |key: &str| name_of(address.get(key)).filter(|part| part.chars().any(char::is_alphanumeric));
    Where::parts(part("addressLocality"), part("addressRegion"), part("addressCountry"))
}

fn pay(item: &Item) -> Pay {
    let Some(node) = item.node.get("baseSalary").and_then(|node| node.items().first()) else { return Pay::default() };
    let inner = Item { node, told: item.told };
    if let Some(text) = node.scalar() {
        let currency = item.text("salaryCurrency").map(|code| format!("{code} ")).unwrap_or_default();
        return Pay { text: Some(format!("{currency}{text}")), ..Pay::default() };
    }
    let single = inner.node.find("value").and_then(Node::scalar).or_else(|| inner.text("value.value"));
    Pay {
        text: None,
        min: inner.first(&["value.minValue", "minValue"]).or_else(|| single.clone()),
        max: inner.first(&["value.maxValue", "maxValue"]).or(single),
        currency: inner.first(&["currency", "value.currency"]).or_else(|| item.text("salaryCurrency")),
        unit: inner.first(&["value.unitText", "unitText"]),
    }
}

fn tags(item: &Item) -> Vec<String> {
    let texts = item.texts("skills");
    let short = |text: &&str| text.chars().count() <= 40 && !text.is_empty();
    let words = texts.iter().flat_map(|text| text.split([',', ';', '\n'])).map(str::trim).filter(short);
    words.take(20).map(str::to_owned).collect()
}
