//! The words of pay, from `words.txt`: what a word or phrase means to the grammar.

use std::sync::LazyLock;

use crate::model::Unit;
use crate::parse::tables::{Sieve, WordMap, currency};

const DATA: &str = include_str!("words.txt");

/// What a figure is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// The fixed part of the pay.
    Base,
    /// Pay.
    Pay,
    /// All that can be earned when targets are met.
    OnTarget,
    /// Beside the pay: bonus, equity.
    Extra,
    /// Not pay: budgets, funding, prices.
    Other,
}

/// What a word means to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// `per`
    Per,
    /// `a`: `per`, and in Romance languages `to`.
    A,
    /// `hour`: a unit after `per` or `/`.
    Time(Unit),
    /// `hourly`: a unit by itself.
    Rate(Unit),
    From,
    Between,
    UpTo,
    To,
    And,
    Or,
    Plus,
    /// Behind a figure: it is the lower end.
    More,
    Middle,
    Thousand,
    /// Ten thousand.
    Myriad,
    Lakh,
    /// Lakh in a year.
    LakhYearly,
    /// Ten million.
    Crore,
    Million,
    Billion,
    /// Says nothing about the figure beside it: `gross`.
    Filler,
    Says(Sense),
    /// `benefits`: what follows is not pay, unless pay was spoken of.
    Benefits,
    /// A phrase that holds a word of pay but does not speak of pay.
    Neutral,
}

/// A phrase by the words after its first, and what it means: `jahresgehalt` is a rate and speaks of pay.
pub(super) struct Phrase {
    pub(super) rest: Vec<&'static str>,
    pub(super) meanings: Vec<Word>,
}

static WORDS: LazyLock<WordMap<Vec<Phrase>>> = LazyLock::new(load);

static SIEVE: LazyLock<Sieve> = LazyLock::new(|| Sieve::of(WORDS.keys().copied().chain(currency::spellings())));

/// False for a word in small letters that neither begins a phrase nor names a currency, as nearly all of a text.
pub(super) fn may_tell(word: &str) -> bool {
    SIEVE.may_hold(word)
}

/// The phrases that begin with a word in small letters, the longest first.
pub(super) fn phrases(first: &str) -> &'static [Phrase] {
    WORDS.get(first).map_or(&[], Vec::as_slice)
}

fn load() -> WordMap<Vec<Phrase>> {
    let mut words: WordMap<Vec<Phrase>> = WordMap::default();
    for line in DATA.lines() {
        let Some((kind, list)) = line.split_once(':') else { continue };
        let Some(word) = kind_of(kind) else { continue };
        for phrase in list.split(',') {
            let mut parts = phrase.split([' ', '-']).filter(|part| !part.is_empty());
            let Some(first) = parts.next() else { continue };
            add(words.entry(first).or_default(), parts.collect(), word);
        }
    }
    for phrases in words.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    words
}

fn add(phrases: &mut Vec<Phrase>, rest: Vec<&'static str>, word: Word) {
    match phrases.iter_mut().find(|phrase| phrase.rest == rest) {
        Some(phrase) => phrase.meanings.push(word),
        None => phrases.push(Phrase { rest, meanings: vec![word] }),
    }
}

fn kind_of(name: &str) -> Option<Word> {
    Some(match name {
        "per" => Word::Per,
        "a" => Word::A,
        "hour" => Word::Time(Unit::Hour),
        "day" => Word::Time(Unit::Day),
        "week" => Word::Time(Unit::Week),
        "month" => Word::Time(Unit::Month),
        "year" => Word::Time(Unit::Year),
        "hourly" => Word::Rate(Unit::Hour),
        "daily" => Word::Rate(Unit::Day),
        "weekly" => Word::Rate(Unit::Week),
        "monthly" => Word::Rate(Unit::Month),
        "yearly" => Word::Rate(Unit::Year),
        "from" => Word::From,
        "between" => Word::Between,
        "upto" => Word::UpTo,
        "to" => Word::To,
        "and" => Word::And,
        "or" => Word::Or,
        "plus" => Word::Plus,
        "more" => Word::More,
        "middle" => Word::Middle,
        "thousand" => Word::Thousand,
        "myriad" => Word::Myriad,
        "lakh" => Word::Lakh,
        "lpa" => Word::LakhYearly,
        "crore" => Word::Crore,
        "million" => Word::Million,
        "billion" => Word::Billion,
        "filler" => Word::Filler,
        "base" => Word::Says(Sense::Base),
        "pay" => Word::Says(Sense::Pay),
        "ote" => Word::Says(Sense::OnTarget),
        "extra" => Word::Says(Sense::Extra),
        "other" => Word::Says(Sense::Other),
        "benefits" => Word::Benefits,
        "neutral" => Word::Neutral,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{DATA, kind_of};

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in DATA.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let kind = line.split(':').next().unwrap();
            assert!(kind_of(kind).is_some(), "{kind}");
        }
    }
}
