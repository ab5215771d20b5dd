//! What pages show and their keys did not hold: after each of these edits a page stayed as it was, which a build from
//! nothing draws otherwise.

use corkboard::model::{BodySearch, Language, Logo, Slug, Taxonomy};

use crate::board::{TestBoard, differing, files};

/// Builds, changes the board and builds again: the site must be that of a build from nothing.
#[track_caller]
fn holds(mut board: TestBoard, change: impl FnOnce(&mut TestBoard)) {
    board.try_build().unwrap();
    change(&mut board);
    let outcome = board.try_build().unwrap();
    assert_eq!(outcome.stopped, None, "{:?}", outcome.diagnostics);
    let (built, fresh) = (files(&board.path("public")), board.builds_from_nothing());
    let differ = differing(&built, &fresh);
    assert!(differ.is_empty(), "{differ:?}");
}

fn baker() -> TestBoard {
    let facts = "title: Baker\ncompany: Oven\ndate_posted: 2026-11-01\nlocation: Remote\ntags: [bread]";
    TestBoard::on("2026-11-21").posting("baker-at-oven.md", facts)
}

#[test]
fn llms_txt_kept_the_old_title_of_a_page_outside_the_navigation() {
    let board = baker().file("content/pages/legal.md", "# Legal\n\nAll of it.\n");
    holds(board, |board| board.put("content/pages/legal.md", "# Legal notice\n\nAll of it.\n"));
    holds(baker(), |board| board.put("content/pages/legal.md", "# Legal\n\nAll of it.\n"));
}

#[test]
fn pages_kept_the_finder_when_the_board_wrote_a_search_page_of_its_own() {
    holds(baker(), |board| board.put("content/pages/search.md", "# Search\n\nAsk us.\n"));
}

#[test]
fn pages_kept_the_link_to_the_change_log_when_the_board_wrote_a_page_of_that_name() {
    let board = baker().settings(|settings| settings.hand_offs.changes = true);
    holds(board, |board| board.put("content/pages/changes.md", "# Changes\n\nAsk us.\n"));
}

#[test]
fn headers_kept_the_old_version_of_a_changed_picture_of_the_board() {
    let logo = Logo { image: "brand.svg".to_owned(), image_dark: None, with_title: true };
    let board = baker().file("static/brand.svg", "<svg/>").settings(|settings| settings.look.logo = Some(logo));
    holds(board, |board| board.put("static/brand.svg", "<svg></svg>"));
}

#[test]
fn pages_kept_the_old_version_of_the_finder_when_a_file_beside_its_modules_changed() {
    let board = baker().file("static/finder/names.json", "[]");
    holds(board, |board| board.put("static/finder/names.json", "[1]"));
}

#[test]
fn a_site_of_a_profile_stayed_in_feeds_when_only_a_closed_posting_named_it_any_more() {
    let closed = "title: Miller\ncompany: Oven\ncompany_url: https://oven.example/\nstatus: closed";
    let profile = |url: &str| format!("---\nname: Oven\n{url}---\n\nBread.\n");
    let board = baker().posting("miller-at-oven.md", closed);
    let board = board.file("content/companies/oven.md", &profile("url: https://oven.example/\n"));
    holds(board, |board| board.put("content/companies/oven.md", &profile("")));
}

#[test]
fn the_search_found_jobs_by_words_of_the_interface_that_the_board_had_replaced() {
    let words = |remote: &str| format!("[remote]\nremote = \"{remote}\"\n");
    let board = baker().file("templates/strings/en.toml", &words("Homework"));
    holds(board, |board| board.put("templates/strings/en.toml", &words("Elsewhere")));
}

#[test]
fn the_search_found_jobs_by_a_title_that_is_not_written_any_more() {
    let facts = |title: &str| format!("---\ntitle: {title}\ncompany: Oven\nlocation: Berlin, Germany\n---\n\nBread.\n");
    let path = "content/jobs/baker-at-oven.md";
    for body in [BodySearch::On, BodySearch::Off] {
        let board = baker().settings(|settings| settings.search.body = body).file(path, &facts("Baker (m/w/d)"));
        holds(board, |board| board.put(path, &facts("Baker (f/m/x)")));
    }
}

#[test]
fn the_search_kept_a_job_under_the_old_value_of_the_boards_own_facet() {
    let team = |title: &str, team: &str| format!("---\ntitle: {title}\ncompany: Oven\ncrew: {team}\n---\n\nBread.\n");
    let board = baker().settings(|settings| {
        settings.search.body = BodySearch::Off;
        let (field, title) = ("crew".to_owned(), "Crews".to_owned());
        settings.taxonomies = vec![Taxonomy { field, slug: Slug::of_any("crews"), title }];
    });
    let board = board.file("content/jobs/miller-at-oven.md", &team("Miller", "red"));
    let board = board.file("content/jobs/grocer-at-oven.md", &team("Grocer", "blue"));
    let board = board.file("content/jobs/drivers-at-oven.md", &team("Driver", "red"));
    holds(board, |board| board.put("content/jobs/miller-at-oven.md", &team("Miller", "blue")));
}

#[test]
fn a_page_kept_the_title_that_the_old_name_of_its_file_gave_it() {
    let text = "---\nslug: about\n---\n\nBread.\n";
    holds(baker().file("content/pages/who-we-are.md", text), |board| {
        board.remove("content/pages/who-we-are.md");
        board.put("content/pages/about-us.md", text);
    });
}

#[test]
fn feeds_kept_the_words_of_a_language_whose_file_was_renamed() {
    let words = "[remote]\nremote = \"Thuis\"\n";
    let board = baker().settings(|settings| {
        settings.language = Language::from_tag("nl").unwrap();
        settings.feeds.places = true;
    });
    holds(board.file("templates/strings/it.toml", words), |board| {
        board.remove("templates/strings/it.toml");
        board.put("templates/strings/nl.toml", words);
    });
}

#[test]
fn the_front_page_showed_a_place_among_the_tags_when_the_only_posting_with_the_tag_had_moved_there() {
    let text = |number: u8, facts: &str| {
        format!("---\ntitle: Baker\ncompany: Oven {number}\ndate_posted: 2026-10-{number:02}\n{facts}\n---\n\nBread.\n")
    };
    let board = TestBoard::on("2026-11-21").settings(|settings| settings.page_size = 1);
    let board = board.file("content/jobs/number-one-job.md", &text(1, "tags: [Europe]"));
    let board = board.file("content/jobs/number-two-job.md", &text(2, "tags: [bread]\nlocation: Oceania"));
    let board = (3..6).fold(board, |board, number| {
        board.file(
            &format!("content/jobs/number-{number}-other-job.md"),
            &text(number, "tags: [bread]\nlocation: Oceania"),
        )
    });
    holds(board, |board| board.put("content/jobs/number-one-job.md", &text(1, "location: Europe")));
}

#[test]
fn profiles_stayed_postings_when_a_foreign_folder_was_laid_out_as_a_board() {
    let text = "---\ntitle: Baker\ncompany: Oven\n---\n\nBread.\n";
    let mut board = baker().file("elsewhere/companies/baker-at-oven.md", text);
    let build_into = |board: &TestBoard, out: &str| {
        let mut request = board.request(out);
        request.inputs.content = Some(board.path("elsewhere"));
        corkboard::write::build(&request, &corkboard::write::Silent).unwrap();
        files(&board.path(out))
    };
    build_into(&board, "public");
    board.put("elsewhere/jobs/miller-at-oven.md", text);
    assert!(build_into(&board, "public") == build_into(&board, "fresh"));
}

/// The time of a file that changed during a build says nothing, whatever builds came to nothing since.
#[test]
fn a_static_file_was_trusted_that_changed_while_the_last_good_build_looked_at_it() {
    let mut board = baker().file("static/names.txt", "");
    let path = board.path("static/names.txt");
    // The file system's clock may be two seconds behind: so long a file that was changed "before" may change yet.
    std::fs::write(&path, "one").unwrap();
    let during = std::fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_millis(1_950);
    let touch = || std::fs::File::options().write(true).open(&path).unwrap().set_modified(during).unwrap();
    touch();
    board.try_build().unwrap();
    std::fs::write(&path, "two").unwrap();
    touch();
    board.put("content/jobs/miller-at-oven.md", "---\ntitle: [\n---\n");
    assert!(board.try_build().unwrap().stopped.is_some());
    board.remove("content/jobs/miller-at-oven.md");
    board.try_build().unwrap();
    assert_eq!(std::fs::read_to_string(board.path("public/names.txt")).unwrap(), "two");
}

#[test]
fn a_posting_kept_how_many_jobs_there_were_with_its_tag() {
    let template = "{% extends \"base.html\" %}{% block main %}{% for tag in tags %}{{ tag.name }} {{ tag.count | default(value=0) }}{% endfor %}{% endblock %}";
    let board = baker().file("templates/posting.html", template);
    let board = board.posting("other-at-oven.md", "title: Miller\ncompany: Oven\nlocation: Remote\ntags: [bread]");
    holds(board, |board| {
        for number in 0..3 {
            let text = format!("---\ntitle: Cook {number}\ncompany: Other {number}\ntags: [bread]\n---\n\nBread.\n");
            board.put(&format!("content/jobs/number-{number}-bread-job.md"), &text);
        }
    });
}

/// A page is known by its key: were it the same in two taxonomies, the new page would count as the one that was drawn.
#[test]
fn a_page_that_shows_the_same_as_another_is_drawn() {
    let own = |field: &str| Taxonomy { field: field.to_owned(), slug: Slug::of_any(field), title: "Crews".to_owned() };
    let facts = "title: Baker\ncompany: Oven\ncrew: Night";
    let board = TestBoard::on("2026-11-21").posting("baker-at-oven.md", facts);
    let board = board.posting("miller.md", "title: Miller\nshift: Day");
    let board = board.settings(|settings| settings.taxonomies = vec![own("crew"), own("shift")]);
    let twice = format!("---\n{facts}\nshift: Night\n---\n\nCome and work with us.\n");
    holds(board, |board| board.put("content/jobs/baker-at-oven.md", &twice));
}
