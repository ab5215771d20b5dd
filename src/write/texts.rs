//! Bodies and static files, read again when they are drawn. Where feeds of lists hold full texts, the bodies drawn last
//! are kept: such feeds show the newest postings again and again.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::prepare::Prepared;
use super::read;
use super::terms::{Remembered, Since};
use crate::find;
use crate::model::{Dialect, FeedText};
use crate::parse::terms::{Collector, TermLists};
use crate::parse::{self, Body, PostingFile};
use crate::plan::{Plan, PostingId};
use crate::render::{Cut, Texts, theme_assets};

/// The texts of a board, from its files.
#[derive(Debug)]
pub struct BoardTexts<'a> {
    plan: &'a Plan,
    folder: &'a Path,
    statics: &'a Path,
    theme: BTreeMap<&'static str, Vec<u8>>,
    /// Sidecars by their postings' paths: they are a part of what is hashed.
    sidecars: &'a BTreeMap<String, String>,
    /// Bodies drawn last, by the posting's number; a shelf that another thread holds is passed over, never waited for.
    /// None where a text is drawn once or twice only.
    shelves: Vec<Mutex<Shelf>>,
    /// Bodies of the files of many postings that were read last.
    lists: Mutex<BTreeMap<String, Arc<Vec<Body>>>>,
    /// Held by the thread that renders a large body: what marks it up may take a hundred times its own room, and several
    /// pages show it.
    large: Mutex<()>,
    /// Where the words of bodies are remembered; none = nowhere.
    memory: Option<Words<'a>>,
    /// Hashes of texts that are newer than the plan, by path: they changed and nothing else of their files did.
    newer: Option<&'a NewerTexts>,
    /// True when a file changed or vanished after it was understood.
    moved: AtomicBool,
    /// How often a text was not the one that was understood.
    surprises: AtomicUsize,
}

/// Hashes of texts by the paths of their files.
pub type NewerTexts = BTreeMap<String, u128>;

/// The words of bodies as they are remembered.
#[derive(Debug)]
struct Words<'a> {
    folder: &'a Path,
    /// The version of the index of the search that stands whole in the site.
    standing: Option<u64>,
    /// Those of the last build, until they are taken.
    before: Mutex<Option<Remembered>>,
    /// What was true of the index that was drawn last, between the gathering of the words and the drawing of their files.
    since: Mutex<Option<Since>>,
}

/// Kept bodies, the oldest first.
type Shelf = Vec<(PostingId, Arc<Body>)>;

/// Shelves of kept bodies, and bodies on each: some 30 MB at 15 kB a body.
const SHELVES: usize = 256;
const ON_A_SHELF: usize = 8;
/// Files of many postings whose bodies are kept: each is held below a megabyte.
const MOST_LISTS: usize = 64;

/// Files from this size on, in bytes, are rendered one at a time.
const LARGE: usize = 1 << 18;

/// Texts that one thread cuts into words before it goes on to others.
const CUT_TOGETHER: usize = 500;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl<'a> BoardTexts<'a> {
    /// The texts of a board that was prepared.
    pub fn new(prepared: &'a Prepared) -> BoardTexts<'a> {
        BoardTexts {
            plan: &prepared.plan,
            folder: &prepared.folder,
            statics: &prepared.statics,
            theme: theme_assets(&prepared.plan.settings).into_iter().collect(),
            sidecars: &prepared.sidecars,
            shelves: shelves(&prepared.plan),
            lists: Mutex::default(),
            large: Mutex::default(),
            memory: None,
            newer: None,
            moved: AtomicBool::new(false),
            surprises: AtomicUsize::new(0),
        }
    }

    /// Takes some texts for what was understood although they are newer than the plan.
    pub fn after(self, newer: &'a NewerTexts) -> BoardTexts<'a> {
        BoardTexts { newer: Some(newer), ..self }
    }

    /// How often a text was not the one that was understood, so far: what was drawn meanwhile may show facts and text
    /// of two states of a file.
    pub fn surprises(&self) -> usize {
        self.surprises.load(Ordering::Relaxed)
    }

    /// Remembers the words of bodies in a folder, where those of the last build were read. `standing` is the version of
    /// the index of the search that stands whole in the site.
    pub(super) fn remembering(self, folder: &'a Path, before: Remembered, standing: Option<u64>) -> BoardTexts<'a> {
        let before = Mutex::new(Some(before));
        BoardTexts { memory: Some(Words { folder, standing, before, since: Mutex::default() }), ..self }
    }

    /// True when every file still was what it was when it was understood.
    pub fn are_as_planned(&self) -> bool {
        !self.moved.load(Ordering::Relaxed)
    }

    fn with<T>(&self, path: &str, hash: u128, draw: impl FnOnce(&[u8]) -> T) -> T {
        let hash = self.newer.and_then(|newer| newer.get(path)).copied().unwrap_or(hash);
        BUFFER.with_borrow_mut(|buffer| {
            let read = find::read(&self.folder.join(path), buffer);
            if read.is_err() || hash != self.hash(path, buffer) {
                self.moved.store(true, Ordering::Relaxed);
                self.surprises.fetch_add(1, Ordering::Relaxed);
            }
            draw(buffer)
        })
    }

    /// Hash of the bytes of a file, and of its sidecar's.
    fn hash(&self, path: &str, bytes: &[u8]) -> u128 {
        match self.sidecars.get(path) {
            Some(sidecar) => read::hash(bytes, Some(&find::bytes(&self.folder.join(sidecar)).unwrap_or_default())),
            None => xxh3_128(bytes),
        }
    }

    fn read_posting(&self, posting: PostingId) -> Body {
        let facts = self.plan.open(posting).facts;
        let hash = facts.content_hash;
        let site = &self.plan.settings.base_url;
        if facts.dialect == Dialect::YamlRecords {
            let bodies = self.list(&facts.path, hash);
            return bodies.get(facts.part as usize).cloned().unwrap_or_default();
        }
        let draw = |bytes: &[u8]| {
            let _alone = (bytes.len() >= LARGE).then(|| self.large.lock());
            parse::body(PostingFile { path: &facts.path, bytes, sidecar: None }, facts.part, site)
        };
        self.with(&facts.path, hash, draw)
    }

    /// The bodies of a file of many postings. It is read once: once for each posting, the time would grow with the
    /// square of their number.
    fn list(&self, path: &str, hash: u128) -> Arc<Vec<Body>> {
        let site = &self.plan.settings.base_url;
        let read = || self.with(path, hash, |bytes| parse::bodies(PostingFile { path, bytes, sidecar: None }, site));
        let Ok(mut lists) = self.lists.lock() else { return Arc::new(read()) };
        if let Some(bodies) = lists.get(path) {
            return bodies.clone();
        }
        if lists.len() == MOST_LISTS {
            lists.clear();
        }
        let surprises = self.surprises();
        let bodies = Arc::new(read());
        if self.surprises() == surprises {
            lists.insert(path.to_owned(), bodies.clone());
        }
        bodies
    }
}

/// Only feeds of lists show the same texts again and again.
fn shelves(plan: &Plan) -> Vec<Mutex<Shelf>> {
    let are_shown_again =
        plan.settings.feeds.text == FeedText::Full && plan.lists.iter().skip(1).any(|list| list.has_feeds);
    if are_shown_again { (0..SHELVES).map(|_| Mutex::default()).collect() } else { Vec::new() }
}

impl Texts for BoardTexts<'_> {
    fn posting(&self, posting: PostingId) -> Arc<Body> {
        let Some(shelf) = self.shelves.get(posting as usize % SHELVES) else {
            return Arc::new(self.read_posting(posting));
        };
        let kept = |bodies: &Shelf| bodies.iter().find(|(id, _)| *id == posting).map(|(_, body)| body.clone());
        if let Some(body) = shelf.try_lock().ok().and_then(|bodies| kept(&bodies)) {
            return body;
        }
        let surprises = self.surprises();
        let body = Arc::new(self.read_posting(posting));
        if self.surprises() == surprises
            && let Ok(mut bodies) = shelf.try_lock()
        {
            if bodies.len() == ON_A_SHELF {
                bodies.remove(0);
            }
            bodies.push((posting, body.clone()));
        }
        body
    }

    fn body_words(&self, posting: PostingId, found: &mut dyn FnMut(&str)) {
        let facts = &self.plan.postings[posting as usize].facts;
        let outline = facts.outline();
        self.with(&outline.path, outline.content_hash, |bytes| {
            let file = PostingFile { path: &outline.path, bytes, sidecar: None };
            parse::body_words(file, &self.plan.open(posting).facts, &mut |word| found(word));
        });
    }

    fn remembered_words(&self, keys: &[u128], frame: u128, cut: &Cut) -> TermLists {
        let taken = self.memory.as_ref().and_then(|words| words.before.lock().ok()?.take());
        let remembered = taken.unwrap_or_default();
        let before = self.memory.as_ref().and_then(|words| Since::open(words.folder));
        let before = before.filter(|since| since.words == remembered.hash() && since.frame == frame);
        let changed = before.as_ref().and_then(|_| remembered.changed(keys));
        let (mut lists, missing) = remembered.take(keys);
        let collectors: Vec<Collector> = missing
            .par_chunks(CUT_TOGETHER)
            .map(|numbers| {
                let mut collector = Collector::default();
                for number in numbers {
                    collector.begin();
                    cut(*number, &mut |word| collector.add(word));
                }
                collector
            })
            .collect();
        lists.replace(missing.chunks(CUT_TOGETHER).zip(collectors).collect());
        if let Some(words) = self.memory.as_ref().filter(|_| self.are_as_planned()) {
            // A few texts are cut again by the next build: that takes less time than writing all lists. Without what is
            // written here the next build only takes longer.
            let now = match (&changed, before) {
                (Some(_), Some(before)) => Some(before),
                _ => Remembered::save(words.folder, keys, &lists).ok().map(|hash| Since::none(hash, frame)),
            };
            if let Ok(mut since) = words.since.lock() {
                *since = now;
            }
        }
        lists.changed = changed;
        lists
    }

    fn stale_files(&self, differ: Option<&[u32]>) -> Option<Vec<u32>> {
        let words = self.memory.as_ref()?;
        let before = words.since.lock().ok()?.take()?;
        let now = Since { version: self.plan.search.version, files: differ.unwrap_or_default().to_vec(), ..before };
        now.save(words.folder).ok()?;
        let mut stale = before.files;
        stale.extend(differ?);
        stale.sort_unstable();
        stale.dedup();
        (words.standing == Some(before.version)).then_some(stale)
    }

    fn company(&self, profile: u32) -> Body {
        let profile = &self.plan.board.companies[profile as usize];
        self.with(&profile.path, profile.content_hash, |bytes| parse::prose(bytes, &self.plan.settings.base_url))
    }

    fn page(&self, page: u32) -> Body {
        let page = &self.plan.board.pages[page as usize];
        self.with(&page.path, page.content_hash, |bytes| parse::prose(bytes, &self.plan.settings.base_url))
    }

    fn asset(&self, asset: u32) -> Vec<u8> {
        let asset = &self.plan.board.assets[asset as usize];
        if asset.is_embedded {
            return self.theme.get(asset.file.as_str()).cloned().unwrap_or_default();
        }
        let bytes = find::bytes(&self.statics.join(&asset.file));
        if bytes.is_err() {
            self.surprises.fetch_add(1, Ordering::Relaxed);
        }
        let bytes = bytes.unwrap_or_default();
        if xxh3_128(&bytes) != asset.hash {
            self.moved.store(true, Ordering::Relaxed);
        }
        bytes
    }
}
