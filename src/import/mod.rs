//! Foreign records to the text of posting files: applicant-tracking systems, feeds, tables, pages, pasted texts.
//! Pure: who has the bytes hands them in, who wants files writes them.
//!
//! A document becomes a tree with places (`json`, `xml`, `formats/table`), a format reads `Listing`s from it, and a
//! listing becomes the fields and the body of a posting file.

mod amount;
mod encoding;
mod formats;
mod html;
mod json;
mod keyed;
mod listing;
mod pasted;
pub mod sync;
mod tree;
mod xml;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Settings;
use crate::parse::canonical::{Written, WrittenField};
use crate::parse::{PostingFile, posting};
use listing::Listing;
use tree::Told;

pub use encoding::decoded;
pub use formats::Format;
pub use pasted::{Draft, pasted};

/// A document to import.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its name as shown.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What is known of a source beside its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Name of the source, with which its ids begin, so that no two sources share one; empty = as they are.
    pub name: String,
    /// The employer, where the source does not name one.
    pub company: Option<String>,
    /// The employer's web site.
    pub company_url: Option<String>,
    /// The address that the document was read from.
    pub address: Option<String>,
    /// Key of front matter and the column of a table that holds it.
    pub columns: Vec<(String, String)>,
}

/// A posting as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The source's own id.
    pub id: String,
    /// The `id` of the posting on this board.
    pub own_id: String,
    /// The title, of which the file's name is made.
    pub title: String,
    /// The fields.
    pub fields: Vec<WrittenField>,
    /// The body, Markdown.
    pub body: String,
}

impl Imported {
    /// The text of its file.
    pub fn text(&self) -> String {
        listing::text(&self.fields, &self.body)
    }
}

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// Its postings, each id once.
    pub postings: Vec<Imported>,
    /// What to tell.
    pub diagnostics: Vec<Diagnostic>,
    /// False when the document says itself that it holds only a part of the source.
    pub is_whole: bool,
}

/// Reads a document.
pub fn read(format: Format, document: Document, known: &Known) -> Read {
    let told = Told::on(document.path, document.text);
    let formats::Listings { listings, is_whole } = format.listings(&told, known);
    let mut postings: Vec<Imported> = Vec::new();
    let mut ids = BTreeSet::new();
    for mut listing in listings {
        if listing.shown_title().is_empty() {
            told.error(Code::ImportRecord, listing.at.clone(), "a posting without a title", "every posting needs one");
            continue;
        }
        listing.company = listing.company.or_else(|| known.company.clone());
        listing.company_url = listing.company_url.or_else(|| known.company_url.clone());
        if listing.id.is_empty() {
            listing.id = own_id(&listing);
        }
        if !ids.insert(listing.id.clone()) {
            let message = format!("the id `{}` is given to two postings", listing.id);
            told.warning(Code::ImportRecord, listing.at.clone(), message, "the first one is taken");
            continue;
        }
        postings.push(sound(&listing, &board_id(&known.name, &listing.id), &told));
    }
    Read { postings, diagnostics: told.into_list(), is_whole }
}

/// An id for a posting whose source gives none: its address, else a hash of what names it.
fn own_id(listing: &Listing) -> String {
    let address = listing.source_url.as_ref().or(listing.apply.as_ref());
    let named = address.cloned().unwrap_or_else(|| {
        let company = listing.company.clone().unwrap_or_default();
        format!("{}\n{company}\n{:?}", listing.title, listing.places)
    });
    format!("{:012x}", xxhash_rust::xxh3::xxh3_64(named.as_bytes()) >> 16)
}

/// An id that no other source gives, short enough to be read.
fn board_id(name: &str, id: &str) -> String {
    let is_short = id.len() <= 40 && !id.contains("://") && !id.contains(char::is_whitespace);
    let short =
        if is_short { id.to_owned() } else { format!("{:012x}", xxhash_rust::xxh3::xxh3_64(id.as_bytes()) >> 16) };
    if name.is_empty() { short } else { format!("{name}:{short}") }
}

/// The posting without the fields that the board would refuse; each of those is told.
fn sound(listing: &Listing, own_id: &str, told: &Told) -> Imported {
    let mut imported = Imported {
        id: listing.id.clone(),
        own_id: own_id.to_owned(),
        title: listing.shown_title(),
        fields: listing.fields(),
        body: listing.markdown(),
    };
    let left_out = |key: &str, why: &str| {
        let message = format!("`{key}` of `{}` is left out: {why}", listing.shown_title());
        let help = "mend it at the source, or in the posting's file";
        told.warning(Code::ImportRecord, listing.at.clone(), message, help);
    };
    for (key, text) in listing.undated() {
        left_out(key, &format!("`{}` is not a day", html::plain(text)));
    }
    if let Some(field) = imported.fields.iter_mut().find(|field| field.key == "id") {
        field.value = Written::Text(own_id.to_owned());
    }
    loop {
        let text = imported.text();
        let file = PostingFile { path: "jobs/imported.md", bytes: text.as_bytes(), sidecar: None };
        let told = posting(file, &Settings::default()).diagnostics;
        let refused = told.iter().filter(|one| is_about_a_field(one)).find_map(|one| {
            let key = key_at(&text, one.location.line as usize);
            let at = imported.fields.iter().position(|field| field.key == key && key != "title")?;
            Some((at, one))
        });
        let Some((at, diagnostic)) = refused else { break };
        let field = imported.fields.remove(at);
        left_out(&field.key, &diagnostic.message);
    }
    imported
}

/// The key of front matter to which a line belongs; lines count from 1.
fn key_at(text: &str, line: usize) -> &str {
    let named = text.lines().take(line).filter(|line| !line.starts_with([' ', '-', '#'])).last();
    named.and_then(|line| line.split(':').next()).unwrap_or_default()
}

fn is_about_a_field(diagnostic: &Diagnostic) -> bool {
    let is_of_the_body = matches!(diagnostic.code, Code::EmptyDescription | Code::CutDescription | Code::UnsafeMarkup);
    diagnostic.severity != Severity::Note && !is_of_the_body && diagnostic.location.line > 1
}

/// A field as the text that a person would type, for messages.
pub fn shown(value: &Written) -> String {
    match value {
        Written::Text(text) | Written::Plain(text) => text.clone(),
        Written::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Written::Map(parts) => {
            parts.iter().map(|(key, part)| format!("{key}: {}", shown(part))).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests;
