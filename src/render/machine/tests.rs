//! The files for programs, as those read them.

use jiff::civil::date;
use serde_json::Value;

use super::{draw, jobs, twin};
use crate::model::{AiPolicy, Apply, Fact, JobPosting, Language, Salary, Settings, Status, Unit, UrlStyle, WebUrl};
use crate::plan::{MachineFile, Redirect};
use crate::render::sample::{self, files, plan, posting, settings, stated};
use crate::render::words::Words;
use crate::source::Span;

fn file(settings: Settings, file: MachineFile) -> String {
    let plan = plan(vec![posting("Cook")], settings);
    files(|emit| draw(&plan, file, emit)).remove(file.name()).unwrap()
}

#[test]
fn the_policy_for_ai_crawlers_becomes_groups() {
    let robots = |ai_crawlers| file(Settings { ai_crawlers, ..settings() }, MachineFile::Robots);
    assert_eq!(robots(AiPolicy::Allow), "User-agent: *\nAllow: /\n\nSitemap: https://board.example/jobs/sitemap.xml\n");
    let search_only = robots(AiPolicy::SearchOnly);
    assert!(search_only.contains("User-agent: YouBot\nAllow: /\n"));
    assert!(search_only.contains("User-agent: meta-externalagent\nDisallow: /\n"));
    assert!(robots(AiPolicy::Deny).contains("User-agent: YouBot\nDisallow: /\n"));
}

#[test]
fn a_browser_learns_to_search_the_board() {
    let title = "The Board of Brass Pins".to_owned();
    let settings = Settings { title, description: String::new(), url_style: UrlStyle::Html, ..settings() };
    let xml = file(settings, MachineFile::OpenSearch);
    assert!(xml.contains("<ShortName>The Board of Bra</ShortName>"), "{xml}");
    assert!(xml.contains("<Description>The Board of Brass Pins</Description>"), "{xml}");
    assert!(xml.contains("template=\"https://board.example/jobs/search.html?q={searchTerms}\""), "{xml}");
}

#[test]
fn redirects_are_lines_of_three_words() {
    let mut plan = plan(Vec::new(), settings());
    plan.redirects = vec![Redirect { from: "/old jobs/:a*\n/".to_owned(), to: "/jobs/x/".to_owned() }];
    let drawn = files(|emit| draw(&plan, MachineFile::Redirects, emit));
    assert_eq!(drawn["_redirects"], "/jobs/old%20jobs/%3Aa%2A%0A/ /jobs/jobs/x/ 301\n");
}

#[test]
fn no_header_is_set_by_two_rules_for_one_path() {
    let headers = file(settings(), MachineFile::Headers);
    let (all, others) = headers.split_once("\n\n").unwrap();
    let name = |line: &str| line.trim().split(':').next().unwrap_or_default().to_owned();
    let of_all: Vec<String> = all.lines().skip(1).map(name).collect();
    assert!(of_all.contains(&"Content-Security-Policy".to_owned()));
    assert!(others.lines().filter(|line| line.starts_with(' ')).all(|line| !of_all.contains(&name(line))));
}

#[test]
fn the_board_is_described_to_language_models() {
    let text = file(settings(), MachineFile::Llms);
    assert!(text.starts_with("# Pins \\& Posts\n\n> Work \\<of\\> all kinds\n"));
    assert!(text.contains("- [Cook](https://board.example/jobs/jobs/cook.md): Salt \\& Sons, DE\n"));
}

fn facts() -> JobPosting {
    JobPosting {
        date_updated: Some(stated(date(2026, 11, 9))),
        apply: Some(stated(Apply::Url(WebUrl::parse("https://salt.example/a(b)").unwrap()))),
        salary: Some(Salary {
            currency: Some(Fact::assumed(*b"USD", Span::default())),
            min: Some(1_250),
            max: None,
            unit: Some(Fact::derived(Unit::Hour, Span::default())),
            text: "from $12.50/h".to_owned(),
        }),
        ..posting("Cook")
    }
}

#[test]
fn jobs_json_tells_certain_values_and_marks_derived_ones() {
    let plan = plan(vec![facts(), JobPosting { status: Status::Closed, ..posting("Closed") }], settings());
    let document: Value = serde_json::from_str(&files(|emit| jobs(&plan, 0, emit))["jobs.json"]).unwrap();
    assert_eq!(document["total"], 1);
    let expected = serde_json::json!([{
        "url": "https://board.example/jobs/jobs/cook/",
        "markdown_url": "https://board.example/jobs/jobs/cook.md",
        "title": "Cook", "summary": "Short & <sweet>", "tags": ["C++"], "language": "en",
        "company": {"name": "Salt & Sons", "page": "https://board.example/jobs/companies/salt-and-sons/"},
        "date_posted": "2026-11-03", "date_updated": "2026-11-09",
        "location": {"places": [{"country": "DE"}]},
        "salary": {"text": "from $12.50/h", "min": 12.5, "unit": "HOUR"},
        "apply": {"url": "https://salt.example/a(b)"},
        "derived": ["salary.unit"],
    }]);
    assert_eq!(document["jobs"], expected);
}

#[test]
fn jobs_json_leads_through_all_parts() {
    let postings: Vec<JobPosting> = (0..2_001).map(|number| posting(&format!("Job {number}"))).collect();
    let plan = plan(postings, settings());
    let part = |number: u32| -> Value {
        serde_json::from_str(files(|emit| jobs(&plan, number, emit)).values().next().unwrap()).unwrap()
    };
    assert_eq!((part(0)["jobs"].as_array().unwrap().len(), part(0)["total"].as_u64()), (1, Some(2_001)));
    assert_eq!(part(0)["next_url"], "https://board.example/jobs/jobs-2.json");
    assert_eq!(part(2)["next_url"], "https://board.example/jobs/jobs-1.json");
    assert!(part(1).get("next_url").is_none() && part(1).get("total").is_none());
}

/// Names of all properties in a schema, at any depth.
fn properties(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if let (true, Value::Object(fields)) = (key == "properties", value) {
                    names.extend(fields.keys().cloned());
                }
                properties(value, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| properties(value, names)),
        _ => {}
    }
}

#[test]
fn every_key_of_jobs_json_is_documented() {
    let schema: Value = serde_json::from_str(&file(settings(), MachineFile::JobsSchema)).unwrap();
    assert_eq!(schema["$id"], "https://board.example/jobs/jobs.schema.json");
    let mut names = Vec::new();
    properties(&schema, &mut names);
    assert!(names.len() > 40);
    let page = include_str!("../../../docs/reference/jobs-json.md");
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "`{name}` is not in docs/reference/jobs-json.md");
    }
}

fn words() -> Words {
    Words::new(Language::ENGLISH, &[]).unwrap()
}

#[test]
fn a_twin_says_what_its_page_says() {
    let plan = plan(vec![facts()], settings());
    let expected = "# Cook\n\n- Company: Salt \\& Sons\n- Place: DE\n- Pay: from $12.50/h\n- Posted: 2026-11-03\n\
        - Changed: 2026-11-09\n- Tags: C++\n- Page: https://board.example/jobs/jobs/cook/\n\n\
        R&D [us](/about/)\n\n[Apply](https://salt.example/a%28b%29)\n";
    assert_eq!(twin(&plan, &words(), &plan.open(0), &sample::text()), expected);
}

#[test]
fn the_twin_of_a_closed_posting_says_so_and_leads_nowhere() {
    let plan = plan(vec![JobPosting { status: Status::Closed, ..facts() }], settings());
    let text = twin(&plan, &words(), &plan.open(0), &sample::text());
    assert!(text.ends_with("\nThis job is closed.\n") && !text.contains("salt.example"));
}
