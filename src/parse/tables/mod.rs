//! What the readers know of the world: countries, their parts, cities, regions, and one index of all their names.
//! The tables are text files in `data/`, compiled in and opened at first use; nothing here allocates per question.

pub mod currency;

mod body_words;
mod cities;
mod countries;
mod fold;
mod hash;
mod names;
mod regions;
mod subdivisions;
mod words;

#[cfg(test)]
mod tests;

pub use cities::usual_city;
pub use countries::{country_name, country_slug, is_country};
pub use regions::region_members;
pub use subdivisions::subdivision_name;

pub(in crate::parse) use body_words::{BodyWord, body_words};
pub(in crate::parse) use cities::{City, PARTED, Wording, alone, city};
pub(in crate::parse) use fold::{Folded, fold_into, fold_plain, fold_word};
pub(in crate::parse) use hash::{Fnv, Sieve, WordMap, WordSet};
pub(in crate::parse) use names::{Meaning, codes, names};
pub(in crate::parse) use regions::region;
pub(in crate::parse) use subdivisions::{Subdivision, subdivision};
pub(in crate::parse) use words::Word;

/// The lines of a data file that hold data, each as its columns.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

/// The parts of a column that holds several values.
fn several(column: Option<&&'static str>) -> impl Iterator<Item = &'static str> {
    column.copied().unwrap_or_default().split(';').filter(|value| !value.is_empty())
}
