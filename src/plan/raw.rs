//! Hashes as they are kept between builds: sixteen bytes as they lie. As numbers of variable length each would take
//! nineteen, and reading them would be most of what a record costs.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

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
/// There are not sixteen bytes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    let bytes = <&[u8]>::deserialize(deserializer)?;
    bytes.try_into().map(u128::from_le_bytes).map_err(|_| D::Error::invalid_length(bytes.len(), &"sixteen bytes"))
}

/// The same for a row of hashes.
pub mod row {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

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
    /// There are not sixteen bytes for each.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[u128]>, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        match bytes.as_chunks() {
            (hashes, []) => Ok(hashes.iter().map(|hash| u128::from_le_bytes(*hash)).collect()),
            _ => Err(D::Error::invalid_length(bytes.len(), &"sixteen bytes for each hash")),
        }
    }
}
