//! Files before and after they are written in canonical words.

use super::{Written, WrittenField, canonical, front_matter, read_front_matter};
use crate::model::Settings;
use crate::parse::PostingFile;

fn formatted(path: &str, text: &str) -> String {
    let once = canonical(PostingFile { path, bytes: text.as_bytes(), sidecar: None }, &Settings::default());
    assert!(once.mistakes.is_empty() && !once.is_left, "{once:?}");
    let written = once.file.unwrap_or_else(|| text.to_owned());
    let twice = canonical(PostingFile { path, bytes: written.as_bytes(), sidecar: None }, &Settings::default());
    assert_eq!(twice.file, None, "the second time changes something");
    written
}

#[test]
fn keys_become_canonical_and_comments_order_and_body_stay() {
    let text = "---\n# who\ncompanyName: 'Acme'   # the short name\ntitle: \"Cook\"\n\napplyUrl: https://a.example/x\n\
                timestamp: 1616025600000\nhashtags: \"#rust,#sql,,##rust\"\njobType: software\narchived: \"true\"\nown-key: 1\n---\n\nBody  \n* x\r\n";
    let expected = "---\n# who\ncompany: 'Acme'   # the short name\ntitle: \"Cook\"\n\napply: https://a.example/x\n\
                date_posted: 2021-03-18\ntags: [rust, sql]\ncategory: software\nstatus: closed\nown-key: 1\n---\n\nBody  \n* x\r\n";
    assert_eq!(formatted("jobs/a.md", text), expected);
}

#[test]
fn toml_becomes_yaml_with_its_comments() {
    let text = "+++\n# the name\ntitle = \"Cook: #1\" # shown\ndate = 2026-11-02\nskills = [\"rust\", \"a, b\"]\ndraft = true\n\
                [params]\ncount = 1\n# end\n+++\nText.\n";
    let expected = "---\n# the name\ntitle: \"Cook: #1\" # shown\ndate_posted: 2026-11-02\ntags: [rust, \"a, b\"]\ndraft: true\n\
                    params:\n  count: 1\n# end\n---\n\nText.\n";
    assert_eq!(formatted("jobs/a.md", text), expected);
}

#[test]
fn a_heading_and_a_plain_text_get_front_matter() {
    let text = "# [Cook](https://a.example/x)  \n### None\n#### `💰 null` `🌎 Rome`  \n\nBody.\n\n  \n## CLICK TO [APPLY](https://a.example/x)\n";
    let expected =
        "---\ntitle: Cook\nlocation: Rome\nsalary: \"null\"\napply: https://a.example/x\n---\n\nBody.\n\n  \n";
    assert_eq!(formatted("jobs/a/README.md", text), expected);
    let plain = "Cook \\& Baker\r\nWe bake.\r\nAbout you\r\n- early\r\nThis job was posted on indeed.\r\n";
    let expected = "---\r\ntitle: Cook & Baker\r\nsource: indeed\r\nbody_format: plain\r\n---\r\n\r\nWe bake.\r\nAbout you\r\n- early\r\n";
    assert_eq!(formatted("jobs/a.md", plain), expected);
}

#[test]
fn records_keep_their_file_and_their_lists() {
    let text = "jobs:\n  - jobtitle: Cook\n    employer: Acme\n  - title: Baker\n    closingDate: 2 Nov 2026\n";
    let expected = "jobs:\n  - title: Cook\n    company: Acme\n  - title: Baker\n    valid_through: 2026-11-02\n";
    assert_eq!(formatted("jobs.yaml", text), expected);
}

#[test]
fn of_two_spellings_the_one_that_counts_becomes_canonical() {
    let text = "---\ntitle: Cook\nurl:\nlink: https://a.example/1\njobUrl: https://a.example/2\npublished: false\n---\nText.\n";
    let expected =
        "---\ntitle: Cook\nsource_url: https://a.example/1\njobUrl: https://a.example/2\ndraft: true\n---\nText.\n";
    assert_eq!(formatted("a.md", text), expected);
}

#[test]
fn a_sidecar_is_written_too_and_a_broken_file_is_left() {
    let settings = Settings::default();
    let file = PostingFile {
        path: "a.md",
        bytes: b"---\ntitle: Cook\n---\nText.\n",
        sidecar: Some(("a.yaml", b"empresa: Acme\n")),
    };
    assert_eq!(canonical(file, &settings).sidecar.as_deref(), Some("company: Acme\n"));
    let broken = PostingFile { path: "a.md", bytes: b"---\ntitle: [\n---\nText.\n", sidecar: None };
    let left = canonical(broken, &settings);
    assert!(left.file.is_none() && !left.mistakes.is_empty());
}

#[test]
fn a_remark_and_a_value_with_signs_that_yaml_forbids_can_be_read_again() {
    let mut field = WrittenField::new("company", Written::Text("Crumb\u{FFFE} & \u{81}Co".to_owned()));
    field.remarks.push("read from the text: Crumb \u{81}\u{FFFF}Co\n\u{1b}[31m".to_owned());
    let text = format!("---\n{}---\n", front_matter(&[field]));
    let read = read_front_matter(&text).unwrap();
    assert_eq!(read.entries[0].value, "Crumb\u{FFFE} & \u{81}Co");
    assert!(text.starts_with("---\n# read from the text: Crumb Co [31m\n"), "{text:?}");
}
