//! What every command on a board begins with: its settings and its day.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::arguments::Board;
use super::{Ending, clock};
use crate::diagnostic::Diagnostic;
use crate::find::Links;
use crate::model::{Rates, Settings, SiteUrl};
use crate::parse;
use crate::serve::watch::Watched;
use crate::write::Inputs;

/// Settings, day, and what is wrong with `board.yaml`.
pub(super) struct Prepared {
    /// The settings, after the command line's own.
    pub settings: Settings,
    /// The day on which the board is looked at.
    pub now: Date,
    /// Exchange rates of `rates.yaml`.
    pub rates: Option<Rates>,
    /// Mistakes in `board.yaml` and `rates.yaml`.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the settings of a board and decides on its day.
pub(super) fn prepare(board: &Board) -> Result<Prepared, Ending> {
    let file = board.root.join("board.yaml");
    let (mut settings, mut diagnostics) = match fs::read(&file) {
        Ok(bytes) => parse::settings::read("board.yaml", &bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (Settings::default(), Vec::new()),
        Err(error) => return Err(Ending::Failure(format!("{}: {error}", file.display()))),
    };
    if let Some(address) = &board.base_url {
        settings.base_url = SiteUrl::parse(address).ok_or_else(|| {
            Ending::Usage(format!(
                "--base-url is `{address}`, which is not a full web address such as `https://jobs.example.org/`"
            ))
        })?;
    }
    let now = clock::now(board.now, &settings.time_zone).map_err(Ending::Usage)?;
    let file = board.root.join("rates.yaml");
    let rates = match fs::read(&file) {
        Ok(bytes) => {
            let (rates, told) = parse::settings::rates("rates.yaml", &bytes, &settings, now);
            diagnostics.extend(told);
            rates
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Ending::Failure(format!("{}: {error}", file.display()))),
    };
    Ok(Prepared { settings, now, rates, diagnostics })
}

/// The folder in which the postings lie.
pub(super) fn content_folder(board: &Board) -> PathBuf {
    board.content.clone().unwrap_or_else(|| board.root.join("content"))
}

/// The files and folders of a board that are watched for changes.
pub(super) fn watched(board: &Board, poll: bool) -> Watched {
    let own = ["templates", "static", "board.yaml", "rates.yaml"].map(|name| board.root.join(name));
    Watched { content: content_folder(board), others: own.to_vec(), poll }
}

/// What the board is built from.
pub(super) fn inputs(board: &Board, prepared: &Prepared, verify: bool) -> Inputs {
    Inputs {
        root: board.root.clone(),
        content: board.content.clone(),
        settings: prepared.settings.clone(),
        rates: prepared.rates.clone(),
        now: prepared.now,
        with_drafts: board.drafts,
        links: if board.follow_links { Links::Anywhere } else { Links::Inside },
        verify,
    }
}

/// The output folder.
pub(super) fn out(board: &Board, out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| board.root.join("public"), Path::to_owned)
}

/// Runs with so many threads; 0 = one for each core.
pub(super) fn on_threads<T: Send>(jobs: usize, run: impl FnOnce() -> T + Send) -> Result<T, Ending> {
    if jobs == 0 {
        return Ok(run());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    pool.map(|pool| pool.install(run)).map_err(|error| Ending::Failure(format!("cannot start {jobs} threads: {error}")))
}
