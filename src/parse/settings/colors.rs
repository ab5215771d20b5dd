//! What is worth knowing of the board's colours: text in them may be hard to read, and what is shown then.

use super::tree::{Entry, Shape};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Color, GROUNDS, READABLE};
use crate::source::Source;

/// A note for each colour in which text could not be read.
pub(super) fn notes(source: &Source, entries: &[Entry]) -> Vec<Diagnostic> {
    let colors = entries.iter().filter(|entry| entry.key == "colors");
    let colors = colors.filter_map(|entry| match &entry.value.shape {
        Shape::Map(entries) => Some(entries),
        _ => None,
    });
    let mut notes = Vec::new();
    for entry in colors.flatten() {
        let (ground, page) = match entry.key.as_str() {
            "accent" => (GROUNDS[0], "light"),
            "accent_dark" => (GROUNDS[1], "dark"),
            _ => continue,
        };
        let Shape::Text(text) = &entry.value.shape else { continue };
        let Some(color) = Color::parse(text.trim()).filter(|color| color.contrast(ground) < READABLE) else { continue };
        let contrast = (color.contrast(ground) * 10.0).floor() / 10.0;
        let message = format!(
            "text in `{}` on a {page} page has a contrast of {contrast:.1}, but {READABLE} is needed to read it",
            text.trim()
        );
        let shown = color.readable_on(ground);
        let place = source.locate(entry.value.span);
        notes.push(
            Diagnostic::at(Severity::Note, Code::PaleAccent, place, message)
                .help(format!("buttons keep the colour; links and marks are shown in `{shown}`")),
        );
    }
    notes
}
