//! The whole way: find → parse → plan → stop if anything is wrong → render → write.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Scope;
use std::time::Instant;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128_with_seed;

use super::looks::Looks;
use super::outcome::{Failure, Outcome, Progress, Stopped, Times};
use super::prepare::{self, Gathered, Inputs, Prepared};
use super::read;
use super::shard::{Part, Parts};
use super::sources::{Run, SourceRecord, Sources};
use super::stage::{Drawing, Drawn, Halt, units};
use super::state::{Site, SiteAbout, StaticRecord};
use super::texts::BoardTexts;
use super::{disk, lock, place, shrink, similar, stage, terms};
use crate::diagnostic::{Diagnostic, Severity};
use crate::find::{self, Folder};
use crate::plan::{Missing, Plan, Posting, Remembered, Similar};
use crate::render::Renderer;

/// From this share of changed files on (one in so many), a new tree is put in the site's place in one step.
const ONE_IN: usize = 4;
/// Fewer files than this are always moved one by one.
const FEW: usize = 200;

/// What to build, and where to.
#[derive(Clone, Debug)]
pub struct Request {
    /// What the board is built from.
    pub inputs: Inputs,
    /// The folder of the site.
    pub out: PathBuf,
    /// Warnings stop the build.
    pub strict: bool,
    /// Far fewer open postings than last time do not stop the build.
    pub allow_shrink: bool,
    /// Build into a folder that holds files which are not ours; they stay.
    pub adopt: bool,
    /// Which pages are drawn here.
    pub part: Part,
    /// Mistakes that were found before, in the settings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds a board. When anything is wrong with it, the site stays as it was and the outcome says why.
///
/// # Errors
/// The world failed: a folder cannot be listed, the disk is full, another build is at work.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Outcome, Failure> {
    let out = usable(request)?;
    let folder = lock::beside(&out);
    let is_ours = folder.join("lock").exists();
    if !is_ours && !request.adopt && !is_free(&out) {
        return Err(Failure::NotOurs(out));
    }
    let held = lock::hold(&folder).map_err(Failure::at("lock", &folder))?.ok_or_else(|| Failure::Busy(out.clone()))?;
    place::recover(&folder.join("stage"), &out);
    std::thread::scope(|scope| Building { request, out: &out, folder: &folder, began: held.began }.run(scope, progress))
}

/// A build into a folder that nobody else builds into now.
struct Building<'a> {
    request: &'a Request,
    out: &'a Path,
    /// Where it is remembered what was built.
    folder: &'a Path,
    /// File system time at its beginning.
    began: i64,
}

impl Building<'_> {
    fn run<'scope>(self, scope: &'scope Scope<'scope, '_>, progress: &dyn Progress) -> Result<Outcome, Failure> {
        let Building { request, out, folder, began } = self;
        let started = Instant::now();
        // By all threads and first: who looks at the files needs no other.
        let site = Arc::new(Site::open(folder));
        let mut looks = Looks::begin(site.clone(), out, scope);
        let is_settled = |record: &&StaticRecord| read::is_settled(&record.stat, site.about.began);
        let statics: Vec<StaticRecord> = site.about.statics.iter().filter(is_settled).cloned().collect();
        let board = || rayon::join(|| prepare::list(&request.inputs), || prepare::look(&request.inputs, &statics));
        let ((listing, look), sources) = rayon::join(board, || Sources::open(folder));
        let found = prepare::gather(&request.inputs, listing?, look?);
        let times = Times { find: started.elapsed(), ..Times::default() };
        let by = found.read_by(&request.inputs, began, request.inputs.verify);
        let pending = Site::pending(folder, site.len() == 0);
        if pending.is_empty()
            && !request.strict
            && request.diagnostics.is_empty()
            && read::unchanged(&found.listing.files, &sources, by)
            && site.about.inputs == request.part.key(inputs_key(found.key, &sources.runs))
            && site.par_files().all(|record| record.key != 0)
            && looks.finish().into_iter().all(|is_intact| is_intact)
        {
            return Ok(nothing_new(&site.about, times));
        }
        let statics = found.look.statics.clone();
        let known = Known { sources, addresses: site.remembered(), folder, began, times };
        let understand = || understand(request, found, known, progress);
        let memories = || rayon::join(|| terms::Remembered::open(folder), || site.keys());
        let (prepared, (words, keys)) = rayon::join(understand, memories);
        let (mut prepared, inputs) = prepared?;
        request.part.choose(&mut prepared.plan);
        let intact = looks.finish();
        drop(looks);
        let writing = Writing { request, out, folder, began, before: site, keys, intact, pending };
        writing.write(prepared, words, inputs, statics, progress)
    }
}

/// What is remembered of the sources, and where.
struct Known<'a> {
    sources: Sources,
    addresses: Arc<Remembered>,
    folder: &'a Path,
    began: i64,
    times: Times,
}

/// Reads what is new, remembers it and plans the board. Gives the hash of all that goes in with it.
fn understand(
    request: &Request,
    found: Gathered,
    known: Known,
    progress: &dyn Progress,
) -> Result<(Prepared, u128), Failure> {
    let Known { sources, addresses, folder, began, mut times } = known;
    let started = Instant::now();
    let by = found.read_by(&request.inputs, began, request.inputs.verify);
    let room = sources.room(folder).map_err(Failure::at("write", folder))?;
    let read = || read::read(&found.listing.files, &sources, by, room.as_ref(), progress);
    let (reading, similar) = rayon::join(read, || similar::open(folder));
    if reading.is_new {
        sources.save(folder, room, reading.about, &reading.runs).map_err(Failure::at("write", folder))?;
    }
    rayon::spawn(move || drop(sources));
    times.parse = started.elapsed();
    let inputs = request.part.key(inputs_key(found.key, &reading.runs));
    let remembered = (addresses, Arc::new(similar));
    Ok((prepare::prepare(&request.inputs, found, reading, remembered, times), inputs))
}

struct Writing<'a> {
    request: &'a Request,
    out: &'a Path,
    folder: &'a Path,
    /// File system time at the beginning of the build.
    began: i64,
    before: Arc<Site>,
    /// See `Site::keys`.
    keys: Vec<(u128, u32)>,
    /// For every file of it whether it is the one that was written.
    intact: Vec<bool>,
    /// Files that a stopped build may have put in place, or of which the records were lost.
    pending: Vec<String>,
}

impl Writing<'_> {
    fn write(
        self,
        mut prepared: Prepared,
        words: terms::Remembered,
        inputs: u128,
        statics: Vec<StaticRecord>,
        progress: &dyn Progress,
    ) -> Result<Outcome, Failure> {
        let started = Instant::now();
        let mut diagnostics = self.request.diagnostics.clone();
        diagnostics.append(&mut prepared.diagnostics);
        diagnostics.extend(self.shrunken(&prepared.plan));
        let mut outcome = outcome(&prepared, diagnostics);
        outcome.stopped = stopped(&outcome.diagnostics, self.request.strict);
        if outcome.stopped.is_some() {
            return Ok(outcome);
        }
        let tree = self.folder.join("stage");
        place::clear(&tree);
        let standing = stage::standing_index(&prepared.plan, &self.before, &self.intact);
        let texts = BoardTexts::new(&prepared).remembering(self.folder, words, standing);
        let draw = || self.draw(&prepared, &texts, &tree, progress);
        let (drawn, addresses) = rayon::join(draw, || self.remembered(&prepared.plan));
        let (mut drawn, kept) = match drawn {
            Ok(drawn) => drawn,
            Err(Halt::Mistake(mistake)) => {
                place::clear(&tree);
                outcome.diagnostics.push(*mistake);
                outcome.stopped = Some(Stopped::Mistakes);
                return Ok(outcome);
            }
            Err(Halt::System(path, error)) => {
                place::clear(&tree);
                return Err(Failure::System { what: "write", path, error });
            }
        };
        outcome.times.render = started.elapsed();
        let started = Instant::now();
        outcome.pages_drawn = drawn.pages;
        outcome.files_written = drawn.staged.len();
        outcome.bytes_written = drawn.bytes;
        let about = SiteAbout { began: self.began, inputs, statics, ..about(&prepared, &outcome) };
        if !texts.are_as_planned() {
            // A file changed while it was drawn: nothing of this build is trusted by the next.
            drawn.files.iter_mut().for_each(|record| record.key = 0);
        }
        let after = self.before.followed(about, &kept, drawn.files, addresses);
        let folder = self.folder;
        outcome.files_removed = self.put(after, &kept, &drawn.staged, &tree)?;
        outcome.has_old_sites = !place::old_sites(folder).is_empty();
        outcome.times.write = started.elapsed();
        // Giving back the room of 100,000 postings piece by piece takes 0.1 s, for which nobody waits.
        rayon::spawn(move || drop(prepared));
        Ok(outcome)
    }

    /// Addresses that are new, and similar jobs, which are written. Without what is written the next build only takes longer.
    fn remembered(&self, plan: &Plan) -> Option<Remembered> {
        if plan.similar_is_new {
            let _ = similar::save(self.folder, &Similar::of(&plan.postings, &plan.companies));
        }
        plan.board.remembered.followed(plan)
    }

    fn draw(
        &self,
        prepared: &Prepared,
        texts: &BoardTexts,
        tree: &Path,
        progress: &dyn Progress,
    ) -> Result<(Drawn, Vec<bool>), Halt> {
        let mistake = |diagnostic| Halt::Mistake(Box::new(diagnostic));
        let renderer = Renderer::new(&prepared.plan, &prepared.templates).map_err(mistake)?;
        let units = units(&prepared.plan, &self.keys, &self.intact);
        disk::create_dir(tree).map_err(|error| Halt::System(tree.to_owned(), error))?;
        let site = Folder::open(self.out);
        let drawing = Drawing {
            renderer: &renderer,
            plan: &prepared.plan,
            parts: Parts::open(&self.request.part),
            texts,
            before: &self.before,
            site: &site,
            out: self.out,
            folder: tree,
        };
        Ok((drawing.draw(&units.to_draw, progress)?, units.kept))
    }

    /// Puts the drawn files in place and remembers them. Returns how many files were removed.
    fn put(self, mut after: Site, kept: &[bool], staged: &[Arc<str>], tree: &Path) -> Result<usize, Failure> {
        let leaving = kept.iter().zip(0..).filter(|(kept, _)| !**kept).map(|(_, number)| self.before.path(number));
        let unsure = self.pending.iter().map(String::as_str);
        let gone: Vec<&str> = leaving.chain(unsure).filter(|path| after.file(path).is_none()).collect();
        let new = staged.iter().map(AsRef::as_ref).filter(|path| self.before.file(path).is_none());
        after.announce(self.folder, new, &gone).map_err(Failure::at("write", self.folder))?;
        let failed = |(path, error): place::Failed| Failure::System { what: "write", path, error };
        let is_few = self.out.is_dir() && (staged.len() <= FEW || staged.len() * ONE_IN < after.len());
        if is_few {
            place::one_by_one(tree, self.out, staged, &gone).map_err(failed)?;
        } else {
            let pending: HashSet<&str> = self.pending.iter().map(String::as_str).collect();
            let ours = |file: &str| self.before.file(file).is_some() || pending.contains(file);
            place::exchange(tree, self.out, &after, staged, ours).map_err(failed)?;
        }
        after.confirm(self.folder).map_err(Failure::at("write", self.folder))?;
        if is_few {
            place::clear(tree)
        } else {
            place::put_aside(tree)
        }
        let count = gone.len();
        rayon::spawn(move || drop((self.before, after)));
        Ok(count)
    }

    fn shrunken(&self, plan: &Plan) -> Option<Diagnostic> {
        let (before, now) = (self.before.about.counts.open, plan.counts.open);
        (!self.request.allow_shrink).then(|| shrink::shrunken(&self.request.inputs, before, now)).flatten()
    }
}

/// The output folder as a real path; it must not be a file, nor hold the board, nor lie in its content.
fn usable(request: &Request) -> Result<PathBuf, Failure> {
    let unusable = |why| Err(Failure::Unusable(request.out.clone(), why));
    let parent = request.out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if request.out.file_name().is_none() {
        return unusable("it must be a folder with a name of its own");
    }
    disk::create_dir_all(parent).map_err(Failure::at("make", parent))?;
    if fs::symlink_metadata(&request.out).is_ok_and(|metadata| metadata.is_symlink()) {
        return unusable("it is a link; name the folder to which it leads");
    }
    let out = match fs::canonicalize(&request.out) {
        Ok(out) => out,
        Err(_) => {
            let parent = fs::canonicalize(parent).map_err(Failure::at("find", parent))?;
            parent.join(request.out.file_name().unwrap_or_default())
        }
    };
    if out.exists() && !out.is_dir() {
        return unusable("it is a file");
    }
    let content = request.inputs.content.clone().unwrap_or_else(|| request.inputs.root.join("content"));
    for folder in [content, request.inputs.root.join("templates"), request.inputs.root.join("static")] {
        let Ok(folder) = fs::canonicalize(folder) else { continue };
        if folder.starts_with(&out) || out.starts_with(&folder) {
            return unusable("it holds the board's own files, or lies among them");
        }
    }
    Ok(out)
}

/// True when a folder is absent, empty, or an earlier site of ours of which only the memory was lost.
fn is_free(out: &Path) -> bool {
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    let marked =
        |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).contains("<meta name=\"generator\" content=\"corkboard");
    is_empty || find::bytes(&out.join("index.html")).is_ok_and(marked)
}

/// Hash of all that goes in. Records are summed, so that it does not matter how they are parted into runs.
fn inputs_key(found: u128, runs: &[Run]) -> u128 {
    let of_record = |record: &SourceRecord| {
        let seed = (record.hash ^ (record.hash >> 64)) as u64;
        xxh3_128_with_seed(record.path.as_bytes(), seed)
    };
    let of_run = |run: &Run| run.records.iter().map(of_record).fold(0, u128::wrapping_add);
    runs.par_iter().map(of_run).reduce(|| 0, u128::wrapping_add) ^ found
}

fn stopped(diagnostics: &[Diagnostic], strict: bool) -> Option<Stopped> {
    let any = |severity| diagnostics.iter().any(|diagnostic| diagnostic.severity == severity);
    if any(Severity::Error) {
        return Some(Stopped::Mistakes);
    }
    (strict && any(Severity::Warning)).then_some(Stopped::Warnings)
}

fn outcome(prepared: &Prepared, diagnostics: Vec<Diagnostic>) -> Outcome {
    Outcome {
        diagnostics,
        counts: prepared.plan.counts,
        missing: missing(&prepared.plan),
        files: prepared.files,
        files_read: prepared.files_read,
        pages: prepared.plan.pages.len(),
        times: prepared.times,
        ..Outcome::default()
    }
}

fn missing(plan: &Plan) -> Vec<(Missing, usize)> {
    let count = |missing: Missing| {
        let lacks = |posting: &&Posting| posting.is_open && posting.missing.contains(&missing);
        plan.postings.par_iter().with_min_len(1024).filter(lacks).count()
    };
    Missing::ALL.into_iter().map(|missing| (missing, count(missing))).filter(|(_, count)| *count > 0).collect()
}

fn about(prepared: &Prepared, outcome: &Outcome) -> SiteAbout {
    let plan = &prepared.plan;
    SiteAbout {
        now: Some(plan.now),
        counts: outcome.counts,
        files: outcome.files,
        missing: outcome.missing.clone(),
        pages: outcome.pages,
        diagnostics: outcome.diagnostics.clone(),
        ..SiteAbout::default()
    }
}

fn nothing_new(before: &SiteAbout, times: Times) -> Outcome {
    Outcome {
        diagnostics: before.diagnostics.clone(),
        counts: before.counts,
        missing: before.missing.clone(),
        files: before.files,
        pages: before.pages,
        times,
        ..Outcome::default()
    }
}
