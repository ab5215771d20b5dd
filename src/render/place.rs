//! Where a job is, in words: as understood for people who scan, beside the author's own words.

use super::Renderer;
use crate::model::Remote;
use crate::plan::Opened;

/// Places named on a card; more are counted.
const NAMED: usize = 3;

impl Renderer<'_> {
    /// `Remote · Berlin, Germany · Lyon, France`; the author's words when nothing could be read from them.
    pub(super) fn place(&self, posting: &Opened) -> Option<String> {
        let location = &posting.facts.location;
        let mut parts: Vec<String> = Vec::new();
        if let Some(remote) = &location.remote
            && remote.value != Remote::Onsite
        {
            parts.push(self.words.remote(remote.value).to_owned());
        }
        let mut places: Vec<String> = location.places.iter().map(|place| self.one_place(place)).collect();
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

    fn one_place(&self, place: &crate::model::Place) -> String {
        let country = place.country.as_ref().map(|country| self.words.country(country.value));
        let parts = [
            place.city.as_ref().map(|city| city.value.as_str()),
            place.subdivision.as_ref().map(|subdivision| subdivision.value.as_str()),
            country,
        ];
        let mut named: Vec<&str> = Vec::with_capacity(3);
        for part in parts.into_iter().flatten() {
            if !part.is_empty() && !named.contains(&part) {
                named.push(part);
            }
        }
        named.join(", ")
    }
}
