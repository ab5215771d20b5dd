//! `corkboard check`: all that a build would tell, and what only a look at the whole board shows. Writes nothing.

mod bodies;
mod eligible;
mod logos;
mod outside;

use super::Ending;
use super::arguments::Check;
use super::build::{Told, failed};
use super::eligibility;
use super::prepare;
use super::progress::Bars;
use super::report;
use super::tell;
use super::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::find;
use crate::plan::Plan;
use crate::render::{Renderer, Texts};
use crate::source::{Location, Source, Span};
use crate::write::{self, BoardTexts, Inputs, Outcome, Progress, Silent};

/// Checks the board and tells what was found.
pub(super) fn check(arguments: &Check, terminal: &Terminal) -> Ending {
    let terminal = terminal.with_color(arguments.telling.color);
    match checked(arguments, &terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn checked(arguments: &Check, terminal: &Terminal) -> Result<Ending, Ending> {
    let Check { board, telling, out, report: report_file, allow_shrink } = arguments;
    let mut prepared = prepare::prepare(board)?;
    let inputs = prepare::inputs(board, &prepared, true);
    let bars = Bars::new(terminal);
    let progress: &dyn Progress = if telling.quiet { &Silent } else { &bars };
    let mut outcome =
        prepare::on_threads(board.jobs, || outcome(&inputs, progress))?.map_err(|failure| failed(&failure))?;
    outcome.diagnostics.append(&mut prepared.diagnostics);
    outcome.diagnostics.extend(robots(&inputs));
    if !allow_shrink {
        let out = prepare::out(board, out.as_deref());
        outcome.diagnostics.extend(write::shrunken(&inputs, write::open_before(&out), outcome.counts.open));
    }
    let mut diagnostics = std::mem::take(&mut outcome.diagnostics);
    tell::seen_from_here(&mut diagnostics, board);
    let is_stopped = tell::is_stopped(&diagnostics, telling.strict);
    let count = tell::tell(diagnostics, telling, terminal);
    let told = Told { outcome: &outcome, prepared: &prepared, count, out: None };
    told.tell(telling.quiet, telling.format, terminal);
    if let Some(file) = report_file {
        write::new_file(file, &report::report(&told)).map_err(|failure| failed(&failure))?;
    }
    Ok(if is_stopped { Ending::Mistakes } else { Ending::Good })
}

fn outcome(inputs: &Inputs, progress: &dyn Progress) -> Result<Outcome, write::Failure> {
    let mut board = write::check(inputs, progress)?;
    let mut outcome = Outcome {
        diagnostics: std::mem::take(&mut board.diagnostics),
        counts: board.plan.counts,
        missing: eligibility::reasons(&board.plan),
        files: board.files,
        files_read: board.files_read,
        pages: board.plan.pages.len(),
        times: board.times,
        ..Outcome::default()
    };
    let texts = BoardTexts::new(&board);
    outcome.diagnostics.extend(templates(&board.plan, &board, &texts));
    outcome.diagnostics.extend(bodies::warnings(&board.plan, &texts, inputs));
    outcome.diagnostics.extend(eligible::notes(&board.plan, inputs));
    outcome.diagnostics.extend(logos::notes(&board.plan, inputs));
    outcome.diagnostics.extend(outside::postings(inputs));
    Ok(outcome)
}

/// Draws a page of every kind and throws it away: some mistakes of templates show only then.
fn templates(plan: &Plan, board: &write::Prepared, texts: &dyn Texts) -> Vec<Diagnostic> {
    match Renderer::new(plan, &board.templates) {
        Ok(renderer) => renderer.trial(texts),
        Err(mistake) => vec![mistake],
    }
}

/// Crawlers look for `robots.txt` only at the root of a host.
fn robots(inputs: &Inputs) -> Option<Diagnostic> {
    let base = inputs.settings.base_url.base_path();
    if base == "/" {
        return None;
    }
    let mut bytes = Vec::new();
    let text = match find::read(&inputs.root.join("board.yaml"), &mut bytes) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => String::new(),
    };
    let location = match text.find("base_url:") {
        Some(at) => Source::new("board.yaml", &text).locate(Span::new(at, at + "base_url".len())),
        None => Location::file("board.yaml"),
    };
    let message = format!("the board lies below `{base}`, where no crawler looks for `robots.txt`");
    let help = "add the lines of the board's `robots.txt` to that of the host";
    Some(Diagnostic::at(Severity::Note, Code::RobotsBelowRoot, location, message).help(help))
}

/// The path of a content file as the author would name it.
fn shown(inputs: &Inputs, path: &str) -> String {
    let folder = inputs.content.clone().unwrap_or_else(|| "content".into());
    let folder = folder.strip_prefix(&inputs.root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
    format!("{}/{path}", folder.trim_end_matches('/'))
}
