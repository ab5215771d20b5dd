//! Statements to one salary: the base before what is on target, several ranges of one kind as their envelope,
//! the unit by magnitude when no word names it.

use super::PayContext;
use super::grammar::Money;
use super::statement::Statement;
use super::token::Token;
use super::words::Sense;
use crate::model::{Currency, Fact, Salary, Unit};
use crate::parse::tables::currency::{self, Sign};
use crate::source::Span;

/// Pay as one statement gives it; spans count in the text of its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pay {
    pub(super) currency: Option<Fact<Currency>>,
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) unit: Option<Fact<Unit>>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_on_target: bool,
}

/// The pay that a statement gives; nothing when its figures cannot be pay.
pub(super) fn pay(statement: &Statement, context: &PayContext) -> Option<Pay> {
    let figures = &statement.figures;
    if figures.is_malformed || matches!(statement.sense, Some(Sense::Extra | Sense::Other)) {
        return None;
    }
    let currency = currency_of(statement, context);
    let record = currency.as_ref().and_then(|fact| currency::by_code(fact.value));
    let factor = match (record, figures.money.map(|money| money.sign)) {
        (Some(record), _) => record.factor,
        (None, Some(Sign::Shared(sign, _))) => currency::least_factor(sign),
        (None, _) => Some(1),
    };
    if figures.has_millions && factor.is_none_or(|factor| factor < SMALL_CURRENCY) {
        return None;
    }
    let largest = figures.max.or(figures.min)?;
    if largest <= PLACEHOLDER {
        return None;
    }
    let unit = unit_of(statement, largest, factor);
    let is_yearly = unit.as_ref().is_some_and(|fact| fact.value == Unit::Year && fact.is_certain());
    let is_monthly = unit.as_ref().is_some_and(|fact| fact.value == Unit::Month && fact.is_certain());
    if is_monthly && largest < LEAST_MONTHLY {
        return None;
    }
    if is_yearly && largest < LEAST_YEARLY.saturating_mul(factor.unwrap_or(1)) {
        return None;
    }
    Some(Pay {
        currency,
        min: figures.min.filter(|min| *min > PLACEHOLDER),
        max: figures.max,
        unit,
        start: statement.start,
        end: statement.end,
        is_on_target: statement.sense == Some(Sense::OnTarget),
    })
}

/// A zero or one stands for "not said".
const PLACEHOLDER: i64 = 100;
/// Hundredths below which a stated yearly figure cannot be pay.
const LEAST_YEARLY: i64 = 500_000;
/// Hundredths below which a stated monthly figure cannot be pay: `5 pm` is a time of day.
const LEAST_MONTHLY: i64 = 2_500;
/// What lakhs are counted in when no word says otherwise.
const RUPEE: Currency = *b"INR";
/// From this factor on pay is counted in millions.
const SMALL_CURRENCY: i64 = 50;

fn currency_of(statement: &Statement, context: &PayContext) -> Option<Fact<Currency>> {
    let whole = Span::new(statement.start, statement.end);
    let stated = |money: Money| match money.sign {
        Sign::One(place) => currency::record(place).map(|record| Fact::stated(record.code, span(money.token))),
        Sign::Shared(..) => None,
    };
    let own = statement.figures.money;
    if let Some(fact) = own.and_then(stated).or_else(|| statement.sentence_money.and_then(stated)) {
        return Some(fact);
    }
    match own.map(|money| (money.sign, span(money.token))) {
        Some((Sign::Shared(sign, usual), span)) => {
            shared(sign, usual, statement.hint, context).map(|code| Fact::assumed(code, span))
        }
        _ => {
            let lakhs = statement.figures.has_lakhs.then_some(RUPEE);
            of_place(context).or(lakhs).map(|code| Fact::assumed(code, whole))
        }
    }
}

/// The currency that a shared sign stands for: by the words before it, the posting's country, the board, custom.
fn shared(sign: &str, usual: Option<u16>, hint: Option<u16>, context: &PayContext) -> Option<Currency> {
    let here = context.country.and_then(currency::of_country);
    let board = context.default_currency.and_then(currency::by_code);
    let usual = usual.and_then(currency::record);
    let candidates = [hint.and_then(currency::record), here, board];
    candidates.into_iter().flatten().find(|record| record.shares(sign)).or(usual).map(|record| record.code)
}

fn of_place(context: &PayContext) -> Option<Currency> {
    context.country.and_then(currency::of_country).map(|record| record.code).or(context.default_currency)
}

fn unit_of(statement: &Statement, largest: i64, factor: Option<i64>) -> Option<Fact<Unit>> {
    if let Some((unit, token)) = statement.figures.unit {
        return Some(Fact::stated(unit, span(token)));
    }
    let likely = factor.and_then(|factor| by_magnitude(largest, factor));
    match statement.sentence_unit {
        Some((unit, token)) if factor.is_none_or(|factor| is_plausible(unit, largest, factor)) => {
            Some(Fact::stated(unit, span(token)))
        }
        _ => likely.map(|unit| Fact::assumed(unit, Span::new(statement.start, statement.end))),
    }
}

fn by_magnitude(hundredths: i64, factor: i64) -> Option<Unit> {
    match hundredths / factor.saturating_mul(100) {
        ..200 => Some(Unit::Hour),
        1_000..15_000 => Some(Unit::Month),
        15_000.. => Some(Unit::Year),
        _ => None,
    }
}

/// Whether somebody could be paid this for that time.
pub(super) fn is_plausible(unit: Unit, hundredths: i64, factor: i64) -> bool {
    let figure = hundredths / factor.saturating_mul(100);
    let (least, most) = match unit {
        Unit::Hour => (2, 500),
        Unit::Day => (15, 5_000),
        Unit::Week => (50, 20_000),
        Unit::Month => (150, 60_000),
        Unit::Year => (5_000, 1_500_000),
    };
    (least..=most).contains(&figure)
}

fn span(token: Token) -> Span {
    Span::new(token.start, token.end)
}

/// One pay out of all that a text states.
pub(super) fn settle(pays: &[Pay]) -> Option<Pay> {
    let first = pays.iter().find(|pay| !pay.is_on_target).or(pays.first())?;
    let same = || pays.iter().filter(|pay| pay.is_like(first));
    let mut whole = first.clone();
    whole.min = same().filter_map(|pay| pay.min).min();
    whole.max = same().filter_map(|pay| pay.max).max();
    whole.end = same().map(|pay| pay.end).max().unwrap_or(first.end);
    // "From 20" beside "up to 2" are no ends of one range: the first statement stands alone.
    let is_ordered = whole.min.zip(whole.max).is_none_or(|(min, max)| min <= max);
    Some(if is_ordered { whole } else { first.clone() })
}

impl Pay {
    /// True when two figures may be ends of one range: same currency, unit and kind.
    pub(super) fn is_like(&self, other: &Pay) -> bool {
        let code = |pay: &Pay| pay.currency.as_ref().map(|fact| fact.value);
        let unit = |pay: &Pay| pay.unit.as_ref().map(|fact| fact.value);
        code(self) == code(other) && unit(self) == unit(other) && self.is_on_target == other.is_on_target
    }

    /// The same with all offsets counted from an earlier start.
    pub(super) fn moved(self, by: usize) -> Pay {
        let moved = |span: Span| Span::new(span.start as usize + by, span.end as usize + by);
        Pay {
            currency: self.currency.map(|fact| Fact { span: moved(fact.span), ..fact }),
            unit: self.unit.map(|fact| Fact { span: moved(fact.span), ..fact }),
            start: self.start + by,
            end: self.end + by,
            ..self
        }
    }

    /// The salary in the author's words, its spans moved to where the text lies in its file.
    pub(super) fn into_salary(self, text: String, base: Span) -> Salary {
        let moved = |span: Span| {
            let start = base.start as usize;
            Span::within(base.part, start + span.start as usize, start + span.end as usize)
        };
        Salary {
            currency: self.currency.map(|fact| Fact { span: moved(fact.span), ..fact }),
            min: self.min,
            max: self.max,
            unit: self.unit.map(|fact| Fact { span: moved(fact.span), ..fact }),
            text,
        }
    }
}
