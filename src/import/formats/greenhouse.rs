//! Greenhouse job boards: `boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true`.
//! <https://developers.greenhouse.io/job-board.html>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    if root.get("title").is_some() {
        // One job, as `…/jobs/{id}` gives it.
        return Listings::one(listing(&Item { node: &root, told }));
    }
    let listings = records(&root, told, &["jobs"]).iter().map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        company: item.named("company_name"),
        date_posted: item.text("first_published"),
        date_updated: item.text("updated_at"),
        valid_through: item.text("application_deadline"),
        places: item.names("location").into_iter().map(Where::Text).collect(),
        employment_type: metadata(item, "employment type"),
        pay: pay(item),
        category: item.names("departments").into_iter().find(|name| name != "No Department"),
        language: item.text("language"),
        apply: item.text("absolute_url"),
        body: Body::Html(item.text("content").unwrap_or_default()),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// A field of the board's own.
fn metadata(item: &Item, name: &str) -> Vec<String> {
    let fields = item.list("metadata");
    let found = fields.iter().find(|field| field.text("name").is_some_and(|own| own.eq_ignore_ascii_case(name)));
    found.map(|field| field.texts("value")).unwrap_or_default()
}

/// Pay ranges in hundredths, with `pay_transparency=true`; of several each has its title.
fn pay(item: &Item) -> Pay {
    let ranges = item.list("pay_input_ranges");
    let is_alone = ranges.len() == 1;
    let texts: Vec<String> = ranges.iter().filter_map(|range| range_text(range, is_alone)).collect();
    Pay { text: Some(texts.join("; ")).filter(|text| !text.is_empty()), ..Pay::default() }
}

/// The time that the figures are for is not said but in the title; words are kept, so that nothing is added.
fn range_text(range: &Item, is_alone: bool) -> Option<String> {
    let amount = |key: &str| Some(format!("{}", range.text(key)?.parse::<f64>().ok()? / 100.0));
    let figures = [amount("min_cents"), amount("max_cents")].into_iter().flatten().collect::<Vec<_>>().join(" - ");
    if figures.is_empty() {
        return None;
    }
    let title = range.text("title").filter(|_| !is_alone).map(|title| format!("({title})"));
    let parts = [range.text("currency_type"), Some(figures), title];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}
