//! What authors write beside postings: company profiles and plain pages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Fact, Slug, WebUrl};

/// `content/companies/<slug>.md`: a description of one employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyProfile {
    /// Path of the file.
    pub path: String,
    /// Hash of the file's bytes.
    pub content_hash: u128,
    /// The company's page: the stem of the file.
    pub slug: Slug,
    /// Name as shown; wins over the names in postings.
    pub name: Fact<String>,
    /// Other names under which postings mention the company.
    pub aliases: Vec<String>,
    /// Web site.
    pub url: Option<Fact<WebUrl>>,
    /// Logo: a path of the board (`/logos/x.svg`) or an address.
    pub logo: Option<Fact<String>>,
    /// Industry, size and place in the author's words.
    pub industry: Option<String>,
    /// Number of people, in the author's words.
    pub size: Option<String>,
    /// Seat, in the author's words.
    pub location: Option<String>,
    /// Unknown keys, for templates.
    #[serde(with = "super::extra")]
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// `content/pages/<slug>.md`: a page that is not a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlainPage {
    /// Path of the file.
    pub path: String,
    /// Hash of the file's bytes.
    pub content_hash: u128,
    /// The page's address: `/<slug>/`.
    pub slug: Slug,
    /// Title.
    pub title: String,
    /// Meta description.
    pub description: Option<String>,
    /// Place in the navigation; absent = not in it.
    pub nav: Option<i64>,
}
