//! `corkboard import`: documents of every format as their systems give them, and the posting files they become.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{board, corkboard, text};
use crate::host::host;

const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import");

/// A document and how it is imported.
const CASES: &[(&str, &[&str])] = &[
    ("greenhouse.json", &["greenhouse"]),
    ("lever.json", &["lever", "--company", "Tidewise"]),
    ("ashby.json", &["ashby", "--company", "Lanternworks", "--company-url", "https://lantern.example/"]),
    ("workable.json", &["workable"]),
    ("recruitee.json", &["recruitee"]),
    ("smartrecruiters.json", &["smartrecruiters"]),
    ("personio.xml", &["personio", "--address", "https://hausboot.jobs.personio.de/xml"]),
    ("jsonld.html", &["jsonld"]),
    ("feed-rss.xml", &["feed"]),
    ("feed-atom.xml", &["feed"]),
    ("feed-json.json", &["feed"]),
    ("feed-jobs.xml", &["feed"]),
    (
        "csv.csv",
        &[
            "csv",
            "--map",
            "title=Job Title",
            "--map",
            "company=Firma",
            "--map",
            "location=Ort",
            "--map",
            "apply=Link",
            "--map",
            "description=Text",
            "--map",
            "salary=Bezahlung",
        ],
    ),
    ("jsonl.jsonl", &["jsonl", "--map", "company=employer.name"]),
    ("simplify.json", &["simplify"]),
    ("vagas.json", &["vagas"]),
    ("hackernews.txt", &["hackernews"]),
    ("hackernews.json", &["hackernews"]),
    ("issue-form.md", &["issue-form"]),
];

/// Every file below a folder that is kept under version control, one after the other.
pub(super) fn tree(folder: &Path) -> String {
    let mut all = String::new();
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.file_name() != "cache").map(Result::unwrap) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            let _ = write!(all, "=== {}\n{}", path.display(), fs::read_to_string(entry.path()).unwrap());
        }
    }
    all
}

#[test]
fn every_format_gives_postings_that_build_and_a_second_import_changes_nothing() {
    let mut wrong = Vec::new();
    for (document, arguments) in CASES {
        let source = format!("{DOCUMENTS}/{document}");
        let folder = board(&format!("import-{document}"), &[]);
        let all = |more: &[&str]| {
            let mut line = vec!["import", arguments[0], source.as_str(), "--name", "it"];
            line.extend(&arguments[1..]);
            line.extend(more);
            corkboard(&folder, &line, "")
        };
        let dry = all(&["--dry-run"]);
        assert!(dry.code == Some(0) && tree(&folder).is_empty(), "{document}: {}{}", dry.out, dry.err);
        let first = all(&[]);
        assert_eq!((first.code, first.err.as_str()), (Some(0), ""), "{document}");
        let made = tree(&folder.join("content"));
        let golden = Path::new(DOCUMENTS).join(document).with_extension("expected");
        if std::env::var_os("CORKBOARD_BLESS").is_some() {
            fs::write(golden_name(&golden, document), &made).unwrap();
        }
        if fs::read_to_string(golden_name(&golden, document)).unwrap_or_default() != made {
            wrong.push(format!("{document}:\n{made}"));
        }
        let checked = corkboard(&folder, &["check", "--quiet"], "");
        assert_eq!(checked.code, Some(0), "{document}: {}", checked.err);
        // That list has no texts.
        let warnings = checked.err.matches("warning[").count();
        assert_eq!(warnings, if *document == "simplify.json" { 2 } else { 0 }, "{document}: {}", checked.err);
        assert_eq!(corkboard(&folder, &["fmt", "--check"], "").out, "", "{document}");
        let before = tree(&folder);
        let second = all(&[]);
        assert!(second.out.contains(": 0 added, 0 changed, 0 closed"), "{document}: {}", second.out);
        assert_eq!(tree(&folder), before, "{document}: the second import changes something");
    }
    assert!(wrong.is_empty(), "{}\n(CORKBOARD_BLESS=1 rewrites the goldens)", wrong.join("\n"));
}

/// Several documents may differ in their ending only.
fn golden_name(golden: &Path, document: &str) -> std::path::PathBuf {
    golden.with_file_name(format!("{document}.expected"))
}

#[test]
fn one_import_at_a_time_works_on_a_board() {
    let folder = board("import-locked", &[("jobs.csv", "title,description\nCook,We cook soup and stew.\n")]);
    let line = ["import", "csv", "jobs.csv"];
    fs::create_dir_all(folder.join(".corkboard/cache")).unwrap();
    let lock = fs::File::create(folder.join(".corkboard/cache/lock")).unwrap();
    lock.lock().unwrap();
    let kept_out = corkboard(&folder, &line, "");
    assert_eq!(kept_out.err, "error: another import is at work on `.`; wait until it has ended\n");
    assert_eq!((kept_out.code, folder.join("content").exists()), (Some(3), false));
    assert_eq!(corkboard(&folder, &["import", "csv", "jobs.csv", "--dry-run"], "").code, Some(0), "a look is free");
    lock.unlock().unwrap();
    assert_eq!(corkboard(&folder, &line, "").code, Some(0));
    assert_eq!(text(&folder, ".corkboard/.gitignore"), "cache/\n");
}

#[test]
fn what_an_import_did_is_told_to_programs() {
    let folder = board("import-json", &[("jobs.csv", "id,title,salary\n1,Cook,1\n2,Baker,\n")]);
    let ran = |file: &str| {
        fs::write(folder.join("jobs.csv"), file).unwrap();
        let ran = corkboard(&folder, &["import", "csv", "jobs.csv", "--format", "json", "--allow-shrink"], "");
        serde_json::from_str::<serde_json::Value>(&ran.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
    };
    let fates = |told: &serde_json::Value| {
        let files = told["sources"][0]["files"].as_array().unwrap().clone();
        files.iter().map(|file| file["fate"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = ran("id,title,description\n1,Cook,We cook soup and stew.\n2,Baker,We bake bread.\n");
    assert_eq!((&first["version"], &first["sources"][0]["name"]), (&1.into(), &"jobs".into()));
    assert_eq!(fates(&first), ["added", "added"]);
    let second = ran("id,title,description\n1,Head Cook,We cook soup and stew.\n");
    assert_eq!(fates(&second), ["closed", "changed"], "{second:#}");
    assert_eq!(second["sources"][0]["files"][1]["keys"], serde_json::json!(["title"]));
    assert_eq!(ran("id,title,description\n1,Head Cook,We cook soup and stew.\n")["sources"][0]["as_before"], 2);
}

#[test]
fn sources_of_a_board_are_brought_up_to_date_from_files_and_addresses() {
    let document = r#"{"jobs": [{"id": 5, "title": "Baker", "content": "<p>We bake bread by night.</p>"}]}"#;
    let address = format!("{}/jobs.json", host(vec![("/jobs.json", document.into())]));
    let settings = format!(
        "sources:\n  - {{name: acme, format: greenhouse, from: \"{address}\", company: Acme}}\n  - name: beta\n    format: csv\n    from: beta.csv\n    columns: {{title: Job}}\n"
    );
    let table = "Job,apply,description\nCook,https://b.example/1,We cook soup and stew.\n";
    let folder = board("import-all", &[("board.yaml", &settings), ("beta.csv", table)]);
    let offline = corkboard(&folder, &["import", "--all"], "");
    assert_eq!(offline.code, Some(3));
    assert!(
        offline.err.contains("`--fetch` allows the network") && offline.out.contains("beta: 1 added"),
        "{}",
        offline.err
    );
    let private = corkboard(&folder, &["import", "--all", "--fetch"], "");
    assert!(private.code == Some(3) && private.err.contains("private network"), "{}", private.err);
    let all = ["import", "--all", "--fetch", "--allow-private"];
    let first = corkboard(&folder, &all, "");
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(folder.join("content/jobs/acme/baker-5.md").is_file(), "{}", first.out);
    let before = tree(&folder);
    let second = corkboard(&folder, &all, "");
    assert!(
        second.out.contains("acme: not changed since the last time") && second.out.contains("beta: 0 added"),
        "{}",
        second.out
    );
    assert_eq!(tree(&folder), before);
    assert_eq!(corkboard(&folder, &["check"], "").code, Some(0));
}

#[test]
fn a_saved_page_is_added_and_a_second_page_closes_nothing() {
    let page = |title: &str| {
        format!(
            "<html><link rel=\"canonical\" href=\"https://a.example/{title}\"><script type=\"application/ld+json\">{{\"@type\":\"JobPosting\",\"title\":\"{title}\",\"description\":\"<p>We work with care.</p>\"}}</script></html>"
        )
    };
    let folder =
        board("add", &[("one.html", &page("Baker")), ("two.html", &page("Cook")), ("none.html", "<html></html>")]);
    assert_eq!(corkboard(&folder, &["add", "one.html"], "").code, Some(0));
    let second = corkboard(&folder, &["add", "two.html"], "");
    assert!(second.out.contains("added: 1 added, 0 changed, 0 closed"), "{}", second.out);
    assert_eq!(fs::read_dir(folder.join("content/jobs")).unwrap().count(), 2);
    let none = corkboard(&folder, &["add", "none.html"], "");
    assert!(none.code == Some(1) && none.err.contains("no `JobPosting` is in this document"), "{}", none.err);
    assert_eq!(corkboard(&folder, &["add", "https://a.example/x"], "").code, Some(2));
}

#[test]
fn the_form_that_init_writes_is_understood_as_a_whole() {
    let folder = board("form", &[]);
    let made = corkboard(&folder, &["init", "here", "--github"], "");
    assert_eq!(made.code, Some(0), "{}", made.err);
    let here = folder.join("here");
    let form = super::text(&here, ".github/ISSUE_TEMPLATE/job.yaml");
    let answers = [
        "Baker",
        "Acme",
        "https://acme.example/",
        "Ulm, Germany",
        "hybrid",
        "full-time, temporary",
        "30,000 EUR per year",
        "jobs@acme.example",
        "2026-04-30",
        "bread, night",
        "We bake.\n\n### Who we are\n\nBakers.",
    ];
    let labels: Vec<&str> = form.lines().filter_map(|line| line.trim().strip_prefix("label: ")).collect();
    assert_eq!(labels.len(), answers.len());
    let body: String =
        labels.iter().zip(answers).map(|(label, answer)| format!("### {label}\n\n{answer}\n\n")).collect();
    let event = serde_json::json!({"action": "opened", "issue": {"number": 7, "title": "Job: Baker", "body": body, "created_at": "2026-03-15T08:00:00Z"}});
    fs::write(here.join("event.json"), event.to_string()).unwrap();
    let ran = corkboard(&here, &["import", "issue-form", "event.json", "--name", "issues", "--folder", "jobs"], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(
        super::text(&here, "content/jobs/baker-issue-7.md"),
        "---\ntitle: Baker\ncompany: Acme\ncompany_url: https://acme.example/\ndate_posted: 2026-03-15\nvalid_through: 2026-04-30\n\
         location: Ulm, Germany\nremote: hybrid\nemployment_type: [full-time, temporary]\nsalary: 30,000 EUR per year\n\
         tags: [bread, night]\napply: jobs@acme.example\nid: issues:issue-7\n---\n\nWe bake.\n\n### Who we are\n\nBakers.\n"
    );
    assert_eq!(corkboard(&here, &["check", "--strict"], "").code, Some(0));
}
