//! Bodies and static files, read again when they are drawn.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use xxhash_rust::xxh3::xxh3_128;

use super::prepare::Prepared;
use crate::find;
use crate::parse::{self, Body, PostingFile};
use crate::plan::{Plan, PostingId};
use crate::render::{Texts, theme_assets};

/// The texts of a board, from its files.
#[derive(Debug)]
pub struct BoardTexts<'a> {
    plan: &'a Plan,
    folder: &'a Path,
    statics: &'a Path,
    theme: BTreeMap<&'static str, Vec<u8>>,
    /// Postings with a sidecar: their hash is not that of their file alone.
    sidecars: BTreeSet<String>,
    /// True when a file changed or vanished after it was understood.
    moved: AtomicBool,
}

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
            sidecars: prepared.sidecars.clone(),
            moved: AtomicBool::new(false),
        }
    }

    /// True when every file still was what it was when it was understood.
    pub fn are_as_planned(&self) -> bool {
        !self.moved.load(Ordering::Relaxed)
    }

    fn with<T>(&self, path: &str, hash: Option<u128>, draw: impl FnOnce(&[u8]) -> T) -> T {
        BUFFER.with_borrow_mut(|buffer| {
            let read = find::read(&self.folder.join(path), buffer);
            if read.is_err() || hash.is_some_and(|hash| hash != xxh3_128(buffer)) {
                self.moved.store(true, Ordering::Relaxed);
            }
            draw(buffer)
        })
    }
}

impl Texts for BoardTexts<'_> {
    fn posting(&self, posting: PostingId) -> Body {
        let facts = &self.plan.postings[posting as usize].facts;
        let hash = Some(facts.content_hash).filter(|_| !self.sidecars.contains(&facts.path));
        let site = &self.plan.settings.base_url;
        let draw =
            |bytes: &[u8]| parse::body(PostingFile { path: &facts.path, bytes, sidecar: None }, facts.part, site);
        self.with(&facts.path, hash, draw)
    }

    fn company(&self, profile: u32) -> Body {
        let profile = &self.plan.board.companies[profile as usize];
        self.with(&profile.path, Some(profile.content_hash), |bytes| parse::prose(bytes, &self.plan.settings.base_url))
    }

    fn page(&self, page: u32) -> Body {
        let page = &self.plan.board.pages[page as usize];
        self.with(&page.path, Some(page.content_hash), |bytes| parse::prose(bytes, &self.plan.settings.base_url))
    }

    fn asset(&self, asset: u32) -> Vec<u8> {
        let asset = &self.plan.board.assets[asset as usize];
        if asset.is_embedded {
            return self.theme.get(asset.file.as_str()).cloned().unwrap_or_default();
        }
        std::fs::read(self.statics.join(&asset.file)).unwrap_or_default()
    }
}
