//! What surrounds every page: head links, header, footer. Drawn once per board; the header once for each link in it,
//! since the page one is on is marked there.

use serde::Serialize;
use tera::Value;

use super::head::{FeedLink, Link};
use super::link_picture::Picture;
use super::{Renderer, context};
use crate::diagnostic::Diagnostic;
use crate::model::FacetKind;
use crate::plan::{Directory, HandOff, ListKind, MachineFile, Page};

/// The headers, drawn.
#[derive(Debug)]
pub(crate) struct Chrome {
    /// Paths of the pages that the header links, the front page first.
    paths: Vec<String>,
    /// For each of them the header in which it is marked.
    marked: Vec<Value>,
    /// The header with none marked.
    plain: Value,
}

/// The variables that every template may use.
#[derive(Serialize)]
struct Globals<'a> {
    lang: &'a str,
    dir: &'static str,
    csp: String,
    t: &'a std::collections::BTreeMap<String, String>,
    site_title: &'a str,
    site_description: &'a str,
    /// Path of the board on its host, with `/` at both ends.
    base: &'a str,
    stylesheets: Vec<String>,
    has_search: bool,
    /// The script that every page begins with.
    finder: Option<super::search_page::Finder>,
    /// The page that searches; a board's own page may lie there instead.
    search: Link,
    /// The picture in the header.
    logo: Option<LogoView>,
    directories: &'a [Link],
    page_links: &'a [Link],
    /// The page on salaries, where there is one.
    salaries: Option<Link>,
    board_feeds: Vec<FeedLink>,
    /// What one may follow beside the feeds: the change log, the calendar of deadlines.
    follow_links: Vec<Link>,
    post_a_job: Link,
    /// The picture for links to pages that have none of their own.
    board_picture: Option<Picture>,
    /// The settings that the program does not know.
    extra: &'a std::collections::BTreeMap<String, serde_json::Value>,
}

/// The picture in the header.
#[derive(Serialize)]
struct LogoView {
    src: String,
    src_dark: Option<String>,
    /// The name of the board stands beside it.
    with_title: bool,
}

#[derive(Serialize)]
struct HeaderView<'a> {
    is_home: bool,
    is_search: bool,
    navigation: Vec<NavigationItem<'a>>,
    is_post_a_job: bool,
}

#[derive(Serialize)]
struct NavigationItem<'a> {
    href: &'a str,
    label: &'a str,
    is_current: bool,
}

impl Default for Chrome {
    fn default() -> Chrome {
        Chrome { paths: Vec::new(), marked: Vec::new(), plain: Value::none() }
    }
}

impl Chrome {
    /// The header of a page by its path.
    pub(crate) fn header(&self, path: Option<&str>) -> Value {
        let index = path.and_then(|path| self.paths.iter().position(|known| known == path));
        index.map_or_else(|| self.plain.clone(), |index| self.marked[index].clone())
    }
}

impl Renderer<'_> {
    /// Sets the variables that all templates share and draws header and footer.
    pub(super) fn prepare_chrome(&mut self) -> Result<(), Diagnostic> {
        let settings = &self.plan.settings;
        let directories: Vec<Link> =
            self.plan.directories.iter().map(|directory| self.directory_link(directory)).collect();
        let pages = self.page_links();
        let post_a_job = self.post_a_job_link();
        let globals = Globals {
            lang: settings.language.tag(),
            dir: settings.language.direction(),
            csp: super::machine::policy(self.plan),
            t: &self.words.text,
            site_title: &settings.title,
            site_description: &settings.description,
            base: settings.base_url.base_path(),
            stylesheets: self.stylesheets(),
            has_search: self.plan.machine_files().contains(&MachineFile::OpenSearch),
            finder: self.finder(),
            search: self.search_link(),
            logo: self.logo(),
            directories: &directories,
            page_links: &pages,
            salaries: self.salaries_link(),
            board_feeds: self.feed_links(0, &settings.title),
            follow_links: self.follow_links(),
            post_a_job: post_a_job.clone(),
            board_picture: self.board_picture(),
            extra: &settings.extra,
        };
        if let Some(seen) = &self.seen {
            seen.note_all(&globals);
        }
        context::add(self.tera.global_context(), &globals);
        self.draw_headers(&directories, &pages, &post_a_job)?;
        for part in ["head", "footer"] {
            let drawn = self.fill_part(&format!("{part}.html"), &Empty {})?;
            self.tera.global_context().insert_value(part, drawn);
        }
        Ok(())
    }

    fn draw_headers(&mut self, directories: &[Link], pages: &[Link], post_a_job: &Link) -> Result<(), Diagnostic> {
        let shown = [FacetKind::Companies, FacetKind::Tags, FacetKind::Places].map(ListKind::Facet);
        let is_shown = |(directory, link): (&Directory, &Link)| shown.contains(&directory.kind).then(|| link.clone());
        let mut links: Vec<Link> = self.plan.directories.iter().zip(directories).filter_map(is_shown).collect();
        links.extend(self.salaries_link());
        links.extend(pages.iter().filter(|link| link.href != post_a_job.href).cloned());
        for own in &self.plan.settings.navigation {
            let href = if own.href.starts_with('/') { self.href(&own.href) } else { own.href.clone() };
            links.push(Link { href, label: own.label.clone() });
        }
        let home = self.href("/");
        let search = self.search_link().href;
        let header = |current: Option<&str>| {
            let is_current = |href: &str| current == Some(href);
            let navigation = links
                .iter()
                .map(|Link { href, label }| NavigationItem { href, label, is_current: is_current(href) })
                .collect();
            let [is_home, is_search, is_post_a_job] = [&home, &search, &post_a_job.href].map(|href| is_current(href));
            self.fill_part("header.html", &HeaderView { is_home, is_search, navigation, is_post_a_job })
        };
        let plain = header(None)?;
        let hrefs = [&home, &search, &post_a_job.href].into_iter().chain(links.iter().map(|link| &link.href));
        let paths: Vec<String> = hrefs.cloned().collect();
        let marked = paths.iter().map(|path| header(Some(path))).collect::<Result<Vec<Value>, Diagnostic>>()?;
        self.chrome = Chrome { paths, marked, plain };
        Ok(())
    }

    /// The link to a directory, under its name in the board's language.
    pub(super) fn directory_link(&self, directory: &Directory) -> Link {
        let label = match directory.kind {
            ListKind::Board => self.words.label("all_jobs"),
            ListKind::Facet(kind) => self.words.directory(kind),
            ListKind::Taxonomy(index) => &self.plan.settings.taxonomies[index as usize].title,
        };
        let href = self.href(&self.plan.addresses().page(&[&directory.folder]).path);
        Link { href, label: label.to_owned() }
    }

    /// Plain pages that want to be in the navigation, in the order that they ask for.
    fn page_links(&self) -> Vec<Link> {
        let mut pages: Vec<_> = (0..).zip(&self.plan.board.pages).filter(|(_, page)| page.nav.is_some()).collect();
        pages.sort_by_key(|(index, page)| (page.nav, *index));
        pages
            .into_iter()
            .map(|(index, page)| {
                let href = self.href(&self.plan.address(Page::Plain(index)).path);
                Link { href, label: page.title.clone() }
            })
            .collect()
    }

    /// The hand-offs that are for people.
    fn follow_links(&self) -> Vec<Link> {
        let label = |file| match file {
            HandOff::Changes => Some("changes"),
            HandOff::Deadlines => Some("deadlines"),
            _ => None,
        };
        let link = |file| {
            let label = self.words.label(label(file)?).to_owned();
            Some(Link { href: self.href(&self.plan.address(Page::HandOff(file)).path), label })
        };
        self.plan.hand_offs().into_iter().filter_map(link).collect()
    }

    fn post_a_job_link(&self) -> Link {
        let href = self.href(&self.plan.addresses().page(&["post-a-job"]).path);
        Link { href, label: self.words.label("post_a_job").to_owned() }
    }

    fn salaries_link(&self) -> Option<Link> {
        let link = || Link {
            href: self.href(&self.plan.address(Page::Salaries).path),
            label: self.words.label("salaries").to_owned(),
        };
        self.plan.has_own_salaries().then(link)
    }

    fn search_link(&self) -> Link {
        Link { href: self.href(&self.plan.address(Page::Search).path), label: self.words.label("search").to_owned() }
    }

    fn logo(&self) -> Option<LogoView> {
        let logo = self.plan.settings.look.logo.as_ref()?;
        let src_dark = logo.image_dark.as_deref().and_then(|image| self.asset_href(image));
        Some(LogoView { src: self.asset_href(&logo.image)?, src_dark, with_title: logo.with_title })
    }

    /// The style sheets of the board, each with a part of its hash, so that a changed one is fetched anew.
    fn stylesheets(&self) -> Vec<String> {
        super::assets::SHEETS.iter().filter_map(|file| self.asset_href(file)).collect()
    }

    /// The address of a static file with a part of its hash; none when there is no such file.
    pub(super) fn asset_href(&self, file: &str) -> Option<String> {
        let asset = self.plan.board.assets.iter().rev().find(|asset| asset.file == file)?;
        Some(format!("{}?v={:08x}", self.href(file), asset.hash >> 96))
    }
}

/// A view without variables.
#[derive(Serialize)]
struct Empty {}
