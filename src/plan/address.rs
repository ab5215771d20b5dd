//! Where every page lies: its address and its file. The only place that knows the shape of addresses.

use super::{FeedFormat, HandOff, List, ListId, ListKind, MachineFile, Page, Plan, Posting, PostingId};
use crate::model::{Settings, Slug, UrlStyle};

/// Path of a page on the board and the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Path below the board's base, beginning with `/`.
    pub path: String,
    /// File below the output folder, with `/`.
    pub file: String,
}

/// The shape of addresses under the board's settings.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    style: UrlStyle,
}

impl Addresses {
    /// The shape that the settings choose.
    pub fn new(settings: &Settings) -> Addresses {
        Addresses { style: settings.url_style }
    }

    /// The page with these folder names: `["jobs", "x"]`; none = the front page.
    pub fn page(self, parts: &[&str]) -> Address {
        if parts.is_empty() {
            return Address { path: "/".to_owned(), file: "index.html".to_owned() };
        }
        let joined = parts.join("/");
        match self.style {
            UrlStyle::Pretty => Address { path: format!("/{joined}/"), file: format!("{joined}/index.html") },
            UrlStyle::Clean => Address { path: format!("/{joined}"), file: format!("{joined}.html") },
            UrlStyle::Html => Address { path: format!("/{joined}.html"), file: format!("{joined}.html") },
        }
    }

    /// The page or file at a path that somebody wrote: `/jobs/x/` and `/jobs/x` are the style's own page.
    pub fn of_path(self, path: &str) -> Address {
        let path = path.trim_matches('/');
        if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
            return plain(path.to_owned());
        }
        self.page(&path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>())
    }

    /// A posting's page.
    pub fn posting(self, slug: &Slug) -> Address {
        self.page(&["jobs", slug.as_str()])
    }

    /// A posting's Markdown twin: `jobs/<slug>.md`, beside the page in every style.
    pub fn twin(self, slug: &Slug) -> Address {
        plain(format!("jobs/{slug}.md"))
    }
}

/// A file whose path is its address.
pub(super) fn plain(file: String) -> Address {
    Address { path: format!("/{file}"), file }
}

impl Plan {
    /// The shape of this board's addresses.
    pub fn addresses(&self) -> Addresses {
        Addresses::new(&self.settings)
    }

    /// Folder names of a list: none for the board, `["tags", "rust"]`.
    pub fn list_parts<'a>(&'a self, list: &'a List) -> Vec<&'a str> {
        let folder = match list.kind {
            ListKind::Board => return Vec::new(),
            ListKind::Facet(kind) => kind.folder(),
            ListKind::Taxonomy(index) => self.settings.taxonomies[index as usize].slug.as_str(),
        };
        list.slug.iter().fold(vec![folder], |mut parts, slug| {
            parts.push(slug.as_str());
            parts
        })
    }

    /// A page of a list: 0 the first, n = `page/n/`.
    pub fn list_address(&self, list: ListId, number: u32) -> Address {
        let mut parts = self.list_parts(&self.lists[list as usize]);
        let digits = number.to_string();
        if number > 0 {
            parts.extend(["page", &digits]);
        }
        self.addresses().page(&parts)
    }

    /// A feed of a list: `feed.json`, `rss.xml`, `atom.xml` beside it; older JSON documents are `feed-n.json`.
    pub fn feed_address(&self, list: ListId, format: FeedFormat, number: u32) -> Address {
        let mut path = self.list_parts(&self.lists[list as usize]).join("/");
        if !path.is_empty() {
            path.push('/');
        }
        match number {
            0 => path.push_str(format.file_name()),
            n => path.push_str(&format!("feed-{n}.json")),
        }
        plain(path)
    }

    /// A posting's page.
    pub fn posting_address(&self, posting: PostingId) -> Address {
        self.addresses().posting(&self.postings[posting as usize].slug)
    }

    /// The address of a page's first file.
    pub fn address(&self, page: Page) -> Address {
        match page {
            Page::Posting(id) => self.posting_address(id),
            Page::Plain(index) => self.addresses().page(&[self.board.pages[index as usize].slug.as_str()]),
            Page::PostAJob => self.addresses().page(&["post-a-job"]),
            Page::Salaries => self.addresses().page(&["salaries"]),
            Page::Search => self.addresses().page(&["search"]),
            Page::NotFound => plain("404.html".to_owned()),
            Page::List(list, number) => self.list_address(list, number),
            Page::Directory(directory, section) => self.directory_address(directory, section),
            Page::Feeds(list, number) => self.feed_address(list, FeedFormat::Json, number),
            Page::JobsJson(0) => plain("jobs.json".to_owned()),
            Page::JobsJson(number) => plain(format!("jobs-{number}.json")),
            Page::SearchIndex => plain(self.search_file("meta")),
            Page::SearchCards(number) => plain(self.search_file(&format!("cards-{number}"))),
            Page::Sitemap(0) => plain("sitemap.xml".to_owned()),
            Page::Sitemap(number) => plain(format!("sitemap-{number}.xml")),
            Page::Machine(file) => plain(file.name().to_owned()),
            Page::HandOff(file) => self.hand_off_address(file),
            Page::Redirect(index) => self.redirect_address(index),
            Page::Logo(index) => plain(self.logos[index as usize].file.clone()),
            Page::BoardCard => self.board_card().unwrap_or_else(|| plain(String::new())),
            Page::PostingCard(id) => plain(format!("jobs/{}.png", self.postings[id as usize].slug)),
            Page::Asset(index) => plain(self.board.assets[index as usize].file.clone()),
        }
    }

    /// Visits every file that a page gives, as `files` names them. `name` is room that is used again: names of files
    /// that a board has by the thousand are spelled there and not made anew.
    pub fn visit_files(&self, page: Page, name: &mut String, visit: &mut dyn FnMut(&str)) {
        let ending = match self.settings.url_style {
            UrlStyle::Pretty => "/index.html",
            UrlStyle::Clean | UrlStyle::Html => ".html",
        };
        let mut spell = |parts: &[&str]| {
            name.clear();
            parts.iter().for_each(|part| name.push_str(part));
            visit(name);
        };
        match page {
            Page::Posting(id) => {
                let slug = self.postings[id as usize].slug.as_str();
                spell(&["jobs/", slug, ending]);
                if self.settings.markdown_twins {
                    spell(&["jobs/", slug, ".md"]);
                }
                if let Some(calendar) = self.calendar(&self.postings[id as usize]) {
                    spell(&[&calendar.file]);
                }
            }
            Page::PostingCard(id) => spell(&["jobs/", self.postings[id as usize].slug.as_str(), ".png"]),
            Page::List(list, 0) if list > 0 => {
                let (folder, slug) = self.list_folder(list);
                spell(&[folder, "/", slug, ending]);
            }
            Page::Feeds(list, 0) if list > 0 => {
                let (folder, slug) = self.list_folder(list);
                FeedFormat::ALL.iter().for_each(|format| spell(&[folder, "/", slug, "/", format.file_name()]));
            }
            _ => self.files(page).iter().for_each(|file| spell(&[file])),
        }
    }

    /// Folder and last part of the address of a list that is not the board.
    fn list_folder(&self, list: ListId) -> (&str, &str) {
        let list = &self.lists[list as usize];
        let folder = match list.kind {
            ListKind::Board => "",
            ListKind::Facet(kind) => kind.folder(),
            ListKind::Taxonomy(index) => self.settings.taxonomies[index as usize].slug.as_str(),
        };
        (folder, list.slug.as_ref().map_or("", Slug::as_str))
    }

    /// Every file that a page gives, the one of its address first.
    pub fn files(&self, page: Page) -> Vec<String> {
        let mut files = vec![self.address(page).file];
        match page {
            Page::Posting(id) => {
                let posting = &self.postings[id as usize];
                if self.settings.markdown_twins {
                    files.push(self.addresses().twin(&posting.slug).file);
                }
                files.extend(self.calendar(posting).map(|calendar| calendar.file));
            }
            Page::HandOff(HandOff::Changes) => files.push("changes.xml".to_owned()),
            Page::HandOff(HandOff::Widget) => files.push("widget.json".to_owned()),
            Page::Feeds(list, 0) => {
                files.extend([FeedFormat::Rss, FeedFormat::Atom].map(|format| self.feed_address(list, format, 0).file));
            }
            Page::SearchIndex => files = self.search_files(),
            _ => {}
        }
        files
    }

    /// The calendar of a posting's deadline, where the settings ask for it: `jobs/<slug>.ics`.
    pub fn calendar(&self, posting: &Posting) -> Option<Address> {
        let is_wanted = self.settings.hand_offs.deadlines.of_postings() && posting.deadline().is_some();
        is_wanted.then(|| plain(format!("jobs/{}.ics", posting.slug)))
    }

    fn hand_off_address(&self, file: HandOff) -> Address {
        match file {
            HandOff::Indeed => plain("indeed.xml".to_owned()),
            HandOff::LinkedIn => plain("linkedin.xml".to_owned()),
            HandOff::Csv => plain("jobs.csv".to_owned()),
            HandOff::Parquet => plain("jobs.parquet".to_owned()),
            HandOff::Deadlines => plain("deadlines.ics".to_owned()),
            HandOff::Changes => self.addresses().page(&["changes"]),
            HandOff::Widget => plain("widget.html".to_owned()),
            HandOff::IndexNowKey => {
                plain(format!("{}.txt", self.settings.hand_offs.indexnow_key.as_deref().unwrap_or_default()))
            }
        }
    }

    fn directory_address(&self, directory: u32, section: u32) -> Address {
        let directory = &self.directories[directory as usize];
        match section.checked_sub(1).map(|index| &directory.sections[index as usize]) {
            None => self.addresses().page(&[&directory.folder]),
            Some(section) => self.addresses().page(&[&directory.folder, "page", &section.prefix]),
        }
    }

    /// An old address as a file: `/jobs/x/` and `/jobs/x` are both kept as the style's own file.
    fn redirect_address(&self, index: u32) -> Address {
        self.addresses().of_path(&self.redirects[index as usize].from)
    }
}

impl MachineFile {
    /// Every such file.
    pub const ALL: [MachineFile; 6] = [
        MachineFile::Robots,
        MachineFile::OpenSearch,
        MachineFile::Llms,
        MachineFile::Headers,
        MachineFile::Redirects,
        MachineFile::JobsSchema,
    ];

    /// Name of the file at the board's root.
    pub fn name(self) -> &'static str {
        match self {
            MachineFile::Robots => "robots.txt",
            MachineFile::OpenSearch => "opensearch.xml",
            MachineFile::Llms => "llms.txt",
            MachineFile::Headers => "_headers",
            MachineFile::Redirects => "_redirects",
            MachineFile::JobsSchema => "jobs.schema.json",
        }
    }
}

impl FeedFormat {
    /// Every format.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Json, FeedFormat::Rss, FeedFormat::Atom];

    /// Name of the newest document.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Json => "feed.json",
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Atom => "atom.xml",
        }
    }
}
