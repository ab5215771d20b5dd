//! `board.yaml` to `Settings`: the tree with its places (`tree`), the types as written (`raw`), their schema
//! (`schema`), the check of one against the other (`check`, `formats`), the conversion (`convert`).

mod check;
mod codes;
mod colors;
mod convert;
mod formats;
mod rates;
mod raw;
mod schema;
mod tree;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ImportSource, Settings};
use crate::source::{Source, Span};

pub use rates::{rates, rates_schema};
pub use schema::schema;

/// The sources of postings in `board.yaml`. What is wrong in them `read` tells.
pub fn sources(bytes: &[u8]) -> Vec<ImportSource> {
    let Ok((source, root)) = tree("board.yaml", bytes) else { return Vec::new() };
    let (value, _) = check::check(&source, &root, &schema());
    convert::sources(serde_json::from_value(value).unwrap_or_default())
}

/// Reads `board.yaml`. What is wrong is diagnosed, all of it, and keeps its default.
pub fn read(path: &str, bytes: &[u8]) -> (Settings, Vec<Diagnostic>) {
    let (source, root) = match tree(path, bytes) {
        Ok(read) => read,
        Err(diagnostic) => return (Settings::default(), vec![*diagnostic]),
    };
    let (value, diagnostics) = check::check(&source, &root, &schema());
    // What the check let through fits the types; a test holds the two together.
    let raw = serde_json::from_value(value).unwrap_or_default();
    (convert::settings(raw), diagnostics)
}

/// A file of settings as a tree.
fn tree<'a>(path: &'a str, bytes: &'a [u8]) -> Result<(Source<'a>, tree::Node), Box<Diagnostic>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(path, bytes, error.valid_up_to()))?;
    let source = Source::new(path, text);
    let root = tree::read(text).map_err(|mistake| {
        Diagnostic::error(Code::SettingsSyntax, &source, mistake.span, mistake.message)
            .help("put text that holds `:` or `#`, or begins with a sign, between quotes")
    })?;
    Ok((source, root))
}

fn not_utf8(path: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes);
    let message = format!("`{path}` is not UTF-8 text: the byte at offset {at} does not belong there");
    Diagnostic::error(Code::SettingsSyntax, &Source::new(path, &text), Span::new(at, at + 1), message)
        .help("save the file as UTF-8")
}
