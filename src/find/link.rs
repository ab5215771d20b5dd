//! Links among the author's files: where they may lead.

use std::fs::{self, Metadata};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Location;

/// Where a link may lead. A link to a folder is never followed: it could lead in a circle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// To files of the folder in which it lies.
    #[default]
    Inside,
    /// To any file: `--follow-links`.
    Anywhere,
}

/// Why something is not used, and what to do.
pub(super) type Refused = (String, &'static str);

/// Looks at the file to which a link leads. `root` is a real path.
pub(super) fn follow(root: &Path, path: &Path, links: Links) -> Result<Metadata, Refused> {
    let lost = |error| (format!("this link leads nowhere: {error}"), "mend or remove the link");
    let target = fs::canonicalize(path).map_err(lost)?;
    if links == Links::Inside && !target.starts_with(root) {
        return Err((
            "this link leads out of its folder and is not followed".to_owned(),
            "copy the file here, or say `--follow-links` if you know every link",
        ));
    }
    let metadata = fs::metadata(&target).map_err(lost)?;
    if metadata.is_dir() {
        return Err(("this link leads to a folder and is not followed".to_owned(), "remove the link"));
    }
    regular(&metadata).map(|()| metadata)
}

/// Devices, pipes and sockets are no files: to open one may wait for ever.
pub(super) fn regular(metadata: &Metadata) -> Result<(), Refused> {
    match metadata.is_file() {
        true => Ok(()),
        false => Err(("this is a device, pipe or socket and not a file".to_owned(), "move it out of this folder")),
    }
}

/// What is told of a file that is not used. `path` is shown as it is.
pub(super) fn unusable(path: &str, (message, help): Refused) -> Diagnostic {
    Diagnostic::at(Severity::Warning, Code::UnreadableFile, Location::file(path), message).help(help)
}
