//! Regions above countries, and their members.

use std::sync::LazyLock;

use super::{rows, several};
use crate::model::{Country, Region};

/// A line of `regions.tsv`.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) also: Vec<&'static str>,
    members: Vec<Country>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut table: Vec<Row> = Vec::new();
    for columns in rows(include_str!("data/regions.tsv")) {
        let members = columns.get(2).map_or_else(Vec::new, |column| members(column, &table));
        table.push(Row { name: columns[0], also: several(columns.get(1)).collect(), members });
    }
    table
});

/// All regions, in the order of the file.
pub(super) fn all() -> &'static [Row] {
    &ROWS
}

/// The short common name at the index that a name means.
pub(in crate::parse) fn region(index: u16) -> &'static str {
    ROWS[usize::from(index)].name
}

/// The countries of a region by its short common name.
pub fn region_members(region: &Region) -> Option<&'static [Country]> {
    ROWS.iter().find(|row| row.name == region.0).map(|row| row.members.as_slice())
}

/// Codes, and `+Name` for the members of a region further up or down in the file.
fn members(column: &str, above: &[Row]) -> Vec<Country> {
    let mut found = Vec::new();
    let mut rest = column;
    while let Some((word, tail)) = next_member(rest, above) {
        match word {
            Member::Code(country) => found.push(country),
            Member::Region(row) => found.extend_from_slice(&row.members),
        }
        rest = tail;
    }
    found.sort_unstable();
    found.dedup();
    found
}

enum Member<'a> {
    Code(Country),
    Region(&'a Row),
}

fn next_member<'t, 'a>(text: &'t str, above: &'a [Row]) -> Option<(Member<'a>, &'t str)> {
    let text = text.trim_start();
    if let Some(name) = text.strip_prefix('+') {
        let row = above.iter().filter(|row| name.starts_with(row.name)).max_by_key(|row| row.name.len())?;
        return Some((Member::Region(row), &name[row.name.len()..]));
    }
    let (code, tail) = text.split_at_checked(2)?;
    Some((Member::Code(Country::from_code(code)?), tail))
}
