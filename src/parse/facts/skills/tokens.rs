//! The words of a text as hashes. Made for one pass over a body: 650 words of 4 kB in about 6 µs.

/// A word: letters and digits, with the signs of `C++`, `C#` and `.NET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset after its last byte.
    pub end: u32,
    /// Hash of its lower-case spelling.
    pub hash: u64,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Lower case of each byte of a word, 0 for bytes that stand between words.
static LETTERS: [u8; 256] = letters();

const fn letters() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let letter = byte as u8;
        table[byte] = match letter {
            b'A'..=b'Z' => letter + 32,
            b'a'..=b'z' | b'0'..=b'9' => letter,
            // Continuation bytes belong to the letter that began; C2, E2, EF and F0 begin signs and pictures.
            0x80..=0xBF | 0xC3..=0xE1 | 0xE3..=0xEE => letter,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// The words of a text; addresses and mail hosts are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b' ' {
            at += 1;
            continue;
        }
        if LETTERS[byte as usize] == 0 {
            at = skip_sign(bytes, at);
            continue;
        }
        let (token, end) = read(bytes, at);
        at = end;
        if matches!(byte, b'h' | b'w') && is_address(bytes, token.start as usize, end) {
            at = skip_to_blank(bytes, end);
        } else {
            tokens.push(token);
        }
    }
    tokens
}

/// Over one sign that is no letter; over the whole target of a link and the host of a mail address.
fn skip_sign(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        0xC2 => at + 2,
        0xE2 | 0xEF => at + 3,
        0xF0.. => at + 4,
        b'@' => skip_to_blank(bytes, at),
        b']' if bytes.get(at + 1) == Some(&b'(') => skip_to_blank(bytes, at + 2),
        _ => at + 1,
    }
}

fn skip_to_blank(bytes: &[u8], at: usize) -> usize {
    let end =
        bytes[at.min(bytes.len())..].iter().position(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b')' | b'>' | b'"'));
    end.map_or(bytes.len(), |length| at + length)
}

fn is_address(bytes: &[u8], start: usize, end: usize) -> bool {
    match &bytes[start..end] {
        b"http" | b"https" => bytes[end..].starts_with(b"://"),
        b"www" => bytes.get(end) == Some(&b'.'),
        _ => false,
    }
}

fn read(bytes: &[u8], start: usize) -> (Token, usize) {
    let mut hash = SEED;
    let before = |back: usize| start.checked_sub(back).map_or(b' ', |at| bytes[at]);
    if bytes[start].is_ascii_alphabetic() && before(1) == b'.' && LETTERS[before(2) as usize] == 0 {
        hash = step(hash, b'.');
    }
    let mut end = start;
    // Most words are ASCII to their end: half the steps of reading other letters.
    for byte in &bytes[start..] {
        let letter = LETTERS[usize::from(*byte)];
        if letter == 0 || !letter.is_ascii() {
            break;
        }
        hash = step(hash, letter);
        end += 1;
    }
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
        end = read_any(bytes, end, &mut hash);
    }
    if matches!(bytes.get(end), Some(b'#' | b'+' | b'\\')) {
        end = signs(bytes, start, end, &mut hash);
    }
    (Token { start: bounded(start), end: bounded(end), hash }, end)
}

/// Reads on in a word with letters that are not ASCII; where it ends.
fn read_any(bytes: &[u8], start: usize, hash: &mut u64) -> usize {
    let mut end = start;
    for byte in &bytes[start..] {
        let mut letter = LETTERS[usize::from(*byte)];
        if letter == 0 {
            break;
        }
        // `É` is `C3 89`, `é` is `C3 A9`.
        if (0x80..=0x9E).contains(&letter) && end > 0 && bytes[end - 1] == 0xC3 {
            letter += 0x20;
        }
        *hash = step(*hash, letter);
        end += 1;
    }
    end
}

/// Takes `++` behind a word and `#` behind a single letter, whether escaped or not.
fn signs(bytes: &[u8], start: usize, end: usize, hash: &mut u64) -> usize {
    let sign = |at: usize| match bytes.get(at) {
        Some(b'\\') => (bytes.get(at + 1).copied().unwrap_or(b' '), at + 2),
        other => (other.copied().unwrap_or(b' '), at + 1),
    };
    let (first, after_first) = sign(end);
    if first == b'#' && end - start == 1 {
        *hash = step(*hash, b'#');
        return after_first;
    }
    let (second, after_second) = sign(after_first);
    if first == b'+' && second == b'+' {
        *hash = step(step(*hash, b'+'), b'+');
        return after_second;
    }
    end
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

fn bounded(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::tokens;

    fn read(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| &text[token.start as usize..token.end as usize]).collect()
    }

    #[test]
    fn signs_of_names_belong_to_the_word() {
        assert_eq!(read("C++, C\\#/.NET – Überall; 5+ years"), ["C++", "C\\#", "NET", "Überall", "5", "years"]);
        assert_ne!(tokens(".NET")[0].hash, tokens("net")[0].hash);
        assert_eq!(tokens("ÉTÉ")[0].hash, tokens("été")[0].hash);
    }

    #[test]
    fn addresses_are_left_out() {
        assert_eq!(read("see [React](https://go.dev/rust) or me@swift.org now"), ["see", "React", "or", "me", "now"]);
    }

    proptest! {
        #[test]
        fn every_token_is_a_slice_of_the_text(text in "\\PC{0,200}") {
            for token in tokens(&text) {
                prop_assert!(text.get(token.start as usize..token.end as usize).is_some());
            }
        }
    }
}
