//! Text to tokens: figures, money signs, words of pay, marks. Emphasis marks and backslashes of Markdown are no tokens,
//! neither are addresses. Every byte is looked at a bounded number of times.

use super::number::{self, Number};
use super::words::{self, Sense, Word};
use crate::parse::tables::currency::{self, Sign, SmallWord};

/// What a piece of text is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    Money(Sign),
    Word(Word),
    /// A word that tells which dollar is meant, by the currency's place in the table.
    Hint(u16),
    /// `-`, `–`, `—`, `~`
    Dash,
    Plus,
    Slash,
    Comma,
    Colon,
    Open,
    Close,
    /// The end of a sentence or line.
    Stop,
    /// Any other word or mark.
    Other,
}

/// A piece of text and where it lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, at: 0, small: String::new(), tokens: Vec::with_capacity(text.len() / 6 + 4) };
    while let Some(next) = scanner.peek() {
        scanner.step(next);
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    small: String,
    tokens: Vec<Token>,
}

/// American pension plans, named by a paragraph of the law.
const PENSION_PLANS: [&str; 4] = ["401k", "401K", "401(k)", "401(K)"];

/// The longest run of letters in a sign.
const LONGEST_SIGN: usize = 6;

/// The longest word, in letters, of a script without blanks.
const LONGEST_UNSPACED: usize = 4;

/// The longest word that is looked up.
const LONGEST_WORD: usize = 40;

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let start = self.at;
        self.at += length;
        self.tokens.push(Token { kind, start, end: self.at });
    }

    fn step(&mut self, next: char) {
        let length = next.len_utf8();
        match next {
            '0'..='9' => self.number(),
            _ if is_unspaced(next) => self.unspaced(),
            _ if next.is_alphabetic() => self.word(),
            '-' | '–' | '—' | '~' | '−' | '‒' | '―' | '‑' | '～' | '〜' => self.push(Kind::Dash, length),
            '+' => self.push(Kind::Plus, length),
            '/' => self.push(Kind::Slash, length),
            ',' => self.push(Kind::Comma, length),
            ':' if self.rest().starts_with("://") => self.address(),
            ':' => self.push(Kind::Colon, length),
            ']' if self.rest().starts_with("](") => self.link_target(),
            '(' | '[' | '{' => self.push(Kind::Open, length),
            ')' | ']' | '}' => self.push(Kind::Close, length),
            ';' | '|' | '\n' | '•' | '·' | '…' => self.push(Kind::Stop, length),
            '.' | '!' | '?' => self.full_stop(length),
            '&' => self.push(Kind::Word(Word::And), length),
            '%' => self.percent(),
            _ if is_silent(next) => self.at += length,
            _ => self.symbol(next),
        }
    }

    fn number(&mut self) {
        if let Some(plan) = PENSION_PLANS.into_iter().find(|plan| self.rest().starts_with(plan)) {
            return self.push(Kind::Word(Word::Says(Sense::Other)), plan.len());
        }
        let (number, length) = number::leading(self.rest());
        self.push(number.map_or(Kind::Other, Kind::Number), length);
        let Some(next) = self.peek().filter(|next| next.is_alphabetic() && !is_unspaced(*next)) else { return };
        let run = self.run();
        let (scale, length) = match next {
            'k' | 'K' => (Word::Thousand, 1),
            'm' | 'M' => (Word::Million, 1),
            'b' | 'B' => (Word::Billion, 1),
            'L' => (Word::Lakh, 1),
            _ => (Word::Filler, 0),
        };
        let tail = self.text.get(self.at + length..self.at + run).unwrap_or_default();
        if length > 0 && (tail.is_empty() || currency::by_word(tail).is_some()) {
            self.push(Kind::Word(scale), length);
        } else if !self.is_known(run) {
            // `3rd`, `24x7`: no figure at all.
            if let Some(last) = self.tokens.last_mut() {
                last.kind = Kind::Other;
            }
        }
    }

    /// True when the next `run` bytes are a money sign or a word of pay, standing alone.
    fn is_known(&mut self, run: usize) -> bool {
        let word = self.rest().get(..run).unwrap_or_default();
        if run > LONGEST_WORD || currency::by_word(word).is_some() {
            return run <= LONGEST_WORD;
        }
        let small = word.to_lowercase();
        matches!(currency::by_small_word(&small), Some(SmallWord::Sign(_)))
            || words::phrases(&small).iter().any(|phrase| phrase.rest.is_empty())
    }

    /// The length of the letters ahead.
    fn run(&self) -> usize {
        let rest = self.rest();
        let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        match rest.as_bytes().get(ascii) {
            Some(byte) if !byte.is_ascii() => rest.find(|next: char| !next.is_alphabetic()).unwrap_or(rest.len()),
            _ => ascii,
        }
    }

    fn word(&mut self) {
        let run = self.run();
        if run > LONGEST_WORD {
            return self.push(Kind::Other, run);
        }
        let word = self.text.get(self.at..self.at + run).unwrap_or_default();
        let next = self.text.as_bytes().get(self.at + run);
        let ends = next.is_none_or(|next| next.is_ascii() && !matches!(next, b'$' | b'.' | b'/'));
        if ends && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !words::may_tell(word) {
            return self.other(run);
        }
        if let Some((sign, length)) = self.sign(run) {
            return self.push(Kind::Money(sign), length);
        }
        self.small.clear();
        if word.is_ascii() {
            self.small.push_str(word);
            self.small.make_ascii_lowercase();
        } else {
            self.small.extend(word.chars().flat_map(char::to_lowercase));
        }
        if let Some((meanings, length)) = self.phrase(run) {
            self.meanings(meanings, length);
        } else {
            match currency::by_small_word(&self.small) {
                Some(SmallWord::Sign(sign)) => self.push(Kind::Money(sign), run),
                Some(SmallWord::Hint(place)) => self.push(Kind::Hint(place), run),
                None => self.other(run),
            }
        }
    }

    /// Words of a script without blanks, by the longest that is known: `年収`, `万円`.
    fn unspaced(&mut self) {
        let rest = self.rest();
        let letters = rest.chars().take(LONGEST_UNSPACED).take_while(|next| is_unspaced(*next));
        let ends: Vec<usize> = letters
            .scan(0, |end, next| {
                *end += next.len_utf8();
                Some(*end)
            })
            .collect();
        for end in ends.iter().rev() {
            let word = rest.get(..*end).unwrap_or_default();
            let known = words::phrases(word).iter().find(|phrase| phrase.rest.is_empty());
            if let Some(phrase) = known {
                return self.meanings(&phrase.meanings, *end);
            }
            if let Some(sign) = currency::by_word(word) {
                return self.push(Kind::Money(sign), *end);
            }
        }
        self.push(Kind::Other, ends.first().copied().unwrap_or(1));
    }

    /// A money sign that begins with these letters: `R$`, `kr.`, `S/`, `PLN`, `zł`.
    fn sign(&self, run: usize) -> Option<(Sign, usize)> {
        if run > LONGEST_SIGN {
            return None;
        }
        let rest = self.rest();
        if run == 1 && rest.get(1..).is_some_and(|tail| !leads_to_thousands(tail)) && is_letter_sign(rest) {
            return None;
        }
        let next = rest.get(run..).and_then(|tail| tail.chars().next());
        let mark = next.filter(|next| matches!(next, '$' | '.' | '/') || !next.is_ascii());
        let longer = mark.and_then(|mark| {
            let end = run + mark.len_utf8();
            Some((currency::by_word(rest.get(..end)?)?, end))
        });
        longer.or_else(|| Some((currency::by_word(rest.get(..run)?)?, run)))
    }

    /// The longest phrase at hand: what it means, and its length.
    fn phrase(&self, run: usize) -> Option<(&'static [Word], usize)> {
        words::phrases(&self.small)
            .iter()
            .find_map(|phrase| Some((phrase.meanings.as_slice(), self.matches(run, &phrase.rest)?)))
    }

    /// The length of a phrase whose first word is the run ahead.
    fn matches(&self, run: usize, rest_of_phrase: &[&str]) -> Option<usize> {
        let mut length = run;
        for part in rest_of_phrase {
            let tail = self.rest().get(length..)?;
            let gap = tail.find(char::is_alphanumeric)?;
            let is_near = tail
                .get(..gap)?
                .chars()
                .all(|mark| is_silent(mark) || matches!(mark, '-' | '.') || mark == '/' && run == 1);
            let word = tail.get(gap..)?;
            let end = word.find(|next: char| !next.is_alphanumeric()).unwrap_or(word.len());
            let is_same = word.get(..end)?.chars().flat_map(char::to_lowercase).eq(part.chars());
            if !is_near || gap > 4 || !is_same {
                return None;
            }
            length += gap + end;
        }
        Some(length)
    }

    fn meanings(&mut self, meanings: &[Word], length: usize) {
        let start = self.at;
        self.at += length;
        let end = self.at;
        self.tokens.extend(meanings.iter().map(|word| Token { kind: Kind::Word(*word), start, end }));
        // The last dot of `p.a.` and that of `min.` end no sentence.
        let is_dotted = length > 2 && self.text.as_bytes().get(end - 2) == Some(&b'.');
        let is_short =
            length <= 4 && meanings.iter().any(|word| matches!(word, Word::From | Word::UpTo | Word::Thousand));
        if (is_dotted || is_short) && self.peek() == Some('.') {
            self.at += 1;
        }
    }

    /// A word without a meaning, with the digits in it; the dots of `U.S.` belong to it.
    fn other(&mut self, run: usize) {
        let rest = self.rest();
        let mut end = rest
            .get(run..)
            .and_then(|tail| tail.find(|next: char| !next.is_alphanumeric()))
            .map_or(rest.len(), |more| run + more);
        if end == 1 && rest.get(1..2) == Some(".") {
            end = 2;
        }
        self.push(Kind::Other, end);
    }

    fn symbol(&mut self, symbol: char) {
        let length = symbol.len_utf8();
        let rest = self.rest();
        let tail = rest.get(length..).unwrap_or_default();
        let run = tail.find(|next: char| !next.is_alphabetic()).unwrap_or(tail.len()).min(LONGEST_WORD);
        let longer =
            rest.get(..length + run).filter(|_| run > 0).and_then(currency::by_word).map(|sign| (sign, length + run));
        let sign = longer.or_else(|| Some((currency::by_word(rest.get(..length)?)?, length)));
        match sign {
            Some((sign, length)) => self.push(Kind::Money(sign), length),
            None => self.push(Kind::Other, length),
        }
    }

    /// A dot ends a sentence when a blank follows; else it is nothing.
    fn full_stop(&mut self, length: usize) {
        let is_close = |next: &char| matches!(next, '*' | '_' | ')' | '"' | '”' | '.');
        let mut after = self.rest().chars().skip(1).take(4).skip_while(is_close);
        if after.next().is_none_or(char::is_whitespace) {
            self.push(Kind::Stop, length);
        } else {
            self.at += length;
        }
    }

    /// A percentage is no figure.
    fn percent(&mut self) {
        if let Some(last) = self.tokens.last_mut().filter(|last| matches!(last.kind, Kind::Number(_))) {
            last.kind = Kind::Other;
        }
        self.push(Kind::Other, 1);
    }

    fn address(&mut self) {
        let rest = self.rest();
        let length = rest.find(|next: char| next.is_whitespace() || next == ')' || next == '>').unwrap_or(rest.len());
        self.push(Kind::Other, length);
    }

    fn link_target(&mut self) {
        let rest = self.rest();
        let length = rest.find([')', '\n']).unwrap_or(rest.len());
        self.push(Kind::Close, length);
        if self.peek() == Some(')') {
            self.at += 1;
        }
    }
}

/// Letters of a script that puts no blanks between words: Han, kana, Hangul.
fn is_unspaced(next: char) -> bool {
    matches!(next, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// True when the sign at hand is one plain letter, such as the rand's `R`, and not the beginning of a longer one.
fn is_letter_sign(text: &str) -> bool {
    !matches!(text.chars().nth(1), Some('$' | '.' | '/'))
}

/// True before a figure of at least four digits, grouped or not: a single letter is a sign there only (`R 45 000`).
fn leads_to_thousands(text: &str) -> bool {
    let figure = text.strip_prefix([' ', '\u{a0}']).unwrap_or(text);
    let is_mark = |next: &char| matches!(next, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}');
    let head: String = figure.chars().take(8).take_while(|next| next.is_ascii_digit() || is_mark(next)).collect();
    let is_scaled = figure.trim_start_matches(|next: char| next.is_ascii_digit()).starts_with(['k', 'K']);
    figure.starts_with(|next: char| next.is_ascii_digit())
        && (is_scaled || head.chars().filter(char::is_ascii_digit).count() >= 4)
}

/// Blanks, invisible characters and emphasis.
fn is_silent(next: char) -> bool {
    let is_mark = matches!(next, '*' | '_' | '`' | '\\' | '"' | '“' | '”' | '\'' | '’' | '<' | '>' | '#');
    is_mark || next.is_whitespace() || matches!(next, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
