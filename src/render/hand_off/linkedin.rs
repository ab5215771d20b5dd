//! `linkedin.xml` (Microsoft Learn, "XML feeds: development guide"): every eligible posting, the full list each time.

use xxhash_rust::xxh3::xxh3_64;

use super::{address, apply_page, employer, in_pieces};
use crate::model::{EmploymentType, Fact, Place, Remote, Salary, Seniority, Unit};
use crate::plan::{HandOff, Opened, Posting, PostingId};
use crate::render::links::{self, Base};
use crate::render::moment::Moments;
use crate::render::xml::Xml;
use crate::render::{Emit, Renderer, Texts};

/// Characters of an id at most.
const ID: usize = 40;

/// Draws the file in pieces.
pub(super) fn draw(renderer: &Renderer, texts: &dyn Texts, file: &str, emit: &mut Emit) {
    let plan = renderer.plan;
    let moments = Moments::of(&plan.settings);
    let entries = plan.hand_off_entries(HandOff::LinkedIn);
    let mut xml = Xml::new();
    xml.open("source", &[]);
    if let Some(newest) = entries.iter().filter_map(|id| newest(&plan.postings[*id as usize])).max() {
        xml.element("lastBuildDate", &moments.start_rfc822(newest));
    }
    xml.element("publisherUrl", plan.settings.base_url.as_str());
    xml.element("publisher", &plan.settings.title);
    xml.element("expectedJobCount", &entries.len().to_string());
    emit(file, xml.take().as_bytes());
    in_pieces(&entries, file, emit, |id| job(renderer, &moments, id, texts));
    emit(file, xml.finish().as_bytes());
}

/// The newest day that a posting states.
fn newest(posting: &Posting) -> Option<jiff::civil::Date> {
    let days = posting.facts.outline().certain;
    days.updated.max(days.posted)
}

fn job(renderer: &Renderer, moments: &Moments, id: PostingId, texts: &dyn Texts) -> String {
    let plan = renderer.plan;
    let posting = &plan.open(id);
    let facts = &posting.facts;
    let page = address(plan, id);
    let body = texts.posting(id);
    let html = links::absolute(&body.html, Base { site: &plan.settings.base_url, page: &page });
    let mut xml = Xml::piece(1);
    xml.open("job", &[]);
    let mut text = |name, text: &str| xml.cdata(name, &[], text);
    text("partnerJobId", &job_id(posting.slug.as_str()));
    text("company", employer(plan, posting).unwrap_or_default());
    text("title", &facts.title.value);
    text("description", &html);
    text("applyUrl", apply_page(posting).unwrap_or(&page));
    text("location", &location(renderer, posting));
    let types: Vec<&str> = facts.employment_type.iter().filter_map(Fact::certain).map(job_type).collect();
    if let Some(kind) = types.first() {
        text("jobtype", kind);
    }
    if let Some(level) = facts.seniority.as_ref().and_then(Fact::certain) {
        text("experienceLevel", experience(*level));
    }
    if let Some(way) = facts.location.remote.as_ref().and_then(Fact::certain) {
        text("workplaceTypes", workplace(*way));
    }
    if let Some(last) = posting.deadline() {
        text("expirationDate", &moments.end(last));
    }
    if let Some(salary) = facts.salary.as_ref().filter(|salary| salary.is_certain()) {
        pay(&mut xml, salary);
    }
    xml.close();
    xml.take()
}

/// The last part of the posting's address; a long one is cut and ends with its hash.
fn job_id(slug: &str) -> String {
    if slug.len() <= ID {
        return slug.to_owned();
    }
    let digits = format!("{:016x}", xxh3_64(slug.as_bytes()));
    let start: String = slug.chars().take(ID - 1 - digits.len()).filter(char::is_ascii).collect();
    format!("{}-{digits}", start.trim_end_matches('-'))
}

/// The first place in words; without one the country of applicants, else the author's words.
fn location(renderer: &Renderer, posting: &Opened) -> String {
    let location = &posting.facts.location;
    let place = location.places.iter().map(|place| certain_place(renderer, place)).find(|text| !text.is_empty());
    let applicants = location.applicant_countries.iter().filter_map(Fact::certain).next();
    place
        .or_else(|| applicants.map(|country| renderer.words.country(*country).to_owned()))
        .or_else(|| location.text.clone())
        .unwrap_or_default()
}

/// `Leipzig, Saxony, Germany`, of what is certain.
fn certain_place(renderer: &Renderer, place: &Place) -> String {
    let country = place.country.as_ref().and_then(Fact::certain);
    let parts = [
        place.city.as_ref().and_then(Fact::certain).map(String::as_str),
        place.subdivision.as_ref().and_then(Fact::certain).map(String::as_str),
        country.map(|country| renderer.words.country(*country)),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

fn pay(xml: &mut Xml, salary: &Salary) {
    let (Some(currency), Some(period)) = (salary.currency_code(), salary.unit.as_ref().map(|unit| period(unit.value)))
    else {
        return;
    };
    if salary.min.is_none() && salary.max.is_none() {
        return;
    }
    xml.open("salaries", &[]);
    xml.open("salary", &[]);
    for (name, amount) in [("highEnd", salary.max), ("lowEnd", salary.min)] {
        let Some(amount) = amount else { continue };
        xml.open(name, &[]);
        xml.cdata("amount", &[], &format!("{}.{:02}", amount / 100, amount % 100));
        xml.cdata("currencyCode", &[], currency);
        xml.close();
    }
    xml.cdata("period", &[], period);
    xml.cdata("type", &[], "BASE_SALARY");
    xml.close();
    xml.close();
}

fn period(unit: Unit) -> &'static str {
    match unit {
        Unit::Hour => "HOURLY",
        Unit::Day => "DAILY",
        Unit::Week => "WEEKLY",
        Unit::Month => "MONTHLY",
        Unit::Year => "YEARLY",
    }
}

fn workplace(way: Remote) -> &'static str {
    match way {
        Remote::Remote => "Remote",
        Remote::Hybrid => "Hybrid",
        Remote::Onsite => "On-site",
    }
}

fn experience(level: Seniority) -> &'static str {
    match level {
        Seniority::Intern => "INTERNSHIP",
        Seniority::Junior => "ENTRY_LEVEL",
        Seniority::Mid | Seniority::Senior | Seniority::Staff | Seniority::Principal | Seniority::Lead => {
            "MID_SENIOR_LEVEL"
        }
        Seniority::Director | Seniority::Head | Seniority::Vp => "DIRECTOR",
        Seniority::Executive => "EXECUTIVE",
    }
}

fn job_type(kind: &EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "FULL_TIME",
        EmploymentType::PartTime => "PART_TIME",
        EmploymentType::Contractor => "CONTRACT",
        EmploymentType::Temporary => "TEMPORARY",
        EmploymentType::Intern => "INTERNSHIP",
        EmploymentType::Volunteer => "VOLUNTEER",
        EmploymentType::PerDiem | EmploymentType::Other => "OTHER",
    }
}
