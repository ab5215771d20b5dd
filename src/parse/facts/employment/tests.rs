//! Statements of employment in fields, titles and bodies, and sentences that state none.

use proptest::prelude::*;

use super::{from_body, read};
use crate::model::EmploymentType::{self, *};
use crate::source::Span;

fn field(text: &str) -> Vec<EmploymentType> {
    read(text, Span::default()).kinds.into_iter().map(|fact| fact.value).collect()
}

fn body(text: &str) -> Vec<EmploymentType> {
    from_body(text, "Backend Developer", 0).into_iter().map(|fact| fact.value).collect()
}

#[test]
fn fields_are_read_in_several_languages() {
    assert_eq!(field("Full Time"), [FullTime]);
    assert_eq!(field("FULL_TIME"), [FullTime]);
    assert_eq!(field("FullTime"), [FullTime]);
    assert_eq!(field("Vollzeit oder Teilzeit"), [FullTime, PartTime]);
    assert_eq!(field("Full-time, Contractor"), [FullTime, Contractor]);
    assert_eq!(field("Tempo integral / PJ"), [FullTime, Contractor]);
    assert_eq!(field("Werkstudent"), [PartTime]);
    assert_eq!(field("Permanent Full-time"), [FullTime]);
}

#[test]
fn a_permanent_contract_says_nothing_of_the_hours() {
    for text in ["CDI", "CLT", "Permanent", "unbefristet"] {
        assert_eq!(field(text), []);
        assert!(read(text, Span::default()).unknown.is_empty(), "{text}");
    }
}

#[test]
fn other_is_a_kind_only_in_the_words_of_schema_org() {
    assert_eq!(field("OTHER"), [Other]);
    assert_eq!(field("other"), []);
    assert_eq!(read("other", Span::default()).unknown, ["other"]);
}

#[test]
fn unknown_words_are_handed_back() {
    assert_eq!(read("Fulltime, whenever", Span::default()).unknown, ["whenever"]);
}

#[test]
fn a_body_states_it_for_this_job() {
    assert_eq!(body("This is a full-time remote position."), [FullTime]);
    assert_eq!(body("We're looking to expand our team with a full-time **Backend Developer.**"), [FullTime]);
    assert_eq!(body("Oakland, California | Engineering | Full-time | All Remote"), [FullTime]);
    assert_eq!(body("We are hiring 2 full or part time Backend Developers."), [FullTime, PartTime]);
    assert_eq!(body("you will be onboarded as a full-time contractor"), [FullTime, Contractor]);
    assert_eq!(body("to join us on a full-time, permanent basis."), [FullTime]);
    assert_eq!(body("* **Employment Type:** Part-time"), [PartTime]);
    assert_eq!(body("* Type of contract: B2B or employment contract."), [Contractor]);
    assert_eq!(body("Poste à temps plein."), [FullTime]);
    assert_eq!(body("The salary range for this full-time position is $1."), [FullTime]);
}

#[test]
fn sentences_about_others_state_nothing() {
    for text in [
        "We offer benefits for full-time employees.",
        "Five years of professional, full-time experience.",
        "For full time positions, we offer a wide range",
        "Part-time roles are open now and then.",
        "a federal government contractor",
        "Smart contract development, contract law, contract negotiation",
        "We love B2B SaaS startups.",
        "5+ years of non-internship experience",
    ] {
        assert_eq!(body(text), [], "{text}");
    }
}

#[test]
fn a_title_is_always_of_this_job() {
    let titled = |title| from_body("", title, 0).into_iter().map(|fact| fact.value).collect::<Vec<_>>();
    assert_eq!(titled("QA Internship"), [Intern]);
    assert_eq!(titled("Senior Engineer (Full-Time Contractor)"), [FullTime, Contractor]);
    assert_eq!(titled("Smart Contract Engineer"), []);
    assert_eq!(titled("Contract Manager"), []);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(full-time |position |this is a |\n|employees |contractor |a ){0,40}|\\PC{0,200}") {
        for fact in from_body(&text, &text, 0) {
            prop_assert!(fact.span.end as usize <= text.len());
        }
        let _ = read(&text, Span::default());
    }
}
