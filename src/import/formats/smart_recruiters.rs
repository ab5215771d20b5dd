//! SmartRecruiters postings: `api.smartrecruiters.com/v1/companies/{id}/postings`, or single postings, which hold the text.
//! <https://developers.smartrecruiters.com/docs/posting-api>

use super::super::Known;
use super::super::listing::{Body, Listing, Pay, Where};
use super::super::tree::{Item, Told};
use super::{Listings, json_root, records};

/// The parts of a posting's text, in the order of its page.
const SECTIONS: [&str; 4] = ["companyDescription", "jobDescription", "qualifications", "additionalInformation"];

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let Some(root) = json_root(told) else { return Listings::default() };
    let whole = Item { node: &root, told };
    if root.get("jobAd").is_some() {
        return Listings::one(listing(&whole));
    }
    let items = records(&root, told, &["content"]);
    // A page of a longer list says nothing of the postings on the others.
    let total = whole.text("totalFound").and_then(|total| total.parse::<usize>().ok());
    Listings { is_whole: total.is_none_or(|total| items.len() >= total), listings: items.iter().map(listing).collect() }
}

fn listing(item: &Item) -> Listing {
    let id = item.text("id").unwrap_or_default();
    let company = item.text("company.identifier");
    let page = company.map(|company| format!("https://jobs.smartrecruiters.com/{company}/{id}"));
    let country = item.text("location.country").map(|code| code.to_uppercase());
    let ways = [("location.remote", "remote"), ("location.hybrid", "hybrid")];
    Listing {
        title: item.first(&["name", "title"]).unwrap_or_default(),
        company: item.text("company.name"),
        date_posted: item.first(&["releasedDate", "createdOn"]),
        places: Where::parts(item.text("location.city"), item.text("location.region"), country).into_iter().collect(),
        remote: ways.iter().find(|(key, _)| item.truth(key) == Some(true)).map(|(_, word)| (*word).to_owned()),
        employment_type: item.texts("typeOfEmployment.label"),
        category: item.first_named(&["department", "function"]),
        pay: Pay {
            text: None,
            min: item.text("compensation.min"),
            max: item.text("compensation.max"),
            currency: item.text("compensation.currency"),
            unit: item.text("compensation.period"),
        },
        seniority: item.text("experienceLevel.label"),
        language: item.text("language.code"),
        apply: item.first(&["applyUrl", "postingUrl"]).or_else(|| page.clone()),
        source_url: item.text("postingUrl").or(page),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        id,
        ..Listing::default()
    }
}

fn body(item: &Item) -> String {
    let mut html = String::new();
    for section in SECTIONS {
        let Some(text) = item.text(&format!("jobAd.sections.{section}.text")) else { continue };
        let title = item.text(&format!("jobAd.sections.{section}.title"));
        html.push_str(&title.map(|title| format!("<h2>{title}</h2>")).unwrap_or_default());
        html.push_str(&text);
    }
    html
}
