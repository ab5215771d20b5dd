//! ISO 3166-2 subdivisions: states, provinces, nations and the like.

use std::sync::LazyLock;

use super::names::{Meaning, names};
use super::{Folded, rows, several};
use crate::model::Country;

/// A line of `subdivisions.tsv`.
#[derive(Debug)]
pub(in crate::parse) struct Subdivision {
    /// The country that it is a part of.
    pub(in crate::parse) country: Country,
    /// The part of its code after the hyphen.
    pub(in crate::parse) code: &'static str,
    /// Its name in full.
    pub(in crate::parse) name: &'static str,
    /// Other names.
    pub(super) also: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Subdivision>> =
    LazyLock::new(|| rows(include_str!("data/subdivisions.tsv")).filter_map(|row| read(&row)).collect());

/// All subdivisions, by country.
pub(super) fn all() -> &'static [Subdivision] {
    &ROWS
}

/// The subdivision at the index that a name means.
pub(in crate::parse) fn subdivision(index: u16) -> &'static Subdivision {
    &ROWS[usize::from(index)]
}

/// The usual name of a subdivision from its code or any of its names: `FL`, `Florida`.
pub fn subdivision_name(country: Country, written: &str) -> Option<&'static str> {
    find(country, written).map(|row| row.name)
}

/// A subdivision by its code or any of its names.
pub(super) fn find(country: Country, written: &str) -> Option<&'static Subdivision> {
    let by_code = ROWS.iter().find(|row| row.country == country && row.code == written);
    by_code.or_else(|| {
        let mut folded = Folded::default();
        names(folded.of(written)).iter().find_map(|meaning| match meaning {
            Meaning::Subdivision(index) => Some(subdivision(*index)).filter(|row| row.country == country),
            _ => None,
        })
    })
}

fn read(columns: &[&'static str]) -> Option<Subdivision> {
    let [country, code, name, ..] = columns else { return None };
    Some(Subdivision { country: Country::from_code(country)?, code, name, also: several(columns.get(3)).collect() })
}
