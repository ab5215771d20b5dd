//! What tells that a file has not changed without reading it.

use std::fs::Metadata;

use serde::{Deserialize, Serialize};

/// Size, time of the last change in nanoseconds since 1970, and number of a file on its disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: i64,
    /// Inode number; 0 where the system has none.
    pub inode: u64,
}

impl Stat {
    /// The stat of a file whose metadata were asked for.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Stat {
        use std::os::unix::fs::MetadataExt;
        let mtime = metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
        Stat { size: metadata.len(), mtime, inode: metadata.ino() }
    }

    /// The stat of a file whose metadata were asked for.
    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Stat {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let mtime = since.and_then(|age| i64::try_from(age.as_nanos()).ok()).unwrap_or_default();
        Stat { size: metadata.len(), mtime, inode: 0 }
    }
}
