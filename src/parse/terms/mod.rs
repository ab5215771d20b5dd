//! The words of a text as the search knows them: small letters without marks, joined compounds, pairs of signs of
//! scripts without blanks. `static/finder/text.js` cuts what a visitor types by the same rules; both are held against
//! `tests/outside/search/words.json`.

mod forms;
mod lists;

pub use forms::{endings, roots};
pub use lists::{Collector, Dictionary, TermLists, language_bit};

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Letters of a word; longer ones are no words that anybody types.
const LONGEST: usize = 40;

/// Letters of a compound that is also known in one piece (`frontend` of `front-end`).
const LONGEST_COMPOUND: usize = 24;

/// Hands over every word of plain text, in order, repeated ones again.
pub fn of_text(text: &str, found: &mut impl FnMut(&str)) {
    let mut cutter = Cutter::default();
    text.chars().for_each(|character| cutter.take(character, found));
    cutter.end(found);
}

/// Hands over every word of a body as written: without addresses, targets of links, tags and escapes.
pub fn of_markdown(text: &str, found: &mut impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut cutter = Cutter::default();
    let mut small = String::with_capacity(LONGEST);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match SIGNS[usize::from(byte)] {
            GAP | JOINT if cutter.is_between() => at += 1,
            LOWER | UPPER | DIGIT => {
                let (end, seen) = run(bytes, at);
                if matches!(byte, b'h' | b'w') && is_address(bytes, at, end) {
                    at = to_blank(bytes, end);
                    cutter.take(' ', found);
                    continue;
                }
                // Nine words of ten stand by themselves and need no cutter.
                let next = bytes.get(end).map_or(GAP, |next| SIGNS[usize::from(*next)]);
                match cutter.is_between() && matches!(next, GAP | MARKUP) && bytes.get(end) != Some(&b'\\') {
                    true => hand_over_ascii(&text[at..end], seen, &mut small, found),
                    false => cutter.take_ascii(&text[at..end], found),
                }
                at = end;
            }
            OTHER => {
                let Some(character) = text[at..].chars().next() else { break };
                cutter.take(character, found);
                at += character.len_utf8();
            }
            _ => at = sign(bytes, at, &mut cutter, found),
        }
    }
    cutter.end(found);
}

/// What a byte is to the words of a body.
static SIGNS: [u8; 256] = {
    let mut signs = [GAP; 256];
    let mut byte: u8 = 0;
    loop {
        signs[byte as usize] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'-' | b'+' | b'#' => JOINT,
            b'\\' | b'@' | b']' | b'<' | b'&' => MARKUP,
            0x80.. => OTHER,
            _ => GAP,
        };
        if byte == u8::MAX {
            break signs;
        }
        byte += 1;
    }
};

const GAP: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const LETTERS: u8 = LOWER | UPPER | DIGIT;
/// Signs that may belong to the word before them.
const JOINT: u8 = 8;
/// Signs that may begin what is no text.
const MARKUP: u8 = 16;
const OTHER: u8 = 32;

/// Where a run of ASCII letters and digits ends, and what was seen in it.
fn run(bytes: &[u8], at: usize) -> (usize, u8) {
    let mut seen = 0;
    for (length, byte) in bytes[at..].iter().enumerate() {
        let kind = SIGNS[usize::from(*byte)];
        if kind & LETTERS == 0 {
            return (at + length, seen);
        }
        seen |= kind;
    }
    (bytes.len(), seen)
}

fn hand_over_ascii(word: &str, seen: u8, small: &mut String, found: &mut impl FnMut(&str)) {
    let is_long_number = word.len() > 8 && seen == DIGIT;
    if word.len() > LONGEST || is_long_number {
        return;
    }
    if seen & UPPER == 0 {
        return found(word);
    }
    small.clear();
    small.push_str(word);
    small.make_ascii_lowercase();
    found(small);
}

fn is_address(bytes: &[u8], start: usize, end: usize) -> bool {
    match &bytes[start..end] {
        b"http" | b"https" => bytes[end..].starts_with(b"://"),
        b"www" => bytes.get(end) == Some(&b'.'),
        _ => false,
    }
}

fn to_blank(bytes: &[u8], at: usize) -> usize {
    let is_end = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b')' | b'>' | b'"');
    bytes[at..].iter().position(is_end).map_or(bytes.len(), |length| at + length)
}

/// Goes over one sign that is no letter, and over what it begins: an escape, a tag, an entity, the target of a link.
fn sign(bytes: &[u8], at: usize, cutter: &mut Cutter, found: &mut impl FnMut(&str)) -> usize {
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let over = match bytes[at] {
        b'\\' if next.is_ascii_punctuation() => return at + 1,
        b'@' => to_blank(bytes, at + 1),
        b']' if next == b'(' => to_blank(bytes, at + 2),
        b'<' if next.is_ascii_alphabetic() || next == b'/' || next == b'!' => within(bytes, at, b'>', 400),
        b'&' if next.is_ascii_alphabetic() || next == b'#' => within(bytes, at, b';', 10),
        sign => {
            cutter.take(char::from(sign), found);
            return at + 1;
        }
    };
    cutter.take(' ', found);
    over
}

/// Behind the sign that closes, when it is near.
fn within(bytes: &[u8], at: usize, close: u8, longest: usize) -> usize {
    let end = bytes.len().min(at + longest);
    bytes[at..end].iter().position(|byte| *byte == close).map_or(at + 1, |length| at + length + 1)
}

/// Cuts characters into words.
#[derive(Default)]
struct Cutter {
    word: String,
    /// The first part of a compound whose hyphen was read, and how many parts there were.
    compound: String,
    parts: usize,
    /// Signs seen behind the word: `+` of `c++`.
    plus: usize,
    /// A sign of a script without blanks that waits for its neighbour.
    sign: Option<char>,
    has_pair: bool,
}

impl Cutter {
    /// True when nothing was read that the next letter could belong to.
    fn is_between(&self) -> bool {
        self.word.is_empty() && self.parts == 0 && self.sign.is_none()
    }

    fn take_ascii(&mut self, run: &str, found: &mut impl FnMut(&str)) {
        self.before_letter(found);
        let start = self.word.len();
        self.word.push_str(run);
        self.word[start..].make_ascii_lowercase();
    }

    fn take(&mut self, character: char, found: &mut impl FnMut(&str)) {
        match character {
            'a'..='z' | '0'..='9' => {
                self.before_letter(found);
                self.word.push(character);
            }
            'A'..='Z' => {
                self.before_letter(found);
                self.word.push(character.to_ascii_lowercase());
            }
            '+' if !self.word.is_empty() && self.plus < 2 => {
                self.plus += 1;
                if self.plus == 2 {
                    self.word.push_str("++");
                    self.finish_word(found);
                }
            }
            '#' if !self.word.is_empty() && self.plus == 0 => {
                self.word.push('#');
                self.finish_word(found);
            }
            '-' | '\u{2010}' | '\u{2011}' => self.hyphen(found),
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ if character.is_ascii() => self.finish_word(found),
            _ => self.take_other(character, found),
        }
    }

    fn take_other(&mut self, character: char, found: &mut impl FnMut(&str)) {
        let mut parts = [None; 18];
        let mut length = 0;
        decompose_compatible(character, |part| {
            if length < parts.len() {
                parts[length] = Some(part);
                length += 1;
            }
        });
        for part in parts.into_iter().flatten() {
            if is_combining_mark(part) {
                continue;
            }
            if is_unspaced(part) {
                self.take_unspaced(part, found);
                continue;
            }
            for small in part.to_lowercase().filter(|small| !is_combining_mark(*small)) {
                match small {
                    'ß' => self.push("ss", found),
                    'ς' => self.push("σ", found),
                    _ if small.is_alphanumeric() => self.push(small.encode_utf8(&mut [0; 4]), found),
                    _ => self.finish_word(found),
                }
            }
        }
    }

    fn push(&mut self, letters: &str, found: &mut impl FnMut(&str)) {
        self.before_letter(found);
        self.word.push_str(letters);
    }

    fn before_letter(&mut self, found: &mut impl FnMut(&str)) {
        if self.plus > 0 {
            self.finish_word(found);
        }
        self.finish_signs(found);
    }

    /// Scripts without blanks are cut into pairs of signs.
    fn take_unspaced(&mut self, sign: char, found: &mut impl FnMut(&str)) {
        self.close(found);
        if let Some(before) = self.sign {
            let pair: String = [before, sign].into_iter().collect();
            found(&pair);
            self.has_pair = true;
        }
        self.sign = Some(sign);
    }

    fn finish_signs(&mut self, found: &mut impl FnMut(&str)) {
        if let Some(sign) = self.sign.take()
            && !self.has_pair
        {
            found(sign.encode_utf8(&mut [0; 4]));
        }
        self.has_pair = false;
    }

    fn hyphen(&mut self, found: &mut impl FnMut(&str)) {
        if self.word.is_empty() || self.plus > 0 {
            return self.finish_word(found);
        }
        self.parts += 1;
        hand_over(&self.word, found);
        if self.parts == 1 {
            std::mem::swap(&mut self.compound, &mut self.word);
        }
        self.word.clear();
    }

    /// Ends a word and, where it is the second and last part of a compound, the compound.
    fn finish_word(&mut self, found: &mut impl FnMut(&str)) {
        self.close(found);
        self.finish_signs(found);
    }

    fn close(&mut self, found: &mut impl FnMut(&str)) {
        hand_over(&self.word, found);
        if self.parts == 1 && !self.word.is_empty() {
            self.compound.push_str(&self.word);
            let is_letters = self.compound.bytes().all(|byte| !byte.is_ascii_digit());
            if is_letters && is_within(&self.compound, LONGEST_COMPOUND) {
                hand_over(&self.compound, found);
            }
        }
        self.compound.clear();
        self.word.clear();
        (self.parts, self.plus) = (0, 0);
    }

    fn end(&mut self, found: &mut impl FnMut(&str)) {
        self.finish_word(found);
    }
}

fn hand_over(word: &str, found: &mut impl FnMut(&str)) {
    let is_long_number = word.len() > 8 && word.bytes().all(|byte| byte.is_ascii_digit());
    if !word.is_empty() && is_within(word, LONGEST) && !is_long_number {
        found(word);
    }
}

fn is_within(word: &str, letters: usize) -> bool {
    word.len() <= letters || word.chars().count() <= letters
}

/// Signs of scripts that write no blanks: Han, kana, Thai, Lao, Khmer, Burmese.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{of_markdown, of_text};

    #[test]
    fn texts_are_cut_as_the_browser_cuts_them() {
        let table = include_str!("../../../tests/outside/search/words.json");
        let table: Vec<(String, Vec<String>)> = serde_json::from_str(table).unwrap();
        assert!(table.len() > 10);
        for (text, words) in table {
            let mut found = Vec::new();
            of_text(&text, &mut |word| found.push(word.to_owned()));
            assert_eq!(found, words, "{text}");
        }
    }

    #[test]
    fn markup_is_no_text() {
        let mut found = Vec::new();
        let text = "**Bake** [bread](https://x.example/oven) at AI\\-first <b class=\"x\">C\\#</b> R&amp;D, ask me@host.example or www.y.example now";
        of_markdown(text, &mut |word| found.push(word.to_owned()));
        let expected = ["bake", "bread", "at", "ai", "first", "aifirst", "c#", "r", "d", "ask", "me", "or", "now"];
        assert_eq!(found, expected);
    }
}
