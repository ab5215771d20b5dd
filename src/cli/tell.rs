//! Tells diagnostics in the format that was asked for, and how the command ends because of them.

use super::Ending;
use super::arguments::{Format, Telling};
use super::draw::{self, Count};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};

/// Prints diagnostics, sorted, and says how the command ends.
pub(super) fn tell(mut diagnostics: Vec<Diagnostic>, telling: &Telling, terminal: &Terminal) -> Ending {
    diagnostics.sort_by(Diagnostic::order);
    diagnostics.dedup();
    if telling.quiet && telling.format == Format::Human {
        let floor = if telling.strict { Severity::Warning } else { Severity::Error };
        diagnostics.retain(|diagnostic| diagnostic.severity <= floor);
    }
    match telling.format {
        Format::Human => {
            terminal.error(&draw::human(&diagnostics, &terminal.renderer()));
            if let Some(line) = draw::count_line(Count::of(&diagnostics)) {
                terminal.error(&format!("{}\n", terminal.bold(&line)));
            }
        }
        Format::Json => terminal.print(&draw::json(&diagnostics)),
        Format::Github => terminal.print(&draw::github(&diagnostics)),
        Format::Sarif => terminal.print(&draw::sarif(&diagnostics)),
    }
    if is_stopped(&diagnostics, telling.strict) { Ending::Mistakes } else { Ending::Good }
}

/// True when these diagnostics stop a build.
pub(super) fn is_stopped(diagnostics: &[Diagnostic], is_strict: bool) -> bool {
    let gravest = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
    match gravest {
        Some(Severity::Error) => true,
        Some(Severity::Warning) => is_strict,
        _ => false,
    }
}
