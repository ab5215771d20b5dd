//! `corkboard explain`: one posting as understood.

mod facts;
mod json;
mod text;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::Explain;
use super::prepare::{self, Prepared};
use super::terminal::Terminal;
use super::{Ending, tell};
use crate::model::JobPosting;
use crate::parse::{self, PostingFile};
use crate::plan::{self, Missing};
use crate::source::{Location, Part, Source, Span};

/// A posting and all that there is to say of it.
struct Explained<'a> {
    posting: &'a JobPosting,
    texts: &'a Texts,
    /// Its page; none for a draft.
    page: Option<Page>,
}

/// What the board makes of the posting, when it is alone on it.
struct Page {
    path: String,
    is_open: bool,
    missing: Vec<Missing>,
}

/// A posting's file and sidecar, as they are shown and as they were read.
struct Texts {
    file: (String, Vec<u8>),
    sidecar: Option<(String, Vec<u8>)>,
    /// The file and the sidecar as the author named them.
    typed: (String, Option<String>),
}

/// Explains one file.
pub(super) fn explain(arguments: &Explain, terminal: &Terminal) -> Ending {
    let terminal = terminal.with_color(arguments.color);
    match explained(arguments, &terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn explained(arguments: &Explain, terminal: &Terminal) -> Result<Ending, Ending> {
    let board = arguments.folders.board(arguments.now);
    let prepared = prepare::prepare(&board)?;
    let texts = texts(arguments, &prepare::content_folder(&board))?;
    let sidecar = texts.sidecar.as_ref().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let file = PostingFile { path: &texts.file.0, bytes: &texts.file.1, sidecar };
    let mut parsed = parse::posting(file, &prepared.settings);
    for diagnostic in &mut parsed.diagnostics {
        let path = &mut diagnostic.location.path;
        *path = texts.typed(path).to_owned();
    }
    let pages: Vec<Option<Page>> = parsed.postings.iter().map(|posting| page(posting, &prepared)).collect();
    let explained: Vec<Explained> =
        parsed.postings.iter().zip(pages).map(|(posting, page)| Explained { posting, texts: &texts, page }).collect();
    if arguments.json {
        terminal.print(&json::json(&texts.typed.0, &explained, &parsed.diagnostics));
    } else {
        terminal.print(&text::text(&explained, terminal));
        terminal.error(&super::draw::human(&parsed.diagnostics, &terminal.renderer()));
    }
    Ok(if tell::is_stopped(&parsed.diagnostics, false) { Ending::Mistakes } else { Ending::Good })
}

/// Reads the file, and its sidecar; named by its sidecar, a posting is found too.
fn texts(arguments: &Explain, content: &Path) -> Result<Texts, Ending> {
    let file = posting_of(&arguments.file);
    let read = |path: &Path| fs::read(path).map_err(|error| Ending::Failure(format!("{}: {error}", path.display())));
    let bytes = read(&file)?;
    let beside = ["yaml", "yml"].iter().map(|ending| file.with_extension(ending));
    let side = beside.into_iter().find(|path| *path != file && path.is_file());
    let sidecar = side.as_ref().map(|path| read(path).map(|bytes| (shown(path, content), bytes))).transpose()?;
    let name = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let typed = (name(&file), side.as_deref().map(name));
    Ok(Texts { file: (shown(&file, content), bytes), sidecar, typed })
}

fn posting_of(path: &Path) -> PathBuf {
    let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let beside =
        || ["md", "markdown", "txt"].iter().map(|ending| path.with_extension(ending)).find(|path| path.is_file());
    is_yaml.then(beside).flatten().unwrap_or_else(|| path.to_owned())
}

/// The path below the content folder, as the build sees it: months and skills may stand in it.
fn shown(path: &Path, content: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = fs::canonicalize(content).unwrap_or_else(|_| content.to_owned());
    let below = full.strip_prefix(&folder).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

fn page(posting: &JobPosting, prepared: &Prepared) -> Option<Page> {
    let board = plan::Board { with_drafts: true, ..plan::Board::of([posting.clone()], &prepared.settings) };
    let locate = |path: &str, _: Span| Location::file(path);
    let plan = plan::plan(board, prepared.settings.clone(), prepared.now, &locate);
    let shown = plan.postings.first()?;
    Some(Page { path: plan.posting_address(0).path, is_open: shown.is_open, missing: shown.missing.to_vec() })
}

impl Texts {
    /// A path below the content folder as the author named it.
    fn typed<'a>(&'a self, path: &'a str) -> &'a str {
        match (&self.sidecar, &self.typed.1) {
            _ if path == self.file.0 => &self.typed.0,
            (Some((side, _)), Some(typed)) if path == side => typed,
            _ => path,
        }
    }

    /// The place of a span, with the text that it covers.
    fn place(&self, span: Span) -> (Location, String) {
        let (path, bytes) = match (span.part, &self.sidecar) {
            (Part::Sidecar, Some(sidecar)) => sidecar,
            _ => &self.file,
        };
        let text = match span.part {
            Part::Path => Cow::Borrowed(path.as_str()),
            _ => parse::text(bytes),
        };
        let source = Source::new(path, &text);
        (source.locate(span), source.slice(span).to_owned())
    }
}

/// What is missing, in words.
fn missing_words(missing: &[Missing]) -> Vec<&'static str> {
    missing.iter().map(|what| super::eligibility::words(*what)).collect()
}
