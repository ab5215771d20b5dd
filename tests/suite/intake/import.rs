//! `corkboard import`: documents of every format as their systems give them, and the posting files they become.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::{board, corkboard};

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

/// Every file below a folder, one after the other.
fn tree(folder: &Path) -> String {
    let mut all = String::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap) {
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
