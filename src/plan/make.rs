//! From what was read to the plan: one pass after the other, each in its own file.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::duplicates::{Group, merge};
use super::follow::still_true;
use super::key::KeyHasher;
use super::notes::{Locate, Notes};
use super::redirects::Wanted;
use super::{
    Board, Company, CompanyId, Counts, Missing, Outline, Plan, Posting, PostingId, Published, Redirect, Shelves,
    TOGETHER,
};
use super::{
    SearchPlan, companies, eligibility, identity, lists, logos, look_alikes, order, pages, pay, redirects, remembered,
    salaries, search, similar,
};
use crate::model::{Settings, Slug};

/// Decides everything that will be published. `locate` finds the line of a span in a posting's file; it is asked
/// only for what the author must be told.
pub fn plan(board: Board, settings: Settings, now: Date, locate: &Locate) -> Plan {
    follow(board, settings, now, locate, None)
}

/// The same after another plan, of which is taken what still holds.
pub fn follow(mut board: Board, settings: Settings, now: Date, locate: &Locate, before: Option<&Plan>) -> Plan {
    let mut notes = Notes::new(locate);
    let mut published = std::mem::take(&mut board.postings);
    let mut counts = Counts { postings: published.len(), ..Counts::default() };
    if !board.with_drafts {
        published = published.into_par_iter().filter(|posting| !posting.outline().draft).collect();
    }
    counts.drafts = counts.postings - published.len();
    let mut groups = merge(published, &settings);
    groups.par_sort_unstable_by_key(|group| (group.order, group.place));
    counts.merged = groups.par_iter().with_min_len(1024).map(|group| group.merged.len()).sum();
    let addresses = || {
        notes.duplicates(&groups);
        let slugs = identity::slugs(&groups);
        let wanted = redirects::wanted(&groups, &slugs, &settings);
        (slugs, wanted)
    };
    let ((slugs, wanted_redirects), (mut companies, of_posting)) =
        rayon::join(addresses, || companies::companies(&groups, &board.companies));
    let logos = logos::settle(&mut companies, &of_posting, &groups, &board, &mut notes);
    let logo_hosts = logos::hosts(&mut companies, settings.logos);
    let of_before = before.map_or_else(Vec::new, |before| like_before(before, &companies, &board, &settings, now));
    let mut postings = postings(groups, slugs, (&companies, of_posting), &of_before, &board, &settings, now);
    let followed = before.and_then(|before| still_true(before, &mut postings, &mut companies, &settings));
    let mut similar_is_new = true;
    let lists = followed.unwrap_or_else(|| {
        let lists = lists::lists(&mut postings, &mut companies, &settings);
        similar_is_new = similar::similar(&mut postings, &companies, &board.similar);
        Arc::new(lists)
    });
    let directories = lists::directories(&lists, &settings);
    let featured = featured(&postings);
    counts.open = lists[0].entries.len();
    counts.closed = postings.len() - counts.open;
    counts.eligible = postings.par_iter().with_min_len(1024).filter(|posting| posting.missing.is_empty()).count();
    notes.dates(&postings, now);
    look_alikes::tell(&companies, &postings, &mut notes);
    let plan = Plan {
        addresses_sum: remembered::addresses_sum(&postings),
        settings,
        now,
        postings,
        featured,
        companies,
        lists,
        directories,
        salaries: Vec::new(),
        board,
        redirects: Vec::new(),
        logos,
        logo_hosts,
        similar_is_new,
        search: SearchPlan::default(),
        sitemap: Vec::new(),
        sitemap_others: 0,
        pages: Vec::new(),
        diagnostics: Vec::new(),
        counts,
        opened: Shelves::default(),
    };
    finish(plan, wanted_redirects, notes)
}

/// What hangs on the postings and lists of a plan: figures, redirects, the sitemap, the index of the search, and at
/// last the key of every page.
fn finish(mut plan: Plan, wanted_redirects: Vec<Wanted>, mut notes: Notes) -> Plan {
    (plan.salaries, plan.search) = rayon::join(|| salaries::rows(&plan), || search::layout(&plan));
    let remembered = redirects::remembered(&plan);
    plan.redirects = redirects::redirects(&plan, wanted_redirects, remembered, &mut notes);
    (plan.sitemap, plan.sitemap_others) = plan.sitemap_pages();
    (plan.pages, plan.search.version) = pages::pages(&plan);
    plan.diagnostics = notes.finish();
    plan
}

/// Open postings that are shown ahead.
fn featured(postings: &[Posting]) -> Vec<PostingId> {
    let is_featured = |(id, posting): (PostingId, &Posting)| (posting.is_open && posting.is_featured).then_some(id);
    (0..PostingId::MAX).into_par_iter().zip(postings).with_min_len(1024).filter_map(is_featured).collect()
}

fn postings(
    groups: Vec<Group>,
    slugs: Vec<(u64, Slug)>,
    (companies, of_posting): (&[Company], Vec<Option<CompanyId>>),
    before: &[Option<&Posting>],
    board: &Board,
    settings: &Settings,
    now: Date,
) -> Vec<Posting> {
    groups
        .into_par_iter()
        .zip(slugs)
        .zip(of_posting)
        .enumerate()
        .with_max_len(TOGETHER)
        .map(|(place, ((group, slug), company))| {
            let before = before.get(place).copied().flatten();
            match before.filter(|before| is_as_before(&group, &slug.1, company, before)) {
                Some(before) => before.clone(),
                None => posting(group, slug, company, companies, board, settings, now).into(),
            }
        })
        .collect()
}

/// The postings of another plan that are the same in this one if they are read as they were: all hangs on settings,
/// day and rates, and on what is told of the employer.
fn like_before<'p>(
    before: &'p Plan,
    companies: &[Company],
    board: &Board,
    settings: &Settings,
    now: Date,
) -> Vec<Option<&'p Posting>> {
    if before.settings != *settings || before.now != now || before.board.rates != board.rates {
        return Vec::new();
    }
    let is_same = |(before, now): (&Company, &Company)| {
        let is_named_alike = before.name == now.name && before.slug == now.slug && before.logo == now.logo;
        is_named_alike && before.url == now.url && before.has_profile_url == now.has_profile_url
    };
    let same: Vec<bool> = before.companies.par_iter().zip(companies).with_min_len(256).map(is_same).collect();
    let is_alike = |posting: &Posting| posting.company.is_none_or(|id| same.get(id as usize) == Some(&true));
    before.postings.par_iter().with_min_len(256).map(|posting| is_alike(posting).then_some(posting)).collect()
}

fn is_as_before(group: &Group, slug: &Slug, company: Option<CompanyId>, before: &Posting) -> bool {
    let merged = group.merged.iter().map(|posting| &posting.outline().path);
    group.shown.is(&before.facts)
        && *slug == before.slug
        && company == before.company
        && merged.eq(before.merged.iter())
}

fn posting(
    group: Group,
    (slug_hash, slug): (u64, Slug),
    company: Option<CompanyId>,
    companies: &[Company],
    board: &Board,
    settings: &Settings,
    now: Date,
) -> Published {
    let outline = group.shown.outline();
    let is_open = order::is_open(outline, settings, now);
    let is_featured = order::is_featured(outline, now);
    let yearly_pay = outline.salary.as_ref().and_then(|salary| pay::yearly(salary, settings, board.rates.as_ref()));
    let pay = postcard::to_stdvec(&yearly_pay).unwrap_or_default();
    let mut key = KeyHasher::new("card").number(slug_hash).key(outline.card).number(is_open).number(is_featured);
    key = key.key(xxhash_rust::xxh3::xxh3_128(&pay));
    if let Some(company) = company.map(|id| &companies[id as usize]) {
        key = key.text(&company.name).text(company.slug.as_str()).maybe(company.logo.as_deref());
    }
    let missing = eligibility::missing(outline, is_open, now);
    let merged: Box<[String]> = group.merged.iter().map(|posting| posting.outline().path.clone()).collect();
    let card_key = key.finish();
    let employer = company.map(|id| &companies[id as usize]);
    let told = told(outline, card_key, &missing, &merged, employer);
    Published {
        key: KeyHasher::new("posting").key(told).key(outline.content_hash).finish(),
        told,
        is_open,
        is_featured,
        missing: missing.into(),
        company,
        lists: Box::default(),
        similar: Box::default(),
        merged,
        yearly_pay: yearly_pay.map(Box::new),
        card_key,
        address: remembered::address(outline.identity, slug_hash, settings.url_style),
        words_hash: outline.words_hash,
        slug_hash,
        slug,
        facts: group.shown,
    }
}

/// Everything that a posting says but its text, with its employer.
fn told(outline: &Outline, card: u128, missing: &[Missing], merged: &[String], employer: Option<&Company>) -> u128 {
    let mut key =
        KeyHasher::new("told").key(outline.told).key(card).number(missing.len() as u64).number(merged.len() as u64);
    for missing in missing {
        key = key.number(*missing as u8);
    }
    if let Some(Company { url, has_profile_url, .. }) = employer {
        key = key.maybe(url.as_deref()).number(*has_profile_url);
    }
    key.finish()
}

/// Old addresses by the path that they had.
pub(super) fn sorted(mut redirects: Vec<Redirect>) -> Vec<Redirect> {
    redirects.sort();
    redirects.dedup_by(|later, kept| later.from == kept.from);
    redirects
}
