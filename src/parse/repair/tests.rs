//! What is mended, by example, and on real postings when the folder beside the project is there.

use std::path::{Path, PathBuf};

use super::{Counts, mend};
use crate::model::SiteUrl;
use crate::parse::markdown::{RawPolicy, render};
use crate::parse::plain;

fn html(markdown: &str) -> String {
    render(markdown, &SiteUrl::local(), RawPolicy::Drop).html
}

fn mended(markdown: &str) -> String {
    html(&mend(markdown, &mut Counts::default())).trim().to_owned()
}

#[test]
fn bold_marks_that_do_not_close_are_closed() {
    for (written, shown) in [
        ("**bold **text", "<p><strong>bold</strong> text</p>"),
        ("a ** bold** b", "<p>a  <strong>bold</strong> b</p>"),
        ("** bold **", "<p><strong>bold</strong></p>"),
        ("** _both_**", "<p><strong><em>both</em></strong></p>"),
        ("**Note:**text", "<p><strong>Note</strong>:text</p>"),
        ("**Title: **\n\ntext", "<p><strong>Title:</strong></p>\n<p>text</p>"),
        ("lone ** mark", "<p>lone  mark</p>"),
        ("**open\n\nnext", "<p>open</p>\n<p>next</p>"),
    ] {
        assert_eq!(mended(written), shown, "{written}");
    }
}

#[test]
fn sound_text_stays_byte_for_byte() {
    for sound in [
        "**bold** and _it_ and *x*",
        "snake_case_name and 2**10",
        "`**code**`",
        "a * b * c",
        "- one\n- two\n\n  more\n",
        "Title\n-----\n\ntext",
        "```\n    ** x **\n```",
        "    let x = 1;\n    run();\n",
        "a_b _c_ d",
        "Fill in: ____",
        "5 * 3 and 4 * 2",
        "footnote* and another*",
    ] {
        assert_eq!(mend(sound, &mut Counts::default()), sound);
    }
}

#[test]
fn blocks_get_their_meaning_back() {
    assert_eq!(mended("text\n\n    We build things together."), "<p>text</p>\n<p>We build things together.</p>");
    assert_eq!(mended("text\n-\n"), "<p>text</p>");
    let long = format!("{} sentence.\n---\nnext", "long ".repeat(30));
    assert!(mended(&long).contains("<hr>"), "{}", mended(&long));
}

pub(in crate::parse) fn corpus() -> Vec<(PathBuf, Vec<u8>)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = ["../shared/corpus", "../../shared/corpus"].map(|path| here.join(path));
    let Some(folder) = folder.iter().find(|folder| folder.is_dir()) else {
        println!("skipped: ../shared/corpus is absent");
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if next != *folder {
                found.push((path.clone(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Letters and figures: what must be the same before and after.
fn words(html: &str) -> String {
    let mut kept = String::new();
    for word in plain::of_html(html).split_whitespace() {
        let end = word.to_ascii_lowercase().find("#li-").unwrap_or(word.len());
        kept.extend(word[..end].chars().filter(|c| c.is_alphanumeric()));
    }
    kept
}

/// A censored word is meant as it is.
fn is_censored(line: &str) -> bool {
    line.matches("**").count() == 1 && line.contains("s*** ")
}

#[test]
fn no_real_posting_is_mended_wrongly() {
    let (mut files, mut repaired, mut wrong, mut visible) = (0, 0, 0, 0);
    for (path, bytes) in corpus() {
        let decoded = crate::parse::encoding::decode(&bytes).unwrap();
        let text = decoded.text.as_ref();
        let name = path.to_string_lossy();
        let mut reports = crate::parse::reports::Reports::on(&name, text);
        let document = crate::parse::document::read(&name, text, &mut reports).unwrap();
        let body = document.records[0].markdown(document.dialect, text);
        let mut counts = Counts::default();
        let clean = mend(&body, &mut counts);
        let (before, after) = (html(&body), html(&clean));
        files += 1;
        if counts == Counts::default() {
            assert_eq!(before, after, "{name}");
        } else {
            repaired += 1;
        }
        if words(&before) != words(&after) {
            wrong += 1;
            let (before, after) = (words(&before), words(&after));
            let at = before.bytes().zip(after.bytes()).position(|(a, b)| a != b).unwrap_or(0);
            let show = |text: &str| text.chars().skip(at.saturating_sub(40)).take(120).collect::<String>();
            println!("WORDS {name}\n  {}\n  {}", show(&before), show(&after));
        }
        let shown = plain::of_html(&after);
        for line in shown.lines().filter(|line| line.contains("**") || line.to_lowercase().contains("#li-")) {
            if is_censored(line) {
                continue;
            }
            visible += 1;
            println!("VISIBLE {name}: {}", line.chars().take(200).collect::<String>());
        }
    }
    println!("{files} files, {repaired} mended, {wrong} wrongly, {visible} lines with visible marks");
    assert_eq!((wrong, visible), (0, 0));
}
