//! What the preview makes of everything that happens to a board's files, and of clients that misbehave.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::board::TestBoard;
use crate::serve::{Running, running, running_by};

const BAKER: &str = "content/jobs/baker-at-crumb.md";

/// So long that no summary reaches beyond it.
const LONG: &str = "Knead the dough by hand and by machine, prove it over night, shape loaves and rolls, and have them in the oven before the town is up, six mornings a week, with a team of four who have done so for years and like to teach. Bring clean hands and a clear head to work.";

fn baker(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\ncompany: Crumb\ndate_posted: 2026-11-01\nlocation: Berlin, Germany\n---\n\n{LONG}\n\n{body}\n"
    )
}

fn board() -> TestBoard {
    let board = TestBoard::on("2026-11-21").file(BAKER, &baker("Baker", "Knead."));
    let other = |board: TestBoard, name: &str| {
        board.posting(
            &format!("{name}-at-crumb.md"),
            &format!("title: {name}\ncompany: Crumb\ndate_posted: 2026-11-02\ntags: [bread]\nlocation: Paris, France"),
        )
    };
    ["miller", "driver", "cashier"].into_iter().fold(board, other)
}

fn saved(running: &Running, text: &str) {
    let fresh = running.board.path("content/jobs/.baker-at-crumb.md.new");
    fs::write(&fresh, text).unwrap();
    fs::rename(fresh, running.board.path(BAKER)).unwrap();
}

/// Every page of the preview is what a build writes, but for the script and the address.
#[track_caller]
fn is_as_built(running: &Running) {
    for (file, built) in running.board.builds_from_nothing() {
        let answer = running.bytes(&format!("/{file}"));
        let at = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let head = String::from_utf8_lossy(&answer[..at]).into_owned();
        assert!(head.starts_with("HTTP/1.1 200"), "{file}: {head}");
        let Ok(body) = String::from_utf8(answer[at..].to_vec()) else {
            assert_eq!(answer[at..], built, "{file}");
            continue;
        };
        let body = match (body.find("<link rel=\"stylesheet\" href=\"/_corkboard"), body.find("</head>")) {
            (Some(start), Some(end)) => format!("{}{}", &body[..start], &body[end..]),
            _ => body,
        };
        let body = running.as_published(&body);
        assert_eq!(without_version(&file, body), without_version(&file, String::from_utf8(built).unwrap()), "{file}");
    }
}

/// The version of the search index is a hash over the settings, of which the base URL is one.
fn without_version(file: &str, text: String) -> String {
    match text.strip_prefix("{\"version\":\"").and_then(|rest| rest.split_once('"')) {
        Some((_, rest)) if file == "search-index/meta.json" => rest.to_owned(),
        _ => text,
    }
}

#[test]
fn every_page_is_what_a_build_writes_after_every_kind_of_edit() {
    let running = running(board());
    is_as_built(&running);
    saved(&running, &baker("Baker", "Knead, and then rest."));
    assert!(running.hear("Rebuilt").contains("mistakes: \"\""));
    is_as_built(&running);
    saved(&running, &baker("Pastry cook", "Knead, and then rest."));
    running.hear("Rebuilt");
    is_as_built(&running);
    running.board.remove("content/jobs/driver-at-crumb.md");
    running.hear("Rebuilt");
    is_as_built(&running);
}

#[test]
fn a_text_is_new_on_its_page_and_in_its_feeds_alone() {
    let running = running(board());
    saved(&running, &baker("Baker", "Prove the dough."));
    let told = running.hear("baker-at-crumb.md");
    // Its page, the feeds of the board, its company, country and city, and the postings as data.
    assert!(told.contains("pages: 6"), "{told}");
    assert!(running.get("/jobs/baker-at-crumb/").contains("Prove the dough."));
    assert!(running.get("/feed.json").contains("Prove the dough."));
}

#[test]
fn files_of_editors_are_passed_over() {
    let running = running(board());
    for name in [".baker-at-crumb.md.swp", "4913", ".#baker-at-crumb.md", "baker-at-crumb.md~", "#baker-at-crumb.md#"] {
        fs::write(running.board.path("content/jobs").join(name), "x").unwrap();
        fs::remove_file(running.board.path("content/jobs").join(name)).unwrap();
    }
    saved(&running, &baker("Baker of rolls", "Knead."));
    let first = running.next();
    assert!(first.contains("baker-at-crumb.md\""), "{first}");
}

#[test]
fn a_file_that_an_editor_takes_away_for_a_moment_is_never_gone() {
    let running = running(board());
    let (file, aside) = (running.board.path(BAKER), running.board.path("content/jobs/baker-at-crumb.md~"));
    fs::rename(&file, &aside).unwrap();
    fs::write(&file, baker("Baker by night", "Knead.")).unwrap();
    fs::remove_file(&aside).unwrap();
    assert!(running.hear("Rebuilt").contains("baker-at-crumb.md"));
    assert!(running.get("/jobs/baker-at-crumb/").contains("Baker by night"));
}

#[test]
fn folders_may_come_go_and_be_renamed() {
    let running = running(board());
    let jobs = running.board.path("content/jobs");
    fs::create_dir(jobs.join("north")).unwrap();
    fs::write(jobs.join("north/smith-at-forge.md"), baker("Smith", "Forge.").replace("Crumb", "Forge")).unwrap();
    running.until("/jobs/smith-at-forge/", "Smith");
    fs::rename(jobs.join("north"), jobs.join("south")).unwrap();
    running.hear("Rebuilt");
    fs::write(jobs.join("south/smith-at-forge.md"), baker("Master smith", "Forge.").replace("Crumb", "Forge")).unwrap();
    running.until("/jobs/smith-at-forge/", "Master smith");
    fs::remove_dir_all(jobs.join("south")).unwrap();
    running.until("/jobs/smith-at-forge/", "HTTP/1.1 404");
}

#[test]
fn many_changes_at_once_are_one_rebuild() {
    let running = running(board());
    let aside = running.board.path("aside");
    fs::create_dir(&aside).unwrap();
    for number in 0..1000 {
        let text = baker(&format!("Helper {number}"), &format!("Help with oven {number}."));
        fs::write(aside.join(format!("helper-number-{number}.md")), text).unwrap();
    }
    fs::rename(aside, running.board.path("content/jobs/many")).unwrap();
    assert!(running.hear("Rebuilt").contains("mistakes: \"\""));
    assert!(running.get("/_corkboard/").contains("1004 postings = 1004 open"));
    assert!(running.get("/_corkboard/pages?q=helper-number-99").contains("helper-number-999"));
    for number in 0..1000 {
        let file = running.board.path(&format!("content/jobs/many/helper-number-{number}.md"));
        fs::write(file, baker(&format!("Helper {number}"), &format!("Help with stove {number}."))).unwrap();
    }
    running.until("/jobs/helper-number-999/", "stove 999");
    let rebuilds = running.heard_so_far().iter().filter(|news| news.contains("Rebuilt")).count();
    assert!(rebuilds <= 20, "{rebuilds} rebuilds for a burst of 1,000 changes");
}

#[test]
fn polling_sees_what_events_would_tell() {
    let running = running_by(board(), true);
    saved(&running, &baker("Baker", "Seen without an event."));
    running.until("/jobs/baker-at-crumb/", "Seen without an event.");
    fs::remove_file(running.board.path("content/jobs/miller-at-crumb.md")).unwrap();
    running.until("/jobs/miller-at-crumb/", "HTTP/1.1 404");
}

#[test]
fn no_answer_shows_the_new_text_of_a_save_under_its_old_title() {
    // Where nobody tells of changes, the board is planned a while after a save: time enough to ask before.
    let running = running_by(board(), true);
    for round in 1..6 {
        saved(&running, &baker(&format!("Baker {round}"), &format!("Bake loaf {round}.")));
        let answer = running.get("/jobs/baker-at-crumb/");
        let has = |words: &str| answer.contains(&format!("{words} {round}"));
        assert!(answer.starts_with("HTTP/1.1 200") && has("Baker") == has("Bake loaf"), "{answer}");
        let feed = running.get("/feed.json");
        assert_eq!(feed.contains(&format!("Baker {round}")), feed.contains(&format!("Bake loaf {round}")), "{feed}");
        running.until("/jobs/baker-at-crumb/", &format!("Bake loaf {round}"));
    }
    // One that goes is shown whole or not at all.
    running.board.remove(BAKER);
    let answer = running.get("/feed.json");
    assert_eq!(answer.contains("Baker 5"), answer.contains("Bake loaf 5"), "{answer}");
}

#[test]
#[cfg(unix)]
fn links_are_followed_to_where_the_files_lie() {
    let board = board();
    fs::rename(board.path("content"), board.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(board.path("elsewhere"), board.path("content")).unwrap();
    fs::write(board.path("elsewhere/real.part"), baker("Joiner", "Saw.").replace("Crumb", "Plank")).unwrap();
    std::os::unix::fs::symlink("../real.part", board.path("elsewhere/jobs/joiner-at-plank.md")).unwrap();
    let running = running(board);
    assert!(running.get("/jobs/joiner-at-plank/").contains("Joiner"));
    fs::write(running.board.path("elsewhere/real.part"), baker("Cabinet maker", "Saw.").replace("Crumb", "Plank"))
        .unwrap();
    running.until("/jobs/joiner-at-plank/", "Cabinet maker");
    fs::write(running.board.path("elsewhere/jobs/baker-at-crumb.md"), baker("Baker abroad", "Knead.")).unwrap();
    running.until("/jobs/baker-at-crumb/", "Baker abroad");
}

#[test]
fn a_content_folder_may_vanish_and_come_back() {
    let running = running(board());
    let (content, away) = (running.board.path("content"), running.board.path("away"));
    fs::rename(&content, &away).unwrap();
    running.hear("Failed");
    assert!(running.get("/jobs/baker-at-crumb/").starts_with("HTTP/1.1 200"));
    fs::rename(&away, &content).unwrap();
    running.hear("Rebuilt");
    fs::write(running.board.path(BAKER), baker("Baker again", "Knead.")).unwrap();
    running.until("/jobs/baker-at-crumb/", "Baker again");
}

#[test]
fn a_page_that_moved_leads_to_its_new_address() {
    let running = running(board());
    fs::rename(running.board.path(BAKER), running.board.path("content/jobs/baker-of-bread.md")).unwrap();
    running.until("/jobs/baker-of-bread/", "HTTP/1.1 200");
    let old = running.get("/jobs/baker-at-crumb/");
    assert!(old.starts_with("HTTP/1.1 302") && old.contains("location: /jobs/baker-of-bread/"), "{old}");
}

#[test]
fn a_style_sheet_is_told_apart_from_pages_and_the_status_is_sent_at_once() {
    let running = running(board().file("static/board.css", "main { color: black }"));
    let mut stream = TcpStream::connect(running.address).unwrap();
    write!(stream, "GET /_corkboard/events HTTP/1.1\r\nHost: {}\r\n\r\n", running.address).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut event = || lines.find(|line| line.starts_with("data:")).unwrap();
    assert!(event().contains("\"mistakes\":\"\""));
    fs::write(running.board.path("static/board.css"), "main { color: teal }").unwrap();
    assert!(event().contains("\"change\":\"style\""));
    fs::write(running.board.path(BAKER), "---\ntitle: [\n---\n").unwrap();
    let broken = event();
    assert!(broken.contains("\"change\":\"mistakes\"") && broken.contains("baker-at-crumb.md:"), "{broken}");
    assert!(running.get("/jobs/baker-at-crumb/").starts_with("HTTP/1.1 200"));
}

#[test]
fn slow_and_broken_clients_keep_nobody_waiting() {
    let running = running(board());
    let slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(running.address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            stream
        })
        .collect();
    for request in [
        "",
        "\0\0\0\0",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(running.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
    }
    assert!(running.get("/").starts_with("HTTP/1.1 200"));
    drop(slow);
}

#[test]
fn no_byte_is_wrong_and_no_page_stale_while_files_change_under_load() {
    let running = running(board().file(BAKER, &baker("Baker", "Bake loaf 0.")));
    let asked = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while asked.fetch_add(1, Ordering::Relaxed) < 2000 {
                    let answer = running.get("/jobs/baker-at-crumb/");
                    assert!(answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("</html>"), "{answer}");
                    assert!(answer.contains("Bake loaf "), "{answer}");
                }
            });
        }
        for loaf in 0..200 {
            saved(&running, &baker(&format!("Baker {}", loaf / 20), &format!("Bake loaf {loaf}.")));
        }
    });
    running.until("/jobs/baker-at-crumb/", "Bake loaf 199.");
    running.until("/", "Baker 9");
    is_as_built(&running);
}

#[test]
fn a_large_answer_that_nobody_takes_to_its_end_does_no_harm() {
    let running = running(board());
    let mut stream = TcpStream::connect(running.address).unwrap();
    write!(stream, "GET /jobs.json HTTP/1.1\r\nHost: {}\r\n\r\n", running.address).unwrap();
    stream.read_exact(&mut [0; 10]).unwrap();
    drop(stream);
    assert!(running.get("/").starts_with("HTTP/1.1 200"));
}
