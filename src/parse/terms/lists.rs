//! The distinct words of many texts, kept small: one dictionary, and for each text the numbers of its words.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::forms;
use crate::model::Language;

/// A hash that is already one.
#[derive(Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Numbers words in the order in which they come.
#[derive(Default)]
pub struct Dictionary {
    ids: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    letters: String,
    ends: Vec<u32>,
}

impl Dictionary {
    /// The number of a word.
    pub fn id(&mut self, word: &str) -> u32 {
        let (letters, ends) = (&mut self.letters, &mut self.ends);
        *self.ids.entry(xxh3_64(word.as_bytes())).or_insert_with(|| {
            letters.push_str(word);
            ends.push(bounded(letters.len()));
            bounded(ends.len() - 1)
        })
    }

    /// The word of a number.
    pub fn word(&self, id: u32) -> &str {
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.letters[start as usize..self.ends[id as usize] as usize]
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no word.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Collects the distinct words of texts, one text after the other.
#[derive(Default)]
pub struct Collector {
    dictionary: Dictionary,
    /// The text that had a word last, counted from one.
    seen: Vec<u32>,
    lists: Vec<Vec<u32>>,
}

impl Collector {
    /// Begins the next text.
    pub fn begin(&mut self) {
        // The room of 100,000 texts would be 100 MB.
        if let Some(last) = self.lists.last_mut() {
            last.shrink_to_fit();
        }
        self.lists.push(Vec::with_capacity(256));
    }

    /// Adds a word to the text at hand.
    pub fn add(&mut self, word: &str) {
        let id = self.dictionary.id(word);
        if self.seen.len() <= id as usize {
            self.seen.resize(id as usize + 1, 0);
        }
        let number = bounded(self.lists.len());
        if self.seen[id as usize] != number
            && let Some(list) = self.lists.last_mut()
        {
            self.seen[id as usize] = number;
            list.push(id);
        }
    }
}

/// The words of many texts.
#[derive(Default)]
pub struct TermLists {
    /// All words.
    pub dictionary: Dictionary,
    /// Of each text the numbers of its words, rising, as gaps in groups of seven bits; one text after the other, in any
    /// order.
    bytes: Vec<u8>,
    /// Where the list of each text begins and ends.
    ranges: Vec<(u32, u32)>,
    /// Texts that are others than those whose lists were written down, and where the lists of those lie; none when
    /// too much is different.
    pub changed: Option<Vec<(usize, (u32, u32))>>,
}

impl TermLists {
    /// The words of the texts of one collector.
    pub fn of(collector: Collector) -> TermLists {
        let places: Vec<usize> = (0..collector.lists.len()).collect();
        let mut lists = TermLists { ranges: vec![(0, 0); places.len()], ..TermLists::default() };
        lists.replace(vec![(&places, collector)]);
        lists
    }

    /// Lists that were written down: the words by their numbers, all lists, and where that of each text lies.
    pub fn from_parts<'w>(words: impl Iterator<Item = &'w str>, bytes: Vec<u8>, ranges: Vec<(u32, u32)>) -> TermLists {
        let mut dictionary = Dictionary::default();
        for word in words {
            dictionary.id(word);
        }
        TermLists { dictionary, bytes, ranges, changed: None }
    }

    /// The words in which a text differs from the one whose list lies in a range: those that came and those that went.
    pub fn difference(&self, text: usize, before: (u32, u32)) -> Vec<u32> {
        let mut words = Vec::new();
        self.each(text, |id| words.push(id));
        self.each_in(before, |id| words.push(id));
        words.sort_unstable();
        words.chunk_by(|left, right| left == right).filter(|same| same.len() == 1).map(|same| same[0]).collect()
    }

    /// Puts the texts of collectors in the places of others. Only the words are numbered one after the other; the lists
    /// are made with all threads.
    pub fn replace(&mut self, fresh: Vec<(&[usize], Collector)>) {
        let numbered = fresh.into_iter().map(|(places, Collector { dictionary, lists, .. })| {
            let ids: Vec<u32> =
                (0..bounded(dictionary.len())).map(|id| self.dictionary.id(dictionary.word(id))).collect();
            (places, ids, lists)
        });
        let numbered: Vec<_> = numbered.collect();
        let packed = numbered.into_par_iter().map(|(places, ids, lists)| (places, Packed::of(&ids, lists)));
        for (places, Packed { bytes, ends }) in packed.collect::<Vec<(&[usize], Packed)>>() {
            let base = bounded(self.bytes.len());
            self.bytes.extend_from_slice(&bytes);
            let mut start = 0;
            for (place, end) in places.iter().zip(ends) {
                self.ranges[*place] = (base + start, base + end);
                start = end;
            }
        }
    }

    /// True when most words of the dictionary are in no text any more.
    pub fn has_mostly_unused_words(&self) -> bool {
        let mut used = vec![false; self.dictionary.len()];
        (0..self.len()).for_each(|text| self.each(text, |id| used[id as usize] = true));
        used.iter().filter(|used| **used).count() * 2 < used.len()
    }

    /// The bytes of a text's list, for writing down.
    pub fn bytes(&self, text: usize) -> &[u8] {
        self.within(self.ranges[text])
    }

    fn within(&self, (start, end): (u32, u32)) -> &[u8] {
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// True when there is no text.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Hands over the numbers of a text's words; those that the dictionary does not know are left out.
    pub fn each(&self, text: usize, found: impl FnMut(u32)) {
        self.each_in(self.ranges[text], found);
    }

    fn each_in(&self, range: (u32, u32), mut found: impl FnMut(u32)) {
        let known = bounded(self.dictionary.len());
        let (mut number, mut gap, mut shift) = (0_u32, 0_u32, 0_u32);
        for byte in self.within(range) {
            gap |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 != 0 {
                shift = (shift + 7).min(28);
                continue;
            }
            number = number.wrapping_add(gap);
            if number < known {
                found(number);
            }
            (gap, shift) = (0, 0);
        }
    }
}

impl std::fmt::Debug for TermLists {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} texts, {} words", self.len(), self.dictionary.len())
    }
}

/// The set of languages of one language, for `roots`.
pub fn language_bit(language: &Language) -> u16 {
    forms::bit(language)
}

/// The lists of some texts as bytes, one after the other.
struct Packed {
    bytes: Vec<u8>,
    /// Where the list of each text ends.
    ends: Vec<u32>,
}

impl Packed {
    /// The lists by the numbers that `ids` gives for their own.
    fn of(ids: &[u32], lists: Vec<Vec<u32>>) -> Packed {
        let mut packed = Packed { bytes: Vec::new(), ends: Vec::with_capacity(lists.len()) };
        for mut list in lists {
            list.iter_mut().for_each(|id| *id = ids[*id as usize]);
            list.sort_unstable();
            pack(&list, &mut packed.bytes);
            packed.ends.push(bounded(packed.bytes.len()));
        }
        packed
    }
}

fn pack(numbers: &[u32], bytes: &mut Vec<u8>) {
    let mut before = 0;
    for number in numbers {
        let mut gap = number - before;
        before = *number;
        while gap >= 0x80 {
            bytes.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        bytes.push((gap & 0x7f) as u8);
    }
}

fn bounded(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Collector, TermLists};

    fn collected(texts: &[&str]) -> Collector {
        let mut collector = Collector::default();
        for text in texts {
            collector.begin();
            super::super::of_text(text, &mut |word| collector.add(word));
        }
        collector
    }

    fn words(lists: &TermLists, text: usize) -> Vec<&str> {
        let mut words = Vec::new();
        lists.each(text, |id| words.push(lists.dictionary.word(id)));
        words.sort_unstable();
        words
    }

    #[test]
    fn each_word_of_a_text_is_kept_once() {
        let mut lists = TermLists::of(collected(&["the baker bakes the bread", "", "gone"]));
        lists.replace(vec![(&[2], collected(&["bread for all"]))]);
        assert_eq!(words(&lists, 0), ["baker", "bakes", "bread", "the"]);
        assert_eq!(words(&lists, 1), Vec::<&str>::new());
        assert_eq!(words(&lists, 2), ["all", "bread", "for"]);
        let between: Vec<&str> =
            lists.difference(2, lists.ranges[0]).into_iter().map(|id| lists.dictionary.word(id)).collect();
        assert_eq!(between, ["the", "baker", "bakes", "for", "all"]);
        assert!(!lists.has_mostly_unused_words());
    }

    #[test]
    fn lists_survive_being_written_down() {
        let lists = TermLists::of(collected(&["one two three", "three four"]));
        let by_number = (0..4).map(|id| lists.dictionary.word(id));
        let bytes = [lists.bytes(0), lists.bytes(1)].concat();
        let again = TermLists::from_parts(by_number, bytes, vec![(0, 3), (3, 5)]);
        assert_eq!(words(&again, 1), words(&lists, 1));
    }
}
