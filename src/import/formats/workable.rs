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
        let keys = [["city", "location.city"], ["state", "location.region"], ["country", "location.country"]];
        let [city, state, country] = keys.map(|keys| place_part(item, &keys));
        places.extend(Where::parts(city, state, country));
    }
    let is_remote = item.truth("telecommuting") == Some(true);
    Listing {
        id: item.first(&["shortcode", "id", "code"]).unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        date_posted: item.first(&["published_on", "published", "created_at"]),
        places,
        remote: item.text("workplace").or(is_remote.then(|| "remote".to_owned())),
        employment_type: kinds(item),
        category: item.first_named(&["department", "function"]),
        language: item.text("language"),
        apply: item.first(&["application_url", "url", "shortlink"]),
        source_url: item.first(&["url", "shortlink"]),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// The kind of employment; the newer address has one word for it.
fn kinds(item: &Item) -> Vec<String> {
    let word = |word: String| match word.as_str() {
        "full" | "part" => format!("{word}-time"),
        _ => word,
    };
    let long = item.texts("employment_type");
    if long.is_empty() { item.texts("type").into_iter().map(word).collect() } else { long }
}

/// `state` is that of the posting (`published`) where places stand below `location`.
fn place_part(item: &Item, [own, below]: &[&str; 2]) -> Option<String> {
    if item.node.get("location").is_some() { item.text(below) } else { item.text(own) }
}

fn body(item: &Item) -> String {
    ["description", "requirements", "benefits"].iter().filter_map(|key| item.text(key)).collect::<Vec<_>>().join("\n")
}
