//! The open postings as rows: one column for each fact, the same in every table that is written.

use super::{address, employer};
use crate::model::{Apply, DatePosted, Fact, Origin, Remote};
use crate::plan::{Plan, PostingId};
use crate::render::machine::certain_company_url;

/// Names of the columns, in their order.
pub(super) const COLUMNS: [&str; 25] = [
    "url",
    "title",
    "company",
    "company_url",
    "date_posted",
    "date_updated",
    "valid_through",
    "location",
    "remote",
    "cities",
    "subdivisions",
    "countries",
    "applicant_countries",
    "employment_types",
    "pay",
    "pay_currency",
    "pay_min",
    "pay_max",
    "pay_unit",
    "category",
    "seniority",
    "tags",
    "language",
    "apply",
    "source",
];

/// The row of a posting: stated and derived facts; empty where nothing is known. Several values stand in one cell
/// with `; ` between them.
pub(super) fn row(plan: &Plan, id: PostingId) -> [String; COLUMNS.len()] {
    let posting = &plan.open(id);
    let facts = &posting.facts;
    let location = &facts.location;
    let salary = facts.salary.as_ref();
    let text = |fact: &Option<Fact<String>>| fact.as_ref().and_then(Fact::certain).cloned().unwrap_or_default();
    let day = |fact: &Option<Fact<jiff::civil::Date>>| {
        fact.as_ref().and_then(Fact::certain).map(ToString::to_string).unwrap_or_default()
    };
    let amount = |amount: Option<i64>| amount.map(money).unwrap_or_default();
    let currency = salary.filter(|salary| salary.currency.as_ref().is_some_and(|fact| fact.origin != Origin::Assumed));
    [
        address(plan, id),
        facts.title.value.clone(),
        employer(plan, posting).unwrap_or_default().to_owned(),
        certain_company_url(plan, posting).unwrap_or_default().to_owned(),
        facts.date_posted.as_ref().and_then(Fact::certain).map(|posted| posted_text(*posted)).unwrap_or_default(),
        day(&facts.date_updated),
        day(&facts.valid_through),
        location.text.clone().unwrap_or_default(),
        location.remote.as_ref().and_then(Fact::certain).map(|way| remote(*way)).unwrap_or_default().to_owned(),
        joined(location.places.iter().filter_map(|place| place.city.as_ref()?.certain().map(String::as_str))),
        joined(location.places.iter().filter_map(|place| place.subdivision.as_ref()?.certain().map(String::as_str))),
        joined(location.places.iter().filter_map(|place| Some(place.country.as_ref()?.certain()?.code()))),
        joined(location.applicant_countries.iter().filter_map(Fact::certain).map(|country| country.code())),
        joined(facts.employment_type.iter().filter_map(Fact::certain).map(|kind| kind.schema_org())),
        salary.map(|salary| salary.text.clone()).unwrap_or_else(|| text(&facts.salary_text)),
        currency.and_then(|salary| salary.currency_code()).unwrap_or_default().to_owned(),
        amount(salary.and_then(|salary| salary.min)),
        amount(salary.and_then(|salary| salary.max)),
        salary
            .and_then(|salary| salary.unit.as_ref()?.certain().map(|unit| unit.schema_org()))
            .unwrap_or_default()
            .to_owned(),
        text(&facts.category),
        facts.seniority.as_ref().and_then(Fact::certain).map(|level| level.name()).unwrap_or_default().to_owned(),
        joined(facts.tags.iter().filter_map(Fact::certain).map(|tag| tag.name.as_str())),
        facts.language.as_ref().and_then(Fact::certain).map(|language| language.tag()).unwrap_or_default().to_owned(),
        match facts.apply.as_ref().and_then(Fact::certain) {
            Some(Apply::Url(url)) => url.as_str().to_owned(),
            Some(Apply::Email(mail)) => format!("mailto:{mail}"),
            None => String::new(),
        },
        facts.source_url.as_ref().and_then(Fact::certain).map(|url| url.as_str()).unwrap_or_default().to_owned(),
    ]
}

/// Each value once, in their order.
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all.join("; ")
}

fn posted_text(posted: DatePosted) -> String {
    match posted {
        DatePosted::Day(day) => day.to_string(),
        DatePosted::Month(year, month) => format!("{year:04}-{month:02}"),
    }
}

/// Hundredths as a plain decimal number.
fn money(amount: i64) -> String {
    match amount % 100 {
        0 => (amount / 100).to_string(),
        cents => format!("{}.{:02}", amount / 100, cents),
    }
}

fn remote(way: Remote) -> &'static str {
    match way {
        Remote::Remote => "remote",
        Remote::Hybrid => "hybrid",
        Remote::Onsite => "onsite",
    }
}
