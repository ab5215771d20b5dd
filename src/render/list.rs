//! Pages of lists: the front page, companies, tags, places and all other facets.

use serde::Serialize;
use tera::Value;

use super::head::{Link, fitting};
use super::search_page::Preset;
use super::words::DateText;
use super::{Renderer, Target, Texts, json_ld};
use crate::diagnostic::Diagnostic;
use crate::model::FacetKind;
use crate::plan::{Directory, List, ListId, ListKind, PostingId};
use crate::render::Emit;

/// The variables of `index.html`.
#[derive(Serialize)]
struct IndexView {
    presets: Vec<Preset>,
    heading: String,
    /// A sentence below the heading.
    hero_text: Option<String>,
    count_text: Option<String>,
    /// Day of the newest posting.
    updated: Option<DateText>,
    featured: Vec<Value>,
    cards: Vec<Value>,
    /// What one may browse by; only on the first page.
    browse: Vec<Browse>,
    /// Which page this is; none on the first.
    position: Option<String>,
}

/// A facet and its largest lists.
#[derive(Serialize)]
struct Browse {
    label: String,
    href: String,
    links: Vec<Value>,
}

/// The variables of `list.html` and `company.html`.
#[derive(Serialize)]
struct ListView {
    /// What the search on the page is narrowed to.
    presets: Vec<Preset>,
    heading: String,
    list_heading: String,
    count_text: Option<String>,
    cards: Vec<Value>,
    closed: Vec<PastJob>,
    position: Option<String>,
    company: Option<Value>,
    /// The company's profile.
    body: Option<Value>,
}

#[derive(Serialize)]
struct PastJob {
    title: String,
    href: String,
    language: Option<String>,
    direction: Option<&'static str>,
    posted: Option<DateText>,
}

impl Renderer<'_> {
    pub(super) fn draw_list(
        &self,
        id: ListId,
        number: u32,
        texts: &dyn Texts,
        file: &str,
        emit: &mut Emit,
    ) -> Result<(), Diagnostic> {
        let list = &self.plan.lists[id as usize];
        match list.kind {
            ListKind::Board => self.draw_index(number, file, emit),
            _ => self.draw_facet(id, number, texts, Target { file, emit }),
        }
    }

    fn draw_index(&self, number: u32, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let settings = &self.plan.settings;
        let list = &self.plan.lists[0];
        let feeds = self.feed_links(0, &settings.title);
        let path = self.plan.list_address(0, number).path;
        let mut head = self.head(&settings.title, &settings.description, &path);
        head.page_title = fitting(&format!("{} – {}", settings.title, settings.description));
        head.is_indexed = number > 0 || !list.entries.is_empty();
        head.header = self.chrome.header((number == 0).then_some(self.href("/").as_str()));
        head.feeds = &feeds;
        if number == 0 {
            head.structured_data.push(Value::safe_string(&json_ld::site(self.plan)));
        }
        let position = self.position(list, number);
        if let Some(position) = &position {
            head.page_title = self.page_title(&[&format!("{}, {position}", self.words.label("all_jobs"))]);
            head.page_description = format!("{} ({position})", settings.description);
        }
        (head.newer, head.older) = self.neighbours(0, number);
        let mut shown = list.page(number, settings.page_size).to_vec();
        let is_first = number == 0;
        let featured: &[PostingId] = if is_first { &self.plan.featured } else { &[] };
        shown.retain(|id| !featured.contains(id));
        let newest = list.entries.first().filter(|_| is_first).map(|id| &self.plan.postings[*id as usize]);
        let view = IndexView {
            presets: Vec::new(),
            heading: match &settings.look.hero.heading {
                _ if !is_first => self.words.label("all_jobs").to_owned(),
                Some(heading) => heading.clone(),
                None => settings.description.clone(),
            },
            hero_text: settings.look.hero.text.clone().filter(|_| is_first),
            count_text: is_first.then(|| self.words.count("open_jobs", list.entries.len())),
            updated: newest
                .and_then(|posting| posting.facts.outline().date_posted)
                .map(|posted| self.words.long_posted(posted)),
            featured: self.cards(featured)?,
            cards: self.cards(&shown)?,
            browse: if is_first { self.browse() } else { Vec::new() },
            position,
        };
        self.fill("index.html", &head, &view, Target { file, emit })
    }

    fn draw_facet(&self, id: ListId, number: u32, texts: &dyn Texts, target: Target) -> Result<(), Diagnostic> {
        let list = &self.plan.lists[id as usize];
        let heading = self.words.list_heading(list);
        let position = self.position(list, number);
        let name = position.as_ref().map_or_else(|| heading.clone(), |position| format!("{heading}, {position}"));
        let path = self.plan.list_address(id, number).path;
        let description = self.words.sentence("browse_all", &[("name", &name), ("board", &self.plan.settings.title)]);
        let feeds = if list.has_feeds { self.feed_links(id, &heading) } else { Vec::new() };
        let mut head = self.head(&name, &description, &path);
        if list.company.is_some() {
            let jobs = self.words.label("all_jobs");
            let at_company = self.words.sentence("at_company", &[("title", jobs), ("company", &name)]);
            head.page_title = self.page_title(&[&at_company, &name]);
        }
        head.is_indexed = self.plan.has_open(list);
        head.feeds = &feeds;
        (head.newer, head.older) = self.neighbours(id, number);
        let directory = self.plan.directories.iter().find(|directory| directory.kind == list.kind);
        if let Some(link) = directory.map(|directory: &Directory| self.directory_link(directory)) {
            head.header = self.chrome.header(Some(&link.href));
            head.breadcrumb.push(link);
        }
        let is_first = number == 0;
        if !is_first {
            head.breadcrumb.push(Link { href: self.list_href(id), label: self.words.list_name(list) });
        }
        self.add_breadcrumb_data(&mut head);
        let is_archive = list.kind == ListKind::Facet(FacetKind::Archive);
        let count = if is_archive { "jobs" } else { "open_jobs" };
        let company = list.company.filter(|_| is_first);
        let profile = company.and_then(|company| self.plan.companies[company as usize].profile);
        let view = ListView {
            presets: self.presets(list),
            list_heading: self.words.label(if is_archive { "all_jobs" } else { "open_jobs" }).to_owned(),
            count_text: is_first.then(|| self.words.count(count, list.entries.len())),
            cards: self.cards(list.page(number, self.plan.settings.page_size))?,
            closed: if is_first { self.past_jobs(&list.closed) } else { Vec::new() },
            company: company.map(|company| self.company_value(company)),
            body: profile.map(|profile| Value::safe_string(&texts.company(profile).html)),
            heading,
            position,
        };
        let template = if company.is_some() { "company.html" } else { "list.html" };
        self.fill(template, &head, &view, target)
    }

    /// Links to the newer and the older page. Pages are numbered from the oldest, so the newer one has the higher
    /// number, and the newest of all is the list's own address.
    fn neighbours(&self, id: ListId, number: u32) -> (Option<Link>, Option<Link>) {
        let last = self.plan.lists[id as usize].numbered;
        let link = |number: u32, label: &str| Link {
            href: self.href(&self.plan.list_address(id, number).path),
            label: self.words.label(label).to_owned(),
        };
        let newer = match number {
            0 => None,
            n if n == last => Some(link(0, "newer")),
            n => Some(link(n + 1, "newer")),
        };
        let older = match number {
            0 => (last > 0).then(|| link(last, "older")),
            1 => None,
            n => Some(link(n - 1, "older")),
        };
        (newer, older)
    }

    fn position(&self, list: &List, number: u32) -> Option<String> {
        (number > 0 && list.numbered > 0).then(|| self.words.sentence("page", &[("n", &number.to_string())]))
    }

    fn browse(&self) -> Vec<Browse> {
        let popular = self.plan.popular();
        let mut groups = Vec::new();
        for directory in &self.plan.directories {
            let of_kind = popular.iter().filter(|list| list.kind == directory.kind);
            let links: Vec<Value> =
                of_kind.filter_map(|list| self.id_of(directory, list)).map(|id| self.counted_list(id)).collect();
            if !links.is_empty() {
                let Link { href, label } = self.directory_link(directory);
                groups.push(Browse { label, href, links });
            }
        }
        groups
    }

    fn id_of(&self, directory: &Directory, list: &List) -> Option<ListId> {
        directory.lists.iter().copied().find(|id| std::ptr::eq(&raw const self.plan.lists[*id as usize], list))
    }

    fn past_jobs(&self, closed: &[PostingId]) -> Vec<PastJob> {
        closed
            .iter()
            .map(|id| {
                let posting = &self.plan.open(*id);
                let (language, direction) = self.foreign(posting);
                PastJob {
                    title: posting.facts.title.value.clone(),
                    href: self.href(&self.plan.posting_address(*id).path),
                    language: language.map(str::to_owned),
                    direction,
                    posted: posting.facts.date_posted.as_ref().map(|posted| self.words.short_posted(posted.value)),
                }
            })
            .collect()
    }
}
