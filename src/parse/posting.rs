//! A posting file to postings: reads the bytes, takes them apart, converts every record.

use std::sync::Arc;

use super::convert::{self, Material};
use super::dialect::{self, Shape};
use super::document::{self, Document};
use super::encoding::{self, Decoded, NotText};
use super::fields::RawPosting;
use super::markdown::{RawPolicy, render};
use super::repair::{self, Counts};
use super::reports::Reports;
use super::{Body, Parsed, PostingFile, plain, terms};
use crate::diagnostic::{Code, Severity};
use crate::model::{Dialect, Fact, JobPosting, Repair, Settings, SiteUrl};
use crate::source::Span;

/// Bytes of a file.
pub(super) const LONGEST_FILE: usize = 1024 * 1024;

/// Characters of a summary that is cut from the body.
const SUMMARY: usize = 200;

/// Bytes of a body in which facts are looked for; real postings have a quarter of it.
const LONGEST_READING: usize = 64 * 1024;

/// Bytes of a body from which a summary is cut.
const SUMMARY_SOURCE: usize = 2_000;

/// Reads all postings of a file.
pub(super) fn read(file: PostingFile, settings: &Settings) -> Parsed {
    let Some(decoded) = decode(file.bytes) else { return refused(file.path, file.bytes) };
    let side = file.sidecar.map(|(path, bytes)| (path, bytes, decode(bytes)));
    let mut reports = Reports::on(file.path, &decoded.text);
    tell_encoding(&decoded, &mut reports);
    let mut refused_sidecar = None;
    let side_text = match &side {
        Some((path, _, Some(text))) => Some((*path, text)),
        Some((path, bytes, None)) => {
            refused_sidecar = Some(refused(path, bytes));
            None
        }
        None => None,
    };
    let mut document = document::read(file.path, &decoded.text, &mut reports);
    if let (Some((path, side)), Some(document)) = (side_text, document.as_mut()) {
        reports.with_sidecar(path, &side.text);
        let over = document::sidecar(&side.text, &mut reports);
        if let (Some(over), Some(record)) = (over, document.records.first_mut()) {
            record.raw = std::mem::take(&mut record.raw).overridden_by(over);
        }
    }
    let postings = document.map(|document| convert_all(document, file, &decoded, settings, &mut reports));
    let is_broken = reports.is_broken();
    let mut diagnostics = reports.into_list();
    diagnostics.extend(refused_sidecar.into_iter().flat_map(|parsed| parsed.diagnostics));
    let postings = postings.filter(|_| !is_broken).unwrap_or_default();
    Parsed { postings, diagnostics }
}

/// The text of a file; none when it is too large or no text.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    if bytes.len() > LONGEST_FILE {
        return None;
    }
    encoding::decode(bytes).ok()
}

/// Why a file was not read.
pub(super) fn refused(path: &str, bytes: &[u8]) -> Parsed {
    let mut reports = Reports::on(path, "");
    if bytes.len() > LONGEST_FILE {
        let message = format!("the file has {} bytes; {LONGEST_FILE} are allowed", bytes.len());
        reports.about_file(Severity::Error, Code::FileTooLarge, message, "a posting is a few kilobytes of text");
    } else if let Err(NotText { offset, byte }) = encoding::decode(bytes) {
        let what =
            byte.map_or_else(|| "ends inside a character".to_owned(), |byte| format!("holds the byte 0x{byte:02X}"));
        let message = format!("the file is not UTF-8: it {what} at offset {offset}");
        reports.about_file(Severity::Error, Code::UnreadableFile, message, "save it as UTF-8");
    }
    Parsed { postings: Vec::new(), diagnostics: reports.into_list() }
}

fn tell_encoding(decoded: &Decoded, reports: &mut Reports) {
    if let Some(encoding) = decoded.misread {
        let message = format!("the text was saved as UTF-8 after it had been read as {encoding}");
        let help = "it has been read as it was meant; save it anew to be rid of this warning";
        reports.about_file(Severity::Warning, Code::RepairedEncoding, message, help);
    }
    if let Some((count, offset)) = decoded.controls {
        let message = format!("{count} control characters are left out, the first at offset {offset}");
        reports.about_file(Severity::Warning, Code::UnreadableFile, message, "remove them");
    }
}

/// Hash of the bytes of a file and its sidecar.
fn content_hash(file: PostingFile) -> u128 {
    let own = xxhash_rust::xxh3::xxh3_128(file.bytes);
    file.sidecar.map_or(own, |(_, bytes)| xxhash_rust::xxh3::xxh3_128_with_seed(bytes, own as u64) ^ own)
}

fn convert_all(
    document: Document,
    file: PostingFile,
    decoded: &Decoded,
    settings: &Settings,
    reports: &mut Reports,
) -> Vec<Arc<JobPosting>> {
    let text = decoded.text.as_ref();
    let content_hash = content_hash(file);
    let dialect = document.dialect;
    let mut postings = Vec::with_capacity(document.records.len());
    for (part, mut record) in document.records.into_iter().enumerate() {
        let raw = RawPosting {
            description: record.raw.description.clone(),
            body_format: record.raw.body_format.clone(),
            ..RawPosting::default()
        };
        let raw = std::mem::replace(&mut record.raw, raw);
        let material = Material {
            path: file.path,
            part: u32::try_from(part).unwrap_or(u32::MAX),
            dialect,
            content_hash,
            body: Span::new(record.body.start, record.body.end),
            body_text: start_of(record.written(dialect, text), LONGEST_READING),
            settings,
        };
        let Some(mut posting) = convert::posting(raw, &material, reports) else { continue };
        let counts = record.counts(dialect, text);
        finish(&mut posting, &record.markdown(dialect, text), counts, decoded, reports);
        posting.shrink_to_fit();
        postings.push(Arc::new(posting));
    }
    postings
}

/// Facts that need the body: its hash, its repairs, a summary.
fn finish(posting: &mut JobPosting, body: &str, counts: Counts, decoded: &Decoded, reports: &mut Reports) {
    let mut counts = counts;
    let clean = repair::mend(body, &mut counts);
    posting.body_hash = words_hash(&clean);
    if let Some(encoding) = decoded.misread {
        posting.repairs.push(Repair { what: format!("text read as {encoding} once"), count: 1 });
    }
    posting.repairs.extend(counts.list());
    if posting.body_hash == 0 {
        let help = "write the description below the front matter";
        reports.warning(Code::EmptyDescription, posting.title.span, "a posting without a description", help);
    }
    if posting.summary.is_none() {
        let text = plain::summary(&beginning(&clean), SUMMARY);
        posting.summary = text.map(|text| Fact::derived(text, posting.body));
    }
}

/// The text of the first paragraphs, at least as long as a summary where the body is.
fn beginning(body: &str) -> String {
    let text = |markdown: &str| {
        let html = render(markdown, &SiteUrl::local(), RawPolicy::Drop).html;
        plain::of_html(&html)
    };
    // Whole paragraphs without links and elements mean the same whatever follows them: a third of the text is enough.
    let first = body.floor_char_boundary(SUMMARY_SOURCE / 3);
    let short = body[..first].rfind("\n\n").map(|at| &body[..at]).filter(|short| !short.contains(['[', '<']));
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let short = short.map(text).filter(|text| letters(text) > SUMMARY);
    short.unwrap_or_else(|| text(head(body, SUMMARY_SOURCE)))
}

fn start_of(text: &str, longest: usize) -> &str {
    &text[..text.floor_char_boundary(longest.min(text.len()))]
}

/// The first paragraphs of a text, up to about a number of bytes.
fn head(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let end = text.floor_char_boundary(longest);
    text[..end].rfind("\n\n").filter(|at| *at > longest / 2).map_or(&text[..end], |at| &text[..at])
}

/// Hash of a text's letters and figures; 0 when it has none. Marks, blanks and case do not matter.
pub(super) fn words_hash(text: &str) -> u128 {
    let mut letters = Vec::with_capacity(text.len());
    let mut has_ascii = false;
    // Every byte is written and only letters are counted: no branch that depends on the text, and none for the bounds.
    for run in text.as_bytes().chunks(RUN) {
        let mut room = [0; RUN];
        let mut length = 0;
        for byte in run {
            let letter = LETTERS[usize::from(*byte)];
            room[length % RUN] = letter;
            length += usize::from(letter != 0);
        }
        has_ascii |= room[..length].iter().any(u8::is_ascii);
        letters.extend_from_slice(&room[..length]);
    }
    if !has_ascii && text.chars().all(|c| !c.is_alphanumeric()) {
        return 0;
    }
    xxhash_rust::xxh3::xxh3_128(&letters)
}

/// Bytes of a text that are looked at together.
const RUN: usize = 256;

/// The small letter or figure that a byte is, or a part of a sign that is not ASCII; else 0.
static LETTERS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte: u8 = 0;
    loop {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Hands over the words of the body of a posting that was read before. Where its body begins and ends is only known
/// while the file is what it was.
pub(super) fn words(file: PostingFile, posting: &JobPosting, found: &mut impl FnMut(&str)) {
    let Some(decoded) = decode(file.bytes) else { return };
    let below = decoded.text.get(posting.body.range()).unwrap_or_default();
    let is_as_read = xxhash_rust::xxh3::xxh3_128(file.bytes) == posting.content_hash;
    if is_as_read && posting.dialect != Dialect::YamlRecords && !below.trim().is_empty() {
        return terms::of_markdown(below, found);
    }
    terms::of_markdown(&body(file, posting.part, &SiteUrl::local()).markdown, found);
}

/// The body of one posting of a file.
pub(super) fn body(file: PostingFile, part: u32, site: &SiteUrl) -> Body {
    bodies_of(file, site, |index| index == part as usize).pop().unwrap_or_default()
}

/// The bodies of all postings of a file, in their order.
pub(super) fn bodies(file: PostingFile, site: &SiteUrl) -> Vec<Body> {
    bodies_of(file, site, |_| true)
}

fn bodies_of(file: PostingFile, site: &SiteUrl, is_wanted: impl Fn(usize) -> bool) -> Vec<Body> {
    let Some(decoded) = decode(file.bytes) else { return Vec::new() };
    let text = decoded.text.as_ref();
    // Of all fields only `body_format` has a say in the text below them: most files need not be taken apart again.
    if let Shape::FrontMatter { fields, body, .. } = dialect::detect(file.path, text)
        && file.sidecar.is_none()
        && !text[body.clone()].trim().is_empty()
        && !text[fields].to_ascii_lowercase().contains("format")
    {
        return is_wanted(0).then(|| super::render::safe(&text[body], site)).into_iter().collect();
    }
    let side = file.sidecar.and_then(|(_, bytes)| decode(bytes));
    let mut reports = Reports::on(file.path, text);
    let Some(mut document) = document::read(file.path, text, &mut reports) else { return Vec::new() };
    let over = side.as_ref().and_then(|side| document::sidecar(&side.text, &mut reports));
    if let (Some(over), Some(record)) = (over, document.records.first_mut()) {
        record.raw = std::mem::take(&mut record.raw).overridden_by(over);
    }
    let wanted = document.records.iter().enumerate().filter(|(index, _)| is_wanted(*index));
    wanted.map(|(_, record)| super::render::safe(&record.markdown(document.dialect, text), site)).collect()
}
