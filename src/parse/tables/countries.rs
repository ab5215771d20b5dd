//! ISO 3166-1 countries with their names in seven languages.

use std::sync::LazyLock;

use super::{rows, several};
use crate::model::{Country, Language};

const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "pt", "it", "nl"];

/// A line of `countries.tsv`.
pub(super) struct Row {
    pub(super) country: Country,
    pub(super) alpha3: &'static str,
    pub(super) names: [&'static str; LANGUAGES.len()],
    pub(super) also: Vec<&'static str>,
    slug: String,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut table: Vec<Row> = rows(include_str!("data/countries.tsv")).filter_map(|row| read(&row)).collect();
    table.sort_unstable_by_key(|row| row.country);
    table
});

/// All countries, by code.
pub(super) fn all() -> &'static [Row] {
    &ROWS
}

/// The country of an assigned two-letter code in capitals.
fn country(code: &str) -> Option<Country> {
    Country::from_code(code).filter(|country| row(*country).is_some())
}

/// True when the two capital letters are assigned to a country.
pub fn is_country(code: &str) -> bool {
    country(code).is_some()
}

/// The country's name in the language, else in English; empty when the code is not assigned.
pub fn country_name(country: Country, language: &Language) -> &'static str {
    let Some(row) = row(country) else { return "" };
    let column = LANGUAGES.iter().position(|known| *known == language.primary()).unwrap_or(0);
    row.names[column]
}

/// The country's English name as it stands in addresses: `united-states`.
pub fn country_slug(country: Country) -> &'static str {
    row(country).map_or("", |row| &row.slug)
}

fn row(country: Country) -> Option<&'static Row> {
    let index = ROWS.binary_search_by_key(&country, |row| row.country).ok()?;
    ROWS.get(index)
}

fn read(columns: &[&'static str]) -> Option<Row> {
    let [code, alpha3, names @ ..] = columns else { return None };
    let names: [&'static str; LANGUAGES.len()] = names.get(..LANGUAGES.len())?.try_into().ok()?;
    let slug = deunicode::deunicode(names[0])
        .to_ascii_lowercase()
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let also = several(columns.get(2 + LANGUAGES.len())).collect();
    Some(Row { country: Country::from_code(code)?, alpha3, names, also, slug })
}
