//! The board after a change: planned, checked, and found by file name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use tokio::sync::watch;
use xxhash_rust::xxh3::xxh3_64;

use super::client::{Change, Status};
use super::drawing::Queue;
use super::{Host, Loaded, News};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::Page;
use crate::render::Renderer;
use crate::write::{BoardTexts, Memory, Prepared};

/// A planned board and where its files are.
pub(super) struct Snapshot {
    pub prepared: Prepared,
    /// Hash of a file's name and the place of its page in the plan, by hash.
    files: Vec<(u64, u32)>,
}

impl Snapshot {
    fn new(prepared: Prepared) -> Snapshot {
        let plan = &prepared.plan;
        let mut files: Vec<(u64, u32)> = plan
            .pages
            .par_iter()
            .zip(0..u32::try_from(plan.pages.len()).unwrap_or(u32::MAX))
            .flat_map_iter(|(planned, index)| {
                plan.files(planned.page).into_iter().map(move |file| (xxh3_64(file.as_bytes()), index))
            })
            .collect();
        files.par_sort_unstable();
        Snapshot { prepared, files }
    }

    /// The page that gives a file.
    pub(super) fn page(&self, file: &str) -> Option<Page> {
        let hash = xxh3_64(file.as_bytes());
        let start = self.files.partition_point(|(known, _)| *known < hash);
        let plan = &self.prepared.plan;
        let same = self.files[start..].iter().take_while(|(known, _)| *known == hash);
        same.map(|(_, index)| plan.pages[*index as usize].page)
            .find(|page| plan.files(*page).iter().any(|name| name == file))
    }
}

/// Reads the board again and again.
pub(super) struct Board {
    host: Arc<dyn Host>,
    origin: String,
    queue: Arc<Queue>,
    status: watch::Sender<Arc<Status>>,
    memory: Memory,
    number: u64,
}

impl Board {
    pub(super) fn new(
        host: Arc<dyn Host>,
        origin: String,
        queue: Arc<Queue>,
        status: watch::Sender<Arc<Status>>,
    ) -> Board {
        Board { host, origin, queue, status, memory: Memory::default(), number: 0 }
    }

    /// Reads what changed; a board without mistakes is shown, of one with mistakes the mistakes are shown.
    pub(super) fn refresh(&mut self, changed: &[PathBuf]) {
        let started = Instant::now();
        let (prepared, mut diagnostics) = match self.prepare() {
            Ok(prepared) => prepared,
            Err(failure) => {
                self.say(Change::Mistakes, failure.clone());
                self.host.tell(&News::Failed(failure));
                return;
            }
        };
        self.number += 1;
        let snapshot = Snapshot::new(prepared);
        diagnostics.extend(trial(&snapshot));
        let mistakes: Vec<Diagnostic> = diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect();
        let drawn = if mistakes.is_empty() { String::new() } else { self.host.draw(&mistakes) };
        let before = self.queue.snapshot();
        let pages = before.as_ref().map_or(snapshot.prepared.plan.pages.len(), |before| new_pages(before, &snapshot));
        let address = snapshot.prepared.plan.settings.base_url.as_str().to_owned();
        if mistakes.is_empty() || before.is_none() {
            self.queue.show(Arc::new(snapshot));
        }
        let change = match mistakes.is_empty() {
            true if !changed.is_empty() && changed.iter().all(|path| is_style(path)) => Change::Style,
            true => Change::Pages,
            false => Change::Mistakes,
        };
        self.status.send_modify(|status| {
            *status = Arc::new(Status { number: self.number, change, mistakes: drawn.clone(), address });
        });
        if !changed.is_empty() || !drawn.is_empty() {
            let name =
                |path: &PathBuf| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let changed = changed.iter().take(3).map(name).collect();
            self.host.tell(&News::Rebuilt { changed, pages, time: started.elapsed(), mistakes: drawn });
        }
    }

    fn prepare(&mut self) -> Result<(Prepared, Vec<Diagnostic>), String> {
        let Loaded { inputs, mut diagnostics } = self.host.load(&self.origin)?;
        let clock = self.host.clock();
        let mut prepared = self.memory.prepare(&inputs, clock).map_err(|failure| failure.to_string())?;
        diagnostics.append(&mut prepared.diagnostics.clone());
        prepared.diagnostics.clone_from(&diagnostics);
        Ok((prepared, diagnostics))
    }

    fn say(&mut self, change: Change, mistakes: String) {
        self.number += 1;
        let number = self.number;
        self.status.send_modify(|status| {
            *status = Arc::new(Status { number, change, mistakes, address: status.address.clone() });
        });
    }
}

/// Mistakes of templates that show only when they are filled.
fn trial(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let texts = BoardTexts::new(&snapshot.prepared);
    match Renderer::new(&snapshot.prepared.plan, &snapshot.prepared.templates) {
        Ok(renderer) => renderer.trial(&texts),
        Err(mistake) => vec![mistake],
    }
}

/// How many pages have a key that was not there before.
fn new_pages(before: &Snapshot, after: &Snapshot) -> usize {
    let mut keys: Vec<u128> = before.prepared.plan.pages.iter().map(|planned| planned.key).collect();
    keys.par_sort_unstable();
    after.prepared.plan.pages.par_iter().filter(|planned| keys.binary_search(&planned.key).is_err()).count()
}

fn is_style(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "css")
}
