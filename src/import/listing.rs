//! The one form in which every source's posting passes: what it says, in its own words. From it a posting file is made.

use std::ops::Range;

use super::amount::{self, Amount};
use super::html;
use crate::model::{DatePosted, EmploymentType};
use crate::parse::canonical::{Written, WrittenField, front_matter};
use crate::parse::{facts, place, read_date};
use crate::source::Span;

/// A posting as its source states it. Everything but the title may be absent; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Listing {
    /// The source's own id; by it the posting is known again.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) company: Option<String>,
    pub(super) company_url: Option<String>,
    pub(super) company_logo: Option<String>,
    pub(super) date_posted: Option<String>,
    pub(super) date_updated: Option<String>,
    pub(super) valid_through: Option<String>,
    pub(super) places: Vec<Where>,
    /// The country, where the only place is given in words.
    pub(super) country: Option<String>,
    /// The way of working in the source's word.
    pub(super) remote: Option<String>,
    pub(super) applicant_locations: Vec<String>,
    pub(super) employment_type: Vec<String>,
    pub(super) pay: Pay,
    pub(super) tags: Vec<String>,
    pub(super) category: Option<String>,
    pub(super) seniority: Option<String>,
    pub(super) language: Option<String>,
    pub(super) apply: Option<String>,
    pub(super) source_url: Option<String>,
    /// Where it comes from, when the source says so itself.
    pub(super) source: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) is_closed: bool,
    /// Further facts under keys of their own.
    pub(super) extra: Vec<(String, String)>,
    pub(super) body: Body,
    /// Where it stands in the document.
    pub(super) at: Range<usize>,
}

/// A place as a source gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Where {
    /// In words.
    Text(String),
    /// In parts.
    Parts { city: Option<String>, subdivision: Option<String>, country: Option<String> },
}

/// Pay as a source gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pay {
    pub(super) text: Option<String>,
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) unit: Option<String>,
}

impl Pay {
    /// Currency, least and most as they were written, without those that are not there.
    fn parts(&self) -> [Option<&str>; 3] {
        [&self.currency, &self.min, &self.max]
            .map(|part| part.as_deref().map(str::trim).filter(|part| !part.is_empty()))
    }
}

/// The text of a posting.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Html(String),
    Markdown(String),
}

impl Default for Body {
    fn default() -> Body {
        Body::Markdown(String::new())
    }
}

impl Where {
    /// A place in parts; none without any.
    pub(super) fn parts(city: Option<String>, subdivision: Option<String>, country: Option<String>) -> Option<Where> {
        let is_something = city.is_some() || subdivision.is_some() || country.is_some();
        is_something.then_some(Where::Parts { city, subdivision, country })
    }
}

/// The text of a posting file: fields, then the body.
pub(super) fn text(fields: &[WrittenField], body: &str) -> String {
    let gap = if body.is_empty() { "" } else { "\n" };
    format!("---\n{}---\n{gap}{body}", front_matter(fields))
}

impl Listing {
    /// The title on one line; empty when nothing of it can be seen.
    pub(super) fn shown_title(&self) -> String {
        html::plain(&html::line(&self.title))
    }

    /// The body as Markdown.
    pub(super) fn markdown(&self) -> String {
        match &self.body {
            Body::Html(html) => html::markdown(html),
            Body::Markdown(text) => html::tidy(text),
        }
    }

    /// Keys of days with a text that states none.
    pub(super) fn undated(&self) -> Vec<(&'static str, &str)> {
        let texts = [
            ("date_posted", &self.date_posted),
            ("date_updated", &self.date_updated),
            ("valid_through", &self.valid_through),
        ];
        // A month is enough for the day of posting alone.
        let is_dated =
            |key: &str, text: &str| date(text).is_some_and(|date| key == "date_posted" || date.day().is_some());
        let stated = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
        stated.filter(|(key, text)| !text.trim().is_empty() && !is_dated(key, text)).collect()
    }

    /// The fields of the posting file, in the order of the vocabulary.
    pub(super) fn fields(&self) -> Vec<WrittenField> {
        let mut out = Fields::default();
        out.0.push(WrittenField::new("title", Written::Text(self.shown_title())));
        out.text("company", self.company.as_ref());
        out.text("company_url", self.company_url.as_ref());
        out.text("company_logo", self.company_logo.as_ref());
        out.day_or_month("date_posted", self.date_posted.as_ref());
        out.day("date_updated", self.date_updated.as_ref());
        out.day("valid_through", self.valid_through.as_ref());
        self.put_places(&mut out);
        out.list("applicant_locations", &self.applicant_locations);
        self.put_terms(&mut out);
        self.put_pay(&mut out);
        let tags: Vec<String> = self.tags.iter().map(|tag| tag.replace([',', ';'], " ").trim().to_owned()).collect();
        out.list("tags", &tags);
        out.text("category", self.category.as_ref());
        out.text("seniority", self.seniority.as_ref());
        out.text("language", self.language.as_ref());
        out.text("apply", self.apply.as_ref());
        out.text("source_url", self.source_url.as_ref().filter(|url| Some(*url) != self.apply.as_ref()));
        out.text("source", self.source.as_ref());
        if self.is_closed {
            out.text("status", Some(&"closed".to_owned()));
        }
        out.text("id", Some(&self.id));
        out.text("summary", self.summary.as_ref());
        for (key, value) in &self.extra {
            out.text(key, Some(value));
        }
        out.0
    }

    fn put_places(&self, out: &mut Fields) {
        let mut places: Vec<&Where> = Vec::new();
        for place in &self.places {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        match places.as_slice() {
            [] => out.text("country", self.country.as_ref()),
            [Where::Parts { city, subdivision, country }] => {
                out.text("city", city.as_ref());
                out.text("subdivision", subdivision.as_ref().filter(|part| Some(*part) != city.as_ref()));
                out.text("country", country.as_ref());
            }
            [Where::Text(text)] => {
                out.text("location", Some(text));
                out.text("country", self.country.as_ref());
            }
            several => {
                let items: Vec<Written> = several.iter().map(|place| written_place(place)).collect();
                out.0.push(WrittenField::new("location", Written::List(items)));
            }
        }
        out.text("remote", self.remote.as_ref().and_then(|word| way(word)).as_ref());
    }

    fn put_terms(&self, out: &mut Fields) {
        let (mut kinds, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for word in &self.employment_type {
            let word = spaced(word);
            let read = facts::employment::read(&word, Span::default());
            let found = read.kinds.iter().map(|kind| written_kind(kind.value)).collect::<Vec<_>>();
            if found.is_empty() || !read.unknown.is_empty() {
                unknown.push(word);
            } else {
                kinds.extend(found.into_iter().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
            }
        }
        match kinds.as_slice() {
            [one] => out.text("employment_type", Some(one)),
            several => out.list("employment_type", several),
        }
        // Words that name no kind of employment stay readable for people and templates.
        out.text("terms", Some(&unknown.join(", ")));
    }

    fn put_pay(&self, out: &mut Fields) {
        let Pay { text, min, max, currency, unit } = &self.pay;
        let is_code = |code: &&String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
        let bounds = [min, max].map(|written| written.as_deref().map(amount::read));
        let is_something = bounds.iter().flatten().any(|bound| *bound != Amount::Nothing);
        let is_clear = bounds.iter().flatten().all(|bound| *bound != Amount::Unclear)
            && currency.as_ref().is_none_or(|currency| currency.is_empty() || is_code(&currency));
        if is_something && !is_clear {
            // The reader of the file knows more forms than one of figures alone.
            let words =
                amount::in_words(self.pay.parts(), unit.as_deref().map(|word| amount::unit(word).unwrap_or(word)));
            return out.text("salary", text.as_ref().or(Some(&words)));
        }
        let [min, max] = bounds.map(|bound| bound.and_then(Amount::figure));
        if min.is_none() && max.is_none() {
            return out.text("salary", text.as_ref());
        }
        let mut parts: Vec<(String, Written)> = Vec::new();
        let mut part = |key: &str, value: Option<Written>| parts.extend(value.map(|value| (key.to_owned(), value)));
        part("currency", currency.as_ref().filter(is_code).map(|code| Written::Text(code.to_uppercase())));
        part("min", min.map(Written::Plain));
        part("max", max.map(Written::Plain));
        part("unit", unit.as_ref().and_then(|word| amount::unit(word)).map(|word| Written::Text(word.to_owned())));
        part("text", text.clone().map(Written::Text));
        out.0.push(WrittenField::new("salary", Written::Map(parts)));
    }
}

/// The fields of a file while they are put together.
#[derive(Default)]
struct Fields(Vec<WrittenField>);

impl Fields {
    fn text(&mut self, key: &str, value: Option<&String>) {
        let line = value.map(|text| html::plain(text)).unwrap_or_default();
        if !line.is_empty() {
            self.0.push(WrittenField::new(key, Written::Text(line)));
        }
    }

    /// A day; of a time only its day is a fact, as it is where the source wrote it down. What is no date is left out:
    /// the reader of the file would refuse it.
    fn day(&mut self, key: &str, value: Option<&String>) {
        let day = value.and_then(|text| date(text)).and_then(DatePosted::day);
        if let Some(day) = day {
            self.0.push(WrittenField::new(key, Written::Plain(day.to_string())));
        }
    }

    /// The day, or the month when the source says no more.
    fn day_or_month(&mut self, key: &str, value: Option<&String>) {
        match value.and_then(|text| date(text)) {
            Some(month @ DatePosted::Month(..)) => {
                self.0.push(WrittenField::new(key, Written::Text(month.to_string())));
            }
            _ => self.day(key, value),
        }
    }

    fn list(&mut self, key: &str, items: &[String]) {
        let mut seen: Vec<Written> = Vec::new();
        for item in items.iter().map(|item| html::plain(item)).filter(|item| !item.is_empty()) {
            let item = Written::Text(item);
            if !seen.contains(&item) {
                seen.push(item);
            }
        }
        if !seen.is_empty() {
            self.0.push(WrittenField::new(key, Written::List(seen)));
        }
    }
}

/// What a source's text for a time states.
fn date(text: &str) -> Option<DatePosted> {
    read_date(day_of(text)).or_else(|| read_date(text))
}

/// The day of `2026-03-01T00:00+09:00` and of `Sun, 1 Mar 2026 00:00:00 +0900`, whatever day it is in Greenwich.
fn day_of(text: &str) -> &str {
    let text = text.trim();
    let iso = text.get(..10).filter(|day| day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-');
    if let Some(day) = iso {
        return day;
    }
    match text.find(':') {
        // The hour stands between the last blank and the first colon.
        Some(colon) => {
            let day = text[..colon].rsplit_once(' ').map_or(text, |(day, _)| day.trim_end());
            day.split_once(", ").filter(|(weekday, _)| weekday.len() == 3).map_or(day, |(_, day)| day)
        }
        None => text,
    }
}

fn written_place(place: &Where) -> Written {
    match place {
        Where::Text(text) => Written::Text(html::plain(text)),
        Where::Parts { city, subdivision, country } => {
            let parts = [("city", city), ("subdivision", subdivision), ("country", country)];
            let parts = parts
                .into_iter()
                .filter_map(|(key, part)| Some((key.to_owned(), Written::Text(html::plain(part.as_ref()?)))));
            Written::Map(parts.collect())
        }
    }
}

/// `FullTime`, `full_time` and `full-time` as words.
pub(super) fn spaced(word: &str) -> String {
    let mut out = String::new();
    let mut last_is_small = false;
    for letter in word.trim().chars() {
        if letter.is_uppercase() && last_is_small {
            out.push(' ');
        }
        last_is_small = letter.is_lowercase();
        out.push(if letter == '_' { ' ' } else { letter });
    }
    out
}

fn written_kind(kind: EmploymentType) -> String {
    match kind {
        EmploymentType::FullTime => "full-time",
        EmploymentType::PartTime => "part-time",
        EmploymentType::Contractor => "contract",
        EmploymentType::Temporary => "temporary",
        EmploymentType::Intern => "internship",
        EmploymentType::Volunteer => "volunteer",
        EmploymentType::PerDiem => "per-diem",
        EmploymentType::Other => "OTHER",
    }
    .to_owned()
}

/// The way of working that a source's word stands for.
fn way(word: &str) -> Option<String> {
    let flat: String = word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let way = match flat.as_str() {
        "remote" | "fullyremote" | "telecommute" | "remoto" | "remotejob" | "true" => "remote",
        "hybrid" | "híbrido" | "hibrido" => "hybrid",
        "onsite" | "inoffice" | "office" | "presencial" | "alocado" | "inperson" => "onsite",
        _ => return None,
    };
    Some(way.to_owned())
}

/// True when a text names places or says that there is no limit of place.
pub(super) fn is_place(text: &str) -> bool {
    let read = place::read(text, Span::default());
    !read.places.is_empty() || !read.regions.is_empty() || read.anywhere || read.remote.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Body, Listing, Pay, Where, day_of, text};

    #[test]
    fn a_letter_across_the_tenth_byte_does_not_end_the_program() {
        assert_eq!(["2026-03-0é", "2026-03-01é"].map(day_of), ["2026-03-0é", "2026-03-01"]);
    }

    #[test]
    fn a_listing_becomes_a_posting_file() {
        let listing = Listing {
            id: "7".into(),
            title: "Baker &amp; Cook".into(),
            date_posted: Some("2026-03-01T10:00:00Z".into()),
            places: vec![
                Where::Text("Rome".into()),
                Where::Parts { city: Some("Ulm".into()), subdivision: None, country: Some("DE".into()) },
            ],
            remote: Some("OnSite".into()),
            employment_type: vec!["FullTime".into(), "Regular".into()],
            pay: Pay {
                min: Some("30000.0".into()),
                currency: Some("eur".into()),
                unit: Some("per-year-salary".into()),
                ..Pay::default()
            },
            body: Body::Html("<p>We bake.</p>".into()),
            ..Listing::default()
        };
        assert_eq!(
            text(&listing.fields(), &listing.markdown()),
            "---\ntitle: Baker & Cook\ndate_posted: 2026-03-01\nlocation:\n  - Rome\n  - {city: Ulm, country: DE}\nremote: onsite\n\
             employment_type: full-time\nterms: Regular\nsalary:\n  currency: EUR\n  min: 30000\n  unit: year\nid: \"7\"\n---\n\nWe bake.\n"
        );
    }
}
