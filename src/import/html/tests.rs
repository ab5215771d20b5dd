//! HTML of sources becomes Markdown that shows the same.

use proptest::prelude::*;

use super::{line, markdown, plain};
use crate::model::SiteUrl;
use crate::parse::prose;

#[test]
fn html_becomes_clean_markdown() {
    let html = "<style>p{}</style><div><p>We&nbsp;bake <strong>bread</strong>.<br>Daily.</p><ul><li>one</li><li><p>two</p></li></ul>\
                <script>x()</script><h3>Pay</h3><p><a href=\"https://a.example\" onclick=\"x()\">more</a> <img src=x onerror=x></p></div>";
    let expected = "We bake **bread**.\\\nDaily.\n\n- one\n- two\n\n### Pay\n\n[more](https://a.example)";
    assert!(markdown(html).starts_with(expected), "{}", markdown(html));
    assert_eq!(markdown("&lt;p&gt;R&amp;amp;D&lt;/p&gt;"), "R&D\n");
    assert_eq!(markdown("One line.\n• a\n• b\nEnd."), "One line.\n\n- a\n- b\n\nEnd.\n");
    assert_eq!(line("R&amp;D <b>Lead</b>"), "R&D Lead");
}

#[test]
fn a_backslash_that_is_meant_stays_and_a_break_at_an_end_goes() {
    assert_eq!(markdown("<p>C:\\</p><p>b<br></p>"), "C:\\\\\n\nb\n");
    assert_eq!(markdown("<ul><li>a</li><li><hr></li></ul>"), "- a\n- * * *\n");
}

#[test]
fn what_was_escaped_twice_is_read() {
    assert_eq!(markdown("&amp;lt;p&amp;gt;R&amp;amp;amp;D&amp;lt;/p&amp;gt;"), "R&D\n");
    assert_eq!(plain("Brot &amp; So\u{200B}hne"), "Brot & Sohne");
    assert_eq!(plain("R&D; C<17"), "R&D; C<17");
}

/// The HTML that the board shows for Markdown.
fn shown(markdown: &str) -> String {
    prose(markdown.as_bytes(), &SiteUrl::parse("https://board.example/").unwrap()).html
}

/// HTML without what the import does not keep: how far the items of a list stand apart, runs of blanks.
fn kept(html: &str) -> String {
    let mut out = String::new();
    for (number, part) in html.split("<pre>").enumerate() {
        let (code, text) = if number > 0 { part.split_once("</pre>").unwrap() } else { ("", part) };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = [("</p> <p>", "\u{b6}"), ("<p>", ""), ("</p>", "")]
            .iter()
            .fold(text, |text, (from, to)| text.replace(from, to));
        out += &format!("[{}]{}", code.replace("\n</code>", "</code>"), text.replace(' ', ""));
    }
    out
}

/// Words as people write them, with signs that mean something in Markdown.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-zA-Zäöüß東京]{1,8}",
        1 => "[a-z]{1,3}[*_~|#+.!&>()\\[\\]-][a-z]{1,3}",
        1 => prop::sample::select(vec!["C++", "C#", "R&D", "a<5", "5*6", "snake_case", "1.", "2)", "-", "+", "#", "AT&T", "&amp;", "[x]", "~", "~~", "$40", "=", "!", ">", "|", "\\", "_"]).prop_map(str::to_owned),
    ]
}

fn words() -> impl Strategy<Value = String> {
    // Signs at the beginning would make lists next to lists, which become one.
    ("[a-zA-Zäöü]{1,8}", prop::collection::vec(word(), 0..6))
        .prop_map(|(first, more)| [vec![first], more].concat().join(" "))
}

fn inline() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => words(),
        1 => words().prop_map(|text| format!("**{text}**")),
        1 => words().prop_map(|text| format!("*{text}*")),
        1 => "[a-z<>&*_]{1,4}( [a-z<>&*_]{1,4})?".prop_map(|text| format!("`{text}`")),
        1 => words().prop_map(|text| format!("[{text}](https://a.example/x?y=1&z=2)")),
        1 => words().prop_map(|text| format!("{text}\\\nnext line")),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
}

fn indented(text: &str, mark: &str) -> String {
    let blank = " ".repeat(mark.len());
    let lines = text.lines().enumerate().map(|(number, line)| match (number, line) {
        (0, line) => format!("{mark}{line}"),
        (_, "") => String::new(),
        (_, line) => format!("{blank}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        5 => inline(),
        2 => (2..5usize, words()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        1 => Just("---".to_owned()),
        1 => "[a-z<>&*_#][a-z<>&*_# ]{0,18}[a-z<>&*_#]".prop_map(|code| format!("```\n{code}\nend\n```")),
        1 => (words(), words()).prop_map(|(head, cell)| {
            let safe = |text: &str| text.replace(['|', '\\', '`'], "x");
            format!("| {} | b |\n| --- | --- |\n| {} | d |", safe(&head), safe(&cell))
        }),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let items = prop::collection::vec(prop::collection::vec(inner.clone(), 1..3), 1..4);
        prop_oneof![
            items.clone().prop_map(|items| list(&items, |_| "- ".to_owned())),
            items.prop_map(|items| list(&items, |number| format!("{}. ", number + 1))),
            prop::collection::vec(inner, 1..3).prop_map(|blocks| {
                blocks
                    .join("\n\n")
                    .lines()
                    .map(|line| format!("> {line}").trim_end().to_owned())
                    .collect::<Vec<_>>()
                    .join("\n")
            }),
        ]
    })
}

fn list(items: &[Vec<String>], mark: impl Fn(usize) -> String) -> String {
    let is_loose = items.iter().any(|blocks| blocks.len() > 1);
    let items = items.iter().enumerate().map(|(number, blocks)| indented(&blocks.join("\n\n"), &mark(number)));
    items.collect::<Vec<_>>().join(if is_loose { "\n\n" } else { "\n" })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn html_made_of_markdown_shows_the_same_when_it_is_imported(blocks in prop::collection::vec(block(), 1..6)) {
        let html = shown(&blocks.join("\n\n"));
        let imported = markdown(&html);
        prop_assert_eq!(kept(&shown(&imported)), kept(&html), "\n{}\n---\n{}", html, imported);
        prop_assert_eq!(kept(&shown(&markdown(&shown(&imported)))), kept(&html));
    }
}
