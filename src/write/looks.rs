//! Looks at all files of the site that was written, while the board is listed, read and planned.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle};

use rayon::prelude::*;

use super::records::Record;
use super::state::Site;
use crate::find::Folder;

/// True when a file of the site is the one that was written: a plain file of that size and time.
pub(super) fn is_intact(record: Record, folder: &Folder) -> bool {
    folder.look(record.path).is_some_and(|seen| seen.size == record.size && seen.mtime == record.mtime)
}

/// Looks that are under way. They are made by threads of their own that give way to all others: whoever lists or plans
/// never waits for a look, and no processor idles while there is one to make.
pub(super) struct Looks<'scope> {
    seen: Arc<Seen>,
    lookers: Vec<ScopedJoinHandle<'scope, ()>>,
}

struct Seen {
    before: Arc<Site>,
    out: PathBuf,
    /// Number of the next run of records.
    next: AtomicUsize,
    /// For every record whether its file is the one that was written.
    intact: Vec<AtomicBool>,
}

impl<'scope> Looks<'scope> {
    /// Begins to look at the files that were written.
    pub(super) fn begin(before: Arc<Site>, out: &Path, scope: &'scope Scope<'scope, '_>) -> Looks<'scope> {
        let intact = (0..before.len()).map(|_| AtomicBool::new(false)).collect();
        let lookers = if before.len() == 0 { 0 } else { rayon::current_num_threads() };
        let seen = Arc::new(Seen { before, out: out.to_owned(), next: AtomicUsize::new(0), intact });
        let looker = |seen: Arc<Seen>| {
            scope.spawn(move || {
                give_way();
                seen.work();
            })
        };
        let lookers = (0..lookers).map(|_| looker(seen.clone())).collect();
        Looks { seen, lookers }
    }

    /// For every record of the site whether its file is the one that was written. What was not looked at is looked at now,
    /// by all threads.
    pub(super) fn finish(&mut self) -> Vec<bool> {
        (0..rayon::current_num_threads()).into_par_iter().for_each(|_| self.seen.work());
        for looker in self.lookers.drain(..) {
            // A looker that panicked left files that count as damaged.
            let _ = looker.join();
        }
        self.seen.intact.iter().map(|intact| intact.load(Ordering::Relaxed)).collect()
    }
}

impl Seen {
    /// Looks until somebody looks at the last files. Any number of threads may help.
    fn work(&self) {
        // Each thread goes by a folder of its own: the system counts who uses one, and threads would wait for that number.
        let folder = Folder::open(&self.out);
        while let Some((start, records)) = self.before.run(self.next.fetch_add(1, Ordering::Relaxed)) {
            for (intact, record) in self.intact[start..].iter().zip(records.iter()) {
                intact.store(is_intact(record, &folder), Ordering::Relaxed);
            }
        }
    }
}

/// Lets all other threads go first, where the system knows such a thing for one thread.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, LAST);
}

/// The niceness of whoever goes last (setpriority(2)).
#[cfg(target_os = "linux")]
const LAST: i32 = 19;
