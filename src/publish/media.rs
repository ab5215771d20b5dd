//! What a server should say with each file: media type and how long it may be kept.

use std::collections::BTreeSet;

use crate::render::media_type;

/// Headers of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headers {
    pub media_type: &'static str,
    pub cache: &'static str,
}

const FOREVER: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=300";
const FEED: &str = "public, max-age=900";
const DAY: &str = "public, max-age=86400";

/// The headers of a file; `versioned` are those that pages only name together with their hash.
pub(super) fn headers(path: &str, versioned: &BTreeSet<String>) -> Headers {
    let media_type = media_type(path);
    let cache = match path {
        _ if versioned.contains(path) => FOREVER,
        _ if is_page(path) => SHORT,
        _ if is_feed(path) || is_search_index(path) || is_directory(path) => FEED,
        _ => DAY,
    };
    Headers { media_type, cache }
}

/// The files that the front page and the page that searches name as `file?v=hash`.
pub(super) fn versioned(pages: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for html in pages {
        for (at, _) in html.match_indices("?v=") {
            let start = html[..at].rfind(['"', '\'', '=']).map_or(0, |quote| quote + 1);
            // The path is that of the host; the board may lie below it, so that every end of it counts.
            let mut path = html[start..at].trim_start_matches('/');
            found.insert(path.to_owned());
            while let Some((_, below)) = path.split_once('/') {
                path = below;
                found.insert(path.to_owned());
            }
        }
    }
    found
}

/// An HTML page.
pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// A feed, list or table of postings for programs.
pub(super) fn is_feed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_numbered = |name: &str| name.starts_with("feed-") || name.starts_with("jobs");
    matches!(name, "feed.json" | "rss.xml" | "atom.xml" | "changes.xml" | "indeed.xml" | "linkedin.xml" | "jobs.csv")
        || matches!(name, "jobs.parquet" | "widget.json" | "deadlines.ics")
        || (name.ends_with(".json") && is_numbered(name) && name != "jobs.schema.json")
}

/// A file of the search: it names postings, as lists do.
pub(super) fn is_search_index(path: &str) -> bool {
    path.starts_with("search-index/")
}

/// A file that tells where things are: sitemaps and what stands at the root for programs.
pub(super) fn is_directory(path: &str) -> bool {
    let is_sitemap = path.starts_with("sitemap") && path.ends_with(".xml");
    is_sitemap || matches!(path, "robots.txt" | "llms.txt" | "_headers" | "_redirects" | "opensearch.xml")
}

/// True for texts, which compress well.
pub(super) fn is_text(path: &str) -> bool {
    let kind = media_type(path);
    kind.starts_with("text/") || kind.contains("json") || kind.contains("xml")
}
