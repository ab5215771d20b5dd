//! What an import did: drawn for people, or one JSON document for programs.

use std::cell::RefCell;

use serde_json::{Value, json};

use super::super::terminal::{Terminal, harmless};
use super::super::{Ending, draw};
use super::arguments::{Importing, ReportFormat};
use crate::diagnostic::{Diagnostic, Severity};
use crate::import::sync::{Fate, Updated};

/// Tells of each source when it was imported; as JSON, of all when the last was.
pub(super) struct Report {
    terminal: Terminal,
    format: ReportFormat,
    is_dry_run: bool,
    sources: RefCell<Vec<Value>>,
}

impl Report {
    pub(super) fn new(importing: &Importing, terminal: &Terminal) -> Report {
        let Importing { format, dry_run, color, .. } = importing;
        let terminal = terminal.with_color(*color);
        Report { terminal, format: *format, is_dry_run: *dry_run, sources: RefCell::default() }
    }

    /// Tells that a source is as it was.
    pub(super) fn unchanged(&self, name: &str) {
        match self.format {
            ReportFormat::Human => self.terminal.print(&format!("{name}: not changed since the last time\n")),
            ReportFormat::Json => self.sources.borrow_mut().push(json!({ "name": name, "is_unchanged": true })),
        }
    }

    /// Tells what is wrong and what was done.
    pub(super) fn tell(&self, name: &str, diagnostics: Vec<Diagnostic>, done: &Updated) -> Ending {
        match self.format {
            ReportFormat::Human => {
                self.terminal.error(&draw::human(&diagnostics, &self.terminal.renderer()));
                self.terminal.print(&human(name, done, if self.is_dry_run { " would be" } else { "" }));
            }
            ReportFormat::Json => self.sources.borrow_mut().push(json(name, &diagnostics, done)),
        }
        let has_errors = diagnostics.iter().any(|one| one.severity == Severity::Error);
        if has_errors { Ending::Mistakes } else { Ending::Good }
    }

    /// Prints what was collected.
    pub(super) fn end(&self) {
        if self.format == ReportFormat::Json {
            let sources = self.sources.take();
            let document = json!({ "version": 1, "is_dry_run": self.is_dry_run, "sources": sources });
            self.terminal.print(&format!("{document:#}\n"));
        }
    }
}

fn human(name: &str, done: &Updated, verb: &str) -> String {
    let mut text = String::new();
    let (mut added, mut changed, mut closed) = (0, 0, 0);
    for (path, fate) in &done.fates {
        let line = match fate {
            Fate::Added => {
                added += 1;
                format!("  + {path}")
            }
            Fate::Changed(keys) => {
                changed += 1;
                format!("  ~ {path} ({})", keys.join(", "))
            }
            Fate::Closed => {
                closed += 1;
                format!("  - {path} (closed)")
            }
            Fate::RemovedByHand => format!("  . {path} (removed by hand, left so)"),
            Fate::Unreadable => format!("  . {path} (no sound front matter, left as it is)"),
        };
        text.push_str(&harmless(&line));
        text.push('\n');
    }
    if done.memory.is_some() {
        let counts = format!("{added} added, {changed} changed, {closed} closed, {} as before", done.unchanged);
        text + &format!("{name}:{verb} {counts}\n")
    } else {
        text + &format!("{name}: nothing was changed\n")
    }
}

/// One source. Its keys are documented in `docs/guide/bring-postings-in.md` and stable.
fn json(name: &str, diagnostics: &[Diagnostic], done: &Updated) -> Value {
    let files = done.fates.iter().map(|(path, fate)| match fate {
        Fate::Added => json!({ "path": path, "fate": "added" }),
        Fate::Changed(keys) => json!({ "path": path, "fate": "changed", "keys": keys }),
        Fate::Closed => json!({ "path": path, "fate": "closed" }),
        Fate::RemovedByHand => json!({ "path": path, "fate": "removed_by_hand" }),
        Fate::Unreadable => json!({ "path": path, "fate": "unreadable" }),
    });
    json!({
        "name": name,
        "is_unchanged": false,
        "is_refused": done.memory.is_none(),
        "as_before": done.unchanged,
        "files": files.collect::<Vec<_>>(),
        "diagnostics": diagnostics.iter().map(draw::diagnostic).collect::<Vec<_>>(),
    })
}
