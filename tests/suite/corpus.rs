//! Real postings from the folder beside the project, when it is there: every file gives one posting.

use std::path::{Path, PathBuf};

use corkboard::model::{Settings, SiteUrl};
use corkboard::parse::{PostingFile, body, posting};

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
