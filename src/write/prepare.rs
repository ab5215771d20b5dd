//! The first half of every build: find, parse, plan, and all that is wrong. Nothing is written here.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::outcome::{Failure, Files, Progress, Times};
use super::read::{self, ReadBy, Reading};
use super::sources::{Held, Sources};
use super::state::StaticRecord;
use crate::diagnostic::Diagnostic;
use crate::find::{self, Content, Links, Listing, SmallFile};
use crate::model::{Rates, Settings};
use crate::plan::{self, Asset, Board, LOGO_FOLDER, LogoFile, Plan, Remembered, Similar};
use crate::render::{Override, Templates, logo, theme_assets, theme_mistakes};
use crate::source::{Location, Part, Source, Span};

/// What a board is built from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The board's folder, with `templates/` and `static/` where it has them.
    pub root: PathBuf,
    /// A foreign content folder; none = `content/` of the board.
    pub content: Option<PathBuf>,
    /// Where links among the board's files may lead.
    pub links: Links,
    /// The settings, after those of the command line.
    pub settings: Settings,
    /// Exchange rates, for comparing pay.
    pub rates: Option<Rates>,
    /// The day for which the board is built.
    pub now: Date,
    /// Publish drafts too.
    pub with_drafts: bool,
    /// Trust no stat: read everything.
    pub verify: bool,
}

impl Inputs {
    /// A board of its own postings with the default settings, for a day.
    pub fn of(root: PathBuf, now: Date) -> Inputs {
        Inputs {
            root,
            content: None,
            links: Links::default(),
            settings: Settings::default(),
            rates: None,
            now,
            with_drafts: false,
            verify: false,
        }
    }
}

/// A board that is planned.
#[derive(Debug)]
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// The templates in force.
    pub templates: Arc<Templates>,
    /// Everything to tell the author, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
    /// How the files of the content folder add up.
    pub files: Files,
    /// Files that were read because they are new or changed.
    pub files_read: usize,
    /// Time spent so far.
    pub times: Times,
    pub(super) folder: PathBuf,
    pub(super) statics: PathBuf,
    pub(super) sidecars: Arc<BTreeMap<String, String>>,
    /// What was listed and read, when little is to be drawn: to give its room back would take from that.
    pub(super) _rest: Option<Rest>,
}

/// What the board looks like: templates and static files.
pub(super) struct Look {
    pub templates: Templates,
    /// What is wrong with templates, and files that are left out of them and of `static/`.
    pub mistakes: Vec<Diagnostic>,
    pub assets: Vec<Asset>,
    pub statics: Vec<StaticRecord>,
}

/// What was found on the disk, before any posting is read.
pub(super) struct Gathered {
    pub folder: PathBuf,
    pub listing: Listing,
    pub look: Look,
    /// Hash of settings, templates, static files and day.
    pub key: u128,
}

impl Gathered {
    /// How its sources are read. `began` is the file system's time at the beginning of the build.
    pub(super) fn read_by<'a>(&'a self, inputs: &'a Inputs, began: i64, verify: bool) -> ReadBy<'a> {
        let (folder, has_profiles) = (&self.folder, self.listing.has_profiles);
        ReadBy { folder, settings: &inputs.settings, has_profiles, began, verify }
    }
}

/// Plans a board without a memory and without writing: for `check`, `explain` and the like.
///
/// # Errors
/// A folder cannot be listed, or a template cannot be read.
pub fn check(inputs: &Inputs, progress: &dyn Progress) -> Result<Prepared, Failure> {
    let started = Instant::now();
    let found = gather(inputs, list(inputs)?, look(inputs, &[])?);
    let times = Times { find: started.elapsed(), ..Times::default() };
    let by = found.read_by(inputs, 0, true);
    let reading = read::read(&found.listing.files, &Sources::default(), by, None, progress);
    Ok(prepare(inputs, found, reading, Default::default(), Times { parse: started.elapsed() - times.find, ..times }))
}

/// Lists the folder of the postings.
pub(super) fn list(inputs: &Inputs) -> Result<Listing, Failure> {
    let folder = inputs.content_folder();
    let content = Content { folder: folder.clone(), is_own: inputs.content.is_none(), links: inputs.links };
    content.list().map_err(Failure::at("list", &folder))
}

/// Reads templates, and static files when their stats are new.
pub(super) fn look(inputs: &Inputs, before: &[StaticRecord]) -> Result<Look, Failure> {
    let (templates, mut mistakes) = templates(&inputs.root.join("templates"), inputs.links)?;
    let (statics, left_out) = statics(&inputs.root.join("static"), before, inputs.links)?;
    mistakes.extend(left_out);
    let assets = assets(&inputs.settings, &statics);
    Ok(Look { templates, mistakes, assets, statics })
}

/// All that was found, with its hash.
pub(super) fn gather(inputs: &Inputs, listing: Listing, look: Look) -> Gathered {
    let mut key = Xxh3::new();
    key.update(&read::settings_key(&inputs.settings).to_le_bytes());
    key.update(&look.templates.theme(&look.assets).hash.to_le_bytes());
    for asset in &look.assets {
        key.update(asset.file.as_bytes());
        key.update(&asset.hash.to_le_bytes());
    }
    key.update(&postcard::to_stdvec(&inputs.rates).unwrap_or_default());
    key.update(inputs.now.to_string().as_bytes());
    key.update(&[u8::from(inputs.with_drafts), u8::from(listing.has_profiles)]);
    // A pipe or a dead link is told by the build that finds it, also when nothing else is new.
    key.update(&postcard::to_stdvec(&(&listing.diagnostics, &look.mistakes)).unwrap_or_default());
    Gathered { folder: inputs.content_folder(), listing, look, key: key.digest128() }
}

pub(super) fn templates(folder: &Path, links: Links) -> Result<(Templates, Vec<Diagnostic>), Failure> {
    let listing = find::small_files(folder, links).map_err(Failure::at("list", folder))?;
    let mut texts = Vec::new();
    for SmallFile { path, disk, .. } in listing.files {
        let bytes = find::bytes(&disk).map_err(Failure::at("read", &disk))?;
        let text = String::from_utf8(bytes).map_err(io::Error::other).map_err(Failure::at("read", &disk))?;
        texts.push((path.clone(), format!("templates/{path}"), text));
    }
    let overrides: Vec<Override> = texts.iter().map(|(name, path, text)| Override { name, path, text }).collect();
    let (templates, mut mistakes) = Templates::new(&overrides);
    mistakes.extend(listing.diagnostics);
    Ok((templates, mistakes))
}

pub(super) fn statics(
    folder: &Path,
    before: &[StaticRecord],
    links: Links,
) -> Result<(Vec<StaticRecord>, Vec<Diagnostic>), Failure> {
    let listing = find::small_files(folder, links).map_err(Failure::at("list", folder))?;
    let record = |SmallFile { path, disk, stat }: SmallFile| {
        let known = before.binary_search_by(|record| record.path.cmp(&path)).ok().map(|index| &before[index]);
        if let Some(record) = known.filter(|record| record.stat == stat) {
            return Ok(record.clone());
        }
        let bytes = find::bytes(&disk).map_err(Failure::at("read", &disk))?;
        let is_logo = path.starts_with(LOGO_FOLDER) && logo::is_raster(&path);
        let logo = is_logo.then(|| match logo::small(&bytes) {
            Ok(small) => LogoFile::Small(small.ending.to_owned()),
            Err(why) => LogoFile::Unusable(why),
        });
        Ok(StaticRecord { path, stat, hash: xxh3_128(&bytes), logo })
    };
    let records: Result<Vec<StaticRecord>, Failure> = listing.files.into_par_iter().map(record).collect();
    Ok((records?, listing.diagnostics))
}

/// The theme's files and the board's; of two with the same path the board's wins.
pub(super) fn assets(settings: &Settings, statics: &[StaticRecord]) -> Vec<Asset> {
    let own = |path: &str| statics.binary_search_by(|record| record.path.as_str().cmp(path)).is_ok();
    let embedded = theme_assets(settings).into_iter().filter(|(file, _)| !own(file)).map(|(file, bytes)| Asset {
        file: file.to_owned(),
        hash: xxh3_128(&bytes),
        is_embedded: true,
    });
    let own = statics.iter().map(|record| Asset { file: record.path.clone(), hash: record.hash, is_embedded: false });
    let mut assets: Vec<Asset> = embedded.chain(own).collect();
    assets.sort_by(|left, right| left.file.cmp(&right.file));
    assets
}

/// What came of the pictures in `static/logos/`.
pub(super) fn logos(statics: &[StaticRecord]) -> BTreeMap<String, LogoFile> {
    statics.iter().filter_map(|record| Some((record.path.clone(), record.logo.clone()?))).collect()
}

/// From what was read to the plan and everything that is to be told.
pub(super) fn prepare(
    inputs: &Inputs,
    found: Gathered,
    reading: Reading,
    (remembered, similar): (Arc<Remembered>, Arc<Similar>),
    mut times: Times,
) -> Prepared {
    let started = Instant::now();
    let files = &found.listing.files;
    let mut board = Board {
        logos: logos(&found.look.statics),
        assets: found.look.assets,
        with_drafts: inputs.with_drafts,
        remembered,
        similar,
        ..Board::default()
    };
    board.rates.clone_from(&inputs.rates);
    board.theme = found.look.templates.theme(&board.assets);
    let mut diagnostics = found.listing.diagnostics;
    diagnostics.extend(find::others(files));
    let mut counts = Files::default();
    for held in reading.runs.iter().flat_map(|run| run.held()) {
        *counts.of(held) += 1;
        match held {
            Held::Posting(_, told) => diagnostics.extend_from_slice(told),
            Held::Company(profile, told) => {
                board.companies.extend(profile.as_deref().cloned());
                diagnostics.extend_from_slice(told);
            }
            Held::Page(page, told) => {
                board.pages.extend(page.as_deref().cloned());
                diagnostics.extend_from_slice(told);
            }
            Held::Other => {}
        }
    }
    board.postings = reading.runs.par_iter().flat_map_iter(|run| run.held().iter().flat_map(Held::postings)).collect();
    let sidecar = |file: &find::Found| Some((file.path.clone(), file.sidecar.as_ref()?.0.clone()));
    let sidecars: BTreeMap<String, String> = files.par_iter().with_min_len(1024).filter_map(sidecar).collect();
    let locate = |path: &str, span: Span| locate(&found.folder, path, &sidecars, span);
    let mut plan = plan::plan(board, inputs.settings.clone(), inputs.now, &locate);
    diagnostics.append(&mut plan.diagnostics);
    show_folder(&mut diagnostics, inputs, &found.folder);
    diagnostics.extend(found.look.mistakes);
    diagnostics.extend(plan::collisions(&plan));
    diagnostics.extend(theme_mistakes(&plan, &found.look.templates));
    diagnostics.sort_by(Diagnostic::order);
    times.plan = started.elapsed();
    let files_read = reading.read;
    let (listed, folder) = (found.listing.files, found.folder);
    Prepared {
        files: counts,
        files_read,
        sidecars: Arc::new(sidecars),
        statics: inputs.root.join("static"),
        folder,
        templates: Arc::new(found.look.templates),
        plan,
        diagnostics,
        times,
        _rest: rest((reading, listed)),
    }
}

impl Files {
    /// The number to which a file belongs.
    pub(super) fn of(&mut self, held: &Held) -> &mut usize {
        match held {
            Held::Posting(postings, _) if !postings.is_empty() => &mut self.postings,
            Held::Company(Some(_), _) => &mut self.companies,
            Held::Page(Some(_), _) => &mut self.pages,
            Held::Posting(..) | Held::Company(None, _) | Held::Page(None, _) => &mut self.refused,
            Held::Other => &mut self.other,
        }
    }
}

/// What was listed and read, and is of no use any more.
type Rest = (Reading, Vec<find::Found>);

/// Keeps it, or gives its room back by a thread for which nobody waits.
fn rest(rest: Rest) -> Option<Rest> {
    if rest.0.read <= read::FEW {
        return Some(rest);
    }
    rayon::spawn(move || drop(rest));
    None
}

/// Finds the line of a span, by reading the posting's file or its sidecar once more.
pub(super) fn locate(folder: &Path, path: &str, sidecars: &BTreeMap<String, String>, span: Span) -> Location {
    let path = match span.part {
        Part::File => path,
        Part::Sidecar => sidecars.get(path).map_or(path, String::as_str),
        Part::Path => return Location::file(path),
    };
    let mut bytes = Vec::new();
    match find::read(&folder.join(path), &mut bytes) {
        Ok(()) => Source::new(path, &String::from_utf8_lossy(&bytes)).locate(span),
        Err(_) => Location::file(path),
    }
}

/// Paths of content files are shown with the folder in front, as the author would name them.
pub(super) fn show_folder(diagnostics: &mut [Diagnostic], inputs: &Inputs, folder: &Path) {
    let shown = folder.strip_prefix(&inputs.root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
    let shown = shown.trim_end_matches('/');
    for diagnostic in diagnostics {
        diagnostic.location.path = format!("{shown}/{}", diagnostic.location.path);
    }
}
