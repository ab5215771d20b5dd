//! Foreign documents to posting files: what comes out is a posting that the board reads without a mistake, and a source
//! that says the same twice changes nothing.

use std::collections::BTreeMap;

use corkboard::diagnostic::{Code, Diagnostic, Severity};
use corkboard::import::sync::{Memory, Update, Updated, update};
use corkboard::import::{Document, Format, Imported, Known, Read, decoded, pasted, read, shown};
use corkboard::model::{Settings, SiteUrl};
use corkboard::parse::canonical::{Written, canonical, read_front_matter};
use corkboard::parse::{self, PostingFile};

/// A document of a format that the first byte chooses, or a pasted ad; its next bit tells whether more than the document
/// is known of the source.
pub fn import(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let text = decoded(bytes);
    let Some(format) = Format::ALL.get(usize::from(first & 0x0F)) else {
        let draft = pasted(&text, &Settings::default());
        // Who pastes an ad without a title is asked for one.
        if draft.get("title").is_some_and(|title| !shown(title).trim().is_empty()) {
            check_file(&draft.text());
        }
        return;
    };
    let known = if first & 0x10 == 0 { Known::default() } else { all_known() };
    let found = read(*format, Document { path: "document", text: &text }, &known);
    let lines = u32::try_from(text.split('\n').count()).unwrap() + 1;
    found.diagnostics.iter().for_each(|diagnostic| check_told(diagnostic, lines));
    found.postings.iter().for_each(check_posting);
    check_sync(&found);
}

fn all_known() -> Known {
    Known {
        name: "it".to_owned(),
        company: Some("Galley & Sons".to_owned()),
        company_url: Some("https://galley.example/".to_owned()),
        address: Some("https://galley.example/jobs/xml?language=en".to_owned()),
        columns: vec![("title".to_owned(), "name".to_owned()), ("salary_min".to_owned(), "pay.from".to_owned())],
    }
}

fn check_told(diagnostic: &Diagnostic, lines: u32) {
    assert!(diagnostic.location.line <= lines, "{diagnostic:?}");
    assert!(!diagnostic.message.is_empty() && diagnostic.help.is_some(), "{diagnostic:?}");
}

fn check_posting(posting: &Imported) {
    assert!(!posting.id.is_empty() && !posting.title.trim().is_empty(), "{posting:?}");
    let text = posting.text();
    check_file(&text);
    assert_eq!(id_of(&text).as_ref(), Some(&posting.own_id), "{text}");
}

/// A file that we wrote: one posting without a mistake in its fields, in canonical words, its body harmless.
fn check_file(text: &str) {
    let file = PostingFile { path: "jobs/imported.md", bytes: text.as_bytes(), sidecar: None };
    let parsed = parse::posting(file, &Settings::default());
    let mistake = parsed.diagnostics.iter().find(|told| told.severity == Severity::Error);
    assert!(mistake.is_none() && parsed.postings.len() == 1, "{:?} in\n{text}", parsed.diagnostics);
    let canonical = canonical(file, &Settings::default());
    // A source's letters that were broken before are mended by whoever reads the file.
    let is_mended = parsed.diagnostics.iter().any(|told| told.code == Code::RepairedEncoding);
    assert!(is_mended || canonical.file.is_none() && !canonical.is_left, "{canonical:?} of\n{text}");
    super::assert_harmless(&parse::body(file, 0, &SiteUrl::local()).html, &SiteUrl::local());
}

/// Files by path.
type Files = BTreeMap<String, String>;

fn check_sync(found: &Read) {
    let mut files = Files::new();
    let first = synced(found, &Memory::default(), &mut files);
    let Some(memory) = first.memory else { return };
    assert_eq!(files.len(), found.postings.len(), "{:?}", first.fates);
    assert_eq!(Memory::read(&memory.text()).as_ref(), Some(&memory));
    check_unchanged(found, &memory, &mut files);
    // By the ids alone, when what was said is forgotten.
    check_unchanged(found, &Memory::default(), &mut files);

    let later = Read { postings: found.postings.iter().map(changed).collect(), ..found.clone() };
    let second = synced(&later, &memory, &mut files);
    for posting in &later.postings {
        let text = &files[&second.memory.as_ref().unwrap().postings[&posting.id].path];
        assert_same(text, &posting.text());
    }
    check_unchanged(&later, &second.memory.unwrap(), &mut files);
}

fn check_unchanged(found: &Read, memory: &Memory, files: &mut Files) {
    let again = synced(found, memory, files);
    assert!(again.files.is_empty() && again.fates.is_empty(), "{:?}\n{:?}", again.fates, again.files);
    assert!(again.diagnostics.is_empty() && again.memory.is_some(), "{again:?}");
}

fn synced(read: &Read, memory: &Memory, files: &mut Files) -> Updated {
    let done = update(&Update {
        name: "it",
        format: "any",
        memory,
        read,
        is_whole: read.is_whole,
        folder: "jobs",
        text_of: &|path| files.get(path).cloned(),
        by_id: &|id| files.iter().find(|(_, text)| id_of(text).as_deref() == Some(id)).map(|(path, _)| path.clone()),
        today: jiff::civil::date(2026, 3, 15),
        max_shrink_percent: None,
    });
    files.extend(done.files.iter().cloned());
    done
}

fn id_of(text: &str) -> Option<String> {
    let read = read_front_matter(text)?;
    let id = read.entries.iter().find(|field| field.key == "id")?;
    Some(id.value.as_str().map_or_else(|| id.value.to_string(), str::to_owned))
}

/// A posting of which its source says something else: a field less, a field more, a longer text.
fn changed(posting: &Imported) -> Imported {
    let mut posting = posting.clone();
    let first = posting.fields.iter().position(|field| !["title", "id"].contains(&field.key.as_str()));
    first.map(|at| posting.fields.remove(at));
    if let Some(title) = posting.fields.iter_mut().find(|field| field.key == "title") {
        title.value = Written::Text(format!("Cook #2: {}", posting.title));
    }
    posting.body.push_str("\nAnd you bake.\n");
    posting
}

fn assert_same(one: &str, other: &str) {
    let fields = |text: &str| -> BTreeMap<String, String> {
        let read = read_front_matter(text).unwrap_or_else(|| panic!("no front matter in {text}"));
        read.entries.iter().map(|field| (field.key.clone(), field.value.to_string())).collect()
    };
    assert_eq!(fields(one), fields(other), "\n{one}\n{other}");
    let body = |text: &str| text[read_front_matter(text).unwrap().body..].trim().to_owned();
    assert_eq!(body(one), body(other));
}
