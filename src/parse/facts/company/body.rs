//! Finds the employer in the words of a body. Every phrase that names somebody gives trust to that name;
//! the most trusted name wins when one phrase is plain enough or several agree.

use std::hash::Hasher;
use std::sync::LazyLock;

use super::super::{lists, skills};
use crate::model::{Fact, Origin};
use crate::parse::tables::Fnv;
use crate::source::Span;

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// `About Acme` fills a line.
    Heading,
    /// `Join Acme` inside a sentence.
    Lead,
    /// `At Acme, we …` begins a sentence.
    Clause,
    /// `Acme is looking for` begins a sentence.
    Tail,
}

struct Phrase {
    side: Side,
    text: &'static str,
    trust: u32,
    is_plain: bool,
}

/// Phrases by the small letter with which they begin, those of other letters together: few begin with the same one.
struct Phrases {
    /// All that stand before a name.
    before: Vec<Vec<Phrase>>,
    /// All that stand behind one.
    behind: Vec<Vec<Phrase>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { before: Vec::new(), behind: Vec::new() };
    phrases.before.resize_with(129, Vec::new);
    phrases.behind.resize_with(129, Vec::new);
    for phrase in read_phrases() {
        let sides = if phrase.side == Side::Tail { &mut phrases.behind } else { &mut phrases.before };
        sides[letter(phrase.text)].push(phrase);
    }
    phrases
});

/// The letter with which a text begins: its small ASCII form, or 128 for any other.
fn letter(text: &str) -> usize {
    text.as_bytes().first().map_or(128, |first| usize::from(first.to_ascii_lowercase().min(128)))
}

fn read_phrases() -> Vec<Phrase> {
    lists::lines(include_str!("../data/company.txt"))
        .filter_map(|(section, line)| {
            let side = match section {
                "heading" => Side::Heading,
                "lead" => Side::Lead,
                "clause" => Side::Clause,
                "tail" | "tail derived" => Side::Tail,
                _ => return None,
            };
            let (trust, text) = line.split_once(" | ")?;
            Some(Phrase { side, text, trust: trust.parse().ok()?, is_plain: section == "tail derived" })
        })
        .collect()
}

/// Words that do not begin a name; those that are in none are among them.
static NO_NAMES: LazyLock<WordHashes> = LazyLock::new(|| WordHashes::of(&["no names", "never in names"]));
static NEVER_IN_NAMES: LazyLock<WordHashes> = LazyLock::new(|| WordHashes::of(&["never in names"]));

/// Words by the hash of their small letters: nothing is allocated to ask for one.
struct WordHashes(Vec<u64>);

impl WordHashes {
    fn of(sections: &[&str]) -> WordHashes {
        let lines = lists::lines(include_str!("../data/company.txt")).filter(|(name, _)| sections.contains(name));
        let mut hashes: Vec<u64> = lines.flat_map(|(_, line)| lists::parts(line, ',')).map(WordHashes::hash).collect();
        hashes.sort_unstable();
        WordHashes(hashes)
    }

    fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&WordHashes::hash(word)).is_ok()
    }

    /// The hash of the small letters.
    fn hash(word: &str) -> u64 {
        let mut hasher = Fnv::default();
        if word.is_ascii() {
            word.bytes().for_each(|byte| hasher.write(&[byte.to_ascii_lowercase()]));
        } else {
            hasher.write(word.to_lowercase().as_bytes());
        }
        hasher.finish()
    }
}

/// A name somewhere in the body.
#[derive(Clone, Copy, Debug)]
struct Mention<'t> {
    name: &'t str,
    start: usize,
    trust: u32,
    is_plain: bool,
}

/// How far a body is read: who hires is said at its beginning or at its end.
const MENTIONS: usize = 200;
const ENOUGH: u32 = 3;

/// A posting that begins with "Acme is …" speaks of the employer.
const OPENING: usize = 200;

/// The employer that the body names. A plain statement (`Acme is looking for …`) is derived, all else is assumed.
pub fn from_body(body: &str, base: usize) -> Option<Fact<String>> {
    let names = names(&mentions(body));
    let best = most_trusted(&names, body)?;
    let same = || names.iter().filter(|other| is_same(other.name, best));
    if same().all(|other| other.most <= ENOUGH) && is_ordinary(best, body) {
        return None;
    }
    let shown = same().max_by_key(|other| (other.trust, other.is_plain, other.name.len(), other.last))?;
    let origin = if same().any(|other| other.is_plain) { Origin::Derived } else { Origin::Assumed };
    let span = Span::new(base + shown.start, base + shown.start + shown.name.len());
    Some(Fact { value: shown.name.to_owned(), origin, span })
}

fn mentions(body: &str) -> Vec<Mention<'_>> {
    let mut mentions = Vec::new();
    let mut start = 0;
    for end in sentence_ends(body) {
        let text = plain_start(&body[start..end]);
        if !text.is_empty() {
            let offset = end - text.len();
            read_sentence(text, offset, &mut mentions);
            read_clauses(text, offset, &mut mentions);
        }
        start = end;
        if mentions.len() > MENTIONS {
            break;
        }
    }
    mentions
}

/// Where sentences end: behind a line, a mark of punctuation, or the dot of a list. A pass for three bytes at a time is
/// quicker than one look at each byte.
fn sentence_ends(body: &str) -> Vec<usize> {
    const DOT: &[u8] = "•".as_bytes();
    let bytes = body.as_bytes();
    let dots = memchr::memchr_iter(DOT[0], bytes).filter(|at| bytes[*at..].starts_with(DOT)).map(|at| at + DOT.len());
    let lines = memchr::memchr3_iter(b'\n', b'.', b':', bytes);
    let marks = memchr::memchr3_iter(b'!', b'?', b';', bytes).chain(memchr::memchr_iter(b'|', bytes));
    let mut ends: Vec<usize> = lines.chain(marks).map(|at| at + 1).chain(dots).collect();
    ends.push(body.len());
    ends.sort();
    ends
}

/// What all mentions of one name say together.
struct Named<'t> {
    name: &'t str,
    /// Where the name is shown to stand: its last plain mention, else its last.
    start: usize,
    /// The sum of the trust of its mentions, and the largest.
    trust: u32,
    most: u32,
    is_plain: bool,
    /// The number of the mention at `start`.
    last: usize,
}

/// The names in the order of their first mentions.
fn names<'t>(mentions: &[Mention<'t>]) -> Vec<Named<'t>> {
    let mut names: Vec<Named> = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let Mention { name, start, trust, is_plain } = *mention;
        let Some(known) = names.iter_mut().find(|known| known.name == name) else {
            names.push(Named { name, start, trust, most: trust, is_plain, last: number });
            continue;
        };
        known.trust += trust;
        known.most = known.most.max(trust);
        if is_plain || !known.is_plain {
            (known.start, known.last) = (start, number);
        }
        known.is_plain |= is_plain;
    }
    names
}

/// The most trusted name, the first of equals. Each name is looked for in the text once.
fn most_trusted<'t>(names: &[Named<'t>], body: &str) -> Option<&'t str> {
    let mut best: Option<(u32, &str)> = None;
    for Named { name, .. } in names {
        let stated: u32 = names.iter().filter(|other| is_same(other.name, name)).map(|other| other.trust).sum();
        let trust = stated + repeated(name, body);
        if trust >= ENOUGH && best.is_none_or(|(most, _)| trust > most) {
            best = Some((trust, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The trust that a name gains by being repeated in the text.
fn repeated(name: &str, body: &str) -> u32 {
    let times = memchr::memmem::find_iter(body.as_bytes(), name.as_bytes()).take(6).count();
    u32::try_from(times).unwrap_or_default() / 2
}

/// `Pay is based on …`: a word that the text also writes small is no name.
fn is_ordinary(name: &str, body: &str) -> bool {
    let lower = name.to_lowercase();
    lower != name && memchr::memmem::find(body.as_bytes(), format!(" {lower} ").as_bytes()).is_some()
}

/// Same name, or one is the other with its legal form or an addition behind it.
fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
        && !long[short.len()..].starts_with(char::is_alphanumeric)
}

/// `As the first of its kind, Acme is building …`: behind a comma a name needs more support, and must be no tool.
fn read_clauses<'t>(sentence: &'t str, start: usize, mentions: &mut Vec<Mention<'t>>) {
    let commas = memchr::memchr_iter(b',', sentence.as_bytes()).filter(|comma| sentence[comma + 1..].starts_with(' '));
    for comma in commas.take(2) {
        let offset = start + comma + 2;
        for (name, phrase) in before(&sentence[comma + 2..]).filter(|(_, phrase)| !phrase.is_plain) {
            if skills::known(name).is_none() {
                let trust = phrase.trust - 1 + u32::from(offset < OPENING);
                mentions.push(Mention { name, start: offset, trust, is_plain: false });
            }
        }
    }
}

/// The sentence without the marks before its first letter or digit.
fn plain_start(sentence: &str) -> &str {
    sentence.trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn read_sentence<'t>(text: &'t str, start: usize, mentions: &mut Vec<Mention<'t>>) {
    for phrase in &PHRASES.before[letter(text)] {
        let Some((name, rest)) = after(text, phrase.text) else { continue };
        let is_named = match phrase.side {
            Side::Heading => fills_line(rest) && !name.contains('\n'),
            Side::Clause => is_clause(rest),
            _ => !fills_line(rest),
        };
        if is_named {
            let offset = name.as_ptr() as usize - text.as_ptr() as usize;
            mentions.push(Mention { name, start: start + offset, trust: phrase.trust, is_plain: phrase.is_plain });
        }
    }
    for (name, phrase) in before(text) {
        let trust = phrase.trust + u32::from(start < OPENING);
        mentions.push(Mention { name, start, trust, is_plain: phrase.is_plain });
    }
}

/// `At Acme, we …`, `En Acme somos …`.
fn is_clause(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '_']);
    let word = rest.strip_prefix(' ').and_then(|rest| rest.split(' ').next());
    rest.starts_with(", ")
        || word.is_some_and(|word| {
            matches!(
                word,
                "we" | "our"
                    | "you"
                    | "wir"
                    | "nous"
                    | "somos"
                    | "buscamos"
                    | "creemos"
                    | "estamos"
                    | "nos"
                    | "acreditamos"
            )
        })
}

fn fills_line(rest: &str) -> bool {
    rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
}

/// What follows a phrase with which the text begins. Its last byte is compared first: many phrases begin alike.
fn behind<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let (last, end) = (phrase.len().checked_sub(1)?, text.as_bytes().get(phrase.len() - 1)?);
    let is_ascii_like = end.eq_ignore_ascii_case(&phrase.as_bytes()[last]);
    if !is_ascii_like && end.is_ascii() {
        return None;
    }
    let (head, rest) = text.split_at_checked(phrase.len())?;
    let is_phrase = head.eq_ignore_ascii_case(phrase) || (!phrase.is_ascii() && head.to_lowercase() == phrase);
    is_phrase.then_some(rest)
}

/// The name behind a phrase with which the text begins, and what follows the name.
fn after<'t>(text: &'t str, phrase: &str) -> Option<(&'t str, &'t str)> {
    let rest = behind(text, phrase)?.strip_prefix([' ', '\u{a0}', '’', '\'', ':', '*'])?;
    let rest = rest.trim_start_matches([' ', '*', '_', ':', '-', '–', '—', '\u{a0}']);
    name_at(rest)
}

/// The name with which the text begins, with every phrase that follows it.
fn before(text: &str) -> impl Iterator<Item = (&str, &'static Phrase)> {
    let named = name_at(text).map(|(name, rest)| {
        let is_between = |c: char| matches!(c, '*' | '_' | '\u{a0}' | ' ' | ',' | '\u{1F000}'..);
        (name, rest.trim_start_matches(is_between))
    });
    named.into_iter().flat_map(|(name, rest)| {
        let follows =
            |phrase: &&Phrase| behind(rest, phrase.text).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        PHRASES.behind[letter(rest)].iter().filter(follows).map(move |phrase| (name, phrase))
    })
}

const LONGEST: usize = 5;

/// A name: one to five words that begin with a capital or a digit, joined by blanks, `&`, `-`, `.` or `of`.
fn name_at(text: &str) -> Option<(&str, &str)> {
    let first = &text[..word_length(text)];
    if !begins_name(first) || is_no_name(first) {
        return None;
    }
    let mut end = first.len();
    let mut words = 1;
    let mut at = end;
    while words < LONGEST && text[at..].starts_with(' ') {
        let rest = &text[at + 1..];
        let word = &rest[..word_length(rest)];
        at += 1 + word.len();
        if matches!(word, "of" | "and" | "&" | "de" | "du" | "+") {
            continue;
        }
        if !begins_name(word) || NEVER_IN_NAMES.contains(word) {
            break;
        }
        end = at;
        words += 1;
    }
    let name = text[..end].trim_end_matches(['.', '-', '’', '\'', '&']);
    let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
    name.chars().any(char::is_alphabetic).then(|| (name, &text[name.len()..]))
}

fn word_length(text: &str) -> usize {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '&' | '’' | '\'' | '+' | '/');
    text.find(|c: char| !is_inside(c)).unwrap_or(text.len())
}

/// A capital or digit at the beginning, or a capital inside (`ezyVet`, `iRhythm`).
fn begins_name(word: &str) -> bool {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if first.is_uppercase() || first.is_ascii_digit() => true,
        Some(first) if first.is_lowercase() => letters.any(char::is_uppercase),
        _ => false,
    }
}

fn is_no_name(word: &str) -> bool {
    NO_NAMES.contains(word.split(['’', '\'']).next().unwrap_or_default().trim_end_matches(['.', '-']))
}
