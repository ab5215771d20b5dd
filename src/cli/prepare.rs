//! What every command on a board begins with: its settings and its day.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::arguments::Board;
use super::{Ending, clock};
use crate::diagnostic::Diagnostic;
use crate::find::{self, Links, Unreadable};
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
    if !board.root.is_dir() {
        return Err(Ending::Usage(format!("there is no folder `{}`", board.root.display())));
    }
    let (mut settings, mut diagnostics) = own_file(&board.root.join("board.yaml"))?
        .map_or_else(|| (Settings::default(), Vec::new()), |bytes| parse::settings::read("board.yaml", &bytes));
    if let Some(address) = &board.base_url {
        settings.base_url = SiteUrl::parse(address).ok_or_else(|| {
            Ending::Usage(format!(
                "--base-url is `{address}`, which is not a full web address such as `https://jobs.example.org/`"
            ))
        })?;
    }
    let now = clock::now(board.now, &settings.time_zone).map_err(Ending::Usage)?;
    let rates = own_file(&board.root.join("rates.yaml"))?.and_then(|bytes| {
        let (rates, told) = parse::settings::rates("rates.yaml", &bytes, &settings, now);
        diagnostics.extend(told);
        rates
    });
    Ok(Prepared { settings, now, rates, diagnostics })
}

/// The bytes of a file of settings; none when there is no such file.
fn own_file(path: &Path) -> Result<Option<Vec<u8>>, Ending> {
    let mut bytes = Vec::new();
    let failed = |why: String| Err(Ending::Failure(format!("cannot read `{}`: {why}", path.display())));
    match find::read(path, &mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(Unreadable::System(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(Unreadable::System(error)) => failed(error.to_string()),
        Err(Unreadable::TooLarge(size)) => failed(format!("it has {size} bytes; {} are allowed", find::LARGEST)),
    }
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
