//! What a build does, counted: no work without a change, and for a change no more than the pages that show it.

use corkboard::write::Outcome;

use crate::board::{Files, TestBoard};

const POSTINGS: usize = 40;

fn text(number: usize, title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nslug: posting-{number}\ncompany: Company {}\ndate_posted: 2026-10-{:02}\ntags: [trade {}]\nlocation: Berlin, Germany\nsummary: About it.\n---\n\n{body}\n",
        number % 5,
        number % 28 + 1,
        number % 7,
    )
}

fn path(number: usize) -> String {
    format!("content/jobs/posting-{number}.md")
}

fn board() -> TestBoard {
    (0..POSTINGS).fold(TestBoard::on("2026-11-21"), |board, number| {
        board.file(&path(number), &text(number, &format!("Baker {number}"), "Come and bake with us."))
    })
}

/// Read, drawn, written and removed: the latter two as the build counts them, which must be what really changed.
#[track_caller]
fn counts(before: &Files, after: &Files, outcome: &Outcome) -> (usize, usize, usize, usize) {
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
    let gone = before.keys().filter(|path| !after.contains_key(*path)).count();
    assert_eq!((outcome.files_written, outcome.files_removed), (changed, gone), "files that are as they were");
    (outcome.files_read, outcome.pages_drawn, outcome.files_written, outcome.files_removed)
}

/// Applies a change to a built board and counts.
#[track_caller]
fn after(change: impl FnOnce(&mut TestBoard)) -> (usize, usize, usize, usize) {
    let mut board = board();
    let before = board.builds().files;
    change(&mut board);
    let built = board.builds();
    let fresh = board.builds_from_nothing();
    let differ = |(path, bytes): &(&String, &Vec<u8>)| built.files.get(*path) != Some(*bytes);
    let different: Vec<&String> = fresh.iter().filter(differ).map(|(path, _)| path).collect();
    assert!(different.is_empty() && fresh.len() == built.files.len(), "not as built from nothing: {different:?}");
    counts(&before, &built.files, &built.outcome)
}

#[test]
fn a_first_build_reads_every_posting_once_and_writes_every_file_once() {
    let built = board().builds();
    let outcome = &built.outcome;
    assert_eq!((outcome.files_read, outcome.pages_drawn), (POSTINGS, outcome.pages));
    assert_eq!((outcome.files_written, outcome.files_removed), (built.files.len(), 0));
}

#[test]
fn nothing_changed_means_nothing_read_drawn_or_written() {
    assert_eq!(after(|_| ()), (0, 0, 0, 0));
}

#[test]
fn a_file_written_anew_with_the_same_bytes_is_read_and_no_more() {
    let same = |board: &mut TestBoard| board.put(&path(3), &text(3, "Baker 3", "Come and bake with us."));
    assert_eq!(after(same), (1, 0, 0, 0));
}

#[test]
fn an_edited_body_draws_what_shows_it() {
    let (read, drawn, written, removed) = after(|board| board.put(&path(3), &text(3, "Baker 3", "Bake at night.")));
    assert_eq!((read, removed), (1, 0));
    assert!((1..=25).contains(&drawn) && written <= 10, "{drawn} drawn, {written} written");
}

#[test]
fn an_edited_title_draws_what_shows_it() {
    let (read, drawn, written, removed) =
        after(|board| board.put(&path(3), &text(3, "Miller 3", "Come and bake with us.")));
    assert_eq!((read, removed), (1, 0));
    assert!((1..=30).contains(&drawn) && written <= 45, "{drawn} drawn, {written} written");
}

#[test]
fn a_new_posting_draws_its_page_and_its_lists() {
    let new = |board: &mut TestBoard| board.put(&path(99), &text(99, "Baker 99", "Come and bake with us."));
    let (read, drawn, written, removed) = after(new);
    assert_eq!((read, removed), (1, 0));
    assert!((1..=35).contains(&drawn) && written <= 50, "{drawn} drawn, {written} written");
}

#[test]
fn a_deleted_posting_takes_its_page_along() {
    let (read, drawn, written, removed) = after(|board| board.remove(&path(3)));
    assert_eq!(read, 0);
    assert!((1..=2).contains(&removed), "its page and its twin: {removed} removed");
    assert!((1..=35).contains(&drawn) && written <= 50, "{drawn} drawn, {written} written");
}
