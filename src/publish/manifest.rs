//! What a target holds of ours, kept in the target itself: one line for each file, its key, the hash of the tag that the
//! target gave it (ETag), and its path. A key covers the bytes and the headers. A file that is on its way has one that
//! says so: a publication that was stopped anywhere is finished by the next.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use xxhash_rust::xxh3::xxh3_64;

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
    /// Hashes of the tags that the target gave when it took the files, by path.
    pub tags: BTreeMap<String, u64>,
}

/// Of a tag (`ETag`, RFC 9110) without its quotes, which Azure gives with a file but not in its lists.
fn fingerprint(tag: &str) -> u64 {
    xxh3_64(tag.trim_start_matches("W/").trim_matches('"').as_bytes())
}

impl Manifest {
    /// Remembers a file that was sent, with the tag that the target gave it.
    pub(super) fn sent(&mut self, path: &str, key: u128, tag: Option<&str>) {
        self.files.insert(path.to_owned(), key);
        match tag {
            Some(tag) => self.tags.insert(path.to_owned(), fingerprint(tag)),
            None => self.tags.remove(path),
        };
    }

    /// Forgets of a file that is listed with this tag what its bytes are, when it was sent with another one.
    pub(super) fn listed(&mut self, path: &str, tag: &str) {
        if self.tags.get(path).is_some_and(|known| *known != fingerprint(tag)) {
            self.files.insert(path.to_owned(), UNKNOWN);
        }
    }

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
        let mut manifest = Manifest { open, ..Manifest::default() };
        for line in lines {
            let (known, path) = line.split_once(' ')?;
            let (key, tag) = known.split_once(':').map_or((known, None), |(key, tag)| (key, Some(tag)));
            manifest.files.insert(path.to_owned(), u128::from_str_radix(key, 16).ok()?);
            if let Some(tag) = tag {
                manifest.tags.insert(path.to_owned(), u64::from_str_radix(tag, 16).ok()?);
            }
        }
        Some(manifest)
    }

    /// The manifest as it is stored.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        // Writing to memory cannot fail.
        let _ = writeln!(writer, "{TITLE}\nopen {}", self.open);
        for (path, key) in &self.files {
            let _ = match self.tags.get(path) {
                Some(tag) => writeln!(writer, "{key:x}:{tag:x} {path}"),
                None => writeln!(writer, "{key:x} {path}"),
            };
        }
        writer.finish().unwrap_or_default()
    }
}
