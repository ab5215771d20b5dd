//! The grammar of pay, over tokens:
//!
//! ```text
//! figures = amount (mark amount)*            mark   = `-` | to | up to | and (after between)
//! amount  = bound? money* number scale? plus? money? unit?
//! unit    = filler* (rate | (per | `/`) filler* time)
//! ```

use super::number::{Number, PARTS};
use super::token::{Kind, Token};
use super::words::{Sense, Word};
use crate::model::Unit;
use crate::parse::tables::currency::{self, Sign};

/// A money sign and the token it was read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money {
    pub(super) sign: Sign,
    pub(super) token: Token,
}

/// One figure with all that stands beside it.
#[derive(Clone, Copy, Debug)]
struct Amount {
    number: Number,
    scale: Option<Word>,
    money: Option<Money>,
    unit: Option<(Unit, Token)>,
    bound: Option<Word>,
    is_open: bool,
}

/// Figures that belong together: one amount, a range, or minimum, midpoint and maximum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// In hundredths.
    pub(super) min: Option<i64>,
    /// In hundredths.
    pub(super) max: Option<i64>,
    pub(super) money: Option<Money>,
    pub(super) unit: Option<(Unit, Token)>,
    /// True when lakhs are named, which Indians count in.
    pub(super) has_lakhs: bool,
    /// True when millions are named, which only a small currency pays.
    pub(super) has_millions: bool,
    /// True when a `k`, `lakh` or a group of digits shows that the figure is an amount.
    pub(super) has_scale: bool,
    /// True when the two ends do not bound a range, or a figure has no form of one in its currency.
    pub(super) is_malformed: bool,
}

/// Figures that start at this token, and the token after them.
pub(super) fn figures(tokens: &[Token], at: usize) -> Option<(Figures, usize)> {
    let (first, mut next) = amount(tokens, at)?;
    let mut chain = vec![first];
    while let Some((more, after)) = further(tokens, next, &chain) {
        chain.push(more);
        next = after;
    }
    Some((join(chain), next))
}

/// The next amount of a chain, behind its mark, when it is in the same unit.
fn further(tokens: &[Token], at: usize, chain: &[Amount]) -> Option<(Amount, usize)> {
    let first = chain.first()?;
    let after_aside = aside(tokens, at);
    let behind = mark(tokens, after_aside, first.bound)?;
    let (more, next) = amount(tokens, behind)?;
    let is_same_unit = match (chain.last()?.unit, more.unit) {
        (Some((unit, _)), Some((other, _))) => unit == other,
        _ => true,
    };
    is_same_unit.then_some((more, next))
}

/// Longest remark in brackets between the ends of a range.
const LONGEST_ASIDE: usize = 16;

/// The token after a remark in brackets.
fn aside(tokens: &[Token], at: usize) -> usize {
    if !is(tokens, at, Kind::Open) {
        return at;
    }
    let inside = tokens.iter().skip(at).take(LONGEST_ASIDE);
    let close = inside.clone().position(|token| token.kind == Kind::Close);
    let has_figure = inside.take(close.unwrap_or(0)).any(|token| matches!(token.kind, Kind::Number(_)));
    close.filter(|_| !has_figure).map_or(at, |length| at + length + 1)
}

fn mark(tokens: &[Token], at: usize, bound: Option<Word>) -> Option<usize> {
    let at = skip_fillers(tokens, at);
    match tokens.get(at)?.kind {
        Kind::Dash => {
            let mut next = at + 1;
            while is(tokens, next, Kind::Dash) {
                next += 1;
            }
            Some(next)
        }
        Kind::Word(Word::To) if is(tokens, at + 1, Kind::Word(Word::A)) => Some(at + 2),
        Kind::Word(Word::To | Word::A | Word::UpTo) => Some(at + 1),
        Kind::Word(Word::And) if bound == Some(Word::Between) => Some(at + 1),
        _ => None,
    }
}

fn amount(tokens: &[Token], at: usize) -> Option<(Amount, usize)> {
    let (bound, at) = bound(tokens, at);
    let (before, at) = moneys(tokens, skip_fillers(tokens, at));
    let Kind::Number(number) = tokens.get(at)?.kind else { return None };
    let (scale, at) = scale(tokens, at + 1);
    let (mut is_open, at) = plus(tokens, at);
    let (behind, at) = if has_own_sign(tokens, at, before) { (None, at) } else { moneys(tokens, at) };
    let has_money = before.is_some() || behind.is_some();
    let (mut unit, at) = unit(tokens, at, has_money).map_or((None, at), |(unit, next)| (Some(unit), next));
    let (late, at) = if has_money || has_own_sign(tokens, at, before) { (None, at) } else { moneys(tokens, at) };
    let (is_open_late, at) = plus(tokens, at);
    is_open |= is_open_late;
    if scale == Some(Word::LakhYearly) {
        unit = unit.or(tokens.get(at - 1).map(|token| (Unit::Year, *token)));
    }
    let money = [before, behind, late].into_iter().flatten().reduce(surer);
    Some((Amount { number, scale, money, unit, bound, is_open }, at))
}

/// True when the sign ahead belongs to the figure behind it: `USD 10 CAD 13`, `level 4 $90,000`.
fn has_own_sign(tokens: &[Token], at: usize, before: Option<Money>) -> bool {
    let is_sure = before.is_some_and(|money| matches!(money.sign, Sign::One(_)));
    let is_sign = |token: &&Token| matches!(token.kind, Kind::Money(_));
    let signs = tokens.iter().skip(at).take(3).take_while(is_sign).count();
    let (Some(sign), Some(next)) = (tokens.get(at), tokens.get(at + signs)) else { return false };
    let is_parted = tokens.get(at - 1).is_some_and(|last| last.end < sign.start);
    let is_glued = sign.end == next.start;
    signs > 0 && matches!(next.kind, Kind::Number(_)) && (is_sure || is_parted && is_glued)
}

fn bound(tokens: &[Token], at: usize) -> (Option<Word>, usize) {
    match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Word(word @ (Word::From | Word::Between | Word::UpTo | Word::Middle))) => {
            let next = at + 1;
            (Some(word), if is(tokens, next, Kind::Colon) { next + 1 } else { next })
        }
        _ => (None, at),
    }
}

/// Money signs one behind the other, also in brackets: `USD $`, `(USD) $`.
fn moneys(tokens: &[Token], at: usize) -> (Option<Money>, usize) {
    let mut found: Option<Money> = None;
    let mut next = at;
    for _ in 0..3 {
        let open = usize::from(is(tokens, next, Kind::Open));
        let Some(token) = tokens.get(next + open) else { break };
        let Kind::Money(sign) = token.kind else { break };
        if open == 1 && !is(tokens, next + 2, Kind::Close) {
            break;
        }
        let money = Money { sign, token: *token };
        found = Some(found.map_or(money, |earlier| surer(earlier, money)));
        next += 1 + 2 * open;
    }
    (found, next)
}

/// Of two signs for one figure the one that names the currency: a code beats a bare sign.
fn surer(one: Money, other: Money) -> Money {
    match (one.sign, other.sign) {
        (Sign::Shared(..), Sign::One(_)) => other,
        _ => one,
    }
}

fn scale(tokens: &[Token], at: usize) -> (Option<Word>, usize) {
    match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Word(
            word @ (Word::Thousand
            | Word::Myriad
            | Word::Lakh
            | Word::LakhYearly
            | Word::Crore
            | Word::Million
            | Word::Billion),
        )) => (Some(word), at + 1),
        _ => (None, at),
    }
}

/// `or more`; `+` glued to the figure means "and more", unless it leads to what comes beside the pay.
fn plus(tokens: &[Token], at: usize) -> (bool, usize) {
    let is_glued = at > 0 && tokens.get(at).zip(tokens.get(at - 1)).is_some_and(|(plus, last)| plus.start == last.end);
    let leads_on = matches!(
        tokens.get(at + 1).map(|token| token.kind),
        Some(Kind::Word(Word::Says(_) | Word::Benefits) | Kind::Number(_) | Kind::Other)
    );
    if is(tokens, at, Kind::Word(Word::More)) {
        return (true, at + 1);
    }
    if is(tokens, at, Kind::Plus) && is_glued && !leads_on { (true, at + 1) } else { (false, at) }
}

/// The unit behind a figure: `/yr`, `per year`, `gross/month`, `annually`, `base salary per year`; `year` alone only
/// behind money, for `21 days` is a time.
fn unit(tokens: &[Token], at: usize, has_money: bool) -> Option<((Unit, Token), usize)> {
    let first = skip_fillers(tokens, at);
    let mut is_led = false;
    for (next, token) in tokens.iter().enumerate().skip(first).take(6) {
        match token.kind {
            Kind::Word(Word::Rate(unit)) => return Some(((unit, *token), next + 1)),
            Kind::Word(Word::Time(unit)) if is_led || has_money && next == at => {
                return Some(((unit, *token), next + 1));
            }
            Kind::Slash | Kind::Word(Word::Per | Word::A) => is_led = true,
            Kind::Word(Word::Filler | Word::Says(Sense::Base | Sense::Pay)) => {}
            Kind::Money(_) if next == at || is_led => {}
            Kind::Open if next == at => {}
            _ => return None,
        }
    }
    None
}

fn skip_fillers(tokens: &[Token], at: usize) -> usize {
    let fillers = tokens.iter().skip(at).take(3).take_while(|token| token.kind == Kind::Word(Word::Filler));
    at + fillers.count()
}

fn is(tokens: &[Token], at: usize, kind: Kind) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == kind)
}

fn join(mut chain: Vec<Amount>) -> Figures {
    share_scale(&mut chain);
    let unit = chain.iter().find_map(|amount| amount.unit);
    let first_money = chain.iter().find_map(|amount| amount.money);
    let differs = |amount: &Amount| {
        matches!((first_money.map(|money| money.sign), amount.money.map(|money| money.sign)),
            (Some(Sign::One(one)), Some(Sign::One(other))) if one != other)
    };
    let has_two_currencies = chain.iter().any(differs);
    let money = chain.iter().filter_map(|amount| amount.money).reduce(surer);
    let has_comma = chain.iter().any(|amount| amount.number.has_decimal_comma);
    let has_millions =
        chain.iter().any(|amount| matches!(amount.scale, Some(Word::Crore | Word::Million | Word::Billion)));
    let has_lakhs = chain.iter().any(|amount| matches!(amount.scale, Some(Word::Lakh | Word::LakhYearly)));
    let has_scale = chain.iter().any(|amount| amount.scale.is_some());
    let values: Vec<i64> = chain.iter().map(Amount::hundredths).collect();
    let (first, last) = (chain.first(), chain.last());
    let is_upper = |amount: Option<&Amount>| amount.is_some_and(|amount| amount.bound == Some(Word::UpTo));
    let is_lower =
        |amount: Option<&Amount>| amount.is_some_and(|amount| amount.bound == Some(Word::From) || amount.is_open);
    let mut figures = Figures {
        min: values.iter().min().copied(),
        max: values.iter().max().copied(),
        money,
        unit,
        has_lakhs,
        has_millions,
        has_scale,
        is_malformed: matches!(values[..], [low, high] if low > high)
            || has_comma && unit.is_none() && !allows_comma(money),
    };
    if has_two_currencies {
        figures.min = values.first().copied();
        figures.max = None;
        figures.money = first_money;
        figures.is_malformed = false;
    } else if chain.len() == 1 && is_upper(first) {
        figures.min = None;
    } else if chain.len() == 1 && is_lower(last) {
        figures.max = None;
    }
    figures
}

/// Whether a comma stands before decimals where this currency is. Elsewhere `$139,00` alone is likely a slip for
/// thousands; with a unit, as in `26,67 USD/hour`, it is the habit of the language.
fn allows_comma(money: Option<Money>) -> bool {
    match money.map(|money| money.sign) {
        Some(Sign::One(place)) => currency::record(place).is_none_or(|record| record.has_decimal_comma),
        Some(Sign::Shared(_, Some(place))) => currency::record(place).is_none_or(|record| record.has_decimal_comma),
        _ => true,
    }
}

/// A `k` at one end counts for both when the figures say so: `95-115k`; so do the thousands of `177-192,000`.
fn share_scale(chain: &mut [Amount]) {
    let largest = chain.iter().filter(|amount| amount.scale.is_some()).map(|amount| amount.number.value).max();
    if let Some(scale) = chain.iter().find_map(|amount| amount.scale) {
        let fits = |amount: &Amount| amount.scale.is_none() && amount.number.value < 1000 * PARTS;
        let is_smaller =
            |amount: &Amount, place: usize| place > 0 || largest.is_some_and(|largest| amount.number.value <= largest);
        for (place, amount) in chain.iter_mut().enumerate() {
            if fits(amount) && is_smaller(amount, place) {
                amount.scale = Some(scale);
            }
        }
        return;
    }
    if let [low, high] = chain
        && low.number.value >= 10 * PARTS
        && low.number.value < 1000 * PARTS
        && high.number.value >= 15_000 * PARTS
        && low.number.value * 1000 <= high.number.value
    {
        low.scale = Some(Word::Thousand);
    }
}

impl Amount {
    fn hundredths(&self) -> i64 {
        let factor = match self.scale {
            Some(Word::Thousand) => 1_000,
            Some(Word::Lakh | Word::LakhYearly) => 100_000,
            Some(Word::Myriad) => 10_000,
            Some(Word::Crore) => 10_000_000,
            Some(Word::Million) => 1_000_000,
            Some(Word::Billion) => 1_000_000_000,
            _ => 1,
        };
        let hundredths = i128::from(self.number.value) * i128::from(factor) * 100 / i128::from(PARTS);
        i64::try_from(hundredths).unwrap_or(i64::MAX)
    }
}
