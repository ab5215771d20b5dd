//! `corkboard build --watch`: builds again whenever something of the board changes, until told to end.

use std::time::Instant;

use super::arguments::Build;
use super::build::{failed, request};
use super::terminal::Terminal;
use super::{Ending, draw, prepare, serve, tell};
use crate::serve::watch::{Batch, Changes, Next};
use crate::write::{self, Outcome, Silent};

/// Follows the board after its first build.
pub(super) fn watch(arguments: &Build, terminal: &Terminal) -> Ending {
    let mut changes: Changes<()> = Changes::new(prepare::watched(&arguments.board, arguments.poll));
    let bell = changes.bell();
    let listening = serve::on_stop(move || bell.stop());
    if let Err(message) = listening {
        return Ending::Failure(message);
    }
    if let Some(reason) = changes.watch() {
        terminal.error(&serve::polling(&reason));
    }
    terminal.print("watching the board  (Ctrl-C ends)\n");
    let mut told = String::new();
    // What changed since the first build, before anybody watched.
    let mut next = Next::Changed(Batch { everywhere: true, ..Batch::default() });
    loop {
        let batch = match std::mem::replace(&mut next, Next::Asked(())) {
            Next::Changed(batch) => batch,
            Next::Stop => return Ending::Good,
            Next::Asked(()) => {
                next = changes.wait();
                continue;
            }
        };
        match again(arguments, &batch, terminal) {
            Ok(()) => told.clear(),
            Err(message) => {
                changes.retry();
                if message != told {
                    terminal.error(&format!("error: {message}\n"));
                    told = message;
                }
            }
        }
    }
}

/// Builds once more and tells in a line what came of it; nothing when nothing did.
fn again(arguments: &Build, batch: &Batch, terminal: &Terminal) -> Result<(), String> {
    let started = batch.heard.unwrap_or_else(Instant::now);
    let words = |ending| match ending {
        Ending::Refused(message) | Ending::Usage(message) | Ending::Failure(message) => message,
        Ending::Good | Ending::Mistakes => String::new(),
    };
    let mut prepared = prepare::prepare(&arguments.board).map_err(words)?;
    let request = request(arguments, &mut prepared);
    let mut outcome = prepare::on_threads(arguments.board.jobs, || write::build(&request, &Silent))
        .map_err(words)?
        .map_err(|failure| words(failed(&failure)))?;
    if outcome.has_old_sites {
        std::thread::spawn(move || write::sweep(&request.out));
    }
    let is_new = outcome.pages_drawn + outcome.files_written + outcome.files_removed > 0;
    if outcome.stopped.is_some() {
        let mut diagnostics = std::mem::take(&mut outcome.diagnostics);
        tell::seen_from_here(&mut diagnostics, &arguments.board);
        tell::tell(diagnostics, &arguments.telling, terminal);
    } else if is_new {
        terminal.print(&line(batch, &outcome, started));
    }
    Ok(())
}

fn line(batch: &Batch, outcome: &Outcome, started: Instant) -> String {
    format!(
        "{}: {} drawn, {} written, {} removed, {} ms\n",
        serve::names(&batch.paths),
        draw::plural(outcome.pages_drawn, "page"),
        draw::plural(outcome.files_written, "file"),
        outcome.files_removed,
        started.elapsed().as_millis()
    )
}
