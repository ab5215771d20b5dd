//! What is wrong with the theme as the settings want it: files that are not there, words that no language file has.

use std::collections::BTreeSet;

use super::templates::Templates;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;
use crate::source::Location;

/// So many missing words are named.
const NAMED: usize = 5;

/// Tells what the theme of a planned board lacks.
pub fn theme_mistakes(plan: &Plan, templates: &Templates) -> Vec<Diagnostic> {
    let mut diagnostics = missing_files(plan);
    diagnostics.extend(missing_words(plan, templates));
    diagnostics
}

fn missing_files(plan: &Plan) -> Vec<Diagnostic> {
    let named = plan.settings.look.files().into_iter();
    let missing = named.filter(|(_, file)| !plan.board.assets.iter().any(|asset| asset.file == *file));
    let tell = |(key, file): (&str, &str)| {
        let message = format!("`{key}` is `/{file}`, but there is no `static/{file}`");
        let place = Location::file("board.yaml");
        Diagnostic::at(Severity::Error, Code::WrongSetting, place, message)
            .help("put the file there, or leave the key out")
    };
    missing.map(tell).collect()
}

/// The interface is in English where its language has no words, which visitors and their screen readers should know of.
fn missing_words(plan: &Plan, templates: &Templates) -> Option<Diagnostic> {
    let language = plan.settings.language;
    let primary = language.primary();
    if words::FILES.iter().any(|(tag, _)| *tag == primary) {
        return None;
    }
    let file = format!("templates/strings/{primary}.toml");
    let texts = [primary, language.tag()].map(|tag| templates.text(&format!("strings/{tag}.toml")).unwrap_or_default());
    if texts.iter().all(|text| text.is_empty()) {
        let message = format!("there are no words in `{primary}`, so that the interface is in English");
        let help = format!("write `{file}`; `corkboard templates show strings/en.toml` is where to start from");
        let place = Location::file("board.yaml");
        return Some(Diagnostic::at(Severity::Note, Code::MissingWords, place, message).help(help));
    }
    let own: BTreeSet<String> = texts.iter().flat_map(|text| words::keys(text)).collect();
    let missing: Vec<String> = words::keys(words::FILES[0].1).into_iter().filter(|key| !own.contains(key)).collect();
    let mut named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    if missing.len() > NAMED {
        named.push("…".to_owned());
    }
    let message = match missing.len() {
        0 => return None,
        1 => "one word is missing and shown in English".to_owned(),
        count => format!("{count} words are missing and shown in English"),
    };
    let help = format!("write {}", named.join(", "));
    Some(Diagnostic::at(Severity::Note, Code::MissingWords, Location::file(&file), message).help(help))
}
