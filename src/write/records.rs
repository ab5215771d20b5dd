//! What is known of the files that were written, column by column: the records of a run lie in a few pieces of memory,
//! whatever their number, and are read from the disk as they lie.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::disk;

/// A file of the site as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileRecord {
    pub path: Arc<str>,
    /// Key of the page that gave it; 0 when it must be drawn again in any case.
    pub key: u128,
    /// Hash of its bytes.
    pub hash: u128,
    pub size: u64,
    pub mtime: i64,
}

/// The same as it lies among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record<'r> {
    pub path: &'r str,
    pub key: u128,
    pub hash: u128,
    pub size: u64,
    pub mtime: i64,
}

impl FileRecord {
    /// The record as it lies among others.
    pub(super) fn lent(&self) -> Record<'_> {
        let FileRecord { path, key, hash, size, mtime } = self;
        Record { path, key: *key, hash: *hash, size: *size, mtime: *mtime }
    }
}

impl Record<'_> {
    /// The record of the same file, for a page of this key.
    pub(super) fn of_page(self, key: u128) -> FileRecord {
        let Record { path, hash, size, mtime, .. } = self;
        FileRecord { path: path.into(), key, hash, size, mtime }
    }
}

/// Records by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Records {
    /// All paths, one behind the other.
    paths: Box<str>,
    /// Where each of them ends.
    ends: Box<[u32]>,
    #[serde(with = "crate::plan::raw::row")]
    keys: Box<[u128]>,
    #[serde(with = "crate::plan::raw::row")]
    hashes: Box<[u128]>,
    sizes: Box<[u64]>,
    mtimes: Box<[i64]>,
}

impl Records {
    /// True when the columns fit together and no path leads out of the site: other records were not written by us, nor
    /// is a run without any.
    pub(super) fn are_ours(&self) -> bool {
        let count = self.ends.len();
        let mut start = 0;
        let mut is_below = |end: &u32| {
            let path = self.paths.get(start..*end as usize);
            start = *end as usize;
            path.is_some_and(disk::is_below)
        };
        count > 0
            && [self.keys.len(), self.hashes.len(), self.sizes.len(), self.mtimes.len()] == [count; 4]
            && self.ends.iter().all(&mut is_below)
            && start == self.paths.len()
    }

    /// Number of records.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A path by its number.
    pub(super) fn path(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.paths[start as usize..self.ends[number] as usize]
    }

    /// The keys of all records, in their order.
    pub(super) fn keys(&self) -> &[u128] {
        &self.keys
    }

    /// A record by its number.
    pub(super) fn get(&self, number: usize) -> Record<'_> {
        let (key, hash) = (self.keys[number], self.hashes[number]);
        Record { path: self.path(number), key, hash, size: self.sizes[number], mtime: self.mtimes[number] }
    }

    /// All records in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The number of the record of a file.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.path(middle).cmp(path) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl<'r> FromIterator<Record<'r>> for Records {
    fn from_iter<I: IntoIterator<Item = Record<'r>>>(records: I) -> Records {
        let records = records.into_iter();
        let count = records.size_hint().0;
        let (mut paths, mut ends) = (String::new(), Vec::with_capacity(count));
        let (mut keys, mut hashes) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut sizes, mut mtimes) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for record in records {
            paths.push_str(record.path);
            ends.push(u32::try_from(paths.len()).unwrap_or(u32::MAX));
            keys.push(record.key);
            hashes.push(record.hash);
            sizes.push(record.size);
            mtimes.push(record.mtime);
        }
        let (paths, ends, sizes, mtimes) = (paths.into(), ends.into(), sizes.into(), mtimes.into());
        Records { paths, ends, keys: keys.into(), hashes: hashes.into(), sizes, mtimes }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileRecord, Records};

    fn records(paths: &[&str]) -> Records {
        let record = |path: &&str| FileRecord { path: (*path).into(), key: 1, hash: 2, size: 3, mtime: -4 };
        paths.iter().map(record).collect::<Vec<_>>().iter().map(FileRecord::lent).collect()
    }

    #[test]
    fn records_are_found_by_their_paths_and_come_back_from_the_disk() {
        let of = records(&["a", "b/c", "ü"]);
        assert_eq!(
            ["a", "b/c", "ü", "b", "", "z"].map(|path| of.find(path)),
            [Some(0), Some(1), Some(2), None, None, None]
        );
        assert_eq!(of.get(1).of_page(9), FileRecord { path: "b/c".into(), key: 9, hash: 2, size: 3, mtime: -4 });
        let bytes = postcard::to_stdvec(&of).unwrap();
        let again: Records = postcard::from_bytes(&bytes).unwrap();
        assert!(again == of && again.are_ours() && !Records::default().are_ours());
    }

    #[test]
    fn records_that_lead_out_of_the_site_or_do_not_fit_together_are_not_ours() {
        assert!(!records(&["a", "../b"]).are_ours());
        assert!(!records(&["/etc/passwd"]).are_ours());
        for ends in [[1, 1], [2, 1], [1, 9], [1, 2]] {
            let wrong = Records { ends: ends.into(), ..records(&["a", "ü"]) };
            assert!(!wrong.are_ours(), "{ends:?}");
        }
        assert!(!Records { sizes: [1].into(), ..records(&["a", "b"]) }.are_ours());
    }
}
