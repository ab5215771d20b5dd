//! Documents whose postings cannot become files as they are.

use crate::diagnostic::Severity;

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

#[test]
fn html_nested_without_end_is_text_and_ends_no_program() {
    for tag in ["<b>", "<div>", "<ul><li>", "<blockquote>"] {
        let html = format!("{}We bake.", tag.repeat(50_000));
        let read = json_lines(&format!("{{\"title\": \"{html}Baker\", \"description\": \"{html}</p>\"}}\n"));
        assert_eq!(read.postings[0].body, "We bake.\n", "{tag}");
        assert_eq!(read.postings[0].title, "We bake.Baker", "{tag}");
    }
}

#[test]
fn the_address_that_a_page_gives_itself_may_stand_without_quotes() {
    let page = |link: &str| {
        format!("<{link}><script type='application/ld+json'>{{\"@type\":\"JobPosting\",\"title\":\"Baker\"}}</script>")
    };
    let source_url = |link: &str| {
        let text = page(link);
        let read = read(Format::JsonLd, Document { path: "page.html", text: &text }, &Known::default());
        let field = read.postings[0].fields.iter().find(|field| field.key == "source_url");
        field.map(|field| super::shown(&field.value)).unwrap_or_default()
    };
    assert_eq!(source_url("link href=https://a.example/x rel=\"canonical\""), "https://a.example/x");
    assert_eq!(source_url("link rel='canonical' href='https://a.example/x'"), "https://a.example/x");
    assert_eq!(source_url("link rel='canonical' href=\u{e9}"), "");
}

#[test]
fn a_document_of_nothing_but_mistakes_is_told_in_part_and_is_as_grave() {
    let read = json_lines(&"{\"title\": \"Baker\", \"id\": \"1\"}\n".repeat(250));
    assert_eq!((read.postings.len(), read.diagnostics.len()), (1, 201));
    assert_eq!(read.diagnostics[200].message, "49 more mistakes are in this document");
    assert_eq!(read.diagnostics[200].severity, Severity::Warning);
    let read = json_lines(&("{\"title\": \"Baker\", \"id\": \"1\"}\n".repeat(250) + "{\"title\": \" \"}\n"));
    assert_eq!(read.diagnostics[200].severity, Severity::Error);
}
