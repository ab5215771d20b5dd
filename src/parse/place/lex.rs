//! A location string as words and the gaps between them.

use crate::parse::tables::{fold_into, fold_plain, names};

/// What stands between two words, by how strongly it parts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Blanks, or nothing where two words were run together.
    Space,
    /// A hyphen without blanks.
    Hyphen,
    /// A comma.
    Comma,
    /// An opening parenthesis.
    Open,
    /// A dash, a colon, or a hyphen with a blank beside it.
    Dash,
    /// A closing parenthesis.
    Close,
    /// A slash or plus sign.
    Slash,
    /// `or`, `and`.
    Or,
    /// A semicolon, bar, line or sentence end.
    Break,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `CA`.
    Upper,
    /// `Ca`, `McLean`.
    Title,
    /// `ca`.
    Lower,
    /// `24`, `北京`.
    None,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct LexWord {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its folded form lies in `Words::folded`.
    pub(super) fold: (usize, usize),
    pub(super) gap: Gap,
    pub(super) case: Case,
    /// True when the author ran it together with the word before.
    pub(super) joined: bool,
}

/// A text's words; their folded forms lie one after the other, parted by a blank.
#[derive(Default)]
pub(super) struct Words {
    pub(super) words: Vec<LexWord>,
    folded: String,
}

impl Words {
    /// The folded form of the words `first..=last`.
    pub(super) fn folded(&self, first: usize, last: usize) -> &str {
        &self.folded[self.words[first].fold.0..self.words[last].fold.1]
    }

    fn push(&mut self, text: &str, start: usize, end: usize, gap: Gap, joined: bool) -> bool {
        let before = self.folded.len();
        if before > 0 {
            self.folded.push(' ');
        }
        let first = self.folded.len();
        if !fold_into(&text[start..end], &mut self.folded) {
            self.folded.truncate(before);
            return false;
        }
        let case = case(&text[start..end]);
        self.words.push(LexWord { start, end, fold: (first, self.folded.len()), gap, case, joined });
        true
    }

    /// Adds a plain word behind what lies between it and the word before.
    fn push_plain(&mut self, between: &str, word: &str, start: usize) {
        let gap = if self.words.is_empty() { Gap::Break } else { gap(self, between) };
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let first = self.folded.len();
        fold_plain(word, &mut self.folded);
        let case = match word.starts_with(|first: char| first.is_ascii_uppercase()) {
            false => Case::Lower,
            true if word.len() == 1 => Case::Upper,
            true => Case::Title,
        };
        let fold = (first, self.folded.len());
        self.words.push(LexWord { start, end: start + word.len(), fold, gap, case, joined: false });
    }
}

/// Parts `text` into words. Linear in its length.
pub(super) fn words(text: &str) -> Words {
    let mut found = Words { words: Vec::with_capacity(text.len() / 5 + 1), folded: String::with_capacity(text.len()) };
    let mut gap_start = 0;
    let mut word_start = None;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if word_start.is_none()
            && let Some(end) = plain_word(text.as_bytes(), at)
        {
            found.push_plain(&text[gap_start..at], &text[at..end], at);
            (gap_start, at) = (end, end);
            continue;
        }
        match (belongs_to_word(text, at, character), word_start) {
            (true, None) => word_start = Some(at),
            (false, Some(start)) => {
                if add(&mut found, text, gap_start, start, at) {
                    gap_start = at;
                }
                word_start = None;
            }
            _ => {}
        }
        at += character.len_utf8();
    }
    if let Some(start) = word_start {
        add(&mut found, text, gap_start, start, text.len());
    }
    found
}

/// Where the word that begins here ends, when it is a plain one: ASCII letters, small but for the first, and behind them
/// nothing that could belong to it.
fn plain_word(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = &bytes[start..];
    let first = usize::from(rest.first()?.is_ascii_uppercase());
    let length = rest[first..].iter().position(|byte| !byte.is_ascii_lowercase()).map_or(rest.len(), |at| at + first);
    let ends = |next: &u8| next.is_ascii() && !next.is_ascii_alphanumeric() && !b".'&%".contains(next);
    (length > 0 && rest.get(length).is_none_or(ends)).then_some(start + length)
}

/// Letters, digits, `&`, marks; a full stop or apostrophe only between letters.
fn belongs_to_word(text: &str, at: usize, character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '&' | '%' => true,
        '.' | '\'' | '’' => {
            let after = &text[at + character.len_utf8()..];
            text[..at].ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        }
        _ if character.is_ascii() => false,
        '\u{300}'..='\u{36f}' => true,
        _ => character.is_alphanumeric(),
    }
}

fn add(found: &mut Words, text: &str, gap_start: usize, start: usize, end: usize) -> bool {
    let gap = if found.words.is_empty() { Gap::Break } else { gap(found, &text[gap_start..start]) };
    let Some(cut) = joined_at(&text[start..end]) else {
        return add_around_ampersand(found, text, start, end, gap);
    };
    let folded = crate::parse::tables::fold_word(&text[start..end]);
    if !names(&folded).is_empty() || folded.starts_with("mc") {
        return found.push(text, start, end, gap, false);
    }
    add_joined(found, text, start, end, start + cut, gap)
}

/// `UK&I` and `R&D` are three words each.
fn add_around_ampersand(found: &mut Words, text: &str, start: usize, end: usize, gap: Gap) -> bool {
    match text[start..end].find('&') {
        Some(at) if end - start > 1 => {
            let mut added = at > 0 && found.push(text, start, start + at, gap, false);
            let gap = if added { Gap::Space } else { gap };
            added |= found.push(text, start + at, start + at + 1, gap, false);
            let rest = start + at + 1;
            added |= rest < end && found.push(text, rest, end, Gap::Space, false);
            added
        }
        _ => found.push(text, start, end, gap, false),
    }
}

/// Words run together, parted where a small letter meets a capital: `RemoteMunich`, `SanFranciscoorRemote`.
fn add_joined(found: &mut Words, text: &str, start: usize, end: usize, first_cut: usize, gap: Gap) -> bool {
    let mut from = start;
    let mut cut = first_cut;
    let mut gap = gap;
    let mut joined = false;
    loop {
        let next = joined_at(&text[cut..end]).map_or(end, |more| cut + more);
        let or = text[from..cut].strip_suffix("or").filter(|rest| !rest.is_empty());
        match or {
            Some(rest) if text[cut..end].starts_with("Remote") => {
                let middle = from + rest.len();
                found.push(text, from, middle, gap, joined);
                found.push(text, middle, cut, Gap::Space, true);
            }
            _ => {
                found.push(text, from, cut, gap, joined);
            }
        }
        (from, gap, joined) = (cut, Gap::Space, true);
        if from == end {
            return true;
        }
        cut = next;
    }
}

/// Where a small letter is followed by a capital.
fn joined_at(word: &str) -> Option<usize> {
    let mut small = false;
    for (at, character) in word.char_indices() {
        if small && character.is_uppercase() {
            return Some(at);
        }
        small = character.is_lowercase();
    }
    None
}

fn gap(found: &Words, between: &str) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let blank = between.contains(char::is_whitespace);
    // `St. Louis` and `U.S. only` are no ends of sentences.
    let is_long = found.words.last().is_some_and(|word| word.fold.1 - word.fold.0 > 3);
    let ends_sentence = is_long && blank && between.starts_with('.');
    let mut gap = if ends_sentence { Gap::Break } else { Gap::Space };
    for character in between.chars() {
        gap = gap.max(match character {
            ',' | '،' | '、' => Gap::Comma,
            '(' | '[' | '{' => Gap::Open,
            ')' | ']' | '}' => Gap::Close,
            ':' | '–' | '—' | '>' | '→' => Gap::Dash,
            '-' | '~' | '‑' | '_' if blank => Gap::Dash,
            '-' | '~' | '‑' | '_' => Gap::Hyphen,
            '/' | '\\' | '+' => Gap::Slash,
            ';' | '|' | '\n' | '•' | '·' | '!' | '?' => Gap::Break,
            _ => Gap::Space,
        });
    }
    gap
}

fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            if letters.all(|letter| !letter.is_lowercase()) {
                Case::Upper
            } else {
                Case::Title
            }
        }
        Some(first) if first.is_lowercase() => Case::Lower,
        _ => Case::None,
    }
}
