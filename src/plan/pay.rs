//! A posting's pay made comparable: for a year of full time, in one currency. An approximation for filters and order;
//! it is shown with `≈` and never reaches structured data.

use crate::model::{Currency, Fact, Origin, PayAssumption, Rates, Salary, Settings, Unit, YearlyPay};

/// The currency in which the board compares pay: its setting, else the base of its rates.
pub fn currency(settings: &Settings, rates: Option<&Rates>) -> Option<Currency> {
    settings.pay_currency.or(rates.map(|rates| rates.base))
}

/// Pay for a year of full time in the board's currency; none without a currency, a unit or a rate.
pub fn yearly(salary: &Salary, settings: &Settings, rates: Option<&Rates>) -> Option<YearlyPay> {
    reckoned(salary, currency(settings, rates)?, rates)
}

/// Pay for a year of full time in a currency; none without a currency, a unit or a rate.
fn reckoned(salary: &Salary, to: Currency, rates: Option<&Rates>) -> Option<YearlyPay> {
    let from = salary.currency.as_ref()?;
    let unit = salary.unit.as_ref()?;
    let factor = if from.value == to { 1.0 } else { rates?.factor(from.value, to)? };
    // Hundredths to whole units. Pay stays far below 2^53 hundredths, so the nearest double is exact enough for `≈`.
    let convert = |hundredths: i64| (hundredths as f64 / 100.0 * in_a_year(unit.value) * factor).round() as i64;
    let assumptions = [
        (PayAssumption::Currency, !Fact::is_certain(from)),
        (PayAssumption::Unit, !Fact::is_certain(unit)),
        (PayAssumption::FullTime, unit.value != Unit::Year),
    ];
    Some(YearlyPay {
        currency: to,
        min: salary.min.map(convert),
        max: salary.max.map(convert),
        assumed: assumptions.into_iter().filter(|(_, is_assumed)| *is_assumed).map(|(what, _)| what).collect(),
    })
}

/// Stated pay for a year of full time: in the board's currency of comparison where it can be, else in its own.
/// None for open ends, and when currency or unit are not stated.
pub fn stated(salary: &Salary, settings: &Settings, rates: Option<&Rates>) -> Option<(Currency, i64, i64)> {
    let from = salary.currency.as_ref().filter(|fact| fact.origin == Origin::Stated)?;
    salary.unit.as_ref().filter(|fact| fact.origin == Origin::Stated)?;
    let pay = yearly(salary, settings, rates).or_else(|| reckoned(salary, from.value, None))?;
    Some((pay.currency, pay.min?, pay.max?))
}

/// What a posting pays at most for a year of full time, in hundreds of its own currency; none without currency or unit.
pub fn most_in_a_year(salary: &Salary) -> Option<(Currency, i64)> {
    let highest = salary.max.or(salary.min)?;
    let unit = salary.unit.as_ref()?.value;
    let hundreds = (highest as f64 / 10_000.0 * in_a_year(unit)).round() as i64;
    Some((salary.currency.as_ref()?.value, hundreds))
}

/// How many of a unit make a year of full time: 40 hours or 5 days a week, 52 weeks, 12 months.
fn in_a_year(unit: Unit) -> f64 {
    match unit {
        Unit::Hour => 2080.0,
        Unit::Day => 260.0,
        Unit::Week => 52.0,
        Unit::Month => 12.0,
        Unit::Year => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::yearly;
    use crate::model::{Fact, PayAssumption, Rates, Salary, Settings, Unit};
    use crate::source::Span;

    fn salary(code: [u8; 3], min: i64, unit: Unit) -> Salary {
        let span = Span::default();
        let currency = Some(Fact::stated(code, span));
        Salary { currency, min: Some(min * 100), max: None, unit: Some(Fact::stated(unit, span)), text: String::new() }
    }

    #[test]
    fn pay_of_any_unit_and_currency_becomes_a_year_in_the_boards() {
        let date = jiff::civil::date(2026, 11, 2);
        let rates = Rates { date, base: *b"EUR", rates: [(*b"USD", 1.25)].into() };
        let settings = Settings::default();
        let of = |salary: &Salary| yearly(salary, &settings, Some(&rates));
        let dollars = of(&salary(*b"USD", 50, Unit::Hour)).unwrap();
        assert_eq!((dollars.currency, dollars.min, dollars.max), (*b"EUR", Some(83_200), None));
        assert_eq!(dollars.assumed, [PayAssumption::FullTime]);
        assert_eq!(of(&salary(*b"EUR", 4_000, Unit::Month)).unwrap().min, Some(48_000));
        assert_eq!(of(&salary(*b"CHF", 90_000, Unit::Year)), None);
    }

    #[test]
    fn without_rates_only_the_boards_own_currency_is_compared() {
        let settings = Settings { pay_currency: Some(*b"CHF"), ..Settings::default() };
        assert_eq!(yearly(&salary(*b"CHF", 90_000, Unit::Year), &settings, None).unwrap().assumed, []);
        assert_eq!(yearly(&salary(*b"EUR", 90_000, Unit::Year), &settings, None), None);
        assert_eq!(yearly(&salary(*b"CHF", 90_000, Unit::Year), &Settings::default(), None), None);
    }
}
