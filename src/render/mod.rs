//! One page of the plan to bytes. Pure: texts come through `Texts`, nothing is read or written here.

mod assets;
mod card;
mod chrome;
mod context;
mod digest;
mod directory;
mod dump;
mod feed;
mod folded;
mod hand_off;
mod head;
pub mod json_ld;
mod link_picture;
mod links;
mod list;
pub mod logo;
pub mod machine;
mod media_type;
mod mistake;
mod moment;
mod page;
mod place;
mod posting;
mod salaries;
#[cfg(test)]
pub(crate) mod sample;
mod search;
mod search_page;
pub mod sitemap;
mod social_card;
mod templates;
#[cfg(test)]
mod tests;
mod theme;
mod words;
mod xml;

pub use assets::theme_assets;
pub use digest::Digest;
pub use dump::templates_dump;
pub(crate) use media_type::media_type;
pub use templates::{Override, Templates};
pub use theme::theme_mistakes;

use std::cell::RefCell;
use std::sync::{Arc, Mutex, OnceLock};

use serde::Serialize;
use tera::{Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::parse::Body;
use crate::parse::terms::{self, Collector, TermLists};
use crate::plan::{HandOff, ListId, ListKind, Page, Plan, PostingId};
use words::Words;

/// Where drawing gets the texts that the plan does not keep.
pub trait Texts: Sync {
    /// The body of a posting.
    fn posting(&self, posting: PostingId) -> Arc<Body>;
    /// Hands over the words of the body of a posting.
    fn body_words(&self, posting: PostingId, found: &mut dyn FnMut(&str)) {
        terms::of_text(&self.posting(posting).text(), &mut |word| found(word));
    }
    /// The distinct words of some texts, each known by a key; `cut` hands over those of the text with a number, and is
    /// not asked for texts of which the words are remembered. Under another `frame` they cannot be compared with those
    /// that were remembered.
    fn remembered_words(&self, keys: &[u128], _frame: u128, cut: &Cut) -> TermLists {
        let mut collector = Collector::default();
        for number in 0..keys.len() {
            collector.begin();
            cut(number, &mut |word| collector.add(word));
        }
        TermLists::of(collector)
    }
    /// Takes the numbers of the files of bodies' words that may differ from the words remembered (none = all), and gives
    /// those that may differ from the site as it stands; none = all. Called once, behind `remembered_words`.
    fn stale_files(&self, _differ: Option<&[u32]>) -> Option<Vec<u32>> {
        None
    }
    /// The body of a company profile (index in `board.companies`).
    fn company(&self, profile: u32) -> Body;
    /// The body of a plain page (index in `board.pages`).
    fn page(&self, page: u32) -> Body;
    /// The bytes of a static file (index in `board.assets`).
    fn asset(&self, asset: u32) -> Vec<u8>;
}

/// Hands over the words of the text with a number.
pub type Cut<'a> = dyn Fn(usize, &mut dyn FnMut(&str)) + Sync + 'a;

/// Takes each file of a page: path below the output folder, bytes. A large file comes in pieces, one right after the
/// other under the same path, so that no more of it than a piece is ever in memory.
pub type Emit<'a> = dyn FnMut(&str, &[u8]) + 'a;

/// Draws every page of one plan. Made once per build, shared by all threads.
///
/// What many pages show is prepared once: the words, header and footer when it is made; a posting's card, the values
/// of a list and of a company when they are first wanted.
#[derive(Debug)]
pub struct Renderer<'a> {
    plan: &'a Plan,
    templates: &'a Templates,
    words: Words,
    tera: Tera,
    chrome: chrome::Chrome,
    /// Drawn cards: 0.5 kB each on real postings. Those of a large board are folded to a third of that.
    cards: Vec<OnceLock<card::Kept>>,
    sample: folded::Sample,
    lists: Vec<OnceLock<Value>>,
    companies: Vec<OnceLock<Value>>,
    /// The fonts of the pictures for links, from when the first is drawn.
    fonts: OnceLock<social_card::Fonts>,
    /// The words of all postings, between their gathering and the drawing of the index of the search.
    gathered: Mutex<Option<TermLists>>,
    /// What templates were filled with, for `templates_dump`.
    seen: Option<dump::Seen>,
}

thread_local! {
    /// The bytes of the page that this thread draws; kept so that a page costs no allocation.
    static PAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    ///
    /// # Errors
    /// The mistake of a template, with its place.
    pub fn new(plan: &'a Plan, templates: &'a Templates) -> Result<Renderer<'a>, Diagnostic> {
        Renderer::prepared(plan, templates, None)
    }

    fn prepared(
        plan: &'a Plan,
        templates: &'a Templates,
        seen: Option<dump::Seen>,
    ) -> Result<Renderer<'a>, Diagnostic> {
        let mut renderer = Renderer {
            plan,
            templates,
            words: templates.words(plan.settings.language),
            tera: templates.tera.clone(),
            chrome: chrome::Chrome::default(),
            cards: slots(plan.postings.len()),
            sample: folded::Sample::default(),
            lists: slots(plan.lists.len()),
            companies: slots(plan.companies.len()),
            gathered: Mutex::default(),
            fonts: OnceLock::new(),
            seen,
        };
        renderer.prepare_chrome()?;
        Ok(renderer)
    }

    /// Draws one page of every kind and throws it away: tells the mistakes of templates that show only when they are
    /// filled, before anything is written.
    pub fn trial(&self, texts: &dyn Texts) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for page in self.samples() {
            if let Err(diagnostic) = self.draw(page, texts, &mut |_, _| ())
                && !diagnostics.contains(&diagnostic)
            {
                diagnostics.push(diagnostic);
            }
        }
        diagnostics.sort_by(Diagnostic::order);
        diagnostics
    }

    /// Draws one unit of the plan and hands over each of its files.
    ///
    /// # Errors
    /// The mistake of a template, with its place.
    pub fn draw(&self, page: Page, texts: &dyn Texts, emit: &mut Emit) -> Result<(), Diagnostic> {
        let file = self.plan.address(page).file;
        match page {
            Page::Posting(id) => self.draw_posting(id, texts, emit),
            Page::Plain(index) => self.draw_plain(index, texts, &file, emit),
            Page::PostAJob => self.draw_post_a_job(&file, emit),
            Page::Salaries => self.draw_salaries(&file, emit),
            Page::Search => self.draw_search(&file, emit),
            Page::NotFound => self.draw_not_found(&file, emit),
            Page::List(list, number) => self.draw_list(list, number, texts, &file, emit),
            Page::Directory(directory, section) => self.draw_directory(directory, section, &file, emit),
            Page::HandOff(name) => self.draw_hand_off(name, texts, emit),
            Page::Redirect(index) => self.draw_redirect(index, &file, emit),
            Page::Asset(index) => {
                emit(&file, &texts.asset(index));
                Ok(())
            }
            Page::Logo(index) => {
                self.draw_logo(index, texts, &file, emit);
                Ok(())
            }
            Page::BoardCard => {
                self.draw_board_card(texts, &file, emit);
                Ok(())
            }
            Page::PostingCard(id) => {
                self.draw_posting_card(id, texts, emit);
                Ok(())
            }
            Page::Feeds(list, number) => {
                feed::draw(&feed::Wanted { plan: self.plan, words: &self.words, list, number }, texts, emit);
                Ok(())
            }
            Page::JobsJson(number) => {
                machine::jobs(self.plan, number, emit);
                Ok(())
            }
            Page::SearchIndex => {
                self.draw_search_index(texts, emit);
                Ok(())
            }
            Page::SearchCards(number) => self.draw_search_cards(number, emit),
            Page::Sitemap(number) => {
                sitemap::draw(self.plan, number, emit);
                Ok(())
            }
            Page::Machine(name) => {
                machine::draw(self.plan, name, emit);
                Ok(())
            }
        }
    }

    /// One page of every kind: the first open and the first closed posting, the first list of each kind and so on.
    fn samples(&self) -> Vec<Page> {
        let plan = self.plan;
        let mut samples = vec![Page::List(0, 0), Page::NotFound, Page::PostAJob];
        samples.extend(plan.has_own_salaries().then_some(Page::Salaries));
        samples.extend(plan.has_own_search().then_some(Page::Search));
        for is_open in [true, false] {
            let id = (0..).zip(&plan.postings).find(|(_, posting)| posting.is_open == is_open);
            samples.extend(id.map(|(id, _)| Page::Posting(id)));
        }
        let first =
            |wanted: &dyn Fn(&crate::plan::List) -> bool| (0..).zip(plan.lists.iter()).find(|(_, list)| wanted(list));
        for directory in &plan.directories {
            samples.extend(first(&|list| list.kind == directory.kind).map(|(id, _)| Page::List(id, 0)));
        }
        samples
            .extend(first(&|list| list.kind != ListKind::Board && list.numbered > 0).map(|(id, _)| Page::List(id, 1)));
        samples.extend(plan.directories.first().map(|_| Page::Directory(0, 0)));
        samples.extend(plan.board.pages.first().map(|_| Page::Plain(0)));
        samples.extend(
            [HandOff::Changes, HandOff::Widget]
                .into_iter()
                .filter(|file| plan.hand_offs().contains(file))
                .map(Page::HandOff),
        );
        samples.extend(plan.redirects.first().map(|_| Page::Redirect(0)));
        samples
    }

    /// Fills a template with a view and the head of its page.
    fn fill(&self, name: &str, head: &head::Head, view: &impl Serialize, to: Target) -> Result<(), Diagnostic> {
        if let Some(seen) = &self.seen {
            seen.note("base.html", &[head]);
            seen.note(name, &[view]);
        }
        let mut variables = context::of(head);
        context::add(&mut variables, view);
        PAGE.with_borrow_mut(|page| {
            page.clear();
            let outcome = self.tera.render_to(name, &variables, &mut *page);
            outcome.map_err(|error| mistake::of_drawing(&error, &self.templates.texts))?;
            (to.emit)(to.file, page);
            Ok(())
        })
    }

    /// Fills a template that is a part of pages.
    fn fill_part(&self, name: &str, view: &impl Serialize) -> Result<Value, Diagnostic> {
        if let Some(seen) = &self.seen {
            seen.note(name, &[view]);
        }
        let drawn = self.tera.render(name, &context::of(view));
        drawn.map(|html| Value::safe_string(&html)).map_err(|error| mistake::of_drawing(&error, &self.templates.texts))
    }

    /// The path of a page on its host, to be put into an `href`.
    fn href(&self, path: &str) -> String {
        format!("{}{}", self.plan.settings.base_url.base_path(), path.trim_start_matches('/'))
    }

    /// The path of a list's first page on its host.
    fn list_href(&self, list: ListId) -> String {
        self.href(&self.plan.list_address(list, 0).path)
    }
}

/// Where a drawn page goes.
struct Target<'e, 'f> {
    file: &'e str,
    emit: &'e mut Emit<'f>,
}

fn slots<T>(count: usize) -> Vec<OnceLock<T>> {
    let mut slots = Vec::new();
    slots.resize_with(count, OnceLock::new);
    slots
}
