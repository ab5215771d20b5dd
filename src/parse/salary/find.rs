//! Pay in the body of a posting. Precision first: a figure counts only where its sentence, the line above its list or
//! the sentence before says that it is pay. Lines without a figure that looks like money are passed over.

use super::settle::{self, Pay};
use super::statement::{self, Statement};
use super::token::{self, Kind, Token};
use super::words::{Sense, Word};
use super::{PayContext, label};
use crate::model::{Salary, Unit};
use crate::parse::tables::currency;
use crate::source::{Part, Span};

/// Lines with money that are looked at; a posting that has more is a price list.
const MOST_LINES: usize = 64;

/// The pay that a posting's body (Markdown) states; `base` is where the body starts in its file.
/// Benefits, budgets, funding and customers' money are not pay.
pub fn find(body: &str, base: usize, context: &PayContext) -> Option<Salary> {
    let mut pays = Vec::new();
    let mut at = 0;
    for _ in 0..MOST_LINES {
        let Some(money) = next_money(body, at) else { break };
        let start = body[..money].rfind('\n').map_or(0, |end| end + 1);
        let end = body[money..].find('\n').map_or(body.len(), |end| money + end);
        let line = Line { body, start, end };
        pays.extend(line.pays(context).into_iter().map(|pay| pay.moved(start)));
        at = end;
    }
    let whole = settle::settle(&pays)?;
    let text = words(body, &pays, &whole);
    Some(whole.into_salary(text, Span::within(Part::File, base, base + body.len())))
}

/// Where the next figure stands that looks like money: beside a sign, capitals or a currency's name, with `k`,
/// or of five digits.
fn next_money(body: &str, from: usize) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut at = from;
    while let Some(start) = next_digit(bytes, at) {
        let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.');
        let length = bytes[start..].iter().position(|byte| !is_part(byte)).unwrap_or(bytes.len() - start);
        let end = start + length;
        let is_large = bytes[start..end].iter().filter(|byte| byte.is_ascii_digit()).count() >= 5;
        if is_large || follows_sign(&body[..start]) || leads_to_sign(&body[end..]) {
            return Some(start);
        }
        at = end;
    }
    None
}

/// The next digit. Most blocks of a body hold none, which the machine tells of a whole block at once.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    for block in bytes.get(from..)?.chunks(DIGIT_BLOCK) {
        if block.iter().fold(false, |found, byte| found | byte.is_ascii_digit()) {
            return block.iter().position(u8::is_ascii_digit).map(|offset| at + offset);
        }
        at += block.len();
    }
    None
}

const DIGIT_BLOCK: usize = 64;

/// True when a sign or code stands right before: `$`, `USD `, `**R$ `.
fn follows_sign(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}', '*', '_', '\\', '(']);
    let Some(last) = before.chars().next_back() else { return false };
    if last == '$' {
        return true;
    }
    let is_code = last.is_ascii_uppercase();
    let letters = before.chars().rev().take(4).take_while(|next| next.is_alphabetic()).map(char::len_utf8).sum();
    let start = before.len() - if is_code { letters } else { last.len_utf8() };
    (is_code || !last.is_ascii()) && currency::by_word(&before[start..]).is_some()
}

/// True when a scale, sign, code or name of a currency follows: `k`, ` €`, ` PLN`, ` euros`.
fn leads_to_sign(after: &str) -> bool {
    let word = after.strip_prefix([' ', '\u{a0}']).unwrap_or(after);
    let Some(first) = word.chars().next() else { return false };
    if first == '$' || after.starts_with(['k', 'K']) {
        return true;
    }
    let letters = word.chars().take(9).take_while(|next| next.is_alphabetic()).map(char::len_utf8).sum();
    let end = if first.is_alphabetic() { letters } else { first.len_utf8() };
    let is_possible = first.is_alphabetic() || !first.is_ascii();
    let word = &word[..end];
    is_possible && (currency::by_word(word).is_some() || currency::by_small_word(&word.to_lowercase()).is_some())
}

/// A line of the body that holds money.
struct Line<'a> {
    body: &'a str,
    start: usize,
    end: usize,
}

impl Line<'_> {
    /// What the line states of pay, in offsets of the line.
    fn pays(&self, context: &PayContext) -> Vec<Pay> {
        let tokens = token::tokens(&self.body[self.start..self.end]);
        let statements = statement::statements(&tokens);
        let mut label = None;
        let mut pays = Vec::new();
        for statement in statements {
            let Some(pay) = settle::pay(&statement, context) else { continue };
            let claim = Claim { statement, factor: factor(&pay), pay };
            let mut label = || *label.get_or_insert_with(|| label::above(self.body, self.start));
            let is_pay = match claim.statement.sense {
                Some(_) => claim.is_amount(),
                None if claim.statement.earlier == Some(Sense::Pay) => claim.is_yearly(),
                None if claim.is_range() && claim.has_unit() => claim.is_amount(),
                None if claim.is_range() && is_bare(&tokens) && !label().is_other => claim.is_yearly(),
                None if is_bare(&tokens) && claim.is_wage() => true,
                None => label().allows(claim.is_yearly() && claim.is_range()) && claim.is_amount(),
            };
            if is_pay {
                pays.push(claim.pay);
            }
        }
        pays
    }
}

/// A statement that may be pay.
struct Claim {
    statement: Statement,
    pay: Pay,
    factor: i64,
}

impl Claim {
    /// An amount that somebody could be paid, of which the unit is stated, or a range that tells its unit by size.
    fn is_amount(&self) -> bool {
        let figures = &self.statement.figures;
        let Some(unit) = self.pay.unit.as_ref() else { return false };
        let is_clear = unit.is_certain() || unit.value == Unit::Year || self.is_range();
        let largest = self.pay.max.or(self.pay.min);
        let is_large = largest.is_some_and(|largest| largest >= LEAST_WITHOUT_CURRENCY) && self.is_range();
        let has_sign = figures.money.is_some() || self.is_range() && self.statement.sentence_money.is_some();
        let has_form = has_sign || figures.unit.is_some() || is_large;
        is_clear && has_form && self.is_plausible(unit.value)
    }

    fn is_yearly(&self) -> bool {
        let is_yearly = self.pay.unit.as_ref().is_some_and(|unit| unit.value == Unit::Year);
        self.statement.figures.money.is_some() && is_yearly && self.is_plausible(Unit::Year)
    }

    fn is_range(&self) -> bool {
        self.pay.min.is_some() && self.pay.max.is_some() && self.pay.min != self.pay.max
    }

    /// True when the figures themselves bear a unit.
    fn has_unit(&self) -> bool {
        self.statement.figures.unit.is_some()
    }

    /// An amount for a stated time that one can live on, as no benefit is.
    fn is_wage(&self) -> bool {
        let has_form = self.has_unit() && self.statement.figures.money.is_some();
        let Some(unit) = self.pay.unit.as_ref().filter(|_| has_form) else { return false };
        let lowest = self.pay.min.or(self.pay.max).unwrap_or_default();
        lowest / self.factor >= LEAST_MONTHLY_WAGE * 12 / times_a_year(unit.value) && self.is_plausible(unit.value)
    }

    /// Both ends could be pay, and the range is not wider than any real one.
    fn is_plausible(&self, unit: Unit) -> bool {
        let ends = || [self.pay.min, self.pay.max].into_iter().flatten();
        let is_narrow = self.pay.min.zip(self.pay.max).is_none_or(|(min, max)| max / WIDEST <= min);
        is_narrow && ends().all(|end| settle::is_plausible(unit, end, self.factor))
    }
}

/// How many times the lower end the upper end of a range may be.
const WIDEST: i64 = 10;
/// Hundredths that one can live on for a month where life is cheap.
const LEAST_MONTHLY_WAGE: i64 = 50_000;
/// Hundredths from which a range without any currency is taken as a yearly pay.
const LEAST_WITHOUT_CURRENCY: i64 = 3_000_000;

fn factor(pay: &Pay) -> i64 {
    pay.currency.as_ref().and_then(|fact| currency::by_code(fact.value)).and_then(|record| record.factor).unwrap_or(1)
}

fn times_a_year(unit: Unit) -> i64 {
    match unit {
        Unit::Hour => 2_000,
        Unit::Day => 250,
        Unit::Week => 50,
        Unit::Month => 12,
        Unit::Year => 1,
    }
}

/// True when the line holds nothing but figures, as job sites print a range of pay.
fn is_bare(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| {
        matches!(
            token.kind,
            Kind::Number(_)
                | Kind::Money(_)
                | Kind::Dash
                | Kind::Slash
                | Kind::Open
                | Kind::Close
                | Kind::Stop
                | Kind::Word(Word::To | Word::Thousand | Word::Filler | Word::Rate(_) | Word::Time(_) | Word::Per)
        )
    })
}

/// The author's words for all that the salary was made of.
fn words(body: &str, pays: &[Pay], whole: &Pay) -> String {
    let mut parts: Vec<String> = Vec::new();
    for pay in pays.iter().filter(|pay| pay.is_like(whole)) {
        let words = body.get(pay.start..pay.end).unwrap_or_default();
        let words: String = words.chars().filter(|mark| !matches!(mark, '*' | '_' | '\\' | '`')).collect();
        let words = words.trim().to_owned();
        if !parts.contains(&words) {
            parts.push(words);
        }
    }
    parts.join("; ")
}
