//! Whatever bytes come: no panic, nothing active in the output, and time that grows with the size only.

use corkboard::model::{Settings, SiteUrl};
use corkboard::parse::{PostingFile, body, posting};
use proptest::prelude::*;

fn through(path: &str, bytes: &[u8]) -> String {
    let file = PostingFile { path, bytes, sidecar: Some(("a.yaml", bytes)) };
    let parsed = posting(file, &Settings::default());
    assert!(!parsed.postings.is_empty() || !parsed.diagnostics.is_empty(), "a file without a posting says why");
    let html = body(file, 0, &SiteUrl::local()).html;
    let lower = html.to_ascii_lowercase();
    for bad in
        ["<script", "<svg", "<iframe", "<style", "<object", "<form", " style=", "href=\"javascript", "href=\"data"]
    {
        assert!(!lower.contains(bad), "{bad} in {html}");
    }
    html
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        through("a.md", &bytes);
        through("a.yaml", &bytes);
    }

    #[test]
    fn any_front_matter_is_read(fields in "[a-z\\[\\]{}:,'\"#&*!|>@%\\-\n \t0-9é]{0,120}", body in "\\PC{0,200}") {
        through("a.md", format!("---\n{fields}\n---\n{body}").as_bytes());
        through("a.md", format!("+++\n{fields}\n+++\n{body}").as_bytes());
        through("a.yaml", fields.as_bytes());
    }

    #[test]
    fn any_markup_is_made_harmless(body in "([*_`\\[\\]()<>!#|~\\-\n ]|<b>|</b>|<div>|<li>|<a href=x>|<p onclick=x>|<svg>|javascript:|\\*\\*|word| ){0,60}") {
        through("a.md", format!("---\ntitle: x\n---\n{body}").as_bytes());
    }
}

/// Patterns on which careless parsers take time that grows with the square of the size.
#[test]
fn long_repetitions_take_linear_time() {
    let patterns = [
        "[",
        "*",
        "_",
        ">",
        "`",
        "<",
        "![",
        "[a](",
        "*a ",
        "_a_ ",
        "**a",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "|a",
        "<!--",
        "<a ",
        "&amp;",
        "\\",
        "\\*",
        "#LI-",
        "[a]: b\n",
        "[a]\n",
        "~~a ",
        "a\n-\n",
        "\u{200B}",
        "** ** ",
        "- - ",
        "    a\n\n",
        "<b>",
        "a\n===\n",
        "{",
        "\t",
        "‚Ä",
        "Ã©",
        "*_",
        "[a][",
        "<?",
        "<![CDATA[",
        "[x]: <",
        "a@b.",
        "\n",
        "\r\n- ",
    ];
    // In time that grows with the square of the size one of these would not end within minutes.
    for pattern in patterns {
        let text = format!("---\ntitle: x\n---\n{}", pattern.repeat(500_000 / pattern.len()));
        let file = PostingFile { path: "a.md", bytes: text.as_bytes(), sidecar: None };
        assert_eq!(posting(file, &Settings::default()).postings.len(), 1, "{pattern}");
        body(file, 0, &SiteUrl::local());
    }
}

/// Each found its way into a parser that works for the square of the size.
#[test]
fn deep_elements_and_formatting_without_end_take_linear_time() {
    let fonts: String = (0..5_000).map(|number| format!("<font color={number}>")).collect();
    let texts = [
        "<div>".repeat(50_000),
        "<div>\n\n".repeat(20_000),
        "<ul><li>".repeat(20_000),
        "<table><tr><td>".repeat(10_000),
        "<div></x>".repeat(20_000),
        "<b><i>".repeat(30_000),
        format!("{fonts}{}", "<p>x".repeat(10_000)),
        format!("{}{}", "<b><i><u><s><em>".repeat(6), "<p>x".repeat(40_000)),
        "<hr>".repeat(200_000),
        format!("<div>\n{}", "<b ".repeat(200_000)),
        format!("<a {}>x</a>", (0..100_000).map(|number| format!("a{number}=b ")).collect::<String>()),
        format!("<a {}>x</a>", (0..60_000).map(|number| format!("a{number}='>'")).collect::<String>()),
        "<a b=".repeat(100_000),
        format!("<u>x</u> {}", "& ".repeat(250_000)),
        format!("<u>x</u> {}", "§".repeat(250_000)),
    ];
    for text in texts {
        let text = format!("---\ntitle: x\n---\n{text}");
        let html = through("a.md", text.as_bytes());
        assert!(html.len() < 20 * text.len(), "{} bytes became {}", text.len(), html.len());
    }
}

#[test]
fn a_field_of_joints_is_read_without_recursion() {
    for joint in ["or ", " or", "a or ", "full time and "] {
        let text = format!("---\ntitle: x\nemployment_type: \"{}\"\n---\nText.\n", joint.repeat(60_000 / joint.len()));
        through("a.md", text.as_bytes());
    }
}

#[test]
fn a_file_of_many_postings_is_read_once_and_has_a_limit() {
    let list = |count: usize| (0..count).map(|number| format!("- title: Job {number}\n")).collect::<String>();
    let read = |text: &str| {
        posting(PostingFile { path: "jobs.yaml", bytes: text.as_bytes(), sidecar: None }, &Settings::default())
    };
    assert_eq!(read(&list(2_000)).postings.len(), 2_000);
    let refused = read(&list(2_001));
    assert!(refused.postings.is_empty());
    assert_eq!(refused.diagnostics[0].message, "a file of 2001 postings; 2000 are allowed");
}
