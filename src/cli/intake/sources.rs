//! Where the document of a source comes from: a file, standard input, or, when that is allowed, an address.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::super::Ending;
use super::super::terminal::Terminal;
use super::arguments::Importing;
use crate::model::ImportSource;
use crate::parse;

/// Bytes of the largest document that is read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A document that was read.
pub(super) struct Fetched {
    /// Its name as shown.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// True for a web address.
pub(super) fn is_address(from: &str) -> bool {
    from.starts_with("https://") || from.starts_with("http://")
}

/// Reads the document; none when it has not changed since the last time.
pub(super) fn document(source: &ImportSource, importing: &Importing, _: &Terminal) -> Result<Option<Fetched>, Ending> {
    let from = source.from.as_str();
    if is_address(from) {
        let message = format!("`{from}` is an address; `--fetch` allows the network");
        return Err(Ending::Usage(message));
    }
    let (name, bytes) = if from == "-" {
        ("standard input".to_owned(), limited(io::stdin().lock()))
    } else {
        let is_stated = importing.root.join(from).is_file() && !Path::new(from).is_file();
        let path = if is_stated { importing.root.join(from) } else { Path::new(from).to_owned() };
        (path.to_string_lossy().replace('\\', "/"), File::open(&path).and_then(limited))
    };
    let bytes = bytes.map_err(|error| Ending::Failure(format!("{name}: {error}")))?;
    Ok(Some(Fetched { text: parse::text(&bytes).into_owned(), name }))
}

/// Everything, up to the limit.
fn limited(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("larger than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// Remembers that the document was imported.
pub(super) fn remember(_: &Fetched, _: &Importing, _: &str) -> Result<(), Ending> {
    Ok(())
}
