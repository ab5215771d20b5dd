//! From what was read to the plan: one pass after the other, each in its own file.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::duplicates::{Group, merge};
use super::key::KeyHasher;
use super::notes::{Locate, Notes};
use super::{Board, Company, CompanyId, Counts, Plan, Posting, Redirect};
use super::{companies, eligibility, identity, lists, order, pages, pay, redirects, similar};
use crate::model::{JobPosting, Settings, Slug};

/// Decides everything that will be published. `locate` finds the line of a span in a posting's file; it is asked
/// only for what the author must be told.
pub fn plan(mut board: Board, settings: Settings, now: Date, locate: &Locate) -> Plan {
    let mut notes = Notes::new(locate);
    let all = std::mem::take(&mut board.postings);
    let mut counts = Counts { postings: all.len(), ..Counts::default() };
    let (drafts, published): (Vec<Arc<JobPosting>>, Vec<Arc<JobPosting>>) =
        all.into_iter().partition(|posting| posting.draft && !board.with_drafts);
    counts.drafts = drafts.len();
    let mut groups = merge(published);
    groups.par_sort_by(|left, right| order::newest_first(&left.shown, &right.shown));
    counts.merged = groups.iter().map(|group| group.merged.len()).sum();
    notes.duplicates(&groups);
    let slugs = identity::slugs(&groups);
    let wanted_redirects = redirects::wanted(&groups, &slugs, &settings);
    let (mut postings, mut companies) = postings(groups, slugs, &board, &settings, now);
    let lists = lists::lists(&mut postings, &mut companies, &settings);
    similar::similar(&mut postings);
    let directories = lists::directories(&lists, &settings);
    let featured = (0..).zip(&postings).filter(|(_, p)| p.is_open && p.is_featured).map(|(id, _)| id).collect();
    counts.open = postings.iter().filter(|posting| posting.is_open).count();
    counts.closed = postings.len() - counts.open;
    counts.eligible = postings.iter().filter(|posting| posting.missing.is_empty()).count();
    notes.dates(&postings, now);
    let mut plan = Plan {
        settings,
        now,
        postings,
        featured,
        companies,
        lists,
        directories,
        board,
        redirects: Vec::new(),
        sitemap: Vec::new(),
        sitemap_others: 0,
        pages: Vec::new(),
        diagnostics: Vec::new(),
        counts,
    };
    let remembered = redirects::remembered(&plan);
    plan.redirects = redirects::redirects(&plan, wanted_redirects, remembered, &mut notes);
    (plan.sitemap, plan.sitemap_others) = plan.sitemap_pages();
    plan.pages = pages::pages(&plan);
    plan.diagnostics = notes.finish();
    plan
}

fn postings(
    groups: Vec<Group>,
    slugs: Vec<Slug>,
    board: &Board,
    settings: &Settings,
    now: Date,
) -> (Vec<Posting>, Vec<Company>) {
    let (merged, facts): (Vec<Vec<Arc<JobPosting>>>, Vec<Arc<JobPosting>>) =
        groups.into_iter().map(|group| (group.merged, group.shown)).unzip();
    let (companies, of_posting) = companies::companies(&facts, &board.companies);
    let postings = facts
        .into_par_iter()
        .zip(slugs)
        .zip(of_posting)
        .zip(merged)
        .with_min_len(64)
        .map(|(((facts, slug), company), merged)| {
            let mut posting = posting(facts, slug, company, merged, settings, now);
            let salary = posting.facts.salary.as_ref();
            posting.yearly_pay = salary.and_then(|salary| pay::yearly(salary, settings, board.rates.as_ref()));
            posting.card_key = card_key(&posting, company.map(|id| &companies[id as usize]));
            posting
        })
        .collect();
    (postings, companies)
}

fn posting(
    facts: Arc<JobPosting>,
    slug: Slug,
    company: Option<CompanyId>,
    merged: Vec<Arc<JobPosting>>,
    settings: &Settings,
    now: Date,
) -> Posting {
    let is_open = order::is_open(&facts, settings, now);
    Posting {
        is_open,
        is_featured: order::is_featured(&facts, now),
        missing: eligibility::missing(&facts, is_open, settings, now),
        company,
        lists: Vec::new(),
        similar: Vec::new(),
        merged: merged.into_iter().map(|posting| posting.path.clone()).collect(),
        yearly_pay: None,
        card_key: 0,
        slug,
        facts,
    }
}

/// Everything that a card of a posting may show.
fn card_key(posting: &Posting, company: Option<&Company>) -> u128 {
    let JobPosting {
        title,
        date_posted,
        location,
        employment_type,
        salary,
        salary_text,
        tags,
        seniority,
        language,
        summary,
        valid_through,
        category,
        ..
    } = &*posting.facts;
    let facts = postcard::to_stdvec(&(
        (title, date_posted, location, employment_type, salary, salary_text),
        (tags, seniority, language, summary, valid_through, category),
        (posting.is_open, posting.is_featured, &posting.yearly_pay),
    ))
    .unwrap_or_default();
    let mut key = KeyHasher::new("card").text(posting.slug.as_str()).key(xxhash_rust::xxh3::xxh3_128(&facts));
    if let Some(company) = company {
        key = key.text(&company.name).text(company.slug.as_str()).maybe(company.logo.as_deref());
    }
    key.finish()
}

/// Old addresses by the path that they had.
pub(super) fn sorted(mut redirects: Vec<Redirect>) -> Vec<Redirect> {
    redirects.sort();
    redirects.dedup_by(|later, kept| later.from == kept.from);
    redirects
}
