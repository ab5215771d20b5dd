//! Cities with their country and subdivision, their other names, and what a bare name means.

use std::sync::LazyLock;

use super::names::{Meaning, names};
use super::subdivisions::find;
use super::{Folded, rows};
use crate::model::Country;

/// A line of `cities.tsv`.
#[derive(Debug)]
pub(in crate::parse) struct City {
    /// Its usual name.
    pub(in crate::parse) name: &'static str,
    /// Its country.
    pub(in crate::parse) country: Country,
    /// The code of its subdivision after the hyphen; empty when not known.
    pub(in crate::parse) subdivision: &'static str,
    /// Inhabitants in thousands.
    pub(in crate::parse) thousands: u16,
}

/// How a name stands for a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Wording {
    /// Its usual name, or another spelling: kept as written.
    Spelling,
    /// A short form: opened.
    Short,
}

static ROWS: LazyLock<Vec<City>> = LazyLock::new(|| {
    let text = include_str!("data/cities.tsv");
    let mut rows = Vec::with_capacity(text.len() / 18);
    let (mut start, mut tabs, mut found) = (0, [0; 3], 0);
    // One pass over the bytes for lines and columns: a sixth of what splitting each line took.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\t' if found < tabs.len() => {
                tabs[found] = at;
                found += 1;
            }
            b'\n' => {
                rows.extend(read(text, start, tabs, at).filter(|_| found == tabs.len()));
                (start, found) = (at + 1, 0);
            }
            _ => {}
        }
    }
    rows
});

/// All cities, by name.
pub(super) fn all() -> &'static [City] {
    &ROWS
}

/// The hand-made lines on names: how, written, city, country.
pub(super) fn other_names() -> impl Iterator<Item = Vec<&'static str>> {
    rows(include_str!("data/city-names.tsv")).filter(|row| row.len() >= 3)
}

/// The city at the index that a name means.
pub(in crate::parse) fn city(index: u16) -> &'static City {
    &ROWS[usize::from(index)]
}

/// Countries whose subdivisions the table knows throughout.
pub(in crate::parse) const PARTED: [&str; 3] = ["US", "CA", "AU"];

/// One name for a city however it is spelled: its usual one (`München` is Munich), as written when it is not known.
/// Beside it the state in full where the name alone would mean a larger city of the country, or one that is not known:
/// `Portland` in `ME` is not the one in Oregon.
pub fn usual_city<'w>(written: &'w str, country: Country, state: Option<&str>) -> (&'w str, Option<&'static str>) {
    let mut folded = Folded::default();
    let known = names(folded.of(written)).iter().filter_map(|meaning| match meaning {
        Meaning::City(index, _) => Some(city(*index)).filter(|city| city.country == country),
        _ => None,
    });
    let largest = known.reduce(|first, other| if other.thousands > first.thousands { other } else { first });
    let state = state.filter(|_| PARTED.contains(&country.code())).and_then(|state| find(country, state));
    match (largest, state) {
        (Some(largest), Some(state)) if largest.subdivision != state.code => (written, Some(state.name)),
        (Some(largest), _) => (largest.name, None),
        (None, state) => (written, state.map(|state| state.name)),
    }
}

/// The city that a name alone means beyond doubt: said to be so, or larger than 100,000 and at least four times
/// as large as any of its name in another country; 40,000 are enough where there is no other.
pub(in crate::parse) fn alone(meanings: &[Meaning]) -> Option<&'static City> {
    let mut best: Option<&'static City> = None;
    let mut rival = 0;
    for meaning in meanings {
        match meaning {
            Meaning::Unsure => return None,
            Meaning::Means(index) => return Some(city(*index)),
            Meaning::City(index, _) => {
                let found = city(*index);
                match best {
                    Some(first) if first.country != found.country => rival = rival.max(found.thousands),
                    Some(_) => {}
                    None => best = Some(found),
                }
            }
            _ => {}
        }
    }
    best.filter(
        |first| if rival == 0 { first.thousands >= 40 } else { first.thousands >= 100 && first.thousands / 4 >= rival },
    )
}

/// The line from `start` to `end` with its columns parted at `tabs`; none for a comment.
fn read(text: &'static str, start: usize, tabs: [usize; 3], end: usize) -> Option<City> {
    let name = text.get(start..tabs[0])?;
    if name.starts_with('#') {
        return None;
    }
    let country = Country::from_code(text.get(tabs[0] + 1..tabs[1])?)?;
    let subdivision = text.get(tabs[1] + 1..tabs[2])?;
    let thousands = text.get(tabs[2] + 1..end)?.parse().unwrap_or(u16::MAX);
    Some(City { name, country, subdivision, thousands })
}
