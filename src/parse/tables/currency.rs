//! Currencies by code, sign, word and country, from `data/currencies.txt`, read once when first asked for.
//! Knows nothing of salaries.

use std::sync::LazyLock;

use super::WordMap;
use crate::model::{Country, Currency};

const DATA: &str = include_str!("data/currencies.txt");

/// What is known of a currency.
#[derive(Debug)]
pub struct Record {
    /// ISO 4217 code.
    pub code: Currency,
    /// By how much a figure is larger than the same in US dollars, roughly; unknown for small currencies.
    pub factor: Option<i64>,
    /// True when its decimal mark is the comma.
    pub has_decimal_comma: bool,
    /// True when the code is also a word, so that it counts only beside a figure.
    pub is_word: bool,
    /// The signs and names that it shares with others.
    shared: Vec<&'static str>,
    countries: Vec<Country>,
}

/// What a sign, code or name beside a figure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// This currency, by its place in the table, and no other.
    One(u16),
    /// One of several; the second value is the place of the one meant when no country says otherwise.
    Shared(&'static str, Option<u16>),
}

/// What a word in small letters tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallWord {
    /// It names a currency beside a figure.
    Sign(Sign),
    /// It tells which currency a shared sign is (`canadian`), by its place in the table.
    Hint(u16),
}

#[derive(Default)]
struct Table {
    records: Vec<Record>,
    exact: WordMap<Sign>,
    small: WordMap<SmallWord>,
}

static TABLE: LazyLock<Table> = LazyLock::new(load);

fn load() -> Table {
    let mut table = Table::default();
    for line in DATA.lines().filter(|line| !line.starts_with('#')) {
        add(&mut table, line);
    }
    table
}

fn add(table: &mut Table, line: &'static str) {
    let mut columns = line.split(" | ").map(|column| if column == "-" { "" } else { column });
    let mut column = || columns.next().unwrap_or_default();
    let (code, factor, decimal) = (column(), column(), column());
    let (signs, shared, words, countries, hints) = (column(), column(), column(), column(), column());
    let is_word = code.ends_with('~');
    let code = code.trim_end_matches('~');
    let Ok(bytes) = Currency::try_from(code.as_bytes()) else { return };
    let Ok(place) = u16::try_from(table.records.len()) else { return };
    for sign in signs.split_whitespace().chain([code]) {
        table.exact.insert(sign, Sign::One(place));
    }
    for word in words.split_whitespace() {
        table.name(word, Sign::One(place));
    }
    for mark in shared.split_whitespace() {
        let name = mark.trim_end_matches('!');
        let usual = if name.len() < mark.len() { Some(place) } else { table.usual(name) };
        table.name(name, Sign::Shared(name, usual));
    }
    table.small.extend(hints.split_whitespace().map(|hint| (hint, SmallWord::Hint(place))));
    table.records.push(Record {
        code: bytes,
        factor: factor.parse().ok(),
        has_decimal_comma: decimal == ",",
        is_word,
        shared: shared.split_whitespace().map(|mark| mark.trim_end_matches('!')).collect(),
        countries: countries.split_whitespace().filter_map(Country::from_code).collect(),
    });
}

impl Table {
    /// Enters a sign or name. Signs and what has a capital count in this spelling only.
    fn name(&mut self, name: &'static str, sign: Sign) {
        if name.len() > 2 && name.chars().all(char::is_lowercase) {
            self.small.insert(name, SmallWord::Sign(sign));
        } else {
            self.exact.insert(name, sign);
        }
    }

    /// The currency that a shared sign, when entered already, means where no country says otherwise.
    fn usual(&self, name: &str) -> Option<u16> {
        let sign = match self.small.get(name) {
            Some(SmallWord::Sign(sign)) => Some(sign),
            _ => self.exact.get(name),
        };
        match sign {
            Some(Sign::Shared(_, usual)) => *usual,
            _ => None,
        }
    }
}

/// The currency at a place of the table.
pub fn record(place: u16) -> Option<&'static Record> {
    TABLE.records.get(usize::from(place))
}

/// The currency of a code.
pub fn by_code(code: Currency) -> Option<&'static Record> {
    TABLE.records.iter().find(|record| record.code == code)
}

/// What a word says as it is written: a code, sign or name.
pub fn by_word(word: &str) -> Option<Sign> {
    TABLE.exact.get(word).copied()
}

/// What a word in small letters tells.
pub fn by_small_word(word: &str) -> Option<SmallWord> {
    TABLE.small.get(word).copied()
}

/// Every word, sign and code that tells a currency or hints at one.
pub(in crate::parse) fn spellings() -> impl Iterator<Item = &'static str> {
    TABLE.exact.keys().chain(TABLE.small.keys()).copied()
}

/// The smallest factor of the currencies that share a sign.
pub fn least_factor(sign: &str) -> Option<i64> {
    TABLE.records.iter().filter(|record| record.shares(sign)).filter_map(|record| record.factor).min()
}

/// The currency of a country.
pub fn of_country(country: Country) -> Option<&'static Record> {
    TABLE.records.iter().find(|record| record.countries.contains(&country))
}

impl Record {
    /// True when the shared sign or name may stand for this currency.
    pub fn shares(&self, sign: &str) -> bool {
        self.shared.contains(&sign)
    }
}
