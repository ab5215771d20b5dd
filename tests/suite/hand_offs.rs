//! Files for others: large ones come in pieces and are written, kept and replaced like any other file.

use crate::board::TestBoard;

/// Postings of which the renderer hands over the rows at once.
const PIECE: usize = 512;

fn board(count: usize) -> TestBoard {
    let board = TestBoard::on("2026-05-02").settings(|settings| {
        settings.hand_offs.csv = true;
        settings.facets.clear();
    });
    (0..count)
        .fold(board, |board, number| board.posting(&format!("baker-number-{number:04}.md"), &front_matter(number)))
}

fn front_matter(number: usize) -> String {
    format!("title: Baker {number}\ncompany: Flour {number}\ndate_posted: 2026-01-01")
}

#[test]
fn a_file_in_pieces_is_whole_and_is_written_only_when_it_changed() {
    let mut board = board(PIECE);
    let rows = |text: &str| text.matches("\r\n").count() - 1;
    assert_eq!(rows(&board.builds().text("jobs.csv")), PIECE);
    // The first pieces are now the beginning of a longer file.
    board = board.posting("baker-number-9999.md", &front_matter(9999));
    let longer = board.builds();
    assert_eq!(rows(&longer.text("jobs.csv")), PIECE + 1);
    assert_eq!(longer.files, board.builds_from_nothing());
    assert_eq!(board.builds().outcome.files_written, 0);
    // A changed body gives the table a new key, but the same bytes.
    board.put(
        "content/jobs/baker-number-9999.md",
        &format!("---\n{}\n---\n\nCome soon, and work.\n", front_matter(9999)),
    );
    let before = std::fs::metadata(board.path("public/jobs.csv")).unwrap().modified().unwrap();
    let again = board.builds();
    assert!(again.outcome.files_written > 0);
    assert_eq!(std::fs::metadata(board.path("public/jobs.csv")).unwrap().modified().unwrap(), before);
    assert_eq!(again.files, board.builds_from_nothing());
}

#[test]
fn a_job_that_vanished_at_its_source_was_told_as_closed_on_the_day_of_its_last_change() {
    let facts = "title: Baker\ncompany: Oven\ndate_posted: 2026-03-01\ndate_updated: 2026-04-20\nstatus: closed";
    let board = TestBoard::on("2026-05-02").settings(|settings| settings.hand_offs.changes = true);
    let board = board.posting("baker.md", &format!("{facts}\ndate_closed: 2026-05-01"));
    let log = board.builds().text("changes.xml");
    assert!(log.contains("2026-05-01") && !log.contains("2026-04-20"), "{log}");
}
