//! What a preview remembers from one change to the next, so that a change costs the reading of what changed: every
//! file of the author with its stat and what it held, the theme, and the addresses that postings have had.

mod reread;
mod same;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::lock;
use super::outcome::{Failure, Files, Times};
use super::prepare::{self, Inputs, Prepared};
use super::read;
use super::sources::{self, Held, Run, Sources, SourcesAbout};
use super::state::{Site, StaticRecord};
use super::store::Chunks;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Settings, SiteUrl};
use crate::plan::{self, Board, Facts, Plan, Remembered};
use crate::render::Templates;
use crate::source::Span;
pub use same::Text;

/// The author's files as they were when they were last looked at.
#[derive(Debug, Default)]
pub struct Memory {
    /// The folder of the build's memory, where a build has been.
    folder: Option<PathBuf>,
    about: SourcesAbout,
    /// The files, with what they held.
    runs: Vec<Run>,
    /// Where the build's memory of the sources lies, before it is first written again.
    chunks: Option<Arc<Chunks>>,
    /// Where facts lie that were read here, when they are many: a file without a name. Of 100,000 postings they are a
    /// third of the memory.
    room: Option<Arc<Chunks>>,
    /// What an earlier build left, until everything is looked at for the first time.
    left: Option<Sources>,
    sidecars: Arc<BTreeMap<String, String>>,
    /// What could not be listed.
    unlisted: Vec<Diagnostic>,
    has_links: bool,
    theme: Option<Theme>,
    given: Option<Given>,
    /// Addresses of postings now and before.
    addresses: Arc<Remembered>,
    /// Files that the last look at everything found new or changed.
    noticed: Vec<PathBuf>,
    /// True when the build's memory is not what is remembered here.
    is_unsaved: bool,
}

/// What else goes into a plan: hashes of settings and rates, the day, whether drafts are shown.
type Given = (u128, u128, Date, bool);

/// Templates and static files.
#[derive(Debug)]
struct Theme {
    templates: Arc<Templates>,
    mistakes: Vec<Diagnostic>,
    statics: Vec<StaticRecord>,
}

/// Where to look for changes.
#[derive(Clone, Copy, Debug)]
pub enum Look<'a> {
    /// At every file.
    Everywhere,
    /// At these paths alone: the system has told that nothing else changed.
    At(&'a [PathBuf]),
}

/// What a look has found.
#[derive(Debug)]
pub enum Difference {
    /// All is as before.
    Nothing,
    /// Only texts that are read when they are drawn; a plan of the board would differ in keys alone.
    Texts(Vec<Text>),
    /// The board must be planned again.
    Board,
}

impl Memory {
    /// What the last build into a folder remembered; nothing is written before `save`.
    pub fn of_build(out: &Path) -> Memory {
        let out = std::fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let folder = lock::beside(&out);
        if !folder.join("lock").exists() {
            return Memory::default();
        }
        let (sources, site) = rayon::join(|| Sources::open(&folder), || Site::open(&folder));
        Memory { folder: Some(folder), addresses: site.remembered(), left: Some(sources), ..Memory::default() }
    }

    /// Looks for changes, reading only what may have changed. `clock` is the time in nanoseconds since 1970.
    ///
    /// # Errors
    /// A folder cannot be listed, or a file of the theme cannot be read; what is remembered stays as it was.
    pub fn look(&mut self, inputs: &Inputs, look: Look, clock: i64) -> Result<Difference, Failure> {
        let rates = xxh3_128(&postcard::to_stdvec(&inputs.rates).unwrap_or_default());
        let given = (read::settings_key(&inputs.settings), rates, inputs.now, inputs.with_drafts);
        let is_known = self.theme.is_some() && self.about.settings == given.0;
        let is_new_theme = self.look_at_theme(inputs, look)?;
        let places = match look {
            Look::At(paths) if is_known => self.known(inputs, paths),
            _ => None,
        };
        let sources = match places {
            Some(places) => self.reread(inputs, places),
            None => self.reread_all(inputs, clock)?,
        };
        let is_given_anew = self.given.replace(given) != Some(given);
        Ok(if is_new_theme || is_given_anew { Difference::Board } else { sources })
    }

    /// Plans the board as it is remembered, for pages below an address. The diagnostics are those of the plan, the
    /// listing and the theme, and the mistakes of sources; `told` gives all of the sources. Of the last plan, where there
    /// is one, is taken what still holds.
    pub fn prepare(&self, inputs: &Inputs, address: &SiteUrl, before: Option<&Plan>) -> Prepared {
        let started = Instant::now();
        let folder = inputs.content_folder();
        let settings = Settings { base_url: address.clone(), ..inputs.settings.clone() };
        let (mut board, files) = self.board(inputs);
        let (templates, mistakes, statics) = match &self.theme {
            Some(theme) => (theme.templates.clone(), theme.mistakes.clone(), theme.statics.as_slice()),
            None => (Arc::new(Templates::new(&[]).0), Vec::new(), [].as_slice()),
        };
        board.assets = prepare::assets(&settings, statics);
        board.logos = prepare::logos(statics);
        board.theme = templates.theme(&board.assets);
        let locate = |path: &str, span: Span| prepare::locate(&folder, path, &self.sidecars, span);
        let mut plan = plan::follow(board, settings, inputs.now, &locate, before);
        let mut diagnostics = std::mem::take(&mut plan.diagnostics);
        diagnostics.extend(self.unlisted.iter().cloned());
        diagnostics.extend(self.of_sources().filter(|told| told.severity == Severity::Error).cloned());
        prepare::show_folder(&mut diagnostics, inputs, &folder);
        diagnostics.extend(mistakes);
        diagnostics.extend(plan::collisions(&plan));
        diagnostics.extend(crate::render::theme_mistakes(&plan, &templates));
        diagnostics.sort_by(Diagnostic::order);
        Prepared {
            plan,
            templates,
            diagnostics,
            files,
            files_read: 0,
            times: Times { plan: started.elapsed(), ..Times::default() },
            folder,
            statics: inputs.root.join("static"),
            sidecars: self.sidecars.clone(),
            _rest: None,
        }
    }

    /// All that is told of sources and is no mistake, in the order in which it is shown.
    pub fn told(&self, inputs: &Inputs) -> Vec<Diagnostic> {
        let mut told: Vec<Diagnostic> =
            self.of_sources().filter(|told| told.severity != Severity::Error).cloned().collect();
        prepare::show_folder(&mut told, inputs, &inputs.content_folder());
        told
    }

    /// Remembers the addresses of a plan, so that pages which move later redirect.
    pub fn remember(&mut self, plan: &Plan) {
        if let Some(addresses) = self.addresses.and(plan) {
            self.addresses = Arc::new(addresses);
        }
    }

    /// Leaves what the sources held to the next build or preview, when a build has been here and none is at work.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn save(&mut self) -> Result<(), Failure> {
        let Some(folder) = self.folder.as_deref().filter(|folder| self.is_unsaved && folder.is_dir()) else {
            return Ok(());
        };
        let Some(_held) = lock::hold(folder).map_err(Failure::at("lock", folder))? else { return Ok(()) };
        let write = || {
            let room = sources::room(self.chunks.as_ref(), folder)?;
            sources::save(folder, self.chunks.as_ref(), &room, self.about, &self.runs)
        };
        write().map_err(Failure::at("write", folder))?;
        self.chunks = None;
        self.is_unsaved = false;
        Ok(())
    }

    /// Postings that are not published, by path.
    pub fn drafts(&self) -> Vec<Facts> {
        self.held().flat_map(Held::postings).filter(|posting| posting.outline().draft).collect()
    }

    /// The sources that the last look at everything found new or changed.
    pub fn noticed(&self) -> &[PathBuf] {
        &self.noticed
    }

    fn held(&self) -> impl Iterator<Item = &Held> {
        self.runs.iter().flat_map(Run::held)
    }

    fn of_sources(&self) -> impl Iterator<Item = &Diagnostic> {
        self.held().flat_map(Held::diagnostics)
    }

    fn board(&self, inputs: &Inputs) -> (Board, Files) {
        let mut board = Board {
            postings: self.runs.par_iter().flat_map_iter(|run| run.held().iter().flat_map(Held::postings)).collect(),
            with_drafts: inputs.with_drafts,
            remembered: self.addresses.clone(),
            rates: inputs.rates.clone(),
            ..Board::default()
        };
        let mut files = Files::default();
        for held in self.held() {
            *files.of(held) += 1;
            match held {
                Held::Company(profile, _) => board.companies.extend(profile.as_deref().cloned()),
                Held::Page(page, _) => board.pages.extend(page.as_deref().cloned()),
                Held::Posting(..) | Held::Other => {}
            }
        }
        (board, files)
    }

    /// Reads templates and static files again when one may have changed; true when one has.
    fn look_at_theme(&mut self, inputs: &Inputs, look: Look) -> Result<bool, Failure> {
        let folders = [inputs.root.join("templates"), inputs.root.join("static")];
        let is_spared = match look {
            Look::Everywhere => false,
            Look::At(paths) => !paths.iter().any(|path| folders.iter().any(|folder| path.starts_with(folder))),
        };
        if self.theme.is_some() && is_spared {
            return Ok(false);
        }
        let before = self.theme.as_ref().map_or([].as_slice(), |theme| theme.statics.as_slice());
        let (statics, left_out) = prepare::statics(&folders[1], before, inputs.links)?;
        let (templates, mut mistakes) = prepare::templates(&folders[0], inputs.links)?;
        mistakes.extend(left_out);
        let fresh = Theme { templates: Arc::new(templates), mistakes, statics };
        let is_same = self.theme.as_ref().is_some_and(|theme| theme.says(&fresh));
        self.theme = Some(fresh);
        Ok(!is_same)
    }
}

impl Theme {
    fn says(&self, other: &Theme) -> bool {
        let bytes = |theme: &Theme| -> Vec<(String, u128)> {
            theme.statics.iter().map(|file| (file.path.clone(), file.hash)).collect()
        };
        self.templates.theme(&[]) == other.templates.theme(&[])
            && self.mistakes == other.mistakes
            && bytes(self) == bytes(other)
    }
}

impl Held {
    /// What there is to tell of the file.
    fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Held::Posting(_, told) | Held::Company(_, told) | Held::Page(_, told) => told,
            Held::Other => &[],
        }
    }
}
