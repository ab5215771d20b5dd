//! Keys: hashes over everything that a page is drawn from. Fields are separated, so that no two lists of inputs run together.

use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Gathers the inputs of a page. They are hashed at once in the end: the state of a hasher is larger than most inputs.
pub struct KeyHasher(Vec<u8>);

/// Room for the inputs of most pages.
const ROOM: usize = 512;

impl KeyHasher {
    /// Begins a key; `kind` keeps keys of different kinds apart.
    pub fn new(kind: &str) -> KeyHasher {
        KeyHasher(Vec::with_capacity(ROOM)).text(kind)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> KeyHasher {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds an optional text.
    #[must_use]
    pub fn maybe(self, text: Option<&str>) -> KeyHasher {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: impl Into<i128>) -> KeyHasher {
        self.0.extend_from_slice(&number.into().to_le_bytes());
        self
    }

    /// Adds another key.
    #[must_use]
    pub fn key(mut self, key: u128) -> KeyHasher {
        self.0.extend_from_slice(&key.to_le_bytes());
        self
    }

    /// The finished key.
    pub fn finish(self) -> u128 {
        xxh3_128(&self.0)
    }

    /// The finished key in half the room, for what is only compared within one board.
    pub fn short(self) -> u64 {
        xxh3_64(&self.0)
    }
}

/// Maps keyed by hashes need no hashing of their own.
pub type Plain = BuildHasherDefault<PlainHasher>;

/// Takes a hash as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainHasher(u64);

impl Hasher for PlainHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
