//! The words of a text with their places: runs of letters and digits; what stands between them is left out.

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// Offset of its first byte.
    pub start: usize,
}

impl Word<'_> {
    /// Offset after its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// True when the word is the given one, whatever its case. `lower` is ASCII or spelled in lower case.
    pub(super) fn is(&self, lower: &str) -> bool {
        self.text.eq_ignore_ascii_case(lower) || (!self.text.is_ascii() && self.text.to_lowercase() == lower)
    }

    /// True when the word is one of the given ones.
    pub(super) fn is_one_of(&self, lower: &[&str]) -> bool {
        lower.iter().any(|word| self.is(word))
    }

    /// True when the word begins with a capital letter.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// What a byte is to the words of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Letter,
    NotAscii,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Gap; 256];
    let mut byte: u8 = 0;
    loop {
        if !byte.is_ascii() {
            classes[byte as usize] = Class::NotAscii;
        } else if byte.is_ascii_alphanumeric() {
            classes[byte as usize] = Class::Letter;
        }
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// The words of a text in order.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
#[derive(Clone, Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let bytes = self.text.as_bytes();
        let is_gap = |byte: &u8| CLASSES[usize::from(*byte)] == Class::Gap;
        let mut start = self.at + bytes[self.at..].iter().position(|byte| !is_gap(byte))?;
        if !bytes[start].is_ascii() {
            start += self.text[start..].find(char::is_alphanumeric)?;
        }
        // Nearly all words are ASCII; only others are read letter by letter.
        let is_letter = |byte: &u8| CLASSES[usize::from(*byte)] == Class::Letter;
        let ascii = bytes[start..].iter().position(|byte| !is_letter(byte)).unwrap_or(bytes.len() - start);
        let tail = &self.text[start + ascii..];
        let others = match tail.as_bytes().first() {
            Some(byte) if !byte.is_ascii() => tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len()),
            _ => 0,
        };
        self.at = start + ascii + others;
        Some(Word { text: &self.text[start..self.at], start })
    }
}

/// The longest character boundary that is not after the offset.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_letters_and_digits() {
        let read: Vec<_> = words("– Über-uns, 3rd (Team)").map(|word| (word.text, word.start)).collect();
        assert_eq!(read, [("Über", 4), ("uns", 10), ("3rd", 15), ("Team", 20)]);
    }
}
