//! Pay made comparable: in `jobs.json`, on a posting's page, on the page on salaries; never in structured data.

use corkboard::model::{Currency, Rates};
use corkboard::write::{Request, Silent, build};
use jiff::civil::date;

use crate::board::{TestBoard, files};

const FACTS: &str = "company: Harbour Office\ndate_posted: 2026-03-01\nlocation: Kiel, Germany\n";

fn board(pays: &[&str]) -> TestBoard {
    pays.iter().enumerate().fold(TestBoard::on("2026-03-10"), |board, (index, pay)| {
        board.posting(
            &format!("keeper-{index}.md"),
            &format!("title: Senior Keeper {index}\n{FACTS}apply_url: https://harbour.example/{index}\nsalary: {pay}"),
        )
    })
}

fn dollars() -> Rates {
    Rates { date: date(2026, 3, 1), base: *b"EUR", rates: [(*b"USD" as Currency, 1.25)].into() }
}

#[test]
fn salaries_have_a_page_once_five_postings_state_theirs() {
    let four = ["€40,000 a year", "€50,000 a year", "€60,000 a year", "€70,000 a year"];
    let built = board(&four).builds();
    assert!(!built.has_page("/salaries/") && !built.page("/").contains("/salaries/"));
    let five = [&four[..], &["€4,000 to €8,000 a month"]].concat();
    let built = board(&five).builds();
    let page = built.page("/salaries/");
    for (label, value) in [("Jobs", "5"), ("Median", "≈\u{a0}€60,000"), ("A quarter pay more", "≈\u{a0}€70,000")]
    {
        assert!(page.contains(&format!("<td data-label=\"{label}\">{value}</td>")), "{page}");
    }
    assert!(page.contains("href=\"/levels/senior/\"") && page.contains("href=\"/places/germany/\""), "{page}");
    assert!(built.page("/").contains("href=\"/salaries/\""));
    assert!(built.text("sitemap.xml").contains("https://board.example/salaries/"));
}

#[test]
fn what_is_only_likely_or_open_is_no_salary() {
    let mut pays = vec!["€50,000 a year"; 4];
    for unsure in ["$50,000 a year", "€50,000", "from €50,000 a year", "Competitive"] {
        pays.push(unsure);
        assert!(!board(&pays).builds().has_page("/salaries/"), "{unsure}");
        pays.pop();
    }
}

#[test]
fn comparable_pay_is_shown_as_about_and_never_reaches_structured_data() {
    let board = board(&["USD 60 per hour", "€50,000 a year"]);
    let plain = board.builds();
    assert!(!plain.text("jobs.json").contains("approximate_yearly_pay"));
    let mut request = board.request("rated");
    request.inputs.rates = Some(dollars());
    let outcome = build(&Request { ..request }, &Silent).unwrap();
    assert!(outcome.stopped.is_none());
    let site = files(&board.path("rated"));
    let text = |file: &str| String::from_utf8(site[file].clone()).unwrap();
    let jobs = text("jobs.json");
    assert!(
        jobs.contains(r#""approximate_yearly_pay":{"currency":"EUR","min":99840,"max":99840,"assumed":["full_time"]}"#)
    );
    let hourly = text("jobs/senior-keeper-0-harbour-office/index.html");
    assert!(hourly.contains("≈\u{a0}€99,800 a year"), "{hourly}");
    let data = hourly.split("application/ld+json").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(data.contains("\"value\":60") && !data.contains("99"), "{data}");
    assert!(!text("jobs/senior-keeper-1-harbour-office/index.html").contains('≈'));
}

#[test]
fn new_rates_draw_only_what_shows_them() {
    let board = board(&["USD 60 per hour", "€50,000 a year"]);
    let mut request = board.request("public");
    request.inputs.rates = Some(dollars());
    build(&request, &Silent).unwrap();
    let before = files(&board.path("public"));
    request.inputs.rates = Some(Rates { rates: [(*b"USD" as Currency, 1.2)].into(), ..dollars() });
    build(&request, &Silent).unwrap();
    let after = files(&board.path("public"));
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    // The feeds hold what `jobs.json` holds of their postings; no list and no other posting is drawn again.
    let page = "jobs/senior-keeper-0-harbour-office/index.html";
    assert!(changed.iter().all(|path| path.ends_with(".json") || *path == page), "{changed:?}");
    assert!(changed.iter().any(|path| *path == page));
}
