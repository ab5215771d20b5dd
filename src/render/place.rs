//! Where a job is, in words: as understood for people who scan, beside the author's own words.

use super::Renderer;
use crate::model::{Country, FacetKind, Remote};
use crate::plan::{ListKind, Posting};

/// Places named on a card; more are counted.
const NAMED: usize = 3;

impl Renderer<'_> {
    /// `Remote · Berlin, Germany · Lyon, France`; the author's words when nothing could be read from them.
    pub(super) fn place(&self, posting: &Posting) -> Option<String> {
        let location = &posting.facts.location;
        let mut parts: Vec<String> = Vec::new();
        if let Some(remote) = &location.remote
            && remote.value != Remote::Onsite
        {
            parts.push(self.words.remote(remote.value).to_owned());
        }
        let mut places: Vec<String> = location.places.iter().map(|place| self.one_place(posting, place)).collect();
        places.extend(location.regions.iter().map(|region| region.value.0.clone()));
        places.dedup();
        if places.is_empty() && location.anywhere {
            places.push(self.words.anywhere().to_owned());
        }
        let more = places.len().saturating_sub(NAMED);
        places.truncate(NAMED);
        if more > 0 {
            places.push(format!("+\u{2060}{more}"));
        }
        parts.extend(places);
        match (parts.is_empty(), &location.text) {
            (false, _) => Some(parts.join(" · ")),
            (true, text) => text.clone(),
        }
    }

    fn one_place(&self, posting: &Posting, place: &crate::model::Place) -> String {
        let country = place.country.as_ref().map(|country| self.country(posting, country.value));
        let parts = [
            place.city.as_ref().map(|city| city.value.as_str()),
            place.subdivision.as_ref().map(|subdivision| subdivision.value.as_str()),
            country.as_deref(),
        ];
        let mut named: Vec<&str> = Vec::with_capacity(3);
        for part in parts.into_iter().flatten() {
            if !named.contains(&part) {
                named.push(part);
            }
        }
        named.join(", ")
    }

    /// The name of a country, as its list is called; the code when the board has no lists of places.
    pub(super) fn country(&self, posting: &Posting, country: Country) -> String {
        let lists = posting.lists.iter().map(|id| &self.plan.lists[*id as usize]);
        let mut places = lists.filter(|list| list.kind == ListKind::Facet(FacetKind::Places));
        let found = places.find(|list| list.value == country.code());
        found.map_or_else(|| country.code().to_owned(), |list| list.name.clone())
    }
}
