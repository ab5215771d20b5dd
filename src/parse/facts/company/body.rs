//! Finds the employer in the words of a body. Every phrase that names somebody gives trust to that name;
//! the most trusted name wins when one phrase is plain enough or several agree.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::{lists, skills};
use crate::model::{Fact, Origin};
use crate::parse::tables::WordSet;
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

static NO_NAMES: LazyLock<WordSet> = LazyLock::new(|| words_of("no names"));
static NEVER_IN_NAMES: LazyLock<WordSet> = LazyLock::new(|| words_of("never in names"));

fn words_of(section: &'static str) -> WordSet {
    lists::lines(include_str!("../data/company.txt"))
        .filter(|(name, _)| *name == section)
        .flat_map(|(_, line)| lists::parts(line, ','))
        .collect()
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
    let mut mentions = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        read_line(line, start, &mut mentions);
        start += line.len();
        if mentions.len() > MENTIONS {
            break;
        }
    }
    let mention = most_trusted(&mentions, body)?;
    let is_weak = mentions.iter().filter(|other| is_same(other.name, mention.name)).all(|other| other.trust <= ENOUGH);
    if is_weak && is_ordinary(mention.name, body) {
        return None;
    }
    let same = || mentions.iter().filter(|other| is_same(other.name, mention.name));
    let weight = |name: &str| same().filter(|other| other.name == name).map(|other| other.trust).sum::<u32>();
    let shown = same().max_by_key(|other| (weight(other.name), other.is_plain, other.name.len())).unwrap_or(&mention);
    let origin = if same().any(|other| other.is_plain) { Origin::Derived } else { Origin::Assumed };
    let span = Span::new(base + shown.start, base + shown.start + shown.name.len());
    Some(Fact { value: shown.name.to_owned(), origin, span })
}

/// The first mention of the most trusted name. Each name is looked for in the text once.
fn most_trusted<'t>(mentions: &[Mention<'t>], body: &str) -> Option<Mention<'t>> {
    let mut best: Option<(u32, Mention)> = None;
    let mut seen: HashSet<&str> = HashSet::new();
    for mention in mentions.iter().filter(|mention| seen.insert(mention.name)) {
        let trust = trust_of(mention, mentions, body);
        if trust >= ENOUGH && best.is_none_or(|(most, _)| trust > most) {
            best = Some((trust, *mention));
        }
    }
    best.map(|(_, mention)| mention)
}

/// The trust that all mentions of a name give it; that it is repeated in the text counts as well.
fn trust_of(mention: &Mention, mentions: &[Mention], body: &str) -> u32 {
    let stated: u32 = mentions.iter().filter(|other| is_same(other.name, mention.name)).map(|other| other.trust).sum();
    let repeated = memchr::memmem::find_iter(body.as_bytes(), mention.name.as_bytes()).take(6).count();
    stated + u32::try_from(repeated).unwrap_or_default() / 2
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

fn read_line<'t>(line: &'t str, start: usize, mentions: &mut Vec<Mention<'t>>) {
    let mut at = 0;
    for sentence in line.split_inclusive(['.', '!', '?', ':', ';', '|', '•']) {
        if mentions.len() > MENTIONS {
            return;
        }
        let text = plain_start(sentence);
        let offset = start + at + (sentence.len() - text.len());
        at += sentence.len();
        if !text.is_empty() {
            read_sentence(text, offset, mentions);
            read_clauses(text, offset, mentions);
        }
    }
}

/// `As the first of its kind, Acme is building …`: behind a comma a name needs more support, and must be no tool.
fn read_clauses<'t>(sentence: &'t str, start: usize, mentions: &mut Vec<Mention<'t>>) {
    for (comma, _) in sentence.match_indices(", ").take(2) {
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

/// The name behind a phrase with which the text begins, and what follows the name.
fn after<'t>(text: &'t str, phrase: &str) -> Option<(&'t str, &'t str)> {
    let head = text.get(..phrase.len())?;
    let is_phrase = head.eq_ignore_ascii_case(phrase) || (!phrase.is_ascii() && head.to_lowercase() == phrase);
    let rest = text[phrase.len()..].strip_prefix([' ', '\u{a0}', '’', '\'', ':', '*']).filter(|_| is_phrase)?;
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
        let follows = |phrase: &&Phrase| {
            let is_phrase = rest.get(..phrase.text.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase.text));
            is_phrase && !rest[phrase.text.len()..].starts_with(char::is_alphanumeric)
        };
        PHRASES.behind[letter(rest)].iter().filter(follows).map(move |phrase| (name, phrase))
    })
}

const LONGEST: usize = 5;

/// A name: one to five words that begin with a capital or a digit, joined by blanks, `&`, `-`, `.` or `of`.
fn name_at(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while words < LONGEST {
        let rest = &text[at..];
        let length = word_length(rest);
        let word = &rest[..length];
        let is_joint = words > 0 && matches!(word, "of" | "and" | "&" | "de" | "du" | "+");
        if !is_joint {
            if !begins_name(word) || (words > 0 && NEVER_IN_NAMES.contains(word.to_lowercase().as_str())) {
                break;
            }
            end = at + length;
            words += 1;
        }
        match text[at + length..].chars().next() {
            Some(' ') => at += length + 1,
            _ => break,
        }
    }
    let name = text[..end].trim_end_matches(['.', '-', '’', '\'', '&']);
    let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
    let first = name.split(' ').next().unwrap_or_default();
    (!name.is_empty() && !is_no_name(first) && name.chars().any(char::is_alphabetic))
        .then(|| (name, &text[name.len()..]))
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '&' | '’' | '\'' | '+' | '/')))
        .unwrap_or(text.len())
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
    let lower = word.to_lowercase();
    let stem = lower.split(['’', '\'']).next().unwrap_or_default().trim_end_matches(['.', '-']);
    NO_NAMES.contains(stem) || NEVER_IN_NAMES.contains(stem)
}
