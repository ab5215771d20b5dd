//! Pages on demand: threads that hold the newest good snapshot and draw what the server asks for. Pages that were
//! drawn are kept until something changes. A page whose text on the disk is not the one that the snapshot knows waits
//! for the next snapshot: nobody sees the facts of one state of a file over the text of another.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::moved::Moved;
use super::snapshot::Snapshot;
use crate::diagnostic::Diagnostic;
use crate::plan::Page;
use crate::render::Renderer;
use crate::write::{BoardTexts, NewerTexts, Text};

/// Bytes of drawn pages that are kept. They also are what stays of a good page when its file is broken.
const KEPT: usize = 16 << 20;
/// A page waits no longer than this for its text to be understood; the slowest look at all files of a board that is
/// polled comes sooner.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file that was asked for.
struct Job {
    file: String,
    reply: oneshot::Sender<Answer>,
    asked: Instant,
}

/// What came of it.
#[derive(Clone)]
pub(super) enum Answer {
    /// The file of that name.
    File(Arc<Vec<u8>>),
    /// No such file; the bytes of the page that says so.
    Missing(Arc<Vec<u8>>),
    /// The page cannot be drawn.
    Mistake(Box<Diagnostic>),
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
    /// Those that wait for their text to be understood.
    waiting: VecDeque<Job>,
    shown: Option<Shown>,
    /// Another one whenever texts must be read again: those that changed since the plan was made.
    texts: Arc<NewerTexts>,
    /// True while mistakes keep what is shown in place although files have changed.
    is_last_good: bool,
    kept: Kept,
    is_closed: bool,
}

/// Drawn pages by file, their files from the oldest on, their bytes.
#[derive(Default)]
struct Kept {
    pages: HashMap<String, Answer>,
    files: VecDeque<String>,
    bytes: usize,
}

/// What is shown.
#[derive(Clone)]
pub(super) struct Shown {
    pub snapshot: Arc<Snapshot>,
    /// Where pages went that are not in it any more.
    pub moved: Arc<Moved>,
}

/// What a drawing thread draws from: it ends when this is no longer the newest.
#[derive(Clone)]
struct Draws {
    snapshot: Arc<Snapshot>,
    texts: Arc<NewerTexts>,
}

impl Queue {
    /// Puts a newer snapshot in place; pages being drawn are finished with the old one.
    pub(super) fn show(&self, snapshot: Arc<Snapshot>, moved: Moved) {
        let mut state = self.lock();
        let before = state.shown.replace(Shown { snapshot, moved: Arc::new(moved) });
        state.texts = Arc::default();
        state.wake();
        let kept = std::mem::take(&mut state.kept);
        drop(state);
        self.changed.notify_all();
        // Freeing a large board takes longer than showing the next: it is done without the lock.
        drop((before, kept));
    }

    /// Texts have changed and nothing else: they are read again, and pages are drawn again.
    pub(super) fn forget_texts(&self, changed: &[Text]) {
        let mut state = self.lock();
        let mut texts = NewerTexts::clone(&state.texts);
        texts.extend(changed.iter().map(|text| text.hashed()).map(|(path, hash)| (path.to_owned(), hash)));
        state.texts = Arc::new(texts);
        state.wake();
        let kept = std::mem::take(&mut state.kept);
        drop(state);
        self.changed.notify_all();
        drop(kept);
    }

    /// All changes that were heard of are dealt with. What is shown is the board as it is now.
    pub(super) fn is_current(&self) {
        self.settle(false);
    }

    /// The same, but mistakes keep the last good board in place.
    pub(super) fn is_last_good(&self) {
        self.settle(true);
    }

    fn settle(&self, is_last_good: bool) {
        let mut state = self.lock();
        state.is_last_good = is_last_good;
        state.wake();
        drop(state);
        self.changed.notify_all();
    }

    /// Asks for a file.
    pub(super) fn ask(&self, file: String) -> oneshot::Receiver<Answer> {
        let (reply, answer) = oneshot::channel();
        let mut state = self.lock();
        match state.kept.pages.get(&file).cloned() {
            Some(answer) => drop(reply.send(answer)),
            None => {
                state.jobs.push_back(Job { file, reply, asked: Instant::now() });
                self.changed.notify_one();
            }
        }
        answer
    }

    /// What is shown.
    pub(super) fn shown(&self) -> Option<Shown> {
        self.lock().shown.clone()
    }

    /// The snapshot that is shown.
    pub(super) fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.lock().shown.as_ref().map(|shown| shown.snapshot.clone())
    }

    /// Ends all drawing.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits for something to draw from that is newer than what was drawn from last; none when closed.
    fn next_draws(&self, last: Option<&Draws>) -> Option<Draws> {
        let mut state = self.lock();
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(draws) = state.draws().filter(|new| last.is_none_or(|last| !last.is(new))) {
                return Some(draws);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next question; none when something newer has to answer it.
    fn next_job(&self, draws: &Draws) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if state.is_closed || !state.draws().is_some_and(|newest| newest.is(draws)) {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            state = match state.waiting.front().map(|job| PATIENCE.saturating_sub(job.asked.elapsed())) {
                Some(Duration::ZERO) => return state.waiting.pop_front(),
                Some(rest) => self.changed.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Puts a question aside until its text is understood; gives it back when that would be in vain.
    fn put_aside(&self, draws: &Draws, job: Job) -> Option<Job> {
        let mut state = self.lock();
        if state.is_last_good || job.asked.elapsed() >= PATIENCE {
            return Some(job);
        }
        if state.draws().is_some_and(|newest| newest.is(draws)) {
            state.waiting.push_back(job);
        } else {
            state.jobs.push_front(job);
        }
        None
    }

    /// Keeps a page that was drawn from what is still shown.
    fn keep(&self, draws: &Draws, file: &str, answer: &Answer) {
        let Answer::File(bytes) = answer else { return };
        let mut state = self.lock();
        if bytes.len() > KEPT / 4 || !state.draws().is_some_and(|newest| newest.is(draws)) {
            return;
        }
        state.kept.add(file, bytes.len(), answer.clone());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn draws(&self) -> Option<Draws> {
        self.shown.as_ref().map(|shown| Draws { snapshot: shown.snapshot.clone(), texts: self.texts.clone() })
    }

    /// What waits is tried again.
    fn wake(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.jobs.extend(waiting);
    }
}

impl Kept {
    fn add(&mut self, file: &str, bytes: usize, answer: Answer) {
        if self.pages.insert(file.to_owned(), answer).is_some() {
            return;
        }
        self.bytes += bytes;
        self.files.push_back(file.to_owned());
        while self.bytes > KEPT
            && let Some(oldest) = self.files.pop_front()
        {
            if let Some(Answer::File(bytes)) = self.pages.remove(&oldest) {
                self.bytes -= bytes.len();
            }
        }
    }
}

impl Draws {
    fn is(&self, other: &Draws) -> bool {
        Arc::ptr_eq(&self.snapshot, &other.snapshot) && Arc::ptr_eq(&self.texts, &other.texts)
    }
}

/// Draws until the queue is closed. Every snapshot gets its own renderer, shared by a few threads.
pub(super) fn draw(queue: &Queue) {
    let mut last: Option<Draws> = None;
    loop {
        let next = queue.next_draws(last.as_ref());
        // A board that is no longer shown is freed as soon as the next is there, and nobody waits for that.
        let before = last.take();
        rayon::spawn(move || drop(before));
        let Some(draws) = next else { return };
        let renderer = Renderer::new(draws.snapshot.plan(), &draws.snapshot.prepared.templates);
        let mut now = draws.clone();
        loop {
            draw_from(queue, &now, &renderer);
            match queue.next_draws(Some(&now)) {
                Some(next) if Arc::ptr_eq(&next.snapshot, &draws.snapshot) => now = next,
                _ => break,
            }
        }
        drop(renderer);
        last = Some(now);
    }
}

/// Answers questions until there is something newer to draw from.
fn draw_from(queue: &Queue, draws: &Draws, renderer: &Result<Renderer, Diagnostic>) {
    let threads = rayon::current_num_threads().clamp(2, 8);
    let texts = BoardTexts::new(&draws.snapshot.prepared).after(&draws.texts);
    let work = || {
        while let Some(job) = queue.next_job(draws) {
            let surprises = texts.surprises();
            let answer = match renderer {
                Ok(renderer) => answer(&draws.snapshot, renderer, &texts, &job.file),
                Err(mistake) => Answer::Mistake(Box::new(mistake.clone())),
            };
            if texts.surprises() == surprises {
                queue.keep(draws, &job.file, &answer);
                let _ = job.reply.send(answer);
            } else if let Some(job) = queue.put_aside(draws, job) {
                let _ = job.reply.send(answer);
            }
        }
    };
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
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
        (Ok(()), Some(bytes)) => Answer::File(Arc::new(bytes)),
        (Ok(()), None) => Answer::Missing(Arc::default()),
        (Err(mistake), _) => Answer::Mistake(Box::new(mistake)),
    }
}
