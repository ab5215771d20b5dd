//! Documents with the oddities of real sources: missing and null fields, other encodings, things where texts were
//! expected, several forms of pay, ids given twice, documents cut off. `tests/import/odd/FORMAT-NAME.*`.

use std::fs;
use std::path::Path;

use super::import::tree;
use super::{board, corkboard};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/odd");

/// What is said beside the format.
const SAID: [(&str, &[&str]); 3] = [
    ("personio-", &["--address", "https://kaese.jobs.personio.de/xml"]),
    (
        "csv-german",
        &[
            "--map",
            "title=Job Title",
            "--map",
            "company=Firma",
            "--map",
            "location=Ort",
            "--map",
            "salary=Gehalt",
            "--map",
            "apply=Link",
            "--map",
            "description=Beschreibung",
            "--map",
            "date_posted=Datum",
        ],
    ),
    (
        "jsonl-nested",
        &[
            "--map",
            "company=employer.name",
            "--map",
            "location=loc",
            "--map",
            "description=body",
            "--map",
            "salary_min=pay.from",
            "--map",
            "salary_max=pay.to",
        ],
    ),
];

#[test]
fn odd_documents_give_postings_without_mistakes_and_a_second_import_changes_nothing() {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter(|name| !name.ends_with(".expected")).collect();
    names.sort();
    assert!(names.len() >= 45, "{}", names.len());
    let mut wrong = Vec::new();
    for name in &names {
        let format = if name.starts_with("issue-form") { "issue-form" } else { name.split('-').next().unwrap() };
        let folder = board(&format!("odd-{name}"), &[]);
        // Under a short name, so that messages look the same everywhere.
        fs::copy(Path::new(FOLDER).join(name), folder.join("document")).unwrap();
        let mut line = vec!["import", format, "document", "--name", "it"];
        line.extend(SAID.iter().filter(|(start, _)| name.starts_with(start)).flat_map(|(_, said)| said.iter()));
        let first = corkboard(&folder, &line, "");
        let content = folder.join("content");
        let made = if content.exists() { tree(&content) } else { String::new() };
        let said = format!("exit code {}\n{}{made}", first.code.unwrap(), first.err);
        let golden = Path::new(FOLDER).join(format!("{name}.expected"));
        if std::env::var_os("CORKBOARD_BLESS").is_some() {
            fs::write(&golden, &said).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != said {
            wrong.push(format!("{name}:\n{said}"));
        }
        assert!(!made.contains('\u{FFFD}'), "{name}: {made}");
        let second = corkboard(&folder, &line, "");
        assert_eq!((second.code, second.err), (first.code, first.err), "{name}");
        if content.exists() {
            assert_eq!(tree(&content), made, "{name}: the second import changes something");
            let checked = corkboard(&folder, &["check", "--quiet"], "");
            assert_eq!(checked.code, Some(0), "{name}: {}", checked.err);
            assert_eq!(corkboard(&folder, &["fmt", "--check"], "").out, "", "{name}");
        }
    }
    assert!(wrong.is_empty(), "{}\n(CORKBOARD_BLESS=1 rewrites the goldens)", wrong.join("\n"));
}
