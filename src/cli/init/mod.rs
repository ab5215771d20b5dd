//! `corkboard init`: a board that builds at once, with an example posting in each dialect.

use std::fs;
use std::io;
use std::path::Path;

use jiff::ToSpan;

use super::arguments::Init;
use super::terminal::Terminal;
use super::{Ending, clock};
use crate::write;

/// Path below the board, and text. `{today}` and `{deadline}` stand for days.
const FILES: &[(&str, &str)] = &[
    ("board.yaml", include_str!("board/board.yaml")),
    (".gitignore", include_str!("board/gitignore")),
    ("README.md", include_str!("board/README.md")),
    ("content/jobs/gardener.md", include_str!("board/content/jobs/gardener.md")),
    ("content/jobs/bookbinder.md", include_str!("board/content/jobs/bookbinder.md")),
    ("content/jobs/night-baker.txt", include_str!("board/content/jobs/night-baker.txt")),
    ("content/jobs/night-baker.yaml", include_str!("board/content/jobs/night-baker.yaml")),
    ("content/companies/fern-and-moss.md", include_str!("board/content/companies/fern-and-moss.md")),
    ("content/pages/about.md", include_str!("board/content/pages/about.md")),
];

/// What `--github` adds.
const GITHUB: &[(&str, &str)] = &[
    (".github/workflows/board.yaml", include_str!("board/workflow.yaml")),
    (".github/workflows/posting.yaml", include_str!("board/posting-workflow.yaml")),
    (".github/ISSUE_TEMPLATE/job.yaml", include_str!("board/issue-form.yaml")),
];

/// Days until the deadline of the example posting that has one.
const DEADLINE: i64 = 60;

/// Makes a board.
pub(super) fn init(arguments: &Init, terminal: &Terminal) -> Ending {
    let Init { folder, github } = arguments;
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            return Ending::Usage(format!(
                "`{}` is not empty; give a new folder, for example `corkboard init my-board`",
                folder.display()
            ));
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Ending::Usage(format!("`{}` is not a folder", folder.display()));
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Ending::Failure(format!("{}: {error}", folder.display()));
        }
        _ => {}
    }
    let today = match clock::now(None, "UTC") {
        Ok(today) => today,
        Err(message) => return Ending::Usage(message),
    };
    let deadline = today.saturating_add(DEADLINE.days());
    let more = if *github { GITHUB } else { &[] };
    for (path, text) in FILES.iter().chain(more) {
        let text = text.replace("{today}", &today.to_string()).replace("{deadline}", &deadline.to_string());
        let file = folder.join(path);
        if let Err(failure) = write::new_file(&file, &text) {
            return Ending::Failure(failure.to_string());
        }
    }
    let count = FILES.len() + more.len();
    let step = if folder == Path::new(".") { String::new() } else { format!("cd {} && ", folder.display()) };
    terminal.print(&format!(
        "a board with three postings is in `{}` ({count} files)\nnext: {step}corkboard build\n",
        folder.display()
    ));
    Ending::Good
}
