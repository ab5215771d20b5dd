//! Which addresses of a board are new, changed or gone after a publication, for search engines and hubs.

use super::difference::{Kind, Step};
use super::{Outcome, media};
use crate::model::{SiteUrl, UrlStyle};

/// Addresses that one IndexNow request may hold.
const IN_REQUEST: usize = 10_000;

/// What changed, as addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Pages that are new, changed or gone.
    pub pages: Vec<String>,
    /// Feeds that are new or changed.
    pub feeds: Vec<String>,
}

impl News {
    /// The addresses of what was sent and removed.
    pub fn of(outcome: &Outcome, base_url: &SiteUrl, style: UrlStyle) -> News {
        let is_page =
            |step: &&Step| media::is_page(&step.path) && step.path != "404.html" && step.path != "widget.html";
        let is_feed = |step: &&Step| {
            let name = step.path.rsplit('/').next().unwrap_or_default();
            step.kind != Kind::Gone && matches!(name, "feed.json" | "rss.xml" | "atom.xml" | "changes.xml")
        };
        News {
            pages: outcome.steps.iter().filter(is_page).map(|step| base_url.join(&path(&step.path, style))).collect(),
            feeds: outcome.steps.iter().filter(is_feed).map(|step| base_url.join(&step.path)).collect(),
        }
    }

    /// Bodies of IndexNow requests (indexnow.org), at most 10,000 addresses in each.
    pub fn index_now(&self, base_url: &SiteUrl, key: &str) -> Vec<String> {
        let host = base_url.as_str().split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let location = base_url.join(&format!("{key}.txt"));
        let body = |urls: &[String]| {
            serde_json::json!({ "host": host, "key": key, "keyLocation": location, "urlList": urls }).to_string()
        };
        self.pages.chunks(IN_REQUEST).map(body).collect()
    }
}

/// The path of a page from its file.
fn path(file: &str, style: UrlStyle) -> String {
    if let Some(folder) = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')) {
        return folder.to_owned();
    }
    match style {
        UrlStyle::Clean => file.trim_end_matches(".html").to_owned(),
        UrlStyle::Pretty | UrlStyle::Html => file.to_owned(),
    }
}
