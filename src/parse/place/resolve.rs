//! What stands alone, judged by what stands around it.

use super::contained::{cities, countries, country, has_namesake, is_well_known, stands_alone, subdivisions};
use super::grammar::{Grammar, Shape};
use super::items::Item;
use super::lex::Gap;
use crate::model::Country;
use crate::parse::tables::{City, Meaning, Subdivision, alone, region};

/// What a lone item is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lone {
    /// One country, or those that one short form means together (`UK&I`).
    Countries(&'static [Meaning]),
    Region(&'static str),
    Subdivision(&'static Subdivision),
    /// A city, and its country when that is beyond doubt.
    City(Option<&'static City>),
}

/// The countries that the text names or implies, and whether its other lone names are subdivisions.
pub(super) struct Surroundings {
    stated: Vec<Country>,
    implied: Vec<Country>,
    with_lone_subdivisions: Vec<Country>,
    /// True when a list of codes names subdivisions (`ON, AL and BC`).
    has_lone_codes: bool,
}

impl Surroundings {
    pub(super) fn of(grammar: &Grammar, shapes: &[Shape]) -> Surroundings {
        let mut found = Surroundings {
            stated: Vec::new(),
            implied: Vec::new(),
            with_lone_subdivisions: Vec::new(),
            has_lone_codes: false,
        };
        let add = |list: &mut Vec<Country>, country| {
            if !list.contains(&country) {
                list.push(country);
            }
        };
        for shape in shapes {
            match lone(shape).map(|at| &grammar.items[at]) {
                None => {
                    let part = shape.subdivision.and_then(|(_, part)| part).map(|part| part.country);
                    if let Some(country) = shape.country.map(|(_, country)| country).or(part) {
                        add(&mut found.stated, country);
                    }
                }
                Some(item) => {
                    if let Some(country) = sure_country(item) {
                        add(&mut found.stated, country);
                    } else if let Some(part) = sure_subdivision(item) {
                        add(&mut found.with_lone_subdivisions, part.country);
                        add(&mut found.stated, part.country);
                    } else if let Some(city) = alone(item.names) {
                        add(&mut found.implied, city.country);
                    }
                }
            }
        }
        found.has_lone_codes = shapes.iter().filter_map(lone).map(|at| &grammar.items[at]).any(|item| {
            let is_code = item.names.is_empty() && !item.weak_code && country(item).is_none();
            is_code && subdivisions(item).any(|part| found.stated.contains(&part.country))
        });
        found
    }

    /// What lone items turn out to be tells of the country around the rest, and that may tell of others again.
    pub(super) fn learn(&mut self, items: &[Item], shapes: &[Shape]) {
        let mut known = usize::MAX;
        while known != self.stated.len() + self.implied.len() {
            known = self.stated.len() + self.implied.len();
            let found: Vec<Lone> = shapes.iter().filter_map(lone).filter_map(|at| resolve(items, at, self)).collect();
            for one in found {
                match one {
                    Lone::Subdivision(part) => self.stated.push(part.country),
                    Lone::Countries(meanings) => self.stated.extend(countries(meanings)),
                    Lone::City(Some(city)) => self.implied.push(city.country),
                    _ => {}
                }
            }
            for list in [&mut self.stated, &mut self.implied] {
                list.sort_unstable();
                list.dedup();
            }
        }
    }

    fn knows(&self, country: Country) -> bool {
        self.stated.contains(&country) || self.implied.contains(&country)
    }
}

/// The item of a shape that is one item alone.
pub(super) fn lone(shape: &Shape) -> Option<usize> {
    if shape.length == 0 { shape.city } else { None }
}

/// A country's name that is nothing else, or its code where no other reading exists.
fn sure_country(item: &Item) -> Option<Country> {
    let found = country(item)?;
    let by_name = item.names.iter().any(|meaning| matches!(meaning, Meaning::Country(_)));
    let is_state = subdivisions(item).any(|part| part.country.code() == "US");
    let is_code = item.names.is_empty() && !item.weak_code;
    (!is_state && (by_name || is_code)).then_some(found)
}

fn sure_subdivision(item: &Item) -> Option<&'static Subdivision> {
    let by_name = item.names.iter().find_map(|meaning| match meaning {
        Meaning::Subdivision(index) => Some(crate::parse::tables::subdivision(*index)),
        _ => None,
    })?;
    let is_other = country(item).is_some() && item.codes.is_empty();
    let is_city = is_inside(item, by_name) || item.metro;
    (stands_alone(by_name) && !is_other && item.word.is_none() && !is_city).then_some(by_name)
}

/// What a lone item is, if that is sure enough.
pub(super) fn resolve(items: &[Item], at: usize, around: &Surroundings) -> Option<Lone> {
    let item = &items[at];
    if item.word.is_some() {
        return None;
    }
    if let Some(index) = item.names.iter().find_map(|meaning| match meaning {
        Meaning::Region(index) => Some(*index),
        _ => None,
    }) {
        return Some(Lone::Region(region(index)));
    }
    if item.names.is_empty() {
        if !item.weak_code && !around.has_lone_codes && is_beside_country(items, at) {
            return country(item).map(|_| Lone::Countries(item.codes));
        }
        return resolve_code(item, around);
    }
    if item.names.iter().any(|meaning| matches!(meaning, Meaning::Country(_))) {
        return resolve_country(item, around);
    }
    let city = city(item, around);
    match subdivision(item, around) {
        Some(part) if prefers_subdivision(item, part, around) => Some(Lone::Subdivision(part)),
        _ if cities(item).next().is_some() => Some(Lone::City(city)),
        part => part.map(Lone::Subdivision),
    }
}

/// `Georgia` is the state beside other places in the United States, and nothing sure without them.
fn resolve_country(item: &Item, around: &Surroundings) -> Option<Lone> {
    let state = subdivisions(item).find(|part| part.country.code() == "US" && item.codes.is_empty());
    match state {
        Some(state) if around.knows(state.country) => Some(Lone::Subdivision(state)),
        Some(_) => None,
        None => Some(Lone::Countries(item.names)),
    }
}

/// `US/CA`, `Mexico or CA`: the other side is a country, so this is one.
fn is_beside_country(items: &[Item], at: usize) -> bool {
    let is_alternative = |gap| matches!(gap, Gap::Slash | Gap::Or);
    let before = at.checked_sub(1).and_then(|before| items.get(before)).filter(|_| is_alternative(items[at].gap));
    let after = items.get(at + 1).filter(|next| is_alternative(next.gap));
    before.or(after).is_some_and(|other| sure_country(other).is_some())
}

/// A code that is both a country's and a state's goes with what is around it.
fn resolve_code(item: &Item, around: &Surroundings) -> Option<Lone> {
    if item.weak_code {
        return None;
    }
    let part = subdivisions(item).find(|part| around.stated.contains(&part.country));
    if let Some(part) = part {
        return Some(Lone::Subdivision(part));
    }
    let found = country(item);
    let state = subdivisions(item).find(|part| part.country.code() == "US");
    match (found, state) {
        (Some(_), None) => Some(Lone::Countries(item.codes)),
        (Some(_), Some(_)) if !around.stated.is_empty() && !around.has_lone_codes => Some(Lone::Countries(item.codes)),
        (None, Some(state)) if around.stated.is_empty() => Some(Lone::Subdivision(state)),
        (None, None) if around.stated.is_empty() => {
            subdivisions(item).find(|part| part.country.code() == "CA").map(Lone::Subdivision)
        }
        _ => None,
    }
}

fn subdivision(item: &Item, around: &Surroundings) -> Option<&'static Subdivision> {
    let by_name = || {
        item.names.iter().filter_map(|meaning| match meaning {
            Meaning::Subdivision(index) => Some(crate::parse::tables::subdivision(*index)),
            _ => None,
        })
    };
    by_name().find(|part| around.knows(part.country)).or_else(|| by_name().find(|part| stands_alone(part)))
}

/// The city that a well-known name means; else one in a country that is around.
fn city(item: &Item, around: &Surroundings) -> Option<&'static City> {
    let within =
        |countries: &[Country]| cities(item).map(|(city, _)| city).find(|city| countries.contains(&city.country));
    let known = alone(item.names);
    let stated = || within(&around.stated);
    let first = if is_well_known(item) { known.or_else(stated) } else { stated().or(known) };
    first.or_else(|| within(&around.implied))
}

/// `Ontario` is the province, since the city of that name lies elsewhere; `New York` is the city in the state, except
/// among states.
fn prefers_subdivision(item: &Item, part: &Subdivision, around: &Surroundings) -> bool {
    if item.metro {
        return false;
    }
    item.unit
        || !is_inside(item, part)
        || (around.with_lone_subdivisions.contains(&part.country) && part.country.code() == "US")
}

/// True when a city of the subdivision's own name lies in it.
fn is_inside(item: &Item, part: &Subdivision) -> bool {
    has_namesake(item.names, part)
}
