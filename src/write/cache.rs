//! The file format of what is remembered: a few sections of records, each cut into chunks with checksums.
//! A damaged or foreign file, or one of another program, is as good as none.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;

/// First bytes of every file; the number is that of the layout.
const MAGIC: &[u8; 16] = b"corkboard state1";
/// Records in a chunk: small enough to spread over threads, large enough to cost nothing by itself.
const CHUNK: usize = 1024;

#[derive(Serialize, Deserialize)]
struct Header {
    /// Fingerprint of the program.
    program: String,
    /// Chunks of every section.
    sections: Vec<Vec<Chunk>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Chunk {
    length: u64,
    hash: u64,
}

/// An opened file; sections are decoded when they are asked for.
#[derive(Debug)]
pub(super) struct Sections {
    bytes: Vec<u8>,
    places: Vec<Vec<(usize, usize, u64)>>,
}

impl Sections {
    /// Opens a file; none when it is missing, damaged, or of another program.
    pub(super) fn open(path: &Path) -> Option<Sections> {
        let bytes = fs::read(path).ok()?;
        let body = bytes.strip_prefix(MAGIC)?;
        let (length, body) = body.split_first_chunk::<8>()?;
        let (hash, body) = body.split_first_chunk::<8>()?;
        let header = body.get(..usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        if xxh3_64(header) != u64::from_le_bytes(*hash) {
            return None;
        }
        let mut at = bytes.len() - body.len() + header.len();
        let header: Header = postcard::from_bytes(header).ok().filter(|header: &Header| header.program == program())?;
        let mut places = Vec::new();
        for section in header.sections {
            let mut of_section = Vec::with_capacity(section.len());
            for chunk in section {
                let end = at.checked_add(usize::try_from(chunk.length).ok()?)?;
                of_section.push((at, end, chunk.hash));
                at = end;
            }
            places.push(of_section);
        }
        (at == bytes.len()).then_some(Sections { bytes, places })
    }

    /// The records of a section; none when it is damaged.
    pub(super) fn records<T: DeserializeOwned + Send>(&self, section: usize) -> Option<Vec<T>> {
        let chunks: Option<Vec<Vec<T>>> =
            self.places.get(section)?.par_iter().map(|place| self.chunk(*place)).collect();
        Some(chunks?.into_iter().flatten().collect())
    }

    fn chunk<T: DeserializeOwned>(&self, (start, end, hash): (usize, usize, u64)) -> Option<Vec<T>> {
        let part = self.bytes.get(start..end).filter(|part| xxh3_64(part) == hash)?;
        postcard::from_bytes(part).ok()
    }
}

/// The records of a section, encoded.
pub(super) struct Encoded(Vec<Vec<u8>>);

/// Encodes a section.
pub(super) fn encode<T: Serialize + Sync>(records: &[T]) -> io::Result<Encoded> {
    let chunks: Result<Vec<Vec<u8>>, postcard::Error> =
        records.par_chunks(CHUNK).map(|chunk| postcard::to_stdvec(&chunk)).collect();
    chunks.map(Encoded).map_err(|error| io::Error::other(error.to_string()))
}

/// Writes a file of sections beside the old one and puts it in its place.
pub(super) fn save(path: &Path, sections: &[Encoded]) -> io::Result<()> {
    let fresh = path.with_extension("part");
    write(&fresh, sections)?;
    disk::rename(&fresh, path)
}

fn write(path: &Path, sections: &[Encoded]) -> io::Result<()> {
    let chunk = |bytes: &Vec<u8>| Chunk { length: bytes.len() as u64, hash: xxh3_64(bytes) };
    let header = Header {
        program: program().to_owned(),
        sections: sections.iter().map(|section| section.0.iter().map(chunk).collect()).collect(),
    };
    let header = postcard::to_stdvec(&header).map_err(|error| io::Error::other(error.to_string()))?;
    let mut out = io::BufWriter::with_capacity(1 << 20, disk::create(path)?);
    out.write_all(MAGIC)?;
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(&xxh3_64(&header).to_le_bytes())?;
    out.write_all(&header)?;
    for chunk in sections.iter().flat_map(|section| &section.0) {
        out.write_all(chunk)?;
    }
    out.flush()
}

/// Fingerprint of this program.
fn program() -> &'static str {
    env!("CORKBOARD_FINGERPRINT")
}

#[cfg(test)]
mod tests {
    use super::{Sections, encode, save};

    fn records() -> Vec<(String, u64)> {
        (0..3000).map(|n| (format!("jobs/{n}/index.html"), n)).collect()
    }

    #[test]
    fn sections_are_read_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site");
        save(&path, &[encode(&records()).unwrap(), encode(&["x".to_owned()]).unwrap()]).unwrap();
        let opened = Sections::open(&path).unwrap();
        assert_eq!(opened.records::<(String, u64)>(0), Some(records()));
        assert_eq!(opened.records::<String>(1), Some(vec!["x".to_owned()]));
    }

    #[test]
    fn a_file_with_any_byte_changed_or_cut_is_no_state() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("site");
        save(&path, &[encode(&records()).unwrap()]).unwrap();
        let good = std::fs::read(&path).unwrap();
        for at in (0..good.len()).step_by(101).chain(0..64) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            std::fs::write(&path, &bad).unwrap();
            let read = Sections::open(&path).and_then(|opened| opened.records::<(String, u64)>(0));
            assert_eq!(read, None, "byte {at}");
            std::fs::write(&path, &good[..at]).unwrap();
            assert!(Sections::open(&path).is_none(), "cut at {at}");
        }
    }
}
