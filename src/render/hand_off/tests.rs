//! Hand-offs of a small board, drawn in memory.

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use jiff::civil::date;

use crate::model::{
    Apply, DatePosted, Deadlines, EmploymentType, HandOffs, JobPosting, Location, Remote, Settings, Status, WebUrl,
};
use crate::plan::{ChangeKind, HandOff, Page, Plan};
use crate::render::sample::{SameText, files, place, plan, posting, settings, stated, text};
use crate::render::{Renderer, Templates};

fn all() -> Settings {
    let hand_offs = HandOffs {
        indeed: true,
        linkedin: true,
        csv: true,
        parquet: true,
        deadlines: Deadlines::Postings,
        changes: true,
        widget: true,
        indexnow_key: Some("c0ffee-c0ffee".to_owned()),
        websub_hub: WebUrl::parse("https://hub.example/"),
    };
    Settings { hand_offs, ..settings() }
}

fn drawn(plan: &Plan, page: Page) -> std::collections::BTreeMap<String, String> {
    let (templates, mistakes) = Templates::new(&[]);
    assert_eq!(mistakes, []);
    let renderer = Renderer::new(plan, &templates).unwrap();
    files(|emit| renderer.draw(page, &SameText(text()), emit).unwrap())
}

fn one(plan: &Plan, file: HandOff) -> String {
    drawn(plan, Page::HandOff(file)).into_values().next().unwrap()
}

#[test]
fn a_board_hands_off_what_it_asks_for() {
    let nothing = plan(vec![posting("Baker")], settings());
    assert!(nothing.hand_offs().is_empty());
    let everything = plan(vec![posting("Baker")], all());
    let names: Vec<String> =
        everything.hand_offs().into_iter().flat_map(|file| everything.files(Page::HandOff(file))).collect();
    assert_eq!(
        names.join(" "),
        "indeed.xml linkedin.xml jobs.csv jobs.parquet deadlines.ics changes/index.html changes.xml widget.html widget.json c0ffee-c0ffee.txt"
    );
    assert_eq!(one(&everything, HandOff::IndexNowKey), "c0ffee-c0ffee");
}

#[test]
fn indeed_gets_eligible_postings_once_for_each_place_and_no_entity() {
    let two = Location {
        places: vec![place(Some("Leipzig"), Some("Saxony"), "DE"), place(Some("Lyon"), None, "FR")],
        remote: Some(stated(Remote::Hybrid)),
        ..Location::default()
    };
    let here = JobPosting {
        id: Some(stated("R-7".to_owned())),
        location: two,
        valid_through: Some(stated(date(2026, 12, 1))),
        employment_type: vec![stated(EmploymentType::FullTime)],
        ..posting("Baker")
    };
    let unknown = JobPosting { company: None, ..posting("Nobody") };
    let xml = one(&plan(vec![here, unknown], all()), HandOff::Indeed);
    assert_eq!(xml.matches("<job>").count(), 2);
    for expected in [
        "<referencenumber><![CDATA[baker]]></referencenumber>",
        "<referencenumber><![CDATA[baker.lyon-fr]]></referencenumber>",
        "<requisitionid><![CDATA[R-7]]></requisitionid>",
        "<state><![CDATA[Saxony]]></state>",
        "<date><![CDATA[2026-11-03T00:00:00+01:00]]></date>",
        "<remotetype><![CDATA[Hybrid remote]]></remotetype>",
        "<jobtype><![CDATA[fulltime]]></jobtype>",
        "<expirationdate><![CDATA[2026-12-01T23:59:59+01:00]]></expirationdate>",
        "<p>R&D <a href=\"https://board.example/jobs/about/\">",
    ] {
        assert!(xml.contains(expected), "{expected}\n{xml}");
    }
    assert!(!xml.contains("Nobody") && !xml.contains("&amp;") && !xml.contains("&lt;"));
}

#[test]
fn linkedin_gets_short_ids_and_the_number_of_jobs() {
    let long = posting(&"Very Senior Baker of Bread ".repeat(3));
    let apply = WebUrl::parse("https://flour.example/apply").map(|url| stated(Apply::Url(url)));
    let xml = one(&plan(vec![long, JobPosting { apply, ..posting("Baker") }], all()), HandOff::LinkedIn);
    assert!(xml.contains("<expectedJobCount>2</expectedJobCount>"));
    assert!(xml.contains("<applyUrl><![CDATA[https://flour.example/apply]]></applyUrl>"));
    assert!(xml.contains("<location><![CDATA[Germany]]></location>"));
    let ids = xml.split("<partnerJobId><![CDATA[").skip(1).map(|rest| rest.split("]]>").next().unwrap());
    let lengths: Vec<usize> = ids.map(str::len).collect();
    assert_eq!(lengths, [5, 40]);
}

#[test]
fn a_table_has_a_row_for_every_open_posting() {
    let closed = JobPosting { status: Status::Closed, ..posting("Closed") };
    let csv =
        one(&plan((0..600).map(|n| posting(&format!("Job, {n}"))).chain([closed]).collect(), all()), HandOff::Csv);
    assert_eq!(csv.split("\r\n").filter(|line| !line.is_empty()).count(), 601);
    assert!(csv.starts_with("url,title,company,"));
    assert!(csv.contains("https://board.example/jobs/jobs/job-599/,\"Job, 599\",Salt & Sons,,2026-11-03,"));
}

#[test]
fn analysts_read_the_same_rows_with_types() {
    let pay = Some(stated("EUR 50,000".to_owned()));
    let tagged = JobPosting { salary_text: pay, ..posting("Baker") };
    let board = plan(vec![tagged, posting("Miller")], all());
    let bytes = parquet(&board);
    assert_eq!(bytes, parquet(&board), "the same board gives the same bytes");
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(path.path(), &bytes).unwrap();
    let reader = SerializedFileReader::try_from(path.path()).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("title: \"Baker\"") && rows[0].contains("pay: \"EUR 50,000\""), "{}", rows[0]);
    assert!(rows[1].contains("date_posted: 2026-11-03") && rows[1].contains("countries: [\"DE\"]"), "{}", rows[1]);
    assert!(rows[1].contains("pay: null") && rows[1].contains("cities: []"), "{}", rows[1]);
}

/// The cells of a line of the table; no cell of these tests has a line break.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(sign),
        }
    }
    cells
}

#[test]
fn both_tables_say_the_same_and_a_month_is_not_lost() {
    let month = JobPosting { date_posted: Some(stated(DatePosted::Month(2026, 10))), ..posting("Month, Only") };
    let none = JobPosting { date_posted: None, company: None, ..posting("Nothing") };
    let full = JobPosting {
        employment_type: vec![stated(EmploymentType::FullTime), stated(EmploymentType::Contractor)],
        valid_through: Some(stated(date(2026, 12, 1))),
        ..posting("Baker")
    };
    let board = plan(vec![month, none, full], all());
    let csv = one(&board, HandOff::Csv);
    let mut lines = csv.split("\r\n").filter(|line| !line.is_empty()).map(cells);
    let names = lines.next().unwrap();
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(path.path(), parquet(&board)).unwrap();
    let reader = SerializedFileReader::try_from(path.path()).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let lines: Vec<Vec<String>> = lines.collect();
    assert_eq!((rows.len(), lines.len()), (3, 3));
    for (row, line) in rows.iter().zip(&lines) {
        for (at, (name, field)) in row.get_column_iter().enumerate() {
            assert_eq!(*name, names[at]);
            let shown = field.to_string().replace("\", \"", "; ");
            let shown = shown.trim_matches(['"', '[', ']']).replace("null", "");
            // A month is no day for those who count in days.
            let is_month = name == "date_posted" && line[at].len() == 7;
            assert_eq!(shown, if is_month { String::new() } else { line[at].clone() }, "{name} of {}", line[1]);
        }
    }
    let posted = names.iter().position(|name| name == "month_posted").unwrap();
    assert_eq!(lines.iter().map(|line| line[posted].as_str()).collect::<Vec<_>>(), ["2026-11", "2026-10", ""]);
}

fn parquet(plan: &Plan) -> Vec<u8> {
    let mut bytes = Vec::new();
    super::parquet::draw(plan, "jobs.parquet", &mut |_, piece| bytes.extend_from_slice(piece)).unwrap();
    bytes
}

#[test]
fn deadlines_stand_in_calendars_soonest_first() {
    let until = |title: &str, day| JobPosting { valid_through: Some(stated(day)), ..posting(title) };
    let board = plan(
        vec![
            until("Later", date(2026, 12, 24)),
            until("Soon", date(2026, 11, 20)),
            until("Past", date(2026, 11, 19)),
            posting("Never"),
        ],
        all(),
    );
    let calendar = one(&board, HandOff::Deadlines);
    let starts: Vec<&str> = calendar.split("DTSTART;VALUE=DATE:").skip(1).map(|rest| &rest[..8]).collect();
    assert_eq!(starts, ["20261120", "20261224"]);
    assert!(calendar.contains("\r\nDTSTAMP:20261103T000000Z\r\n"));
    let soon = (0..).zip(&board.postings).find(|(_, posting)| posting.slug.as_str() == "soon").unwrap().0;
    let own = drawn(&board, Page::Posting(soon)).remove("jobs/soon.ics").unwrap();
    assert_eq!(own.matches("BEGIN:VEVENT").count(), 1);
    let never = (0..).zip(&board.postings).find(|(_, posting)| posting.slug.as_str() == "never").unwrap().0;
    assert!(!drawn(&board, Page::Posting(never)).contains_key("jobs/never.ics"));
}

#[test]
fn the_change_log_tells_what_postings_state() {
    let day = |day| Some(stated(DatePosted::Day(day)));
    let old = day(date(2026, 9, 1));
    let changed =
        JobPosting { date_posted: old.clone(), date_updated: Some(stated(date(2026, 11, 10))), ..posting("Changed") };
    let expired =
        JobPosting { date_posted: old.clone(), valid_through: Some(stated(date(2026, 11, 14))), ..posting("Expired") };
    let filled = JobPosting { date_posted: old.clone(), status: Status::Closed, ..posting("Filled") };
    let silent = JobPosting { date_posted: old, ..posting("Silent") };
    let board = plan(vec![posting("New"), changed, expired, filled, silent], all());
    let told: Vec<(String, ChangeKind, &str)> = board
        .changes()
        .iter()
        .map(|change| (change.day.to_string(), change.kind, board.postings[change.posting as usize].slug.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("2026-11-15".to_owned(), ChangeKind::Closed, "expired"),
            ("2026-11-10".to_owned(), ChangeKind::Changed, "changed"),
            ("2026-11-03".to_owned(), ChangeKind::Added, "new"),
        ]
    );
    let drawn = drawn(&board, Page::HandOff(HandOff::Changes));
    let feed = feed_rs::parser::parse(drawn["changes.xml"].as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 3);
    assert_eq!(feed.entries[0].id, "tag:board.example,2026-11-15:/jobs/expired/closed");
    assert!(
        drawn["changes/index.html"]
            .contains("<li><strong>Closed</strong> <a href=\"/jobs/jobs/expired/\">Expired</a> · Salt &amp; Sons</li>")
    );
}

#[test]
fn feeds_name_the_hub() {
    let feeds = drawn(&plan(vec![posting("Baker")], all()), Page::Feeds(0, 0));
    assert!(feeds["rss.xml"].contains("<atom:link href=\"https://hub.example/\" rel=\"hub\"/>"));
    assert!(feeds["atom.xml"].contains("<link rel=\"hub\" href=\"https://hub.example/\"/>"));
    assert!(feeds["feed.json"].contains("\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/\"}]"));
}

#[test]
fn a_widget_shows_the_newest_postings_and_may_stand_in_a_frame() {
    let board = plan((0..30).map(|n| posting(&format!("Job {n}"))).collect(), all());
    let files = drawn(&board, Page::HandOff(HandOff::Widget));
    assert_eq!(files["widget.html"].matches("<li>").count(), crate::plan::WIDGET_SIZE);
    let data: serde_json::Value = serde_json::from_str(&files["widget.json"]).unwrap();
    assert_eq!(data["jobs"].as_array().unwrap().len(), crate::plan::WIDGET_SIZE);
    assert!(!files["widget.html"].contains("<script"));
    let headers = drawn(&board, Page::Machine(crate::plan::MachineFile::Headers)).remove("_headers").unwrap();
    assert!(!headers.contains("frame-ancestors") && !headers.contains("X-Frame-Options"));
}
