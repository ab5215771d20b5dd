//! Feeds of jobs: RSS 2.0 and 1.0, Atom, JSON Feed, and the XML that job search engines take (`source/job`).
//! A feed holds the newest postings only, so one that is missing is not closed.

use super::super::listing::{Body, Listing, Where};
use super::super::tree::{Item, Node, Told};
use super::super::{Known, html};
use super::{Listings, json_root, records, xml_root};
use crate::diagnostic::Code;

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let is_json = told.source.text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{');
    let listings = if is_json { of_json(told) } else { of_xml(told) };
    Listings { listings, is_whole: false }
}

fn of_json(told: &Told) -> Vec<Listing> {
    let Some(root) = json_root(told) else { return Vec::new() };
    records(&root, told, &["items"]).iter().map(json_item).collect()
}

/// <https://www.jsonfeed.org/version/1.1/>
fn json_item(item: &Item) -> Listing {
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        date_posted: item.text("date_published"),
        date_updated: item.text("date_modified"),
        tags: item.texts("tags"),
        language: item.text("language"),
        apply: item.first(&["external_url", "url"]),
        source_url: item.text("url"),
        summary: item.text("summary"),
        body: Body::Html(item.first(&["content_html", "content_text"]).unwrap_or_default()),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

fn of_xml(told: &Told) -> Vec<Listing> {
    let Some(root) = xml_root(told) else { return Vec::new() };
    let all = |path: &str, name: &str| {
        let node = root.find(path)?;
        Some(Item { node, told }.all(name))
    };
    let channel = all("rss.channel", "item").or_else(|| all("rdf:RDF", "item"));
    if let Some(items) = channel {
        return items.iter().map(rss_item).collect();
    }
    if let Some(entries) = all("feed", "entry") {
        return entries.iter().map(atom_entry).collect();
    }
    if let Some(jobs) = all("source", "job").or_else(|| all("jobs", "job")) {
        return jobs.iter().map(search_engine_job).collect();
    }
    let message = "the document is no feed: it has none of `rss`, `feed`, `rdf:RDF`, `source`";
    told.error(Code::ImportSyntax, 0..1, message, "is this the right format?");
    Vec::new()
}

/// <https://www.rssboard.org/rss-specification>; `job_listing:` is what WordPress job boards add.
fn rss_item(item: &Item) -> Listing {
    let own = |names: &[&str]| item.first(names).map(|text| html::line(&text));
    let link = item.text("link");
    let title = item.text("title").unwrap_or_default();
    let mut listing = Listing {
        id: item.text("guid").or_else(|| link.clone()).unwrap_or_default(),
        company: own(&["job_listing:company", "company", "companyName"]),
        date_posted: item.first(&["pubDate", "dc:date"]),
        valid_through: item.first(&["expires_at", "expirationDate", "expires"]),
        places: own(&["job_listing:location", "location", "region", "jobLocation"])
            .map(Where::Text)
            .into_iter()
            .collect(),
        employment_type: own(&["job_listing:job_type", "type", "jobType", "employmentType"]).into_iter().collect(),
        pay: super::super::listing::Pay { text: own(&["job_listing:salary", "salary"]), ..Default::default() },
        tags: item.all("category").iter().filter_map(|tag| tag.node.scalar()).map(|tag| html::line(&tag)).collect(),
        language: item.text("dc:language"),
        apply: link,
        body: Body::Html(item.first(&["content:encoded", "description"]).unwrap_or_default()),
        at: item.node.at.clone(),
        title,
        ..Listing::default()
    };
    // That board writes `Company: Title` and has no field for the company.
    let is_prefixed = listing.apply.as_deref().is_some_and(|link| link.contains("://weworkremotely.com/"));
    if let Some((company, title)) =
        listing.title.clone().split_once(": ").filter(|_| is_prefixed && listing.company.is_none())
    {
        listing.company = Some(company.to_owned());
        title.clone_into(&mut listing.title);
    }
    listing
}

/// RFC 4287.
fn atom_entry(item: &Item) -> Listing {
    let links = item.all("link");
    let relation = |link: &Item| link.text("@rel").unwrap_or_else(|| "alternate".to_owned());
    let link = links.iter().find(|link| relation(link) == "alternate").and_then(|link| link.text("@href"));
    Listing {
        id: item.text("id").unwrap_or_default(),
        title: item.text("title").unwrap_or_default(),
        date_posted: item.first(&["published", "updated"]),
        date_updated: item.text("updated").filter(|_| item.text("published").is_some()),
        tags: item.all("category").iter().filter_map(|tag| tag.text("@term")).collect(),
        language: item.text("@xml:lang"),
        apply: link,
        body: Body::Html(markup(item, "content").or_else(|| markup(item, "summary")).unwrap_or_default()),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// A text of an entry: escaped, or with its elements as they are (`type="xhtml"`).
fn markup(item: &Item, name: &str) -> Option<String> {
    let node = item.node.get(name)?;
    if let Some(escaped) = node.scalar() {
        return Some(escaped);
    }
    let (_, inner) = item.told.source.text.get(node.at.clone())?.split_once('>')?;
    Some(inner.rsplit_once("</")?.0.to_owned()).filter(|inner| !inner.trim().is_empty())
}

/// <https://docs.indeed.com/indeed-apply/xml-feed>
fn search_engine_job(item: &Item) -> Listing {
    let part = |name: &str| item.text(name);
    Listing {
        id: item.first(&["referencenumber", "partnerJobId", "id"]).unwrap_or_default(),
        title: part("title").unwrap_or_default(),
        company: part("company"),
        date_posted: part("date"),
        valid_through: item.first(&["expirationdate", "expirationDate"]),
        places: Where::parts(part("city"), part("state"), part("country"))
            .or_else(|| part("location").map(Where::Text))
            .into_iter()
            .collect(),
        remote: item.first(&["remotetype", "workplaceTypes"]),
        employment_type: part("jobtype").map(|words| words.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        pay: super::super::listing::Pay { text: part("salary"), ..Default::default() },
        category: part("category"),
        seniority: part("experience").filter(|text| text.len() < 20),
        apply: item.first(&["url", "applyUrl"]),
        body: Body::Html(part("description").unwrap_or_default()),
        at: item.node.at.clone(),
        ..Listing::default()
    }
}

/// What a table and a form say under a key.
pub(super) fn values(node: &Node) -> Vec<String> {
    node.items().iter().filter_map(Node::scalar).collect()
}
