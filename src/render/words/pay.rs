//! Pay in words: the figures as understood, in the manner of the board's language. Nothing is converted.

use super::{Words, fill, look};
use crate::model::{Currency, Fact, Salary, Unit};

impl Words {
    /// The figures as understood: `€72,000–88,000 a year`. A time that is only likely is left out; none when no
    /// figure was read, or no currency but a bare `$`.
    pub(crate) fn pay(&self, salary: &Salary) -> Option<String> {
        let currency = salary.currency.as_ref().and_then(Fact::certain);
        let is_assumed_dollar = currency.is_none() && salary.currency_code() == Some("USD");
        let code = match currency {
            Some(code) => std::str::from_utf8(code).ok()?,
            None if is_assumed_dollar => "$",
            None => return None,
        };
        let numbers = &self.written.numbers;
        let amount = match (salary.min, salary.max) {
            (Some(min), Some(max)) if min == max => numbers.money(&numbers.amount(min), code),
            (Some(min), Some(max)) => numbers.money(&format!("{}–{}", numbers.amount(min), numbers.amount(max)), code),
            (Some(min), None) => fill(look(&self.pay, "from"), &[("pay", &numbers.money(&numbers.amount(min), code))]),
            (None, Some(max)) => fill(look(&self.pay, "up_to"), &[("pay", &numbers.money(&numbers.amount(max), code))]),
            (None, None) => return None,
        };
        let unit = match salary.unit.as_ref().and_then(Fact::certain) {
            None => return Some(amount),
            Some(Unit::Hour) => "hour",
            Some(Unit::Day) => "day",
            Some(Unit::Week) => "week",
            Some(Unit::Month) => "month",
            Some(Unit::Year) => "year",
        };
        Some(fill(look(&self.pay, unit), &[("pay", &amount)]))
    }

    /// Pay made comparable, to three digits: `≈ €72,000–88,000`; figures are in whole units for a year.
    pub(crate) fn about(&self, currency: Currency, min: Option<i64>, max: Option<i64>) -> Option<String> {
        let code = std::str::from_utf8(&currency).ok()?;
        let numbers = &self.written.numbers;
        let grouped = |units: i64| numbers.grouped(rounded(units.unsigned_abs()));
        let amount = match (min, max) {
            (Some(min), Some(max)) if min == max => numbers.money(&grouped(min), code),
            (Some(min), Some(max)) => numbers.money(&format!("{}–{}", grouped(min), grouped(max)), code),
            (Some(min), None) => fill(look(&self.pay, "from"), &[("pay", &numbers.money(&grouped(min), code))]),
            (None, Some(max)) => fill(look(&self.pay, "up_to"), &[("pay", &numbers.money(&grouped(max), code))]),
            (None, None) => return None,
        };
        Some(format!("≈\u{a0}{amount}"))
    }

    /// An amount for a year: `… a year`.
    pub(crate) fn a_year(&self, amount: &str) -> String {
        fill(look(&self.pay, "year"), &[("pay", amount)])
    }
}

/// A figure by its first three digits: `≈` promises no more.
fn rounded(units: u64) -> u64 {
    let scale = 10_u64.saturating_pow(units.checked_ilog10().unwrap_or(0).saturating_sub(2));
    (units + scale / 2) / scale * scale
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::model::{Fact, Language, Salary, Unit};
    use crate::source::Span;

    fn salary(code: [u8; 3], min: Option<i64>, max: Option<i64>) -> Salary {
        let span = Span::default();
        let currency = Some(Fact::stated(code, span));
        Salary { currency, min, max, unit: Some(Fact::stated(Unit::Year, span)), text: String::new() }
    }

    fn shown(tag: &str, salary: &Salary) -> String {
        Words::new(Language::from_tag(tag).unwrap(), &[]).unwrap().pay(salary).unwrap_or_default()
    }

    #[test]
    fn pay_is_written_as_the_language_writes_it() {
        let pay = salary(*b"EUR", Some(7_200_000), Some(8_800_000));
        assert_eq!(shown("en", &pay), "€72,000–88,000 a year");
        assert_eq!(shown("de", &pay), "72.000–88.000\u{a0}€ pro Jahr");
        assert_eq!(shown("en", &salary(*b"CHF", Some(1850), None)), "from CHF\u{a0}18.50 a year");
    }

    #[test]
    fn comparable_pay_is_marked_as_about() {
        let words = Words::new(Language::ENGLISH, &[]).unwrap();
        assert_eq!(words.about(*b"EUR", Some(72_000), Some(88_000)).unwrap(), "≈\u{a0}€72,000–88,000");
        assert_eq!(words.about(*b"EUR", Some(117_391), None).unwrap(), "≈\u{a0}from €117,000");
        assert_eq!(words.about(*b"EUR", None, Some(88_000)).unwrap(), "≈\u{a0}up to €88,000");
    }

    #[test]
    fn what_is_only_likely_is_not_shown_as_understood() {
        let mut pay = salary(*b"USD", Some(12_000_000), None);
        pay.currency = Some(Fact::assumed(*b"USD", Span::default()));
        pay.unit = Some(Fact::assumed(Unit::Year, Span::default()));
        assert_eq!(shown("en", &pay), "from $120,000");
        assert_eq!(shown("en", &salary(*b"EUR", None, None)), "");
    }
}
