//! Lever postings: `api.lever.co/v0/postings/{site}?mode=json`. The body is description, lists and closing words.
//! <https://github.com/lever/postings-api>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    if root.get("hostedUrl").is_some() {
        return Listings::one(listing(&Item { node: &root, told }));
    }
    let listings = records(&root, told, &["postings", "data"]).iter().map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    let mut places = item.names("categories.allLocations");
    if places.is_empty() {
        places.extend(item.names("categories.location"));
    }
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("text").unwrap_or_default(),
        date_posted: item.text("createdAt"),
        places: places.into_iter().map(Where::Text).collect(),
        country: item.text("country"),
        remote: item.text("workplaceType"),
        employment_type: item.texts("categories.commitment"),
        pay: Pay {
            text: None,
            min: item.text("salaryRange.min"),
            max: item.text("salaryRange.max"),
            currency: item.text("salaryRange.currency"),
            unit: item.text("salaryRange.interval"),
        },
        category: item.first_named(&["categories.team", "categories.department"]),
        apply: item.first(&["applyUrl", "urls.apply", "hostedUrl", "urls.show"]),
        source_url: item.first(&["hostedUrl", "urls.show"]),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// The public address has the parts beside each other, the one for customers below `content`.
fn body(item: &Item) -> String {
    let content = item.list("content");
    let item = content.first().unwrap_or(item);
    let texts = ["descriptionHtml", "description", "descriptionBody", "descriptionPlain"];
    let mut html = item.first(&texts).unwrap_or_default();
    for list in item.list("lists") {
        if let Some(heading) = list.text("text") {
            html.push_str(&format!("<h3>{}</h3>", heading.trim_end_matches(':')));
        }
        html.push_str(&format!("<ul>{}</ul>", list.text("content").unwrap_or_default()));
    }
    for part in ["salaryDescription", "additional", "closingHtml"] {
        html.push_str(&item.text(part).unwrap_or_default());
    }
    html
}
