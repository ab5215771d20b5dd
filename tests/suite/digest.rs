//! `corkboard digest`: the mail of a week.

use std::fs;
use std::path::Path;

use crate::intake::{board, corkboard, text};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/digest");

const SETTINGS: &str = "title: Pins & <Posts>\nbase_url: https://board.example/all/jobs/\n";

const BODY: &str = "The secret of the body: <script>alert(1)</script> we bake bread by night.";

fn posting(fields: &str) -> String {
    format!("---\n{fields}\n---\n\n{BODY}\n")
}

fn week(name: &str) -> std::path::PathBuf {
    let files = [
        (
            "baker",
            "title: Night Baker\ncompany: Acme Bread\ndate_posted: 2026-03-15\nlocation: Ulm, Germany\nsalary: 30,000 EUR per year\nvalid_through: 2026-04-30",
        ),
        ("first-day", "title: Cook\ncompany: Soup & Sons\ndate_posted: 2026-03-09\nremote: true"),
        ("day-before", "title: Too Old\ndate_posted: 2026-03-08"),
        ("month", "title: Only A Month\ndate_posted: 2026-03"),
        ("silent", "title: No Day"),
        ("draft", "title: Draft\ndate_posted: 2026-03-14\ndraft: true"),
        (
            "hostile",
            "title: '<img src=x onerror=alert(1)>\"><script>alert(1)</script> & {{ home }} </a>'\ncompany: '</td></table><style>*{display:none}</style>'\nlocation: '<b>Nowhere</b>'\nsalary: '<i>much</i>'\ndate_posted: 2026-03-12",
        ),
        ("hebrew", "title: אופה לילה\nlanguage: he\ndate_posted: 2026-03-11"),
        ("changed", "title: Changed\ncompany: Acme Bread\ndate_posted: 2026-02-01\ndate_updated: 2026-03-10"),
        ("expired", "title: Expired\ndate_posted: 2026-02-01\nvalid_through: 2026-03-12"),
        ("both", "title: Came And Went\ndate_posted: 2026-03-10\nvalid_through: 2026-03-13"),
    ];
    let mut all: Vec<(String, String)> =
        files.iter().map(|(name, fields)| (format!("content/jobs/{name}.md"), posting(fields))).collect();
    all.push(("board.yaml".to_owned(), SETTINGS.to_owned()));
    let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    board(name, &all)
}

/// What every mail client can show, and nothing that one of them takes away or asks others for.
#[track_caller]
fn is_fit_for_mail(html: &str) {
    assert!(html.len() <= 100_000, "{} bytes", html.len());
    let lower = html.to_lowercase();
    for forbidden in [
        "<script",
        "<style",
        "<link",
        "<img",
        "<svg",
        "<form",
        "<iframe",
        "class=",
        " src=\"",
        "url(",
        "@media",
        "javascript:",
        "href=\"/",
    ] {
        assert!(!lower.contains(forbidden), "{forbidden}\n{html}");
    }
    assert!(lower.matches("href=").count() == lower.matches("href=\"https://board.example/all/jobs/").count());
    let longest = html.lines().map(str::len).max().unwrap();
    assert!(longest <= 998, "a line of {longest} bytes");
}

#[test]
fn a_week_is_told_in_html_and_text_with_nothing_of_strangers_unescaped() {
    let folder = week("digest-week");
    let line = ["digest", "--since", "2026-03-09", "--until", "2026-03-15", "--out", "week.html"];
    let ran = corkboard(&folder, &line, "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out, "week.html and week.txt: 4 added, 1 changed, 2 closed\n");
    let (html, plain) = (text(&folder, "week.html"), text(&folder, "week.txt"));
    is_fit_for_mail(&html);
    for absent in ["secret of the body", "Too Old", "Only A Month", "No Day", "Draft"] {
        assert!(!html.contains(absent) && !plain.contains(absent), "{absent}");
    }
    assert!(html.contains("lang=\"he\" dir=\"rtl\""), "{html}");
    for (name, made) in [("week.html", &html), ("week.txt", &plain)] {
        let golden = Path::new(GOLDEN).join(name);
        if std::env::var_os("CORKBOARD_BLESS").is_some() {
            fs::write(&golden, made).unwrap();
        }
        let known = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(&known, made, "{name} (CORKBOARD_BLESS=1 rewrites it)");
    }
    assert_eq!(corkboard(&folder, &line, "").code, Some(0));
    assert_eq!(text(&folder, "week.html"), html, "the same board gives the same bytes");
    // The day of the board is the last one, and a week is seven days.
    let printed = corkboard(&folder, &["digest"], "");
    assert_eq!((printed.code, printed.out), (Some(0), plain));
}

#[test]
fn an_empty_week_is_said_plainly() {
    let folder = week("digest-empty");
    let line = ["digest", "--since", "2026-01-01", "--until", "2026-01-07", "--out", "mail/empty.html"];
    assert_eq!(corkboard(&folder, &line, "").out, "mail/empty.html and mail/empty.txt: 0 added, 0 changed, 0 closed\n");
    is_fit_for_mail(&text(&folder, "mail/empty.html"));
    assert_eq!(
        text(&folder, "mail/empty.txt"),
        "Pins & <Posts>\nWhat is new, 1 January 2026 to 7 January 2026\n\nNothing was added, changed or closed in this time.\n\n\
         All jobs (8 open jobs):\nhttps://board.example/all/jobs/\n"
    );
}

#[test]
fn a_long_week_is_cut_below_a_hundred_kilobytes_and_leads_to_the_rest() {
    let title = "Señor “Bäcker” & <Cook> of 東京 ".repeat(8);
    let files: Vec<(String, String)> = (0..700)
        .map(|n| {
            (
                format!("content/jobs/job-{n}.md"),
                posting(&format!("title: \"{n} {title}\"\ncompany: Acme {n}\ndate_posted: 2026-03-14")),
            )
        })
        .chain([("board.yaml".to_owned(), SETTINGS.to_owned())])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = board("digest-long", &files);
    let ran = corkboard(&folder, &["digest", "--out", "week.html"], "");
    assert!(ran.out.contains("700 added") && ran.out.contains("only counted, to stay below 100 kB"), "{}", ran.out);
    let html = text(&folder, "week.html");
    is_fit_for_mail(&html);
    assert!(html.len() > 90_000, "{} bytes are far less than what is allowed", html.len());
    let named = html.matches("font-weight:bold;text-decoration:underline").count();
    assert!(html.contains(&format!(">{} more</a>", 700 - named)) && html.contains("New (700)"), "{named}");
    assert!(text(&folder, "week.txt").contains(&format!("{} more: https://board.example/all/jobs/", 700 - named)));
}

#[test]
fn what_cannot_be_asked_for_is_refused() {
    let folder = board(
        "digest-refused",
        &[("board.yaml", "tilte: x\n"), ("content/jobs/a.md", "---\ntitle: A\n---\n\nText.\n")],
    );
    let code = |line: &[&str]| corkboard(&folder, line, "").code;
    assert_eq!(code(&["digest"]), Some(1), "a mistake in the board");
    fs::write(folder.join("board.yaml"), SETTINGS).unwrap();
    assert_eq!(code(&["digest"]), Some(0));
    assert_eq!(code(&["digest", "--since", "2026-04-01"]), Some(2));
    assert_eq!(code(&["digest", "--since", "March"]), Some(2));
    assert_eq!(code(&["digest", "--out", "week.txt"]), Some(2));
    fs::create_dir_all(folder.join("templates")).unwrap();
    fs::write(folder.join("templates/digest.html"), "<p>{{ period }}</p>{{ nope }}").unwrap();
    let own = corkboard(&folder, &["digest", "--out", "week.html"], "");
    assert!(own.code == Some(1) && own.err.contains("templates/digest.html"), "{}", own.err);
    assert!(!folder.join("week.html").exists());
}
