//! The open postings as rows: one column for each fact, the same in every table that is written.

use jiff::civil::Date;

use super::{address, employer};
use crate::model::{Apply, DatePosted, Fact, Origin, Remote};
use crate::plan::{Plan, PostingId};
use crate::render::machine::certain_company_url;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Day,
    Money,
    List,
}

/// A value of a row; its kind is that of its column. `Day` may be known by its month alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(Option<String>),
    Day(Option<DatePosted>),
    /// Hundredths.
    Money(Option<i64>),
    List(Vec<String>),
}

impl Cell {
    /// The value as a text; several stand with `; ` between them, nothing is empty.
    pub(super) fn text(self) -> String {
        match self {
            Cell::Text(text) => text.unwrap_or_default(),
            Cell::Day(day) => day.map_or_else(String::new, |day| day.to_string()),
            Cell::Money(amount) => amount.map(money).unwrap_or_default(),
            Cell::List(values) => values.join("; "),
        }
    }
}

/// Names of the columns and what they hold, in their order.
pub(super) const COLUMNS: [(&str, Kind); 26] = [
    ("url", Kind::Text),
    ("title", Kind::Text),
    ("company", Kind::Text),
    ("company_url", Kind::Text),
    ("date_posted", Kind::Day),
    ("month_posted", Kind::Text),
    ("date_updated", Kind::Day),
    ("valid_through", Kind::Day),
    ("location", Kind::Text),
    ("remote", Kind::Text),
    ("cities", Kind::List),
    ("subdivisions", Kind::List),
    ("countries", Kind::List),
    ("applicant_countries", Kind::List),
    ("employment_types", Kind::List),
    ("pay", Kind::Text),
    ("pay_currency", Kind::Text),
    ("pay_min", Kind::Money),
    ("pay_max", Kind::Money),
    ("pay_unit", Kind::Text),
    ("category", Kind::Text),
    ("seniority", Kind::Text),
    ("tags", Kind::List),
    ("language", Kind::Text),
    ("apply", Kind::Text),
    ("source", Kind::Text),
];

/// The row of a posting: stated and derived facts, each value once.
pub(super) fn row(plan: &Plan, id: PostingId) -> [Cell; COLUMNS.len()] {
    let posting = &plan.open(id);
    let facts = &posting.facts;
    let location = &facts.location;
    let salary = facts.salary.as_ref();
    let known = |fact: &Option<Fact<String>>| fact.as_ref().and_then(Fact::certain).cloned();
    let day =
        |fact: &Option<Fact<Date>>| Cell::Day(fact.as_ref().and_then(Fact::certain).copied().map(DatePosted::Day));
    let posted = facts.date_posted.as_ref().and_then(Fact::certain).copied();
    let currency = salary.filter(|salary| salary.currency.as_ref().is_some_and(|fact| fact.origin != Origin::Assumed));
    [
        text(Some(address(plan, id))),
        text(Some(facts.title.value.clone())),
        text(employer(plan, posting)),
        text(certain_company_url(plan, posting)),
        Cell::Day(posted),
        text(posted.map(|posted| {
            let (year, month) = posted.month();
            DatePosted::Month(year, month).to_string()
        })),
        day(&facts.date_updated),
        day(&facts.valid_through),
        text(location.text.clone()),
        text(location.remote.as_ref().and_then(Fact::certain).map(|way| remote(*way))),
        list(location.places.iter().filter_map(|place| place.city.as_ref()?.certain().map(String::as_str))),
        list(location.places.iter().filter_map(|place| place.subdivision.as_ref()?.certain().map(String::as_str))),
        list(location.places.iter().filter_map(|place| Some(place.country.as_ref()?.certain()?.code()))),
        list(location.applicant_countries.iter().filter_map(Fact::certain).map(|country| country.code())),
        list(facts.employment_type.iter().filter_map(Fact::certain).map(|kind| kind.schema_org())),
        text(salary.map(|salary| salary.text.clone()).or_else(|| known(&facts.salary_text))),
        text(currency.and_then(|salary| salary.currency_code())),
        Cell::Money(salary.and_then(|salary| salary.min)),
        Cell::Money(salary.and_then(|salary| salary.max)),
        text(salary.and_then(|salary| salary.unit.as_ref()?.certain().map(|unit| unit.schema_org()))),
        text(known(&facts.category)),
        text(facts.seniority.as_ref().and_then(Fact::certain).map(|level| level.name())),
        list(facts.tags.iter().filter_map(Fact::certain).map(|tag| tag.name.as_str())),
        text(facts.language.as_ref().and_then(Fact::certain).map(|language| language.tag())),
        text(facts.apply.as_ref().and_then(Fact::certain).map(|apply| match apply {
            Apply::Url(url) => url.as_str().to_owned(),
            Apply::Email(mail) => format!("mailto:{mail}"),
        })),
        text(facts.source_url.as_ref().and_then(Fact::certain).map(|url| url.as_str())),
    ]
}

fn text(value: Option<impl Into<String>>) -> Cell {
    Cell::Text(value.map(Into::into).filter(|text| !text.is_empty()))
}

/// Each value once, in their order.
fn list<'a>(values: impl Iterator<Item = &'a str>) -> Cell {
    let mut all: Vec<String> = Vec::new();
    for value in values {
        if !all.iter().any(|known| known == value) {
            all.push(value.to_owned());
        }
    }
    Cell::List(all)
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
