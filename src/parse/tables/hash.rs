//! A map from short words, for tables that are asked once a word. FNV-1a: the keys are ours, so nobody can choose
//! ones that collide, and for a word of six letters it takes a quarter of the time of the standard hash.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// What is known of words.
pub(in crate::parse) type WordMap<T> = HashMap<&'static str, T, BuildHasherDefault<Fnv>>;

/// Words of our own.
pub(in crate::parse) type WordSet = HashSet<&'static str, BuildHasherDefault<Fnv>>;

/// Tells of most words that they are in none of some tables: a bit for the hash of each word that is.
pub(in crate::parse) struct Sieve(Vec<u64>);

impl Sieve {
    /// The sieve of these words.
    pub(in crate::parse) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Sieve {
        let mut sieve = Sieve(vec![0; 1024]);
        for word in words {
            let (at, bit) = Sieve::place(word);
            sieve.0[at] |= bit;
        }
        sieve
    }

    /// False for a word that is in none of the tables.
    pub(in crate::parse) fn may_hold(&self, word: &str) -> bool {
        let (at, bit) = Sieve::place(word);
        self.0[at] & bit != 0
    }

    fn place(word: &str) -> (usize, u64) {
        let mut hash = Fnv::default();
        hash.write(word.as_bytes());
        let low = hash.0 ^ (hash.0 >> 32);
        ((low >> 6) as usize % 1024, 1 << (low & 63))
    }
}

/// FNV-1a over 64 bits.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
