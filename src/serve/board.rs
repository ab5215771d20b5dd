//! The thread that follows the board: looks at what changed, plans again where that is needed, and tells the browser
//! and the terminal.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{oneshot, watch as latest};

use super::client::{Change, Status};
use super::drawing::Queue;
use super::moved::Moved;
use super::report::Report;
use super::snapshot::Snapshot;
use super::watch::{Batch, Changes, Next};
use super::{Host, Loaded, News, touched};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::SiteUrl;
use crate::render::Renderer;
use crate::write::{BoardTexts, Difference, Inputs, Look, Memory, Prepared, Text};

/// Somebody wants the report for the author.
pub(super) type Asked = oneshot::Sender<Arc<Report>>;

/// The board as it is followed.
pub(super) struct Board {
    host: Arc<dyn Host>,
    origin: String,
    queue: Arc<Queue>,
    status: latest::Sender<Arc<Status>>,
    memory: Memory,
    moved: Moved,
    number: u64,
    /// Mistakes of the settings, as they were read last.
    of_settings: Vec<Diagnostic>,
    /// Mistakes that keep the last good board in place, drawn; empty when all is well.
    mistakes: String,
    /// Why the board cannot be read at all.
    failure: Option<String>,
    /// What was told of the board as it is, whether it is shown or not.
    told: Vec<Diagnostic>,
    /// Hash of the templates that were tried out.
    tried: Option<u128>,
    inputs: Option<Inputs>,
    report: Option<Arc<Report>>,
}

impl Board {
    pub(super) fn new(
        host: Arc<dyn Host>,
        origin: String,
        queue: Arc<Queue>,
        status: latest::Sender<Arc<Status>>,
    ) -> Board {
        let memory = host.remembered();
        Board {
            host,
            origin,
            queue,
            status,
            memory,
            moved: Moved::default(),
            number: 0,
            of_settings: Vec::new(),
            mistakes: String::new(),
            failure: None,
            told: Vec::new(),
            tried: None,
            inputs: None,
            report: None,
        }
    }

    /// Follows the board until told to stop.
    pub(super) fn follow(mut self, mut changes: Changes<Asked>) {
        let reason = changes.watch();
        if !self.refresh(&Batch { everywhere: true, ..Batch::default() }) {
            changes.retry();
        }
        self.host.tell(&News::Listening(self.status.borrow().address.clone()));
        if let Some(reason) = reason {
            self.host.tell(&News::Polling(reason));
        }
        let mut is_polling = changes.is_polling();
        loop {
            match changes.wait() {
                Next::Changed(batch) => {
                    if !self.refresh(&batch) {
                        changes.retry();
                    }
                }
                Next::Asked(reply) => drop(reply.send(self.report())),
                Next::Stop => break,
            }
            if changes.is_polling() && !is_polling {
                is_polling = true;
                self.host.tell(&News::Polling("the system watches no more folders".to_owned()));
            }
        }
        self.save();
    }

    /// Leaves what was understood to the next preview or build.
    pub(super) fn save(&mut self) {
        if let Err(failure) = self.memory.save() {
            self.host.tell(&News::Failed(failure.to_string()));
        }
    }

    /// Looks at what may have changed. A board without mistakes is shown, of one with mistakes the mistakes are shown.
    /// False when the board cannot be read at all.
    pub(super) fn refresh(&mut self, batch: &Batch) -> bool {
        let started = batch.heard.unwrap_or_else(Instant::now);
        let outcome = self.look(batch);
        let told = Told { changed: &batch.paths, started };
        match outcome {
            Ok(Difference::Nothing) if self.is_shown() => {}
            Ok(Difference::Texts(texts)) if self.is_shown() && self.mistakes.is_empty() => self.redraw(&texts, &told),
            Ok(_) => self.replan(&told),
            Err(failure) => {
                self.fail(failure);
                self.queue.is_last_good();
                return false;
            }
        }
        match self.mistakes.is_empty() {
            true => self.queue.is_current(),
            false => self.queue.is_last_good(),
        }
        true
    }

    fn is_shown(&self) -> bool {
        self.queue.snapshot().is_some() && self.failure.is_none()
    }

    fn look(&mut self, batch: &Batch) -> Result<Difference, String> {
        let Loaded { inputs, diagnostics } = self.host.load()?;
        let look = if batch.everywhere { Look::Everywhere } else { Look::At(&batch.paths) };
        let difference = self.memory.look(&inputs, look, self.host.clock()).map_err(|failure| failure.to_string())?;
        let is_same = self.of_settings == diagnostics && self.failure.is_none();
        self.of_settings = diagnostics;
        self.failure = None;
        self.inputs = Some(inputs);
        Ok(if is_same { difference } else { Difference::Board })
    }

    /// Texts are read when they are drawn: those that were kept are forgotten, and that is all.
    fn redraw(&mut self, texts: &[Text], told: &Told) {
        let Some(snapshot) = self.queue.snapshot() else { return };
        self.queue.forget_texts(texts);
        snapshot.fall_behind();
        self.report = None;
        self.number += 1;
        self.say(Change::Pages);
        self.tell(told, touched::pages(&snapshot, texts).len());
    }

    /// Plans the board again and shows it when nothing is wrong.
    fn replan(&mut self, told: &Told) {
        let Some((mut prepared, address)) = self.prepare() else { return };
        self.told = std::mem::take(&mut prepared.diagnostics);
        let before = self.queue.snapshot();
        let mut mistakes: Vec<Diagnostic> = self
            .of_settings
            .iter()
            .chain(&self.told)
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        let snapshot = Arc::new(Snapshot::new(prepared, before.as_deref()));
        if mistakes.is_empty() {
            mistakes = self.trial(&snapshot);
            self.told.extend(mistakes.iter().cloned());
        }
        self.mistakes = if mistakes.is_empty() { String::new() } else { self.host.draw(&mistakes) };
        self.report = None;
        self.number += 1;
        let is_good = self.mistakes.is_empty();
        if is_good || before.is_none() {
            if let Some(before) = &before {
                self.moved.learn(before, &snapshot);
            }
            self.queue.show(snapshot.clone(), self.moved.clone());
        }
        self.say_from(
            match is_good {
                true if !told.changed.is_empty() && told.changed.iter().all(|path| is_style(path)) => Change::Style,
                true => Change::Pages,
                false => Change::Mistakes,
            },
            address.as_str(),
        );
        let pages = before.as_ref().map_or(snapshot.plan().pages.len(), |before| snapshot.new_pages(before));
        if before.is_some() || !is_good {
            self.tell(told, pages);
        }
        if is_good || before.is_none() {
            self.memory.remember(snapshot.plan());
        }
    }

    fn prepare(&self) -> Option<(Prepared, SiteUrl)> {
        let inputs = self.inputs.as_ref()?;
        let own = &inputs.settings.base_url;
        let address = SiteUrl::parse(&format!("{}{}", self.origin, own.base_path())).unwrap_or_else(|| own.clone());
        let before = self.queue.snapshot();
        Some((self.memory.prepare(inputs, &address, before.as_ref().map(|before| before.plan())), address))
    }

    /// Mistakes of templates that show only when they are filled; the same templates are tried once.
    fn trial(&mut self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        let plan = snapshot.plan();
        let hash = plan.board.theme.hash;
        if self.tried == Some(hash) {
            return Vec::new();
        }
        let texts = BoardTexts::new(&snapshot.prepared);
        let found = match Renderer::new(plan, &snapshot.prepared.templates) {
            Ok(renderer) => renderer.trial(&texts),
            Err(mistake) => vec![mistake],
        };
        self.tried = found.is_empty().then_some(hash);
        found
    }

    /// The board cannot be read: the last good one stays. The same failure is told once.
    fn fail(&mut self, failure: String) {
        if self.failure.as_ref() == Some(&failure) {
            return;
        }
        self.mistakes = format!("error: {failure}\n");
        self.failure = Some(failure.clone());
        self.number += 1;
        self.say(Change::Mistakes);
        self.host.tell(&News::Failed(failure));
    }

    fn say(&self, change: Change) {
        let address = self.status.borrow().address.clone();
        self.say_from(change, &address);
    }

    fn say_from(&self, change: Change, address: &str) {
        let (number, mistakes) = (self.number, self.mistakes.clone());
        self.status.send_replace(Arc::new(Status { number, change, mistakes, address: address.to_owned() }));
    }

    fn tell(&self, told: &Told, pages: usize) {
        let changed = if told.changed.is_empty() { self.memory.noticed() } else { told.changed };
        self.host.tell(&News::Rebuilt {
            changed: changed.to_vec(),
            pages,
            time: told.started.elapsed(),
            mistakes: self.mistakes.clone(),
        });
    }

    /// The report for the author; its keys tell of the texts as they are now.
    fn report(&mut self) -> Arc<Report> {
        if let Some(snapshot) = self.queue.snapshot().filter(|snapshot| snapshot.is_behind())
            && self.mistakes.is_empty()
            && let Some((mut prepared, _)) = self.prepare()
        {
            self.told = std::mem::take(&mut prepared.diagnostics);
            let now = Snapshot::new(prepared, Some(&snapshot));
            drop(snapshot);
            self.queue.show(Arc::new(now), self.moved.clone());
            self.report = None;
        }
        if let Some(report) = &self.report {
            return report.clone();
        }
        let mut diagnostics = self.of_settings.clone();
        if let Some(inputs) = &self.inputs {
            diagnostics.extend(self.memory.told(inputs));
        }
        diagnostics.extend(self.told.iter().cloned());
        let snapshot = self.queue.snapshot();
        diagnostics.sort_by(Diagnostic::order);
        let drafts = self.memory.drafts();
        let report = Arc::new(Report { snapshot, diagnostics, drafts, mistakes: self.mistakes.clone() });
        self.report = Some(report.clone());
        report
    }
}

/// What is told of a change.
struct Told<'a> {
    changed: &'a [PathBuf],
    started: Instant,
}

fn is_style(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "css")
}
