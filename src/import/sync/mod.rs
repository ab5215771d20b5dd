//! Brings the files of a source up to date: new ones, changed ones, and closed ones where the source has gone silent.
//! Pure: it says what to write. A posting whose source says the same as last time is not even looked at.

mod memory;
mod merge;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::{Imported, Read};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Slug;
use crate::parse::canonical::{Written, WrittenField, read_front_matter};
use crate::parse::facts;
use crate::source::{Location, Span};
use memory::body_hash;

pub use memory::{Memory, Remembered};

/// What a source is brought up to date with.
pub struct Update<'a> {
    /// Name of the source, as shown.
    pub name: &'a str,
    /// The word for its format.
    pub format: &'a str,
    /// What it said last time.
    pub memory: &'a Memory,
    /// What it says now.
    pub read: &'a Read,
    /// Whether a posting that is missing is closed.
    pub is_whole: bool,
    /// Folder of its postings below the content folder.
    pub folder: &'a str,
    /// The text of a file below the content folder.
    pub text_of: &'a dyn Fn(&str) -> Option<String>,
    /// The file whose posting carries an `id`, for those that were moved or that nothing is remembered of.
    pub by_id: &'a dyn Fn(&str) -> Option<String>,
    /// The day.
    pub today: Date,
    /// Loss of open postings, in percent, from which nothing is done; none = whatever is lost.
    pub max_shrink_percent: Option<u8>,
}

/// What became of a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// Its source changed these keys.
    Changed(Vec<String>),
    /// It is gone from its source.
    Closed,
    /// A person has removed its file; it is not made again.
    RemovedByHand,
    /// Its file cannot be read as front matter and stays.
    Unreadable,
}

/// What is to be written, and what to tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Updated {
    /// Path below the content folder, and text; new files first.
    pub files: Vec<(String, String)>,
    /// What became of postings that are not as before, in the order of their paths.
    pub fates: Vec<(String, Fate)>,
    /// How many are as before.
    pub unchanged: usize,
    /// What to remember; none when the source was refused.
    pub memory: Option<Memory>,
    /// What to tell.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decides what to write.
pub fn update(update: &Update) -> Updated {
    let mut out = Updated::default();
    // A posting that could not be read is not one that has vanished.
    let broken = update.read.diagnostics.iter().any(|told| told.severity == Severity::Error);
    if update.read.postings.is_empty() && broken {
        return out;
    }
    if let Some(refusal) = refusal(update) {
        out.diagnostics.push(refusal);
        return out;
    }
    let mut memory = Memory { format: update.format.to_owned(), postings: BTreeMap::new() };
    let mut taken: BTreeSet<String> = update.memory.postings.values().map(|posting| posting.path.clone()).collect();
    for posting in &update.read.postings {
        let remembered = one(posting, update, &mut taken, &mut out);
        memory.postings.insert(posting.id.clone(), remembered);
    }
    for (id, before) in &update.memory.postings {
        if memory.postings.contains_key(id) {
            continue;
        }
        let is_closing = update.is_whole && !broken && !before.is_closed();
        let kept = if is_closing { close(before, update, &mut out) } else { before.clone() };
        out.unchanged += usize::from(!is_closing);
        memory.postings.insert(id.clone(), kept);
    }
    out.fates.sort_by(|one, other| one.0.cmp(&other.0));
    out.memory = Some(memory);
    out
}

/// Why nothing of this source may be changed.
fn refusal(update: &Update) -> Option<Diagnostic> {
    let most = usize::from(update.max_shrink_percent?);
    let before = update.memory.open();
    let is_open = |posting: &&Imported| posting.fields.iter().all(|field| field.key != "status");
    let now = update.read.postings.iter().filter(is_open).count();
    let lost = before.saturating_sub(now);
    let is_too_few = now == 0 || update.is_whole && lost * 100 > before * most;
    if before == 0 || lost == 0 || !is_too_few {
        return None;
    }
    let message = format!("`{}` has {now} open postings, and had {before} last time", update.name);
    let help = "look at the source; `--allow-shrink` imports it as it is";
    Some(Diagnostic::at(Severity::Error, Code::ShrunkenSource, Location::file(update.name), message).help(help))
}

/// A posting that the source has now.
fn one(posting: &Imported, update: &Update, taken: &mut BTreeSet<String>, out: &mut Updated) -> Remembered {
    let text = posting.text();
    let known = update.memory.postings.get(&posting.id);
    let now = remembered(&text, known.map_or_else(String::new, |known| known.path.clone()));
    if let Some(before) = known.filter(|before| before.fields == now.fields && before.body == now.body) {
        out.unchanged += 1;
        return before.clone();
    }
    let path = known.map(|known| known.path.clone()).filter(|path| (update.text_of)(path).is_some());
    let path = path.or_else(|| (update.by_id)(&posting.own_id));
    if let Some((path, current)) = path.and_then(|path| Some((path.clone(), (update.text_of)(&path)?))) {
        let base = known.cloned().unwrap_or_default();
        taken.insert(path.clone());
        return merged(&path, &current, &base, &text, now, update, out);
    }
    if let Some(known) = known {
        out.fates.push((known.path.clone(), Fate::RemovedByHand));
        return now;
    }
    let path = free_path(posting, update, taken);
    taken.insert(path.clone());
    out.files.push((path.clone(), text));
    out.fates.push((path.clone(), Fate::Added));
    Remembered { path, ..now }
}

fn merged(
    path: &str,
    current: &str,
    base: &Remembered,
    text: &str,
    now: Remembered,
    update: &Update,
    out: &mut Updated,
) -> Remembered {
    let Some(result) = merge::merge(current, base, text) else {
        out.fates.push((path.to_owned(), Fate::Unreadable));
        return Remembered { path: path.to_owned(), ..base.clone() };
    };
    for (key, value) in result.conflicts {
        let message = format!("`{key}` was changed by a person and at `{}`, which now has `{value}`", update.name);
        let location = Location::file(path);
        let told = Diagnostic::at(Severity::Warning, Code::ChangedTwice, location, message);
        out.diagnostics.push(told.help("the person's version stays; take over what is right"));
    }
    if result.text == current {
        out.unchanged += 1;
    } else {
        out.files.push((path.to_owned(), result.text));
        out.fates.push((path.to_owned(), Fate::Changed(result.changed)));
    }
    Remembered { path: path.to_owned(), ..now }
}

/// A posting that the source has no more: closed, with the day. Who closed it by hand has the last word.
fn close(before: &Remembered, update: &Update, out: &mut Updated) -> Remembered {
    let mut after = before.clone();
    after.fields.insert("status".to_owned(), Value::from("closed"));
    let Some(current) = (update.text_of)(&before.path) else { return after };
    let Some(read) = read_front_matter(&current) else {
        out.fates.push((before.path.clone(), Fate::Unreadable));
        return before.clone();
    };
    let is_closed = read.entries.iter().any(|field| matches!(field.key.as_str(), "status" | "archived" | "active"));
    if is_closed {
        out.unchanged += 1;
        return after;
    }
    let day = update.today.to_string();
    after.fields.insert("date_closed".to_owned(), Value::from(day.clone()));
    let fields = [
        WrittenField::new("status", Written::Text("closed".to_owned())),
        WrittenField::new("date_closed", Written::Plain(day)),
    ];
    let lines = crate::parse::canonical::front_matter(&fields);
    let text = format!("{}{lines}{}", &current[..read.close], &current[read.close..]);
    out.files.push((before.path.clone(), text));
    out.fates.push((before.path.clone(), Fate::Closed));
    after
}

/// What a posting's text says, as it will be compared next time.
fn remembered(text: &str, path: String) -> Remembered {
    let Some(read) = read_front_matter(text) else { return Remembered { path, ..Remembered::default() } };
    let fields = read.entries.iter().map(|field| (field.key.clone(), field.value.clone())).collect();
    Remembered { path, body: body_hash(&text[read.body..]), fields }
}

/// A name of its own for a new file: title and id, so that it stays the same wherever it is made.
fn free_path(posting: &Imported, update: &Update, taken: &BTreeSet<String>) -> String {
    let title = Slug::of(&facts::title::clean(&posting.title, Span::default()).value);
    let short = short_id(&posting.id);
    let stem = title.map_or_else(|| short.clone(), |title| title.with_suffix(&short).to_string());
    let path = |stem: &str| format!("{}/{stem}.md", update.folder);
    let is_free = |path: &String| !taken.contains(path) && (update.text_of)(path).is_none();
    let first = path(&stem);
    if is_free(&first) { first } else { path(&format!("{stem}-{}", Slug::of_hash(posting.id.as_bytes()))) }
}

/// An id short enough for a file name.
fn short_id(id: &str) -> String {
    let slug = Slug::of(id).map(|slug| slug.to_string()).unwrap_or_default();
    let is_uuid = id.len() == 36 && id.bytes().filter(|byte| *byte == b'-').count() == 4;
    match slug.len() {
        1..=24 if !id.contains("://") => slug,
        _ if is_uuid => slug[..8].to_owned(),
        _ => Slug::of_hash(id.as_bytes()).to_string(),
    }
}
