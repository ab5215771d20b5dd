//! Recruitee careers sites: `{company}.recruitee.com/api/offers`. <https://docs.recruitee.com/reference/offers>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    if let Some(offer) = root.get("offer") {
        return Listings::one(listing(&Item { node: offer, told }));
    }
    let items = records(&root, told, &["offers"]);
    let is_public = |item: &&Item| item.text("status").is_none_or(|status| status == "published");
    let listings = items.iter().filter(is_public).map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    // `2026-03-01 10:00:00 UTC`
    let time = |key: &str| item.text(key).map(|time| time.replace(" UTC", "Z"));
    let place = |item: &Item| {
        let state = item.first(&["state", "state_name", "state_code"]);
        Where::parts(item.text("city"), state, item.first(&["country_code", "country"]))
    };
    let mut places: Vec<Where> = item.list("locations").iter().filter_map(place).collect();
    if places.is_empty() {
        places.extend(place(item));
    }
    let ways = [("remote", "remote"), ("hybrid", "hybrid"), ("on_site", "onsite")];
    let mut said = ways.iter().filter(|(key, _)| item.truth(key) == Some(true)).map(|(_, word)| (*word).to_owned());
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        company: item.text("company_name"),
        date_posted: time("published_at"),
        valid_through: time("close_at"),
        places,
        remote: said.next().filter(|_| said.next().is_none()),
        employment_type: item.texts("employment_type_code").iter().map(|code| kind(code)).collect(),
        pay: Pay {
            text: None,
            min: item.text("salary.min"),
            max: item.text("salary.max"),
            currency: item.text("salary.currency"),
            unit: item.text("salary.period"),
        },
        tags: item.texts("tags"),
        category: item.named("department"),
        apply: item.first(&["careers_apply_url", "careers_url"]),
        source_url: item.text("careers_url"),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// `fulltime_permanent` is `full-time`.
fn kind(code: &str) -> String {
    let stems =
        [("fulltime", "full-time"), ("parttime", "part-time"), ("fixed_term", "temporary"), ("freelance", "contract")];
    stems
        .iter()
        .find(|(stem, _)| code.starts_with(stem))
        .map_or_else(|| code.to_owned(), |(_, word)| (*word).to_owned())
}

fn body(item: &Item) -> String {
    let requirements = item.text("requirements").map(|html| format!("<h2>Requirements</h2>{html}"));
    format!("{}{}", item.text("description").unwrap_or_default(), requirements.unwrap_or_default())
}
