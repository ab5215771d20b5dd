//! Links, pipes, devices and other files that are none, in every folder of a board: never waited for, never followed
//! out, always told.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use corkboard::diagnostic::Severity;
use corkboard::find::{Links, Unreadable, bytes, read};
use corkboard::write::{Silent, build};

use super::board::{TestBoard, files};

const COOK: &str = "---\ntitle: Cook\ncompany: Galley\ndate_posted: 2026-03-01\n---\n\nCome and cook with us.\n";

fn board() -> TestBoard {
    TestBoard::on("2026-03-15").file("content/jobs/cook.md", COOK).file("static/own.txt", "own")
}

fn pipe(board: &TestBoard, path: &str) {
    assert!(Command::new("mkfifo").arg(board.path(path)).status().unwrap().success());
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// What a build says of files that are not used: path and message.
fn told(board: &TestBoard) -> Vec<String> {
    let outcome = board.try_build().unwrap();
    assert_eq!(outcome.stopped, None, "{:#?}", outcome.diagnostics);
    let unusable = outcome.diagnostics.iter().filter(|told| told.code.id() == "CB001");
    unusable
        .map(|told| {
            assert_eq!(told.severity, Severity::Warning);
            format!("{}: {}", told.location.path, told.message)
        })
        .collect()
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for() {
    let board = board();
    pipe(&board, "pipe");
    // Without the check after opening, these calls would wait for a writer that never comes.
    assert!(matches!(read(&board.path("pipe"), &mut Vec::new()), Err(Unreadable::System(_))));
    assert_eq!(bytes(&board.path("pipe")).unwrap_err().to_string(), "it is not a plain file");
    assert!(bytes(&board.path("content")).is_err(), "a folder");
    assert!(bytes(&board.path("static/own.txt")).is_ok());
}

#[test]
fn a_pipe_in_the_place_of_what_is_remembered_is_not_waited_for() {
    let board = board();
    for folder in [".public.corkboard", "public"] {
        fs::create_dir(board.path(folder)).unwrap();
    }
    for name in ["site", "site-pending", "site.0", "sources", "sources.0", "names", "terms", "terms-since"] {
        pipe(&board, &format!(".public.corkboard/{name}"));
    }
    // Neither is the front page of a site of ours.
    pipe(&board, "public/index.html");
    assert!(board.try_build().is_err(), "a folder of others");
    fs::remove_file(board.path("public/index.html")).unwrap();
    assert!(told(&board).is_empty());
    assert!(files(&board.path("public")).contains_key("jobs/cook-galley/index.html"));
}

#[test]
fn what_is_no_file_is_told_by_the_build_that_meets_it() {
    let board = board();
    assert!(told(&board).is_empty());
    for folder in ["content/jobs", "static", "templates"] {
        fs::create_dir_all(board.path(folder)).unwrap();
        pipe(&board, &format!("{folder}/pipe.md"));
        symlink("round.md", board.path(&format!("{folder}/circle.md"))).unwrap();
        symlink("circle.md", board.path(&format!("{folder}/round.md"))).unwrap();
        symlink("..", board.path(&format!("{folder}/up"))).unwrap();
        symlink("/etc/passwd", board.path(&format!("{folder}/out.md"))).unwrap();
        symlink("/dev/zero", board.path(&format!("{folder}/zero.md"))).unwrap();
        symlink("none.md", board.path(&format!("{folder}/none.md.md"))).unwrap();
    }
    // Nothing else changed since the build before.
    let said = told(&board);
    let lines = said.iter().filter(|line| line.starts_with("static/")).cloned().collect::<Vec<_>>();
    let expected = [
        "static/circle.md: this link leads nowhere: Too many levels of symbolic links (os error 40)",
        "static/none.md.md: this link leads nowhere: No such file or directory (os error 2)",
        "static/out.md: this link leads out of its folder and is not followed",
        "static/pipe.md: this is a device, pipe or socket and not a file",
        "static/round.md: this link leads nowhere: Too many levels of symbolic links (os error 40)",
        "static/up: this link leads out of its folder and is not followed",
        "static/zero.md: this link leads out of its folder and is not followed",
    ];
    assert_eq!(lines, expected);
    for folder in ["content/jobs", "templates"] {
        let lines = said.iter().filter(|line| line.starts_with(&format!("{folder}/"))).count();
        assert_eq!(lines, expected.len(), "{folder}: {said:#?}");
    }
    assert_eq!(told(&board), said, "a second build says the same");
    let text = format!("{:?}", files(&board.path("public")).keys());
    assert!(!text.contains("out") && !text.contains("pipe"), "{text}");
}

#[test]
fn links_inside_a_folder_are_followed_and_those_to_elsewhere_only_when_asked() {
    let board = board();
    let elsewhere = tempfile::tempdir().unwrap();
    let text = COOK.replace("Cook", "Baker");
    fs::write(elsewhere.path().join("baker.md"), text).unwrap();
    fs::write(elsewhere.path().join("logo.txt"), "logo").unwrap();
    symlink("own.txt", board.path("static/same.txt")).unwrap();
    symlink(elsewhere.path().join("baker.md"), board.path("content/jobs/baker.md")).unwrap();
    symlink(elsewhere.path().join("logo.txt"), board.path("static/logo.txt")).unwrap();
    symlink(elsewhere.path(), board.path("content/jobs/folder")).unwrap();
    symlink("/dev/zero", board.path("content/jobs/zero.md")).unwrap();
    assert_eq!(told(&board).len(), 4);
    let site = files(&board.path("public"));
    assert_eq!(site["same.txt"], b"own");
    assert!(!site.contains_key("logo.txt") && !site.contains_key("jobs/baker-galley/index.html"));
    let mut request = board.request("public");
    request.inputs.links = Links::Anywhere;
    let outcome = build(&request, &Silent).unwrap();
    let messages: Vec<&str> = outcome.diagnostics.iter().map(|told| told.message.as_str()).collect();
    assert!(messages.contains(&"this link leads to a folder and is not followed"), "{messages:?}");
    assert!(messages.contains(&"this is a device, pipe or socket and not a file"), "{messages:?}");
    let site = files(&board.path("public"));
    assert_eq!(site["logo.txt"], b"logo");
    assert!(site.contains_key("jobs/baker-galley/index.html"));
    assert_eq!(outcome.counts.open, 2);
    assert_eq!(told(&board).len(), 4, "without the flag they are refused again");
    assert!(!files(&board.path("public")).contains_key("logo.txt"));
}

#[test]
fn devices_unreadable_files_and_folders_named_like_files_stop_nothing_else() {
    let board = board();
    fs::create_dir(board.path("content/jobs/folder.md")).unwrap();
    assert!(told(&board).is_empty());
    if !is_root() {
        println!("skipped: a device can only be made by root");
        let locked = board.path("content/jobs/cook.md");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o0)).unwrap();
        let outcome = board.try_build().unwrap();
        let messages: Vec<&str> = outcome.diagnostics.iter().map(|told| told.message.as_str()).collect();
        assert!(messages.contains(&"this file cannot be read: Permission denied (os error 13)"), "{messages:?}");
        return;
    }
    println!("skipped: root may read every file");
    let made = Command::new("mknod").arg(board.path("content/jobs/zero.md")).args(["c", "1", "5"]).status().unwrap();
    if !made.success() {
        println!("skipped: no device can be made here");
        return;
    }
    assert_eq!(told(&board), ["content/jobs/zero.md: this is a device, pipe or socket and not a file"]);
}

#[test]
fn names_that_differ_in_case_are_told_and_names_of_pages_are_refused() {
    let codes = |board: &TestBoard| {
        let outcome = board.try_build().unwrap();
        let told = outcome.diagnostics.iter().filter(|told| told.code.id() == "CB081");
        told.map(|told| (told.location.path.clone(), told.severity)).collect::<Vec<_>>()
    };
    let warning = |path: &str| (path.to_owned(), Severity::Warning);
    let error = |path: &str| (path.to_owned(), Severity::Error);
    assert_eq!(codes(&board().file("static/Theme.css", "a{}")), [warning("static/Theme.css")]);
    assert_eq!(
        codes(&board().file("static/theme.css", "a{}")),
        [],
        "a board's own style takes the place of the theme's"
    );
    assert_eq!(codes(&board().file("static/Own.txt", "")), [warning("static/own.txt")]);
    assert_eq!(
        codes(&board().file("static/Jobs/Cook-Galley/Index.html", "")),
        [warning("static/Jobs/Cook-Galley/Index.html")]
    );
    assert_eq!(
        codes(&board().file("static/jobs/cook-galley/index.html", "")),
        [error("static/jobs/cook-galley/index.html")]
    );
    assert_eq!(codes(&board().file("static/jobs", "")), [error("static/jobs")]);
    assert_eq!(codes(&board().file("static/sitemap.xml/a", "")), [error("static/sitemap.xml/a")]);
    assert_eq!(codes(&board().file("static/jobs/cook-galley/plan.pdf", "")), []);
}
