//! `indeed.xml` (docs.indeed.com, "XML feed reference"): every eligible posting, once for each of its places. All
//! values in CDATA, no HTML entities. Jooble, Adzuna and Talent read the same form.

use super::plain_html::without_entities;
use super::{employer, in_pieces};
use crate::model::{DatePosted, EmploymentType, Fact, Place, Remote};
use crate::plan::{Opened, Page, Plan, Posting, PostingId};
use crate::render::links::{self, Base};
use crate::render::moment::Moments;
use crate::render::xml::Xml;
use crate::render::{Emit, Texts};

/// Draws the file in pieces.
pub(super) fn draw(plan: &Plan, texts: &dyn Texts, file: &str, emit: &mut Emit) {
    let moments = Moments::of(&plan.settings);
    let mut xml = Xml::new();
    xml.open("source", &[]);
    xml.cdata("publisher", &[], &plan.settings.title);
    xml.cdata("publisherurl", &[], plan.settings.base_url.as_str());
    emit(file, xml.take().as_bytes());
    let entries = plan.hand_off_entries(crate::plan::HandOff::Indeed);
    in_pieces(&entries, file, emit, |id| jobs(plan, &moments, id, texts));
    emit(file, xml.finish().as_bytes());
}

/// One job for each place; one without a place for remote work that names none.
fn jobs(plan: &Plan, moments: &Moments, id: PostingId, texts: &dyn Texts) -> String {
    let posting = &plan.open(id);
    let page = plan.settings.base_url.join(&plan.address(Page::Posting(id)).path);
    let body = texts.posting(id);
    let html = links::absolute(&body.html, Base { site: &plan.settings.base_url, page: &page });
    let description = without_entities(&html);
    let mut xml = Xml::piece(1);
    let places: Vec<&Place> = posting.facts.location.places.iter().collect();
    let mut seen: Vec<String> = Vec::new();
    for place in places.iter().copied().map(Some).chain(places.is_empty().then_some(None)) {
        let number = reference(posting, place, seen.is_empty());
        if seen.contains(&number) {
            continue;
        }
        job(
            &mut xml,
            plan,
            moments,
            posting,
            &Instance { place, number: &number, description: &description, page: &page },
        );
        seen.push(number);
    }
    xml.take()
}

/// A posting at one of its places.
struct Instance<'a> {
    place: Option<&'a Place>,
    number: &'a str,
    description: &'a str,
    page: &'a str,
}

/// The number that never changes: the last part of the posting's address; at further places with the place's name.
fn reference(posting: &Posting, place: Option<&Place>, is_first: bool) -> String {
    match place {
        Some(place) if !is_first => {
            let [city, subdivision, country] = parts(Some(place));
            let name = crate::model::Slug::of_any(&format!("{city} {subdivision} {country}"));
            format!("{}.{name}", posting.slug)
        }
        _ => posting.slug.to_string(),
    }
}

/// City, state and country of a place; empty where not certain.
fn parts(place: Option<&Place>) -> [&str; 3] {
    let Some(place) = place else { return [""; 3] };
    [
        place.city.as_ref().and_then(Fact::certain).map_or("", String::as_str),
        place.subdivision.as_ref().and_then(Fact::certain).map_or("", String::as_str),
        place.country.as_ref().and_then(Fact::certain).map_or("", |country| country.code()),
    ]
}

fn job(xml: &mut Xml, plan: &Plan, moments: &Moments, posting: &Opened, instance: &Instance) {
    let facts = &posting.facts;
    let posted = facts.date_posted.as_ref().and_then(Fact::certain).copied().and_then(DatePosted::day);
    let [city, state, country] = parts(instance.place);
    let location = &facts.location;
    let applicants = location.applicant_countries.iter().filter_map(Fact::certain).next();
    xml.open("job", &[]);
    let mut text = |name, text: &str| xml.cdata(name, &[], text);
    text("title", &facts.title.value);
    text("date", &posted.map(|day| moments.start(day)).unwrap_or_default());
    text("referencenumber", instance.number);
    text("requisitionid", facts.id.as_ref().and_then(Fact::certain).map_or(posting.slug.as_str(), String::as_str));
    text("url", instance.page);
    text("company", employer(plan, posting).unwrap_or_default());
    text("city", city);
    text("state", state);
    text("country", if country.is_empty() { applicants.map_or("", |country| country.code()) } else { country });
    text("description", instance.description);
    if let Some(salary) = facts.salary.as_ref().filter(|salary| salary.is_certain()) {
        text("salary", &salary.text);
    }
    let types: Vec<&str> = facts.employment_type.iter().filter_map(Fact::certain).filter_map(job_type).collect();
    if !types.is_empty() {
        text("jobtype", &types.join(", "));
    }
    if let Some(category) = facts.category.as_ref().and_then(Fact::certain) {
        text("category", category);
    }
    match location.remote.as_ref().and_then(Fact::certain) {
        Some(Remote::Remote) => text("remotetype", "Fully remote"),
        Some(Remote::Hybrid) => text("remotetype", "Hybrid remote"),
        Some(Remote::Onsite) | None => {}
    }
    if let Some(last) = posting.deadline() {
        text("expirationdate", &moments.end(last));
    }
    xml.close();
}

/// Indeed's word; none for what it has no word for.
fn job_type(kind: &EmploymentType) -> Option<&'static str> {
    Some(match kind {
        EmploymentType::FullTime => "fulltime",
        EmploymentType::PartTime => "parttime",
        EmploymentType::Contractor => "contract",
        EmploymentType::Temporary => "temporary",
        EmploymentType::Intern => "internship",
        EmploymentType::Volunteer => "volunteer",
        EmploymentType::PerDiem | EmploymentType::Other => return None,
    })
}
