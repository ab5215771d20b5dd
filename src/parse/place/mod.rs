//! Reads where a job is: places, regions and the way of working, from a field or from a body.
//! A text becomes words (`lex`), words become items (`items`), items become places (`grammar`, `resolve`).

mod body;
mod build;
mod contained;
mod grammar;
mod items;
mod lex;
mod resolve;
mod sections;
mod way;

#[cfg(test)]
mod tests;

pub use body::remote_from_body;
pub use sections::places_from_body;

use crate::model::{Country, Fact, Language, Location, Place, Region, Remote};
use crate::parse::tables::{self, Folded, Meaning, names};
use crate::source::Span;

/// A location string is short; what lies behind this many bytes is not read.
const LONGEST: usize = 4096;

/// Reads the text of a location field. `base` is where the text lies in its file; the facts lie within.
pub fn read(text: &str, base: Span) -> Location {
    let tag = way::board_tag(text);
    let start = tag.map_or(0, |(_, start)| start);
    let end = (start + LONGEST).min(text.len());
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let words = lex::words(&text[start..end]);
    let (items, said) = items::items(&text[start..end], &words);
    let builder = build::Builder { text: &text[start..end], words: &words, base: within(base, start) };
    let (places, regions) = builder.places(&items);
    let span = |(from, to): (usize, usize)| builder.span(from, to);
    let tagged = tag.map(|(way, length)| Fact::stated(way, build::shifted(base, 0, length - 1)));
    let remote = said.way().map(|(way, place)| Fact::stated(way, span(place))).or(tagged);
    let shown = text.trim();
    Location {
        text: (!shown.is_empty()).then(|| shown.to_owned()),
        remote,
        anywhere: said.anywhere && places.is_empty() && regions.is_empty(),
        places,
        regions,
        applicant_countries: Vec::new(),
    }
}

/// Reads a country: its name in seven languages, a short form, or its code.
pub fn read_country(text: &str) -> Option<Country> {
    let mut folded = Folded::default();
    let by_name = names(folded.of(text)).iter().find_map(|meaning| match meaning {
        Meaning::Country(country) => Some(*country),
        _ => None,
    });
    by_name.or_else(|| {
        let code = text.trim();
        let capitals = code.to_ascii_uppercase();
        if !(2..=3).contains(&capitals.len()) {
            return None;
        }
        tables::codes(&capitals).iter().find_map(|meaning| match meaning {
            Meaning::Country(country) => Some(*country),
            _ => None,
        })
    })
}

/// Reads a region above countries: `EMEA`, `Latin America`.
pub fn read_region(text: &str) -> Option<Region> {
    let mut folded = Folded::default();
    names(folded.of(text)).iter().find_map(|meaning| match meaning {
        Meaning::Region(index) => Some(Region(tables::region(*index).to_owned())),
        _ => None,
    })
}

/// A location in words that `read` reads to the same places.
pub fn show(location: &Location) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(remote) = &location.remote {
        let way = match remote.value {
            Remote::Remote => "Remote",
            Remote::Hybrid => "Hybrid",
            Remote::Onsite => "Onsite",
        };
        parts.push(way.to_owned());
    }
    if location.anywhere {
        parts.push("Anywhere".to_owned());
    }
    parts.extend(location.places.iter().map(show_place));
    parts.extend(location.regions.iter().map(|region| region.value.0.clone()));
    parts.join("; ")
}

fn show_place(place: &Place) -> String {
    let country = place.country.as_ref().map(|country| tables::country_name(country.value, &Language::ENGLISH));
    let part = place.subdivision.as_ref().map(|part| match &place.city {
        None if is_city_too(&part.value, place.country.as_ref().map(|country| country.value)) => {
            format!("State of {}", part.value)
        }
        _ => part.value.clone(),
    });
    let city = place.city.as_ref().map(|city| city.value.as_str());
    let named = [city, part.as_deref(), country];
    named.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// True when the name of a subdivision alone would be read as the city in it.
fn is_city_too(name: &str, country: Option<Country>) -> bool {
    let mut folded = Folded::default();
    let meanings = names(folded.of(name));
    meanings.iter().any(|meaning| match meaning {
        Meaning::Subdivision(index) => {
            let part = tables::subdivision(*index);
            Some(part.country) == country && contained::has_namesake(meanings, part)
        }
        _ => false,
    })
}

fn within(base: Span, start: usize) -> Span {
    Span { start: base.start.saturating_add(u32::try_from(start).unwrap_or(u32::MAX)), ..base }
}
