//! Every diagnostic has a board that provokes it and the exact text that an author sees.
//!
//! `tests/mistakes/<name>.md` is put beside a sound posting; `tests/mistakes/<name>/` is a board of its own, with
//! `before/` for the content of the build before, and `command` for what is run instead of `check`. `<name>.txt` is what `check` says. `CORKBOARD_BLESS=1` writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corkboard::diagnostic::Code;

const MISTAKES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes");

const SOUND: &str = "---\ntitle: Lighthouse Keeper\ncompany: Harbour Office\ndate_posted: 2026-03-01\n\
    location: Kiel, Germany\napply_url: https://harbour.example/keeper\n---\n\n\
    You keep the light, the log and the paint, and you like the sea in every mood.\n";

#[test]
fn every_diagnostic_has_its_mistake_and_its_drawn_message() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| snake(&format!("{code:?}"))).collect();
    let names = |is_golden: bool| -> BTreeSet<String> {
        let entries = fs::read_dir(MISTAKES).unwrap().map(|entry| entry.unwrap().path());
        let wanted = entries.filter(|path| is_golden == path.extension().is_some_and(|ending| ending == "txt"));
        wanted.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(false), codes, "tests/mistakes/ and the codes differ");
    assert_eq!(names(true), codes, "the drawn messages and the codes differ");
}

#[test]
fn mistakes_are_drawn_as_the_goldens_say() {
    let is_blessing = std::env::var_os("CORKBOARD_BLESS").is_some();
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let name = snake(&format!("{code:?}"));
        let drawn = drawn(&name);
        let golden = Path::new(MISTAKES).join(format!("{name}.txt"));
        if is_blessing {
            fs::write(&golden, &drawn).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if !drawn.contains(&format!("[{}]", code.id())) {
            wrong.push(format!("{name}: nothing says {}\n{drawn}", code.id()));
        } else if !drawn.contains(&format!("{}[{}]", page_severity(&code.id()), code.id())) {
            wrong.push(format!("{name}: the page of {} gives another severity\n{drawn}", code.id()));
        } else if drawn != expected {
            wrong.push(format!("{name}: expected\n{expected}\nbut drawn\n{drawn}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n(CORKBOARD_BLESS=1 rewrites the goldens)", wrong.join("\n"));
}

/// What `check` says of a mistake; that a posting lacks something for search engines belongs to one mistake only.
fn drawn(name: &str) -> String {
    let board = board(name);
    let before = board.join("before");
    if before.is_dir() {
        corkboard(&["build", "--quiet", "--content", "before"], &board);
    }
    let command = fs::read_to_string(board.join("command")).unwrap_or_else(|_| "check --quiet".to_owned());
    let words: Vec<&str> = command.split_whitespace().collect();
    let all = corkboard(&words, &board);
    let is_wanted = |block: &&str| name == "not_eligible" || !block.starts_with("note[CB092]");
    all.split_inclusive("\n\n").filter(is_wanted).collect()
}

fn board(name: &str) -> PathBuf {
    let board = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mistakes").join(name);
    if board.exists() {
        fs::remove_dir_all(&board).unwrap();
    }
    let jobs = board.join("content/jobs");
    fs::create_dir_all(&jobs).unwrap();
    let folder = Path::new(MISTAKES).join(name);
    let file = folder.with_extension("md");
    if folder.is_dir() {
        copy(&folder, &board);
    } else {
        fs::write(jobs.join("lighthouse-keeper.md"), SOUND).unwrap();
        fs::write(jobs.join(format!("{}.md", name.replace('_', "-"))), text_of(name, &file)).unwrap();
    }
    board
}

/// A file that is too large is not kept, only its first line.
fn text_of(name: &str, file: &Path) -> Vec<u8> {
    let text = fs::read(file).unwrap_or_default();
    if name == "file_too_large" { text.repeat(100_000) } else { text }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn corkboard(arguments: &[&str], board: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .args(arguments)
        .args(["--now", "2026-03-15", "--color", "never"])
        .current_dir(board)
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

fn page_severity(code: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/reference/diagnostics/{code}.md"));
    fs::read_to_string(page).unwrap().lines().nth(2).unwrap().trim_matches('*').to_owned()
}

/// `UnknownKey` is `unknown_key`.
fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, letter| {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
        text
    })
}
