//! Posting files: front matter, dialects, mended text. Nothing panics, nothing is lost in silence, every place that is
//! named lies in the text.

use corkboard::model::{Apply, JobPosting, Settings, SiteUrl};
use corkboard::parse::{self, Parsed, PostingFile};
use corkboard::source::{Part, Span};

/// Fields of every notation: the input is front matter, a sidecar, and a file of records.
pub fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (path, whole) in [
        ("a.md", format!("---\n{text}\n---\nSome text.\n")),
        ("a.md", format!("+++\n{text}\n+++\nSome text.\n")),
        ("jobs.yaml", text.clone().into_owned()),
    ] {
        read(PostingFile { path, bytes: whole.as_bytes(), sidecar: None });
    }
    let sidecar = Some(("a.yaml", bytes));
    read(PostingFile { path: "a.md", bytes: b"---\ntitle: Cook\n---\nSome text.\n", sidecar });
}

/// Whole files of any kind; the first byte chooses the name.
pub fn dialect(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let path = ["a.md", "a.txt", "a.yaml", "Go/2026-03/x/README.md"][usize::from(first % 4)];
    let file = PostingFile { path, bytes, sidecar: None };
    let parsed = read(file);
    for part in 0..parsed.postings.len() {
        let body = parse::body(file, u32::try_from(part).unwrap(), &SiteUrl::local());
        super::assert_harmless(&body.html, &SiteUrl::local());
    }
}

/// Text that is mended: what is mended needs no mending, and mending adds little.
pub fn repair(bytes: &[u8]) {
    let text = parse::text(bytes);
    assert!(text.len() <= 3 * bytes.len() + 8, "decoding made {} bytes of {}", text.len(), bytes.len());
    let mended = parse::prose(text.as_bytes(), &SiteUrl::local()).markdown;
    assert!(mended.len() <= 4 * text.len() + 64, "{} bytes became {}", text.len(), mended.len());
    assert!(!mended.contains('\0'));
}

fn read(file: PostingFile) -> Parsed {
    let parsed = parse::posting(file, &Settings::default());
    assert!(!parsed.postings.is_empty() || !parsed.diagnostics.is_empty(), "a file without a posting says why");
    let lines = |bytes: &[u8]| parse::text(bytes).split('\n').count() as u32 + 1;
    let longest = lines(file.bytes).max(file.sidecar.map_or(0, |(_, bytes)| lines(bytes)));
    for diagnostic in &parsed.diagnostics {
        assert!(diagnostic.location.line <= longest, "{diagnostic:?}");
        assert!(!diagnostic.message.is_empty() && diagnostic.help.is_some(), "{diagnostic:?}");
    }
    parsed.postings.iter().for_each(|posting| check(posting, file));
    parsed
}

fn check(posting: &JobPosting, file: PostingFile) {
    let text = parse::text(file.bytes);
    let sidecar = file.sidecar.map(|(_, bytes)| parse::text(bytes)).unwrap_or_default();
    let lies_within = |span: Span| match span.part {
        Part::File => text.get(span.range()).is_some(),
        Part::Sidecar => sidecar.get(span.range()).is_some(),
        Part::Path => file.path.get(span.range()).is_some(),
    };
    assert!(lies_within(posting.body) && lies_within(posting.title.span), "{posting:?}");
    assert!(!posting.title.value.trim().is_empty(), "a posting has a title");
    assert!(posting.tags.iter().all(|tag| super::facts::is_slug(tag.value.slug.as_str())));
    assert!(posting.slug.iter().all(|slug| super::facts::is_slug(slug.value.as_str())));
    assert!(posting.aliases.iter().all(|alias| alias.value.starts_with('/')));
    if let Some(Apply::Url(url)) = posting.apply.as_ref().map(|apply| &apply.value) {
        assert!(["https://", "http://", "mailto:"].iter().any(|scheme| url.as_str().starts_with(scheme)));
    }
}
