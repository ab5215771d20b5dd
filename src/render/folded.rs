//! Texts that look alike, such as cards: each is kept as what sets it apart from a sample of them, in a third of its room.

use std::cell::RefCell;
use std::sync::{Mutex, OnceLock};

/// Bytes of a sample: some thirty cards. A place in it is told by two bytes below 0x80.
const SAMPLE: usize = 1 << 14;
/// Bytes that are the same at least where a part is told by its place, and at most.
const SHORTEST: usize = 8;
const LONGEST: usize = 0x7f;
/// Bits of the hashes by which parts are found.
const BITS: u32 = 13;
const NOWHERE: u16 = u16::MAX;

/// What texts are set apart from, once enough of them were seen.
#[derive(Debug, Default)]
pub(super) struct Sample {
    gathered: Mutex<String>,
    known: OnceLock<Known>,
}

/// A text without what it shares with the sample. A NUL stands before the length and the place of a part of the sample,
/// each below 0x80; any other byte before so many bytes of its own. All parts are whole characters, so that none need be
/// looked at when the text is put together.
#[derive(Debug)]
pub(super) struct Folded(Box<str>);

#[derive(Debug)]
struct Known {
    text: String,
    /// Where bytes of a hash stand in the text.
    places: Vec<u16>,
}

thread_local! {
    static ROOM: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Sample {
    /// Folds a text; none while the sample is gathered, to which the text then belongs.
    pub(super) fn fold(&self, text: &str) -> Option<Folded> {
        if let Some(known) = self.known.get() {
            return Some(Folded(known.fold(text)));
        }
        let mut gathered = self.gathered.try_lock().ok()?;
        gathered.push_str(text);
        if gathered.len() >= SAMPLE {
            let _ = self.known.set(Known::new(std::mem::take(&mut gathered)));
        }
        None
    }

    /// Takes a text that was folded.
    pub(super) fn unfold<R>(&self, folded: &Folded, take: impl FnOnce(&str) -> R) -> R {
        ROOM.with_borrow_mut(|room| {
            room.clear();
            if let Some(known) = self.known.get() {
                known.unfold(&folded.0, room);
            }
            take(room)
        })
    }
}

impl Known {
    fn new(mut text: String) -> Known {
        text.truncate(text.floor_char_boundary(SAMPLE));
        let mut places = vec![NOWHERE; 1 << BITS];
        for (at, bytes) in (0..NOWHERE).zip(text.as_bytes().windows(SHORTEST)) {
            places[hash(bytes)] = at;
        }
        Known { text, places }
    }

    fn fold(&self, text: &str) -> Box<str> {
        let mut folded = String::with_capacity(text.len());
        let (mut at, mut told) = (0, 0);
        while let Some(bytes) = text.as_bytes().get(at..at + SHORTEST) {
            let place = self.places[hash(bytes)];
            let same = if text.is_char_boundary(at) { self.common(place, &text[at..]) } else { 0 };
            if same < SHORTEST {
                at += 1;
                continue;
            }
            write(&text[told..at], &mut folded);
            let place = usize::from(place);
            folded.extend(['\0'].into_iter().chain([same, place >> 7, place & 0x7f].map(byte)));
            at += same;
            told = at;
        }
        write(&text[told..], &mut folded);
        folded.into()
    }

    /// How many bytes of whole characters a text and the sample from a place on begin with alike.
    fn common(&self, place: u16, text: &str) -> usize {
        let sample = self.text.as_bytes().get(usize::from(place)..).unwrap_or_default();
        let same = sample.iter().zip(text.as_bytes()).take(LONGEST).take_while(|(left, right)| left == right).count();
        text.floor_char_boundary(same)
    }

    fn unfold(&self, folded: &str, text: &mut String) {
        let bytes = folded.as_bytes();
        let mut at = 0;
        while let Some(first) = bytes.get(at).copied() {
            at += 1;
            if first > 0 {
                let end = at + usize::from(first);
                text.push_str(&folded[at..end]);
                at = end;
            } else if let Some([same, high, low]) = bytes[at..].first_chunk() {
                let place = usize::from(*high) << 7 | usize::from(*low);
                text.push_str(&self.text[place..place + usize::from(*same)]);
                at += 3;
            }
        }
    }
}

/// Writes a text as it is, in runs.
fn write(mut text: &str, folded: &mut String) {
    while !text.is_empty() {
        let (run, rest) = text.split_at(text.floor_char_boundary(LONGEST));
        folded.push(byte(run.len()));
        folded.push_str(run);
        text = rest;
    }
}

/// A number below 0x80 as the character of one byte.
fn byte(number: usize) -> char {
    char::from(u8::try_from(number & 0x7f).unwrap_or_default())
}

fn hash(bytes: &[u8]) -> usize {
    let bytes = bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    (bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::Sample;
    use proptest::prelude::*;

    fn card(number: usize) -> String {
        format!("<li class=\"card\"><a href=\"/jobs/größe-{number}/\">Bäcker {number}</a><p>Full time</p></li>\n")
    }

    fn gathered() -> Sample {
        let sample = Sample::default();
        assert!((0..).map(|number| sample.fold(&card(number))).take(2000).any(|folded| folded.is_some()));
        sample
    }

    #[test]
    fn a_folded_card_takes_less_room() {
        let sample = gathered();
        let folded = sample.fold(&card(123_456)).unwrap();
        assert!(folded.0.len() * 2 < card(123_456).len(), "{}", folded.0.len());
    }

    proptest! {
        #[test]
        fn a_text_comes_back_as_it_was(parts in prop::collection::vec(("\\PC{0,30}", 0..3000_usize), 0..12)) {
            let sample = gathered();
            let text: String = parts.into_iter().flat_map(|(own, number)| [own, card(number)]).collect();
            let folded = sample.fold(&text).unwrap();
            prop_assert_eq!(sample.unfold(&folded, str::to_owned), text);
        }
    }
}
