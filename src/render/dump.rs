//! What templates may use, with real values from the board: for those who write their own.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;

use super::{Renderer, Templates, Texts};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;

/// Characters of a value that are shown.
const SHOWN: usize = 96;
/// The name under which the variables of all templates are kept.
const ALL: &str = "";

/// The variables of each template as it was first filled. Kept only while a dump is made.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<BTreeMap<String, Vec<Value>>>);

impl Seen {
    /// Remembers the variables of a template, unless it was filled before.
    pub(crate) fn note(&self, template: &str, views: &[&dyn erased::View]) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(template.to_owned()).or_insert_with(|| views.iter().map(|view| view.json()).collect());
    }

    /// Remembers the variables that all templates have.
    pub(crate) fn note_all(&self, view: &dyn erased::View) {
        self.note(ALL, &[view]);
    }
}

/// `Serialize` as an object, so that views of several types go into one slice.
pub(crate) mod erased {
    use super::{Serialize, Value};

    /// A view as JSON.
    pub(crate) trait View {
        /// Its fields.
        fn json(&self) -> Value;
    }

    impl<T: Serialize> View for T {
        fn json(&self) -> Value {
            serde_json::to_value(self).unwrap_or_default()
        }
    }
}

/// For each template (or only the named one) the variables that it may use, with values from this board.
///
/// # Errors
/// The mistake of a template, with its place.
pub fn templates_dump(
    plan: &Plan,
    templates: &Templates,
    texts: &dyn Texts,
    only: Option<&str>,
) -> Result<String, Diagnostic> {
    let mut renderer = Renderer::prepared(plan, templates, Some(Seen::default()))?;
    renderer.trial(texts);
    let seen = renderer.seen.take().unwrap_or_default().0.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut out = String::new();
    for (name, views) in &seen {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let _ = match (name.as_str(), templates.texts.get(name).and_then(|template| template.path.as_deref())) {
            (ALL, _) => writeln!(out, "every template"),
            (name, Some(path)) => writeln!(out, "{name} ({path})"),
            (name, None) => writeln!(out, "{name}"),
        };
        for (key, value) in views.iter().filter_map(Value::as_object).flatten() {
            line(&mut out, key, value, 1);
        }
        out.push('\n');
    }
    Ok(out)
}

/// A variable and, below it, its fields or its first element.
fn line(out: &mut String, key: &str, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = match value {
        Value::Object(_) => writeln!(out, "{indent}{key}:"),
        Value::Array(items) if items.is_empty() => writeln!(out, "{indent}{key}: an empty list"),
        Value::Array(items) => writeln!(out, "{indent}{key}: a list of {}, the first:", items.len()),
        Value::Null => writeln!(out, "{indent}{key}: none here"),
        other => writeln!(out, "{indent}{key}: {}", shortened(&other.to_string())),
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| line(out, key, value, depth + 1)),
        Value::Array(items) => match items.first() {
            Some(Value::Object(fields)) => fields.iter().for_each(|(key, value)| line(out, key, value, depth + 1)),
            Some(first) => {
                let _ = writeln!(out, "{indent}  {}", shortened(&first.to_string()));
            }
            None => {}
        },
        _ => {}
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
