//! Words beside `remote` and its like in running text.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::hash::Fnv;
use super::{Folded, rows, several};

/// What such a word tells; a word can tell several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(in crate::parse) enum BodyWord {
    /// `fully`.
    Full = 1,
    /// `not`.
    Not = 1 << 1,
    /// `only`: takes the edge off a `not`.
    Mild = 1 << 2,
    /// `position`.
    Job = 1 << 3,
    /// `is`, `location`.
    Is = 1 << 4,
    /// `work`.
    Work = 1 << 5,
    /// `first`.
    First = 1 << 6,
    /// What is remote but no job: `stipend`, `server`.
    Gear = 1 << 7,
    /// What makes `hybrid` a way of working.
    HybridNoun = 1 << 8,
    /// What makes `hybrid` something else.
    OtherHybrid = 1 << 9,
    /// `or`.
    Or = 1 << 10,
    /// `days`.
    Day = 1 << 11,
    /// `week`.
    Week = 1 << 12,
    /// A place where such days are spent.
    Office = 1 << 13,
    /// One to four.
    Number = 1 << 14,
    /// Five.
    Five = 1 << 15,
}

static CLASSES: LazyLock<HashMap<String, u16, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let mut found: HashMap<String, u16, BuildHasherDefault<Fnv>> = HashMap::default();
    let mut folded = Folded::default();
    for row in rows(include_str!("data/body-words.tsv")) {
        let Some(class) = class(row[0]) else { continue };
        for word in several(row.get(1)) {
            *found.entry(folded.of(word).to_owned()).or_default() |= class as u16;
        }
    }
    found
});

/// The classes of a folded word, as bits of `BodyWord`.
pub(in crate::parse) fn body_words(folded: &str) -> u16 {
    CLASSES.get(folded).copied().unwrap_or_default()
}

fn class(name: &str) -> Option<BodyWord> {
    Some(match name {
        "full" => BodyWord::Full,
        "not" => BodyWord::Not,
        "mild" => BodyWord::Mild,
        "job" => BodyWord::Job,
        "is" => BodyWord::Is,
        "work" => BodyWord::Work,
        "first" => BodyWord::First,
        "gear" => BodyWord::Gear,
        "hybrid_noun" => BodyWord::HybridNoun,
        "other_hybrid" => BodyWord::OtherHybrid,
        "or" => BodyWord::Or,
        "day" => BodyWord::Day,
        "week" => BodyWord::Week,
        "office" => BodyWord::Office,
        "number" => BodyWord::Number,
        "five" => BodyWord::Five,
        _ => return None,
    })
}
