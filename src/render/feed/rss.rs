//! RSS 2.0 after the RSS Best Practices Profile: employers as `dc:creator`, full text as `content:encoded`.

use super::Document;
use super::item::Item;
use crate::plan::FeedFormat;
use crate::render::xml::Xml;

/// The document as XML.
pub(super) fn write(document: &Document) -> String {
    let title = document.title();
    let home = document.home();
    let mut xml = Xml::new();
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    xml.open("channel", &[]);
    xml.element("title", &title);
    xml.element("link", &home);
    xml.element("description", document.description());
    xml.element("language", document.plan.settings.language.tag());
    if let Some(newest) = document.items.iter().filter_map(Item::newest).max() {
        xml.element("lastBuildDate", &document.moments.start_rfc822(newest));
    }
    let own = document.address(FeedFormat::Rss, document.number);
    xml.empty("atom:link", &[("href", &own), ("rel", "self"), ("type", "application/rss+xml")]);
    if let Some(hub) = document.hub() {
        xml.empty("atom:link", &[("href", hub), ("rel", "hub")]);
    }
    xml.element("generator", "corkboard");
    if let [_, Some(icon)] = document.icons() {
        xml.open("image", &[]);
        xml.element("url", &icon);
        xml.element("title", &title);
        xml.element("link", &home);
        xml.close();
    }
    for item in &document.items {
        write_item(&mut xml, document, item);
    }
    xml.finish()
}

fn write_item(xml: &mut Xml, document: &Document, item: &Item) {
    xml.open("item", &[]);
    xml.element("title", item.title);
    xml.element("link", &item.address);
    xml.element_with("guid", &[("isPermaLink", "true")], &item.address);
    if let Some(day) = item.published {
        xml.element("pubDate", &document.moments.start_rfc822(day));
    }
    if let Some(author) = item.author {
        xml.element("dc:creator", author);
    }
    if let Some(language) = item.language.filter(|language| *language != document.plan.settings.language.tag()) {
        xml.element("dc:language", language);
    }
    for tag in &item.tags {
        xml.element("category", tag);
    }
    // Readers take a description for HTML; ours is plain text.
    let mut summary = String::new();
    let _ = pulldown_cmark_escape::escape_html_body_text(&mut summary, item.summary.unwrap_or(item.title));
    xml.element("description", &summary);
    if !item.html.is_empty() {
        xml.cdata("content:encoded", &[], &item.html);
    }
    xml.close();
}
