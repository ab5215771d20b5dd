//! From shapes to the places of the model, with origins and spans; each place once.

use super::contained::{cities, countries};
use super::grammar::{Grammar, Shape};
use super::items::{Item, Kind};
use super::lex::{Case, Gap, Words};
use super::resolve::{Lone, Surroundings, lone, resolve};
use crate::model::{Country, Fact, Origin, Place, Region};
use crate::parse::tables::{City, Subdivision, Wording};
use crate::source::Span;

/// A text with its words, on the way to places.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a Words,
    pub(super) base: Span,
}

/// A place, and whether it stands beside a way of working (then it is a place of its own: `London or Remote (UK)`).
struct Found {
    place: Place,
    is_own: bool,
}

impl Builder<'_> {
    /// The places and regions that the items name, in order.
    pub(super) fn places(&self, items: &[Item]) -> (Vec<Place>, Vec<Fact<Region>>) {
        let grammar = Grammar { words: self.words, items };
        let shapes = grammar.shapes();
        let mut around = Surroundings::of(&grammar, &shapes);
        around.learn(items, &shapes);
        let mut found: Vec<Found> = Vec::with_capacity(shapes.len());
        let mut regions: Vec<Fact<Region>> = Vec::new();
        for shape in &shapes {
            let Some(at) = lone(shape) else {
                found.push(Found { place: self.joined(items, shape), is_own: true });
                continue;
            };
            match resolve(items, at, &around) {
                Some(Lone::Region(name)) => {
                    let region = Fact::stated(Region(name.to_owned()), self.item_span(&items[at]));
                    if regions.iter().all(|known| known.value != region.value) {
                        regions.push(region);
                    }
                }
                Some(Lone::Countries(meanings)) => {
                    let is_own = is_own(items, at);
                    let span = self.item_span(&items[at]);
                    found.extend(countries(meanings).map(|country| Found {
                        place: Place { country: Some(Fact::stated(country, span)), ..Place::default() },
                        is_own,
                    }));
                }
                Some(meant) => found.push(Found { place: self.alone(&items[at], meant), is_own: is_own(items, at) }),
                None => {}
            }
        }
        (settle(found), regions)
    }

    /// A span within the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        shifted(self.base, start, end)
    }

    fn item_span(&self, item: &Item) -> Span {
        self.span(self.words.words[item.first].start, self.words.words[item.last].end)
    }

    fn joined(&self, items: &[Item], shape: &Shape) -> Place {
        let part = shape.subdivision.and_then(|(_, part)| part);
        let country = match (shape.country, part) {
            (Some((at, country)), _) => Some(Fact::stated(country, self.item_span(&items[at]))),
            (None, Some(part)) => {
                shape.subdivision.map(|(at, _)| Fact::derived(part.country, self.item_span(&items[at])))
            }
            (None, None) => None,
        };
        let city = shape.city.map(|at| {
            let value = country.as_ref().map(|country| country.value);
            let known = cities(&items[at]).map(|(city, _)| city).find(|city| Some(city.country) == value);
            self.city(&items[at], known)
        });
        let subdivision = shape.subdivision.map(|(at, part)| self.subdivision(&items[at], part));
        Place { city, subdivision, country }
    }

    fn alone(&self, item: &Item, meant: Lone) -> Place {
        let span = self.item_span(item);
        match meant {
            Lone::Subdivision(part) => Place {
                subdivision: Some(self.subdivision(item, Some(part))),
                country: Some(Fact::derived(part.country, span)),
                city: None,
            },
            Lone::City(city) => Place {
                city: Some(self.city(item, city)),
                country: city.map(|city| Fact::derived(city.country, span)),
                subdivision: None,
            },
            Lone::Region(_) | Lone::Countries(_) => Place::default(),
        }
    }

    /// As written; the table's name when the author wrote a short form or left out blanks or capitals.
    fn city(&self, item: &Item, known: Option<&'static City>) -> Fact<String> {
        let opened = cities(item).find(|(_, wording)| *wording == Wording::Short).map(|(city, _)| city.name);
        let usual = known.map(|city| city.name).filter(|_| self.is_ill_written(item));
        let value = opened.or(usual).map_or_else(|| self.written(item), str::to_owned);
        Fact::stated(value, self.item_span(item))
    }

    /// As written; in full when the author wrote a code.
    fn subdivision(&self, item: &Item, part: Option<&'static Subdivision>) -> Fact<String> {
        let by_code =
            item.names.is_empty() || self.is_ill_written(item) || self.words.words[item.first].case == Case::Upper;
        let value = part.filter(|_| by_code).map_or_else(|| self.written(item), |part| part.name.to_owned());
        Fact::stated(value, self.item_span(item))
    }

    fn written(&self, item: &Item) -> String {
        let first = self.words.words[item.first].start;
        let last = self.words.words[item.last].end;
        let mut value = String::with_capacity(last - first);
        for word in self.text[first..last].split_whitespace() {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(word);
        }
        value
    }

    fn is_ill_written(&self, item: &Item) -> bool {
        let words = &self.words.words[item.first..=item.last];
        let shouted =
            words.iter().all(|word| word.case == Case::Upper) && self.words.folded(item.first, item.last).len() > 3;
        let some_small = words.iter().all(|word| word.case == Case::Lower)
            || matches!(words.last(), Some(word) if word.case == Case::Lower);
        shouted || some_small || words[1..].iter().any(|word| word.joined)
    }
}

/// A span within another.
pub(super) fn shifted(base: Span, start: usize, end: usize) -> Span {
    let at = |offset: usize| base.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    Span { part: base.part, start: at(start), end: at(end) }
}

/// True when a way of working stands beside it, or semicolons on both sides.
fn is_own(items: &[Item], at: usize) -> bool {
    let before = at > 0 && items[at - 1].kind == Kind::Way && items[at].gap < Gap::Break;
    let after = items.get(at + 1).is_some_and(|next| next.kind == Kind::Way && next.gap < Gap::Break);
    let is_apart =
        (at == 0 || items[at].gap == Gap::Break) && items.get(at + 1).is_none_or(|next| next.gap == Gap::Break);
    before || after || is_apart
}

/// A country that closes or opens a list of its cities belongs to them (`Manchester or London, United Kingdom`), and
/// each place stands once.
fn settle(found: Vec<Found>) -> Vec<Place> {
    let lists: Vec<Fact<Country>> = found
        .iter()
        .filter(|found| !found.is_own && found.place.city.is_none() && found.place.subdivision.is_none())
        .filter_map(|found| found.place.country.clone())
        .collect();
    let mut places: Vec<Place> = Vec::with_capacity(found.len());
    let is_country = |place: &Place| place.city.is_none() && place.subdivision.is_none();
    let has_parts = |country: &Fact<Country>| {
        found.iter().any(|other| {
            !is_country(&other.place) && other.place.country.as_ref().is_some_and(|own| own.value == country.value)
        })
    };
    for Found { place, is_own } in &found {
        let belongs = !is_own && is_country(place) && place.country.as_ref().is_some_and(has_parts);
        if belongs || places.iter().any(|known| is_same(known, place)) {
            continue;
        }
        let mut place = place.clone();
        if let Some(country) = &mut place.country
            && let Some(stated) =
                lists.iter().find(|stated| stated.value == country.value && country.origin == Origin::Derived)
        {
            *country = stated.clone();
        }
        places.push(place);
    }
    places
}

fn is_same(known: &Place, place: &Place) -> bool {
    fn parts(place: &Place) -> (Option<&String>, Option<&String>, Option<Country>) {
        let city = place.city.as_ref().map(|city| &city.value);
        let subdivision = place.subdivision.as_ref().map(|part| &part.value);
        (city, subdivision, place.country.as_ref().map(|country| country.value))
    }
    parts(known) == parts(place)
}
