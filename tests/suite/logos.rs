//! Logos: made small, found by name, told when they cannot be shown, fetched from other hosts once.

use std::fs;
use std::path::Path;

use corkboard::model::Logos;

use crate::board::{Built, TestBoard};
use crate::host::host;
use crate::intake::{board, corkboard};

/// A picture of one colour.
fn picture(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    let pixels = [180, 40, 90].repeat((side * side) as usize);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn posting(company: &str, logo: &str) -> String {
    format!("title: Baker\ncompany: {company}\n{logo}date_posted: 2026-04-01\napply: https://a.example/{company}")
}

#[test]
fn logos_are_made_small_and_named_by_their_bytes() {
    let board = TestBoard::on("2026-05-02")
        .posting("baker-at-acme.md", &posting("Acme", "company_logo: /logos/any-name.png\n"))
        .posting("baker-at-bolt.md", &posting("Bolt", ""))
        .posting("baker-at-cove.md", &posting("Cove", ""));
    write(&board.path("static/logos/any-name.png"), &picture(600));
    write(&board.path("static/logos/bolt.png"), &picture(40));
    let built = board.builds();
    let shown = |company: &str| {
        let page = built.page(&format!("/companies/{company}/"));
        let (_, rest) = page.split_once("class=\"logo\" src=\"/").expect("a logo");
        rest.split_once('"').unwrap().0.to_owned()
    };
    let small = &built.files[&shown("acme")];
    let original = fs::read(board.path("static/logos/any-name.png")).unwrap();
    assert!(shown("acme").starts_with("logos/any-name-") && small.len() < 500 && small.len() < original.len());
    assert!(shown("bolt").starts_with("logos/bolt-"));
    assert!(built.page("/companies/cove/").contains("class=\"logo mono"));
    assert_eq!(built.files, board.builds_from_nothing());
    // Other bytes are another name, so that nobody keeps seeing the old picture.
    let before = shown("bolt");
    write(&board.path("static/logos/bolt.png"), &picture(41));
    let again = board.builds();
    assert!(!again.files.contains_key(&before) && again.files.keys().any(|file| file.starts_with("logos/bolt-")));
    assert_eq!(again.files, board.builds_from_nothing());
}

#[test]
fn a_picture_that_cannot_be_shown_is_told_and_a_letter_stands_in() {
    let board = TestBoard::on("2026-05-02")
        .posting("baker-at-acme.md", &posting("Acme", "company_logo: /logos/acme.png\n"))
        .posting("baker-at-bolt.md", &posting("Bolt", "company_logo: /logos/none.png\n"));
    write(&board.path("static/logos/acme.png"), &picture(30)[..50]);
    let outcome = board.try_build().unwrap();
    let told: Vec<&str> = outcome.diagnostics.iter().map(|told| told.message.as_str()).collect();
    assert!(told.len() == 2 && told[0].contains("cannot be decoded") && told[1].contains("no file"), "{told:?}");
    for company in ["acme", "bolt"] {
        let page = fs::read_to_string(board.path(&format!("public/companies/{company}/index.html"))).unwrap();
        assert!(page.contains("class=\"logo mono"), "{company}");
    }
}

#[test]
fn a_damaged_picture_that_is_found_by_the_name_of_its_company_is_told_too() {
    let board = TestBoard::on("2026-05-02")
        .posting("baker-at-acme.md", &posting("Acme", ""))
        .posting("baker-at-bolt.md", &posting("Bolt", "company_logo: https://logos.example/bolt.png\n"));
    for company in ["acme", "bolt"] {
        write(&board.path(&format!("static/logos/{company}.png")), &picture(30)[..50]);
    }
    let outcome = board.try_build().unwrap();
    let told = outcome.diagnostics.iter().map(|told| {
        let text = &told.location.excerpt[told.location.column as usize - 1..];
        format!("{} {} {text}", told.code.id(), told.location.path)
    });
    let at_names = ["CB039 content/jobs/baker-at-acme.md Acme", "CB039 content/jobs/baker-at-bolt.md Bolt"];
    assert_eq!(told.collect::<Vec<_>>(), at_names);
    assert!(outcome.diagnostics[1].message.contains("`/logos/bolt.png` cannot be shown"));
}

#[test]
fn logos_at_other_hosts_are_shown_when_the_board_says_so() {
    let remote = |company: &str, logo: &str| posting(company, &format!("company_logo: {logo}\n"));
    let board = TestBoard::on("2026-05-02")
        .posting("baker-at-acme.md", &remote("Acme", "https://logos.example/acme.png"))
        .posting("baker-at-bolt.md", &remote("Bolt", "https://other.example:8443/b.png?x=1"))
        .posting("baker-at-cove.md", &remote("Cove", "http://plain.example/c.png"))
        .posting("baker-at-dune.md", &remote("Dune", "https://x;frame-src/d.png"))
        .posting("baker-at-fern.md", &remote("Fern", "https://fern.example/logo.png"));
    write(&board.path("static/logos/fern.png"), &picture(40));
    let policy = |built: &Built| {
        let (_, rest) =
            built.text("_headers").split_once("img-src ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        rest.split(';').next().unwrap().to_owned()
    };
    let local = board.builds();
    assert_eq!(policy(&local), "'self'");
    assert!(!local.text("index.html").contains("logos.example"));
    let board = board.settings(|settings| settings.logos = Logos::Remote);
    let built = board.builds();
    assert_eq!(policy(&built), "'self' https://logos.example https://other.example:8443");
    let page = built.page("/companies/acme/");
    assert!(page.contains("img-src &#39;self&#39; https://logos.example https://other.example:8443;"), "{page}");
    assert!(
        page.contains("<img class=\"logo\" src=\"https://logos.example/acme.png\" alt=\"\" width=\"80\""),
        "{page}"
    );
    assert!(page.contains("referrerpolicy=\"no-referrer\""));
    assert!(built.page("/companies/bolt/").contains("src=\"https://other.example:8443/b.png?x=1\""));
    for company in ["cove", "dune"] {
        assert!(built.page(&format!("/companies/{company}/")).contains("class=\"logo mono"), "{company}");
    }
    let own = built.page("/companies/fern/");
    assert!(own.contains("src=\"/logos/fern-") && !own.contains("fern.example"), "a picture of the board goes first");
    assert_eq!(built.files, board.builds_from_nothing());
}

#[test]
fn logos_of_other_hosts_are_fetched_once_and_only_when_asked_for() {
    let host = host(vec![
        ("/acme.png", picture(500)),
        ("/bolt.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
        ("/large.png", vec![0x89; 5 << 20]),
    ]);
    let posting = |company: &str, path: &str| {
        let front = posting(company, &format!("company_logo: {host}{path}\n"));
        format!(
            "---\n{front}\nlocation: Ulm, Germany\n---\n\nYou bake bread and rolls in the night with four others.\n"
        )
    };
    let files = [
        ("content/jobs/baker-at-acme.md", posting("Acme", "/acme.png")),
        ("content/jobs/baker-at-bolt.md", posting("Bolt", "/bolt.svg")),
        ("content/jobs/baker-at-cove.md", posting("Cove", "/gone.png")),
        ("content/jobs/baker-at-dune.md", posting("Dune", "/large.png")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = board("logos", &files);
    let check = corkboard(&folder, &["check"], "");
    assert_eq!((check.code, check.err.matches("[CB040]").count()), (Some(0), 4), "{}", check.err);
    assert_eq!(corkboard(&folder, &["import", "logos"], "").code, Some(2));
    let private = corkboard(&folder, &["import", "logos", "--fetch"], "");
    assert!(private.out.contains("private network") && !folder.join("static").exists(), "{}", private.out);
    let ran = corkboard(&folder, &["import", "logos", "--fetch", "--allow-private"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("logos: 1 of 4 fetched"), "{}", ran.out);
    for why in ["it is no PNG", "the server answered 404", "larger than"] {
        assert!(ran.out.contains(why), "{why}: {}", ran.out);
    }
    let kept: Vec<String> = fs::read_dir(folder.join("static/logos"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(kept.len() == 1 && kept[0].starts_with("acme."), "{kept:?}");
    let again = corkboard(&folder, &["import", "logos", "--fetch", "--allow-private"], "");
    assert!(again.out.contains("logos: 0 of 3 fetched"), "{}", again.out);
    assert_eq!(corkboard(&folder, &["check"], "").err.matches("[CB040]").count(), 3);
}
