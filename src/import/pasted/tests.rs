//! Pasted ads of many shapes and the drafts they become.

use super::pasted;
use crate::model::Settings;

fn draft(text: &str) -> String {
    pasted(text, &Settings::default()).text()
}

#[test]
fn a_mail_becomes_a_draft_with_its_doubts_marked() {
    let text = "Night Baker (m/f/x)\nAcme Bread\nUlm, Germany\n\nAcme Bread bakes for the whole city, and has\ndone so since 1904.\n\n\
                What you do\n\n• knead\n• bake\n\nGehalt: 3.000 € im Monat\nBewerbungsschluss: 30.04.2026\n\nSend your CV to jobs@acme.example.\n";
    let expected = "---\ntitle: Night Baker (m/f/x)\n# read from the text: “Acme Bread”; please check\ncompany: Acme Bread\n\
                    # read from the text: “Bewerbungsschluss: 30.04.2026”; please check\nvalid_through: 2026-04-30\n\
                    # read from the text: “Ulm, Germany”; please check\nlocation: Ulm, Germany\n\
                    # read from the text: “Gehalt: 3.000 € im Monat”; please check\nsalary: 3.000 € im Monat\n\
                    # read from the text: “Send your CV to jobs@acme.example.”; please check\napply: jobs@acme.example\n---\n\n\
                    Acme Bread bakes for the whole city, and has\ndone so since 1904.\n\n## What you do\n\n- knead\n- bake\n\n\
                    Gehalt: 3.000 € im Monat\nBewerbungsschluss: 30.04.2026\n\nSend your CV to jobs@acme.example.\n";
    assert_eq!(draft(text), expected);
}

#[test]
fn what_the_text_says_in_passing_is_marked_too() {
    let text = "Night Baker\n\nAcme Bread is looking for somebody who bakes by night. You knead and bake and carry it out at dawn.\n";
    let text = draft(text);
    assert!(
        text.contains("# read from the text: “Acme Bread is looking for somebody")
            && text.contains("\ncompany: Acme Bread\n"),
        "{text}"
    );
}

#[test]
fn a_remark_shows_no_character_that_makes_its_file_unreadable() {
    // What is left of a closing quotation mark that was decoded in the wrong way.
    let text = draft(
        "Night Baker\n\nAcme Bread is \u{9D}looking\u{FFFE} for somebody who bakes by night, and carries it out.\n",
    );
    assert!(text.contains("from the text: “Acme Bread is looking for somebody"), "{text}");
}

#[test]
fn pages_front_matter_and_readme_postings_keep_what_they_state() {
    let page = "<html><head><script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":\"Baker\",\"description\":\"<p>We bake.</p>\"}</script></head></html>";
    assert_eq!(draft(page), "---\ntitle: Baker\n---\n\nWe bake.\n");
    assert_eq!(
        draft("---\ntitle: Baker\ncompanyName: Acme\ntimestamp: 1616025600000\n---\nWe bake.\n"),
        "---\ntitle: Baker\ncompany: Acme\ndate_posted: 2021-03-18\n---\n\nWe bake."
    );
    assert_eq!(
        draft("# [Baker](https://a.example/x)\n### Acme\n\nWe bake."),
        "---\ntitle: Baker\ncompany: Acme\napply: https://a.example/x\n---\n\nWe bake."
    );
}
