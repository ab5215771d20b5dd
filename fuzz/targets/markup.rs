//! Markdown to safe HTML, judged by a real HTML parser: what a browser builds from the page, not what the text looks
//! like. Scripts on and off, inside a page like ours, so that nothing breaks out of its frame either.

use corkboard::model::SiteUrl;
use corkboard::parse;
use html5ever::tendril::TendrilSink;
use html5ever::{Namespace, ParseOpts, ns};
use scraper::{ElementRef, Html, HtmlTreeSink, Node};

/// Elements that a body may have, and their attributes.
const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "rel"]),
    ("img", &["src", "alt", "loading", "title"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
];

/// Elements that a body may have, without attributes.
const BARE: &[&str] = &[
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "mark",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Any text as the body of a posting, of a page below a folder, and of a page at the root.
pub fn html(bytes: &[u8]) {
    for site in [SiteUrl::parse("https://board.example/all/jobs/").unwrap(), SiteUrl::local()] {
        let body = parse::prose(bytes, &site);
        assert_harmless(&body.html, &site);
        assert!(!body.text().contains('\0'));
    }
}

/// Panics when a browser would make more of a body than text, lists, tables, pictures of the board, and links.
pub fn assert_harmless(body: &str, site: &SiteUrl) {
    for scripting_enabled in [true, false] {
        let page =
            format!("<!doctype html><title>t</title><main><div id=\"body\">{body}</div><p id=\"after\">x</main>");
        let mut options = ParseOpts::default();
        options.tree_builder.scripting_enabled = scripting_enabled;
        let sink = HtmlTreeSink::new(Html::new_document());
        let document = html5ever::parse_document(sink, options).one(page);
        let element = |id: &str| {
            let found =
                document.tree.nodes().filter_map(ElementRef::wrap).filter(|element| element.attr("id") == Some(id));
            let found: Vec<ElementRef> = found.collect();
            assert_eq!(found.len(), 1, "#{id} is there {} times: {body}", found.len());
            found[0]
        };
        let (frame, after) = (element("body"), element("after"));
        let next = frame.next_sibling().map(|node| node.id());
        assert_eq!(next, Some(after.id()), "the body breaks out of its frame: {body}");
        for node in frame.descendants().skip(1) {
            match node.value() {
                Node::Text(_) => {}
                Node::Element(_) => check(ElementRef::wrap(node).unwrap(), site, body),
                other => panic!("{other:?} in {body}"),
            }
        }
        let outside = document.tree.nodes().filter_map(ElementRef::wrap).filter(|element| !is_within(*element, frame));
        let names: Vec<&str> = outside.map(|element| element.value().name()).collect();
        assert_eq!(names, ["html", "head", "title", "body", "main", "div", "p"], "something moved out of {body}");
    }
}

fn is_within(element: ElementRef, frame: ElementRef) -> bool {
    element.ancestors().any(|above| above.id() == frame.id())
}

fn check(element: ElementRef, site: &SiteUrl, body: &str) {
    let html: Namespace = ns!(html);
    let value = element.value();
    assert_eq!(value.name.ns, html, "<{}> of another language in {body}", value.name());
    let attributes = ALLOWED.iter().find(|(name, _)| *name == value.name()).map(|(_, attributes)| *attributes);
    let attributes = attributes.or_else(|| BARE.contains(&value.name()).then_some(&[]));
    let allowed = attributes.unwrap_or_else(|| panic!("<{}> in {body}", value.name()));
    for (name, _) in value.attrs() {
        assert!(allowed.contains(&name), "<{} {name}> in {body}", value.name());
    }
    let base = url::Url::parse(&site.join("/jobs/x/")).unwrap();
    if let Some(href) = value.attr("href") {
        let url = base.join(href).unwrap_or_else(|error| panic!("{href}: {error} in {body}"));
        assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()), "{href} in {body}");
        let is_foreign = ["http", "https"].contains(&url.scheme()) && url.origin() != base.origin();
        assert!(!is_foreign || value.attr("rel") == Some("nofollow noopener ugc"), "{href} without rel in {body}");
    }
    if let Some(src) = value.attr("src") {
        let url = base.join(src).unwrap_or_else(|error| panic!("{src}: {error} in {body}"));
        assert_eq!(url.origin(), base.origin(), "{src} asks another host in {body}");
        assert!(url.path().starts_with(site.base_path()), "{src} leaves the board in {body}");
    }
}
