//! `rates.yaml`: exchange rates of a day, written by the author or a script of theirs. Nothing is fetched.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{check, schema};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Currency, Rates, Settings};
use crate::source::Span;

/// Days after which rates are told to be old.
const OLD: i32 = 92;

/// Exchange rates for comparing pay, kept in `rates.yaml` beside `board.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "corkboard rates")]
struct RawRates {
    /// The day of the rates.
    #[schemars(extend("format" = "date", "examples" = ["2026-11-02"]))]
    date: String,
    /// The currency of which one unit is worth the rates (three letters, ISO 4217).
    #[schemars(extend("format" = "currency", "examples" = ["EUR"]))]
    base: String,
    /// For each other currency how much of it one unit of the base buys.
    #[schemars(extend("propertyNames" = { "format": "currency" }, "examples" = [{ "USD": 1.08 }]))]
    rates: BTreeMap<String, f64>,
}

/// The JSON Schema (draft 2020-12) of `rates.yaml`.
pub fn rates_schema() -> Value {
    schema::of::<RawRates>()
}

/// Reads `rates.yaml`; none when something in it is wrong. `now` is the day against which its age is told.
pub fn rates(path: &str, bytes: &[u8], settings: &Settings, now: Date) -> (Option<Rates>, Vec<Diagnostic>) {
    let (source, root) = match super::tree(path, bytes) {
        Ok(read) => read,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let (value, mut diagnostics) = check::check(&source, &root, &rates_schema());
    let rates = serde_json::from_value::<RawRates>(value).ok().and_then(convert).filter(|_| diagnostics.is_empty());
    let Some(rates) = rates else {
        return (None, diagnostics);
    };
    let place = |key: &str| source.text.find(key).map_or(Span::default(), |at| Span::new(at, at + key.len()));
    if let Some(wanted) = settings.pay_currency.filter(|wanted| rates.factor(*wanted, rates.base).is_none()) {
        let code = String::from_utf8_lossy(&wanted).into_owned();
        let message = format!("there is no rate for `{code}`, in which `board.yaml` wants pay compared");
        diagnostics.push(
            Diagnostic::error(Code::WrongSetting, &source, place("rates:"), message)
                .help(format!("add `{code}: …` to the rates, or change `pay_currency`")),
        );
        return (None, diagnostics);
    }
    let age = rates.date.until(now).map_or(0, |age| age.get_days());
    if age > OLD {
        let message = format!("these exchange rates are {age} days old on {now}");
        let location = source.locate(place("date:"));
        diagnostics.push(
            Diagnostic::at(Severity::Note, Code::OldRates, location, message)
                .help("put newer ones in, with their day; pay is compared by them until then"),
        );
    }
    (Some(rates), diagnostics)
}

fn convert(raw: RawRates) -> Option<Rates> {
    let RawRates { date, base, rates } = raw;
    let code = |text: &str| Currency::try_from(text.as_bytes()).ok();
    let rates = rates.into_iter().filter_map(|(key, rate)| Some((code(&key)?, rate))).collect();
    Some(Rates { date: date.parse().ok()?, base: code(&base)?, rates })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::rates;
    use crate::model::{Rates, Settings};

    const NOW: Date = date(2026, 11, 21);

    fn read(text: &str) -> (Option<Rates>, Vec<String>) {
        let (rates, diagnostics) = rates("rates.yaml", text.as_bytes(), &Settings::default(), NOW);
        let lines = diagnostics
            .iter()
            .map(|d| format!("{}:{} {} {}", d.location.line, d.location.column, d.code.id(), d.message));
        (rates, lines.collect())
    }

    #[test]
    fn rates_are_read_with_their_day_and_base() {
        let (rates, diagnostics) = read("date: 2026-11-02\nbase: EUR\nrates:\n  USD: 1.15\n  JPY: 178\n");
        assert_eq!(diagnostics, [""; 0]);
        let expected =
            Rates { date: date(2026, 11, 2), base: *b"EUR", rates: [(*b"USD", 1.15), (*b"JPY", 178.0)].into() };
        assert_eq!(rates, Some(expected));
    }

    #[test]
    fn mistakes_are_told_each_at_its_place() {
        let (rates, diagnostics) =
            read("date: 2026-02-30\nbase: Euro\nsource: ECB\nrates:\n  usd: 1.15\n  GBP: 0\n  JPY: many\n");
        assert_eq!(rates, None);
        assert_eq!(
            diagnostics,
            [
                "1:7 CB072 `date` is `2026-02-30`, which is not a day",
                "2:7 CB072 `base` is `Euro`, which is not a currency of ISO 4217",
                "3:1 CB071 there is no setting `source`",
                "5:3 CB072 `rates` has the key `usd`, which is not a currency of ISO 4217",
                "6:8 CB072 `rates.GBP` is `0`, but must be a number above zero",
                "7:8 CB072 `rates.JPY` is `many`, but must be a number above zero",
            ]
        );
        assert_eq!(read("").1, ["1:1 CB072 `rates.yaml` lacks `date`, `base` and `rates`"]);
    }

    #[test]
    fn old_rates_are_used_and_their_age_is_told() {
        let (rates, diagnostics) = read("date: 2026-05-01\nbase: EUR\nrates: {USD: 1.1}\n");
        assert!(rates.is_some());
        assert_eq!(diagnostics, ["1:1 CB073 these exchange rates are 204 days old on 2026-11-21"]);
    }

    #[test]
    fn the_currency_of_comparison_needs_a_rate() {
        let settings = Settings { pay_currency: Some(*b"CHF"), ..Settings::default() };
        let text = "date: 2026-11-01\nbase: EUR\nrates: {USD: 1.1}\n";
        let (none, diagnostics) = rates("rates.yaml", text.as_bytes(), &settings, NOW);
        assert_eq!(none, None);
        assert_eq!(diagnostics[0].message, "there is no rate for `CHF`, in which `board.yaml` wants pay compared");
    }
}
