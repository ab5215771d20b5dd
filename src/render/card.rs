//! A posting's card, and the small values that many pages share: of lists and of companies. Each is made once.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use super::Renderer;
use super::folded::Folded;
use super::words::DateText;
use crate::diagnostic::Diagnostic;
use crate::model::Language;
use crate::plan::{CompanyId, ListId, Opened, PostingId};

/// Tags that a card names.
const TAGS: usize = 4;
/// The author's words on pay are shown on a card when they are no longer than this.
const PAY: usize = 48;

/// Postings of a board of which cards are kept as they are drawn.
const PLAIN_CARDS: usize = 20_000;
/// Lists of so many postings, and their companies, are named by pages so often that what those show of them is kept.
const NAMED_OFTEN: usize = 8;

/// A card that was drawn.
#[derive(Debug)]
pub(super) enum Kept {
    Plain(Value),
    Folded(Folded),
}

/// The variables of `card.html`.
#[derive(Serialize)]
struct CardView<'a> {
    title: &'a str,
    href: String,
    /// Language of the posting when it is not the board's.
    language: Option<&'a str>,
    /// `rtl` or `ltr` when its language runs otherwise than the board's.
    direction: Option<&'static str>,
    company: Option<&'a str>,
    logo: Option<String>,
    monogram: Option<String>,
    /// 0 to 5: colour of the monogram.
    hue: u8,
    place: Option<String>,
    pay: Option<String>,
    types: Vec<&'a str>,
    tags: Vec<&'a str>,
    posted: Option<DateText>,
    is_open: bool,
    is_featured: bool,
}

/// A list as other pages name it.
#[derive(Serialize)]
struct ListValue {
    name: String,
    href: String,
}

/// A list with its number of jobs, for pages that are drawn again when it changes.
#[derive(Serialize)]
struct CountedList {
    #[serde(flatten)]
    list: ListValue,
    count: String,
}

/// An employer as pages show it.
#[derive(Serialize)]
struct CompanyValue<'a> {
    name: &'a str,
    href: Option<String>,
    url: Option<&'a str>,
    host: Option<&'a str>,
    logo: Option<String>,
    monogram: Option<String>,
    hue: u8,
    industry: Option<&'a str>,
    size: Option<&'a str>,
    location: Option<&'a str>,
}

impl Renderer<'_> {
    /// The card of a posting.
    pub(super) fn card(&self, id: PostingId) -> Result<Value, Diagnostic> {
        let slot = &self.cards[id as usize];
        match slot.get() {
            Some(Kept::Plain(card)) => return Ok(card.clone()),
            Some(Kept::Folded(card)) => return Ok(self.sample.unfold(card, Value::safe_string)),
            None => {}
        }
        let drawn = self.fill_part("card.html", &self.card_view(id, &self.plan.open(id)))?;
        let is_folded = self.plan.postings.len() > PLAIN_CARDS;
        let folded = drawn.as_str().filter(|_| is_folded).and_then(|card| self.sample.fold(card));
        let _ = slot.set(folded.map_or_else(|| Kept::Plain(drawn.clone()), Kept::Folded));
        Ok(drawn)
    }

    /// The cards of several postings.
    pub(super) fn cards(&self, ids: &[PostingId]) -> Result<Vec<Value>, Diagnostic> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    fn card_view<'a>(&'a self, id: PostingId, posting: &'a Opened) -> CardView<'a> {
        let facts = &posting.facts;
        let company = posting.company.map(|company| &self.plan.companies[company as usize]);
        let (language, direction) = self.foreign(posting);
        CardView {
            title: &facts.title.value,
            href: self.href(&self.plan.posting_address(id).path),
            language,
            direction,
            company: company.map(|company| company.name.as_str()),
            logo: company.and_then(|company| company.logo_href(&self.plan.settings.base_url)),
            monogram: Some(monogram(company.map_or(&facts.title.value, |company| &company.name))),
            hue: hue(company.map_or(posting.slug.as_str(), |company| company.slug.as_str())),
            place: self.place(posting),
            pay: self.short_pay(posting),
            types: facts.employment_type.iter().map(|kind| self.words.employment_type(kind.value)).collect(),
            tags: facts.tags.iter().take(TAGS).map(|tag| tag.value.name.as_str()).collect(),
            posted: facts.date_posted.as_ref().map(|posted| self.words.short_posted(posted.value)),
            is_open: posting.is_open,
            is_featured: posting.is_open && posting.is_featured,
        }
    }

    /// Pay as understood, else the author's words when they are short.
    pub(super) fn short_pay(&self, posting: &Opened) -> Option<String> {
        let understood = posting.facts.salary.as_ref().and_then(|salary| self.words.pay(salary));
        let words = posting.facts.salary_text.as_ref().map(|text| text.value.trim());
        understood.or_else(|| words.filter(|text| text.chars().count() <= PAY).map(str::to_owned))
    }

    /// The tag of a posting's language when it is not the board's, and its direction when that is another too.
    pub(super) fn foreign<'p>(&self, posting: &'p Opened) -> (Option<&'p str>, Option<&'static str>) {
        let language: Option<&Language> = posting.facts.language.as_ref().map(|language| &language.value);
        let own = &self.plan.settings.language;
        match language.filter(|language| language.primary() != own.primary()) {
            Some(language) => {
                let is_other = language.is_right_to_left() != own.is_right_to_left();
                (Some(language.tag()), is_other.then(|| language.direction()))
            }
            None => (None, None),
        }
    }

    /// A list as other pages name it.
    pub(super) fn list_value(&self, id: ListId) -> Value {
        self.kept(&self.lists[id as usize], Some(id), || Value::from_serializable(&self.named_list(id)))
    }

    /// A list as pages name it that count its jobs.
    pub(super) fn counted_list(&self, id: ListId) -> Value {
        let count = self.words.number(self.plan.lists[id as usize].entries.len());
        Value::from_serializable(&CountedList { list: self.named_list(id), count })
    }

    fn named_list(&self, id: ListId) -> ListValue {
        ListValue { name: self.words.list_name(&self.plan.lists[id as usize]), href: self.list_href(id) }
    }

    /// An employer as pages show it.
    pub(super) fn company_value(&self, id: CompanyId) -> Value {
        let company = &self.plan.companies[id as usize];
        let profile = company.profile.map(|index| &self.plan.board.companies[index as usize]);
        let make = || CompanyValue {
            name: &company.name,
            href: company.list.map(|list| self.list_href(list)),
            url: company.url.as_deref(),
            host: company.url.as_deref().map(host),
            logo: company.logo_href(&self.plan.settings.base_url),
            monogram: Some(monogram(&company.name)),
            hue: hue(company.slug.as_str()),
            industry: profile.and_then(|profile| profile.industry.as_deref()),
            size: profile.and_then(|profile| profile.size.as_deref()),
            location: profile.and_then(|profile| profile.location.as_deref()),
        };
        self.kept(&self.companies[id as usize], company.list, || Value::from_serializable(&make()))
    }

    /// A value that is made anew each time where its list is short.
    fn kept(&self, slot: &OnceLock<Value>, list: Option<ListId>, make: impl FnOnce() -> Value) -> Value {
        let is_kept = list.is_none_or(|list| self.plan.lists[list as usize].entries.len() >= NAMED_OFTEN);
        if is_kept { slot.get_or_init(make).clone() } else { make() }
    }
}

/// The host of an address, as shown.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The first letter or digit of a name.
pub(super) fn monogram(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(|| "·".to_owned(), |c| c.to_uppercase().collect())
}

fn hue(slug: &str) -> u8 {
    u8::try_from(xxhash_rust::xxh3::xxh3_64(slug.as_bytes()) % 6).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{host, monogram};

    #[test]
    fn an_address_is_shown_by_its_host() {
        assert_eq!(host("https://www.a.example/x?y"), "a.example");
        assert_eq!(host("https://b.example"), "b.example");
    }

    #[test]
    fn a_monogram_is_a_letter_of_any_script() {
        assert_eq!(["(élan)", "東京", "…"].map(monogram), ["É", "東", "·"]);
    }
}
