//! A board whose every posting attacks: payloads as bodies and as fields. Nothing of them is alive in any file.
//! `tests/hostile/payloads.json` holds the payloads; `tests/outside/hostile.test.mjs` opens the same board in Chromium.

use std::collections::BTreeMap;

use corkboard::diagnostic::Severity;
use corkboard::model::SiteUrl;
use corkboard::parse;
use corkboard::write::{Silent, build};
use scraper::{ElementRef, Html};

use super::board::{Files, TestBoard, files};
use super::fuzz::targets::assert_harmless;

/// Payloads by kind of attack.
fn payloads() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(include_str!("../hostile/payloads.json")).unwrap()
}

/// A text in double quotes, as YAML wants it: what it forbids is written by number.
fn quoted(text: &str) -> String {
    let is_forbidden =
        |c: char| matches!(c, '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
    let json = serde_json::to_string(text).unwrap();
    json.chars().map(|c| if is_forbidden(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() }).collect()
}

/// What is shown of a field turns no direction, whatever its key.
#[test]
fn no_field_shows_characters_that_turn_the_direction() {
    let keys =
        ["title", "company", "location", "salary", "summary", "category", "tags", "anything", "city", "subdivision"];
    let fields = |key: &str| {
        // One title each, so that they are not taken for one posting.
        let sound = [("title", key), ("company", "Galley"), ("date_posted", "2026-03-01")];
        let sound = sound.into_iter().filter(|(name, _)| *name != key).map(|(name, text)| format!("{name}: {text}\n"));
        format!("{}{key}: \"Own \u{202E}nwo\"", sound.collect::<String>())
    };
    let board =
        keys.iter().fold(TestBoard::on("2026-03-15"), |board, key| board.posting(&format!("{key}.md"), &fields(key)));
    let outcome = build(&board.request("public"), &Silent).unwrap();
    assert_eq!(outcome.counts.open, keys.len());
    for (path, bytes) in files(&board.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains('\u{202E}'), "{path}");
    }
}

#[test]
fn no_payload_survives_in_a_body() {
    for site in [SiteUrl::parse("https://board.example/all/jobs/").unwrap(), SiteUrl::local()] {
        for payload in payloads().values().flatten() {
            let around =
                [payload.clone(), format!("a\n\n{payload}\n\nb"), format!("- {payload}\n> {payload}\n\n**{payload}**")];
            for text in around {
                assert_harmless(&parse::prose(text.as_bytes(), &site).html, &site);
            }
        }
    }
}

#[test]
fn no_payload_survives_in_a_field_of_any_page_or_document() {
    let mut board = TestBoard::on("2026-03-15");
    let mut count = 0;
    // Of the large families, whose members differ little, every third; `HOSTILE=all` takes them all.
    let is_whole = std::env::var_os("HOSTILE").is_some_and(|which| which == "all");
    let step = |family: &Vec<String>| if is_whole || family.len() < 60 { 1 } else { 3 };
    for payload in payloads().values().flat_map(|family| family.iter().step_by(step(family))) {
        let text = quoted(payload);
        let title = quoted(&format!("Cook {payload}"));
        let id = quoted(&format!("{count} {payload}"));
        let company = quoted(&format!("Galley {payload}"));
        board = board.file(
            &format!("content/jobs/attack-{count}.md"),
            &format!(
                "---\ntitle: {title}\ncompany: {company}\ndate_posted: 2026-03-01\nlocation: {text}\nsalary: {text}\n\
                 tags: [{text}, bread]\nsummary: {text}\ncategory: {text}\nid: {id}\nanything: {text}\n---\n\n{payload}\n"
            ),
        );
        count += 1;
    }
    let outcome = build(&board.request("public"), &Silent).unwrap();
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(outcome.counts.open + outcome.counts.merged, count, "a posting was lost: {:?}", outcome.counts);
    let built = files(&board.path("public"));
    built.iter().filter(|(path, _)| path.ends_with(".html")).for_each(|(path, bytes)| check_page(path, bytes));
    check_documents(&built);
}

/// No element or attribute that runs, loads or sends but those of the theme.
fn check_page(path: &str, bytes: &[u8]) {
    let document = Html::parse_document(std::str::from_utf8(bytes).unwrap());
    let base = url::Url::parse("https://board.example/").unwrap();
    for element in document.tree.nodes().filter_map(ElementRef::wrap) {
        let (name, value) = (element.value().name(), element.value());
        match name {
            "script" if value.attr("type") == Some("application/ld+json") => {
                let text: String = element.text().collect();
                serde_json::from_str::<serde_json::Value>(&text)
                    .unwrap_or_else(|error| panic!("{path}: {error}: {text}"));
            }
            "script" => assert!(element.text().next().is_none() && value.attr("src").is_some(), "{path}: a script"),
            "iframe" | "object" | "embed" | "base" | "style" | "math" | "template" | "frame" | "audio" | "video" => {
                panic!("{path}: <{name}>")
            }
            _ => {}
        }
        for (attribute, text) in value.attrs() {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{path}: <{name} {attribute}>"
            );
            if ["href", "src", "action", "formaction", "poster", "data", "cite"].contains(&attribute) {
                let url = base.join(text).unwrap_or_else(|error| panic!("{path}: {text}: {error}"));
                assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()), "{path}: {text}");
                assert!(["a", "link"].contains(&name) || url.host() == base.host(), "{path}: <{name}> asks {text}");
            }
        }
    }
}

/// Feeds are XML, JSON is JSON, and the files for hosts have one rule on each line.
fn check_documents(built: &Files) {
    for (path, bytes) in built {
        let text = || std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        match path.rsplit('.').next() {
            Some("json" | "webmanifest") => drop(
                serde_json::from_str::<serde_json::Value>(text()).unwrap_or_else(|error| panic!("{path}: {error}")),
            ),
            Some("xml") => check_xml(path, text()),
            _ => {}
        }
    }
    let lines = |path: &str| String::from_utf8(built.get(path).cloned().unwrap_or_default()).unwrap();
    assert!(!lines("_headers").contains("evil") && !lines("_headers").contains("Set-Cookie"));
    for line in lines("_redirects").lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        assert!(parts.len() == 3 && parts[2] == "301" && parts[1].starts_with('/'), "{line}");
    }
    for path in built.keys() {
        let is_plain =
            |part: &str| !part.is_empty() && part.len() <= 255 && part.bytes().all(|byte| byte.is_ascii_graphic());
        assert!(path.split('/').all(is_plain), "{path}");
    }
}

fn check_xml(path: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            quick_xml::events::Event::Eof => return,
            quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "script" => panic!("{path}: <script>"),
            _ => {}
        }
    }
}
