//! Exchange rates of one day, and what they make of a posting's pay: a yearly figure that can be compared.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Currency;

/// Exchange rates of one day (`rates.yaml`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// The day of the rates.
    pub date: Date,
    /// The currency of which one unit is worth the rates.
    pub base: Currency,
    /// Units of a currency that one unit of the base buys; all above zero.
    pub rates: BTreeMap<Currency, f64>,
}

impl Rates {
    /// What one unit of a currency is worth in another; none when one of them has no rate.
    pub fn factor(&self, from: Currency, to: Currency) -> Option<f64> {
        let of = |code: Currency| if code == self.base { Some(1.0) } else { self.rates.get(&code).copied() };
        Some(of(to)? / of(from)?)
    }
}

/// Pay in whole units of the board's `pay_currency` for a year of full time: for comparing, never for structured data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearlyPay {
    /// The currency in which the board compares.
    pub currency: Currency,
    /// Lower bound; at least one bound is present.
    pub min: Option<i64>,
    /// Upper bound.
    pub max: Option<i64>,
    /// What of the posting's own figures nobody stated.
    pub assumed: Vec<PayAssumption>,
}

/// Something taken for likely when pay is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayAssumption {
    /// The currency: a bare `$` is that of the posting's country, else the US dollar.
    Currency,
    /// The time that the figures are for, by their magnitude.
    Unit,
    /// Full time all the year: 40 hours or 5 days a week, 52 weeks or 12 months a year.
    FullTime,
}

#[cfg(test)]
mod tests {
    use super::Rates;

    #[test]
    fn a_rate_leads_from_any_currency_to_any_other() {
        let date = jiff::civil::date(2026, 11, 2);
        let rates = Rates { date, base: *b"EUR", rates: [(*b"USD", 1.25), (*b"GBP", 0.5)].into() };
        assert_eq!(rates.factor(*b"USD", *b"EUR"), Some(0.8));
        assert_eq!(rates.factor(*b"GBP", *b"USD"), Some(2.5));
        assert_eq!(rates.factor(*b"GBP", *b"CHF"), None);
    }
}
