//! `corkboard fmt`: postings in the canonical words.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::arguments::Board;
use super::super::build::failed;
use super::super::terminal::Terminal;
use super::super::{Ending, draw, prepare};
use super::arguments::Fmt;
use crate::diagnostic::Diagnostic;
use crate::find::{self, Content, Kind, Links, Unreadable};
use crate::model::Settings;
use crate::parse::PostingFile;
use crate::parse::canonical::{Canonical, canonical};
use crate::write;

/// A posting's file on the disk, with its path below the content folder, which tells facts.
struct Posting {
    disk: PathBuf,
    path: String,
    sidecar: Option<(PathBuf, String)>,
}

/// What is to become of one posting.
struct Formatted {
    /// Files with their old and new texts.
    files: Vec<(PathBuf, Vec<u8>, String)>,
    mistakes: Vec<Diagnostic>,
    is_left: Option<PathBuf>,
}

/// Formats files.
pub(in crate::cli) fn fmt(arguments: &Fmt, terminal: &Terminal) -> Ending {
    let terminal = terminal.with_color(arguments.color);
    match formatted(arguments, &terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn formatted(arguments: &Fmt, terminal: &Terminal) -> Result<Ending, Ending> {
    let Fmt { paths, check, diff, folders, color: _ } = arguments;
    let board = Board { jobs: 0, ..folders.board(None) };
    let settings = prepare::prepare(&board)?.settings;
    let folder = prepare::content_folder(&board);
    let mut postings = Vec::new();
    let all = [folder.clone()];
    for path in if paths.is_empty() { &all[..] } else { paths } {
        add(path, &folder, folders.content.is_none(), &mut postings)?;
    }
    let results: Vec<Result<Formatted, Ending>> = postings.par_iter().map(|posting| one(posting, &settings)).collect();
    let (mut changed, mut mistakes, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for result in results {
        let result = result?;
        changed.extend(result.files);
        mistakes.extend(result.mistakes);
        left.extend(result.is_left);
    }
    terminal.error(&draw::human(&mistakes, &terminal.renderer()));
    for path in &left {
        terminal.error(&format!("{}: left as it is, because its facts would change\n", path.display()));
    }
    for (path, old, new) in &changed {
        if *diff {
            terminal.print(&difference(path, &String::from_utf8_lossy(old), new));
        } else {
            terminal.print(&format!("{}\n", path.display()));
        }
        if !check && !diff {
            write::replace(path, new.as_bytes()).map_err(|failure| failed(&failure))?;
        }
    }
    let verb = if *check || *diff { "would change" } else { "changed" };
    terminal.error(&format!("{} {verb}, {} read\n", draw::plural(changed.len(), "file"), postings.len()));
    let is_dirty = *check && !changed.is_empty();
    Ok(if is_dirty || !mistakes.is_empty() { Ending::Mistakes } else { Ending::Good })
}

/// The postings that a path names: a file, or all below a folder.
fn add(path: &Path, content: &Path, is_own: bool, postings: &mut Vec<Posting>) -> Result<(), Ending> {
    if path.is_file() {
        let disk = posting_of(path);
        let shown = |path: &Path| below(path, content);
        let sides = ["yaml", "yml"].iter().map(|ending| disk.with_extension(ending));
        let sidecar = sides.into_iter().find(|side| *side != disk && side.is_file());
        let sidecar = sidecar.map(|side| (side.clone(), shown(&side)));
        postings.push(Posting { path: shown(&disk), disk, sidecar });
        return Ok(());
    }
    let whole = Content { folder: path.to_owned(), is_own: is_own && path == content, links: Links::Inside };
    let listing = whole.list().map_err(|error| Ending::Failure(format!("{}: {error}", path.display())))?;
    for found in listing.files.iter().filter(|found| found.kind == Kind::Posting) {
        let disk = path.join(&found.path);
        let sidecar = found.sidecar.as_deref().map(|(side, _)| path.join(side));
        let sidecar = sidecar.map(|side| (side.clone(), below(&side, content)));
        postings.push(Posting { path: below(&disk, content), disk, sidecar });
    }
    Ok(())
}

/// A sidecar stands for its posting.
fn posting_of(path: &Path) -> PathBuf {
    let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let beside = ["md", "markdown", "txt"].iter().map(|ending| path.with_extension(ending));
    let owner = if is_yaml { beside.into_iter().find(|path| path.is_file()) } else { None };
    owner.unwrap_or_else(|| path.to_owned())
}

/// A path below the content folder, or as it was typed when it lies elsewhere.
fn below(path: &Path, content: &Path) -> String {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let inner = path.strip_prefix(content).map(Path::to_owned).ok();
    let inner = inner.or_else(|| real(path).strip_prefix(real(content)).map(Path::to_owned).ok());
    inner.unwrap_or_else(|| path.to_owned()).to_string_lossy().replace('\\', "/")
}

fn one(posting: &Posting, settings: &Settings) -> Result<Formatted, Ending> {
    let bytes = read(&posting.disk)?;
    let side = posting.sidecar.as_ref().map(|(disk, path)| Ok((disk, path, read(disk)?))).transpose()?;
    let sidecar = side.as_ref().map(|(_, path, bytes)| (path.as_str(), bytes.as_slice()));
    let Canonical { file, sidecar: side_text, is_left, mut mistakes } =
        canonical(PostingFile { path: &posting.path, bytes: &bytes, sidecar }, settings);
    for mistake in &mut mistakes {
        let is_side = side.as_ref().filter(|(_, path, _)| **path == mistake.location.path);
        let disk = is_side.map_or(&posting.disk, |(disk, _, _)| *disk);
        mistake.location.path = disk.to_string_lossy().replace('\\', "/");
    }
    let mut files = Vec::new();
    files.extend(file.map(|text| (posting.disk.clone(), bytes, text)));
    if let (Some(text), Some((disk, _, bytes))) = (side_text, side) {
        files.push((disk.clone(), bytes, text));
    }
    Ok(Formatted { files, mistakes, is_left: is_left.then(|| posting.disk.clone()) })
}

fn read(path: &Path) -> Result<Vec<u8>, Ending> {
    let mut bytes = Vec::new();
    match find::read(path, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(Unreadable::TooLarge(size)) => {
            Err(Ending::Failure(format!("{}: {size} bytes; {} are allowed", path.display(), find::LARGEST)))
        }
        Err(Unreadable::System(error)) => Err(Ending::Failure(format!("{}: {error}", path.display()))),
    }
}

/// The lines between the first and the last that differ, as they were and as they are to be.
fn difference(path: &Path, old: &str, new: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let most = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let (gone, come) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    let mut text =
        format!("--- {0}\n+++ {0}\n@@ -{1},{2} +{1},{3} @@\n", path.display(), head + 1, gone.len(), come.len());
    for (mark, lines) in [('-', gone), ('+', come)] {
        for line in lines {
            text.push(mark);
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}
