//! Where the work is done: a text, a list of texts, `{city, country …}`, or keys of their own; else what the body says.

use super::naming::{Naming, bounded, one_line, visible};
use super::{Material, scalars, truth_of};
use crate::diagnostic::Code;
use crate::model::{Country, Fact, Location, Place, Remote};
use crate::parse::dates::shortened;
use crate::parse::fields;
use crate::parse::place;
use crate::parse::reports::Reports;
use crate::parse::value::{Entry, Node, Value};
use crate::source::Span;

/// Places of one posting.
const MOST_PLACES: usize = 100;

/// Reads it.
pub(super) fn read(
    fields: fields::Places,
    naming: Option<&Naming>,
    material: &Material,
    reports: &mut Reports,
) -> Location {
    let fields::Places { location, city, subdivision, country, remote, applicant_locations } = fields;
    let mut found = Location::default();
    if let Some(node) = &location {
        add(node, &mut found, reports);
    }
    let own = Place {
        city: city.as_ref().and_then(|node| name(node, reports)),
        subdivision: subdivision.as_ref().and_then(|node| name(node, reports)),
        country: self::country(country.as_ref(), reports),
    };
    if own != Place::default() {
        add_own(own, &mut found);
    }
    let place_way = found.remote.clone();
    if let Some(node) = &remote {
        way(node, &mut found, reports);
    }
    let is_way_stated = found.remote != place_way;
    if let Some(node) = &applicant_locations {
        applicants(node, &mut found, reports);
    }
    let span = location.as_ref().map(|node| node.span).unwrap_or_default();
    reports.only_first(MOST_PLACES, found.places.len(), "places", span);
    found.places.truncate(MOST_PLACES);
    from_body(&mut found, is_way_stated, material);
    if found.remote.is_none() && remote.is_none() {
        found.remote = naming.and_then(way_of_title);
    }
    found
}

/// The way of working that a title repeats: `(Remote)`, which is not shown as a part of it. `Remote Sensing` is.
fn way_of_title(naming: &Naming) -> Option<Fact<Remote>> {
    let written = naming.title_text.as_deref()?;
    let way = place::read(written, naming.title.span).remote?;
    let shown = place::read(&naming.title.value, naming.title.span);
    shown.remote.is_none().then(|| Fact::stated(way.value, naming.title.span))
}

/// What the body says: of the way of working more than a place field does, of places only where fields are silent.
fn from_body(found: &mut Location, is_way_stated: bool, material: &Material) {
    let base = material.body.start as usize;
    if !is_way_stated && let Some(way) = place::remote_from_body(material.body_text, base) {
        found.remote = Some(way);
    }
    let is_silent = found.places.is_empty() && found.regions.is_empty() && !found.anywhere;
    if is_silent && let Some(more) = place::places_from_body(material.body_text, base) {
        let Location { text, remote, anywhere: _, places, regions, applicant_countries: _ } = more;
        found.text = found.text.take().or(text);
        found.remote = found.remote.take().or(remote);
        found.places = places;
        found.regions = regions;
    }
}

/// Adds what a value says: of a list each, of keys and values one place.
fn add(node: &Node, found: &mut Location, reports: &mut Reports) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => {
            let Some(text) = node.text() else { return };
            let clean = visible("location", text, node.span, reports);
            let clean = bounded("location", &clean, node.span, reports);
            merge(found, placed(clean, node.span, reports));
        }
        Value::List(items) => {
            reports.only_first(MOST_PLACES, items.len(), "places", node.span);
            items.iter().take(MOST_PLACES).for_each(|item| add(item, found, reports));
        }
        Value::Map(entries) => add_parts(entries, found, reports),
    }
}

/// Reads a text of a field. Where it is written in another form, every fact of it stands in the whole value.
fn placed(text: &str, whole: Span, reports: &Reports) -> Location {
    if let Some(span) = reports.place_of(text, whole) {
        return place::read(text, span);
    }
    let mut read = place::read(text, whole);
    for place in &mut read.places {
        place.city.iter_mut().chain(&mut place.subdivision).for_each(|fact| fact.span = whole);
        place.country.iter_mut().for_each(|fact| fact.span = whole);
    }
    read.regions.iter_mut().for_each(|fact| fact.span = whole);
    read.remote.iter_mut().for_each(|fact| fact.span = whole);
    read
}

fn add_parts(entries: &[Entry], found: &mut Location, reports: &mut Reports) {
    let mut own = Place::default();
    for Entry { key, node, .. } in entries {
        match key.to_lowercase().replace(['_', '-'], "").as_str() {
            "city" | "addresslocality" | "town" => own.city = name(node, reports),
            "subdivision" | "state" | "region" | "province" | "addressregion" => own.subdivision = name(node, reports),
            "country" | "countrycode" | "addresscountry" => own.country = country(Some(node), reports),
            "remote" | "type" | "kind" => way(node, found, reports),
            "name" | "text" | "location" | "address" | "places" | "locations" => add(node, found, reports),
            _ => {}
        }
    }
    if own != Place::default() {
        add_own(own, found);
    }
}

/// Joins two readings: words with `; `, every place and region once.
fn merge(found: &mut Location, more: Location) {
    let Location { text, remote, anywhere, places, regions, applicant_countries } = more;
    if let Some(text) = text {
        let text = one_line(&text);
        match &mut found.text {
            Some(known) if known.split("; ").any(|part| part == text) => {}
            Some(known) if known.len() < 500 => *known = format!("{known}; {text}"),
            Some(_) => {}
            None => found.text = Some(text.into_owned()),
        }
    }
    found.remote = found.remote.take().or(remote);
    found.anywhere |= anywhere;
    for place in places {
        push(place, found);
    }
    for region in regions {
        if !found.regions.iter().any(|known| known.value == region.value) {
            found.regions.push(region);
        }
    }
    found.applicant_countries.extend(applicant_countries);
}

fn push(place: Place, found: &mut Location) {
    let values = |place: &Place| {
        let text = |part: &Option<Fact<String>>| part.as_ref().map(|fact| fact.value.to_lowercase());
        (text(&place.city), text(&place.subdivision), place.country.as_ref().map(|fact| fact.value))
    };
    if !found.places.iter().any(|known| values(known) == values(&place)) {
        found.places.push(place);
    }
}

/// Adds a place given by its parts. Where the text names one place already, the parts belong to it.
fn add_own(own: Place, found: &mut Location) {
    let words: Vec<&str> =
        [&own.city, &own.subdivision].iter().filter_map(|part| Some(part.as_ref()?.value.as_str())).collect();
    let code = own.country.as_ref().map(|fact| fact.value);
    if let [only] = found.places.as_mut_slice()
        && (only.country.is_none() || code.is_none() || only.country.as_ref().map(|fact| fact.value) == code)
        && (only.city.is_none() || own.city.is_none() || same(&only.city, &own.city))
    {
        only.city = own.city.or(only.city.take());
        only.subdivision = own.subdivision.or(only.subdivision.take());
        only.country = own.country.or(only.country.take());
        return;
    }
    if found.text.is_none() {
        let shown = Location { places: vec![own.clone()], ..Location::default() };
        let text = place::show(&shown);
        found.text = Some(if text.is_empty() { words.join(", ") } else { text }).filter(|text| !text.is_empty());
    }
    push(own, found);
}

fn same(one: &Option<Fact<String>>, other: &Option<Fact<String>>) -> bool {
    let lower = |part: &Option<Fact<String>>| part.as_ref().map(|fact| fact.value.to_lowercase());
    lower(one) == lower(other)
}

fn name(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let clean = visible("location", node.text()?, node.span, reports);
    let text = one_line(&clean).chars().filter(|c| !c.is_control()).take(100).collect();
    Some(Fact::stated(text, node.span))
}

fn country(node: Option<&Node>, reports: &mut Reports) -> Option<Fact<Country>> {
    let node = node?;
    let text = node.text()?;
    let found = place::read_country(text);
    if found.is_none() {
        let message = format!("`{}` is not a known country", shortened(text));
        reports.warning(Code::WrongType, node.span, message, "write its name or its code of two letters, as `DE`");
    }
    found.map(|code| Fact::stated(code, node.span))
}

/// Reads a field on the way of working: a word, a truth value, or where applicants may live (`remote: Europe`).
fn way(node: &Node, found: &mut Location, reports: &mut Reports) {
    if let Value::Map(entries) = &node.value {
        for Entry { key, node, .. } in entries {
            match key.to_lowercase().as_str() {
                "kind" | "type" | "policy" => way(node, found, reports),
                "countries" | "locations" | "regions" => applicants(node, found, reports),
                _ => {}
            }
        }
        return;
    }
    let Some(text) = node.text() else { return };
    let flat: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let kind = match flat.as_str() {
        "fully" | "fullyremote" | "telecommute" | "remoteonly" | "full" | "remoto" | "remote" => Some(Remote::Remote),
        "partial" | "partially" | "hybrid" | "híbrido" | "hibrido" => Some(Remote::Hybrid),
        "office" | "inoffice" | "inperson" | "alocado" | "presencial" | "onsite" | "none" | "never" => {
            Some(Remote::Onsite)
        }
        _ => None,
    };
    match (truth_of(text), kind) {
        (Some(true), _) => found.remote = Some(Fact::stated(Remote::Remote, node.span)),
        // `remote: false` may still be a hybrid job.
        (Some(false), _) => found.remote = found.remote.take().filter(|fact| fact.value != Remote::Remote),
        (None, Some(kind)) => found.remote = Some(Fact::stated(kind, node.span)),
        (None, None) => way_in_words(text, node, found, reports),
    }
}

fn way_in_words(text: &str, node: &Node, found: &mut Location, reports: &mut Reports) {
    let read = placed(text, node.span, reports);
    if read.remote.is_none() && read.places.is_empty() && read.regions.is_empty() && !read.anywhere {
        let message = format!("`{}` is not a way of working", shortened(text));
        reports.warning(Code::WrongType, node.span, message, "write `remote: remote`, `hybrid` or `onsite`");
        return;
    }
    let countries = read.places.iter().filter_map(|place| place.country.clone());
    found.applicant_countries.extend(countries);
    found.regions.extend(read.regions);
    found.anywhere |= read.anywhere;
    found.remote = Some(read.remote.unwrap_or(Fact::stated(Remote::Remote, node.span)));
}

/// Reads where applicants must live: countries, or regions above them.
fn applicants(node: &Node, found: &mut Location, reports: &mut Reports) {
    let mut texts = Vec::new();
    scalars(node, &mut texts);
    reports.only_first(MOST_PLACES, texts.len(), "places of applicants", node.span);
    for (text, span) in texts.iter().take(MOST_PLACES) {
        for part in text.split([',', ';', '|']).map(str::trim).filter(|part| !part.is_empty()) {
            match (place::read_country(part), place::read_region(part)) {
                (Some(country), _) => found.applicant_countries.push(Fact::stated(country, *span)),
                (None, Some(region)) => found.regions.push(Fact::stated(region, *span)),
                (None, None) => {
                    let message = format!("`{}` is not a known country or region", shortened(part));
                    reports.warning(Code::WrongType, *span, message, "write countries by name or code: `DE, AT`");
                }
            }
        }
    }
}
