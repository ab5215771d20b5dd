//! What to tell an author about a mistake in YAML: what is wrong on this line and what to type instead.

use granit_parser::{ErrorKind, ScanError};

/// A message and help for a mistake; `line` is the line on which it was found.
pub(super) fn explain(error: &ScanError, line: &str) -> (String, String) {
    let (key, value) = line.trim().split_once(':').map_or(("", line.trim()), |(key, value)| (key.trim(), value.trim()));
    let quoted = format!("{key}: '{}'", value.replace('\'', "''"));
    if line.starts_with('\t') || matches!(error.kind(), ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation) {
        return text("a tab where YAML wants spaces", "indent with spaces");
    }
    match value.chars().next() {
        Some(sign @ ('"' | '\'')) if value.matches(sign).count() % 2 == 1 => {
            return text(format!("a text that begins with `{sign}` is not closed"), format!("end it with `{sign}`"));
        }
        Some('"') if value.matches('"').count() > 2 => {
            let single = format!("{key}: '{}'", value.trim_matches('"').replace('\'', "''"));
            return text("a `\"` inside a text that is quoted with `\"`", format!("write `{single}`"));
        }
        Some(sign @ ('[' | '{')) => {
            let closing = if sign == '[' { ']' } else { '}' };
            if !value.ends_with(closing) {
                return text(format!("`{sign}` is not closed"), format!("end it with `{closing}`"));
            }
        }
        Some(sign @ ('@' | '`' | '%' | '*' | '&' | '!' | '|' | '>')) if !key.is_empty() => {
            return text(format!("a value must not begin with `{sign}`"), format!("write `{quoted}`"));
        }
        _ => {}
    }
    if !key.is_empty() && value.contains(": ") {
        return text("a `: ` inside a value that is not quoted", format!("write `{quoted}`"));
    }
    let known = error.info();
    text(known.trim_end_matches('.').to_lowercase(), "write `key: value`, one on each line")
}

fn text(message: impl Into<String>, help: impl Into<String>) -> (String, String) {
    (message.into(), help.into())
}
