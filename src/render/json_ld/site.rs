//! Structured data of the board itself: site, publisher, breadcrumbs.

use serde::Serialize;

use super::script::to_script;
use crate::plan::{Page, Plan};

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: (WebSite<'a>, Publisher<'a>),
}

#[derive(Serialize)]
struct WebSite<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    name: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(rename = "inLanguage")]
    in_language: &'a str,
    publisher: Reference<'a>,
    #[serde(rename = "potentialAction", skip_serializing_if = "Option::is_none")]
    search: Option<SearchAction>,
}

#[derive(Serialize)]
struct SearchAction {
    #[serde(rename = "@type")]
    kind: &'static str,
    target: EntryPoint,
    #[serde(rename = "query-input")]
    input: &'static str,
}

#[derive(Serialize)]
struct EntryPoint {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "urlTemplate")]
    template: String,
}

#[derive(Serialize)]
struct Publisher<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Reference<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
}

#[derive(Serialize)]
struct Breadcrumbs<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Crumb<'a>>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: &'a str,
}

/// The board as a web site and the organization behind it, for the front page.
pub fn site(plan: &Plan) -> String {
    let settings = &plan.settings;
    let url = settings.base_url.as_str();
    let publisher = settings.base_url.join("#publisher");
    to_script(&Graph {
        context: "https://schema.org",
        graph: (
            WebSite {
                kind: "WebSite",
                id: &settings.base_url.join("#site"),
                name: &settings.title,
                url,
                description: &settings.description,
                in_language: settings.language.tag(),
                publisher: Reference { id: &publisher },
                search: plan.has_own_search().then(|| search_action(plan)),
            },
            Publisher { kind: "Organization", id: &publisher, name: &settings.title, url },
        ),
    })
}

fn search_action(plan: &Plan) -> SearchAction {
    let page = plan.settings.base_url.join(&plan.address(Page::Search).path);
    SearchAction {
        kind: "SearchAction",
        target: EntryPoint { kind: "EntryPoint", template: format!("{page}?q={{search_term_string}}") },
        input: "required name=search_term_string",
    }
}

/// The way from the front page to a page: names and absolute addresses, the page itself last.
pub fn breadcrumbs(trail: &[(&str, &str)]) -> String {
    let items = trail.iter().zip(1..);
    to_script(&Breadcrumbs {
        context: "https://schema.org",
        kind: "BreadcrumbList",
        items: items.map(|((name, item), position)| Crumb { kind: "ListItem", position, name, item }).collect(),
    })
}
