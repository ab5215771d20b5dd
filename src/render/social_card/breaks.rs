//! Where a line of a card may end: after spaces, hyphens and slashes, and between the characters of Chinese and Japanese
//! except where their typesetting forbids it. (The whole of UAX 14 is not needed for the few lines of a title.)

use std::ops::Range;

/// Characters that no line begins with.
const NOT_FIRST: &str =
    "、。，．・：；！？）」』】〕］｝〉》ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃…,.:;!?)]}»”’";
/// Characters that no line ends with.
const NOT_LAST: &str = "（「『【〔［｛〈《([{«“‘¿¡";
/// Characters of a word that stays whole; longer ones are broken anywhere.
const LONGEST: usize = 40;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters with which a line may begin.
    First,
    /// A space.
    Space,
}

/// The pieces of a text, in order, without gaps.
pub(super) fn pieces(text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut pieces: Vec<(Range<usize>, Kind)> = Vec::new();
    let (mut before, mut length) = (None, 0);
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let kind = if character == ' ' { Kind::Space } else { Kind::First };
        let begins = kind == Kind::First
            && before.is_none_or(|before| may_break(before, character) || (length >= LONGEST && !joins(character)));
        match pieces.last_mut() {
            Some((range, last)) if *last == kind && !begins => range.end = end,
            _ => {
                pieces.push((at..end, kind));
                length = 0;
            }
        }
        length += 1;
        before = Some(character);
    }
    pieces
}

/// True when a line may end after the first and begin with the second of two characters that are no space.
fn may_break(first: char, second: char) -> bool {
    if NOT_FIRST.contains(second) || NOT_LAST.contains(first) || joins(second) {
        return false;
    }
    let is_hyphen = |c: char| matches!(c, '-' | '‐' | '/' | '–' | '—' | '|' | '_');
    first == ' ' || is_han(first) || is_han(second) || (is_hyphen(first) && second.is_alphanumeric())
}

/// Han, kana and full-width forms.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// Marks and joiners, which belong to the character before them.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E33}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{200C}' | '\u{200D}' | '\u{3099}' | '\u{309A}')
}

/// The characters of a text with white space as single spaces, without controls, without what varies or extends the
/// emoji before it: a card draws the first of a sequence, in one colour.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    let mut skip = false;
    text.trim().chars().filter_map(move |character| {
        let character = if character.is_whitespace() { ' ' } else { character };
        if std::mem::take(&mut skip) && is_emoji(character) {
            return None;
        }
        if character == '\u{200D}' && is_emoji(before) {
            skip = true;
            return None;
        }
        let is_repeated = character == ' ' && before == ' ';
        let is_shown = !is_repeated && !character.is_control() && !is_unseen(character);
        if is_shown {
            before = character;
        }
        is_shown.then_some(character)
    })
}

/// Variations of the emoji before, and what would turn the direction of the text.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::{Kind, pieces, plain};

    fn parts(text: &str) -> Vec<&str> {
        pieces(text).into_iter().filter(|(_, kind)| *kind == Kind::First).map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn lines_end_after_words_and_hyphens() {
        assert_eq!(parts("Front-end and C++/Rust"), ["Front-", "end", "and", "C++/", "Rust"]);
        assert_eq!(parts("(m/w/d), 2 - 3"), ["(m/", "w/", "d),", "2", "-", "3"]);
    }

    #[test]
    fn japanese_breaks_between_letters_but_not_before_a_stop() {
        assert_eq!(parts("「採用」です。"), ["「採", "用」", "で", "す。"]);
        assert_eq!(parts("エンジニアー"), ["エ", "ン", "ジ", "ニ", "アー"]);
        assert_eq!(parts("Rust開発"), ["Rust", "開", "発"]);
    }

    #[test]
    fn a_word_of_too_many_letters_is_broken() {
        let long = "a".repeat(90);
        assert_eq!(parts(&long).iter().map(|part| part.len()).collect::<Vec<_>>(), [40, 40, 10]);
    }

    #[test]
    fn sequences_of_emoji_are_their_first() {
        let shown = |text: &str| plain(text).collect::<String>();
        assert_eq!(shown("👩\u{200D}💻 Dev ⚙\u{FE0F}"), "👩 Dev ⚙");
        assert_eq!(shown("👍🏽  a\n\tb \u{202E}c"), "👍 a b c");
        assert_eq!(shown("क\u{94D}\u{200D}ष"), "क\u{94D}\u{200D}ष");
    }
}
