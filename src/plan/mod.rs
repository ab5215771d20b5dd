//! Every page that will exist, decided before one is drawn: identity and addresses, order, lists, duplicates,
//! redirects, and the key of each page. Cannot fail; what the author should know becomes a diagnostic.

mod address;
mod board;
mod choose;
mod collisions;
mod companies;
mod duplicates;
mod eligibility;
mod follow;
mod hand_offs;
mod identity;
mod key;
mod lists;
mod logos;
mod look_alikes;
mod make;
mod notes;
mod opened;
mod order;
mod outline;
mod pages;
mod parts;
mod pay;
mod posting;
pub mod raw;
mod redirects;
mod remembered;
mod salaries;
mod search;
mod similar;
mod social_cards;
mod values;

pub use address::{Address, Addresses};
pub use board::{Asset, Board, LogoFile, Theme};
pub use collisions::collisions;
pub use eligibility::{Area, applicant_areas};
pub use hand_offs::{Change, ChangeKind, WIDGET_SIZE};
pub use identity::identity;
pub use key::Plain;
pub use logos::{LOGO_FOLDER, Logo, RemoteLogo, remote_logos};
pub use make::{follow, plan};
pub use notes::Locate;
pub use opened::{Opened, Shelves};
pub use order::newest_first;
pub use outline::{Bytes, Facts, Outline};
pub use pages::FINDER_FOLDER;
pub use parts::{JOBS_IN_PART, URLS_IN_SITEMAP};
pub use pay::most_in_a_year;
pub use posting::{Posting, Published};
pub use remembered::{Known, Remembered};
pub use salaries::{LEAST_SALARIES, SalaryRow};
pub use search::{CARDS, EMPTY, SearchPlan, Shards, SlotMonth};
pub use similar::Similar;
pub use values::{Value, Values};

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::model::{FacetKind, Settings, Slug};

/// Index of a posting in `Plan::postings`.
pub type PostingId = u32;
/// Index of a company in `Plan::companies`.
pub type CompanyId = u32;
/// Index of a list in `Plan::lists`; 0 is the board itself.
pub type ListId = u32;

/// Postings that a thread takes at once, at most. Rayon divides no further what a thread has begun, and one that is held up
/// would hold up all.
const TOGETHER: usize = 512;

/// What will be published.
#[derive(Debug)]
pub struct Plan {
    /// The settings of the board.
    pub settings: Settings,
    /// The day for which the board is built.
    pub now: Date,
    /// Published postings, newest first (featured ones are not moved here); drafts and merged duplicates are not among them.
    pub postings: Vec<Posting>,
    /// Open postings that are shown ahead, newest first.
    pub featured: Vec<PostingId>,
    /// Employers with at least one published posting or a profile, by slug.
    pub companies: Vec<Company>,
    /// The board's list first, then those of every facet, by kind and slug. The next plan shares them while they hold.
    pub lists: Arc<Vec<List>>,
    /// The pages that list all values of a facet: `/companies/`, `/tags/` …
    pub directories: Vec<Directory>,
    /// What the open postings pay, by list; empty = no page on salaries.
    pub salaries: Vec<SalaryRow>,
    /// Plain pages, company profiles and files as the author gave them.
    pub board: Board,
    /// Old addresses and where they lead, sorted; none of them is a page.
    pub redirects: Vec<Redirect>,
    /// Logos that are made small, by file.
    pub logos: Vec<Logo>,
    /// Other hosts from which pages show logos (`https://logos.example`), by name.
    pub logo_hosts: Vec<String>,
    /// False while the similar jobs are those of the last build, found from the same words.
    pub similar_is_new: bool,
    /// Sum of the hashes of who each posting is and where it lies; equal sums mean equal addresses.
    pub addresses_sum: u128,
    /// The layout of the index of the search.
    pub search: SearchPlan,
    /// The pages that the sitemap names.
    pub sitemap: Vec<Page>,
    /// How many of `sitemap` are not postings.
    pub sitemap_others: usize,
    /// Every unit of work with the hash of all that it is drawn from, content first, then lists, then feeds and sitemap.
    pub pages: Vec<PlannedPage>,
    /// What the author should know of the board as a whole.
    pub diagnostics: Vec<Diagnostic>,
    /// How the inputs add up.
    pub counts: Counts,
    /// Postings that were opened last.
    pub opened: Shelves,
}

/// An employer.
#[derive(Debug)]
pub struct Company {
    /// Name as shown.
    pub name: String,
    /// Its page `/companies/<slug>/`.
    pub slug: Slug,
    /// Web site, from the profile or a posting.
    pub url: Option<String>,
    /// True when its profile gives the web site.
    pub has_profile_url: bool,
    /// Logo that pages show: on the board itself (`/logos/x.svg`), or an address at one of `Plan::logo_hosts`.
    pub logo: Option<String>,
    /// Index in `board.companies`.
    pub profile: Option<u32>,
    /// Its list.
    pub list: Option<ListId>,
}

/// A list of postings with its own pages and, where switched on, feeds.
#[derive(Clone, Debug)]
pub struct List {
    /// What binds the postings.
    pub kind: ListKind,
    /// Name as shown: `Rust`, `Germany`, `October 2026`.
    pub name: String,
    /// What is equal in all its postings: `DE`, `city:berlin:DE`, `remote:DE`, `FULL_TIME`, `2026-10`, a slug.
    pub value: String,
    /// Last part of its address; absent for the board itself.
    pub slug: Option<Slug>,
    /// Open postings, newest first. On archive pages: all.
    pub entries: Vec<PostingId>,
    /// Closed postings, newest first, at most ten. Empty on archive pages.
    pub closed: Vec<PostingId>,
    /// Number of numbered pages (`page/1/` is the oldest); 0 when all fits on the first.
    pub numbered: u32,
    /// True when feeds are written for it.
    pub has_feeds: bool,
    /// Company of a company's list.
    pub company: Option<CompanyId>,
}

/// The page of all values of a facet. When there are many, they are split by the first letters of their slugs.
#[derive(Debug)]
pub struct Directory {
    /// The facet.
    pub kind: ListKind,
    /// First part of its address: `companies`.
    pub folder: String,
    /// Its lists, by slug; archive: newest first.
    pub lists: Vec<ListId>,
    /// Pages by first letters; empty when all fits on one.
    pub sections: Vec<Section>,
}

/// A part of a directory: the lists whose slugs begin with the prefix.
#[derive(Debug)]
pub struct Section {
    /// First letters, also the last part of the address: `/companies/page/sa/`.
    pub prefix: String,
    /// Range in `Directory::lists`.
    pub range: std::ops::Range<usize>,
}

/// A feed format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// JSON Feed 1.1
    Json,
    /// RSS 2.0
    Rss,
    /// Atom (RFC 4287)
    Atom,
}

/// What binds the postings of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListKind {
    /// All open postings: the index.
    Board,
    /// A built-in facet.
    Facet(FacetKind),
    /// The taxonomy with this index in the settings.
    Taxonomy(u16),
}

/// A value that structured data demands and the posting lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The posting is closed.
    Open,
    /// No employer is named for certain.
    Company,
    /// No day of posting.
    DatePosted,
    /// No description.
    Description,
    /// Neither a place with a country nor, for remote work, a country of applicants.
    Country,
}

impl Missing {
    /// All of them.
    pub const ALL: [Missing; 5] =
        [Missing::Open, Missing::Company, Missing::DatePosted, Missing::Description, Missing::Country];
}

/// An old address (path below the board) and the page to which it leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    /// Old path, beginning with `/`.
    pub from: String,
    /// Path of the page, beginning with `/`.
    pub to: String,
}

/// A unit of drawing. It may give several files; `Addresses` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// A posting's page and its Markdown twin.
    Posting(PostingId),
    /// A page from `content/pages/` (index in `board.pages`).
    Plain(u32),
    /// The page on how to post a job, when no plain page of that name exists.
    PostAJob,
    /// The page that searches, when no plain page of that name exists.
    Search,
    /// The page on salaries, when `Plan::salaries` holds any and no plain page of that name exists.
    Salaries,
    /// The page for addresses that do not exist.
    NotFound,
    /// A page of a list: 0 is its first (newest), n is `page/n/` counted from the oldest.
    List(ListId, u32),
    /// The list of all values of a facet (`/companies/`); 0 the page itself, n the n-th of `Directory::sections`.
    Directory(u32, u32),
    /// JSON, RSS and Atom feed of a list; 0 is the newest, n counted from the oldest (JSON only).
    Feeds(ListId, u32),
    /// `jobs.json` (0) and its older parts.
    JobsJson(u32),
    /// The words and facets of the index of the search: many files that are made together.
    SearchIndex,
    /// The cards of 32 slots of the index.
    SearchCards(u32),
    /// A part of the sitemap; 0 is `sitemap.xml`.
    Sitemap(u32),
    /// `robots.txt`, `opensearch.xml`, `llms.txt`, `_headers`, `_redirects`, `site.webmanifest`.
    Machine(MachineFile),
    /// A file for those who take postings elsewhere.
    HandOff(HandOff),
    /// An HTML page that leads from an old address to the new (index in `redirects`).
    Redirect(u32),
    /// A static file (index in `board.assets`).
    Asset(u32),
    /// An employer's logo, made small (index in `logos`).
    Logo(u32),
    /// The picture for links to the board.
    BoardCard,
    /// The picture for links to a posting.
    PostingCard(PostingId),
}

/// A file for those who take postings elsewhere, of which there is one on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandOff {
    /// `indeed.xml`
    Indeed,
    /// `linkedin.xml`
    LinkedIn,
    /// `jobs.csv`
    Csv,
    /// `jobs.parquet`
    Parquet,
    /// `deadlines.ics`
    Deadlines,
    /// `changes/` and `changes.xml`
    Changes,
    /// `widget.html` and `widget.json`
    Widget,
    /// `KEY.txt`
    IndexNowKey,
}

/// A file for programs of which there is one on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MachineFile {
    /// `robots.txt`
    Robots,
    /// `opensearch.xml`
    OpenSearch,
    /// `llms.txt`
    Llms,
    /// `_headers`
    Headers,
    /// `_redirects`
    Redirects,
    /// `jobs.schema.json`
    JobsSchema,
}

/// A page and the hash of everything that it is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedPage {
    /// The unit.
    pub page: Page,
    /// Equal keys mean equal bytes.
    pub key: u128,
}

/// How the inputs add up: `postings = open + closed + drafts + merged`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Postings that were read.
    pub postings: usize,
    /// Published and open.
    pub open: usize,
    /// Published and closed.
    pub closed: usize,
    /// Not published, by the author's will.
    pub drafts: usize,
    /// Merged into another.
    pub merged: usize,
    /// Open and eligible for structured data.
    pub eligible: usize,
}
