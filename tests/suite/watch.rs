//! The program at work until it is told to end: `serve` and `build --watch`, their lines and their exit codes.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use crate::board::TestBoard;

const BAKER: &str = "content/jobs/baker-at-crumb.md";
const TEXT: &str = "---\ntitle: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\nlocation: Berlin, Germany\n---\n\nKnead the dough by hand and by machine, prove it over night, shape loaves and rolls, and have them in the oven before the town is up, six mornings a week, with a team of four who have done so for years and like to teach. Bring clean hands and a clear head to work.\n\nKnead.\n";

struct Program {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

fn program(board: &TestBoard, arguments: &[&str]) -> Program {
    let mut child = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .args(arguments)
        .args(["--root", ".", "--now", "2026-11-21"])
        .current_dir(board.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    Program { child, lines }
}

impl Program {
    /// Waits for a line with these words.
    #[track_caller]
    fn says(&mut self, words: &str) -> String {
        let line = self.lines.by_ref().map(Result::unwrap).find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("never said: {words}"))
    }

    /// Sends a signal and gives the exit code and what was said beside the result.
    fn ends(mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let code = self.child.wait().unwrap().code();
        let told = std::io::read_to_string(self.child.stderr.take().unwrap()).unwrap();
        (code, told)
    }
}

#[test]
fn a_preview_takes_the_next_free_port_and_ends_in_good_order() {
    let board = TestBoard::on("2026-11-21").file(BAKER, TEXT);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut preview = program(&board, &["serve", "--port", &port]);
    let line = preview.says("The board is at");
    assert!(!line.contains(&format!(":{port}/")), "{line}");
    let (code, told) = preview.ends("-TERM");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains(&format!("port {port} is in use; taking ")), "{told}");
    let mut preview = program(&board, &["serve", "--port", "0", "--drafts"]);
    preview.says("/_corkboard/");
    assert_eq!(preview.ends("-INT").0, Some(0));
}

#[test]
fn every_rebuild_of_a_preview_is_one_line() {
    let board = TestBoard::on("2026-11-21").file(BAKER, TEXT);
    let mut preview = program(&board, &["serve", "--port", "0"]);
    preview.says("/_corkboard/");
    fs::write(board.path(BAKER), TEXT.replace("Knead.", "Roll.")).unwrap();
    let line = preview.says("baker-at-crumb.md");
    assert!(line.starts_with("baker-at-crumb.md: 6 pages new, ") && line.ends_with(" ms"), "{line}");
    assert_eq!(preview.ends("-TERM").0, Some(0));
}

#[test]
fn a_build_that_watches_keeps_the_site_up_to_date() {
    let board = TestBoard::on("2026-11-21").file(BAKER, TEXT);
    let mut build = program(&board, &["build", "--watch"]);
    build.says("watching the board");
    fs::write(board.path(BAKER), TEXT.replace("title: Baker", "title: Pastry cook")).unwrap();
    let line = build.says(" drawn, ");
    assert!(line.contains(" drawn, ") && line.contains(" written, 0 removed, "), "{line}");
    let page = fs::read_to_string(board.path("public/jobs/baker-at-crumb/index.html")).unwrap();
    assert!(page.contains("Pastry cook"));
    fs::write(board.path(BAKER), "---\ntitle: [\n---\n").unwrap();
    fs::write(board.path("content/jobs/miller-at-mill.md"), TEXT.replace("Baker", "Miller")).unwrap();
    fs::write(board.path(BAKER), TEXT).unwrap();
    // A board with a mistake is not built. A build may have listed the folder before the miller came and read the baker
    // after it was mended: then the next one has both.
    let miller = board.path("public/jobs/miller-at-mill/index.html");
    while !build.says(" drawn, ").contains("miller-at-mill.md") && !miller.exists() {}
    assert!(miller.exists());
    assert_eq!(build.ends("-INT").0, Some(0));
}

/// Every rebuild left the plan before it in memory: of 100,000 postings some 300 MB each.
#[test]
#[cfg(target_os = "linux")]
fn a_build_that_watches_holds_no_board_of_before() {
    let text = |day: usize| TEXT.replace("Knead.", &format!("Knead on day {day}."));
    let mut board = TestBoard::on("2026-11-21").file(BAKER, &text(0));
    for number in 0..400 {
        let title = TEXT.replace("title: Baker", &format!("title: Baker of oven {number}"));
        board = board.file(&format!("content/jobs/oven-{number}.md"), &title);
    }
    let mut build = program(&board, &["build", "--watch"]);
    build.says("watching the board");
    let mut held = Vec::new();
    for day in 1..=40 {
        fs::write(board.path(BAKER), text(day)).unwrap();
        build.says(" drawn, ");
        let status = fs::read_to_string(format!("/proc/{}/status", build.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        held.push(line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1000);
    }
    assert_eq!(build.ends("-INT").0, Some(0));
    assert!(held[39] < held[9] + 15, "MB held after each change: {held:?}");
}
