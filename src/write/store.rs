//! The file format of what is remembered: an index, replaced as a whole, and beside it the chunks that it names, to
//! which is only ever added. So one edit writes what it changed and no more.
//! A damaged or foreign file, or one of another program, is as good as none.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use crate::find;

/// First bytes of every index; the number is that of the layout.
const MAGIC: &[u8; 16] = b"corkboard state2";
/// Bytes of chunks that no index names, from which on the others move to a file of their own: as many as are named,
/// and this many.
const WASTE: u64 = 1 << 22;

/// Where a chunk lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    at: u64,
    length: u64,
    hash: u64,
}

impl Place {
    /// Bytes of the chunk.
    pub(super) fn length(self) -> u64 {
        self.length
    }
}

#[derive(Serialize, Deserialize)]
struct Index<T> {
    /// Fingerprint of the program.
    program: String,
    /// Number of the file of chunks.
    number: u32,
    /// Length of the file of chunks when the index was written.
    end: u64,
    /// Bytes of all chunks that are named.
    live: u64,
    content: T,
}

thread_local! {
    /// The chunk that this thread looks at.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A file of chunks.
#[derive(Debug)]
pub(super) struct Chunks {
    /// Path of the first index, without ending.
    base: PathBuf,
    number: u32,
    file: File,
    end: AtomicU64,
    live: u64,
}

impl Chunks {
    /// Opens an index and its chunks; none when either is missing, damaged, or of another program. `base` is the name
    /// that the file of chunks has without its number.
    pub(super) fn open<T: DeserializeOwned>(index: &Path, base: &Path) -> Option<(Chunks, T)> {
        let bytes = find::bytes(index).ok()?;
        let (hash, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
        if xxh3_64(body) != u64::from_le_bytes(*hash) {
            return None;
        }
        let index: Index<T> = postcard::from_bytes(body).ok().filter(|index: &Index<T>| index.program == program())?;
        let file = File::options().read(true).write(true).open(numbered(base, index.number)).ok()?;
        let length = file.metadata().ok().filter(fs::Metadata::is_file)?.len();
        // What lies behind the end was written by a build that was stopped; another index may name it.
        let end = AtomicU64::new(length);
        let Index { number, live, content, .. } = index;
        (length >= index.end).then(|| (Chunks { base: base.to_owned(), number, file, end, live }, content))
    }

    /// Begins a file of chunks beside those that are there.
    pub(super) fn create(base: &Path) -> io::Result<Chunks> {
        let number = (0..).find(|number| !numbered(base, *number).exists()).unwrap_or_default();
        let file = disk::create(&numbered(base, number))?;
        Ok(Chunks { base: base.to_owned(), number, file, end: AtomicU64::new(0), live: 0 })
    }

    /// A file of chunks without a name: it is gone when the program ends.
    #[cfg(unix)]
    pub(super) fn nameless() -> io::Result<Chunks> {
        let base = std::env::temp_dir().join(format!("corkboard-{}", std::process::id()));
        let chunks = Chunks::create(&base)?;
        let _ = disk::remove_file(&numbered(&base, chunks.number));
        Ok(chunks)
    }

    /// Files that are open keep their names here.
    #[cfg(not(unix))]
    pub(super) fn nameless() -> io::Result<Chunks> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// True when so much of the file is named by nobody that the rest should move.
    pub(super) fn is_wasteful(&self) -> bool {
        self.end.load(Ordering::Relaxed) > self.live * 2 + WASTE
    }

    /// Looks at a chunk; none when it is damaged. The room is used again: that of 100,000 postings, taken and given
    /// back, would cost more than reading them.
    fn with<R>(&self, place: Place, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let within = place.at.checked_add(place.length)? <= self.end.load(Ordering::Relaxed);
        let length = usize::try_from(place.length).ok().filter(|_| within)?;
        ROOM.with_borrow_mut(|room| {
            if room.len() < length {
                room.resize(length, 0);
            }
            let bytes = &mut room[..length];
            disk::read_at(&self.file, bytes, place.at).ok()?;
            (xxh3_64(bytes) == place.hash).then(|| look(bytes))
        })
    }

    /// True when a chunk is as it was written.
    pub(super) fn is_whole(&self, place: Place) -> bool {
        self.with(place, |_| ()).is_some()
    }

    /// Some bytes of a chunk that was found whole before; none when they cannot be read.
    pub(super) fn part(&self, place: Place, from: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        disk::read_at(&self.file, &mut bytes, place.at + from).ok()?;
        Some(bytes)
    }

    /// The value in a chunk.
    pub(super) fn decode<T: DeserializeOwned>(&self, place: Place) -> Option<T> {
        self.with(place, |bytes| postcard::from_bytes(bytes).ok())?
    }

    /// Adds a chunk. Threads may add side by side.
    pub(super) fn add(&self, bytes: &[u8]) -> io::Result<Place> {
        let length = bytes.len() as u64;
        let at = self.end.fetch_add(length, Ordering::Relaxed);
        disk::write_at(&numbered(&self.base, self.number), &self.file, bytes, at)?;
        Ok(Place { at, length, hash: xxh3_64(bytes) })
    }

    /// Adds a value as a chunk.
    pub(super) fn encode<T: Serialize>(&self, value: &T) -> io::Result<Place> {
        self.add(&encoded(value)?)
    }

    /// Writes an index beside the old one and puts it in its place. `named` are the chunks that it names.
    pub(super) fn commit<T: Serialize>(
        &self,
        index: &Path,
        content: T,
        named: impl Iterator<Item = Place>,
    ) -> io::Result<()> {
        let (end, live) = (self.end.load(Ordering::Relaxed), named.map(|place| place.length).sum());
        let body = encoded(&Index { program: program().to_owned(), number: self.number, end, live, content })?;
        let fresh = index.with_extension("part");
        let mut out = disk::create(&fresh)?;
        out.write_all(&[MAGIC.as_slice(), &xxh3_64(&body).to_le_bytes(), &body].concat())?;
        disk::rename(&fresh, index)
    }

    /// Removes other files of chunks that no index names any more.
    pub(super) fn clear_others(&self) {
        let others = (0..self.number + 8).filter(|number| *number != self.number);
        for path in others.map(|number| numbered(&self.base, number)).filter(|path| path.exists()) {
            let _ = disk::remove_file(&path);
        }
    }
}

fn encoded<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|error| io::Error::other(error.to_string()))
}

fn numbered(base: &Path, number: u32) -> PathBuf {
    base.with_extension(number.to_string())
}

/// Fingerprint of this program.
pub(super) fn program() -> &'static str {
    env!("CORKBOARD_FINGERPRINT")
}

#[cfg(test)]
mod tests {
    use super::{Chunks, Place};

    #[test]
    fn chunks_are_read_as_they_were_added() {
        let folder = tempfile::tempdir().unwrap();
        let (index, base) = (folder.path().join("site"), folder.path().join("site-files"));
        let chunks = Chunks::create(&base).unwrap();
        let places = [chunks.encode(&"one").unwrap(), chunks.encode(&(2, "two")).unwrap()];
        chunks.commit(&index, places, places.into_iter()).unwrap();
        let (chunks, read) = Chunks::open::<[Place; 2]>(&index, &base).unwrap();
        assert_eq!(
            (chunks.decode(read[0]), chunks.decode(read[1])),
            (Some("one".to_owned()), Some((2, "two".to_owned())))
        );
        chunks.encode(&"of a stopped build").unwrap();
        let (chunks, read) = Chunks::open::<[Place; 2]>(&index, &base).unwrap();
        let more = chunks.encode(&"three").unwrap();
        assert_eq!((chunks.decode(read[0]), chunks.decode(more)), (Some("one".to_owned()), Some("three".to_owned())));
    }

    #[test]
    fn a_file_with_any_byte_changed_or_cut_is_no_memory() {
        let folder = tempfile::tempdir().unwrap();
        let (index, base) = (folder.path().join("site"), folder.path().join("site-files"));
        let chunks = Chunks::create(&base).unwrap();
        let texts: Vec<String> = (0..200).map(|n| format!("jobs/{n}/index.html")).collect();
        let place = chunks.encode(&texts).unwrap();
        chunks.commit(&index, place, [place].into_iter()).unwrap();
        let read =
            || Chunks::open::<Place>(&index, &base).and_then(|(chunks, place)| chunks.decode::<Vec<String>>(place));
        assert_eq!(read(), Some(texts));
        for path in [index.clone(), base.with_extension("0")] {
            let good = std::fs::read(&path).unwrap();
            for at in 0..good.len() {
                let mut bad = good.clone();
                bad[at] ^= 1;
                std::fs::write(&path, &bad).unwrap();
                assert_eq!(read(), None, "byte {at}");
                std::fs::write(&path, &good[..at]).unwrap();
                assert_eq!(read(), None, "cut at {at}");
            }
            std::fs::write(&path, &good).unwrap();
        }
    }
}
