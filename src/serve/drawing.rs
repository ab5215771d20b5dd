//! Pages on demand: threads that hold the newest good snapshot and draw what the server asks for.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::snapshot::Snapshot;
use crate::plan::Page;
use crate::render::Renderer;
use crate::write::BoardTexts;

/// A file that was asked for.
struct Job {
    file: String,
    reply: oneshot::Sender<Answer>,
}

/// What came of it.
pub(super) enum Answer {
    /// The file of that name.
    File(Vec<u8>),
    /// No such file; the bytes of the page that says so.
    Missing(Vec<u8>),
    /// The page cannot be drawn: the words to show.
    Mistake(String),
}

/// Questions of the server, and the snapshot that answers them.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    snapshot: Option<Arc<Snapshot>>,
    is_closed: bool,
}

impl Queue {
    /// Puts a newer snapshot in place; pages being drawn are finished with the old one.
    pub(super) fn show(&self, snapshot: Arc<Snapshot>) {
        self.lock().snapshot = Some(snapshot);
        self.changed.notify_all();
    }

    /// Asks for a file.
    pub(super) fn ask(&self, file: String) -> oneshot::Receiver<Answer> {
        let (reply, answer) = oneshot::channel();
        self.lock().jobs.push_back(Job { file, reply });
        self.changed.notify_one();
        answer
    }

    /// The snapshot that is shown.
    pub(super) fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.lock().snapshot.clone()
    }

    /// Ends all drawing.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits for the first snapshot, or the next after the given one; none when closed.
    fn next_snapshot(&self, shown: Option<&Arc<Snapshot>>) -> Option<Arc<Snapshot>> {
        let mut state = self.lock();
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(snapshot) =
                state.snapshot.clone().filter(|new| shown.is_none_or(|shown| !Arc::ptr_eq(new, shown)))
            {
                return Some(snapshot);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next question; none when a newer snapshot has to answer it.
    fn next_job(&self, shown: &Arc<Snapshot>) -> Option<Job> {
        let mut state = self.lock();
        loop {
            let is_newest = state.snapshot.as_ref().is_some_and(|newest| Arc::ptr_eq(newest, shown));
            if state.is_closed || !is_newest {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Draws until the queue is closed. Every snapshot gets its own renderer, shared by a few threads.
pub(super) fn draw(queue: &Queue) {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
    let mut shown: Option<Arc<Snapshot>> = None;
    while let Some(snapshot) = queue.next_snapshot(shown.as_ref()) {
        let texts = BoardTexts::new(&snapshot.prepared);
        match Renderer::new(&snapshot.prepared.plan, &snapshot.prepared.templates) {
            Ok(renderer) => std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(|| {
                        while let Some(job) = queue.next_job(&snapshot) {
                            let answer = answer(&snapshot, &renderer, &texts, &job.file);
                            let _ = job.reply.send(answer);
                        }
                    });
                }
            }),
            Err(mistake) => {
                while let Some(job) = queue.next_job(&snapshot) {
                    let _ = job.reply.send(Answer::Mistake(mistake.message.clone()));
                }
            }
        }
        shown = Some(snapshot);
    }
}

fn answer(snapshot: &Snapshot, renderer: &Renderer, texts: &BoardTexts, file: &str) -> Answer {
    let Some(page) = snapshot.page(file) else {
        return match file_of(renderer, texts, Page::NotFound, "404.html") {
            Answer::File(bytes) => Answer::Missing(bytes),
            other => other,
        };
    };
    file_of(renderer, texts, page, file)
}

fn file_of(renderer: &Renderer, texts: &BoardTexts, page: Page, wanted: &str) -> Answer {
    let mut found: Option<Vec<u8>> = None;
    let drawn = renderer.draw(page, texts, &mut |file, bytes| {
        if file == wanted {
            found.get_or_insert_default().extend_from_slice(bytes);
        }
    });
    match (drawn, found) {
        (Ok(()), Some(bytes)) => Answer::File(bytes),
        (Ok(()), None) => Answer::Missing(Vec::new()),
        (Err(mistake), _) => Answer::Mistake(mistake.message),
    }
}
