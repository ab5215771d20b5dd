//! Hashes as they are kept between builds: sixteen bytes as they lie. As numbers of variable length each would take
//! nineteen, and reading them would be most of what a record costs.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Writes a hash.
///
/// # Errors
/// The serializer fails.
pub fn serialize<S: Serializer>(hash: &u128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&hash.to_le_bytes())
}

/// Reads a hash.
///
/// # Errors
/// There is none.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    deserializer.deserialize_bytes(Hash)
}

struct Hash;

impl Visitor<'_> for Hash {
    type Value = u128;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("sixteen bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<u128, E> {
        bytes.try_into().map(u128::from_le_bytes).map_err(|_| E::invalid_length(bytes.len(), &self))
    }
}

/// The same for a row of hashes.
pub mod row {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    /// Writes a row of hashes.
    ///
    /// # Errors
    /// The serializer fails.
    pub fn serialize<S: Serializer>(hashes: &[u128], serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        serializer.serialize_bytes(&bytes)
    }

    /// Reads a row of hashes.
    ///
    /// # Errors
    /// There is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[u128]>, D::Error> {
        deserializer.deserialize_bytes(Row)
    }

    struct Row;

    impl Visitor<'_> for Row {
        type Value = Box<[u128]>;

        fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
            out.write_str("sixteen bytes for each hash")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Box<[u128]>, E> {
            let (hashes, rest) = bytes.as_chunks();
            let is_whole = rest.is_empty();
            is_whole
                .then(|| hashes.iter().map(|hash| u128::from_le_bytes(*hash)).collect())
                .ok_or_else(|| E::invalid_length(bytes.len(), &self))
        }
    }
}
