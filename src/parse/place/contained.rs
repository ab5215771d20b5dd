//! Which city lies in which country or subdivision.

use super::items::Item;
use crate::model::Country;
use crate::parse::tables::{City, Meaning, PARTED, Subdivision, Wording, alone, city, subdivision};

/// The cities that an item can mean, largest first.
pub(super) fn cities(item: &Item) -> impl Iterator<Item = (&'static City, Wording)> {
    item.names.iter().filter_map(|meaning| match meaning {
        Meaning::City(index, wording) => Some((city(*index), *wording)),
        _ => None,
    })
}

/// The subdivisions that an item can mean, names before codes.
pub(super) fn subdivisions(item: &Item) -> impl Iterator<Item = &'static Subdivision> {
    item.names.iter().chain(item.codes).filter_map(|meaning| match meaning {
        Meaning::Subdivision(index) => Some(subdivision(*index)),
        _ => None,
    })
}

/// The country that an item can mean, a name before a code.
pub(super) fn country(item: &Item) -> Option<Country> {
    item.names.iter().chain(item.codes).find_map(|meaning| match meaning {
        Meaning::Country(country) => Some(*country),
        _ => None,
    })
}

/// The countries among meanings.
pub(super) fn countries(meanings: &[Meaning]) -> impl Iterator<Item = Country> {
    meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Country(country) => Some(*country),
        _ => None,
    })
}

/// True when one of the cities that the item can mean lies in the country.
pub(super) fn has_city_in_country(item: &Item, country: Country) -> bool {
    cities(item).any(|(city, _)| city.country == country)
}

/// True when one of the cities that the item can mean lies in the subdivision.
pub(super) fn has_city_in_subdivision(item: &Item, part: &Subdivision) -> bool {
    cities(item).any(|(city, _)| {
        city.country == part.country
            && (city.subdivision == part.code || city.subdivision.is_empty() || !PARTED.contains(&part.country.code()))
    })
}

/// True when one of the meanings of a subdivision's name is a city within it.
pub(super) fn has_namesake(meanings: &[Meaning], part: &Subdivision) -> bool {
    let is_parted = PARTED.contains(&part.country.code());
    meanings.iter().any(|meaning| match meaning {
        Meaning::City(index, _) => {
            let city = city(*index);
            city.country == part.country && (!is_parted || city.subdivision == part.code)
        }
        _ => false,
    })
}

/// True when one of the cities that the item can mean lies in the place that a code means.
pub(super) fn has_city_in(item: &Item, code: &Meaning) -> bool {
    match code {
        Meaning::Country(country) => has_city_in_country(item, *country),
        Meaning::Subdivision(index) => has_city_in_subdivision(item, subdivision(*index)),
        _ => false,
    }
}

/// True when the name is well known for a city of one country, so that another country behind it makes a list:
/// `London, Switzerland` but `Germering, United Kingdom`.
pub(super) fn is_well_known(item: &Item) -> bool {
    alone(item.names).is_some_and(|city| city.thousands >= 100)
}

/// True for countries whose subdivisions people write without the country.
pub(super) fn stands_alone(part: &Subdivision) -> bool {
    matches!(
        part.country.code(),
        "US" | "CA" | "AU" | "GB" | "DE" | "IN" | "BR" | "MX" | "ES" | "IT" | "FR" | "NL" | "AT" | "CH" | "PL" | "ZA"
    )
}
