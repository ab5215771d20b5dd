//! Tells which words of a title say nothing of the job itself.

use std::sync::LazyLock;

use super::super::lists;
use super::super::words::{Word, words};
use crate::parse::tables::{self, Folded, Meaning, WordMap};

/// What a word or phrase of a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Where one works: remote, hybrid, on site.
    Way,
    /// A country, city, region, time zone.
    Place,
    /// A place only beside another place: a quarter of the compass, a small town.
    Compass,
    /// Capitals that are a code of a country or state beside its name.
    Code,
    /// Hours, length and form of the contract, visa, clearance.
    Terms,
    /// Gender marks.
    Gender,
    /// Words that only join the others.
    Filler,
}

/// Longest phrase in words.
const LONGEST: usize = 4;

static PHRASES: LazyLock<WordMap<Kind>> = LazyLock::new(|| {
    let mut phrases = WordMap::default();
    for (section, line) in lists::lines(include_str!("../data/title.txt")) {
        let kind = match section {
            "way" => Kind::Way,
            "place" => Kind::Place,
            "compass" => Kind::Compass,
            "terms" => Kind::Terms,
            "gender" => Kind::Gender,
            "filler" => Kind::Filler,
            _ => continue,
        };
        phrases.extend(lists::parts(line, ',').map(|phrase| (phrase, kind)));
    }
    phrases
});

static COMPOUNDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| section("remote compounds"));
static NO_PLACES: LazyLock<Vec<&'static str>> = LazyLock::new(|| section("no places"));

fn section(name: &'static str) -> Vec<&'static str> {
    lists::lines(include_str!("../data/title.txt"))
        .filter(|(section, _)| *section == name)
        .flat_map(|(_, line)| lists::parts(line, ','))
        .collect()
}

/// True when a piece of a title says nothing of the job itself.
pub(super) fn is_noise(piece: &str) -> bool {
    let piece = piece.trim();
    if piece.is_empty() || is_gender_mark(piece) || is_code(piece) || is_share(piece) {
        return true;
    }
    let words: Vec<Word> = words(piece).collect();
    kinds(piece, &words).is_some_and(|kinds| is_telling(&kinds))
}

/// True when a piece could be the rest of a place that was left out before it: `PH` behind `Manila,`.
pub(super) fn is_rest_of_place(piece: &str) -> bool {
    let words: Vec<Word> = words(piece).collect();
    kinds(piece, &words).is_some_and(|kinds| kinds.iter().any(|kind| matches!(kind, Kind::Compass | Kind::Code)))
}

/// The text without the words at its end that say how one works, gender marks and numbers of reference.
pub(super) fn without_trailing_noise(text: &str) -> &str {
    let mut text = text.trim_end();
    for _ in 0..REMARKS {
        let shorter = shortened(text);
        if shorter.len() == text.len() {
            break;
        }
        text = shorter.trim_end();
    }
    text
}

/// Remarks that may follow one another at the end of a title.
const REMARKS: usize = 6;

fn shortened(text: &str) -> &str {
    let Some((head, last)) = text.rsplit_once(char::is_whitespace) else { return text };
    let is_number = last.len() >= 4 && last.bytes().all(|byte| byte.is_ascii_digit()) && is_code(last);
    if is_gender_mark(last) || is_number {
        return head;
    }
    let all: Vec<Word> = words(text).collect();
    let ends = |length: usize| length <= all.len() && kind_of(text, &all[all.len() - length..]).is_some();
    if !(1..=LONGEST).any(ends) {
        return text;
    }
    let first_possible = all.len().saturating_sub(10).max(1);
    let run = (first_possible..all.len()).find(|&start| {
        kinds(text, &all[start..]).is_some_and(|kinds| kinds.contains(&Kind::Way) && is_telling(&kinds))
    });
    match run {
        Some(start) => &text[..all[start].start],
        None => text,
    }
}

/// The text without `Remote` at its beginning; `Remote Sensing` and its like stay.
pub(super) fn without_leading_noise(text: &str) -> &str {
    let all: Vec<Word> = words(text).collect();
    let Some(remote) = all.iter().take(3).position(|word| word.is("remote")) else { return text };
    let is_lead = all[..remote].iter().all(|word| word.is_one_of(&["100", "fully", "full"]));
    match all.get(remote + 1) {
        Some(next) if is_lead && !next.is_one_of(&COMPOUNDS) => &text[next.start..],
        _ => text,
    }
}

/// The text without a number of reference glued to its beginning (`2024-7209_Data Engineer`).
pub(super) fn without_leading_code(text: &str) -> &str {
    match text.split_once('_') {
        Some((code, rest)) if is_code(code) => rest,
        _ => text,
    }
}

/// The kinds of all words; none when a word is of no kind.
fn kinds(text: &str, words: &[Word]) -> Option<Vec<Kind>> {
    let mut kinds = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (kind, length) = (1..=LONGEST.min(words.len() - at))
            .rev()
            .find_map(|length| Some((kind_of(text, &words[at..at + length])?, length)))?;
        kinds.push(kind);
        at += length;
    }
    Some(kinds)
}

fn kind_of(text: &str, words: &[Word]) -> Option<Kind> {
    let (first, last) = (words.first()?, words.last()?);
    let written = &text[first.start..last.end()];
    let mut folded = String::with_capacity(written.len());
    for word in words {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.text.chars().flat_map(char::to_lowercase));
    }
    if let Some(kind) = PHRASES.get(folded.as_str()) {
        return Some(*kind);
    }
    if words.len() == 1 && written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Kind::Filler);
    }
    if !first.is_capital() || NO_PLACES.contains(&folded.as_str()) {
        return None;
    }
    place(written)
}

/// What a name is as a place.
fn place(written: &str) -> Option<Kind> {
    let mut folded = Folded::default();
    let meanings = tables::names(folded.of(written));
    let is_land = |meaning: &Meaning| {
        matches!(meaning, Meaning::Country(_) | Meaning::Subdivision(_) | Meaning::Region(_) | Meaning::Means(_))
    };
    if meanings.iter().any(is_land) || tables::alone(meanings).is_some() {
        return Some(Kind::Place);
    }
    let is_town = written.len() >= 4 && meanings.iter().any(|meaning| matches!(meaning, Meaning::City(..)));
    let is_code = matches!(written.len(), 2 | 3)
        && written.bytes().all(|byte| byte.is_ascii_uppercase())
        && !tables::codes(written).is_empty();
    is_town.then_some(Kind::Compass).or(is_code.then_some(Kind::Code))
}

/// True when the kinds make a remark of their own: fillers alone do not, nor one quarter of the compass.
fn is_telling(kinds: &[Kind]) -> bool {
    let compass = kinds.iter().filter(|kind| **kind == Kind::Compass).count();
    compass > 1 || kinds.iter().any(|kind| !matches!(kind, Kind::Filler | Kind::Compass | Kind::Code))
}

/// Marks such as `m/w/d`, `H/F`, `f/m/div.`.
fn is_gender_mark(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ' '));
    let mut letters = Vec::new();
    for part in text.split(['/', '|', ',', '-', '*', ':', '.', ' ', '\\', '&']).filter(|part| !part.is_empty()) {
        letters.push(part.to_lowercase());
    }
    let known = ["m", "f", "w", "d", "x", "h", "n", "v", "k", "i", "a", "t", "gn", "div", "nb", "diverse", "divers"];
    let names_one = letters.iter().any(|part| matches!(part.as_str(), "m" | "f" | "w" | "h" | "v" | "k"));
    let is_hardware = letters == ["h", "w"] || letters == ["w", "h"];
    (2..=6).contains(&letters.len())
        && names_one
        && !is_hardware
        && letters.iter().all(|part| known.contains(&part.as_str()))
}

/// Numbers of reference: three digits and more, with a few letters around them (`R12397`, `ID:2143`, `2024-7209`).
fn is_code(text: &str) -> bool {
    let text = text.trim().trim_start_matches('#');
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (prefix, rest) = text.split_at(letters);
    let number = rest.trim_start_matches([' ', '-', ':', '#', '.', '_', '°']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let tail = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let marks_reference = ["ref", "req", "id", "job", "jobid", "reqid", "vacancy", "nr", "no"]
        .iter()
        .any(|word| prefix.eq_ignore_ascii_case(word));
    let is_short = prefix.len() <= 4 && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_number = number.len() - tail.len() <= 2
        && tail.starts_with(|c: char| c.is_ascii_digit())
        && tail.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    digits >= 3 && is_number && (marks_reference || is_short) && !names_something(prefix, number)
}

/// Numbers with a meaning of their own: years, `Office 365`, `AS400`, `ISO 27001`.
fn names_something(prefix: &str, number: &str) -> bool {
    let is_year = prefix.is_empty() && number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    is_year || matches!(number, "365" | "360" | "400") || matches!(prefix, "ISO" | "IEC" | "AZ" | "AWS" | "IEEE" | "DO")
}

/// Shares of a full-time job: `80-100%`, `20 – 40 %`.
fn is_share(text: &str) -> bool {
    text.ends_with('%')
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '%' | '-' | '–' | '—'))
}
