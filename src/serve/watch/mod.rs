//! Changes of the board's files, gathered until they settle: by events of the file system, or by looking again and
//! again where there are none.

mod disk;
mod gather;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use gather::Gathering;

/// How often files are looked at where no events come, at most; see `WORK_TO_REST`.
const LOOK: Duration = Duration::from_millis(300);
/// Looking at files rests ten times as long as it took, so that a large board costs a tenth of one core.
const WORK_TO_REST: u32 = 10;
/// A new folder is looked at again after this time: what was put into it before it was watched gave no event.
const AGAIN: Duration = Duration::from_millis(250);

/// The files and folders of a board.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The folder of the postings.
    pub content: PathBuf,
    /// Templates, static files, settings; they need not exist.
    pub others: Vec<PathBuf>,
    /// Look at the files again and again instead of waiting for events.
    pub poll: bool,
}

/// Files that may have changed.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Their paths; as given in `Watched` and below.
    pub paths: Vec<PathBuf>,
    /// True when others may have changed too.
    pub everywhere: bool,
    /// When the first change was heard; none when nothing was, and looking is only a precaution.
    pub heard: Option<Instant>,
}

/// What `Changes` waits for.
#[derive(Debug)]
pub enum Next<T> {
    /// Files may have changed.
    Changed(Batch),
    /// Somebody asked for something.
    Asked(T),
    /// The end.
    Stop,
}

/// Messages to whoever waits for changes.
enum Message<T> {
    Event(notify::Result<Event>),
    Asked(T),
    Stop,
}

/// Wakes whoever waits for changes.
#[derive(Debug)]
pub struct Bell<T>(Sender<Message<T>>);

impl<T> Clone for Bell<T> {
    fn clone(&self) -> Bell<T> {
        Bell(self.0.clone())
    }
}

impl<T> Bell<T> {
    /// Asks for something; false when nobody waits any more.
    pub fn ask(&self, what: T) -> bool {
        self.0.send(Message::Asked(what)).is_ok()
    }

    /// Ends the waiting.
    pub fn stop(&self) {
        let _ = self.0.send(Message::Stop);
    }
}

/// Changes of a board, one batch after the other.
pub struct Changes<T> {
    watched: Watched,
    messages: Receiver<Message<T>>,
    bell: Sender<Message<T>>,
    watcher: Option<RecommendedWatcher>,
    gathering: Gathering,
    /// The board's files and folders as events name them, and as they are given.
    names: Vec<(PathBuf, PathBuf)>,
    /// When everything is looked at without an event; none = never.
    again: Option<Instant>,
    /// When looking began or ended last, whether it is at work, and its rest; only where there are no events.
    looked: Instant,
    is_looking: bool,
    rest: Duration,
}

impl<T> std::fmt::Debug for Changes<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Changes").field("watched", &self.watched).finish_non_exhaustive()
    }
}

impl<T: Send + 'static> Changes<T> {
    /// Waits for nothing yet; see `watch`.
    pub fn new(watched: Watched) -> Changes<T> {
        let (bell, messages) = mpsc::channel();
        let absolute = |path: PathBuf| (std::path::absolute(&path).unwrap_or_else(|_| path.clone()), path);
        Changes {
            names: watched.tops().into_iter().map(absolute).collect(),
            watched,
            messages,
            bell,
            watcher: None,
            gathering: Gathering::default(),
            again: None,
            looked: Instant::now(),
            is_looking: false,
            rest: LOOK,
        }
    }

    /// Wakes the one who waits.
    pub fn bell(&self) -> Bell<T> {
        Bell(self.bell.clone())
    }

    /// Begins to watch. Where events cannot be had, everything is looked at again and again, and the reason is
    /// returned. What changed before is not told: look at everything once.
    pub fn watch(&mut self) -> Option<String> {
        if self.watched.poll {
            return None;
        }
        if let Some(system) = disk::without_events(&self.watched.content) {
            return Some(format!("changes on a disk of the kind `{system}` are not told to other programs"));
        }
        let bell = self.bell.clone();
        let watcher = RecommendedWatcher::new(
            move |event| {
                let _ = bell.send(Message::Event(event));
            },
            Config::default(),
        );
        let attached = watcher.and_then(|watcher| {
            self.watcher = Some(watcher);
            self.attach()
        });
        let reason = reason(&attached.err()?);
        self.watcher = None;
        Some(reason)
    }

    /// True when files are looked at again and again.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Looks at everything soon, and watches again: something could not be read.
    pub fn retry(&mut self) {
        self.again = Some(Instant::now() + LOOK);
        let _ = self.attach();
    }

    /// Watches the board's files and the folders in which they lie, as far as they exist.
    fn attach(&mut self) -> notify::Result<()> {
        let tops = self.watched.tops();
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        let is_gone = |error: &notify::Error| matches!(error.kind, ErrorKind::PathNotFound | ErrorKind::WatchNotFound);
        let mut watch = |path: &PathBuf, mode| match watcher.watch(path, mode) {
            Err(error) if !is_gone(&error) && path.exists() => Err(error),
            _ => Ok(()),
        };
        for top in &tops {
            let parent = top.parent().filter(|parent| !parent.as_os_str().is_empty());
            let parent = parent.map_or_else(|| PathBuf::from("."), std::borrow::ToOwned::to_owned);
            watch(&parent, RecursiveMode::NonRecursive)?;
        }
        for top in tops.iter().filter(|top| top.is_dir()) {
            watch(top, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    /// Waits for the next batch or question.
    pub fn wait(&mut self) -> Next<T> {
        if std::mem::take(&mut self.is_looking) {
            self.rest = LOOK.max(self.looked.elapsed() * WORK_TO_REST);
            self.looked = Instant::now();
        }
        loop {
            match self.receive() {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                Ok(Message::Asked(what)) => return Next::Asked(what),
                Ok(Message::Event(Ok(event))) => self.gathering.add(self.named(event), &self.watched),
                Ok(Message::Event(Err(error))) => {
                    self.gathering.everywhere();
                    if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                        self.watcher = None;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.gathering.is_settled() {
                return Next::Changed(self.taken());
            }
            if self.gathering.is_empty() && self.is_due() {
                self.again = None;
                self.looked = Instant::now();
                self.is_looking = true;
                return Next::Changed(Batch { everywhere: true, ..Batch::default() });
            }
        }
    }

    fn receive(&self) -> Result<Message<T>, RecvTimeoutError> {
        let wait = self.gathering.wait();
        let until_again = self.again.map(|again| again.saturating_duration_since(Instant::now()));
        let rest = self.is_polling().then_some(self.rest);
        match wait.into_iter().chain(until_again).chain(rest).min() {
            Some(wait) => self.messages.recv_timeout(wait),
            None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn is_due(&self) -> bool {
        self.again.is_some_and(|again| again <= Instant::now())
            || self.is_polling() && self.looked.elapsed() >= self.rest
    }

    /// The event with the paths of its files as the board's were given.
    fn named(&self, mut event: Event) -> Event {
        for path in &mut event.paths {
            let given = self.names.iter().find_map(|(absolute, given)| match path.strip_prefix(absolute).ok()? {
                below if below.as_os_str().is_empty() => Some(given.clone()),
                below => Some(given.join(below)),
            });
            *path = given.unwrap_or_else(|| std::mem::take(path));
        }
        event
    }

    fn taken(&mut self) -> Batch {
        let gathering = std::mem::take(&mut self.gathering);
        if gathering.has_new_top {
            let _ = self.attach();
        }
        if gathering.has_new_folder {
            self.again = Some(Instant::now() + AGAIN);
        }
        gathering.batch()
    }
}

impl Watched {
    fn tops(&self) -> Vec<PathBuf> {
        std::iter::once(&self.content).chain(&self.others).cloned().collect()
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders for this user (raise `fs.inotify.max_user_watches`)".to_owned()
        }
        ErrorKind::Io(error) if error.raw_os_error() == Some(24) => {
            "the system starts no more watchers for this user (raise `fs.inotify.max_user_instances`)".to_owned()
        }
        _ => format!("the system does not tell of changes: {error}"),
    }
}
