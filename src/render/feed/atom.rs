//! Atom (RFC 4287). `updated` is required there, also of entries without a day and of feeds without an entry.

use super::Document;
use super::item::Item;
use jiff::civil::Date;

use crate::plan::FeedFormat;
use crate::render::xml::Xml;

/// `updated` where nothing is known: no claim of anybody, the same in every time zone.
const UNKNOWN: &str = "1970-01-01T00:00:00Z";

/// The document as XML.
pub(super) fn write(document: &Document) -> String {
    let settings = &document.plan.settings;
    let own = document.address(FeedFormat::Atom, document.number);
    let newest = document.items.iter().filter_map(Item::updated).max();
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", settings.language.tag())]);
    xml.element("id", &own);
    xml.element("title", &document.title());
    xml.element("subtitle", document.description());
    xml.element("updated", &updated(document, newest));
    xml.open("author", &[]);
    xml.element("name", &settings.title);
    xml.element("uri", settings.base_url.as_str());
    xml.close();
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &document.home())]);
    if let Some(hub) = document.hub() {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    if let [_, Some(icon)] = document.icons() {
        xml.element("icon", &icon);
    }
    xml.element("generator", "corkboard");
    for item in &document.items {
        write_entry(&mut xml, document, item);
    }
    xml.finish()
}

fn write_entry(xml: &mut Xml, document: &Document, item: &Item) {
    match item.language {
        Some(language) => xml.open("entry", &[("xml:lang", language)]),
        None => xml.open("entry", &[]),
    }
    xml.element("id", &item.address);
    xml.element("title", item.title);
    if let Some(day) = item.published {
        xml.element("published", &document.moments.start(day));
    }
    xml.element("updated", &updated(document, item.updated()));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.address)]);
    if let Some(author) = item.author {
        xml.open("author", &[]);
        xml.element("name", author);
        if let Some(url) = item.author_url {
            xml.element("uri", url);
        }
        xml.close();
    }
    for tag in &item.tags {
        xml.empty("category", &[("term", tag)]);
    }
    if let Some(summary) = item.summary {
        xml.element("summary", summary);
    }
    if !item.html.is_empty() {
        xml.cdata("content", &[("type", "html")], &item.html);
    }
    xml.close();
}

fn updated(document: &Document, day: Option<Date>) -> String {
    day.map_or_else(|| UNKNOWN.to_owned(), |day| document.moments.start(day))
}
