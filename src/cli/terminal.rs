//! The two streams of the program. A reader that has gone away is no failure.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use annotate_snippets::Renderer;

use super::arguments::Color;

/// Standard output and standard error.
pub(super) struct Terminal {
    colors: bool,
    /// True when somebody watches standard error.
    pub is_watched: bool,
}

impl Terminal {
    /// The program's own streams, with colours when a person watches.
    pub(super) fn standard() -> Terminal {
        let is_watched = std::io::stderr().is_terminal();
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Terminal { colors: is_watched && !is_dumb && !is_forbidden, is_watched }
    }

    /// The same, with colours as the author wishes.
    pub(super) fn with_color(&self, color: Color) -> Terminal {
        let colors = match color {
            Color::Auto => self.colors,
            Color::Always => true,
            Color::Never => false,
        };
        Terminal { colors, is_watched: self.is_watched }
    }

    /// What draws diagnostics.
    pub(super) fn renderer(&self) -> Renderer {
        if self.colors { Renderer::styled() } else { Renderer::plain() }
    }

    /// Text in bold, where there are colours.
    pub(super) fn bold(&self, text: &str) -> String {
        if self.colors { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Text set back, where there are colours.
    pub(super) fn dim(&self, text: &str) -> String {
        if self.colors { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Prints a result.
    pub(super) fn print(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Tells something beside the result.
    pub(super) fn error(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Tells why the program ends without what was asked for.
    pub(super) fn fails(&self, message: &str) {
        self.error(&format!("error: {}\n", annotate_snippets::normalize_untrusted_str(message)));
    }

    /// Shows help or a mistake in the command line, and says how the program ends.
    pub(super) fn clap(&self, shown: &clap::Error) -> ExitCode {
        let _ = shown.print();
        ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(2))
    }
}

/// Text from files without the characters that a terminal would obey.
pub(super) fn harmless(text: &str) -> String {
    annotate_snippets::normalize_untrusted_str(text).replace('\n', " ")
}
