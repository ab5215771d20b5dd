//! The formats that can be imported: one small reader each, over the same tree, to the same listing.

mod ashby;
mod feed;
mod greenhouse;
mod hacker_news;
mod issue_form;
mod json_ld;
mod lever;
mod personio;
mod recruitee;
mod simplify;
mod smart_recruiters;
mod table;
mod vagas;
mod workable;

use super::json;
use super::listing::Listing;
use super::tree::{Item, Node, Told};
use super::{Known, xml};
use crate::diagnostic::Code;

pub(super) use json_ld::page_listings;

/// What a format read.
#[derive(Debug, Default)]
pub(super) struct Listings {
    pub(super) listings: Vec<Listing>,
    pub(super) is_whole: bool,
}

impl Listings {
    /// The only posting of a document, which says nothing of the others of its source.
    fn one(listing: Listing) -> Listings {
        Listings { listings: vec![listing], is_whole: false }
    }
}

macro_rules! formats {
    ($($name:ident $word:literal $is_whole:literal $reader:path, $about:literal;)*) => {
        /// A format of documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Format { $(#[doc = $about] $name,)* }

        impl Format {
            /// Every format.
            pub const ALL: &[Format] = &[$(Format::$name,)*];

            /// The word for it on the command line and in `board.yaml`.
            pub fn name(self) -> &'static str {
                match self { $(Format::$name => $word,)* }
            }

            /// One line for the list of formats.
            pub fn about(self) -> &'static str {
                match self { $(Format::$name => $about,)* }
            }

            /// True when a posting that is missing in such a document is closed; feeds hold only the newest.
            pub fn is_whole(self) -> bool {
                match self { $(Format::$name => $is_whole,)* }
            }

            /// Reads a document.
            pub(super) fn listings(self, told: &Told, known: &Known) -> Listings {
                match self { $(Format::$name => $reader(told, known),)* }
            }
        }
    };
}

formats! {
    Greenhouse "greenhouse" true greenhouse::listings, "Greenhouse: boards-api.greenhouse.io/v1/boards/NAME/jobs?content=true";
    Lever "lever" true lever::listings, "Lever: api.lever.co/v0/postings/NAME?mode=json";
    Ashby "ashby" true ashby::listings, "Ashby: api.ashbyhq.com/posting-api/job-board/NAME?includeCompensation=true";
    Workable "workable" true workable::listings, "Workable: apply.workable.com/api/v1/widget/accounts/NAME?details=true";
    Recruitee "recruitee" true recruitee::listings, "Recruitee: NAME.recruitee.com/api/offers";
    SmartRecruiters "smartrecruiters" true smart_recruiters::listings, "SmartRecruiters: api.smartrecruiters.com/v1/companies/NAME/postings";
    Personio "personio" true personio::listings, "Personio: NAME.jobs.personio.de/xml";
    JsonLd "jsonld" false json_ld::listings, "JobPosting JSON-LD: a saved web page, or the JSON itself";
    Feed "feed" false feed::listings, "RSS, Atom, JSON Feed, or the XML for job search engines";
    Csv "csv" true table::csv, "a table with a line of column names; --map says which column is which key";
    JsonLines "jsonl" true table::json_lines, "JSON Lines, or a JSON list of objects; --map as for csv";
    Simplify "simplify" true simplify::listings, "listings.json of the SimplifyJobs boards";
    Vagas "vagas" false vagas::listings, "GitHub issues as jobs: the list of issues as JSON";
    HackerNews "hackernews" false hacker_news::listings, "a Who-is-hiring thread: its text, or hn.algolia.com/api/v1/items/ID";
    IssueForm "issue-form" false issue_form::listings, "a filled GitHub issue form, or the event that holds it";
}

impl Format {
    /// The format of a word.
    pub fn from_name(word: &str) -> Option<Format> {
        let flat = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
        Format::ALL.iter().find(|format| flat(format.name()) == flat(word)).copied()
    }
}

/// The whole document as JSON; a mistake of form is told.
fn json_root(told: &Told) -> Option<Node> {
    let text = told.source.text;
    json::read(text, 0..text.len()).map_err(|mistake| tell(told, mistake, "this is not valid JSON")).ok()
}

/// The whole document as XML; a mistake of form is told.
fn xml_root(told: &Told) -> Option<Node> {
    xml::read(told.source.text).map_err(|mistake| tell(told, mistake, "this is not valid XML")).ok()
}

fn tell(told: &Told, (at, message): json::Mistake, what: &str) {
    let help = "save the document again as the source gives it";
    told.error(Code::ImportSyntax, at, format!("{what}: {message}"), help);
}

/// The records of a list, which lies at one of several paths or is the document itself.
fn records<'a>(root: &'a Node, told: &'a Told<'a>, paths: &[&str]) -> Vec<Item<'a>> {
    let lies = |path: &&&str| root.find(path).is_some_and(|node| matches!(node.value, super::tree::Value::List(_)));
    let list = match paths.iter().find(lies) {
        Some(path) => root.find(path),
        None if matches!(root.value, super::tree::Value::List(_)) => Some(root),
        None => None,
    };
    let Some(list) = list else {
        let wanted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let message = match wanted.as_slice() {
            [] => "the document is not a list of postings".to_owned(),
            _ => format!("the document has no list {}", wanted.join(" or ")),
        };
        told.error(Code::ImportSyntax, root.at.clone(), message, "is this the right format?");
        return Vec::new();
    };
    let mut items = Vec::new();
    for node in list.items() {
        if matches!(node.value, super::tree::Value::Map(_)) {
            items.push(Item { node, told });
        } else {
            let message = format!("an entry of the list is {}, not a posting", node.kind());
            told.error(Code::ImportRecord, node.at.clone(), message, "is this the right format?");
        }
    }
    items
}
