//! A posting as schema.org `JobPosting`, by the rules of Google Search Central ("Job posting structured data").
//! Nothing assumed enters: a value is stated, derived or left out, and without a required one there is no JobPosting.
//! Left out on purpose: `directApply` (one applies elsewhere) and `inLanguage` (no property of a JobPosting).

use jiff::civil::Date;
use serde::Serialize;

use super::script::{long_text, to_script};
use crate::model::{Country, DatePosted, EmploymentType, Fact, Language, Location, Place, Salary, Settings};
use crate::parse::Body;
use crate::parse::tables::country_name;
use crate::plan::{self, Opened, Plan};
use crate::render::links::{self, Base};
use crate::render::machine::{Amount, certain_company_url};
use crate::render::moment::Moments;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JobPosting<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    title: &'a str,
    #[serde(serialize_with = "long_text")]
    description: &'a str,
    url: &'a str,
    date_posted: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_through: Option<String>,
    hiring_organization: Organization<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<Identifier<'a>>,
    #[serde(flatten)]
    location: Whereabouts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    employment_type: Vec<EmploymentType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_salary: Option<BaseSalary<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skills: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    occupational_category: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
}

#[derive(Serialize)]
struct Identifier<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    value: &'a str,
}

/// Either the places where one reports, or the countries from which one may work. Never empty.
#[derive(Serialize)]
#[serde(untagged)]
enum Whereabouts<'a> {
    #[serde(rename_all = "camelCase")]
    Reported { job_location: Vec<JobLocation<'a>> },
    #[serde(rename_all = "camelCase")]
    Remote { job_location_type: &'static str, applicant_location_requirements: Vec<Area> },
}

#[derive(Serialize)]
struct JobLocation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    address: PostalAddress<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddress<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_locality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_region: Option<&'a str>,
    address_country: &'a str,
}

#[derive(Serialize)]
struct Area {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
struct BaseSalary<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    currency: &'a str,
    value: Quantity,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quantity {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_value: Option<Amount>,
    unit_text: &'static str,
}

/// The structured data of a posting; none when it is closed or lacks a required value.
pub fn posting(plan: &Plan, posting: &Opened, body: &Body) -> Option<String> {
    let facts = &posting.facts;
    if !posting.is_open || !posting.missing.is_empty() {
        return None;
    }
    let site = &plan.settings.base_url;
    let url = site.join(&plan.addresses().posting(&posting.slug).path);
    let description = links::absolute(&body.html, Base { site, page: &url });
    let organization = organization(plan, posting)?;
    let job = JobPosting {
        context: "https://schema.org",
        kind: "JobPosting",
        title: facts.title.certain()?,
        description: Some(&*description).filter(|html| !html.trim().is_empty())?,
        url: &url,
        date_posted: date_posted(posting, plan.now)?,
        valid_through: facts
            .valid_through
            .as_ref()
            .and_then(Fact::certain)
            .map(|day| Moments::of(&plan.settings).end(*day)),
        identifier: facts.id.as_ref().and_then(Fact::certain).map(|value| Identifier {
            kind: "PropertyValue",
            name: organization.name,
            value,
        }),
        hiring_organization: organization,
        location: whereabouts(&facts.location, &plan.settings)?,
        employment_type: facts.employment_type.iter().filter_map(Fact::certain).copied().collect(),
        base_salary: facts.salary.as_ref().and_then(base_salary),
        skills: facts.tags.iter().filter_map(Fact::certain).map(|tag| tag.name.as_str()).collect(),
        occupational_category: facts.category.as_ref().and_then(Fact::certain).map(String::as_str),
    };
    Some(to_script(&job))
}

/// The day of posting; one after the day of the plan is a slip of somebody's.
fn date_posted(posting: &Opened, now: Date) -> Option<Date> {
    let posted = posting.facts.date_posted.as_ref().and_then(Fact::certain).copied();
    posted.and_then(DatePosted::day).filter(|day| *day <= now)
}

/// The employer: the merged name, its own site, and its logo when the board serves it.
fn organization<'a>(plan: &'a Plan, posting: &'a Opened) -> Option<Organization<'a>> {
    let written = posting.facts.company.as_ref().and_then(Fact::certain)?;
    let company = posting.company.map(|company| &plan.companies[company as usize]);
    Some(Organization {
        kind: "Organization",
        name: company.map_or(written, |company| &company.name),
        same_as: certain_company_url(plan, posting),
        logo: company.and_then(|company| company.logo_address(&plan.settings.base_url)),
    })
}

/// Fully remote work is marked only with the areas of applicants; otherwise a place must be known.
fn whereabouts<'a>(location: &'a Location, settings: &Settings) -> Option<Whereabouts<'a>> {
    let areas = plan::applicant_areas(location, settings);
    if !areas.is_empty() {
        let applicant_location_requirements = areas.into_iter().map(named).collect();
        return Some(Whereabouts::Remote { job_location_type: "TELECOMMUTE", applicant_location_requirements });
    }
    let places: Vec<_> = location.places.iter().filter_map(job_location).collect();
    (!places.is_empty()).then_some(Whereabouts::Reported { job_location: places })
}

/// The area by its English name, as search engines know it.
fn named(area: plan::Area) -> Area {
    let english = |country: Country| match country_name(country, &Language::ENGLISH) {
        "" => country.code().to_owned(),
        name => name.to_owned(),
    };
    match area {
        plan::Area::Country(country) => Area { kind: "Country", name: english(country) },
        plan::Area::State(state, country) => Area { kind: "State", name: format!("{state}, {}", english(country)) },
    }
}

/// A place with a certain country, and of its other parts those that are certain.
fn job_location(place: &Place) -> Option<JobLocation<'_>> {
    Some(JobLocation {
        kind: "Place",
        address: PostalAddress {
            kind: "PostalAddress",
            address_locality: certain_text(place.city.as_ref()),
            address_region: certain_text(place.subdivision.as_ref()),
            address_country: place.country.as_ref().and_then(Fact::certain)?.code(),
        },
    })
}

fn certain_text(fact: Option<&Fact<String>>) -> Option<&str> {
    fact.and_then(Fact::certain).map(String::as_str)
}

/// Pay with certain currency and unit. Google takes a value or both bounds; an open range is left out.
fn base_salary(salary: &Salary) -> Option<BaseSalary<'_>> {
    let unit = salary.unit.as_ref().and_then(Fact::certain)?;
    salary.currency.as_ref().and_then(Fact::certain)?;
    let (min, max) = (salary.min.filter(|min| *min > 0)?, salary.max?);
    let (value, bounds) = if min == max { (Some(min), None) } else { (None, Some((min, max))) };
    Some(BaseSalary {
        kind: "MonetaryAmount",
        currency: salary.currency_code()?,
        value: Quantity {
            kind: "QuantitativeValue",
            value: value.map(Amount),
            min_value: bounds.map(|(min, _)| Amount(min)),
            max_value: bounds.map(|(_, max)| Amount(max)),
            unit_text: unit.schema_org(),
        },
    })
}
