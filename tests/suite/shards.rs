//! Parts of a site, built apart and joined, are the site that one machine builds.

use std::path::PathBuf;

use corkboard::write::{Part, Request, Silent, build};

use crate::board::{TestBoard, files};

const COUNT: u32 = 4;

fn board() -> TestBoard {
    let board = TestBoard::on("2026-05-02").settings(|settings| {
        settings.page_size = 5;
        settings.hand_offs.csv = true;
        settings.hand_offs.changes = true;
    });
    (0..40).fold(board, |board, number| {
        let city = ["Bergen, Norway", "Kiel, Germany", "Lyon, France"][number % 3];
        let front_matter = format!(
            "title: Baker {number}\ncompany: Flour {}\nlocation: {city}\ntags: [bread]\ndate_posted: 2026-04-{:02}",
            number % 7,
            number % 28 + 1
        );
        board.posting(&format!("baker-number-{number:02}.md"), &front_matter)
    })
}

fn folder(number: u32) -> String {
    format!("part-{number}")
}

#[test]
fn four_parts_are_one_site() {
    let mut board = board();
    for edit in 0..2 {
        if edit == 1 {
            board.put("content/jobs/baker-number-03.md", "---\ntitle: Better Baker\ncompany: Flour 3\n---\n\nBake.\n");
            board.remove("content/jobs/baker-number-04.md");
        }
        let whole = board.builds_from_nothing();
        let mut parts = Vec::new();
        for number in 1..=COUNT {
            let request = Request { part: Part::Shard(number, COUNT), ..board.request(&folder(number)) };
            build(&request, &Silent).unwrap();
            let part = files(&board.path(&folder(number)));
            assert!(part.len() > whole.len() / 8 && part.len() < whole.len() / 2, "{} of {}", part.len(), whole.len());
            parts.extend(part);
        }
        assert_eq!(parts.len(), whole.len(), "no file is in two parts");
        assert!(parts.into_iter().collect::<std::collections::BTreeMap<_, _>>() == whole);
        let folders: Vec<PathBuf> = (1..=COUNT).map(|number| board.path(&folder(number))).collect();
        let merge = Request { part: Part::Merge(folders), ..board.request("public") };
        build(&merge, &Silent).unwrap();
        assert!(files(&board.path("public")) == whole);
        let again = build(&board.request("public"), &Silent).unwrap();
        assert_eq!((again.pages_drawn, again.files_written), (0, 0));
    }
}

#[test]
fn a_part_that_is_missing_or_stale_is_drawn() {
    let mut board = board();
    let parts: Vec<PathBuf> = (1..=2).map(|number| board.path(&folder(number))).collect();
    for number in 1..=2 {
        build(&Request { part: Part::Shard(number, 3), ..board.request(&folder(number)) }, &Silent).unwrap();
    }
    board.put("content/jobs/baker-number-05.md", "---\ntitle: Other Baker\n---\n\nBake.\n");
    std::fs::write(parts[0].join("index.html"), "forged").ok();
    build(&Request { part: Part::Merge(parts), ..board.request("public") }, &Silent).unwrap();
    assert!(files(&board.path("public")) == board.builds_from_nothing());
}
