//! Which form of a word goes with a whole number: the plural rules of Unicode CLDR, kept in `data/plurals.tsv` as they
//! are published and read here (UTS 35, part 3, section 5). Only whole numbers are counted, so that all operands but
//! `n` and `i` are zero.

use super::locale::wider;
use crate::model::Language;

const TABLE: &str = include_str!("data/plurals.tsv");

/// The rules of a language; empty = one form for all numbers.
pub(super) fn rules(language: &Language) -> &'static str {
    let rows = || TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let of = |tag: &str| rows().find(|(tags, _)| tags.split(' ').any(|known| known == tag)).map(|(_, rules)| rules);
    wider(language.tag()).find_map(of).unwrap_or_default()
}

/// The form of a number by rules: `zero`, `one`, `two`, `few`, `many`, `other`.
pub(super) fn form(rules: &'static str, number: u64) -> &'static str {
    let rules = rules.split("; ").filter_map(|rule| rule.split_once(": "));
    let holds = |condition: &str| {
        condition.split(" or ").any(|every| every.split(" and ").all(|relation| is_true(relation, number)))
    };
    rules.into_iter().find(|(_, condition)| holds(condition)).map_or("other", |(form, _)| form)
}

/// `n % 10 = 2..4,9`, `v = 0`, `n != 1`
fn is_true(relation: &str, number: u64) -> bool {
    let mut parts = relation.split_whitespace();
    let mut value = if matches!(parts.next(), Some("n" | "i")) { number } else { 0 };
    let mut sign = parts.next();
    if sign == Some("%") {
        value %= parts.next().and_then(|modulus| modulus.parse().ok()).unwrap_or(u64::MAX);
        sign = parts.next();
    }
    let within = |range: &str| {
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        first.parse().is_ok_and(|first| value >= first) && last.parse().is_ok_and(|last: u64| value <= last)
    };
    let is_in = parts.next().unwrap_or_default().split(',').any(within);
    is_in == (sign == Some("="))
}

#[cfg(test)]
mod tests {
    use super::{form, rules};
    use crate::model::Language;

    fn forms(tag: &str, numbers: &[u64]) -> String {
        let rules = rules(&Language::from_tag(tag).unwrap());
        numbers.iter().map(|number| form(rules, *number)).collect::<Vec<_>>().join(" ")
    }

    // What `Intl.PluralRules` of ICU 78 (CLDR 48) says too.
    #[test]
    fn numbers_take_the_form_of_their_language() {
        assert_eq!(forms("en", &[0, 1, 2, 1_000_000]), "other one other other");
        assert_eq!(forms("de-AT", &[0, 1, 2]), "other one other");
        assert_eq!(forms("fr", &[0, 1, 2, 1_000_000]), "one one other many");
        assert_eq!(forms("es", &[0, 1, 1_000_000]), "other one many");
        assert_eq!(forms("pt-BR", &[0, 1, 2]), "one one other");
        assert_eq!(forms("pt-PT", &[0, 1, 2]), "other one other");
        assert_eq!(forms("pl", &[1, 2, 5, 12, 22, 25]), "one few many many few many");
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100, 103]), "zero one two few many other few");
        assert_eq!(forms("he", &[1, 2, 3]), "one two other");
        assert_eq!(forms("lv", &[0, 1, 21, 5]), "zero one one other");
        assert_eq!(forms("br", &[9, 71, 21]), "few other one");
        assert_eq!(forms("ja", &[0, 1, 2]), "other other other");
    }
}
