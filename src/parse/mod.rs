//! Sources to postings and diagnostics. Never fails, never reads a file.
//! `posting` leads through a file: `encoding → dialect → document → fields → convert`; `render` through a body.

pub mod place;
pub mod salary;
pub mod settings;
pub mod tables;
pub mod terms;

mod aggregator;
pub mod canonical;
mod convert;
mod dates;
mod dialect;
mod document;
mod encoding;
mod escapes;
mod fast_fields;
mod fields;
mod heading;
mod html_check;
mod keys;
mod links;
mod markdown;
mod mojibake;
mod opening;
mod plain;
mod posting;
mod profile;
mod raw_html;
mod render;
mod repair;
mod reports;
mod toml_fields;
mod value;
mod vocabulary;
mod yaml;
mod yaml_help;

pub mod facts;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::model::{CompanyProfile, JobPosting, PlainPage, Settings, SiteUrl};

pub(crate) use convert::{is_invisible, is_way_to_apply};
pub use opening::open_tables;
pub(crate) use raw_html::text_if_heavy;
pub use vocabulary::{Field, Form, fields, posting_schema};

/// A posting's files as read from the disk.
#[derive(Clone, Copy, Debug)]
pub struct PostingFile<'a> {
    /// Path relative to the content folder, with `/`.
    pub path: &'a str,
    /// The bytes of the file.
    pub bytes: &'a [u8],
    /// Path and bytes of the `.yaml` file of the same stem, when there is one.
    pub sidecar: Option<(&'a str, &'a [u8])>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parsed {
    /// Its postings; empty when the file holds none (then a diagnostic says why).
    pub postings: Vec<Arc<JobPosting>>,
    /// What to tell the author.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a posting file: encoding, dialect, fields, facts.
pub fn posting(file: PostingFile, settings: &Settings) -> Parsed {
    posting::read(file, settings)
}

/// A text as it is drawn: made from the same file a second time, so that it need not be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Safe HTML: headings from `h2`, checked links, paths below the board's own; empty when there is no text.
    pub html: String,
    /// Clean Markdown: what was written, with its repairs.
    pub markdown: String,
    /// Paths of the board to which links and images lead, without the board's own (`/companies/acme/`).
    pub paths: Vec<String>,
    /// Markup that was made harmless.
    pub unsafe_markup: Vec<String>,
}

impl Body {
    /// The words, a line for every block.
    pub fn text(&self) -> String {
        plain::of_html(&self.html)
    }
}

/// The body of the posting number `part` of a file. `site` is where the board will be served.
pub fn body(file: PostingFile, part: u32, site: &SiteUrl) -> Body {
    posting::body(file, part, site)
}

/// The bodies of all postings of a file: for a list of postings far less work than asking for one after the other.
pub fn bodies(file: PostingFile, site: &SiteUrl) -> Vec<Body> {
    posting::bodies(file, site)
}

/// Hands over the words of a posting's body, in order. Cheaper than cutting what `body` gives: Markdown is cut as it is
/// written, and the fields are not read again.
pub fn body_words(file: PostingFile, posting: &JobPosting, found: &mut impl FnMut(&str)) {
    posting::words(file, posting, found);
}

/// Reads a company profile; `prose` gives its body.
pub fn company(path: &str, bytes: &[u8]) -> (Option<CompanyProfile>, Vec<Diagnostic>) {
    profile::company(path, bytes)
}

/// Reads a plain page; `prose` gives its body.
pub fn page(path: &str, bytes: &[u8]) -> (Option<PlainPage>, Vec<Diagnostic>) {
    profile::page(path, bytes)
}

/// The body of a company profile or plain page.
pub fn prose(bytes: &[u8], site: &SiteUrl) -> Body {
    profile::body(bytes, site)
}

/// Reads a day or a month as authors write them; none for anything else.
pub fn read_date(text: &str) -> Option<crate::model::DatePosted> {
    dates::read(text).ok()
}

/// The canonical key that a written key means.
pub fn known_key(written: &str) -> Option<&'static str> {
    keys::Key::of(written).map(keys::Key::canonical)
}

/// A file's text as the spans of its postings count it: decoded, and with its encoding repaired.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    encoding::decode(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), |decoded| decoded.text)
}
