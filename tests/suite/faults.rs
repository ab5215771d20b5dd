//! What a person reads when the world fails, and of the build after it: the golden texts are `tests/told/fault_*.txt`.
//! `disks` makes the faults that need a disk of their own, `write::faults` stops a build at every step.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use super::told::{Board, is_told};

/// The user `nobody`, who may neither read nor write what is not open to all.
const NOBODY: u32 = 65_534;

/// The day of these boards.
const NOW: &str = "2026-03-15";

/// Some postings whose times lie in the past, so that a stat may be trusted.
fn board(count: usize) -> Board {
    let board = Board::new();
    for number in 0..count {
        board.posting(&format!("cook-{number}"), &format!("title: Cook {number}"), "You cook for the whole harbour.");
    }
    for entry in fs::read_dir(board.path("content/jobs")).unwrap().map(Result::unwrap) {
        let file = fs::File::options().write(true).open(entry.path()).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
    }
    board
}

/// What a build says, but for the time that it took.
fn says(board: &Board, arguments: &[&str]) -> String {
    let said = board.says_by(&mut board.command(), arguments, &["--now", NOW]);
    let is_time = |line: &str| ["  time ", "reading files: ", "drawing pages: "].iter().any(|of| line.starts_with(of));
    let lines = said.split_inclusive('\n').filter(|line| !is_time(line));
    lines.map(|line| if line.starts_with("  pages ") { some(line) } else { line.to_owned() }).collect()
}

/// How many pages a board has is not the point: of figures only that they are none or some.
fn some(line: &str) -> String {
    let line = line.split_once(" (").map_or(line.to_owned(), |(start, rest)| {
        format!("{start}{}", rest.split_once(')').map_or(rest, |(_, end)| end))
    });
    let word = |word: &str| match word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        true if word != "0" && !word.is_empty() => "some".to_owned(),
        _ => word.to_owned(),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The same of a build whose figures hang on the moment of what was before it.
fn says_after_any(board: &Board, arguments: &[&str]) -> String {
    let hangs_on_it = |line: &str| line.starts_with("  pages ") || line.starts_with("  files ");
    says(board, arguments).split_inclusive('\n').filter(|line| !hangs_on_it(line)).collect()
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// What the program says without the rights of root. Without root it has none anyway.
fn says_powerless(board: &Board, arguments: &[&str]) -> String {
    let mut command = board.command();
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(NOBODY).gid(NOBODY);
    }
    board.says_by(&mut command, arguments, &["--quiet", "--now", NOW])
}

#[test]
fn files_that_may_not_be_read_are_named() {
    let board = board(1);
    board.put("static/own.txt", "own");
    board.put("templates/footer.html", "<p>Own</p>");
    board.put("content/jobs/locked/cook.md", "---\ntitle: Cook\n---\n\nText.\n");
    open(&board.path(""), 0o755);
    for path in ["content/jobs/cook-0.md", "content/jobs/locked", "static/own.txt", "templates/footer.html"] {
        open(&board.path(path), 0o000);
    }
    let mut said = says_powerless(&board, &["check"]);
    fs::remove_file(board.path("templates/footer.html")).unwrap();
    said += &says_powerless(&board, &["check"]);
    fs::remove_file(board.path("static/own.txt")).unwrap();
    said += &says_powerless(&board, &["check"]);
    board.put("board.yaml", "title: Own\n");
    open(&board.path("board.yaml"), 0o000);
    said += &says_powerless(&board, &["check"]);
    is_told("fault_unreadable_files", &said);
}

#[test]
fn a_folder_that_may_not_be_written_is_named() {
    let board = board(1);
    open(&board.path(""), 0o555);
    let mut said = says_powerless(&board, &["build"]);
    open(&board.path(""), 0o755);
    said += &says(&board, &["build"]);
    let old = fs::read(board.path("public/index.html")).unwrap();
    board.posting("cook-0", "title: Chef", "You cook for the whole harbour.");
    said += &says_powerless(&board, &["build"]);
    assert!(fs::read(board.path("public/index.html")).unwrap() == old);
    is_told("fault_read_only_folder", &said);
}

/// Kill -9 while files are drawn; the lock of the dead build is there.
#[test]
fn a_build_after_a_killed_one_works_as_any_other() {
    let board = board(60);
    let mut child = board.command().args(["build", "--now", NOW]).stderr(Stdio::null()).spawn().unwrap();
    let stage = board.path(".public.corkboard/stage");
    while !stage.exists() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(board.path(".public.corkboard/lock").exists());
    let said = says_after_any(&board, &["build"]) + &says(&board, &["build"]);
    is_told("fault_killed_and_stale_lock", &said);
}

#[test]
fn what_is_remembered_may_be_cut_or_changed() {
    let board = board(3);
    says(&board, &["build"]);
    let memory = board.path(".public.corkboard");
    let front = fs::read(board.path("public/index.html")).unwrap();
    let mut said = String::new();
    let mut names: Vec<_> = fs::read_dir(&memory).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|file| file.is_file() && !file.ends_with("lock"));
    names.sort();
    // The files of chunks before the index that names them, which begins new ones when it is damaged.
    for file in names.into_iter().rev() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let whole = fs::read(&file).unwrap();
        let half = whole.len() / 2;
        let mut flipped = whole.clone();
        flipped[half] ^= 1;
        for (what, bytes) in [("cut", &whole[..half]), ("one bit flipped", &flipped), ("emptied", &[])] {
            fs::write(&file, bytes).unwrap();
            let told = says(&board, &["build"]);
            assert!(told.ends_with("`./public` is up to date\nexit code 0\n\n"), "`{name}` {what}: {told}");
            assert!(fs::read(board.path("public/index.html")).unwrap() == front, "`{name}` {what}");
            if what == "cut" && ["site", "sources"].contains(&name) {
                said += &format!("# `{name}` {what}\n{told}");
            }
        }
    }
    fs::remove_dir_all(&memory).unwrap();
    said += &format!("# all of it lost\n{}", says(&board, &["build"]));
    is_told("fault_damaged_memory", &said);
}

#[test]
fn a_clock_that_goes_back_is_no_mistake() {
    let board = board(3);
    let mut said = says(&board, &["build"]);
    for day in ["2026-03-01", "2026-02-01"] {
        said += &board.says_by(&mut board.command(), &["build", "--now", day], &["--quiet"]);
    }
    is_told("fault_clock_back", &said);
}

/// As a reader meets files that somebody writes at that moment: emptied, half, gone.
#[test]
fn a_posting_that_was_half_written_leaves_the_old_site() {
    let board = board(3);
    says(&board, &["build"]);
    let old = fs::read(board.path("public/index.html")).unwrap();
    let file = board.path("content/jobs/cook-1.md");
    let whole = fs::read(&file).unwrap();
    let mut said = String::new();
    for (what, bytes) in [("emptied", &whole[..0]), ("cut in its fields", &whole[..20])] {
        fs::write(&file, bytes).unwrap();
        said += &format!("# {what}\n{}", says(&board, &["build"]));
        assert!(fs::read(board.path("public/index.html")).unwrap() == old, "{what}");
    }
    fs::remove_file(&file).unwrap();
    said += &format!("# gone\n{}", says(&board, &["build"]));
    fs::write(&file, whole).unwrap();
    said += &format!("# whole again\n{}", says_after_any(&board, &["build"]));
    is_told("fault_half_written", &said);
}
