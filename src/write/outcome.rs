//! What a build tells: figures, diagnostics, progress, failures of the world.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::plan::{Counts, Missing};

/// What a build did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything to tell the author, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the site was left as it was; none when it is up to date.
    pub stopped: Option<Stopped>,
    /// How the postings add up.
    pub counts: Counts,
    /// Open postings that lack something for structured data, by what they lack. One posting may lack several things.
    pub missing: Vec<(Missing, usize)>,
    /// How the files of the author add up.
    pub files: Files,
    /// Files that were read because they are new or changed.
    pub files_read: usize,
    /// Pages of the plan.
    pub pages: usize,
    /// Pages that were drawn.
    pub pages_drawn: usize,
    /// Files of the site that were written.
    pub files_written: usize,
    /// Files of the site that were removed.
    pub files_removed: usize,
    /// Bytes that were written.
    pub bytes_written: u64,
    /// Sites that were replaced as a whole stand beside the new one until somebody calls `sweep`.
    pub has_old_sites: bool,
    /// Time spent in each stage.
    pub times: Times,
}

/// How the author's files add up: each is counted once, a sidecar with its posting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// Files that hold postings.
    pub postings: usize,
    /// Company profiles.
    pub companies: usize,
    /// Plain pages.
    pub pages: usize,
    /// Files that are none of these.
    pub other: usize,
    /// Files that could not be understood; a diagnostic says why.
    pub refused: usize,
}

impl Files {
    /// All files.
    pub fn found(self) -> usize {
        self.postings + self.companies + self.pages + self.other + self.refused
    }
}

/// Why a build stopped before the first byte was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The board has mistakes.
    Mistakes,
    /// Warnings, which `--strict` counts as mistakes.
    Warnings,
}

/// Time spent in each stage.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// Listing files and opening what was remembered.
    pub find: Duration,
    /// Reading and understanding new and changed files.
    pub parse: Duration,
    /// Planning.
    pub plan: Duration,
    /// Drawing and staging.
    pub render: Duration,
    /// Putting files into place, removing, remembering.
    pub write: Duration,
}

/// A stage whose progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and understanding files.
    Parse,
    /// Drawing pages.
    Render,
    /// Sending files.
    Send,
}

/// Hears of the progress of a build.
pub trait Progress: Sync {
    /// A stage with so many steps begins.
    fn begin(&self, stage: Stage, steps: usize);
    /// So many more steps are done.
    fn advance(&self, steps: usize);
    /// The stage has ended.
    fn end(&self);
}

/// Hears and says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: usize) {}
    fn advance(&self, _: usize) {}
    fn end(&self) {}
}

/// The world failed: what could not be done, and why.
#[derive(Debug)]
pub enum Failure {
    /// The system refused to do something with a file.
    System {
        /// What was to be done: `write`, `read`, `list`.
        what: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it was refused.
        error: io::Error,
    },
    /// Another build holds the output folder.
    Busy(PathBuf),
    /// The output folder holds files that are not ours.
    NotOurs(PathBuf),
    /// The output folder cannot be used: it is a file, or holds the board itself.
    Unusable(PathBuf, &'static str),
}

impl Failure {
    /// A function that gives an `io::Error` its path.
    pub(super) fn at<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Failure + 'a {
        move |error| Failure::System { what, path: path.to_owned(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::System { what, path, error } => {
                write!(out, "cannot {what} `{}`: {error}{}", path.display(), remedy(what, error))
            }
            Failure::Busy(path) => {
                write!(out, "another corkboard is building into `{}`; wait until it has ended", path.display())
            }
            Failure::NotOurs(path) => write!(
                out,
                "`{}` is not empty and was not written by corkboard; choose another folder with `--out`, or say `--adopt` to build into it (its other files stay)",
                path.display()
            ),
            Failure::Unusable(path, why) => write!(out, "cannot build into `{}`: {why}", path.display()),
        }
    }
}

/// What to do about a refusal of the system.
fn remedy(what: &str, error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied if matches!(what, "read" | "list") => "; give yourself the right to read it",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; make room and build again (the site holds whole files only)"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; give yourself the right to write there, or choose another folder with `--out`"
        }
        _ => "",
    }
}

impl std::error::Error for Failure {}
