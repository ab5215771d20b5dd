//! The lists of a board: for every facet the values that occur and the postings that have them.

use std::collections::{HashMap, HashSet};

use super::key::KeyHasher;
use super::{Company, Directory, List, ListId, ListKind, Posting, PostingId, Section};
use crate::model::{Country, DatePosted, FacetKind, JobPosting, Language, Settings, Slug};
use crate::parse::tables;

/// Closed postings that a list shows at most.
const CLOSED_SHOWN: usize = 10;
/// Values on one page of a directory; more are split by their first letters.
const DIRECTORY_SIZE: usize = 400;

/// Makes all lists and tells every posting and company of theirs.
pub fn lists(postings: &mut [Posting], companies: &mut [Company], settings: &Settings) -> Vec<List> {
    let mut drafts = Drafts::default();
    for (id, posting) in postings.iter().enumerate() {
        for value in values(posting, companies, settings) {
            drafts.add(value, id);
        }
    }
    let mut order: Vec<usize> = (0..drafts.lists.len()).collect();
    order.sort_by(|a, b| drafts.lists[*a].sort_key().cmp(&drafts.lists[*b].sort_key()));
    let mut lists = vec![board(postings)];
    let mut taken: HashSet<(ListKind, Slug)> = HashSet::new();
    for index in order {
        let draft = std::mem::take(&mut drafts.lists[index]);
        let Some(kind) = draft.kind else { continue };
        let name = apart(draft.name, kind, &draft.slug, &draft.value, &taken, settings);
        let slug = free(draft.slug, kind, &draft.value, &mut taken);
        let list_id = ListId::try_from(lists.len()).unwrap_or(ListId::MAX);
        for posting in &draft.members {
            postings[*posting].lists.push(list_id);
        }
        if let Some(company) = draft.company {
            companies[company as usize].list = Some(list_id);
        }
        let (entries, closed) = split(&draft.members, postings, kind);
        lists.push(List {
            kind,
            name,
            value: draft.value,
            slug: Some(slug),
            numbered: numbered(entries.len(), settings.page_size),
            has_feeds: has_feeds(kind, settings),
            entries,
            closed,
            company: draft.company,
        });
    }
    lists[0].numbered = numbered(lists[0].entries.len(), settings.page_size);
    lists
}

fn board(postings: &[Posting]) -> List {
    let entries = (0..).zip(postings).filter(|(_, posting)| posting.is_open).map(|(id, _)| id).collect();
    List {
        kind: ListKind::Board,
        name: String::new(),
        value: String::new(),
        slug: None,
        entries,
        closed: Vec::new(),
        numbered: 0,
        has_feeds: true,
        company: None,
    }
}

/// Archive pages keep all postings of their month; others list the open ones and name the last closed ones.
fn split(members: &[usize], postings: &[Posting], kind: ListKind) -> (Vec<PostingId>, Vec<PostingId>) {
    let id = |index: &usize| PostingId::try_from(*index).unwrap_or(PostingId::MAX);
    if kind == ListKind::Facet(FacetKind::Archive) {
        return (members.iter().map(id).collect(), Vec::new());
    }
    let open = members.iter().filter(|index| postings[**index].is_open).map(id).collect();
    let closed = members.iter().filter(|index| !postings[**index].is_open).take(CLOSED_SHOWN).map(id).collect();
    (open, closed)
}

/// Pages counted from the oldest, so that a new posting changes only the first: it holds between one and two
/// page sizes, and a numbered page never changes when newer postings come.
pub fn numbered(entries: usize, page_size: u32) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX).checked_div(page_size.max(1)).unwrap_or(0).saturating_sub(1)
}

impl List {
    /// The postings on a page of this list: 0 is the first page, n is `page/n/` counted from the oldest.
    pub fn page(&self, number: u32, page_size: u32) -> &[PostingId] {
        let size = page_size.max(1) as usize;
        let count = self.entries.len();
        if number == 0 {
            return &self.entries[..count - self.numbered as usize * size];
        }
        let end = count - (number as usize - 1) * size;
        &self.entries[end - size..end]
    }
}

fn has_feeds(kind: ListKind, settings: &Settings) -> bool {
    match kind {
        ListKind::Board => true,
        ListKind::Facet(FacetKind::Companies) => settings.feeds.companies,
        ListKind::Facet(FacetKind::Tags) => settings.feeds.tags,
        ListKind::Facet(FacetKind::Places) => settings.feeds.places,
        ListKind::Facet(_) | ListKind::Taxonomy(_) => false,
    }
}

/// One value of a facet that a posting has.
struct Value {
    kind: ListKind,
    /// What is equal in all postings of the list: `DE`, `FULL_TIME`, `2026-10`, a slug.
    value: String,
    name: String,
    slug: Slug,
    company: Option<u32>,
}

#[derive(Default)]
struct Draft {
    kind: Option<ListKind>,
    value: String,
    name: String,
    slug: Option<Slug>,
    company: Option<u32>,
    members: Vec<usize>,
}

impl Draft {
    fn sort_key(&self) -> (Option<ListKind>, &Option<Slug>, &str) {
        (self.kind, &self.slug, &self.value)
    }
}

#[derive(Default)]
struct Drafts {
    lists: Vec<Draft>,
    by_value: HashMap<u128, usize>,
}

impl Drafts {
    fn add(&mut self, value: Value, posting: usize) {
        let (kind, index) = match value.kind {
            ListKind::Board => (0, 0),
            ListKind::Facet(kind) => (1, kind as u16),
            ListKind::Taxonomy(index) => (2, index),
        };
        let key = KeyHasher::new("list").number(kind).number(index).text(&value.value).finish();
        let index = *self.by_value.entry(key).or_insert_with(|| {
            self.lists.push(Draft::default());
            self.lists.len() - 1
        });
        let draft = &mut self.lists[index];
        if draft.kind.is_none() {
            *draft = Draft {
                kind: Some(value.kind),
                value: value.value,
                name: value.name,
                slug: Some(value.slug),
                company: value.company,
                members: Vec::new(),
            };
        } else if value.name < draft.name {
            // Of several spellings the first by letters is shown; capitals come before small ones.
            draft.name = value.name;
        }
        if draft.members.last() != Some(&posting) {
            draft.members.push(posting);
        }
    }
}

/// The first value by order keeps the slug; others (Georgia the state beside the country) get their value behind it.
fn free(slug: Option<Slug>, kind: ListKind, value: &str, taken: &mut HashSet<(ListKind, Slug)>) -> Slug {
    let wanted = slug.unwrap_or_else(|| Slug::of_any(value));
    let reserved = wanted.as_str() == "page";
    if !reserved && taken.insert((kind, wanted.clone())) {
        return wanted;
    }
    let hash = Slug::of_hash(value.as_bytes());
    let other = wanted.with_suffix(&hash.as_str()[1..5]);
    taken.insert((kind, other.clone()));
    other
}

/// The name of a list; of two cities with one name the second is shown with its country.
fn apart(
    name: String,
    kind: ListKind,
    slug: &Option<Slug>,
    value: &str,
    taken: &HashSet<(ListKind, Slug)>,
    settings: &Settings,
) -> String {
    let is_taken = slug.as_ref().is_some_and(|slug| taken.contains(&(kind, slug.clone())));
    let country = value.strip_prefix("city:").and_then(|value| value.rsplit(':').next()).and_then(Country::from_code);
    match country.filter(|_| is_taken) {
        Some(country) => format!("{name}, {}", tables::country_name(country, &settings.language)),
        None => name,
    }
}

fn values(posting: &Posting, companies: &[Company], settings: &Settings) -> Vec<Value> {
    let mut values = Vec::with_capacity(16);
    for kind in &settings.facets {
        match kind {
            FacetKind::Companies => values.extend(company(posting, companies)),
            FacetKind::Tags => values.extend(tags(&posting.facts)),
            FacetKind::Places => places(&posting.facts, settings, &mut values),
            FacetKind::Types => values.extend(types(&posting.facts)),
            FacetKind::Levels => values.extend(level(&posting.facts)),
            FacetKind::Archive => values.extend(month(&posting.facts)),
        }
    }
    for (index, taxonomy) in (0..).zip(&settings.taxonomies) {
        for name in own_values(&posting.facts, &taxonomy.field) {
            let slug = Slug::of_any(&name);
            values.push(Value { kind: ListKind::Taxonomy(index), value: slug.to_string(), name, slug, company: None });
        }
    }
    values
}

fn facet(kind: FacetKind, value: impl Into<String>, name: impl Into<String>, slug: Slug) -> Value {
    Value { kind: ListKind::Facet(kind), value: value.into(), name: name.into(), slug, company: None }
}

fn company(posting: &Posting, companies: &[Company]) -> Option<Value> {
    let id = posting.company?;
    let company = &companies[id as usize];
    let mut value = facet(FacetKind::Companies, company.slug.as_str(), &company.name, company.slug.clone());
    value.company = Some(id);
    Some(value)
}

fn tags(facts: &JobPosting) -> impl Iterator<Item = Value> {
    facts
        .tags
        .iter()
        .map(|tag| facet(FacetKind::Tags, tag.value.slug.as_str(), &tag.value.name, tag.value.slug.clone()))
}

/// Countries, cities, regions, `remote`, and `remote` in each country.
fn places(facts: &JobPosting, settings: &Settings, values: &mut Vec<Value>) {
    let location = &facts.location;
    let mut push = |value: String, name: String, slug_of: &str| {
        values.push(facet(FacetKind::Places, value, name, Slug::of_any(slug_of)));
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
            let country = country.map(|country| country.code().to_owned()).unwrap_or_default();
            push(format!("city:{}:{country}", Slug::of_any(&city.value)), city.value.clone(), &city.value);
        }
    }
    for region in &location.regions {
        push(format!("region:{}", region.value.0), region.value.0.clone(), &region.value.0);
    }
    if location.is_remote() {
        push("remote".to_owned(), "Remote".to_owned(), "remote");
    }
}

fn types(facts: &JobPosting) -> impl Iterator<Item = Value> {
    facts.employment_type.iter().map(|kind| {
        let name = kind.value.name();
        facet(FacetKind::Types, kind.value.schema_org(), name, Slug::of_any(name))
    })
}

fn level(facts: &JobPosting) -> Option<Value> {
    let name = facts.seniority.as_ref()?.value.name();
    Some(facet(FacetKind::Levels, name, name, Slug::of_any(name)))
}

fn month(facts: &JobPosting) -> Option<Value> {
    let (year, month) = facts.date_posted.as_ref().map(|date: &crate::model::Fact<DatePosted>| date.value.month())?;
    let value = format!("{year:04}-{month:02}");
    let slug = Slug::of_any(&value);
    Some(facet(FacetKind::Archive, value.clone(), value, slug))
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

/// The directories of all facets that have a list, in the order of the lists.
pub fn directories(lists: &[List], settings: &Settings) -> Vec<Directory> {
    let mut directories: Vec<Directory> = Vec::new();
    for (id, list) in (0..).zip(lists) {
        let folder = match list.kind {
            ListKind::Board => continue,
            ListKind::Facet(kind) => kind.folder().to_owned(),
            ListKind::Taxonomy(index) => settings.taxonomies[index as usize].slug.to_string(),
        };
        match directories.last_mut().filter(|directory| directory.kind == list.kind) {
            Some(directory) => directory.lists.push(id),
            None => directories.push(Directory { kind: list.kind, folder, lists: vec![id], sections: Vec::new() }),
        }
    }
    for directory in &mut directories {
        if directory.kind == ListKind::Facet(FacetKind::Archive) {
            directory.lists.reverse();
        } else if directory.lists.len() > DIRECTORY_SIZE {
            let slugs: Vec<&str> =
                directory.lists.iter().map(|id| lists[*id as usize].slug.as_ref().map_or("", Slug::as_str)).collect();
            sections(&slugs, 0..slugs.len(), 1, &mut directory.sections);
        }
    }
    directories
}

/// Splits sorted slugs by their first `depth` letters until each part fits on a page.
fn sections(slugs: &[&str], range: std::ops::Range<usize>, depth: usize, sections_out: &mut Vec<Section>) {
    let prefix = |index: usize| slugs[index].get(..depth).unwrap_or(slugs[index]).trim_end_matches('-');
    let mut start = range.start;
    while start < range.end {
        let end = (start..range.end).find(|index| prefix(*index) != prefix(start)).unwrap_or(range.end);
        if end - start > DIRECTORY_SIZE && depth < 6 {
            sections(slugs, start..end, depth + 1, sections_out);
        } else {
            sections_out.push(Section { prefix: prefix(start).to_owned(), range: start..end });
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{numbered, sections};

    #[test]
    fn a_new_posting_never_changes_a_numbered_page() {
        assert_eq!([0, 1, 59, 60, 61, 89, 90].map(|count| numbered(count, 30)), [0, 0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn many_values_are_split_by_their_letters() {
        let names: Vec<String> = (0..1000).map(|n| format!("a{:03}", n)).chain(["b".to_owned()]).collect();
        let slugs: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut parts = Vec::new();
        sections(&slugs, 0..slugs.len(), 1, &mut parts);
        assert_eq!(parts.len(), 11);
        assert_eq!((parts[0].prefix.as_str(), parts[0].range.clone()), ("a0", 0..100));
        assert_eq!((parts[10].prefix.as_str(), parts[10].range.clone()), ("b", 1000..1001));
    }
}
