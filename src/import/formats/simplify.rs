//! `listings.json` of the SimplifyJobs boards: a list of postings without text. Times are in seconds.

use super::super::Known;
use super::super::listing::{Listing, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let items = records(&root, told, &["listings"]);
    let listings = items.iter().filter(|item| item.truth("is_visible") != Some(false)).map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    let mut terms = item.texts("terms");
    terms.extend(item.text("season"));
    let sponsorship = item.text("sponsorship").filter(|word| word != "Other");
    let extra = [("season", Some(terms.join(", "))), ("sponsorship", sponsorship)];
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        company: item.text("company_name"),
        company_url: item.text("company_url"),
        date_posted: item.text("date_posted"),
        date_updated: item.text("date_updated"),
        places: item.texts("locations").into_iter().map(Where::Text).collect(),
        category: item.text("category"),
        apply: item.text("url"),
        is_closed: item.truth("active") == Some(false),
        extra: extra
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value.filter(|value| !value.is_empty())?)))
            .collect(),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}
