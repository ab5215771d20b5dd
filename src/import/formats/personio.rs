//! Personio XML: `{company}.jobs.personio.de/xml`. A posting's page is `/job/{id}` on the same host.
//! <https://developer.personio.de/docs/retrieving-open-job-positions>

use super::super::Known;
use super::super::listing::{Body, Listing, Where};
use super::super::tree::{Item, Told};
use super::{Listings, xml_root};
use crate::diagnostic::Code;

pub(super) fn listings(told: &Told, known: &Known) -> Listings {
    let Some(root) = xml_root(told) else { return Listings::default() };
    let Some(list) = root.get("workzag-jobs") else {
        let message = "the document has no element `workzag-jobs`";
        told.error(Code::ImportSyntax, root.at.start..root.at.start + 1, message, "is this the right format?");
        return Listings::default();
    };
    let host = known.address.as_deref().and_then(|address| url::Url::parse(address).ok());
    let host = host.as_ref().and_then(url::Url::host_str);
    let items = Item { node: list, told }.all("position");
    Listings { listings: items.iter().map(|item| listing(item, host)).collect(), is_whole: true }
}

fn listing(item: &Item, host: Option<&str>) -> Listing {
    let id = item.text("id").unwrap_or_default();
    let mut places: Vec<Where> = item.text("office").map(Where::Text).into_iter().collect();
    if let Some(more) = item.all("additionalOffices").first() {
        places.extend(more.all("office").iter().filter_map(|office| office.node.scalar()).map(Where::Text));
    }
    let schedule = item.text("schedule").map(|word| word.replace("-or-", " or "));
    // `permanent` says nothing of hours and form.
    let kind = item.text("employmentType").filter(|kind| kind != "permanent");
    Listing {
        title: item.text("name").unwrap_or_default(),
        company: item.text("subcompany"),
        date_posted: item.text("createdAt"),
        places,
        employment_type: kind.into_iter().chain(schedule).map(|word| spelled(&word)).collect(),
        category: item.first(&["department", "recruitingCategory"]),
        seniority: item.text("seniority"),
        tags: item.text("keywords").map(|words| words.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        apply: host.map(|host| format!("https://{host}/job/{id}")),
        body: Body::Html(body(item)),
        at: item.node.at.clone(),
        id,
        ..Listing::default()
    }
}

fn spelled(word: &str) -> String {
    match word {
        "trainee" => "intern".to_owned(),
        "full or part-time" => "full-time or part-time".to_owned(),
        other => other.to_owned(),
    }
}

fn body(item: &Item) -> String {
    let sections = item.all("jobDescriptions").first().map(|list| list.all("jobDescription")).unwrap_or_default();
    let section = |section: &Item| {
        let name = section.text("name").map(|name| format!("<h2>{name}</h2>")).unwrap_or_default();
        format!("{name}{}", section.text("value").unwrap_or_default())
    };
    sections.iter().map(section).collect()
}
