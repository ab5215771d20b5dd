//! Events of the file system become batches: a save is told as soon as the file is closed, a burst when it is over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind};

use super::{Batch, Watched};
use crate::find;

/// Quiet time after which a saved file is taken: an editor's next step comes sooner.
const SAVED: Duration = Duration::from_millis(2);
/// Quiet time after which a file is taken that is written and not yet closed, or gone and perhaps about to return.
const OPEN: Duration = Duration::from_millis(40);
/// From this number of files on it is a burst, and its quiet time.
const BURST: (usize, Duration) = (8, Duration::from_millis(40));
/// Changes wait no longer than this, however many come.
const LONGEST: Duration = Duration::from_secs(2);

/// Events on their way to a batch.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    paths: BTreeSet<PathBuf>,
    /// Those of them that are being written, or are gone.
    open: BTreeSet<PathBuf>,
    everywhere: bool,
    first: Option<Instant>,
    last: Option<Instant>,
    /// True when a folder came: what lies in it may have come before it was watched.
    pub has_new_folder: bool,
    /// True when a folder of the board itself came or went.
    pub has_new_top: bool,
}

impl Gathering {
    pub(super) fn add(&mut self, event: Event, watched: &Watched) {
        if event.need_rescan() {
            self.everywhere();
            return;
        }
        let is_whole = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Metadata(_) | ModifyKind::Name(RenameMode::To)) => true,
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => return,
            _ => false,
        };
        let comes = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
        for path in event.paths {
            if !watched.is_of_the_board(&path) {
                continue;
            }
            self.heard();
            self.has_new_top |= watched.tops().contains(&path) && !path.is_file();
            self.everywhere |= path == watched.content;
            self.has_new_folder |= comes && path.is_dir();
            if is_whole {
                self.open.remove(&path);
            } else {
                self.open.insert(path.clone());
            }
            self.paths.insert(path);
        }
    }

    /// Events were lost.
    pub(super) fn everywhere(&mut self) {
        self.heard();
        self.everywhere = true;
    }

    fn heard(&mut self) {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// How long the next event is waited for; none when there is nothing yet.
    pub(super) fn wait(&self) -> Option<Duration> {
        let quiet = match () {
            () if self.paths.len() >= BURST.0 || self.everywhere => BURST.1,
            () if !self.open.is_empty() => OPEN,
            () => SAVED,
        };
        let (first, last) = (self.first?, self.last?);
        Some((last + quiet).min(first + LONGEST).saturating_duration_since(Instant::now()))
    }

    pub(super) fn is_settled(&self) -> bool {
        self.wait().is_some_and(|wait| wait.is_zero())
    }

    pub(super) fn batch(self) -> Batch {
        Batch { paths: self.paths.into_iter().collect(), everywhere: self.everywhere, heard: self.first }
    }
}

impl Watched {
    /// True for the board's files and what lies in its folders, but for editors' own files.
    fn is_of_the_board(&self, path: &Path) -> bool {
        if let Ok(below) = path.strip_prefix(&self.content) {
            return !below.components().any(|part| find::is_ignored(&part.as_os_str().to_string_lossy()));
        }
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        self.others.iter().any(|top| path.starts_with(top)) && !is_editors(&name)
    }
}

fn is_editors(name: &str) -> bool {
    name == "4913"
        || name == ".git"
        || name.ends_with('~')
        || [".swp", ".swx", ".swo"].iter().any(|ending| name.ends_with(ending))
        || name.starts_with(".#")
        || name.starts_with('#') && name.ends_with('#')
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Watched;

    #[test]
    fn swap_and_lock_files_of_editors_are_none_of_the_boards() {
        let watched = Watched {
            content: "/b/content".into(),
            others: vec!["/b/static".into(), "/b/board.yaml".into()],
            poll: false,
        };
        for path in ["content/jobs/a.md", "static/.nojekyll", "board.yaml", "content"] {
            assert!(watched.is_of_the_board(&PathBuf::from("/b").join(path)), "{path}");
        }
        for path in [
            "content/jobs/.a.md.swp",
            "content/4913",
            "content/.#a.md",
            "content/a.md~",
            "content/#a.md#",
            "content/.git/index",
            "static/.board.css.swx",
            "static/#x#",
            "public/index.html",
            "board.yaml~",
        ] {
            assert!(!watched.is_of_the_board(&PathBuf::from("/b").join(path)), "{path}");
        }
    }
}
