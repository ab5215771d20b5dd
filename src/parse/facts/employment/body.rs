//! Finds the kinds of employment that a body states for this job: a kind alone in its line or behind a label, a kind
//! with a noun of this job or a word of the title behind it, a kind behind an opening such as "this is a".

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::super::lists;
use super::super::words::{Word, words};
use super::table;
use crate::model::{EmploymentType, Fact};
use crate::parse::tables::{WordMap, WordSet};
use crate::source::Span;

/// What every phrase holds: one pass for these, which the machine makes many bytes at a time, leaves a few places of a
/// body for the phrases themselves, whose pass takes a step a byte.
const STEMS: [&str; 61] = [
    "ull", "ULL", "art-", "art/", "art t", "art T", "artt", "artT", "ART", "ontract", "ONTRACT", "ontrat", "ONTRAT",
    "reelan", "REELAN", "reiberuf", "REIBERUF", "reie", "REIE", "b2b", "B2B", "B2b", "c2c", "C2C", "C2c", "orp", "ORP",
    "empo", "EMPO", "ixed", "IXED", "nternsh", "NTERNSH", "lzeit", "LZEIT", "emps", "EMPS", "iempo", "IEMPO", "ornada",
    "ORNADA", "ntegral", "NTEGRAL", "eio", "EIO", "ltijd", "LTIJD", "etat", "ETAT", "Etat", "ltid", "LTID", "odelo",
    "ODELO", "egime", "EGIME", "efrist", "EFRIST", "cdd", "CDD", "Cdd",
];

/// Bytes before and behind a stem within which the phrase lies. Another stem that hides the first begins up to eight
/// bytes before it, which is among those behind.
const BEFORE: usize = 12;
const BEHIND: usize = 36;

static STEM_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .match_kind(MatchKind::LeftmostFirst)
        .build(STEMS)
        .ok()
});

/// The phrases of bodies and the words around them.
struct Tables {
    finder: Option<AhoCorasick>,
    /// Kind and plainness of each pattern of the finder.
    kinds: Vec<(EmploymentType, bool)>,
    words: WordMap<WordSet>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let (patterns, kinds): (Vec<_>, Vec<_>) =
        patterns().into_iter().map(|(pattern, kind, is_plain)| (pattern, (kind, is_plain))).unzip();
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(&patterns).ok();
    let mut words: WordMap<WordSet> = WordMap::default();
    for (section, line) in lists::lines(include_str!("../data/employment.txt")) {
        words.entry(section).or_default().extend(lists::parts(line, ','));
    }
    Tables { finder, kinds, words }
});

/// Every way to write the phrases of bodies, with its kind and plainness.
fn patterns() -> Vec<(String, EmploymentType, bool)> {
    let mut patterns = Vec::new();
    for (section, is_plain) in [("body", false), ("body plain", true)] {
        for (kind, phrase) in table(section) {
            let Some(kind) = kind else { continue };
            for joint in [" ", "-", "/", "- "].iter().take(if phrase.contains(' ') { 4 } else { 1 }) {
                patterns.push((phrase.replace(' ', joint), kind, is_plain));
            }
        }
    }
    patterns
}

/// A phrase of titles by its words, and its kind.
type TitlePhrase = (Vec<&'static str>, EmploymentType);

/// Phrases of titles by their first word, with their place in the file.
static TITLE: LazyLock<WordMap<Vec<(usize, TitlePhrase)>>> = LazyLock::new(|| {
    let mut phrases: WordMap<Vec<(usize, TitlePhrase)>> = WordMap::default();
    let all = table("title").filter_map(|(kind, phrase)| Some((phrase.split(' ').collect::<Vec<_>>(), kind?)));
    for (place, phrase) in all.enumerate() {
        phrases.entry(phrase.0[0]).or_default().push((place, phrase));
    }
    phrases
});

/// Phrases of a body whose surroundings are looked at; a posting has a handful.
const LOOKED_AT: usize = 200;

/// The kinds that the title or the body states for this job, each once, in the order of the model.
/// `base` is where the body begins; a kind that only the title names has an empty span there.
pub fn from_body(body: &str, title: &str, base: usize) -> Vec<Fact<EmploymentType>> {
    let mut found: Vec<Fact<EmploymentType>> = Vec::new();
    let title_words: Vec<Word> = words(title).collect();
    for kind in in_title(&title_words) {
        add(&mut found, kind, Span::new(base, base));
    }
    let tables = &*TABLES;
    let Some(finder) = &tables.finder else { return found };
    let hits = parts(body).flat_map(|(from, to)| finder.find_overlapping_iter(Input::new(body).span(from..to)));
    for hit in hits.take(LOOKED_AT) {
        let (kind, is_plain) = tables.kinds[hit.pattern().as_usize()];
        let is_new = !found.iter().any(|fact| fact.value == kind && fact.span.start != fact.span.end);
        if is_new && is_whole(body, hit.start(), hit.end()) {
            let around = Around::new(body, hit.start(), hit.end());
            if around.is_statement(kind, is_plain, &title_words) {
                add(&mut found, kind, Span::new(base + hit.start(), base + hit.end()));
            }
        }
    }
    found.sort_by_key(|fact| fact.value);
    found
}

/// The parts of a body around its stems, apart from one another, in their order.
fn parts(body: &str) -> impl Iterator<Item = (usize, usize)> {
    let hits = STEM_FINDER.iter().flat_map(move |finder| finder.find_iter(body));
    let mut around = hits.map(move |hit| (hit.start().saturating_sub(BEFORE), (hit.end() + BEHIND).min(body.len())));
    let mut current = around.next();
    std::iter::from_fn(move || {
        let (from, mut to) = current?;
        loop {
            current = around.next();
            match current {
                Some((next, end)) if next <= to => to = to.max(end),
                _ => return Some((from, to)),
            }
        }
    })
}

fn add(found: &mut Vec<Fact<EmploymentType>>, kind: EmploymentType, span: Span) {
    match found.iter_mut().find(|fact| fact.value == kind) {
        Some(fact) => fact.span = span,
        None => found.push(Fact::derived(kind, span)),
    }
}

fn is_whole(body: &str, start: usize, end: usize) -> bool {
    body.is_char_boundary(start)
        && body.is_char_boundary(end)
        && !body[..start].ends_with(char::is_alphanumeric)
        && !body[end..].starts_with(char::is_alphanumeric)
}

/// Words that name a kind only where no other noun follows.
const LOOSE: [&str; 7] = ["contract", "stage", "temp", "pj", "b2b", "freelance", "contractor"];

/// The kinds that a title names. `Contract` names one only at the end of the title or of a piece of it.
fn in_title(title: &[Word]) -> Vec<EmploymentType> {
    let mut kinds = Vec::new();
    let mut candidates: Vec<&(usize, TitlePhrase)> =
        title.iter().filter_map(|word| TITLE.get(word.text.to_lowercase().as_str())).flatten().collect();
    candidates.sort_unstable_by_key(|(place, _)| *place);
    candidates.dedup_by_key(|(place, _)| *place);
    for (_, (phrase, kind)) in candidates {
        let length = phrase.len();
        let is_phrase = |window: &[Word]| window.iter().zip(phrase).all(|(word, wanted)| word.is(wanted));
        let at = title.windows(length).position(is_phrase);
        let Some(at) = at else { continue };
        let before = at.checked_sub(1).map(|index| title[index]);
        let is_loose = phrase.len() == 1 && LOOSE.contains(&phrase[0]);
        let next = title.get(at + length);
        let names_work =
            next.is_none() || next.is_some_and(|word| word.is_one_of(&["remote", "to", "role", "position", "basis"]));
        let is_other =
            before.is_some_and(|word| word.is_one_of(&["smart", "sub", "government", "non", "growth", "early"]));
        let is_stage = phrase[0] == "stage" && at == 0;
        if !is_other && (!is_loose || names_work || is_stage) && !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds
}

/// A phrase and the sentence around it.
struct Around<'t> {
    /// The piece of the line between bars, bullets, brackets and colons, in which the phrase stands.
    segment: &'t str,
    before: Vec<String>,
    after: Vec<String>,
    sentence: Vec<String>,
    is_labelled: bool,
}

const NEAR: usize = 400;

impl<'t> Around<'t> {
    fn new(body: &'t str, start: usize, end: usize) -> Around<'t> {
        let near = super::super::words::floor(body, start.saturating_sub(NEAR));
        let far = super::super::words::floor(body, end + NEAR);
        let is_break = |c: char| matches!(c, '\n' | '.' | '!' | '?' | ';' | '•' | '|');
        let is_edge = |c: char| matches!(c, '\n' | '|' | '•' | '·' | '(' | ')' | ':' | '–' | '—' | '.');
        let from = body[near..start].rfind(is_break).map_or(near, |at| near + at);
        let to = body[end..far].find(is_break).map_or(far, |at| end + at);
        let left = body[near..start].rfind(is_edge).map_or(near, |at| near + at);
        let right = body[end..far].find(is_edge).map_or(far, |at| end + at);
        let folded = |text: &str| words(text).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
        Around {
            segment: &body[left..right],
            before: folded(&body[from..start]),
            after: folded(&body[end..to]),
            sentence: folded(&body[from..to]),
            is_labelled: body[near..start].trim_end_matches([' ', '*', '_']).ends_with(':'),
        }
    }

    fn is_statement(&self, kind: EmploymentType, is_plain: bool, title: &[Word]) -> bool {
        let before = self.before.last().map(String::as_str).unwrap_or_default();
        let after = self.after.first().map(String::as_str).unwrap_or_default();
        let is_of_hours = matches!(kind, EmploymentType::FullTime | EmploymentType::PartTime);
        let is_turned = is(before, "not after") && !(is_of_hours && self.is_alone());
        let is_this = self.before.iter().rev().take(4).any(|word| matches!(word.as_str(), "this" | "these"));
        let is_labelled = self.is_labelled && self.has_opening();
        let is_of_others = is(after, "not before");
        let is_meant = is_this || is_labelled || self.has_opening();
        let is_excused = (is_labelled || is_this) && matches!(after, "employee" | "employees" | "positions" | "roles");
        if is_turned || (is_of_others && !is_excused) {
            return false;
        }
        if !is_meant && self.sentence.iter().any(|word| is(word, "not this job")) {
            return false;
        }
        if is_plain || self.is_alone() {
            return true;
        }
        match kind {
            EmploymentType::FullTime | EmploymentType::PartTime | EmploymentType::Temporary => {
                is_excused || self.has_noun(title) || self.has_opening()
            }
            EmploymentType::Intern => is_this,
            _ => is_labelled || self.is_contract(),
        }
    }

    /// True when the piece of the line holds nothing but words of employment.
    fn is_alone(&self) -> bool {
        let mut names_more_than_trade = false;
        let mut count = 0;
        let all = words(self.segment).all(|word| {
            let lower = word.text.to_lowercase();
            names_more_than_trade |= lower != "b2b";
            count += 1;
            let is_number = lower.bytes().all(|byte| byte.is_ascii_digit());
            is_number || is(&lower, "between") || is(&lower, "job nouns") || lower == "b2b" || lower == "internship"
        });
        all && names_more_than_trade && count <= 9
    }

    /// True when a noun of this job or a word of the title follows.
    fn has_noun(&self, title: &[Word]) -> bool {
        let next = self.after.iter().take(7).find(|word| !is(word, "between") || is(word, "job nouns"));
        next.is_some_and(|word| !is(word, "not before") && (is(word, "job nouns") || is_in_title(word, title)))
    }

    /// True when the words before open a statement, with words of employment in between.
    fn has_opening(&self) -> bool {
        let mut end = self.before.len();
        for _ in 0..6 {
            let is_open =
                (1..=3).any(|length| end >= length && is(&self.before[end - length..end].join(" "), "openings"));
            if is_open {
                return true;
            }
            if end == 0 || !is(&self.before[end - 1], "between") {
                return false;
            }
            end -= 1;
        }
        false
    }

    /// True when a contract is the form of this job: `contract role`, `as an independent contractor`, `B2B contract`.
    fn is_contract(&self) -> bool {
        let one_of = |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
        let nouns =
            ["position", "role", "basis", "job", "opportunity", "assignment", "engagement", "hire", "gig", "only"];
        let forms = ["contract", "contracts", "cooperation", "collaboration", "agreement", "contractor", "contractors"];
        let phrase = self.sentence.get(self.before.len()).map(String::as_str).unwrap_or_default();
        let next = self.after.first();
        match phrase {
            "contract" => one_of(next, &nouns) || one_of(self.before.last(), &["month", "freelance", "b2b", "c2c"]),
            "contractor" | "contractors" => {
                (self.has_opening() && ends_clause(next)) || one_of(next, &nouns) || one_of(next, &["agreement"])
            }
            "b2b" => one_of(next, &forms) || one_of(next, &["basis"]),
            _ => one_of(next, &nouns) || one_of(next, &forms) || self.has_opening(),
        }
    }
}

/// Behind `as a contractor` nothing follows, or a word that begins something else; `contractor payroll` is a thing.
fn ends_clause(next: Option<&String>) -> bool {
    let begins = [
        "through", "with", "in", "via", "on", "based", "from", "or", "and", "outside", "for", "to", "of", "who",
        "under", "if", "while", "you", "our", "by",
    ];
    next.is_none_or(|word| begins.contains(&word.as_str()))
}

fn is(word: &str, section: &str) -> bool {
    TABLES.words.get(section).is_some_and(|words| words.contains(word))
}

/// True when the word, in the singular or plural, is one of the title.
fn is_in_title(word: &str, title: &[Word]) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    stem.len() >= 2 && title.iter().any(|other| other.is(word) || other.is(stem))
}

#[cfg(test)]
mod tests {
    use super::{BEFORE, BEHIND, STEMS, patterns};

    #[test]
    fn every_phrase_holds_a_stem() {
        for (pattern, ..) in patterns() {
            let capital = |word: &str| {
                let (first, rest) = word.split_at(usize::from(word.is_char_boundary(1)));
                first.to_ascii_uppercase() + rest
            };
            let title = pattern.split_inclusive([' ', '-', '/']).map(capital).collect::<String>();
            for written in [capital(&pattern), pattern.to_ascii_uppercase(), title, pattern] {
                let mut stems = STEMS.iter().filter_map(|stem| Some((written.find(stem)?, stem.len())));
                let is_near = |(at, length): (usize, usize)| at <= BEFORE && written.len() - at - length <= BEHIND - 8;
                assert!(stems.any(is_near), "{written}");
            }
        }
    }
}
