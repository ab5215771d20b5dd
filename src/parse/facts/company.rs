//! The employer's name: from a field, else from the phrases with which a body names who is hiring.
//! Phrases and words that are no names lie in `data/company.txt`.

mod body;

pub use body::from_body;

use crate::model::{Fact, Origin};
use crate::source::Span;

/// Words that a field holds when nobody filled it in.
const NOBODY: [&str; 21] = [
    "none",
    "null",
    "nil",
    "n/a",
    "na",
    "n.a.",
    "nan",
    "undefined",
    "unknown",
    "not specified",
    "not disclosed",
    "tbd",
    "tba",
    "confidential",
    "confidential company",
    "company confidential",
    "anonymous",
    "company name",
    "company",
    "vertraulich",
    "confidencial",
];

/// Headings of careers pages that slip into the field.
const PREFIXES: [&str; 6] = [
    "current job openings at ",
    "current openings at ",
    "job openings at ",
    "open positions at ",
    "careers at ",
    "jobs at ",
];

/// The name that a field holds; none when it holds a word for "nobody".
pub fn clean(field: &str, base: Span) -> Option<Fact<String>> {
    let name = field.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['"', '*', '`', '_']).trim();
    let bare = name.trim_matches(['(', ')', '<', '>', '[', ']', '-', '.', ' ']).to_lowercase();
    let says_nobody = NOBODY.iter().any(|word| *word == bare || *word == name.to_lowercase());
    if says_nobody || !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let prefix = PREFIXES.iter().find(|prefix| lower.starts_with(**prefix)).map_or(0, |prefix| prefix.len());
    let value = name[prefix..].to_owned();
    let origin = if value == field { Origin::Stated } else { Origin::Derived };
    Some(Fact { value, origin, span: base })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean, from_body};
    use crate::model::Origin;
    use crate::source::Span;

    fn field(text: &str) -> Option<String> {
        clean(text, Span::default()).map(|fact| fact.value)
    }

    fn body(text: &str) -> Option<(String, Origin)> {
        from_body(text, 0).map(|fact| {
            assert_eq!(text.get(fact.span.range()), Some(fact.value.as_str()));
            (fact.value, fact.origin)
        })
    }

    #[test]
    fn a_field_that_names_nobody_is_no_company() {
        for nobody in ["", "None", " null ", "N/A", "-", "Confidential", "(confidential)"] {
            assert_eq!(field(nobody), None, "{nobody}");
        }
        assert_eq!(field("None of the Above Ltd").as_deref(), Some("None of the Above Ltd"));
    }

    #[test]
    fn a_field_is_taken_as_it_is() {
        assert_eq!(field("E. Breuninger GmbH & Co.").as_deref(), Some("E. Breuninger GmbH & Co."));
        assert_eq!(field("Current Job Openings at Magic Leap, Inc.").as_deref(), Some("Magic Leap, Inc."));
    }

    #[test]
    fn a_body_names_who_is_hiring() {
        let assumed = |name: &str| Some((name.to_owned(), Origin::Assumed));
        let derived = |name: &str| Some((name.to_owned(), Origin::Derived));
        assert_eq!(body("Spendesk is looking for a Backend Engineer."), derived("Spendesk"));
        assert_eq!(body("**About Acme Robotics**\n\nAcme Robotics makes arms."), assumed("Acme Robotics"));
        assert_eq!(body("At Vanta, our mission is to secure the internet."), assumed("Vanta"));
        assert_eq!(body("## Über Muster GmbH\n\nMuster baut Uhren."), assumed("Muster GmbH"));
        assert_eq!(body("Sobre a Nuvem\n\nA Nuvem é uma empresa. Na Nuvem, crescemos."), assumed("Nuvem"));
    }

    #[test]
    fn words_that_are_no_names_are_not_taken() {
        assert_eq!(body("## About the Role\n\nAbout You\n\nThe company is looking for a developer."), None);
        assert_eq!(body("At least, we hope so. Join Us! About Us"), None);
        assert_eq!(body("We are looking for a Python developer."), None);
    }

    proptest! {
        #[test]
        fn any_body_is_read(text in "(About |At |Join |[A-Z][a-z]{1,5} |is hiring |, we |\n|\\*\\*){0,30}|\\PC{0,200}") {
            let _ = body(&text);
        }
    }
}
