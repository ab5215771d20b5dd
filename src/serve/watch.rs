//! Changes of the board's files, gathered until they settle.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Listen;

/// Quiet time after which changes are taken together.
const SETTLED: Duration = Duration::from_millis(5);
/// Changes wait no longer than this, however many come.
const LONGEST: Duration = Duration::from_millis(100);
/// How often a stop is looked for while nothing changes; and how often files are looked at where no events come.
const LOOK: Duration = Duration::from_millis(300);

/// Changed paths, one batch after the other.
pub(super) struct Changes {
    events: Receiver<notify::Result<Event>>,
    stopping: Arc<AtomicBool>,
    _watcher: Box<dyn Watcher + Send>,
}

impl Changes {
    /// Watches the board's files and folders, as far as they exist.
    pub(super) fn of(listen: &Listen) -> notify::Result<Changes> {
        let (sender, events) = mpsc::channel();
        let mut watcher: Box<dyn Watcher + Send> = if listen.poll {
            Box::new(PollWatcher::new(sender, Config::default().with_poll_interval(LOOK))?)
        } else {
            Box::new(RecommendedWatcher::new(sender, Config::default())?)
        };
        for path in listen.watched.iter().filter(|path| path.exists()) {
            let mode = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(path, mode)?;
        }
        Ok(Changes { events, stopping: Arc::default(), _watcher: watcher })
    }

    /// Set to end `next`.
    pub(super) fn stopping(&self) -> Arc<AtomicBool> {
        self.stopping.clone()
    }

    /// Waits for the next batch; none when stopped.
    pub(super) fn next(&mut self) -> Option<Vec<PathBuf>> {
        let mut changed = BTreeSet::new();
        let mut first: Option<Instant> = None;
        loop {
            let wait = if first.is_some() { SETTLED } else { LOOK };
            match self.events.recv_timeout(wait) {
                Ok(Ok(event)) => {
                    changed.extend(paths(event));
                    if !changed.is_empty() {
                        first.get_or_insert_with(Instant::now);
                    }
                }
                // Events were lost: everything is looked at again.
                Ok(Err(_)) => {
                    changed.insert(PathBuf::from("the board"));
                    first.get_or_insert_with(Instant::now);
                }
                Err(RecvTimeoutError::Timeout) if first.is_some() => return Some(changed.into_iter().collect()),
                Err(RecvTimeoutError::Timeout) if self.stopping.load(Ordering::Relaxed) => return None,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if first.is_some_and(|first| first.elapsed() > LONGEST) {
                return Some(changed.into_iter().collect());
            }
        }
    }
}

/// Paths that an event changes. Reading is no change, and editors' own files are none of the board's.
fn paths(event: Event) -> impl Iterator<Item = PathBuf> {
    let is_change = !matches!(event.kind, EventKind::Access(_));
    event.paths.into_iter().filter(move |path| is_change && !is_editors(path))
}

fn is_editors(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name == "4913"
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".swx")
        || name.starts_with(".#")
        || name == ".git"
}
