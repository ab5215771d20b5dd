//! What the author may want to know of the board as it is shown, for the pages below `/_corkboard/`.

use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::plan::{CARDS, EMPTY, Facts, ListKind, Page, Plan, PostingId};

/// The board and everything that is told of it.
#[derive(Debug)]
pub(super) struct Report {
    /// The board that is shown.
    pub snapshot: Option<Arc<Snapshot>>,
    /// All that is told of the board as its files are now.
    pub diagnostics: Vec<Diagnostic>,
    /// Postings that are not published unless drafts are shown.
    pub drafts: Vec<Facts>,
    /// What keeps the board from being shown, drawn.
    pub mistakes: String,
}

/// What a page is: a word for people.
pub(super) fn kind(page: Page) -> &'static str {
    match page {
        Page::Posting(_) => "posting",
        Page::Plain(_) => "plain page",
        Page::PostAJob => "how to post a job",
        Page::Search => "search",
        Page::SearchIndex | Page::SearchCards(_) => "index of the search",
        Page::NotFound => "not found",
        Page::List(..) => "list",
        Page::Directory(..) => "directory",
        Page::Salaries => "pay",
        Page::Feeds(..) => "feeds",
        Page::JobsJson(_) => "all jobs as data",
        Page::Sitemap(_) => "sitemap",
        Page::Machine(_) => "for programs",
        Page::Redirect(_) => "redirect",
        Page::HandOff(_) => "for other programs",
        Page::Asset(_) => "static file",
        Page::Logo(_) => "logo",
        Page::BoardCard | Page::PostingCard(_) => "picture for links",
    }
}

/// What a page is drawn from, besides the settings and the theme.
pub(super) fn inputs(plan: &Plan, page: Page) -> Vec<String> {
    match page {
        Page::Posting(id) => of_posting(plan, id),
        Page::PostingCard(id) => cards(plan, &[id]),
        Page::Plain(index) => vec![format!("content/{}", plan.board.pages[index as usize].path)],
        Page::List(list, number) => {
            let shown = &plan.lists[list as usize];
            let mut inputs = cards(plan, shown.page(number, plan.settings.page_size));
            inputs.extend(profile(plan, shown.company));
            if shown.kind == ListKind::Board && number == 0 {
                inputs.push(format!("{} featured postings", plan.featured.len()));
            }
            inputs
        }
        Page::Directory(directory, _) => {
            vec![format!("names and sizes of {} lists", plan.directories[directory as usize].lists.len())]
        }
        Page::Feeds(list, number) => texts(plan, plan.feed_entries(list, number)),
        Page::JobsJson(number) => texts(plan, plan.jobs_entries(number)),
        Page::Sitemap(number) => vec![format!("addresses and days of {} pages", plan.sitemap_entries(number).len())],
        Page::Redirect(index) => vec![format!("leads to {}", plan.redirects[index as usize].to)],
        Page::Asset(index) => {
            let asset = &plan.board.assets[index as usize];
            vec![if asset.is_embedded { "the theme".to_owned() } else { format!("static/{}", asset.file) }]
        }
        Page::Logo(index) => inputs(plan, Page::Asset(plan.logos[index as usize].asset)),
        Page::Salaries => vec![format!("pay of {} open postings", plan.counts.open)],
        Page::Search => cards(plan, plan.lists[0].page(0, plan.settings.page_size)),
        Page::SearchIndex if plan.search.has_bodies => vec![format!("texts of {} open postings", plan.counts.open)],
        Page::SearchIndex => vec![format!("facts of {} open postings", plan.counts.open)],
        Page::SearchCards(number) => {
            let slots = plan.search.slots.chunks(CARDS).nth(number as usize).unwrap_or_default();
            cards(plan, &slots.iter().copied().filter(|posting| *posting != EMPTY).collect::<Vec<_>>())
        }
        Page::BoardCard | Page::PostAJob | Page::NotFound | Page::Machine(_) | Page::HandOff(_) => Vec::new(),
    }
}

fn of_posting(plan: &Plan, id: PostingId) -> Vec<String> {
    let posting = &plan.postings[id as usize];
    let mut inputs = vec![format!("content/{}", posting.facts.outline().path)];
    inputs.extend(posting.merged.iter().map(|path| format!("content/{path} (merged)")));
    inputs.extend(profile(plan, posting.company));
    inputs.extend(cards(plan, &posting.similar));
    inputs.push(format!("names of {} lists", posting.lists.len()));
    inputs
}

fn profile(plan: &Plan, company: Option<u32>) -> Option<String> {
    let index = plan.companies[company? as usize].profile?;
    Some(format!("content/{}", plan.board.companies[index as usize].path))
}

fn cards(plan: &Plan, postings: &[PostingId]) -> Vec<String> {
    named(plan, postings, "card of")
}

fn texts(plan: &Plan, postings: &[PostingId]) -> Vec<String> {
    named(plan, postings, "text of")
}

/// The first few by name, the others by number.
fn named(plan: &Plan, postings: &[PostingId], what: &str) -> Vec<String> {
    const NAMED: usize = 5;
    let path = |id: &PostingId| format!("{what} content/{}", plan.postings[*id as usize].facts.outline().path);
    let mut names: Vec<String> = postings.iter().take(NAMED).map(path).collect();
    if postings.len() > NAMED {
        names.push(format!("and {} more", postings.len() - NAMED));
    }
    names
}
