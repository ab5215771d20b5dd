//! What the source said, what it says now, and what a person wrote: every field and the body are merged each for itself.
//! Only lines that must change are changed, so order, comments and everything of a person's own stay.

use serde_json::Value;

use super::memory::{Remembered, body_hash};
use crate::parse::canonical::{FrontMatter, ReadField, read_front_matter};

/// A file after the merge.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Merged {
    /// Its text.
    pub(super) text: String,
    /// What was changed: keys, and `text` for the body.
    pub(super) changed: Vec<String>,
    /// What both have changed: the key, and the source's value.
    pub(super) conflicts: Vec<(String, String)>,
}

/// A change of one stretch of the text.
struct Edit {
    start: usize,
    end: usize,
    with: String,
}

/// Merges a person's file with what the source says now. None when the file cannot be read as front matter.
pub(super) fn merge(current: &str, base: &Remembered, new: &str) -> Option<Merged> {
    let mine = read_front_matter(current)?;
    let theirs = read_front_matter(new)?;
    let mut merged = Merged::default();
    let mut edits = Vec::new();
    for (at, field) in theirs.entries.iter().enumerate() {
        let before = base.fields.get(&field.key);
        let now = mine.entries.iter().find(|own| own.key == field.key);
        if before == Some(&field.value) || now.is_some_and(|own| own.value == field.value) {
            continue;
        }
        if now.map(|own| &own.value) != before {
            merged.conflicts.push((field.key.clone(), shown(&field.value)));
            continue;
        }
        merged.changed.push(field.key.clone());
        edits.push(written(current, &mine, now, &theirs.entries[..at], &new[field.lines.clone()]));
    }
    for (key, before) in &base.fields {
        let is_gone = theirs.entries.iter().all(|field| field.key != *key);
        let Some(own) = mine.entries.iter().find(|own| own.key == *key).filter(|_| is_gone) else { continue };
        if own.value == *before {
            merged.changed.push(key.clone());
            edits.push(Edit { start: own.lines.start, end: own.lines.end, with: String::new() });
        } else {
            merged.conflicts.push((key.clone(), "nothing".to_owned()));
        }
    }
    merge_body(current, &mine, base, &new[theirs.body..], &mut merged, &mut edits);
    merged.text = edited(current, edits);
    Some(merged)
}

/// The lines of a field in the place of the old ones, or behind the field that it follows at the source.
fn written(current: &str, mine: &FrontMatter, now: Option<&ReadField>, before: &[ReadField], lines: &str) -> Edit {
    if let Some(own) = now {
        let comment = comment(&current[own.lines.clone()], &own.value);
        let is_one_line = lines.trim_end().lines().count() == 1;
        let with = match comment.filter(|_| is_one_line) {
            Some(comment) => format!("{} {comment}\n", lines.trim_end()),
            None => lines.to_owned(),
        };
        return Edit { start: own.lines.start, end: own.lines.end, with };
    }
    let places = before.iter().rev().filter_map(|field| mine.entries.iter().find(|own| own.key == field.key));
    let at = places.map(|own| own.lines.end).next().unwrap_or(mine.close);
    Edit { start: at, end: at, with: lines.to_owned() }
}

/// The comment at the end of a field's only line.
fn comment<'t>(lines: &'t str, value: &Value) -> Option<&'t str> {
    let line = lines.trim_end();
    if line.contains('\n') {
        return None;
    }
    let text = value.as_str().unwrap_or_default();
    let at = line.rfind(" #")?;
    // A `#` inside quotes is part of the value.
    (!text.contains(line[at..].trim())).then(|| line[at..].trim())
}

fn merge_body(
    current: &str,
    mine: &FrontMatter,
    base: &Remembered,
    new: &str,
    merged: &mut Merged,
    edits: &mut Vec<Edit>,
) {
    let own = &current[mine.body..];
    let (own_hash, new_hash) = (body_hash(own), body_hash(new));
    if new_hash == base.body || own_hash == new_hash {
        return;
    }
    if own_hash == base.body || own.trim().is_empty() {
        merged.changed.push("text".to_owned());
        edits.push(Edit { start: mine.body, end: current.len(), with: new.to_owned() });
    } else {
        let start: String = new.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
        merged.conflicts.push(("text".to_owned(), format!("{start} …")));
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    // Of several that begin at one place the first stays first: they are fields behind the same field.
    edits.sort_by_key(|edit| edit.start);
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.start.max(at)]);
        out.push_str(&edit.with);
        at = edit.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{Merged, merge};
    use crate::import::sync::memory::{Remembered, body_hash};
    use crate::parse::canonical::read_front_matter;

    fn remembered(text: &str) -> Remembered {
        let read = read_front_matter(text).unwrap();
        let fields = read.entries.iter().map(|field| (field.key.clone(), field.value.clone())).collect();
        Remembered { path: String::new(), body: body_hash(&text[read.body..]), fields }
    }

    fn merged(base: &str, mine: &str, new: &str) -> Merged {
        merge(mine, &remembered(base), new).unwrap()
    }

    const BASE: &str = "---\ntitle: Baker\nlocation: Ulm\nsalary:\n  min: 1000\n  max: 2000\n---\n\nWe bake.\n";

    #[test]
    fn what_only_the_source_changed_is_taken_and_comments_stay() {
        let mine = "---\n# ours\ntitle: Baker # shown\nlocation: Ulm\nberth: lower\nsalary:\n  min: 1000\n  max: 2000\n---\n\nWe bake.\n";
        let new = "---\ntitle: Night Baker\ncompany: Acme\nsalary:\n  min: 1500\n---\n\nWe bake by night.\n";
        let result = merged(BASE, mine, new);
        assert_eq!(result.conflicts, []);
        assert_eq!(result.changed, ["title", "company", "salary", "location", "text"]);
        assert_eq!(
            result.text,
            "---\n# ours\ntitle: Night Baker # shown\ncompany: Acme\nberth: lower\nsalary:\n  min: 1500\n---\n\nWe bake by night.\n"
        );
    }

    #[test]
    fn what_a_person_changed_stays_and_a_double_change_is_told() {
        let mine = "---\ntitle: Chief Baker\nplace: Ulm\n---\n\nWe bake well.\n";
        let same = merged(BASE, mine, BASE);
        assert_eq!((same.text.as_str(), same.changed.len(), same.conflicts.len()), (mine, 0, 0));
        let new = "---\ntitle: Night Baker\nlocation: Rome\n---\n\nWe bake by night.\n";
        let both = merged(BASE, mine, new);
        assert_eq!(both.text, "---\ntitle: Chief Baker\nlocation: Rome\n---\n\nWe bake well.\n");
        let told =
            [("title".to_owned(), "Night Baker".to_owned()), ("text".to_owned(), "We bake by night. …".to_owned())];
        assert_eq!(both.conflicts, told);
    }
}
