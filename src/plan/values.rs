//! The values of facets that a posting has by itself: found once, shared by all postings that have them.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ListKind;
use super::key::{KeyHasher, Plain};
use crate::model::{DatePosted, FacetKind, Fact, JobPosting, Language, Settings, Slug};
use crate::parse::tables;

/// One value of a facet as a posting spells it, and the hash of that, by which equal ones are told without looking.
#[derive(Clone, Debug)]
pub struct Shared(Arc<(u64, Value)>);

impl Shared {
    /// Hash of the value.
    pub fn hash(&self) -> u64 {
        self.0.0
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.0.1
    }
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Value {
    /// What binds the postings of its list.
    pub kind: ListKind,
    /// Last part of the list's address; follows from `value`.
    pub slug: Slug,
    /// What is equal in all postings of the list: `DE`, `FULL_TIME`, `2026-10`, a slug.
    pub value: String,
    /// Name as shown; of several spellings the first by letters wins, capitals come before small ones.
    pub name: String,
}

impl Value {
    fn hash(&self) -> u64 {
        KeyHasher::new("value").number(self.kind.number()).text(&self.value).text(&self.name).short()
    }
}

impl ListKind {
    /// A number of its own, for keys.
    pub(super) fn number(self) -> u32 {
        match self {
            ListKind::Board => 0,
            ListKind::Facet(kind) => 1 << 16 | kind as u32,
            ListKind::Taxonomy(index) => 2 << 16 | u32::from(index),
        }
    }
}

/// Values that were met, so that equal ones are held once.
#[derive(Debug, Default)]
pub struct Values(HashMap<u64, Shared, Plain>);

impl Values {
    /// The value, as it was met first.
    pub fn share(&mut self, value: Value) -> Shared {
        let hash = value.hash();
        self.0.entry(hash).or_insert_with(|| Shared(Arc::new((hash, value)))).clone()
    }
}

/// The values of a posting, each once; its company's is not among them, since companies are merged by the plan.
pub fn values(facts: &JobPosting, settings: &Settings, met: &mut Values) -> Box<[Shared]> {
    let mut found = Found { values: Vec::with_capacity(16), met };
    for kind in &settings.facets {
        match kind {
            FacetKind::Companies => {}
            FacetKind::Tags => tags(facts, &mut found),
            FacetKind::Places => places(facts, settings, &mut found),
            FacetKind::Types => types(facts, &mut found),
            FacetKind::Levels => level(facts, &mut found),
            FacetKind::Archive => month(facts, &mut found),
        }
    }
    for (index, taxonomy) in (0..).zip(&settings.taxonomies) {
        for name in own_values(facts, &taxonomy.field) {
            let slug = Slug::of_any(&name);
            found.add(Value { kind: ListKind::Taxonomy(index), value: slug.to_string(), name, slug });
        }
    }
    found.values.into()
}

struct Found<'a> {
    values: Vec<Shared>,
    met: &'a mut Values,
}

impl Found<'_> {
    fn add(&mut self, value: Value) {
        let shared = self.met.share(value);
        if !self.values.iter().any(|known| known.hash() == shared.hash()) {
            self.values.push(shared);
        }
    }

    fn facet(&mut self, kind: FacetKind, value: impl Into<String>, name: impl Into<String>, slug: Slug) {
        self.add(Value { kind: ListKind::Facet(kind), value: value.into(), name: name.into(), slug });
    }
}

fn tags(facts: &JobPosting, found: &mut Found) {
    for Fact { value: tag, .. } in &facts.tags {
        found.facet(FacetKind::Tags, tag.slug.as_str(), &tag.name, tag.slug.clone());
    }
}

/// Countries, cities, regions, `remote`, and `remote` in each country.
fn places(facts: &JobPosting, settings: &Settings, found: &mut Found) {
    let location = &facts.location;
    let mut push = |value: String, name: String, slug_of: &str| {
        found.facet(FacetKind::Places, value, name, Slug::of_any(slug_of));
    };
    let mut countries = location.countries();
    for applicant in &location.applicant_countries {
        if !countries.contains(&applicant.value) {
            countries.push(applicant.value);
        }
    }
    for country in &countries {
        let name = tables::country_name(*country, &settings.language);
        let english = tables::country_name(*country, &Language::ENGLISH);
        push(country.code().to_owned(), name.to_owned(), english);
        if location.is_remote() {
            push(format!("remote:{}", country.code()), format!("Remote – {name}"), &format!("remote {english}"));
        }
    }
    for place in &location.places {
        if let Some(city) = &place.city {
            let country = place.country.as_ref().map(|country| country.value);
            // Singapore is one place, not a city of that name in a country of that name.
            if country.is_some_and(|country| tables::country_name(country, &Language::ENGLISH) == city.value) {
                continue;
            }
            let state = place.subdivision.as_ref().map(|state| state.value.as_str());
            let usual = country.map(|country| tables::usual_city(&city.value, country, state));
            let (usual, state) = usual.unwrap_or((&city.value, None));
            let country = country.map(|country| country.code().to_owned()).unwrap_or_default();
            let (name, slug_of) = match state {
                Some(state) => (format!("{}, {state}", city.value), format!("{usual} {state}")),
                None => (city.value.clone(), usual.to_owned()),
            };
            push(format!("city:{}:{country}", Slug::of_any(&slug_of)), name, &slug_of);
        }
    }
    for region in &location.regions {
        push(format!("region:{}", region.value.0), region.value.0.clone(), &region.value.0);
    }
    if location.is_remote() {
        push("remote".to_owned(), "Remote".to_owned(), "remote");
    }
}

fn types(facts: &JobPosting, found: &mut Found) {
    for kind in &facts.employment_type {
        let name = kind.value.name();
        found.facet(FacetKind::Types, kind.value.schema_org(), name, Slug::of_any(name));
    }
}

fn level(facts: &JobPosting, found: &mut Found) {
    if let Some(level) = &facts.seniority {
        let name = level.value.name();
        found.facet(FacetKind::Levels, name, name, Slug::of_any(name));
    }
}

fn month(facts: &JobPosting, found: &mut Found) {
    if let Some((year, month)) = facts.date_posted.as_ref().map(|date: &Fact<DatePosted>| date.value.month()) {
        let value = format!("{year:04}-{month:02}");
        let slug = Slug::of_any(&value);
        found.facet(FacetKind::Archive, value.clone(), value, slug);
    }
}

/// The values of a field for a taxonomy of the board's own: `category`, or any key kept in `extra`.
fn own_values(facts: &JobPosting, field: &str) -> Vec<String> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.trim().to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    };
    let values = match (field, facts.extra.get(field)) {
        ("category", _) => facts.category.iter().map(|category| category.value.clone()).collect(),
        ("language", _) => facts.language.iter().map(|language| language.value.tag().to_owned()).collect(),
        ("source_site", _) => facts.source_site.iter().map(|site| site.value.clone()).collect(),
        (_, Some(serde_json::Value::Array(items))) => items.iter().filter_map(text).collect(),
        (_, Some(value)) => text(value).into_iter().collect(),
        (_, None) => Vec::new(),
    };
    values.into_iter().filter(|value: &String| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Values, values};
    use crate::model::{FacetKind, Settings};
    use crate::parse::{self, PostingFile};
    use crate::plan::ListKind;

    /// The lists of cities that a posting with this place is on: value and name.
    fn cities(place: &str) -> Vec<(String, String)> {
        let text = format!("---\ntitle: Baker\ncompany: Oven\nlocation: {place}\n---\nBread.\n");
        let file = PostingFile { path: "content/baker.md", bytes: text.as_bytes(), sidecar: None };
        let settings = Settings::default();
        let parsed = parse::posting(file, &settings);
        let values = values(&parsed.postings[0], &settings, &mut Values::default());
        let is_city = |kind, value: &str| kind == ListKind::Facet(FacetKind::Places) && value.starts_with("city:");
        let cities = values.iter().filter(|shared| is_city(shared.value().kind, &shared.value().value));
        cities.map(|shared| (shared.value().value.clone(), shared.value().name.clone())).collect()
    }

    #[test]
    fn spellings_of_a_city_were_pages_of_their_own() {
        for (one, other) in [("Bangalore, India", "Bengaluru, India"), ("München, Germany", "Munich, Germany")] {
            assert_eq!(cities(one)[0].0, cities(other)[0].0);
        }
    }

    #[test]
    fn cities_of_one_name_in_two_states_were_one_page() {
        assert_eq!(cities("Portland, OR"), cities("Portland, OR, USA"));
        assert_eq!(cities("Portland, ME")[0].1, "Portland, Maine");
        assert_ne!(cities("Portland, ME")[0].0, cities("Portland, OR")[0].0);
    }
}
