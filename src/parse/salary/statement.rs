//! What the words around figures say of them: pay, what comes beside it, or no pay at all.
//! One pass over the tokens; the nearest word decides, first behind the figures, then before them.

use super::grammar::{self, Figures, Money};
use super::token::{Kind, Token};
use super::words::{Sense, Word};
use crate::model::Unit;
use crate::parse::tables::currency::{self, Sign};

/// Figures and what is said of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    pub(super) figures: Figures,
    /// What the sentence says of the figures, when it says anything.
    pub(super) sense: Option<Sense>,
    /// What the sentences before spoke of last.
    pub(super) earlier: Option<Sense>,
    /// A unit named earlier in the sentence: `the annual salary is …`.
    pub(super) sentence_unit: Option<(Unit, Token)>,
    /// A currency named elsewhere in the sentence: `all figures in CAD`.
    pub(super) sentence_money: Option<Money>,
    /// The currency that a shared sign means by the words before it: `in Canada`.
    pub(super) hint: Option<u16>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All statements of a text, in order.
pub(super) fn statements(tokens: &[Token]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut sentence = Sentence::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Some((figures, next)) = grammar::figures(tokens, at) else {
            let last = at.checked_sub(1).and_then(|last| tokens.get(last));
            sentence.hear(token, last.map(|last| last.kind), &mut found);
            at += 1;
            continue;
        };
        if let (Some(unit), Some(last), true) = (figures.unit, found.last_mut(), follows_or(tokens, at)) {
            last.sentence_unit.get_or_insert(unit);
        }
        let end = tokens.get(next - 1).map_or(token.end, |last| last.end);
        found.push(Statement {
            figures,
            sense: sense(tokens, at, next, sentence.before),
            earlier: sentence.earlier,
            sentence_unit: sentence.unit,
            sentence_money: sentence.money,
            hint: sentence.hint,
            start: token.start,
            end,
        });
        at = next;
    }
    found
}

/// True when the figures are another choice, so that their unit may be meant for those before: `10 PLN or 2 EUR monthly`.
fn follows_or(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|last| tokens.get(last)).map(|token| token.kind);
    matches!(before, Some(Kind::Word(Word::Or) | Kind::Slash))
}

/// What has been said since the last full stop.
#[derive(Default)]
struct Sentence {
    before: Option<Sense>,
    /// What was said last before it began.
    earlier: Option<Sense>,
    unit: Option<(Unit, Token)>,
    money: Option<Money>,
    hint: Option<u16>,
    /// How many brackets are open.
    depth: usize,
    /// How many statements had been found when it began.
    began: usize,
}

impl Sentence {
    fn hear(&mut self, token: &Token, last: Option<Kind>, found: &mut [Statement]) {
        match token.kind {
            Kind::Stop => {
                let earlier = self.before.or(self.earlier);
                *self = Sentence { began: found.len(), earlier, ..Sentence::default() };
            }
            Kind::Open => self.depth += 1,
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            Kind::Word(Word::Says(sense)) => self.hear_sense(sense, last),
            Kind::Word(Word::Benefits) if self.before.is_none() => self.before = Some(Sense::Other),
            Kind::Word(Word::Rate(unit)) => self.unit = Some((unit, *token)),
            Kind::Hint(place) => {
                self.hint = Some(place);
                if let Some(statement) = found.get_mut(self.began..).and_then(<[Statement]>::last_mut) {
                    statement.hint.get_or_insert(place);
                }
            }
            Kind::Money(sign) if names_currency(sign) => {
                let money = Money { sign, token: *token };
                self.money = Some(money);
                for statement in found.iter_mut().skip(self.began) {
                    statement.sentence_money.get_or_insert(money);
                }
            }
            _ => {}
        }
    }

    /// A remark in brackets does not take back that pay was spoken of; what is added to pay makes it what is on target:
    /// `base salary (for non-sales roles) or base salary + commission is …`.
    fn hear_sense(&mut self, sense: Sense, last: Option<Kind>) {
        let is_added = matches!(last, Some(Kind::Plus | Kind::Word(Word::Plus)));
        match self.before {
            Some(Sense::Base | Sense::Pay) if is_added => self.before = Some(Sense::OnTarget),
            Some(_) if self.depth > 0 => {}
            _ => self.before = Some(sense),
        }
    }
}

fn names_currency(sign: Sign) -> bool {
    matches!(sign, Sign::One(place) if currency::record(place).is_some_and(|record| !record.is_word))
}

/// How many tokens behind a figure may say what it is.
const REACH: usize = 10;

fn sense(tokens: &[Token], at: usize, next: usize, before: Option<Sense>) -> Option<Sense> {
    let clause = || tokens.iter().skip(next).take(REACH).take_while(|token| !ends_clause(token.kind));
    let close = clause().take(3).find_map(says);
    // What is added to figures comes beside them: `$90k - $99k + $9k`.
    let last = at.checked_sub(1).and_then(|last| tokens.get(last)).map(|token| token.kind);
    let is_added = matches!(last, Some(Kind::Plus | Kind::Word(Word::Plus)));
    let added = is_added.then_some(Sense::Extra);
    close.or(added).or(before).or_else(|| clause().find_map(says))
}

fn says(token: &Token) -> Option<Sense> {
    match token.kind {
        Kind::Word(Word::Says(sense)) => Some(sense),
        _ => None,
    }
}

fn ends_clause(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Stop
            | Kind::Comma
            | Kind::Plus
            | Kind::Open
            | Kind::Number(_)
            | Kind::Word(Word::And | Word::Or | Word::Plus)
    )
}

impl Statement {
    /// True when the figures are an amount of money by themselves, not any number: a sign, a unit, a scale or
    /// a size that only money has.
    pub(super) fn is_amount(&self) -> bool {
        let figures = &self.figures;
        let is_large = figures.max.or(figures.min).is_some_and(|largest| largest >= LEAST_WITHOUT_SIGN);
        figures.money.is_some() || figures.unit.is_some() || figures.has_scale || is_large
    }
}

/// Hundredths from which a figure alone in its field is taken as pay.
const LEAST_WITHOUT_SIGN: i64 = 100_000;
