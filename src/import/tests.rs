//! Documents whose postings cannot become files as they are.

use super::{Document, Format, Known, Read, read};

fn json_lines(text: &str) -> Read {
    read(Format::JsonLines, Document { path: "jobs.jsonl", text }, &Known::default())
}

#[test]
fn a_title_of_which_nothing_can_be_seen_gives_no_file() {
    for title in ["<b></b>", "&nbsp;", "\u{200E}\u{3164}", " "] {
        let read = json_lines(&format!("{{\"title\": \"{title}\"}}\n"));
        assert!(read.postings.is_empty(), "{title:?}: {:?}", read.postings);
        assert_eq!(read.diagnostics[0].message, "a posting without a title");
    }
}

#[test]
fn a_field_with_invisible_characters_is_written_without_them() {
    let read = json_lines("{\"title\": \"Ba\u{200E}ker\", \"company\": \"Crumb\u{3164} Ltd\"}\n");
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    assert!(read.postings[0].text().starts_with("---\ntitle: Baker\ncompany: Crumb Ltd\n"));
}

#[test]
fn three_decimals_of_a_number_are_no_thousands() {
    let read =
        json_lines("{\"title\": \"Baker\", \"salary\": {\"min\": 38.462, \"max\": 45.1, \"currency\": \"USD\"}}\n");
    assert!(read.postings[0].text().contains("salary:\n  currency: USD\n  min: 38.46\n  max: 45.10\n"));
}

#[test]
fn a_long_title_does_not_keep_a_field_that_the_board_refuses() {
    let read = json_lines(&format!("{{\"title\": \"{}\", \"apply\": \"by post\"}}\n", "Baker ".repeat(60)));
    assert!(!read.postings[0].text().contains("\napply:"), "{}", read.postings[0].text());
    assert_eq!(read.diagnostics.len(), 1);
}
