//! Draws the pages that are new or changed into a folder beside the site; the site is not touched here.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::disk;
use super::looks::is_intact;
use super::outcome::{Progress, Stage};
use super::records::{FileRecord, Record};
use super::shard::Parts;
use super::state::Site;
use crate::diagnostic::Diagnostic;
use crate::find::{Folder, Stat};
use crate::plan::{Page, Plan, PlannedPage};
use crate::render::{Renderer, Texts};

/// What is still to do, and what stays.
pub(super) struct Units {
    /// Pages that must be drawn: those whose key is new, or of whose files one is not what was written.
    pub to_draw: Vec<PlannedPage>,
    /// For every record of the site before whether it stays as it is.
    pub kept: Vec<bool>,
}

/// Finds out which pages must be drawn. `keys` are those of the files that were written, by key; `intact` is what `Looks`
/// found. The files of a page bear its key, and no other page has it: their names need not be made.
pub(super) fn units(plan: &Plan, keys: &[(u128, u32)], intact: &[bool]) -> Units {
    let mut pages: Vec<(u128, u32)> = plan.pages.par_iter().map(|planned| planned.key).zip(0..u32::MAX).collect();
    pages.par_sort_unstable();
    let mut kept = vec![false; intact.len()];
    let mut is_whole = vec![false; pages.len()];
    let mut rest = keys;
    for (key, page) in pages {
        rest = &rest[rest.iter().take_while(|(of, _)| *of < key).count()..];
        let files = &rest[..rest.iter().take_while(|(of, _)| *of == key).count()];
        if !files.is_empty() && files.iter().all(|(_, number)| intact[*number as usize]) {
            files.iter().for_each(|(_, number)| kept[*number as usize] = true);
            is_whole[page as usize] = true;
        }
    }
    let to_draw = plan.pages.iter().zip(is_whole).filter(|(_, is_whole)| !is_whole).map(|(planned, _)| *planned);
    Units { to_draw: to_draw.collect(), kept }
}

/// The version of the index of the search that stands in the site as it was written; none when a file of it does not.
pub(super) fn standing_index(plan: &Plan, before: &Site, intact: &[bool]) -> Option<u64> {
    let key = |file: &String| before.numbered(file).filter(|(number, _)| intact[*number]).map(|(_, record)| record.key);
    let files = plan.search_files();
    let first = files.first().and_then(key)?;
    files.par_iter().with_min_len(64).all(|file| key(file) == Some(first)).then_some(first as u64)
}

/// Pages of postings and lists that a thread takes together.
const TOGETHER: RangeInclusive<usize> = 8..=64;

/// True for documents that hold many postings.
fn is_large(planned: &PlannedPage) -> bool {
    matches!(
        planned.page,
        Page::Feeds(..)
            | Page::JobsJson(_)
            | Page::SearchIndex
            | Page::SearchCards(_)
            | Page::HandOff(_)
            | Page::Sitemap(_)
    )
}

/// What drawing gave.
#[derive(Default)]
pub(super) struct Drawn {
    /// Records of the files of the pages that were drawn.
    pub files: Vec<FileRecord>,
    /// Files that wait in the folder, in the order in which they are to be put in place.
    pub staged: Vec<Arc<str>>,
    /// Pages that were drawn.
    pub pages: usize,
    /// Bytes that wait in the folder.
    pub bytes: u64,
}

impl Drawn {
    fn of(fresh: Vec<Fresh>) -> Drawn {
        let is_staged = |fresh: &&Fresh| fresh.is_staged;
        let paths = fresh.iter().filter(is_staged).map(|fresh| fresh.record.path.clone());
        let mut staged = Vec::with_capacity(fresh.iter().filter(is_staged).count());
        staged.extend(paths);
        let bytes = fresh.iter().filter(is_staged).map(|fresh| fresh.record.size).sum();
        let mut files = Vec::with_capacity(fresh.len());
        files.extend(fresh.into_iter().map(|fresh| fresh.record));
        Drawn { files, staged, pages: 0, bytes }
    }
}

/// Why drawing stopped.
pub(super) enum Halt {
    Mistake(Box<Diagnostic>),
    System(PathBuf, io::Error),
}

/// Draws into a folder.
pub(super) struct Drawing<'a> {
    pub renderer: &'a Renderer<'a>,
    pub plan: &'a Plan,
    /// Folders from which pages are taken instead of drawing them.
    pub parts: Parts,
    pub texts: &'a dyn Texts,
    pub before: &'a Site,
    /// The site.
    pub site: &'a Folder,
    pub out: &'a Path,
    pub folder: &'a Path,
}

impl Drawing<'_> {
    /// Draws pages. A file whose bytes are those that were written before is not staged.
    pub(super) fn draw(&self, pages: &[PlannedPage], progress: &dyn Progress) -> Result<Drawn, Halt> {
        progress.begin(Stage::Render, pages.len());
        if pages.iter().any(|planned| planned.page == Page::SearchIndex) {
            // All threads together; what follows is for one alone, and must not come when all else is done.
            self.renderer.gather_words(self.texts);
        }
        // Feeds and documents of the whole board come last and are large: each is taken by itself, and at once.
        let (small, large) = pages.split_at(pages.iter().position(is_large).unwrap_or(pages.len()));
        let (large, small) = rayon::join(|| self.run(large, 1..=1, progress), || self.run(small, TOGETHER, progress));
        progress.end();
        let (mut parts, large) = (small?, large?);
        parts.extend(large);
        let total = |count: fn(&Drawn) -> usize| parts.iter().map(count).sum();
        let (files, staged) = (total(|part| part.files.len()), total(|part| part.staged.len()));
        let mut drawn = Drawn {
            pages: pages.len(),
            bytes: 0,
            files: Vec::with_capacity(files),
            staged: Vec::with_capacity(staged),
        };
        for part in parts {
            drawn.bytes += part.bytes;
            drawn.files.extend(part.files);
            drawn.staged.extend(part.staged);
        }
        Ok(drawn)
    }

    /// Draws pages, of which a thread takes so many together; their files in the order of the pages.
    fn run(
        &self,
        pages: &[PlannedPage],
        together: RangeInclusive<usize>,
        progress: &dyn Progress,
    ) -> Result<Vec<Drawn>, Halt> {
        // A thread gathers the files of many pages in lists that are cut to their size: lists of their own would take more
        // room than the files, and lists that grow for long a third more.
        let share = pages.len() / (rayon::current_num_threads().max(1) * 16);
        let draw = |pages: &[PlannedPage]| {
            let mut files = Vec::with_capacity(pages.len() * 2);
            for planned in pages {
                self.unit(*planned, &mut files)?;
                progress.advance(1);
            }
            Ok(Drawn::of(files))
        };
        pages.par_chunks(share.clamp(*together.start(), *together.end())).map(draw).collect()
    }

    /// Draws a page and adds its files.
    fn unit(&self, planned: PlannedPage, files: &mut Vec<Fresh>) -> Result<(), Halt> {
        let first = files.len();
        if let Some(taken) = self.parts.take(self.plan, planned) {
            for (file, bytes) in taken {
                let fresh = self.file(planned.key, &file, &bytes);
                files.push(fresh.map_err(|error| Halt::System(self.folder.join(&file), error))?);
            }
            return Ok(());
        }
        let mut failure = None;
        let mut emit = |file: &str, bytes: &[u8]| {
            if failure.is_none() {
                match self.piece(planned.key, files, file, bytes) {
                    Ok(()) => {}
                    Err(error) => failure = Some(Halt::System(self.folder.join(file), error)),
                }
            }
        };
        let result = self.renderer.draw(planned.page, self.texts, &mut emit);
        result.map_err(|diagnostic| Halt::Mistake(Box::new(diagnostic)))?;
        if let Some(halt) = failure {
            return Err(halt);
        }
        if planned.page == Page::SearchIndex {
            self.keep_others(planned.key, files)?;
        }
        for fresh in &mut files[first..] {
            self.settle(fresh).map_err(|error| Halt::System(self.folder.join(&*fresh.record.path), error))?;
        }
        Ok(())
    }

    /// Files of the index of the search that were not drawn stay as they are.
    fn keep_others(&self, key: u128, files: &mut Vec<Fresh>) -> Result<(), Halt> {
        let drawn: HashSet<Arc<str>> = files.iter().map(|fresh| fresh.record.path.clone()).collect();
        for file in self.plan.search_files().into_iter().filter(|file| !drawn.contains(file.as_str())) {
            let missing = || Halt::System(self.out.join(&file), io::ErrorKind::NotFound.into());
            let old = self.before.file(&file).ok_or_else(missing)?;
            files.push(Fresh { record: old.of_page(key), is_staged: false, pieces: None });
        }
        Ok(())
    }

    /// Takes a file, or the next piece of the one that came last.
    fn piece(&self, key: u128, files: &mut Vec<Fresh>, file: &str, bytes: &[u8]) -> io::Result<()> {
        match files.last_mut().filter(|fresh| *fresh.record.path == *file) {
            Some(fresh) => self.append(fresh, bytes),
            None => {
                files.push(self.file(key, file, bytes)?);
                Ok(())
            }
        }
    }

    /// Adds a piece to a file.
    fn append(&self, fresh: &mut Fresh, bytes: &[u8]) -> io::Result<()> {
        let path = disk::below(self.folder, &fresh.record.path)?;
        if !fresh.is_staged {
            // The first piece alone was the whole file until now.
            make_folder(&path)?;
            disk::copy(&self.out.join(&*fresh.record.path), &path)?;
            fresh.is_staged = true;
        }
        let hash = match &mut fresh.pieces {
            Some(hash) => hash,
            None => {
                let mut hash = Box::new(Xxh3::new());
                hash.update(&fs::read(&path)?);
                fresh.pieces.insert(hash)
            }
        };
        disk::append(&path, bytes)?;
        hash.update(bytes);
        fresh.record.hash = hash.digest128();
        fresh.record.size += bytes.len() as u64;
        Ok(())
    }

    /// Ends a file that came in pieces: the time of the last one counts, and one that is as it was is not staged.
    fn settle(&self, fresh: &mut Fresh) -> io::Result<()> {
        if fresh.pieces.is_none() {
            return Ok(());
        }
        let path = self.folder.join(&*fresh.record.path);
        let same = |old: &Record| old.hash == fresh.record.hash && old.size == fresh.record.size;
        if let Some(old) = self.before.file(&fresh.record.path).filter(same).filter(|old| is_intact(*old, self.site)) {
            disk::remove_file(&path)?;
            fresh.record.mtime = old.mtime;
            fresh.is_staged = false;
            return Ok(());
        }
        fresh.record.mtime = Stat::of(&fs::symlink_metadata(&path)?).mtime;
        Ok(())
    }

    fn file(&self, key: u128, file: &str, bytes: &[u8]) -> io::Result<Fresh> {
        let hash = xxh3_128(bytes);
        let size = bytes.len() as u64;
        let same = self.before.file(file).filter(|old| old.hash == hash && old.size == size);
        if let Some(old) = same.filter(|old| is_intact(*old, self.site)) {
            return Ok(Fresh { record: old.of_page(key), is_staged: false, pieces: None });
        }
        let mtime = Stat::of(&self.write(file, bytes)?).mtime;
        let record = FileRecord { path: file.into(), key, hash, size, mtime };
        Ok(Fresh { record, is_staged: true, pieces: None })
    }

    /// Writes a file into the folder. A page that has a folder of its own finds none; others mostly find theirs, and
    /// asking for one that is there would lock the folder above it for all threads.
    fn write(&self, file: &str, bytes: &[u8]) -> io::Result<fs::Metadata> {
        let path = disk::below(self.folder, file)?;
        if file.ends_with("/index.html") {
            make_folder(&path)?;
            return disk::write(&path, bytes);
        }
        match disk::write(&path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make_folder(&path)?;
                disk::write(&path, bytes)
            }
            written => written,
        }
    }
}

struct Fresh {
    record: FileRecord,
    is_staged: bool,
    /// The hash so far of a file that comes in pieces.
    pieces: Option<Box<Xxh3>>,
}

/// Makes the folder of a file; one call where its parent exists already.
fn make_folder(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    match disk::create_dir(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) => disk::create_dir_all(folder),
    }
}
