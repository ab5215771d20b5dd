//! Greenhouse job boards: `boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true`.
//! <https://developers.greenhouse.io/job-board.html>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let listings = records(&root, told, &["jobs"]).iter().map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        company: item.text("company_name"),
        date_posted: item.text("first_published"),
        date_updated: item.text("updated_at"),
        valid_through: item.text("application_deadline"),
        places: item.text("location.name").map(Where::Text).into_iter().collect(),
        employment_type: metadata(item, "employment type"),
        pay: pay(item),
        category: item.text("departments.0.name").filter(|name| name != "No Department"),
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

/// Pay ranges in hundredths, with `pay_transparency=true`.
fn pay(item: &Item) -> Pay {
    let ranges = item.list("pay_input_ranges");
    let [range] = ranges.as_slice() else { return Pay::default() };
    let amount = |key: &str| {
        range.text(key).and_then(|cents| cents.parse::<f64>().ok()).map(|cents| format!("{}", cents / 100.0))
    };
    let currency = range.text("currency_type");
    let figures = [amount("min_cents"), amount("max_cents")].into_iter().flatten().collect::<Vec<_>>().join(" - ");
    // The time that the figures are for is not said; their words are kept, so that nothing is added.
    let text = [currency.clone().unwrap_or_default(), figures].join(" ").trim().to_owned();
    Pay { text: Some(text).filter(|text| text.contains(|c: char| c.is_ascii_digit())), ..Pay::default() }
}
