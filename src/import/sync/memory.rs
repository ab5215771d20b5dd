//! What a source said last time: a small JSON file for each source, made to be kept under version control.
//! Without it a hand edit could not be told from a change at the source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a source said last time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// The word for its format.
    pub format: String,
    /// Its postings, by the source's id.
    pub postings: BTreeMap<String, Remembered>,
}

/// One posting as its source stated it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// Its file below the content folder.
    pub path: String,
    /// Hash of the body, as 32 hexadecimal digits; empty when it is not known.
    pub body: String,
    /// The fields.
    pub fields: Map<String, Value>,
}

impl Memory {
    /// Reads what `text` wrote; none when it is not such a file.
    pub fn read(text: &str) -> Option<Memory> {
        serde_json::from_str(text).ok()
    }

    /// The text of the file: one posting after the other, by id, so that a change is a small difference.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// How many of its postings are open.
    pub(super) fn open(&self) -> usize {
        self.postings.values().filter(|posting| !posting.is_closed()).count()
    }
}

impl Remembered {
    /// True when the source, or its silence, closed the posting.
    pub(super) fn is_closed(&self) -> bool {
        self.fields.get("status").is_some_and(|status| status == "closed")
    }
}

/// The hash of a body. Blanks around it do not matter.
pub(super) fn body_hash(body: &str) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(body.trim().as_bytes()))
}
