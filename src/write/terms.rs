//! The words of postings as they are remembered between builds (`terms`): a body whose file is unchanged is neither
//! read nor cut into words again, and no unchanged posting is opened for the words of its title.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use super::store::program;
use crate::find;
use crate::parse::terms::TermLists;
use crate::plan::Plain;

/// First bytes of the file; the number is that of the layout.
const MAGIC: &[u8; 16] = b"corkboard terms1";

/// Lists by the key of the text that they are of, with the words that they count in.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    words: String,
    keys: Vec<u128>,
    /// Where each list ends.
    ends: Vec<u32>,
    lists: Vec<u8>,
    /// Hash of the file.
    hash: u64,
}

/// How the index of the search that was drawn last differs from what its words, as they are remembered, would give
/// (`terms-since`): so a changed text rewrites the few files that hold words it gained or lost, and not all words.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Since {
    /// Hash of the file of words.
    pub words: u64,
    /// What else the files of the index are made of: their number, the slots of the postings.
    pub frame: u128,
    /// The index that was drawn.
    pub version: u64,
    /// Numbers of the files of words of bodies that differ.
    pub files: Vec<u32>,
}

/// Texts that may differ from those whose words are remembered, before all words are written again.
const FEW: usize = 64;

impl Since {
    /// Words that were just written, and no index yet.
    pub(super) fn none(words: u64, frame: u128) -> Since {
        Since { words, frame, version: 0, files: Vec::new() }
    }

    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Option<Since> {
        let bytes = find::bytes(&folder.join("terms-since")).ok()?;
        let (hash, body) = bytes.split_first_chunk::<8>()?;
        let (made_by, since): (String, Since) =
            (xxh3_64(body) == u64::from_le_bytes(*hash)).then(|| postcard::from_bytes(body).ok())??;
        (made_by == program()).then_some(since)
    }

    pub(super) fn save(&self, folder: &Path) -> io::Result<()> {
        let body = postcard::to_stdvec(&(program(), self)).map_err(io::Error::other)?;
        let path = folder.join("terms-since");
        let fresh = folder.join("terms-since.part");
        disk::write(&fresh, &[&xxh3_64(&body).to_le_bytes()[..], &body].concat())?;
        disk::rename(&fresh, &path)
    }
}

impl Remembered {
    /// Opens what was remembered; nothing when the file is of no use.
    pub(super) fn open(folder: &Path) -> Remembered {
        Remembered::read(folder).unwrap_or_default()
    }

    fn read(folder: &Path) -> Option<Remembered> {
        let bytes = find::bytes(&folder.join("terms")).ok()?;
        let (hash, mut rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        if xxh3_64(rest) != u64::from_le_bytes(*hash) || part(&mut rest)? != program().as_bytes() {
            return None;
        }
        let words = std::str::from_utf8(part(&mut rest)?).ok()?.to_owned();
        let keys = part(&mut rest)?.as_chunks::<16>().0.iter().map(|key| u128::from_le_bytes(*key)).collect();
        let ends = part(&mut rest)?.as_chunks::<4>().0.iter().map(|end| u32::from_le_bytes(*end)).collect();
        Some(Remembered { words, keys, ends, lists: part(&mut rest)?.to_vec(), hash: u64::from_le_bytes(*hash) })
    }

    /// Hash of the file; 0 when there was none.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// The places of those of as many texts that are others, with where the lists of the old ones lie; none when
    /// they are more than a few.
    pub(super) fn changed(&self, keys: &[u128]) -> Option<Vec<(usize, (u32, u32))>> {
        let start = |place: usize| place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let pairs = self.keys.iter().zip(keys).enumerate().filter(|(_, (before, now))| before != now);
        let changed: Vec<(usize, (u32, u32))> =
            pairs.take(FEW + 1).map(|(place, _)| (place, (start(place), self.ends[place]))).collect();
        (self.keys.len() == keys.len() && self.ends.len() == keys.len() && changed.len() <= FEW).then_some(changed)
    }

    /// Takes the lists of some texts in their order, empty where none is known; and the places of those that are not.
    pub(super) fn take(self, keys: &[u128]) -> (TermLists, Vec<usize>) {
        let range = |place: usize| (place.checked_sub(1).map_or(0, |before| self.ends[before]), self.ends[place]);
        let mut known: Option<HashMap<u128, usize, Plain>> = None;
        let mut elsewhere = |key: &u128| {
            let places = || self.keys.iter().copied().zip(0..self.ends.len()).collect();
            known.get_or_insert_with(places).get(key).copied()
        };
        // Most texts are where they were, and a table of all is needed for the others alone.
        let mut shift = 0;
        let mut place = |(at, key): (usize, &u128)| {
            let is_here = |place: &usize| *place < self.ends.len() && self.keys.get(*place) == Some(key);
            let found = Some(at.wrapping_sub(shift)).filter(is_here).or_else(|| elsewhere(key));
            shift = found.map_or(shift, |found| at.wrapping_sub(found));
            found.map(range)
        };
        let ranges: Vec<Option<(u32, u32)>> = keys.iter().enumerate().map(&mut place).collect();
        let missing = (0..keys.len()).filter(|place| ranges[*place].is_none()).collect();
        let ranges = ranges.into_iter().map(Option::unwrap_or_default).collect();
        (TermLists::from_parts(self.words.split_terminator('\n'), self.lists, ranges), missing)
    }

    /// Writes the lists of all texts of a board. Returns the hash of the file.
    pub(super) fn save(folder: &Path, keys: &[u128], lists: &TermLists) -> io::Result<u64> {
        let mut words = String::new();
        let (mut ends, mut packed) = (Vec::with_capacity(keys.len() * 4), Vec::new());
        // Forgotten now and then: cheaper than carrying the words of all texts that ever were.
        let keys = if lists.has_mostly_unused_words() { &[] } else { keys };
        for text in 0..keys.len() {
            packed.extend_from_slice(lists.bytes(text));
            ends.extend_from_slice(&u32::try_from(packed.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        let count = if keys.is_empty() { 0 } else { lists.dictionary.len() };
        for id in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            words.push_str(lists.dictionary.word(id));
            words.push('\n');
        }
        let keys: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        let mut body = Vec::with_capacity(packed.len() + keys.len() + ends.len() + words.len() + 128);
        for part in [program().as_bytes(), words.as_bytes(), &keys, &ends, &packed] {
            body.extend_from_slice(&(part.len() as u64).to_le_bytes());
            body.extend_from_slice(part);
        }
        let path = folder.join("terms");
        let fresh = path.with_extension("part");
        let hash = xxh3_64(&body);
        disk::write(&fresh, &[MAGIC.as_slice(), &hash.to_le_bytes(), &body].concat())?;
        disk::rename(&fresh, &path)?;
        Ok(hash)
    }
}

/// The next part of a file, which begins with its length.
pub(super) fn part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, behind) = rest.split_first_chunk::<8>()?;
    let (part, behind) = behind.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = behind;
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::Remembered;
    use crate::parse::terms::{Collector, TermLists, of_text};

    fn lists(texts: &[&str]) -> TermLists {
        let mut collector = Collector::default();
        for text in texts {
            collector.begin();
            of_text(text, &mut |word| collector.add(word));
        }
        TermLists::of(collector)
    }

    #[test]
    fn only_unknown_texts_are_missing() {
        let folder = tempfile::tempdir().unwrap();
        Remembered::save(folder.path(), &[1, 2], &lists(&["one two", "two three"])).unwrap();
        let (again, missing) = Remembered::open(folder.path()).take(&[2, 3, 2, 1]);
        assert_eq!(missing, [1]);
        let mut words = Vec::new();
        again.each(2, |id| words.push(again.dictionary.word(id).to_owned()));
        assert_eq!(words, ["two", "three"]);
    }

    #[test]
    fn a_file_with_any_byte_changed_or_cut_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms");
        Remembered::save(folder.path(), &[1, 2], &lists(&["one two", "two three"])).unwrap();
        let good = std::fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            assert_eq!(Remembered::open(folder.path()).take(&[1]).1, [0], "byte {at}");
            std::fs::write(&path, &good[..at]).unwrap();
            assert_eq!(Remembered::open(folder.path()).take(&[1]).1, [0], "cut at {at}");
        }
    }
}
