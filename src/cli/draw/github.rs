//! Diagnostics as annotations of GitHub Actions ("workflow commands").

use std::fmt::Write as _;

use crate::cli::terminal::harmless;
use crate::diagnostic::{Diagnostic, Severity};

/// One line for each diagnostic.
pub(in crate::cli) fn github(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().fold(String::new(), |mut text, diagnostic| {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let location = &diagnostic.location;
        let _ = write!(text, "::{command} file={}", property(&location.path));
        if location.line > 0 {
            // GitHub's end column is the last one of the annotation, ours the one after it.
            let last = location.end_column.saturating_sub(1).max(location.column);
            let _ = write!(text, ",line={},col={},endColumn={last}", location.line, location.column);
        }
        let _ = write!(text, ",title={}::{}", property(&diagnostic.code.id()), data(&harmless(&diagnostic.message)));
        if let Some(help) = &diagnostic.help {
            let _ = write!(text, "%0A{}", data(&format!("help: {help}")));
        }
        text.push('\n');
        text
    })
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    let is_obeyed = |c: char| c.is_control() && c != '\r' && c != '\n';
    data(&text.replace(is_obeyed, "\u{FFFD}")).replace(':', "%3A").replace(',', "%2C")
}
