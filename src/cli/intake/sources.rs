//! Where the document of a source comes from: a file, standard input, or, when that is allowed, an address.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::Ending;
use super::super::build::failed;
use super::super::terminal::Terminal;
use super::arguments::Importing;
use crate::fetch::{self, Fetched, Limits, Reach, Robots, Validators};
use crate::import::decoded;
use crate::model::ImportSource;
use crate::write;

/// Bytes of the largest document that is read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A document that was read.
pub(super) struct Document {
    /// Its name as shown.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What is to be remembered once it has been imported.
    seen: Option<Seen>,
}

/// What was fetched last for a source, in `.corkboard/cache/NAME.json`: only costs a download when it is lost.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Seen {
    /// The address, and everything else that decides what an import makes of the document.
    of: String,
    validators: Validators,
}

/// True for a web address.
pub(super) fn is_address(from: &str) -> bool {
    from.starts_with("https://") || from.starts_with("http://")
}

/// Reads the document; none when it has not changed since it was imported.
pub(super) fn document(
    source: &ImportSource,
    importing: &Importing,
    terminal: &Terminal,
) -> Result<Option<Document>, Ending> {
    let from = source.from.as_str();
    if is_address(from) {
        return fetched(source, importing, terminal);
    }
    let (name, bytes) = if from == "-" {
        ("standard input".to_owned(), limited(io::stdin().lock(), LARGEST))
    } else {
        let is_below_root = importing.folders.root.join(from).is_file() && !Path::new(from).is_file();
        let path = if is_below_root { importing.folders.root.join(from) } else { Path::new(from).to_owned() };
        (path.to_string_lossy().replace('\\', "/"), File::open(&path).and_then(|file| limited(file, LARGEST)))
    };
    let bytes = bytes.map_err(|error| Ending::Failure(format!("{name}: {error}")))?;
    Ok(Some(Document { text: decoded(&bytes), name, seen: None }))
}

fn fetched(source: &ImportSource, importing: &Importing, terminal: &Terminal) -> Result<Option<Document>, Ending> {
    let from = source.from.as_str();
    if !importing.fetch {
        return Err(Ending::Usage(format!("`{from}` is an address; `--fetch` allows the network")));
    }
    let of = format!("{} {source:?}", env!("CARGO_PKG_VERSION"));
    let file = cache(importing, &source.name);
    let seen = fs::read_to_string(file).ok().and_then(|text| serde_json::from_str::<Seen>(&text).ok());
    let is_remembered = importing.folders.root.join(format!(".corkboard/sources/{}.json", source.name)).is_file();
    let known = seen.filter(|seen| seen.of == of && is_remembered).map(|seen| seen.validators).unwrap_or_default();
    let reach = if importing.allow_private { Reach::Everywhere } else { Reach::Public };
    let robots = if importing.ignore_robots { Robots::Ignored } else { Robots::Obeyed };
    let limits = Limits { largest: LARGEST, reach, robots, ..Limits::default() };
    if terminal.is_watched {
        terminal.error(&format!("fetching {from}\n"));
    }
    match fetch::fetch(from, &known, &limits) {
        Ok(Fetched::Unchanged) => Ok(None),
        Ok(Fetched::New(bytes, validators)) => {
            let text = decoded(&bytes);
            Ok(Some(Document { name: from.to_owned(), text, seen: Some(Seen { of, validators }) }))
        }
        Err(failure) => Err(Ending::Failure(format!("{from}: {failure}"))),
    }
}

fn cache(importing: &Importing, name: &str) -> PathBuf {
    importing.folders.root.join(format!(".corkboard/cache/{name}.json"))
}

/// Everything, up to so many bytes; more is an error.
pub(super) fn limited(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {most} bytes")));
    }
    Ok(bytes)
}

/// Remembers that the document was imported. The cache is kept out of version control: it changes without a reason.
pub(super) fn remember(document: &Document, importing: &Importing, name: &str) -> Result<(), Ending> {
    let Some(seen) = document.seen.as_ref().filter(|seen| seen.validators != Validators::default()) else {
        return Ok(());
    };
    let text = serde_json::to_string_pretty(seen).unwrap_or_default() + "\n";
    let ignore = importing.folders.root.join(".corkboard/.gitignore");
    write::create(&ignore, b"cache/\n").map_err(|failure| failed(&failure))?;
    write::replace(&cache(importing, name), text.as_bytes()).map_err(|failure| failed(&failure))
}
