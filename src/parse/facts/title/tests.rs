//! Titles as written and as shown.

use proptest::prelude::*;

use super::clean;
use crate::model::Origin;
use crate::source::Span;

fn shown(title: &str) -> String {
    clean(title, Span::default()).value
}

#[test]
fn the_way_of_working_has_a_field_of_its_own() {
    assert_eq!(shown("(Remote) Senior Backend Engineer"), "Senior Backend Engineer");
    assert_eq!(shown("Remote Senior Software Engineer"), "Senior Software Engineer");
    assert_eq!(shown("Java Developer (Azure | Remote)"), "Java Developer (Azure)");
    assert_eq!(shown("Data Engineer (m/f/d) - Python / Remote möglich"), "Data Engineer - Python");
    assert_eq!(shown("Remote Sensing Scientist"), "Remote Sensing Scientist");
    assert_eq!(
        shown("Backend Engineer (Go), Create: Remote Development"),
        "Backend Engineer (Go), Create: Remote Development"
    );
}

#[test]
fn places_behind_a_title_go() {
    assert_eq!(shown("Lead Integration Engineer - Manila, PH"), "Lead Integration Engineer");
    assert_eq!(shown("Engineer, Academies - Onsite (Salt Lake City, UT)"), "Engineer, Academies");
    assert_eq!(shown("Fullstack Engineer (100% remote-friendly within Poland)"), "Fullstack Engineer");
    assert_eq!(shown("Architect - Argentina, Brazil, Spain & Uruguay"), "Architect");
    assert_eq!(shown("Tech Lead - Java - Services Financiers - Nantes"), "Tech Lead - Java - Services Financiers");
    assert_eq!(shown("(Senior) AI Expert (m/f/x) onsite or remote (in Germany)"), "(Senior) AI Expert");
    assert_eq!(shown("Senior Engineer (QA/QC), CI/CD"), "Senior Engineer (QA/QC), CI/CD");
    assert_eq!(shown("Product Manager - Mobile"), "Product Manager - Mobile");
    assert_eq!(shown("Senior Software Engineer - Access"), "Senior Software Engineer - Access");
}

#[test]
fn gender_marks_go_and_endings_of_words_stay() {
    assert_eq!(shown("Senior Engineer – Specialist Solr (m/w/d)"), "Senior Engineer – Specialist Solr");
    assert_eq!(shown("Développeur PHP Symfony H/F"), "Développeur PHP Symfony");
    assert_eq!(shown("DEVELOPER Frontend REACT.js (m|f|d)"), "DEVELOPER Frontend REACT.js");
    assert_eq!(shown("Développeur(se) - PHP (F/H)"), "Développeur(se) - PHP");
    assert_eq!(shown("H/W Engineer"), "H/W Engineer");
}

#[test]
fn codes_go_and_levels_stay() {
    assert_eq!(shown("2024-7209_Data Engineer"), "Data Engineer");
    assert_eq!(shown("(1682) Senior Engineer"), "Senior Engineer");
    assert_eq!(shown("JAVA Senior Engineer - (R12397)"), "JAVA Senior Engineer");
    assert_eq!(shown("Engineer (SEO) (ID:2143)"), "Engineer (SEO)");
    assert_eq!(shown("Automation Specialist 1668"), "Automation Specialist");
    assert_eq!(shown("Software Engineer (L5) II"), "Software Engineer (L5) II");
    assert_eq!(shown("Intern (Summer 2025)"), "Intern (Summer 2025)");
    assert_eq!(shown("Dynamics 365 Consultant"), "Dynamics 365 Consultant");
}

#[test]
fn terms_of_contract_go() {
    assert_eq!(shown("Senior Engineer (Full-Time Contractor)"), "Senior Engineer");
    assert_eq!(shown("Graphics Engineer (12-month contract)"), "Graphics Engineer");
    assert_eq!(shown("UX/UI Designer (20-40%)"), "UX/UI Designer");
    assert_eq!(shown("Fullstack Developer (Java/React) (US citizen or LPR)"), "Fullstack Developer (Java/React)");
    assert_eq!(shown("Contracts and Collections Specialist"), "Contracts and Collections Specialist");
}

#[test]
fn stray_signs_go_and_signs_of_names_stay() {
    assert_eq!(shown("- Data engineer -"), "Data engineer");
    assert_eq!(shown("📱Frontend Engineer!!"), "Frontend Engineer");
    assert_eq!(shown(".NET  Backend developer"), ".NET Backend developer");
    assert_eq!(shown("Engineer C++"), "Engineer C++");
    assert_eq!(shown("Lead Engineer* (P3169)"), "Lead Engineer");
    assert_eq!(shown("(Senior) AI Expert"), "(Senior) AI Expert");
}

#[test]
fn a_title_is_never_emptied() {
    assert_eq!(shown("\u{FFFD}\u{FFFD}"), "\u{FFFD}\u{FFFD}");
    assert_eq!(shown(" -- "), "--");
    assert_eq!(shown("Remote"), "Remote");
    assert_eq!(clean("Engineer", Span::default()).origin, Origin::Stated);
    assert_eq!(clean("Engineer (Remote)", Span::default()).origin, Origin::Derived);
}

proptest! {
    #[test]
    fn a_title_with_words_keeps_some(title in "[a-zA-Z()\\[\\], /|.–-]{0,60}|\\PC{0,60}") {
        let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
        prop_assert_eq!(has_words(&shown(&title)), has_words(&title));
    }
}
