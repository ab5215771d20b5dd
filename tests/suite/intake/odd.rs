//! Documents with the oddities of real sources: missing and null fields, other encodings, things where texts were
//! expected, several forms of pay, ids given twice, documents cut off. `tests/import/odd/FORMAT-NAME.*`.

use std::fs;
use std::path::Path;

use corkboard::diagnostic::{Diagnostic, Severity};
use corkboard::write::{self, Inputs, Silent};

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
    let (mut wrong, mut contents) = (Vec::new(), Vec::new());
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
            assert_no_mistakes(&folder);
            contents.push(content.to_str().unwrap().to_owned());
        }
    }
    // All of them at once: each process opens its tables anew, which without optimisation takes 50 ms of processor time.
    let all = ["fmt", "--check"].into_iter().chain(contents.iter().map(String::as_str));
    let formatted = corkboard(Path::new(FOLDER), &all.collect::<Vec<_>>(), "");
    assert_eq!((formatted.code, formatted.out.as_str()), (Some(0), ""), "{}", formatted.err);
    assert!(wrong.is_empty(), "{}\n(CORKBOARD_BLESS=1 rewrites the goldens)", wrong.join("\n"));
}

/// What `corkboard check` looks at, in this process.
#[track_caller]
fn assert_no_mistakes(board: &Path) {
    let inputs = Inputs::of(board.to_owned(), jiff::civil::date(2026, 3, 15));
    let told = write::check(&inputs, &Silent).unwrap().diagnostics;
    let mistakes: Vec<&Diagnostic> = told.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(mistakes.is_empty(), "{}: {mistakes:?}", board.display());
}
