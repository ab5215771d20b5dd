//! What a build knows of the bytes that it wrote, for those who bring them elsewhere.

use std::path::Path;

use rayon::prelude::*;

use super::lock;
use super::looks::is_intact;
use super::state::Site;
use crate::find::Folder;

/// Path and hash (xxh3-128) of every file of a site that is as the last build wrote it.
pub fn hashes(out: &Path) -> Vec<(String, u128)> {
    let site = Site::open(&lock::beside(out));
    let folder = Folder::open(out);
    let intact = site.par_files().filter(|record| is_intact(*record, &folder));
    intact.map(|record| (record.path.to_string(), record.hash)).collect()
}
