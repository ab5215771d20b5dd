//! What a build does, counted: no work without a change, and for a change no more than the pages that show it.

use corkboard::write::Outcome;

use crate::board::{Files, TestBoard};

const POSTINGS: usize = 40;
const BODY: &str = "Come and bake with us, early in the morning, six days a week, in a small town by the sea.";

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
        board.file(&path(number), &text(number, &format!("Baker {number}"), BODY))
    })
}

/// What a build did.
#[derive(Debug, PartialEq, Eq)]
struct Work {
    read: usize,
    drawn: usize,
    /// Files of the site that are new or other than before.
    written: Vec<String>,
    removed: Vec<String>,
}

/// What a build did; what it says of that must be what really changed.
#[track_caller]
fn work(before: &Files, after: &Files, outcome: &Outcome) -> Work {
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes));
    let written: Vec<String> = changed.map(|(path, _)| path.clone()).collect();
    let removed: Vec<String> = before.keys().filter(|path| !after.contains_key(*path)).cloned().collect();
    let said = (outcome.files_written, outcome.files_removed);
    assert_eq!(said, (written.len(), removed.len()), "files that are as they were");
    Work { read: outcome.files_read, drawn: outcome.pages_drawn, written, removed }
}

/// Applies a change to a built board and counts.
#[track_caller]
fn after(change: impl FnOnce(&mut TestBoard)) -> Work {
    let mut board = board();
    let before = board.builds().files;
    change(&mut board);
    let built = board.builds();
    let fresh = board.builds_from_nothing();
    let differ = |(path, bytes): &(&String, &Vec<u8>)| built.files.get(*path) != Some(*bytes);
    let different: Vec<&String> = fresh.iter().filter(differ).map(|(path, _)| path).collect();
    assert!(different.is_empty() && fresh.len() == built.files.len(), "not as built from nothing: {different:?}");
    work(&before, &built.files, &built.outcome)
}

fn nothing(read: usize) -> Work {
    Work { read, drawn: 0, written: Vec::new(), removed: Vec::new() }
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
    assert_eq!(after(|_| ()), nothing(0));
}

#[test]
fn a_file_written_anew_with_the_same_bytes_is_read_and_no_more() {
    let same = |board: &mut TestBoard| board.put(&path(3), &text(3, "Baker 3", BODY));
    assert_eq!(after(same), nothing(1));
}

/// Names of files, sorted.
fn files(groups: &[Vec<String>]) -> Vec<String> {
    let mut files = groups.concat();
    files.sort();
    files
}

/// The first pages in some folders.
fn pages<const N: usize>(folders: [&str; N]) -> Vec<String> {
    folders.map(|folder| format!("{folder}index.html")).to_vec()
}

/// All feeds of some folders.
fn feeds<const N: usize>(folders: [&str; N]) -> Vec<String> {
    folders
        .iter()
        .flat_map(|folder| ["atom.xml", "feed.json", "rss.xml"].map(|feed| format!("{folder}{feed}")))
        .collect()
}

fn named<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

/// The files of the index of the search with these names.
fn of_search<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(|name| format!("search-index/{name}.json")).to_vec()
}

/// The pages of postings to which a changed one is, or was, a similar job.
fn postings<const N: usize>(numbers: [usize; N]) -> Vec<String> {
    numbers.map(|number| format!("jobs/posting-{number}/index.html")).to_vec()
}

#[test]
fn an_edited_body_draws_what_shows_it() {
    let work = after(|board| board.put(&path(3), &text(3, "Baker 3", &format!("{BODY} The oven is new."))));
    // The feeds of lists and `jobs.json` tell a summary of the body, unless somebody wrote one, as here. The index of the
    // search has the words of the body, `meta` its version.
    let written = files(&[postings([3]), named(["jobs/posting-3.md"]), feeds([""]), of_search(["body-0", "meta"])]);
    // Its own page, the feeds of the board, the index.
    let drawn = 1 + 1 + 1;
    assert_eq!(work, Work { read: 1, drawn, written, removed: Vec::new() });
}

#[test]
fn an_edited_title_draws_what_shows_it() {
    let work = after(|board| board.put(&path(3), &text(3, "Miller 3", BODY)));
    let lists = ["", "companies/company-3/", "tags/trade-3/", "places/berlin/", "places/germany/"];
    let written = files(&[
        postings([0, 1, 2, 3, 10, 17, 24, 31]),
        named(["jobs/posting-3.md", "jobs.json", "llms.txt", "search/index.html", "archive/2026-10/index.html"]),
        pages(lists),
        feeds(lists),
        of_search(["cards-0", "head-0", "meta", "spelling"]),
    ]);
    // Its own page and those of seven that it is similar to, six lists, the feeds of five, `jobs.json`, `llms.txt`, the
    // page that searches, its index and one file of cards.
    let drawn = 8 + 6 + 5 + 1 + 1 + 1 + 1 + 1;
    assert_eq!(work, Work { read: 1, drawn, written, removed: Vec::new() });
}

#[test]
fn a_new_posting_draws_its_page_and_its_lists() {
    let work = after(|board| board.put(&path(99), &text(99, "Baker 99", BODY)));
    let lists = ["", "companies/company-4/", "tags/trade-1/", "places/berlin/", "places/germany/"];
    let written = files(&[
        postings([1, 8, 9, 15, 22, 36, 39, 99]),
        named(["jobs/posting-99.md", "jobs.json", "llms.txt", "search/index.html", "archive/2026-10/index.html"]),
        pages(lists),
        feeds(lists),
        pages(["archive/", "companies/", "places/", "tags/"]),
        named(["sitemap.xml"]),
        of_search(["cards-1", "days", "facet-companies", "facet-tags", "head-0", "meta"]),
    ]);
    // As for a title, and the four directories, which count the jobs of each list, and the sitemap.
    let drawn = 8 + 6 + 5 + 1 + 1 + 1 + 1 + 1 + 4 + 1;
    assert_eq!(work, Work { read: 1, drawn, written, removed: Vec::new() });
}

#[test]
fn a_deleted_posting_takes_its_page_along() {
    let work = after(|board| board.remove(&path(3)));
    let lists = ["", "companies/company-3/", "tags/trade-3/", "places/berlin/", "places/germany/"];
    let written = files(&[
        postings([0, 1, 2, 10, 17, 24, 31]),
        named(["jobs.json", "llms.txt", "search/index.html", "archive/2026-10/index.html"]),
        pages(lists),
        feeds(lists),
        pages(["archive/", "companies/", "places/", "tags/"]),
        named(["sitemap.xml"]),
        of_search(["cards-0", "cards-1", "days", "facet-companies", "facet-tags", "head-0", "meta"]),
    ]);
    // As for a new one without a page of its own, and two files of cards: another posting takes the number that is free.
    let drawn = 7 + 6 + 5 + 1 + 1 + 1 + 1 + 2 + 4 + 1;
    let removed = named(["jobs/posting-3.md", "jobs/posting-3/index.html"]);
    assert_eq!(work, Work { read: 0, drawn, written, removed });
}
