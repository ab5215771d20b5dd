//! How numbers and money are written in a language: `data/numbers.tsv`, made from Unicode CLDR. Digits are always 0 to 9.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::Language;

const TABLE: &str = include_str!("data/numbers.tsv");

/// How numbers and money are written.
#[derive(Debug)]
pub(super) struct Numbers {
    decimal: String,
    group: String,
    /// Digits that must stand before the first group sign: 2 where `1234` has none, but `12.345` has.
    least: usize,
    /// Digits of the last group and of those before it.
    sizes: (usize, usize),
    /// `¤#`, `#\u{a0}¤` …: `#` stands for the amount, `¤` for the sign.
    money: String,
    signs: BTreeMap<&'static str, String>,
}

/// What a file of words says of numbers, where the table does not do.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OwnNumbers {
    group: Option<String>,
    decimal: Option<String>,
    /// `¤#` or `# ¤`.
    money: Option<String>,
}

impl Numbers {
    /// The numbers of a language: those of its region, else its own, else as in the table's first line.
    pub(super) fn of(language: &Language, own: &OwnNumbers) -> Numbers {
        let mut rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let usual = rows.next().unwrap_or_default();
        let tags: Vec<&str> = wider(language.tag()).collect();
        let rank = |line: &&str| tags.iter().position(|tag| line.split('\t').next() == Some(tag));
        let row = rows.filter(|line| rank(line).is_some()).min_by_key(rank).unwrap_or(usual);
        let signs = |row: &'static str| row.split('\t').nth(6).unwrap_or_default().split(';');
        let [_, decimal, group, least, sizes, money] = columns(row);
        let mut sizes = sizes.split(' ').filter_map(|size| size.parse().ok());
        let last = sizes.next().unwrap_or(3);
        let mut numbers = Numbers {
            decimal: own.decimal.clone().unwrap_or_else(|| plain(decimal)),
            group: own.group.clone().unwrap_or_else(|| plain(group)),
            least: least.parse().unwrap_or(1),
            sizes: (last, sizes.next().unwrap_or(last)),
            money: own.money.clone().unwrap_or_else(|| plain(money)),
            signs: BTreeMap::new(),
        };
        let pairs = signs(usual).chain(signs(row)).filter_map(|pair| pair.split_once('='));
        numbers.signs.extend(pairs.map(|(code, sign)| (code, plain(sign))));
        numbers
    }

    /// A whole number with its groups: `88,000`.
    pub(super) fn grouped(&self, number: u64) -> String {
        let digits = number.to_string();
        let (last, before) = self.sizes;
        if digits.len() < last + self.least {
            return digits;
        }
        let mut text = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            let left = digits.len() - index;
            if index > 0 && left >= last && (left - last).is_multiple_of(before) {
                text.push_str(&self.group);
            }
            text.push(digit);
        }
        text
    }

    /// Hundredths as an amount: `18.50`, `88,000`.
    pub(super) fn amount(&self, hundredths: i64) -> String {
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        let whole = self.grouped(whole);
        if rest == 0 { whole } else { format!("{whole}{}{rest:02}", self.decimal) }
    }

    /// An amount with the sign of its currency; a sign that ends in a letter keeps off the digits (UTS 35, part 3,
    /// section 4.3).
    pub(super) fn money(&self, amount: &str, code: &str) -> String {
        let sign = self.signs.get(code).map_or(code, String::as_str);
        let is_close = self.money == "¤#" && sign.ends_with(char::is_alphabetic);
        let pattern = if is_close { "¤\u{a0}#" } else { &self.money };
        pattern.replace('¤', sign).replace('#', amount)
    }
}

/// A tag and what is left of it when its last part is taken off: `zh-Hant-TW`, `zh-Hant`, `zh`.
pub(super) fn wider(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| tag.rsplit_once('-').map(|(rest, _)| rest))
}

fn columns(row: &'static str) -> [&'static str; 6] {
    let mut columns = row.split('\t');
    std::array::from_fn(|_| columns.next().unwrap_or_default())
}

/// The table writes the two spaces that nobody sees as escapes.
fn plain(text: &str) -> String {
    text.replace("\\u00a0", "\u{a0}").replace("\\u202f", "\u{202f}")
}

#[cfg(test)]
mod tests {
    use super::{Numbers, OwnNumbers};
    use crate::model::Language;

    fn money(tag: &str, hundredths: i64, code: &str) -> String {
        let numbers = Numbers::of(&Language::from_tag(tag).unwrap(), &OwnNumbers::default());
        numbers.money(&numbers.amount(hundredths), code).replace('\u{a0}', "_").replace('\u{202f}', "'")
    }

    // What `Intl.NumberFormat` of ICU 78 (CLDR 48) says too.
    #[test]
    fn money_is_written_as_the_locale_writes_it() {
        let euros = |tag| money(tag, 123_456, "EUR");
        assert_eq!(euros("en"), "€1,234.56");
        assert_eq!(euros("fr"), "1'234,56_€");
        assert_eq!(euros("fr-CA"), "1_234,56_€");
        assert_eq!(euros("de"), "1.234,56_€");
        assert_eq!(euros("de-AT"), "€_1.234,56");
        assert_eq!(euros("es"), "1234,56_€");
        assert_eq!(money("es", 1_234_567, "EUR"), "12.345,67_€");
        assert_eq!(euros("es-MX"), "EUR_1,234.56");
        assert_eq!(money("pt-BR", 123_456, "BRL"), "R$_1.234,56");
        assert_eq!(euros("pt-PT"), "1234,56_€");
        assert_eq!(money("en-IN", 1_234_567_800, "INR"), "₹1,23,45,678");
        assert_eq!(money("he", 1_234_500, "ILS"), "12,345_₪");
        assert_eq!(money("en", 1850, "CHF"), "CHF_18.50");
        assert_eq!(money("xx", 123_400, "USD"), "US$1,234");
        assert_eq!(money("en-US", 123_400, "USD"), "$1,234");
    }
}
