//! Words to items: the longest names and phrases of the tables, what lies between them, and what the small words do
//! to their neighbours. After this step only places, ways of working and barriers are left.

use super::contained::has_city_in;
use super::lex::{Case, Gap, Words};
use super::way::Said;
use crate::parse::tables::{Meaning, Word, Wording, alone, codes, names};

const LONGEST_NAME: usize = 7;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or code of the tables.
    Name,
    /// A way of working.
    Way,
    /// Words that no table knows.
    Unknown,
    /// Something that is no place and parts what stands around it.
    Barrier,
}

/// One or several words with one meaning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) gap: Gap,
    pub(super) names: &'static [Meaning],
    pub(super) codes: &'static [Meaning],
    /// True when the code is not in capitals.
    pub(super) weak_code: bool,
    /// The small word that the name also is (`OR`, `Mobile`, `Central`).
    pub(super) word: Option<Word>,
    /// True when it stands with the kind of a subdivision.
    pub(super) unit: bool,
    /// True when it stands with a word for a city's surroundings.
    pub(super) metro: bool,
}

impl Item {
    /// Says nothing any more.
    fn empty(&mut self) {
        (self.kind, self.names, self.codes, self.word) = (Kind::Unknown, &[], &[], Some(Word::Filler));
    }

    pub(super) fn means(&self, wanted: impl Fn(&Meaning) -> bool) -> bool {
        self.names.iter().chain(self.codes).any(wanted)
    }
}

/// The items of a text, and what its words say of the way of working.
pub(super) fn items(text: &str, words: &Words) -> (Vec<Item>, Said) {
    let mut found = matched(words);
    let mut said = Said::default();
    for item in &found {
        if let (Some(word), Kind::Way) = (item.word, item.kind) {
            said.hear(word, words.words[item.first].start, words.words[item.last].end);
        }
    }
    drop_left_out(&mut found);
    drop_time_zones(&mut found);
    attach(&mut found);
    drop_small_words(&mut found);
    join_unknown(text, words, &mut found);
    (found, said)
}

/// Longest match from left to right.
fn matched(words: &Words) -> Vec<Item> {
    let mut found = Vec::with_capacity(words.words.len());
    let mut first = 0;
    while first < words.words.len() {
        let (last, meanings) = longest(words, first);
        found.push(item(words, first, last, meanings));
        first = last + 1;
    }
    found
}

fn longest(words: &Words, first: usize) -> (usize, &'static [Meaning]) {
    let mut reach = first;
    let ends = |at: usize| words.words.get(at).is_none_or(|word| word.gap > Gap::Comma && word.gap != Gap::Slash);
    while reach + 1 - first < LONGEST_NAME && !ends(reach + 1) {
        reach += 1;
    }
    while reach > first {
        let meanings = names(words.folded(first, reach));
        if !meanings.is_empty() {
            let loosest = words.words[first + 1..=reach].iter().map(|word| word.gap).max().unwrap_or(Gap::Space);
            let is_phrase = meanings.iter().all(|meaning| matches!(meaning, Meaning::Word(_)));
            let is_inverted = meanings.iter().any(is_written_with_comma);
            if loosest <= Gap::Hyphen || (!is_phrase && (loosest != Gap::Comma || is_inverted)) {
                return (reach, meanings);
            }
        }
        reach -= 1;
    }
    (first, names(words.folded(first, first)))
}

/// `Korea, Republic of`, `London, City of`; but `San José, Costa Rica` is two names.
fn is_written_with_comma(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Country(_) | Meaning::Region(_) | Meaning::City(_, Wording::Short))
}

fn item(words: &Words, first: usize, last: usize, meanings: &'static [Meaning]) -> Item {
    let lex = &words.words[first];
    let folded = words.folded(first, first);
    // `Saint` folds to two letters but is no code; `U.S.` is one.
    let is_code = first == last && lex.end - lex.start < folded.len() * 2 + 1;
    let found_codes = if is_code { code_meanings(folded, lex.case) } else { &[] };
    // In a longer text a small "us" is a pronoun.
    let is_pronoun = lex.case == Case::Lower && folded == "us" && words.words.len() > 4;
    let meanings = if is_pronoun { &[] } else { meanings };
    let is_town = meanings.iter().all(|meaning| matches!(meaning, Meaning::City(_, Wording::Spelling)));
    let meanings = if is_town && lex.case == Case::Upper && !found_codes.is_empty() { &[] } else { meanings };
    let word = meanings.iter().filter_map(|meaning| match meaning {
        // `ET` is a time zone, `et` joins.
        Meaning::Word(Word::Clock) if lex.case != Case::Upper && last == first => None,
        Meaning::Word(Word::Particle) if lex.case == Case::Upper => None,
        Meaning::Word(word) => Some(*word),
        _ => None,
    });
    let word = word.min_by_key(|word| u8::from(*word != Word::Clock));
    let is_name = meanings.iter().any(|meaning| !matches!(meaning, Meaning::Word(_))) || !found_codes.is_empty();
    let kind = match word {
        Some(word) if is_way(word) => Kind::Way,
        Some(Word::Particle) if lex.case != Case::Upper => Kind::Unknown,
        _ if is_name => Kind::Name,
        Some(Word::Department | Word::Clock | Word::Zone) => Kind::Barrier,
        _ => Kind::Unknown,
    };
    Item {
        kind,
        first,
        last,
        gap: lex.gap,
        names: meanings,
        codes: found_codes,
        weak_code: lex.case != Case::Upper,
        word,
        unit: last > first && is_unit(words, first) | is_unit(words, last),
        metro: false,
    }
}

/// `County Dublin`, `Tel Aviv District`: the table's name holds the kind.
fn is_unit(words: &Words, at: usize) -> bool {
    names(words.folded(at, at)).contains(&Meaning::Word(Word::Unit))
}

fn is_way(word: Word) -> bool {
    matches!(
        word,
        Word::Remote | Word::Home | Word::Anywhere | Word::Hybrid | Word::Onsite | Word::Temporary | Word::Except
    )
}

fn code_meanings(folded: &str, case: Case) -> &'static [Meaning] {
    let length = folded.len();
    let as_code = match case {
        Case::Upper => (2..=3).contains(&length),
        Case::Title | Case::Lower => length == 2,
        Case::None => false,
    };
    if !as_code || !folded.is_ascii() {
        return &[];
    }
    let mut capitals = [0; 3];
    capitals[..length].copy_from_slice(folded.as_bytes());
    capitals.make_ascii_uppercase();
    std::str::from_utf8(&capitals[..length]).map_or(&[], codes)
}

/// `Non-US`, `except Spain and Italy`: what follows up to the next strong gap is not meant.
fn drop_left_out(items: &mut Vec<Item>) {
    let mut is_out = false;
    items.retain(|item| {
        if item.word == Some(Word::Except) && item.kind == Kind::Way {
            is_out = true;
            return false;
        }
        is_out &= !matches!(item.gap, Gap::Close | Gap::Dash | Gap::Break);
        !is_out || item.kind == Kind::Way
    });
}

/// `US and European time zones` names no place; the names stand before the word without a stronger gap.
fn drop_time_zones(items: &mut [Item]) {
    let mut end = items.len();
    while end > 0 {
        end -= 1;
        if items[end].kind != Kind::Barrier || items[end].word != Some(Word::Zone) {
            continue;
        }
        while end > 0
            && matches!(items[end].gap, Gap::Space | Gap::Hyphen | Gap::Slash)
            && items[end - 1].kind != Kind::Way
        {
            end -= 1;
            items[end].kind = Kind::Barrier;
        }
    }
}

/// Gives `Greater`, `Area`, `State of`, `County`, `Southern` to the names that they stand with.
fn attach(items: &mut [Item]) {
    for index in 0..items.len() {
        let Some(word) = items[index].word else { continue };
        if !matches!(word, Word::Metro | Word::Unit | Word::Part) || items[index].kind == Kind::Way {
            continue;
        }
        let is_close = |item: &Item| matches!(item.gap, Gap::Space | Gap::Hyphen) && item.kind != Kind::Barrier;
        if word != Word::Part && index > 0 && is_close(&items[index]) && is_nameable(&items[index - 1]) {
            items[index - 1].unit |= word == Word::Unit;
            items[index - 1].metro |= word == Word::Metro;
            if word == Word::Unit && items[index - 1].means(|meaning| matches!(meaning, Meaning::Subdivision(_))) {
                items[index - 1].last = items[index].last;
            }
            items[index].empty();
        } else if let Some(next) = items.get(index + 1).copied()
            && is_close(&next)
            && next.kind == Kind::Name
            && (word != Word::Part || next.means(|meaning| !matches!(meaning, Meaning::City(..))))
        {
            items[index + 1].unit |= word == Word::Unit;
            items[index + 1].metro |= word == Word::Metro;
            items[index + 1].gap = items[index].gap;
            items[index].empty();
        }
    }
}

fn is_nameable(item: &Item) -> bool {
    item.kind == Kind::Name || (item.kind == Kind::Unknown && item.word.is_none())
}

/// Removes words that say nothing; the gap behind them becomes the stronger of the two.
fn drop_small_words(items: &mut Vec<Item>) {
    let mut carried = Gap::Space;
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.iter() {
        let is_word_only = item.names.iter().all(|meaning| matches!(meaning, Meaning::Word(_)));
        let small = item.word.filter(|_| is_word_only && item.kind != Kind::Way && !is_code_of_last(item, kept.last()));
        match small {
            Some(Word::Or) => carried = carried.max(item.gap).max(Gap::Or),
            Some(Word::Filler) => carried = carried.max(item.gap),
            None if is_word_only
                && item.weak_code
                && item.kind == Kind::Name
                && !is_weak_code_of_last(item, kept.last()) =>
            {
                kept.push(Item { kind: Kind::Unknown, codes: &[], gap: item.gap.max(carried), ..*item });
                carried = Gap::Space;
            }
            _ => {
                let barrier = matches!(small, Some(Word::Department | Word::Clock | Word::Zone));
                let kind = if barrier { Kind::Barrier } else { item.kind };
                kept.push(Item { kind, gap: item.gap.max(carried), ..*item });
                carried = Gap::Space;
            }
        }
    }
    *items = kept;
}

/// `Portland, OR`, `Milan, IT`: the small word is a code when the city before it lies there.
fn is_code_of_last(item: &Item, last: Option<&Item>) -> bool {
    let Some(last) = last else { return false };
    item.gap == Gap::Comma && !item.weak_code && item.codes.iter().any(|code| has_city_in(last, code))
}

/// `Plantation Fl`: two letters that are no capitals are a code behind a city that lies there.
fn is_weak_code_of_last(item: &Item, last: Option<&Item>) -> bool {
    last.is_some_and(|last| item.codes.iter().any(|code| has_city_in(last, code)))
}

/// Joins unknown words to one, together with small towns that are only a part of the name (`Santa Rita do Sapucai`).
fn join_unknown(text: &str, words: &Words, items: &mut Vec<Item>) {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.iter() {
        let is_close = matches!(item.gap, Gap::Space | Gap::Hyphen) && !words.words[item.first].joined;
        if let Some(last) = kept.last_mut()
            && is_close
            && last.last + 1 == item.first
            && is_part_of_unknown(last, item)
            && !text[words.words[last.first].start..words.words[item.last].end].contains('(')
        {
            last.last = item.last;
            last.unit |= item.unit;
            (last.kind, last.names, last.codes, last.word) = (Kind::Unknown, &[], &[], None);
            continue;
        }
        kept.push(*item);
    }
    *items = kept;
}

fn is_part_of_unknown(last: &Item, next: &Item) -> bool {
    let is_particle = |item: &Item| item.kind == Kind::Unknown && item.word == Some(Word::Particle);
    let is_plain = |item: &Item| {
        item.kind == Kind::Unknown && (item.word.is_none_or(|word| word == Word::Part) || is_particle(item))
    };
    let is_town = |item: &Item| {
        item.kind == Kind::Name
            && item.names.iter().all(|meaning| matches!(meaning, Meaning::City(..) | Meaning::Word(Word::Part)))
            && item.means(|meaning| matches!(meaning, Meaning::City(..)))
    };
    let is_clear = |item: &Item| alone(item.names).is_some();
    let is_tied = is_particle(next) || !is_clear(last);
    is_plain(last) && (is_plain(next) || (is_town(next) && !is_clear(next)))
        || is_town(last) && is_plain(next) && is_tied
}
