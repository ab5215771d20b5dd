//! The values by which the search can be narrowed, each with the slots of its postings: lists of the board, ways of
//! working, and countries from which one may work.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::Renderer;
use super::encode::Slots;
use super::words::WordIndex;
use crate::model::{Country, FacetKind, Location, Region, Remote};
use crate::parse::tables;
use crate::plan::ListKind;

/// The mark of a way of working, and of an area of applicants.
const WAY: &str = ":way ";
const FROM: &str = ":from ";

/// Ways of working by their names in addresses.
const WAYS: [(&str, Remote); 3] = [("remote", Remote::Remote), ("hybrid", Remote::Hybrid), ("onsite", Remote::Onsite)];

/// Values of one kind: three texts, parted by blanks and lines.
#[derive(Serialize)]
pub(super) struct Values {
    /// Names in addresses.
    slugs: String,
    /// Names as shown, a line each.
    names: String,
    /// Slots.
    lists: String,
    /// Values at the end that are no choice of their own: `remote` among the places.
    #[serde(skip_serializing_if = "is_zero")]
    hidden: usize,
}

/// Countries (by code) and regions (by name) from which the postings of remote work may be done.
#[derive(Serialize)]
pub(super) struct Applicants {
    /// A line each. `*` = from anywhere, `?` = none is named.
    areas: String,
    lists: String,
    /// Codes of the countries of the regions above.
    regions: BTreeMap<String, String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // The form that serde asks for.
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Renderer<'_> {
    pub(super) fn facet(&self, kind: ListKind, slots: &Slots) -> Values {
        let lists = self.plan.lists.iter().filter(|list| list.kind == kind && !list.entries.is_empty());
        let is_hidden = |value: &str| kind == ListKind::Facet(FacetKind::Places) && value.starts_with("remote");
        let (hidden, shown): (Vec<_>, Vec<_>) = lists.partition(|list| is_hidden(&list.value));
        let count = hidden.len();
        let values: Vec<(String, String, String)> = shown
            .into_iter()
            .chain(hidden)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|list| {
                let slug = list.slug.as_ref().map_or("", |slug| slug.as_str()).to_owned();
                let mut text = String::new();
                slots.write(&slots.of(&list.entries), &mut text);
                (slug, self.words.list_name(list).replace('\n', " "), text)
            })
            .collect();
        joined(values, count)
    }

    pub(super) fn ways(&self, words: &WordIndex, slots: &Slots) -> Values {
        let values = words.marked(WAY).into_iter().filter_map(|(slug, of_way)| {
            let way = WAYS.into_iter().find(|(known, _)| *known == slug)?.1;
            let mut text = String::new();
            slots.write(of_way, &mut text);
            Some((slug.to_owned(), self.words.remote(way).to_owned(), text))
        });
        joined(values.collect(), 0)
    }

    pub(super) fn applicant_areas(&self, words: &WordIndex, slots: &Slots) -> Applicants {
        let (mut areas, mut lists, mut regions) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (area, of_area) in words.marked(FROM) {
            let mut text = String::new();
            slots.write(of_area, &mut text);
            lists.push(text);
            areas.push(area);
            if let Some(members) = tables::region_members(&Region(area.to_owned())) {
                let codes: Vec<&str> = members.iter().map(Country::code).collect();
                regions.insert(area.to_owned(), codes.join(" "));
            }
        }
        Applicants { areas: areas.join("\n"), lists: lists.join(" "), regions }
    }
}

/// Marks that a posting bears for its way of working and for where those who do a remote job may live.
pub(super) fn marks(location: &Location, found: &mut dyn FnMut(&str)) {
    let Some(remote) = &location.remote else { return };
    for (slug, way) in WAYS {
        if way == remote.value {
            found(&format!("{WAY}{slug}"));
        }
    }
    if location.is_remote() {
        areas(location).iter().for_each(|area| found(&format!("{FROM}{area}")));
    }
}

/// Where those who do a remote job may live, as far as the posting says: each area once.
fn areas(location: &Location) -> Vec<String> {
    if location.anywhere {
        return vec!["*".to_owned()];
    }
    let mut areas: Vec<String> =
        location.applicant_countries.iter().map(|country| country.value.code().to_owned()).collect();
    if areas.is_empty() {
        areas.extend(location.countries().iter().map(|country| country.code().to_owned()));
        areas.extend(location.regions.iter().map(|region| region.value.0.clone()));
    }
    if areas.is_empty() {
        areas.push("?".to_owned());
    }
    areas.sort();
    areas.dedup();
    areas
}

fn joined(values: Vec<(String, String, String)>, hidden: usize) -> Values {
    let (mut slugs, mut names, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for (slug, name, list) in values {
        slugs.push(slug);
        names.push(name);
        lists.push(list);
    }
    Values { slugs: slugs.join(" "), names: names.join("\n"), lists: lists.join(" "), hidden }
}
