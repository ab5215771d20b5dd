//! `corkboard import` and `corkboard add`: sources to posting files.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use super::super::build::failed;
use super::super::prepare::{self, Prepared};
use super::super::terminal::Terminal;
use super::super::{Ending, draw, tell};
use super::arguments::{Add, Import, Importing};
use super::report::Report;
use super::{logos, sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::find::{self, Content, Kind, Links};
use crate::import::sync::{Memory, Update, Updated, update};
use crate::import::{Document, Format, Known, read};
use crate::model::{ImportSource, Slug};
use crate::parse::canonical::read_front_matter;
use crate::parse::settings;
use crate::write;

/// The words for formats, each with a line about it.
pub(in crate::cli) fn formats() -> PossibleValuesParser {
    let value = |format: &Format| clap::builder::PossibleValue::new(format.name()).help(format.about());
    let logos =
        clap::builder::PossibleValue::new(logos::WORD).help("No source: the logos that postings name elsewhere");
    PossibleValuesParser::new(Format::ALL.iter().map(value).chain([logos]).collect::<Vec<_>>())
}

/// Imports one source, or all of the board.
pub(in crate::cli) fn import(arguments: &Import, terminal: &Terminal) -> Ending {
    let run = || {
        let Import { from, source, all, name, map, importing } = arguments;
        if from.as_deref() == Some(logos::WORD) {
            return logos::import(importing, terminal);
        }
        let board = Run::new(importing, terminal)?;
        if *all {
            return board.all().inspect(|_| board.report.end());
        }
        let (Some(format), Some(source)) = (from, source) else {
            return Err(Ending::Usage("say a format and a source, or `--all`".to_owned()));
        };
        let columns = map.iter().map(|pair| column(pair)).collect::<Result<Vec<_>, Ending>>()?;
        let name = name.clone().unwrap_or_else(|| name_of(source, importing));
        board.one(format, source, &name, columns, None).inspect(|_| board.report.end())
    };
    run().unwrap_or_else(|ending| ending)
}

/// Adds the posting of one page.
pub(in crate::cli) fn add(arguments: &Add, terminal: &Terminal) -> Ending {
    let run = || {
        let Add { source, importing } = arguments;
        let board = Run::new(importing, terminal)?;
        let address = importing.address.clone().or_else(|| sources::is_address(source).then(|| source.clone()));
        let host = address.and_then(|address| Some(url::Url::parse(&address).ok()?.host_str()?.to_owned()));
        let name = host.and_then(|host| Slug::of(&host)).map_or_else(|| "added".to_owned(), |slug| slug.to_string());
        board.one("jsonld", source, &name, Vec::new(), Some("jobs")).inspect(|_| board.report.end())
    };
    run().unwrap_or_else(|ending| ending)
}

fn column(pair: &str) -> Result<(String, String), Ending> {
    let parts = pair.split_once('=').map(|(key, column)| (key.trim().to_owned(), column.trim().to_owned()));
    parts.ok_or_else(|| Ending::Usage(format!("`--map {pair}` has no `=`; write `--map title='Job Title'`")))
}

/// A name for a source that was given none: its employer, else its file, else its host.
fn name_of(source: &str, importing: &Importing) -> String {
    let host = || Some(url::Url::parse(source).ok()?.host_str()?.to_owned());
    let stem = || Some(Path::new(source).file_stem()?.to_string_lossy().into_owned());
    let own = if sources::is_address(source) { host() } else { stem().filter(|stem| stem != "-") };
    let name = importing.company.clone().or(own).unwrap_or_else(|| "imported".to_owned());
    Slug::of_any(&name).to_string()
}

/// A board while sources are imported into it.
struct Run<'a> {
    importing: &'a Importing,
    terminal: Terminal,
    report: Report,
    prepared: Prepared,
    content: PathBuf,
    /// Held while something may be written.
    _lock: Option<write::Held>,
}

/// The text of a posting file; none of what is no plain file, or too large to be one.
fn text_of(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    find::read(file, &mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

/// Keeps every other import away from the board; the system frees the lock when the process ends, however it ends.
fn lock(root: &Path) -> Result<write::Held, Ending> {
    let folder = root.join(".corkboard/cache");
    write::create(&root.join(".corkboard/.gitignore"), b"cache/\n").map_err(|failure| failed(&failure))?;
    let held = write::hold(&folder)
        .map_err(|error| Ending::Failure(format!("cannot lock `{}`: {error}", folder.display())))?;
    held.ok_or_else(|| {
        let wait = "wait until it has ended";
        Ending::Failure(format!("another import is at work on `{}`; {wait}", root.display()))
    })
}

impl Run<'_> {
    fn new<'a>(importing: &'a Importing, terminal: &Terminal) -> Result<Run<'a>, Ending> {
        let Importing { folders, now, color, .. } = importing;
        let board = folders.board(*now);
        let prepared = prepare::prepare(&board)?;
        let content = prepare::content_folder(&board);
        let lock = if importing.dry_run { None } else { Some(lock(&folders.root)?) };
        let report = Report::new(importing, terminal);
        Ok(Run { importing, terminal: terminal.with_color(*color), report, prepared, content, _lock: lock })
    }

    /// Every source of `board.yaml`; one that fails does not keep the others.
    fn all(&self) -> Result<Ending, Ending> {
        let file = self.importing.folders.root.join("board.yaml");
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Ending::Failure(format!("{}: {error}", file.display()))),
        };
        if tell::is_stopped(&self.prepared.diagnostics, false) {
            self.terminal.error(&draw::human(&self.prepared.diagnostics, &self.terminal.renderer()));
            return Ok(Ending::Mistakes);
        }
        let known = settings::sources(&bytes);
        if known.is_empty() {
            return Err(Ending::Usage("`board.yaml` names no `sources`".to_owned()));
        }
        let mut worst = Ending::Good;
        let mut names: Vec<&str> = Vec::new();
        for source in &known {
            if names.contains(&source.name.as_str()) {
                return Err(Ending::Usage(format!("two sources are named `{}`", source.name)));
            }
            names.push(&source.name);
            let ending = self.source(source).unwrap_or_else(|ending| ending);
            if let Ending::Usage(message) | Ending::Failure(message) = &ending {
                self.terminal.error(&format!("error: {}: {message}\n", source.name));
            }
            worst = match (worst, ending) {
                (Ending::Good, Ending::Good) => Ending::Good,
                (Ending::Good | Ending::Mistakes, Ending::Mistakes) | (Ending::Mistakes, Ending::Good) => {
                    Ending::Mistakes
                }
                _ => Ending::Failure("not every source could be imported".to_owned()),
            };
        }
        Ok(worst)
    }

    /// One source of the command line.
    fn one(
        &self,
        format: &str,
        from: &str,
        name: &str,
        columns: Vec<(String, String)>,
        folder: Option<&str>,
    ) -> Result<Ending, Ending> {
        let Some(name) = Slug::of(name) else { return Err(Ending::Usage(format!("`{name}` cannot name a source"))) };
        let Importing { company, company_url, address, folder: own, .. } = self.importing;
        let own = own.as_ref().map(|folder| folder.to_string_lossy().replace('\\', "/"));
        self.source(&ImportSource {
            folder: own.or_else(|| folder.map(str::to_owned)).unwrap_or_else(|| format!("jobs/{name}")),
            name: name.to_string(),
            format: format.to_owned(),
            from: from.to_owned(),
            company: company.clone(),
            company_url: company_url.clone(),
            address: address.clone(),
            columns,
            is_whole: None,
        })
    }

    /// Reads a source, decides what to write, and writes it.
    fn source(&self, source: &ImportSource) -> Result<Ending, Ending> {
        let Some(format) = Format::from_name(&source.format) else {
            let words: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            return Err(Ending::Usage(format!("`{}` is no format; one of {}", source.format, words.join(", "))));
        };
        let Some(document) = sources::document(source, self.importing, &self.terminal)? else {
            self.report.unchanged(&source.name);
            return Ok(Ending::Good);
        };
        let known = Known {
            name: source.name.clone(),
            company: source.company.clone(),
            company_url: source.company_url.clone(),
            address: source.address.clone().or_else(|| sources::is_address(&source.from).then(|| source.from.clone())),
            columns: source.columns.clone(),
        };
        let read = read(format, Document { path: &document.name, text: &document.text }, &known);
        let memory_file = self.importing.folders.root.join(format!(".corkboard/sources/{}.json", source.name));
        let memory = self.memory(&memory_file)?;
        let index = OnceCell::new();
        let done = update(&Update {
            name: &source.name,
            format: format.name(),
            memory: &memory,
            is_whole: source.is_whole.unwrap_or_else(|| format.is_whole()) && read.is_whole,
            read: &read,
            folder: &source.folder,
            text_of: &|path| text_of(&self.content.join(path)),
            by_id: &|id| index.get_or_init(|| self.ids()).get(id).cloned(),
            today: self.prepared.now,
            max_shrink_percent: (!self.importing.allow_shrink).then_some(self.prepared.settings.max_shrink_percent),
        });
        let diagnostics = self.told(read.diagnostics, &done);
        let ending = self.report.tell(&source.name, diagnostics, &done);
        if !self.importing.dry_run {
            self.write(&done, &memory, &memory_file)?;
            if matches!(ending, Ending::Good) {
                sources::remember(&document, self.importing, &source.name)?;
            }
        }
        Ok(ending)
    }

    /// What is wrong with a source; files of the board as seen from here.
    fn told(&self, mut diagnostics: Vec<Diagnostic>, done: &Updated) -> Vec<Diagnostic> {
        diagnostics.extend(done.diagnostics.iter().cloned().map(|mut told| {
            if told.code == Code::ChangedTwice {
                told.location.path = self.content.join(&told.location.path).to_string_lossy().replace('\\', "/");
            }
            told
        }));
        diagnostics.sort_by(Diagnostic::order);
        diagnostics
    }

    fn memory(&self, file: &Path) -> Result<Memory, Ending> {
        match fs::read_to_string(file) {
            Ok(text) => Memory::read(&text).ok_or_else(|| {
                let help = "mend it, or delete it: postings are then known by their ids, and hand edits are kept";
                Ending::Failure(format!("{}: this is not what `import` wrote; {help}", file.display()))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Memory::default()),
            Err(error) => Err(Ending::Failure(format!("{}: {error}", file.display()))),
        }
    }

    /// The file of every posting that carries an `id`.
    fn ids(&self) -> BTreeMap<String, String> {
        let content = Content {
            folder: self.content.clone(),
            is_own: self.importing.folders.content.is_none(),
            links: Links::Inside,
        };
        let files = content.list().map(|listing| listing.files).unwrap_or_default();
        let postings = files.into_iter().filter(|file| file.kind == Kind::Posting && file.path.ends_with(".md"));
        let with_id = postings.filter_map(|file| {
            let text = text_of(&self.content.join(&file.path))?;
            let read = read_front_matter(&text)?;
            let id = read.entries.iter().find(|field| field.key == "id")?;
            Some((id.value.as_str().map_or_else(|| id.value.to_string(), str::to_owned), file.path))
        });
        with_id.collect()
    }

    /// Files first, then what is remembered: an import that is stopped is finished by the next.
    fn write(&self, done: &Updated, before: &Memory, memory_file: &Path) -> Result<(), Ending> {
        for (path, text) in &done.files {
            write::replace(&self.content.join(path), text.as_bytes()).map_err(|failure| failed(&failure))?;
        }
        if let Some(memory) = done.memory.as_ref().filter(|memory| *memory != before) {
            write::replace(memory_file, memory.text().as_bytes()).map_err(|failure| failed(&failure))?;
        }
        Ok(())
    }
}
