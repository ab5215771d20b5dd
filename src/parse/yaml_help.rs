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

/// Where the line begins that an author must mend: for a quote or bracket that is never closed the parser stops
/// lines below the one that opens it.
pub(super) fn culprit(error: &ScanError, text: &str, at: usize) -> Option<(usize, usize)> {
    let message = error.info();
    let is_open = ["quoted", "flow", "end of", "EOF", "multiline"].iter().any(|word| message.contains(word));
    let lines = text[..at].match_indices('\n').map(|(at, _)| at + 1).rev().chain(std::iter::once(0));
    let this_line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let opens = |start: usize| {
        let line = text[start..].lines().next().unwrap_or_default();
        let (key, value) = line.split_once(':')?;
        let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
        let value = value.trim();
        let is_unclosed = match value.chars().next()? {
            sign @ ('"' | '\'') => value.matches(sign).count() % 2 == 1,
            '[' => !value.ends_with(']'),
            '{' => !value.ends_with('}'),
            _ => false,
        };
        is_unclosed.then_some((start, value_start))
    };
    let mut above = lines.skip_while(|start| *start >= this_line && *start > 0 && opens(*start).is_none()).take(20);
    if is_open { above.find_map(opens) } else { None }
}

fn text(message: impl Into<String>, help: impl Into<String>) -> (String, String) {
    (message.into(), help.into())
}
