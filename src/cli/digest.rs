//! `corkboard digest`: what happened on the board within some days, as a mail.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Span;
use jiff::civil::Date;

use super::arguments::Board;
use super::build::failed;
use super::terminal::Terminal;
use super::{Ending, draw, prepare, tell};
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::{Digest as Drawn, Renderer};
use crate::write::{self, Silent};

/// Examples of `corkboard digest`.
pub(super) const EXAMPLES: &str = "\
Examples:
  corkboard digest                                  the last seven days as plain text
  corkboard digest --since 2026-11-14 --out week.html
                                                    week.html and week.txt, the two parts of a mail
  corkboard digest --since 2026-11-14 --until 2026-11-20 --now 2026-11-20 --out week.html

What happened is what the postings state: the day of posting, of change, the last day. A posting that states no
day is in no digest. Both days count. Nothing is sent, and nothing of the board is changed.";

/// Days of which is told when no first one is given.
const DAYS: i64 = 7;

/// `corkboard digest`
#[derive(Debug, Args)]
pub(super) struct Digest {
    /// The first day (YYYY-MM-DD); else six days before the last
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// The last day; else the day on which the board is looked at
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Write the HTML to this file and the plain text beside it, ending in .txt; else the text is printed
    #[arg(long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub board: Board,
    /// Print no summary
    #[arg(long, short)]
    pub quiet: bool,
}

/// Draws the digest of a board.
pub(super) fn digest(arguments: &Digest, terminal: &Terminal) -> Ending {
    match drawn(arguments, terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn drawn(arguments: &Digest, terminal: &Terminal) -> Result<Ending, Ending> {
    let Digest { since, until, out, board, quiet } = arguments;
    if out.as_deref().is_some_and(|file| file.extension().is_none_or(|ending| ending != "html")) {
        return Err(Ending::Usage("`--out` names the HTML and must end in `.html`".to_owned()));
    }
    let prepared = prepare::prepare(board)?;
    let until = until.unwrap_or(prepared.now);
    let week = until.checked_sub(Span::new().days(DAYS - 1)).unwrap_or(until);
    let since = since.unwrap_or(week);
    if since > until {
        return Err(Ending::Usage(format!("`--since {since}` is after the last day, {until}")));
    }
    let inputs = prepare::inputs(board, &prepared, true);
    let checked = prepare::on_threads(board.jobs, || write::check(&inputs, &Silent))?;
    let mut checked = checked.map_err(|failure| failed(&failure))?;
    let mut diagnostics = prepared.diagnostics;
    diagnostics.append(&mut checked.diagnostics);
    let made = Renderer::new(&checked.plan, &checked.templates).and_then(|renderer| renderer.digest(since, until));
    let drawn = made.map_err(|mistake| diagnostics.push(mistake)).ok();
    tell::seen_from_here(&mut diagnostics, board);
    // Warnings are for `check` to tell.
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics.sort_by(Diagnostic::order);
    terminal.error(&draw::human(&diagnostics, &terminal.renderer()));
    let Some(drawn) = drawn.filter(|_| diagnostics.is_empty()) else { return Ok(Ending::Mistakes) };
    let Some(html) = out else {
        terminal.print(&drawn.text);
        return Ok(Ending::Good);
    };
    let text = html.with_extension("txt");
    for (file, content) in [(html, &drawn.html), (&text, &drawn.text)] {
        write::new_file(file, content).map_err(|failure| failed(&failure))?;
    }
    if !quiet {
        terminal.print(&sum(&drawn, html, &text));
    }
    Ok(Ending::Good)
}

fn sum(drawn: &Drawn, html: &Path, text: &Path) -> String {
    let Drawn { added, changed, closed, named, .. } = drawn;
    let left = added + changed + closed - named;
    let counted = if left > 0 {
        format!("; {} only counted, to stay below 100 kB", draw::plural(left, "posting"))
    } else {
        String::new()
    };
    format!("{} and {}: {added} added, {changed} changed, {closed} closed{counted}\n", html.display(), text.display())
}
