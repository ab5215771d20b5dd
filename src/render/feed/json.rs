//! JSON Feed 1.1. Paged: each document names the next older one.

use serde::Serialize;

use super::Document;
use super::item::Item;
use crate::plan::FeedFormat;
use crate::render::machine::{Job, job, schema_url};

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<String>,
    authors: [Author<'a>; 1],
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hubs: Option<[Hub<'a>; 1]>,
    items: Vec<Entry<'a>>,
}

/// Where readers are told of news at once (WebSub).
#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<[Author<'a>; 1]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    _job: Extension<'a>,
}

#[derive(Serialize)]
struct Extension<'a> {
    about: &'a str,
    #[serde(flatten)]
    job: Job<'a>,
}

/// The document as JSON.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let settings = &document.plan.settings;
    let about = schema_url(document.plan);
    let next = document.plan.feed_next(document.id, document.number);
    let [icon, favicon] = document.icons();
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: document.title(),
        home_page_url: document.home(),
        feed_url: document.address(FeedFormat::Json, document.number),
        description: document.description(),
        next_url: next.map(|number| document.address(FeedFormat::Json, number)),
        icon,
        favicon,
        authors: [Author { name: &settings.title, url: Some(settings.base_url.as_str()) }],
        language: settings.language.tag(),
        hubs: document.hub().map(|url| [Hub { kind: "WebSub", url }]),
        items: document.items.iter().map(|item| entry(document, item, &about)).collect(),
    };
    // Writing strings and numbers to memory cannot fail.
    serde_json::to_vec(&feed).unwrap_or_default()
}

fn entry<'a>(document: &'a Document, item: &'a Item, about: &'a str) -> Entry<'a> {
    let has_text = !item.html.is_empty();
    Entry {
        id: &item.address,
        url: &item.address,
        external_url: item.apply_url,
        title: item.title,
        content_html: has_text.then_some(&*item.html),
        content_text: (!has_text).then(|| item.summary.unwrap_or(item.title)),
        summary: item.summary,
        date_published: item.published.map(|day| document.moments.start(day)),
        date_modified: item.modified.map(|day| document.moments.start(day)),
        authors: item.author.map(|name| [Author { name, url: item.author_url }]),
        tags: &item.tags,
        language: item.language,
        _job: Extension { about, job: job(document.plan, item.posting) },
    }
}
