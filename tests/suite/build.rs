//! Builds: exact counts of work done, the same bytes on every way, nothing half-done.

use std::fs;

use corkboard::diagnostic::Code;
use corkboard::source::Location;
use corkboard::write::{Failure, Stopped};
use jiff::ToSpan;

use crate::board::{TestBoard, files};

fn board() -> TestBoard {
    TestBoard::on("2026-11-21")
        .posting(
            "baker-at-crumb.md",
            "title: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\ntags: [bread, night]\nlocation: Berlin, Germany",
        )
        .posting(
            "miller-at-crumb.md",
            "title: Miller\ncompany: Crumb\ndate_posted: 2026-11-02\ntags: [bread]\nlocation: Berlin, Germany",
        )
        .posting(
            "night-nurse-lindenhof.md",
            "title: Nurse\ncompany: Lindenhof\ndate_posted: 2026-11-03\ntags: [night]\nlocation: Graz, Austria",
        )
}

#[test]
fn a_first_build_reads_every_file_and_draws_every_page_once() {
    let built = board().builds();
    let outcome = &built.outcome;
    assert_eq!((outcome.files_read, outcome.pages_drawn, outcome.files_removed), (3, outcome.pages, 0));
    assert_eq!(outcome.files_written, built.files.len());
}

#[test]
fn nothing_is_read_drawn_or_written_when_nothing_changed() {
    let board = board();
    board.builds();
    let again = board.builds().outcome;
    assert_eq!((again.files_read, again.pages_drawn, again.files_written, again.files_removed), (0, 0, 0, 0));
    assert_eq!(again.counts.open, 3);
}

#[test]
fn an_edited_body_changes_only_the_pages_that_show_it() {
    let mut board = board();
    let before = board.builds().files;
    board.put(
        "content/jobs/baker-at-crumb.md",
        "---\ntitle: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\ntags: [bread, night]\nlocation: Berlin, Germany\nsummary: x\n---\n\nOther words.\n",
    );
    board.builds();
    let summary_set = files(&board.path("public"));
    board.put(
        "content/jobs/baker-at-crumb.md",
        "---\ntitle: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\ntags: [bread, night]\nlocation: Berlin, Germany\nsummary: x\n---\n\nOther words again.\n",
    );
    let built = board.builds();
    assert_eq!(built.outcome.files_read, 1);
    let changed: Vec<&String> = built
        .files
        .iter()
        .filter(|(path, bytes)| summary_set.get(*path) != Some(*bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(built.outcome.files_written, changed.len(), "{changed:?}");
    assert!(
        changed.iter().all(|path| path.starts_with("jobs/baker")
            || path.contains("feed")
            || path.contains("rss")
            || path.contains("atom")
            || ["search-index/meta.json", "search-index/body-0.json"].contains(&path.as_str())),
        "{changed:?}"
    );
    assert_ne!(before, built.files);
}

#[test]
fn a_failed_build_leaves_the_last_good_site() {
    let mut board = board();
    let good = board.builds().files;
    board.put("content/jobs/broken.md", "---\ntitle: [\n---\n\nx\n");
    let outcome = board.try_build().unwrap();
    assert_eq!(outcome.stopped, Some(Stopped::Mistakes));
    assert_eq!(files(&board.path("public")), good);
}

#[test]
fn a_template_mistake_leaves_the_last_good_site() {
    let mut board = board();
    let good = board.builds().files;
    board.put("templates/posting.html", "{% extends \"base.html\" %}\n{% block main %}{{ titel }}{% endblock %}\n");
    let outcome = board.try_build().unwrap();
    assert_eq!(outcome.stopped, Some(Stopped::Mistakes));
    let mistake = outcome.diagnostics.iter().find(|d| d.code.id() == "CB080").unwrap();
    assert_eq!((mistake.location.path.as_str(), mistake.location.line), ("templates/posting.html", 2));
    assert_eq!(files(&board.path("public")), good);
}

#[test]
fn a_folder_with_files_of_others_is_not_taken_over() {
    let mut board = board();
    board.put("public/precious.txt", "mine");
    assert!(matches!(board.try_build(), Err(Failure::NotOurs(_))));
    assert_eq!(files(&board.path("public")).len(), 1);
}

#[test]
fn files_of_others_inside_the_site_survive() {
    let mut board = board();
    board.builds();
    board.put("public/verification.html", "mine");
    board.set(|settings| settings.title = "Another name".to_owned());
    board.builds();
    assert_eq!(fs::read_to_string(board.path("public/verification.html")).unwrap(), "mine");
}

#[test]
fn a_damaged_memory_costs_only_work() {
    let board = board();
    let good = board.builds().files;
    // An index, and the file of chunks beside it, whatever its number is.
    let lies_at = |name: &str| {
        let all = fs::read_dir(board.path(".public.corkboard")).unwrap().map(|entry| entry.unwrap().path());
        all.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(name)).unwrap()
    };
    for name in ["site.", "sources.", "site", "sources"] {
        let path = if name.ends_with('.') { lies_at(name) } else { board.path(".public.corkboard").join(name) };
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(board.builds().files, good, "{name} with a flipped byte");
        fs::write(&path, &bytes[..middle]).unwrap();
        assert_eq!(board.builds().files, good, "{name} cut in half");
    }
}

#[test]
fn files_of_a_site_whose_memory_was_damaged_are_still_known_as_ours() {
    let board = board();
    board.builds();
    fs::write(board.path("public/precious.txt"), "mine").unwrap();
    fs::write(board.path(".public.corkboard/site"), "no memory").unwrap();
    board.remove("content/jobs/miller-at-crumb.md");
    let built = board.builds();
    assert!(!built.has_page("/jobs/miller-at-crumb/"));
    assert_eq!(built.text("precious.txt"), "mine");
    fs::remove_dir_all(board.path(".public.corkboard")).unwrap();
    assert!(board.builds().has_page("/jobs/baker-at-crumb/"));
}

#[test]
fn every_input_is_accounted_for() {
    let board = board()
        .posting(
            "baker-again.md",
            "title: Baker\ncompany: Crumb\ndate_posted: 2026-11-01\ntags: [oven]\nlocation: Berlin, Germany",
        )
        .posting("secret.md", "title: Secret\ndraft: true");
    let outcome = board.builds().outcome;
    let counts = outcome.counts;
    assert_eq!((counts.postings, counts.open, counts.merged, counts.drafts), (5, 3, 1, 1));
}

#[test]
fn a_merged_duplicate_redirects_and_gives_its_tags() {
    let built = board()
        .posting(
            "zz-baker-again.md",
            "title: Baker\ncompany: crumb\ndate_posted: 2026-11-01\ntags: [oven]\nlocation: Berlin, Germany",
        )
        .builds();
    assert!(built.page("/jobs/baker-at-crumb/").contains("/tags/oven/"));
    assert!(built.page("/jobs/zz-baker-again/").contains("/jobs/baker-at-crumb/"));
    assert!(built.text("_redirects").contains("/jobs/zz-baker-again"));
}

#[test]
fn a_posting_is_closed_the_day_after_its_deadline_and_its_page_stays() {
    let posting =
        "title: Cook\ncompany: Crumb\ndate_posted: 2026-11-01\nvalid_through: 2026-11-21\nlocation: Berlin, Germany";
    let mut board = board().posting("cook-at-crumb.md", posting);
    assert!(board.builds().text("sitemap.xml").contains("/jobs/cook-at-crumb/"));
    board.go_to(board.now().checked_add(1.day()).unwrap());
    let built = board.builds();
    assert!(built.has_page("/jobs/cook-at-crumb/"));
    assert!(built.page("/jobs/cook-at-crumb/").contains("noindex"));
    assert!(!built.text("sitemap.xml").contains("/jobs/cook-at-crumb/"));
    assert!(!built.text("feed.json").contains("/jobs/cook-at-crumb/"));
}

#[test]
fn two_cities_of_one_name_have_two_pages_and_two_titles() {
    let built = board()
        .posting(
            "a-clerk-durham.md",
            "title: Clerk\ncompany: Crumb\ndate_posted: 2026-11-04\nlocation: \"Durham, United Kingdom\"",
        )
        .posting(
            "b-driver-durham.md",
            "title: Driver\ncompany: Crumb\ndate_posted: 2026-11-05\nlocation: \"Durham, NC, United States\"",
        )
        .posting(
            "c-pilot-singapore.md",
            "title: Pilot\ncompany: Crumb\ndate_posted: 2026-11-05\nlocation: Singapore, Singapore",
        )
        .builds();
    let titles: Vec<String> = built
        .files
        .keys()
        .filter(|file| {
            file.starts_with("places/durham") && file.ends_with(".html")
                || file.starts_with("places/singapore") && file.ends_with(".html")
        })
        .map(|file| built.text(file).split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned())
        .collect();
    let mut different = titles.clone();
    different.sort();
    different.dedup();
    assert_eq!((titles.len(), different.len()), (3, 3), "{titles:?}");
}

#[test]
fn a_deadline_in_a_sidecar_was_shown_in_the_file_beside_it() {
    let board =
        TestBoard::on("2026-11-21").file("content/jobs/baker.txt", "Baker\n\nCome and work with us in our oven.\n");
    let outcome = board.file("content/jobs/baker.yaml", "company: Oven\nvalid_through: 2026-11-01\n").builds().outcome;
    let deadline = outcome.diagnostics.iter().find(|told| told.code == Code::PastDeadline).unwrap();
    let Location { path, line, .. } = &deadline.location;
    assert_eq!((path.as_str(), *line), ("content/jobs/baker.yaml", 2));
}
