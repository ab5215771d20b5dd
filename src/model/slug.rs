//! The one way from a name to a part of an address or file name.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A part of an address: `a-z`, `0-9` and single inner `-`, 1 to 80 bytes, no name that a file system reserves.
/// Whoever holds a `Slug` may put it into an address or a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(Arc<str>);

/// Device names that Windows does not allow as file names (Microsoft, "Naming Files, Paths, and Namespaces").
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Names whose sign carries the meaning, so that `C#` and `C++` do not both become `c`.
const SPELLED: [(&str, &str); 8] = [
    ("c#", "c-sharp"),
    ("f#", "f-sharp"),
    ("j#", "j-sharp"),
    ("c++", "c-plus-plus"),
    ("g++", "g-plus-plus"),
    ("notepad++", "notepad-plus-plus"),
    ("c--", "c-minus-minus"),
    (".net", "dot-net"),
];

impl Slug {
    /// Bytes of the longest.
    pub const LONGEST: usize = 80;

    /// The slug of a name; none when nothing in the name can be spelled with letters or digits.
    pub fn of(name: &str) -> Option<Slug> {
        let lower = name.trim().to_lowercase();
        let spelled = SPELLED
            .iter()
            .find(|(sign, _)| *sign == lower)
            .map_or_else(|| spell(&lower), |(_, word)| (*word).to_owned());
        let plain = if spelled.is_ascii() { spelled } else { deunicode::deunicode(&spelled).to_lowercase() };
        let mut slug = String::with_capacity(plain.len());
        for character in plain.chars() {
            if character.is_ascii_alphanumeric() {
                slug.push(character);
            } else if !matches!(character, '\'' | '’' | '`') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        Slug::bounded(&slug)
    }

    /// The slug of a name, or one made of the name's hash when nothing can be spelled.
    pub fn of_any(name: &str) -> Slug {
        Slug::of(name).unwrap_or_else(|| Slug::of_hash(name.as_bytes()))
    }

    /// Eight hexadecimal digits of a hash, for names that cannot be spelled.
    pub fn of_hash(bytes: &[u8]) -> Slug {
        Slug(format!("x{:08x}", xxhash_rust::xxh3::xxh3_64(bytes) >> 32).into())
    }

    /// The slug with something appended, kept within the length.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Slug {
        let room = Slug::LONGEST.saturating_sub(suffix.len() + 1);
        let head = self.0[..self.0.len().min(room)].trim_end_matches('-');
        Slug(format!("{head}-{suffix}").into())
    }

    /// The text of the slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for a name in small letters that Windows keeps for a device.
    pub fn is_device(name: &str) -> bool {
        let is_port = |name: &str| name.starts_with("com") || name.starts_with("lpt");
        RESERVED.contains(&name) || name.len() == 4 && is_port(name) && name.as_bytes()[3].is_ascii_digit()
    }

    fn bounded(text: &str) -> Option<Slug> {
        let trimmed = text.trim_matches('-');
        let mut cut = trimmed;
        if trimmed.len() > Slug::LONGEST {
            let head = &trimmed[..Slug::LONGEST];
            cut = head.rfind('-').filter(|at| *at > Slug::LONGEST / 2).map_or(head, |at| &head[..at]);
        }
        let device = Slug::is_device(cut);
        match cut {
            "" => None,
            _ if device => {
                Some(Slug(format!("{cut}-").trim_end_matches('-').to_owned().into())).map(|slug| slug.with_suffix("x"))
            }
            _ => Some(Slug(cut.into())),
        }
    }
}

/// Spells signs inside a longer name: `C# developer`, `R&D`.
fn spell(lower: &str) -> String {
    if !lower.contains(['#', '+', '&', '.', '@']) {
        return lower.to_owned();
    }
    lower
        .replace("c++", "c-plus-plus")
        .replace("c#", "c-sharp")
        .replace("f#", "f-sharp")
        .replace(" .net", " dot-net")
        .replace('&', " and ")
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Slug;
    use proptest::prelude::*;

    fn slug(name: &str) -> String {
        Slug::of(name).map(|slug| slug.to_string()).unwrap_or_default()
    }

    #[test]
    fn signs_that_carry_meaning_are_spelled() {
        assert_eq!(slug("C#"), "c-sharp");
        assert_eq!(slug("C++"), "c-plus-plus");
        assert_eq!(slug("C"), "c");
        assert_eq!(slug(".NET"), "dot-net");
        assert_eq!(slug("R&D Lead"), "r-and-d-lead");
    }

    #[test]
    fn names_become_readable() {
        assert_eq!(slug("  Köln – Büro's Team "), "koln-buros-team");
        assert_eq!(slug("工程师"), "gong-cheng-shi");
        assert_eq!(slug("!!!"), "");
        assert_eq!(slug("CON"), "con-x");
        assert_eq!(slug("lpt1"), "lpt1-x");
    }

    proptest! {
        #[test]
        fn a_slug_is_always_safe(name in "\\PC{0,200}") {
            let slug = Slug::of_any(&name).to_string();
            prop_assert!(!slug.is_empty() && slug.len() <= 80);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }

        #[test]
        fn a_slug_of_a_slug_is_itself(name in "[a-zA-Z0-9 ]{1,120}") {
            if let Some(once) = Slug::of(&name) {
                prop_assert_eq!(Slug::of(once.as_str()), Some(once));
            }
        }
    }
}
