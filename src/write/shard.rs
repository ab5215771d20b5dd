//! A site built in parts: each part plans the whole board and draws the pages that fall to it; the parts are joined by
//! a build that takes their files instead of drawing. A page is taken only under the key that the joining build
//! computes itself, so that parts of another board, day or program are never mixed in: such pages are drawn.

use std::fs;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::lock;
use super::looks::is_intact;
use super::state::Site;
use crate::find::Folder;
use crate::plan::{Plan, PlannedPage};

/// Which pages a build draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All.
    #[default]
    Whole,
    /// The n-th of so many parts, counted from 1.
    Shard(u32, u32),
    /// All; those that stand in these folders, built as parts, are taken from there.
    Merge(Vec<PathBuf>),
}

impl Part {
    /// Leaves only the pages that fall to this part. Which they are depends on their files alone, so that every
    /// machine agrees, and a page stays in its part from build to build.
    pub(super) fn choose(&self, plan: &mut Plan) {
        let Part::Shard(number, count) = *self else { return };
        let mut pages = std::mem::take(&mut plan.pages);
        let falls_to = |page: &PlannedPage| xxh3_64(plan.address(page.page).file.as_bytes()) % u64::from(count.max(1));
        pages.retain(|page| falls_to(page) == u64::from(number.saturating_sub(1)));
        plan.pages = pages;
    }

    /// Keeps what one part remembers apart from what another does.
    pub(super) fn key(&self, inputs: u128) -> u128 {
        match self {
            Part::Whole | Part::Merge(_) => inputs,
            Part::Shard(number, count) => inputs ^ (u128::from(*number) << 32 | u128::from(*count)),
        }
    }
}

/// The parts from which pages are taken.
#[derive(Debug, Default)]
pub(super) struct Parts(Vec<Built>);

#[derive(Debug)]
struct Built {
    path: PathBuf,
    folder: Folder,
    site: Site,
}

impl Parts {
    /// Opens the folders of a merge with what their builds remember.
    pub(super) fn open(part: &Part) -> Parts {
        let Part::Merge(folders) = part else { return Parts::default() };
        let built = |path: &Path| {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            Built { folder: Folder::open(&path), site: Site::open(&lock::beside(&path)), path }
        };
        Parts(folders.iter().map(|path| built(path)).collect())
    }

    /// The files of a page with their bytes, when one part has all of them as they were written under this key.
    pub(super) fn take(&self, plan: &Plan, planned: PlannedPage) -> Option<Vec<(String, Vec<u8>)>> {
        if self.0.is_empty() {
            return None;
        }
        let files = plan.files(planned.page);
        self.0.iter().find_map(|built| {
            let take = |file: &String| {
                let record = built.site.file(file).filter(|record| record.key == planned.key)?;
                let bytes = is_intact(record, &built.folder).then(|| fs::read(built.path.join(file)).ok())??;
                Some((file.clone(), bytes))
            };
            files.iter().map(take).collect()
        })
    }
}
