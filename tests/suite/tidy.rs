//! The house keeps itself: stages use only those before them, files stay short and say what they are.

use std::fs;
use std::path::{Path, PathBuf};

/// Stages and single files in the order of use: each may name only itself and those before it.
const ORDER: [&str; 15] = [
    "network",
    "source",
    "diagnostic",
    "model",
    "find",
    "parse",
    "import",
    "plan",
    "render",
    "write",
    "publish",
    "serve",
    "fetch",
    "cli",
    "main",
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| (path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn stage(path: &Path) -> String {
    path.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn no_stage_uses_one_after_it() {
    let place = |stage: &str| ORDER.iter().position(|known| *known == stage);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = place(&stage(&path)) else { continue };
        // Unit tests may use what comes later: they are examples of use.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        if path.file_name().is_some_and(|name| name == "tests.rs") || path.iter().any(|part| part == "tests") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let used = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if place(used).is_some_and(|used| used > own) {
                    wrong.push(format!("src/{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "stages used before their turn:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_is_short_and_says_what_it_is() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > 400 {
            wrong.push(format!("src/{}: {lines} lines, 400 are the limit", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("src/{}: no header", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_stages_that_may_touch_the_world_do() {
    let allowed = |path: &Path, word: &str| match word {
        "std::fs" => ["find", "write", "publish", "serve", "cli", "build"].contains(&stage(path).as_str()),
        "println!" | "eprintln!" => ["cli", "build"].contains(&stage(path).as_str()),
        "process::exit" => false,
        _ => true,
    };
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in ["std::fs", "println!", "eprintln!", "process::exit"] {
            if text.contains(word) && !allowed(&path, word) && path.file_name().is_none_or(|name| name != "tests.rs") {
                wrong.push(format!("src/{} uses {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_file_changes_the_site() {
    let words =
        ["fs::write(", "fs::rename(", "fs::remove_", "fs::create_dir", "File::create", "hard_link(", "fs::copy("];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let shown = path.display().to_string();
        if [
            "write/disk.rs",
            "write/whole.rs",
            "write/faults.rs",
            "cli/documents.rs",
            "write/new_file.rs",
            "publish/target.rs",
            "build.rs",
        ]
        .contains(&shown.as_str())
            || shown.ends_with("/tests.rs")
        {
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        wrong.extend(words.iter().filter(|word| text.contains(*word)).map(|word| format!("src/{shown} uses {word}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_fetching_and_publishing_use_a_network() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if ["fetch", "publish"].contains(&stage(&path).as_str())
            || ["cli/publish.rs", "network.rs"].map(Path::new).contains(&path.as_path())
        {
            continue;
        }
        let used = ["object_store", "reqwest", "rustls", "crate::publish"].into_iter().find(|word| text.contains(word));
        wrong.extend(used.map(|word| format!("src/{} uses {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
