//! Real postings from the folder beside the project, when it is there: every file gives one posting.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use corkboard::model::{Settings, SiteUrl};
use corkboard::parse::canonical::{canonical, same_facts};
use corkboard::parse::{PostingFile, body, posting, text};

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder =
        if folder.is_dir() { folder } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus") };
    if !folder.is_dir() {
        println!("skipped: ../shared/corpus is absent");
        return None;
    }
    Some(folder)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.parent() != Some(folder) || !path.ends_with("corpus/README.md") {
            found.push(path);
        }
    }
}

#[test]
fn every_real_file_gives_one_posting_with_a_body() {
    let Some(folder) = corpus() else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let site = SiteUrl::local();
    for path in paths.iter().filter(|path| path.parent() != Some(&folder)) {
        let bytes = std::fs::read(path).unwrap();
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let file = PostingFile { path: &name, bytes: &bytes, sidecar: None };
        let parsed = posting(file, &Settings::default());
        assert_eq!(parsed.postings.len(), 1, "{name}: {:?}", parsed.diagnostics);
        let company = parsed.postings[0].company.as_ref().map(|fact| fact.value.to_lowercase());
        assert_ne!(company.as_deref(), Some("none"), "{name}");
        let shown = body(file, 0, &site);
        assert!(!shown.html.contains("<script"), "{name}");
    }
}

#[test]
fn formatting_a_real_file_changes_no_fact_and_twice_changes_nothing() {
    let Some(folder) = corpus() else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let paths: Vec<&PathBuf> = paths.iter().filter(|path| path.parent() != Some(&folder)).collect();
    let changed = paths.par_iter().filter(|path| formats(&folder, path)).count();
    println!("{changed} of {} files are written anew", paths.len());
    assert!(changed > 100, "{changed}");
}

/// Formats one file; true when that changes it.
fn formats(folder: &Path, path: &Path) -> bool {
    let settings = Settings::default();
    let bytes = std::fs::read(path).unwrap();
    let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    let file = PostingFile { path: &name, bytes: &bytes, sidecar: None };
    let once = canonical(file, &settings);
    assert!(!once.is_left && once.mistakes.is_empty(), "{name}: {:?}", once.mistakes);
    let Some(written) = once.file else { return false };
    let after = PostingFile { bytes: written.as_bytes(), ..file };
    let (one, other) = (posting(file, &settings), posting(after, &settings));
    assert!(same_facts(&one.postings[0], &other.postings[0]), "{name}");
    assert_eq!(body(file, 0, &SiteUrl::local()).html, body(after, 0, &SiteUrl::local()).html, "{name}");
    let text = text(&bytes);
    assert!(written.ends_with(&text[one.postings[0].body.range()]), "{name}: the body is not the same");
    assert_eq!(canonical(after, &settings).file, None, "{name}: the second time changes something");
    true
}
