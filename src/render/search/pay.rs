//! Pay for comparing: what each posting pays at most in a year of full time, and the board's exchange rates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Renderer;
use super::encode::Slots;
use crate::model::Currency;
use crate::plan::most_in_a_year;

/// Pay by currency.
#[derive(Serialize)]
pub(super) struct Pay {
    /// Codes of the currencies, those of most postings first.
    currencies: String,
    /// Slots of each.
    lists: String,
    /// Hundreds of the currency in the order of the slots, parted by commas; a text for each currency.
    most: String,
    /// What one unit of the first of the rates buys; empty without rates.
    rates: BTreeMap<String, f64>,
    /// Day of the rates.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

impl Renderer<'_> {
    pub(super) fn comparable_pay(&self, slots: &Slots) -> Pay {
        let mut by: BTreeMap<Currency, (Vec<u32>, Vec<String>)> = BTreeMap::new();
        for (slot, posting) in slots.filled.iter().zip(&slots.postings) {
            let salary = self.plan.postings[*posting as usize].facts.outline().salary.as_deref();
            if let Some((currency, hundreds)) = salary.and_then(most_in_a_year) {
                let (list, most) = by.entry(currency).or_default();
                list.push(*slot);
                most.push(hundreds.to_string());
            }
        }
        let mut by: Vec<_> = by.into_iter().collect();
        by.sort_by_key(|(currency, (list, _))| (std::cmp::Reverse(list.len()), *currency));
        let (mut currencies, mut lists, mut most) = (Vec::new(), Vec::new(), Vec::new());
        for (currency, (list, hundreds)) in by {
            let mut text = String::new();
            slots.write(&list, &mut text);
            currencies.push(code(currency));
            lists.push(text);
            most.push(hundreds.join(","));
        }
        let known = self.plan.board.rates.as_ref();
        let mut rates: BTreeMap<String, f64> =
            known.into_iter().flat_map(|rates| &rates.rates).map(|(currency, rate)| (code(*currency), *rate)).collect();
        rates.extend(known.map(|rates| (code(rates.base), 1.0)));
        Pay {
            currencies: currencies.join(" "),
            lists: lists.join(" "),
            most: most.join(" "),
            rates,
            date: known.map(|rates| rates.date.to_string()),
        }
    }
}

fn code(currency: Currency) -> String {
    String::from_utf8_lossy(&currency).into_owned()
}
