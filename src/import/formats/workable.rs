//! Workable widget: `apply.workable.com/api/v1/widget/accounts/{account}?details=true`.

use super::super::Known;
use super::super::listing::{Body, Listing, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let company = Item { node: &root, told }.text("name");
    let items = records(&root, told, &["jobs", "results"]);
    let listings = items.iter().map(|item| Listing { company: company.clone(), ..listing(item) }).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    let part = |item: &Item, keys: &[&str]| item.first(keys);
    let several = item.list("locations");
    let shown = several.iter().filter(|place| place.truth("hidden") != Some(true));
    let mut places: Vec<Where> = shown
        .filter_map(|place| {
            Where::parts(part(place, &["city"]), part(place, &["region"]), part(place, &["country", "countryCode"]))
        })
        .collect();
    if places.is_empty() {
        places.extend(Where::parts(part(item, &["city"]), part(item, &["state"]), part(item, &["country"])));
    }
    Listing {
        id: item.first(&["shortcode", "id", "code"]).unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        date_posted: item.first(&["published_on", "created_at"]),
        places,
        remote: (item.truth("telecommuting") == Some(true)).then(|| "remote".to_owned()),
        employment_type: item.texts("employment_type"),
        category: item.first(&["department", "function"]),
        apply: item.first(&["application_url", "url", "shortlink"]),
        source_url: item.first(&["url", "shortlink"]),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

fn body(item: &Item) -> String {
    ["description", "requirements", "benefits"].iter().filter_map(|key| item.text(key)).collect::<Vec<_>>().join("\n")
}
