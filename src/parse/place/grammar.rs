//! Which items belong together: `City, Subdivision, Country` in either direction. Every shape is one function below,
//! tried in the order in which they are listed; what fits no shape stands alone and is left to `resolve`.

use super::contained::{
    cities, country, has_city_in, has_city_in_country, has_city_in_subdivision, is_well_known, stands_alone,
    subdivisions,
};
use super::items::{Item, Kind};
use super::lex::{Case, Gap, Words};
use crate::model::Country;
use crate::parse::tables::{Meaning, Subdivision, Word, alone, is_country};

/// A part of a place: the item that states it and what it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// The item of the city.
    pub(super) city: Option<usize>,
    /// The item of the subdivision; what it is, unless only its text is known.
    pub(super) subdivision: Option<(usize, Option<&'static Subdivision>)>,
    /// The item of the country.
    pub(super) country: Option<(usize, Country)>,
    /// How many items it takes.
    pub(super) length: usize,
}

/// The items under the eyes of the grammar.
pub(super) struct Grammar<'a> {
    pub(super) words: &'a Words,
    pub(super) items: &'a [Item],
}

impl Grammar<'_> {
    /// The places that several items make, and the items that stand alone, in order.
    pub(super) fn shapes(&self) -> Vec<Shape> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.items.len() {
            let shape = self.shape(at).unwrap_or(Shape { length: 1, ..Shape::default() });
            let alone = shape.city.is_none() && shape.subdivision.is_none() && shape.country.is_none();
            if !alone {
                found.push(shape);
            } else if self.items[at].kind == Kind::Name {
                found.push(Shape { city: Some(at), length: 0, ..Shape::default() });
            }
            at += shape.length;
        }
        found
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.forward(at).or_else(|| {
            let forward_next = self.follows(at).and_then(|next| self.forward(next));
            let is_list = forward_next.is_some() && self.items[at + 1].gap == Gap::Comma;
            if is_list { None } else { self.backward(at) }
        })
    }

    fn forward(&self, at: usize) -> Option<Shape> {
        self.city_subdivision(at).or_else(|| self.city_country(at)).or_else(|| self.subdivision_country(at))
    }

    fn backward(&self, at: usize) -> Option<Shape> {
        self.country_subdivision_city(at).or_else(|| self.country_city(at)).or_else(|| self.subdivision_city(at))
    }

    /// `Austin, TX`, `Austin, Texas, United States`.
    fn city_subdivision(&self, at: usize) -> Option<Shape> {
        let next = self.city_at(at)?;
        let part = self.subdivision_of(at, next)?;
        let country = self.follows(next).and_then(|third| {
            let stated = self.country_at(third).filter(|country| *country == part.country)?;
            Some((third, stated))
        });
        let length = if country.is_some() { 3 } else { 2 };
        Some(Shape { city: Some(at), subdivision: Some((next, Some(part))), country, length })
    }

    /// `Berlin, Germany`; `Tallinn, Harju County, Estonia` with a subdivision that no table knows.
    fn city_country(&self, at: usize) -> Option<Shape> {
        let next = self.city_at(at)?;
        if let Some(found) = self.country_of(at, next) {
            return Some(Shape { city: Some(at), country: Some((next, found)), length: 2, subdivision: None });
        }
        let third = self.follows(next).filter(|third| self.items[*third].gap == Gap::Comma)?;
        let stated = self.country_at(third)?;
        let middle = &self.items[next];
        let repeats = self.folded(at) == self.folded(next);
        let is_part = repeats || middle.unit || (middle.kind == Kind::Unknown && self.is_capitalised(middle));
        let is_there = self.items[at].kind == Kind::Unknown || has_city_in_country(&self.items[at], stated);
        (is_part && is_there && middle.gap == Gap::Comma).then_some(Shape {
            city: Some(at),
            subdivision: Some((next, None)),
            country: Some((third, stated)),
            length: 3,
        })
    }

    /// `Oregon, United States`; `Heredia, Costa Rica` is the city where people do not write subdivisions alone.
    fn subdivision_country(&self, at: usize) -> Option<Shape> {
        let next = self.follows(at)?;
        let stated = self.country_at(next)?;
        let item = &self.items[at];
        if country(item).is_some_and(|own| own == stated) || self.is_list_of_countries(item, stated) {
            return None;
        }
        let part = subdivisions(item).find(|part| part.country == stated)?;
        let is_bare = !item.unit && !stands_alone(part);
        let is_city = is_bare || (has_city_in_country(item, stated) && !item.unit && part.country.code() != "US");
        let subdivision = (!is_city).then_some((at, Some(part)));
        let city = is_city.then_some(at);
        Some(Shape { city, subdivision, country: Some((next, stated)), length: 2 })
    }

    /// `Mexico - Jalisco - Guadalajara`, `Canada - Ontario`.
    fn country_subdivision_city(&self, at: usize) -> Option<Shape> {
        let stated = self.country_at(at)?;
        let next = self.follows(at)?;
        let item = &self.items[next];
        let part = subdivisions(item).find(|part| part.country == stated)?;
        let third = self.follows(next).filter(|third| has_city_in_subdivision(&self.items[*third], part));
        let is_city = has_city_in_country(item, stated) && !item.unit && !self.is_rather_subdivision(item, stated);
        let is_city = third.is_none() && is_city;
        if is_city || country(item).is_some_and(|own| own != stated && item.codes.is_empty()) {
            return None;
        }
        let length = if third.is_some() { 3 } else { 2 };
        Some(Shape { city: third, subdivision: Some((next, Some(part))), country: Some((at, stated)), length })
    }

    /// `Germany - Berlin`.
    fn country_city(&self, at: usize) -> Option<Shape> {
        let stated = self.country_at(at)?;
        let next = self.follows(at)?;
        let item = &self.items[next];
        let is_elsewhere = item.gap <= Gap::Comma && alone(item.names).is_some_and(|city| city.country != stated);
        let fits = has_city_in_country(item, stated) && item.word.is_none() && country(item).is_none() && !is_elsewhere;
        fits.then_some(Shape { city: Some(next), country: Some((at, stated)), length: 2, subdivision: None })
    }

    /// `Massachusetts - Boston`, `WA - Seattle`. A comma makes a list unless the city lies there.
    fn subdivision_city(&self, at: usize) -> Option<Shape> {
        let next = self.follows(at)?;
        let city_item = &self.items[next];
        let is_both = |item: &Item| cities(item).next().is_some() && subdivisions(item).next().is_some();
        if (is_both(&self.items[at]) || is_both(city_item)) && city_item.gap == Gap::Comma {
            return None;
        }
        let part = subdivisions(&self.items[at])
            .find(|part| stands_alone(part) && has_city_in_subdivision(city_item, part))?;
        let fits = city_item.word.is_none() && !self.items[at].weak_code | self.items[at].codes.is_empty();
        fits.then_some(Shape { city: Some(next), subdivision: Some((at, Some(part))), length: 2, country: None })
    }

    /// The item after one that can be a city, when the two are close enough to belong together.
    fn city_at(&self, at: usize) -> Option<usize> {
        let item = &self.items[at];
        let is_city = match item.kind {
            Kind::Name => {
                let is_other = item.means(|meaning| matches!(meaning, Meaning::Region(_)));
                cities(item).next().is_some() && !is_other && !(item.unit && subdivisions(item).next().is_some())
            }
            Kind::Unknown => self.is_capitalised(item) && item.word.is_none(),
            _ => false,
        };
        let next = self.follows(at).or_else(|| self.slashed_code(at))?;
        let is_near = item.kind == Kind::Name || self.items[next].gap == Gap::Comma;
        (is_city && is_near).then_some(next)
    }

    /// `Porto Alegre/RS`.
    fn slashed_code(&self, at: usize) -> Option<usize> {
        let next = self.items.get(at + 1).filter(|next| next.gap == Gap::Slash && !next.weak_code)?;
        next.codes.iter().any(|code| has_city_in(&self.items[at], code)).then_some(at + 1)
    }

    /// The next item, when nothing stronger than a dash parts them.
    fn follows(&self, at: usize) -> Option<usize> {
        let next = self.items.get(at + 1)?;
        let joins = next.gap <= Gap::Dash && matches!(next.kind, Kind::Name | Kind::Unknown);
        joins.then_some(at + 1)
    }

    /// What the item `next` says of the city at `at` as its subdivision.
    fn subdivision_of(&self, at: usize, next: usize) -> Option<&'static Subdivision> {
        let (item, part_item) = (&self.items[at], &self.items[next]);
        let own_country = part_item.names.iter().any(|meaning| matches!(meaning, Meaning::Country(_)));
        let contained = subdivisions(part_item).find(|part| has_city_in_subdivision(item, part));
        if let Some(part) =
            contained.filter(|part| !own_country || part.country != country(part_item).unwrap_or(part.country))
        {
            let is_other_city = part_item.gap != Gap::Space && self.is_city_beside(item, part_item, part);
            return (!is_other_city).then_some(part);
        }
        if country(part_item).is_some_and(|country| has_city_in_country(item, country)) {
            return None;
        }
        let is_small = (item.kind == Kind::Unknown || !is_well_known(item)) && subdivisions(item).next().is_none();
        let is_code = part_item.names.is_empty()
            && !part_item.weak_code
            && part_item.gap == Gap::Comma
            && subdivisions(item).all(|own| own.country.code() != "US");
        let is_doubtful = country(part_item).is_some_and(|other| matches!(other.code(), "DE" | "IN"));
        let stated = self.follows(next).and_then(|third| self.country_at(third));
        subdivisions(part_item).find(|part| match stated {
            Some(stated) => part.country == stated && (is_small || is_code || self.is_triple(at, stated)),
            None if is_code => matches!(part.country.code(), "US" | "CA") && !is_doubtful,
            None => {
                is_small
                    && part_item.gap == Gap::Comma
                    && matches!(part.country.code(), "US" | "CA" | "AU")
                    && country(part_item).is_none()
                    && cities(part_item).all(|(city, _)| city.subdivision == part.code)
            }
        })
    }

    /// `Madrid, Barcelona`: a list of cities although the second also names a province. The same name twice is no list.
    fn is_city_beside(&self, item: &Item, part_item: &Item, part: &Subdivision) -> bool {
        let same = self.words.folded(item.first, item.last) == self.words.folded(part_item.first, part_item.last);
        let has_country = self.items.iter().any(|other| {
            other.first == part_item.last + 1 && country(other) == Some(part.country) && other.gap <= Gap::Comma
        });
        let is_inside = cities(item).any(|(city, _)| city.subdivision == part.code && city.country == part.country);
        let belongs = same || part_item.unit || (has_country && is_inside) || part.country.code() == "US";
        is_well_known(part_item) && !belongs
    }

    /// `Paris, Texas, United States`: commas, and the second name is only a subdivision.
    fn is_triple(&self, at: usize, stated: Country) -> bool {
        let is_comma = |item: &Item| item.gap == Gap::Comma;
        let is_part = subdivisions(&self.items[at]).any(|part| part.country == stated);
        let is_only_city = !is_part && country(&self.items[at]).is_none();
        let is_only_part = !is_well_known(&self.items[at + 1]);
        is_only_city && is_only_part && self.items[at + 1..].iter().take(2).all(is_comma)
    }

    /// What the item `next` says of the city at `at` as its country.
    fn country_of(&self, at: usize, next: usize) -> Option<Country> {
        let (item, country_item) = (&self.items[at], &self.items[next]);
        let stated = self.country_at(next)?;
        if self.is_rather_subdivision(item, stated) {
            return None;
        }
        if has_city_in_country(item, stated) {
            return (country(item) != Some(stated) || self.folded(at) == self.folded(next)).then_some(stated);
        }
        if country(item).is_some() || subdivisions(item).any(stands_alone) || item.word.is_some() {
            return None;
        }
        let is_small = item.kind == Kind::Unknown || !is_well_known(item);
        let is_doubtful = country_item.names.is_empty() && matches!(stated.code(), "DE" | "IN");
        let is_open = matches!(country_item.gap, Gap::Comma) || item.kind == Kind::Name;
        (is_small && is_open && !(is_doubtful && item.kind == Kind::Unknown)).then_some(stated)
    }

    /// `Oregon, United States`: a town of that name lies elsewhere, so the state is meant; `New York, USA` is the city.
    fn is_rather_subdivision(&self, item: &Item, stated: Country) -> bool {
        subdivisions(item).filter(|part| part.country == stated && stated.code() == "US").any(|part| {
            let mut inside = cities(item).filter(|(city, _)| city.subdivision == part.code);
            !item.metro && (item.unit || inside.next().is_none())
        })
    }

    /// The country that an item names where a country is expected.
    pub(super) fn country_at(&self, at: usize) -> Option<Country> {
        let item = &self.items[at];
        if item.kind != Kind::Name {
            return None;
        }
        let by_name = item.names.iter().find_map(|meaning| match meaning {
            Meaning::Country(country) => Some(*country),
            _ => None,
        });
        let by_code = country(item).filter(|_| !item.weak_code && item.names.is_empty());
        by_name.or(by_code).filter(|country| is_country(country.code()))
    }

    fn is_list_of_countries(&self, item: &Item, stated: Country) -> bool {
        country(item).is_some() && !item.names.is_empty() && stated.code() != "US"
    }

    fn folded(&self, at: usize) -> &str {
        self.words.folded(self.items[at].first, self.items[at].last)
    }

    /// A name of at most five words: capitals in front, letters within.
    fn is_capitalised(&self, item: &Item) -> bool {
        let words = &self.words.words[item.first..=item.last];
        let starts = matches!(words[0].case, Case::Upper | Case::Title);
        let letters = self.folded_item(item).bytes().all(|byte| !byte.is_ascii_digit() && byte != b'&');
        let capitals = words.iter().filter(|word| word.case != Case::Lower).count();
        starts
            && letters
            && words.len() <= 5
            && capitals * 2 >= words.len()
            && self.folded_item(item).len() > 2
            && item.word != Some(Word::Part)
    }

    fn folded_item(&self, item: &Item) -> &str {
        self.words.folded(item.first, item.last)
    }
}
