//! `corkboard build`.

use std::path::Path;
use std::process::{Command, Stdio};

use super::arguments::{Build, Format};
use super::prepare::{self, Prepared};
use super::progress::Bars;
use super::terminal::Terminal;
use super::{Ending, report, summary, tell, watch};
use crate::write::{self, Failure, Outcome, Part, Progress, Request, Silent};

/// Builds the board and tells what came of it.
pub(super) fn build(arguments: &Build, terminal: &Terminal) -> Ending {
    let terminal = terminal.with_color(arguments.telling.color);
    let first = match built(arguments, &terminal) {
        Ok(ending) | Err(ending) => ending,
    };
    match first {
        Ending::Good | Ending::Mistakes if arguments.watch => watch::watch(arguments, &terminal),
        first => first,
    }
}

fn built(arguments: &Build, terminal: &Terminal) -> Result<Ending, Ending> {
    let Build { board, telling, report: report_file, .. } = arguments;
    let mut prepared = prepare::prepare(board)?;
    let request = request(arguments, &mut prepared);
    let bars = Bars::new(terminal);
    let progress: &dyn Progress = if telling.quiet { &Silent } else { &bars };
    let mut outcome =
        prepare::on_threads(board.jobs, || write::build(&request, progress))?.map_err(|failure| failed(&failure))?;
    let mut diagnostics = std::mem::take(&mut outcome.diagnostics);
    tell::seen_from_here(&mut diagnostics, board);
    if outcome.has_old_sites {
        sweep_later(&request.out);
    }
    let count = tell::tell(diagnostics, telling, terminal);
    let shown = Told { outcome: &outcome, prepared: &prepared, count, out: Some(&request.out.to_string_lossy()) };
    shown.tell(telling.quiet, telling.format, terminal);
    if let Some(file) = report_file {
        write::new_file(file, &report::report(&shown)).map_err(|failure| failed(&failure))?;
    }
    Ok(if outcome.stopped.is_some() { Ending::Mistakes } else { Ending::Good })
}

/// Has a process of its own remove old sites: it needs nothing of this one, and nobody waits for it.
fn sweep_later(out: &Path) {
    let sweeper = std::env::current_exe().and_then(|program| {
        let mut sweeper = Command::new(program);
        sweeper.arg("sweep").arg(out).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // Ctrl-C at the terminal is meant for others.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut sweeper, 0);
        sweeper.spawn()
    });
    if sweeper.is_err() {
        write::sweep(out);
    }
}

/// Removes old sites. One thread is enough, and leaves the others to whoever builds meanwhile.
pub(super) fn sweep(out: &Path) -> Ending {
    match prepare::on_threads(1, || write::sweep(out)) {
        Ok(()) => Ending::Good,
        Err(ending) => ending,
    }
}

/// What is to be built; the mistakes of the settings go into it.
pub(super) fn request(arguments: &Build, prepared: &mut Prepared) -> Request {
    Request {
        inputs: prepare::inputs(&arguments.board, prepared, arguments.verify),
        out: prepare::out(&arguments.board, arguments.out.as_deref()),
        strict: arguments.telling.strict,
        allow_shrink: arguments.allow_shrink,
        adopt: arguments.adopt,
        part: match arguments.shard {
            Some((number, count)) => Part::Shard(number, count),
            None if arguments.shard_merge.is_empty() => Part::Whole,
            None => Part::Merge(arguments.shard_merge.clone()),
        },
        diagnostics: std::mem::take(&mut prepared.diagnostics),
    }
}

/// What a build or a check came to, for the summary and the report.
pub(super) struct Told<'a> {
    /// The figures.
    pub outcome: &'a Outcome,
    /// Settings and day.
    pub prepared: &'a Prepared,
    /// How many diagnostics were told.
    pub count: super::draw::Count,
    /// The folder that was to be written; none for a check.
    pub out: Option<&'a str>,
}

impl Told<'_> {
    /// Prints the summary, beside the document where standard output is taken by one.
    pub(super) fn tell(&self, is_quiet: bool, format: Format, terminal: &Terminal) {
        if is_quiet {
            return;
        }
        let text = summary::summary(self, terminal);
        if format == Format::Human { terminal.print(&text) } else { terminal.error(&text) }
    }
}

/// A failure of the world; a folder that cannot be what was asked for is a matter of the command line.
pub(super) fn failed(failure: &Failure) -> Ending {
    match failure {
        Failure::NotOurs(_) | Failure::Unusable(..) => Ending::Usage(failure.to_string()),
        Failure::System { .. } | Failure::Busy(_) => Ending::Failure(failure.to_string()),
    }
}
