//! A posting's facts as rows: name, value, origin, place.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{Apply, DatePosted, Fact, Featured, JobPosting, Location, Origin, Place, Salary, Status};
use crate::source::Span;

/// One fact.
pub(super) struct Row {
    /// Its name in the vocabulary, with the number of its place in a list.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// How it is known; absent when nobody said anything.
    pub origin: Option<Origin>,
    /// Where it was read.
    pub span: Option<Span>,
}

/// All facts of a posting, in the order of the vocabulary.
pub(super) fn rows(posting: &JobPosting) -> Vec<Row> {
    let mut rows = Rows(Vec::new());
    rows.job(posting);
    rows.publication(posting);
    for (key, value) in &posting.extra {
        rows.0.push(Row { name: format!("extra.{key}"), value: json!(value), origin: None, span: None });
    }
    rows.0
}

struct Rows(Vec<Row>);

impl Rows {
    fn job(&mut self, posting: &JobPosting) {
        self.fact("title", &posting.title, Value::from(posting.title.value.as_str()));
        self.bare("title_text", posting.title_text.as_deref());
        self.option("company", &posting.company, |name| json!(name));
        self.option("company_url", &posting.company_url, |url| json!(url));
        self.option("company_logo", &posting.company_logo, |logo| json!(logo));
        self.option("date_posted", &posting.date_posted, |date| posted(*date));
        self.option("date_updated", &posting.date_updated, |date| json!(date));
        self.option("valid_through", &posting.valid_through, |date| json!(date));
        self.location(&posting.location);
        self.list("employment_type", &posting.employment_type, |kind| json!(kind));
        self.salary(posting.salary.as_ref(), posting.salary_text.as_ref());
        self.list("tags", &posting.tags, |tag| json!(tag.name));
        self.option("category", &posting.category, |name| json!(name));
        self.option("seniority", &posting.seniority, |level| json!(level));
        self.option("language", &posting.language, |language| json!(language.tag()));
    }

    fn publication(&mut self, posting: &JobPosting) {
        self.option("apply", &posting.apply, |apply| match apply {
            Apply::Url(url) => json!(url),
            Apply::Email(address) => json!(address),
        });
        self.option("source_url", &posting.source_url, |url| json!(url));
        self.option("source", &posting.source_site, |site| json!(site));
        self.bare("status", Some(if posting.status == Status::Open { "open" } else { "closed" }));
        self.bare("featured", posting.featured.as_ref().map(shown_ahead).as_deref());
        self.bare("draft", posting.draft.then_some("true"));
        self.option("id", &posting.id, |id| json!(id));
        self.option("slug", &posting.slug, |slug| json!(slug));
        self.list("aliases", &posting.aliases, |alias| json!(alias));
        self.option("summary", &posting.summary, |text| json!(text));
    }

    fn fact<T>(&mut self, name: &str, fact: &Fact<T>, value: Value) {
        self.0.push(Row { name: name.to_owned(), value, origin: Some(fact.origin), span: Some(fact.span) });
    }

    fn option<T>(&mut self, name: &str, fact: &Option<Fact<T>>, value: impl Fn(&T) -> Value) {
        if let Some(fact) = fact {
            self.fact(name, fact, value(&fact.value));
        }
    }

    fn list<T>(&mut self, name: &str, facts: &[Fact<T>], value: impl Fn(&T) -> Value) {
        for fact in facts {
            self.fact(name, fact, value(&fact.value));
        }
    }

    fn bare(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push(Row { name: name.to_owned(), value: Value::from(value), origin: None, span: None });
        }
    }

    fn location(&mut self, location: &Location) {
        let Location { text, remote, anywhere, places, regions, applicant_countries } = location;
        self.bare("location", text.as_deref());
        self.option("remote", remote, |way| json!(way));
        self.bare("anywhere", anywhere.then_some("true"));
        for (index, place) in places.iter().enumerate() {
            let Place { city, subdivision, country } = place;
            let number = if places.len() > 1 { format!("[{}]", index + 1) } else { String::new() };
            self.option(&format!("locations{number}.city"), city, |name| json!(name));
            self.option(&format!("locations{number}.subdivision"), subdivision, |name| json!(name));
            self.option(&format!("locations{number}.country"), country, |country| json!(country.code()));
        }
        self.list("locations.region", regions, |region| json!(region.0));
        self.list("applicant_locations", applicant_countries, |country| json!(country.code()));
    }

    fn salary(&mut self, salary: Option<&Salary>, text: Option<&Fact<String>>) {
        match (salary, text) {
            (_, Some(text)) => self.fact("salary", text, json!(text.value)),
            (Some(salary), None) => self.bare("salary", Some(&salary.text)),
            (None, None) => {}
        }
        let Some(Salary { currency, min, max, unit, text: _ }) = salary else { return };
        self.bare("salary.min", min.map(figure).as_deref());
        self.bare("salary.max", max.map(figure).as_deref());
        self.option("salary.currency", currency, |code| json!(String::from_utf8_lossy(code)));
        self.option("salary.unit", unit, |unit| json!(unit));
    }
}

fn posted(date: DatePosted) -> Value {
    Value::from(date.to_string())
}

/// Hundredths as a figure: `3800000` is `38000`.
fn figure(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{:02}", hundredths / 100, rest.abs()),
    }
}

fn shown_ahead(featured: &Featured) -> String {
    match featured {
        Featured::Until(Some(day)) => format!("until {day}"),
        Featured::Until(None) => "always".to_owned(),
        Featured::Rank(rank) => format!("rank {rank}"),
    }
}

/// The word that stands for a value in files.
pub(super) fn word(value: impl Serialize) -> String {
    match json!(value) {
        Value::String(word) => word,
        other => other.to_string(),
    }
}
