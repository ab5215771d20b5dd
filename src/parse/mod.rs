//! Sources to postings and diagnostics. Never fails, never reads a file.

pub mod salary;
pub mod settings;
pub mod tables;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::model::{CompanyProfile, JobPosting, PlainPage, Settings};

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
    pub postings: Vec<JobPosting>,
    /// What to tell the author.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a posting file: encoding, dialect, fields, facts.
pub fn posting(file: PostingFile, settings: &Settings) -> Parsed {
    let _ = (file, settings);
    Parsed::default()
}

/// A posting's text as it is drawn: made from the same file a second time, so that it need not be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Safe HTML: headings from `h2`, checked links; no empty string unless the posting has no text.
    pub html: String,
    /// The same with every address made absolute, for feeds and structured data.
    pub markdown: String,
}

/// The body of the posting number `part` of a file.
pub fn body(file: PostingFile, part: u32) -> Body {
    let _ = (file, part);
    Body::default()
}

/// Reads a company profile. The second value is its body as safe HTML.
pub fn company(path: &str, bytes: &[u8]) -> (Option<CompanyProfile>, Vec<Diagnostic>) {
    let _ = (path, bytes);
    (None, Vec::new())
}

/// Reads a plain page.
pub fn page(path: &str, bytes: &[u8]) -> (Option<PlainPage>, Vec<Diagnostic>) {
    let _ = (path, bytes);
    (None, Vec::new())
}
