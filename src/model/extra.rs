//! Unknown keys in formats that cannot hold a value of any shape: there they travel as JSON text.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Writes the map itself where people read, else its JSON text (empty for an empty map).
pub(super) fn serialize<S: Serializer>(extra: &BTreeMap<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return extra.serialize(serializer);
    }
    if extra.is_empty() {
        return "".serialize(serializer);
    }
    serde_json::to_string(extra).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads what `serialize` wrote.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Value>, D::Error> {
    if deserializer.is_human_readable() {
        return BTreeMap::deserialize(deserializer);
    }
    let text = String::deserialize(deserializer)?;
    match text.as_str() {
        "" => Ok(BTreeMap::new()),
        text => serde_json::from_str(text).map_err(D::Error::custom),
    }
}
