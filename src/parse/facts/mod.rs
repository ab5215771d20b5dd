//! Readers of single facts: title, company, employment type, seniority, language, skills, dates in paths, source site.
//! Each takes a text and where it lies, and gives facts with their origin; none ever fails, none knows a dialect.
//! Pay and places have readers of their own beside this folder.

pub mod company;
pub mod employment;
pub mod language;
pub mod path;
pub mod seniority;
pub mod skills;
pub mod source;
pub mod title;

mod lists;
mod words;

#[cfg(test)]
mod tests {
    use super::{company, employment, language, seniority, skills, title};
    use crate::source::Span;

    /// Bodies are a megabyte, titles a sixteenth; a reader that looked back over all of it would take hours.
    #[test]
    fn a_megabyte_of_anything_is_read() {
        let patterns =
            ["1", ",", "(", "Go, ", "full-time ", "Acme is a ", "About Acme. ", "m/f ", "https://a ", "é", "A\n", "- "];
        for pattern in patterns {
            let text = pattern.repeat((1 << 20) / pattern.len());
            assert!(language::detect(&text, 0).is_none_or(|fact| fact.span.end as usize == text.len()), "{pattern}");
            assert!(skills::from_body("", &text, 0, 5).len() <= 5, "{pattern}");
            assert!(employment::from_body(&text, "", 0).len() <= 1, "{pattern}");
            assert!(company::from_body(&text, 0).is_none_or(|fact| fact.value == "Acme"), "{pattern}");
            let text = pattern.repeat((1 << 16) / pattern.len());
            assert!(seniority::from_title(&text, 0).is_none(), "{pattern}");
            assert!(title::clean(&text, Span::default()).value.len() <= text.len(), "{pattern}");
        }
    }
}
