//! A language tag.

use serde::{Deserialize, Serialize};

/// A language by its BCP 47 tag, at most ten ASCII characters (`en`, `pt-BR`, `zh-Hant-TW`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Language([u8; 10]);

impl Language {
    /// English.
    pub const ENGLISH: Language = Language(*b"en\0\0\0\0\0\0\0\0");

    /// A tag of letters, digits and `-` that begins with two or three letters; case is set by RFC 5646 section 2.1.1.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let mut bytes = [0; 10];
        let mut length = 0;
        for (index, part) in tag.trim().split(['-', '_']).enumerate() {
            let shape = match (index, part.len()) {
                (0, 2 | 3) => part.to_ascii_lowercase(),
                (1.., 2) => part.to_ascii_uppercase(),
                (1.., 4) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
                (1.., 3) => part.to_owned(),
                _ => return None,
            };
            if !shape.bytes().all(|byte| byte.is_ascii_alphanumeric())
                || (index == 0 && shape.bytes().any(|b| b.is_ascii_digit()))
            {
                return None;
            }
            let start = if index == 0 { 0 } else { length + 1 };
            if start + shape.len() > bytes.len() {
                return None;
            }
            if index > 0 {
                bytes[length] = b'-';
            }
            bytes[start..start + shape.len()].copy_from_slice(shape.as_bytes());
            length = start + shape.len();
        }
        Some(Language(bytes))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    /// The primary part of the tag: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.tag().split('-').next().unwrap_or_default()
    }

    /// `rtl` or `ltr`, for HTML.
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// True for languages written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.primary(), "ar" | "fa" | "he" | "ps" | "ur" | "yi" | "dv" | "ckb" | "sd" | "ug")
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_are_set_in_the_usual_case() {
        let tag = |text| Language::from_tag(text).map(|language| language.tag().to_owned());
        assert_eq!(tag("EN"), Some("en".to_owned()));
        assert_eq!(tag("pt_br"), Some("pt-BR".to_owned()));
        assert_eq!(tag("zh-hant-tw"), Some("zh-Hant-TW".to_owned()));
        assert_eq!(tag("english"), None);
        assert_eq!(tag("é"), None);
    }
}
