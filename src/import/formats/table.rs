//! Tables: CSV with a line of names, JSON Lines, or a JSON list of objects. A column map says which column holds which
//! key; columns that are named like a key of front matter need none.

use super::super::json;
use super::super::listing::Listing;
use super::super::tree::{Item, Node, Told, Value};
use super::super::{Known, keyed};
use super::{Listings, json_root, records, tell};
use crate::diagnostic::Code;
use crate::parse::known_key;

pub(super) fn csv(told: &Told, known: &Known) -> Listings {
    let rows = rows(told);
    check_columns(told, known, rows.first());
    Listings { listings: rows.iter().map(|node| listing(&Item { node, told }, known)).collect(), is_whole: true }
}

pub(super) fn json_lines(told: &Told, known: &Known) -> Listings {
    let text = told.source.text;
    let rows: Vec<Node> = if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('[') {
        let Some(root) = json_root(told) else { return Listings::default() };
        records(&root, told, &[]).into_iter().map(|item| item.node.clone()).collect()
    } else {
        let read = json::lines(text).map(|line| json::read(text, line));
        read.filter_map(|row| row.map_err(|mistake| tell(told, mistake, "this line is not valid JSON")).ok()).collect()
    };
    check_columns(told, known, rows.first());
    Listings { listings: rows.iter().map(|node| listing(&Item { node, told }, known)).collect(), is_whole: true }
}

/// A column of the map that the table does not have is a slip.
fn check_columns(told: &Told, known: &Known, first: Option<&Node>) {
    let Some(first) = first else { return };
    for (key, column) in &known.columns {
        if first.get(column).or_else(|| first.find(column)).is_none() {
            let message = format!("there is no column `{column}` for `{key}`");
            let names: Vec<String> = match &first.value {
                Value::Map(entries) => entries.iter().map(|(name, _)| format!("`{name}`")).collect(),
                _ => Vec::new(),
            };
            told.error(Code::ImportSyntax, 0..1, message, &format!("the columns are {}", names.join(", ")));
        }
    }
}

fn listing(item: &Item, known: &Known) -> Listing {
    let mut listing = Listing { at: item.node.at.clone(), ..Listing::default() };
    for (key, column) in &known.columns {
        if let Some(node) = item.node.get(column).or_else(|| item.node.find(column)) {
            put(&mut listing, known_key(key).unwrap_or(key), node);
        }
    }
    let Value::Map(entries) = &item.node.value else { return listing };
    for (name, node) in entries {
        let is_mapped = known.columns.iter().any(|(_, column)| column == name);
        if let Some(key) =
            known_key(name).filter(|key| !is_mapped && known.columns.iter().all(|(mapped, _)| mapped != key))
        {
            put(&mut listing, key, node);
        }
    }
    listing
}

/// A value, or a thing with parts under the names that front matter knows: `salary: {min, max}`, `company: {name}`.
fn put(listing: &mut Listing, key: &str, node: &Node) {
    const PARTS: [(&str, &str, &[&str]); 11] = [
        ("salary", "salary_min", &["min", "minValue", "from"]),
        ("salary", "salary_max", &["max", "maxValue", "to"]),
        ("salary", "salary_currency", &["currency"]),
        ("salary", "salary_unit", &["unit", "unitText", "period", "interval"]),
        ("salary", "salary", &["text"]),
        ("location", "city", &["city", "addressLocality"]),
        ("location", "subdivision", &["subdivision", "region", "state", "addressRegion"]),
        ("location", "country", &["country", "addressCountry"]),
        ("location", "location", &["name", "text"]),
        ("company", "company", &["name"]),
        ("company", "company_url", &["url", "website"]),
    ];
    if !matches!(node.value, Value::Map(_)) {
        return keyed::put(listing, key, super::feed::values(node));
    }
    for (_, key, names) in PARTS.iter().filter(|(whole, ..)| *whole == key) {
        // A name beside parts would be a second place.
        if *key == "location" && !listing.places.is_empty() {
            continue;
        }
        let part = names.iter().find_map(|name| node.get(name)?.scalar());
        keyed::put(listing, key, part.into_iter().collect());
    }
}

/// CSV as RFC 4180 has it; the separator is the one of `,` `;` tab that the first line holds most often.
fn rows(told: &Told) -> Vec<Node> {
    let text = told.source.text.trim_start_matches('\u{FEFF}');
    let shift = told.source.text.len() - text.len();
    let head = text.lines().next().unwrap_or_default();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|sign| head.matches(*sign).count()).unwrap_or(',');
    let mut rows = cells(text, separator, shift, told).into_iter();
    let Some(names) = rows.next() else {
        told.error(Code::ImportSyntax, 0..1, "the table is empty", "its first line names the columns");
        return Vec::new();
    };
    let mut nodes = Vec::new();
    for row in rows.filter(|row| row.iter().any(|cell| cell.scalar().is_some())) {
        let at = row.first().map_or(0, |cell| cell.at.start)..row.last().map_or(0, |cell| cell.at.end);
        if row.len() > names.len() {
            let message = format!("a line of {} cells, where there are {} columns", row.len(), names.len());
            told.error(Code::ImportSyntax, at.clone(), message, "put cells that hold the separator into quotes");
            continue;
        }
        let cells = names.iter().filter_map(Node::scalar).zip(row).collect();
        nodes.push(Node { at, value: Value::Map(cells) });
    }
    nodes
}

fn cells(text: &str, separator: char, shift: usize, told: &Told) -> Vec<Vec<Node>> {
    let mut rows: Vec<Vec<Node>> = Vec::new();
    let mut row: Vec<Node> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (value, end) = match text[at..].strip_prefix('"') {
            Some(_) => quoted(text, at, shift, told),
            None => {
                let length = text[at..].find([separator, '\n']).unwrap_or(text.len() - at);
                (text[at..at + length].trim_end_matches('\r').to_owned(), at + length)
            }
        };
        row.push(Node { at: shift + at..shift + end.max(at + 1).min(text.len()), value: Value::Text(value) });
        // What stands between a closing quote and the separator is dropped with the blanks.
        let rest = &text[end..];
        let stop = end + rest.find([separator, '\n']).unwrap_or(rest.len());
        at = stop + 1;
        if !text[stop..].starts_with(separator) {
            rows.push(std::mem::take(&mut row));
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// A cell in quotes, and where it ends.
fn quoted(text: &str, start: usize, shift: usize, told: &Told) -> (String, usize) {
    let mut value = String::new();
    let mut at = start + 1;
    loop {
        let Some(length) = text[at..].find('"') else {
            let message = "a cell is never closed with a quote";
            told.error(
                Code::ImportSyntax,
                shift + start..shift + start + 1,
                message,
                "write a quote inside a cell twice",
            );
            return (value, text.len());
        };
        value.push_str(&text[at..at + length]);
        at += length + 1;
        if !text[at..].starts_with('"') {
            return (value, at);
        }
        value.push('"');
        at += 1;
    }
}
