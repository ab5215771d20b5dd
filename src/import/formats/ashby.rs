//! Ashby job boards: `api.ashbyhq.com/posting-api/job-board/{name}?includeCompensation=true`.
//! <https://developers.ashbyhq.com/docs/public-job-posting-api>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let items = records(&root, told, &["jobs"]);
    let listings = items.iter().filter(|item| item.truth("isListed") != Some(false)).map(listing).collect();
    Listings { listings, is_whole: true }
}

fn listing(item: &Item) -> Listing {
    let address = item.text("jobUrl");
    let last = address.as_ref().and_then(|url| url.trim_end_matches('/').rsplit('/').next().map(str::to_owned));
    let mut places: Vec<Where> = item.names("location").into_iter().map(Where::Text).collect();
    places.extend(item.list("secondaryLocations").iter().filter_map(|place| place.text("location")).map(Where::Text));
    let is_remote = item.truth("isRemote") == Some(true);
    Listing {
        id: item.text("id").or(last).unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        date_posted: item.text("publishedAt"),
        places,
        country: item.text("address.postalAddress.addressCountry"),
        remote: item.text("workplaceType").or(is_remote.then(|| "Remote".to_owned())),
        employment_type: item.texts("employmentType"),
        pay: pay(item),
        category: item.first_named(&["team", "department"]),
        apply: item.first(&["applyUrl", "jobUrl"]),
        source_url: address,
        body: Body::Html(item.first(&["descriptionHtml", "descriptionPlain"]).unwrap_or_default()),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

fn pay(item: &Item) -> Pay {
    let text =
        item.first(&["compensation.compensationTierSummary", "compensation.scrapeableCompensationSalarySummary"]);
    let parts = item.list("compensation.summaryComponents");
    let salaries: Vec<&Item> =
        parts.iter().filter(|part| part.text("compensationType").as_deref() == Some("Salary")).collect();
    let [salary] = salaries.as_slice() else { return Pay { text, ..Pay::default() } };
    Pay {
        text,
        min: salary.text("minValue"),
        max: salary.text("maxValue"),
        currency: salary.text("currencyCode"),
        unit: salary.text("interval"),
    }
}
