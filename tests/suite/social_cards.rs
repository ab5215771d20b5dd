//! Pictures for links: which pages have one, where pages name it, and when it is drawn again.

use corkboard::model::SocialCards;

use crate::board::TestBoard;

const POSTING: &str =
    "title: Harbour Pilot\ncompany: Estuary Trust\nlocation: Porto, Portugal\ndate_posted: 2026-04-01";

fn board() -> TestBoard {
    TestBoard::on("2026-05-02").posting("pilot-at-the-harbour.md", POSTING).settings(|settings| {
        settings.social_cards = SocialCards::Auto;
        settings.facets.clear();
    })
}

#[test]
fn the_board_and_each_open_posting_have_a_picture_that_their_pages_name() {
    let closed = "title: Baker\ncompany: Flour\ndate_posted: 2026-01-01\nvalid_through: 2026-02-01";
    let built = board().posting("baker-of-old.md", closed).builds();
    let is_card = |file: &str| built.files[file].starts_with(b"\x89PNG") && built.files[file].len() < 30_000;
    assert!(is_card("social-card.png") && is_card("jobs/pilot-at-the-harbour.png"));
    assert!(!built.files.contains_key("jobs/baker-of-old.png"));
    let posting = built.page("/jobs/pilot-at-the-harbour/");
    for meta in [
        r#"<meta property="og:image" content="https://board.example/jobs/pilot-at-the-harbour.png">"#,
        r#"<meta property="og:image:width" content="1200">"#,
        r#"<meta property="og:image:height" content="630">"#,
        r#"<meta property="og:image:alt" content="Harbour Pilot – Estuary Trust">"#,
        r#"<meta name="twitter:card" content="summary_large_image">"#,
    ] {
        assert!(posting.contains(meta), "{meta}");
    }
    let of_board = r#"<meta property="og:image" content="https://board.example/social-card.png">"#;
    assert!(built.page("/").contains(of_board) && built.page("/jobs/baker-of-old/").contains(of_board));
}

#[test]
fn a_picture_is_drawn_again_only_when_what_it_shows_changed() {
    let text = |title: &str, body: &str| format!("---\n{}\n---\n\n{body}\n", POSTING.replace("Pilot", title));
    let drawn = |cards: SocialCards, title: &str| {
        let mut board = board().settings(|settings| settings.social_cards = cards);
        board.put("content/jobs/pilot-at-the-harbour.md", &text("Pilot", "First.\n\nSecond."));
        board.builds();
        board.put("content/jobs/pilot-at-the-harbour.md", &text(title, "First.\n\nAnother."));
        let built = board.builds();
        assert_eq!(built.files, board.builds_from_nothing());
        built.outcome.pages_drawn
    };
    assert_eq!(drawn(SocialCards::On, "Pilot"), drawn(SocialCards::Off, "Pilot"));
    assert_eq!(drawn(SocialCards::On, "Captain"), drawn(SocialCards::Off, "Captain") + 1);
}

#[test]
fn without_pictures_no_page_names_one_and_ones_own_goes_first() {
    let mut board = board();
    board.set(|settings| settings.social_cards = SocialCards::Off);
    let built = board.builds();
    assert!(built.files.keys().all(|file| !file.ends_with("pilot-at-the-harbour.png") && file != "social-card.png"));
    let page = built.page("/jobs/pilot-at-the-harbour/");
    assert!(!page.contains("og:image") && !page.contains("twitter:card"));
    board.put("static/social-card.png", "drawn by hand");
    assert!(board.builds().page("/").contains("https://board.example/social-card.png"));
    board.set(|settings| settings.social_cards = SocialCards::On);
    let built = board.builds();
    assert_eq!(built.files["social-card.png"], b"drawn by hand");
    assert!(built.files.contains_key("jobs/pilot-at-the-harbour.png"));
}
