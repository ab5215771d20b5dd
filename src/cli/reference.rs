//! `corkboard diagnostics`: what a code means.

use std::fmt::Write as _;

use super::terminal::Terminal;
use super::{Ending, pages};
use crate::diagnostic::Code;

/// Prints one code's page, or the list of all codes.
pub(super) fn diagnostics(name: Option<&str>, terminal: &Terminal) -> Ending {
    let Some(name) = name else {
        let list = Code::ALL.iter().fold(String::new(), |mut text, code| {
            let _ = writeln!(text, "{}  {}", code.id(), code.meaning());
            text
        });
        terminal.print(&list);
        return Ending::Good;
    };
    match pages::code(name) {
        Some(code) => {
            terminal.print(pages::page(code));
            Ending::Good
        }
        None => Ending::Usage(format!("there is no diagnostic `{name}`; `corkboard diagnostics` lists all")),
    }
}
