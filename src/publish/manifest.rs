//! What a target holds of ours, kept in the target itself: one line for each file, its key and its path. A key covers
//! the bytes and the headers. A file that is on its way has one that says so: a publication that was stopped anywhere
//! is finished by the next.

use std::collections::BTreeMap;
use std::io::{Read, Write};

/// Where it lies in the target.
pub(super) const NAME: &str = ".corkboard-manifest.gz";

/// Key of a file that was there and may have other bytes now.
pub(super) const UNKNOWN: u128 = 0;
/// Key of a file that was not there and may be there now.
pub(super) const ANNOUNCED: u128 = 1;

const TITLE: &str = "corkboard manifest 1";

/// The files of a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Open postings of the site that is there.
    pub open: usize,
    /// Keys by path.
    pub files: BTreeMap<String, u128>,
}

impl Manifest {
    /// Reads a manifest; none when it is not one.
    pub(super) fn read(bytes: &[u8]) -> Option<Manifest> {
        let mut text = String::new();
        // Some servers hand out unpacked what was stored packed.
        match bytes.starts_with(TITLE.as_bytes()) {
            true => text.push_str(std::str::from_utf8(bytes).ok()?),
            false => {
                flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).ok()?;
            }
        }
        let mut lines = text.lines();
        if lines.next()? != TITLE {
            return None;
        }
        let open = lines.next()?.strip_prefix("open ")?.parse().ok()?;
        let file = |line: &str| {
            let (key, path) = line.split_once(' ')?;
            Some((path.to_owned(), u128::from_str_radix(key, 16).ok()?))
        };
        Some(Manifest { open, files: lines.map(file).collect::<Option<_>>()? })
    }

    /// The manifest as it is stored.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        // Writing to memory cannot fail.
        let _ = writeln!(writer, "{TITLE}\nopen {}", self.open);
        for (path, key) in &self.files {
            let _ = writeln!(writer, "{key:x} {path}");
        }
        writer.finish().unwrap_or_default()
    }
}
