//! Puts staged files in the site's place: a few one by one, many by an exchange of folders. Deletions come last.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::state::Site;
use super::{disk, lock};

/// A failure and the file that it concerns.
pub(super) type Failed = (PathBuf, io::Error);

/// Begins the names of old sites; a number follows.
const OLD: &str = "old.";

/// Moves staged files into the site, each whole, in the given order, and removes those that are gone.
pub(super) fn one_by_one(stage: &Path, out: &Path, staged: &[Arc<str>], gone: &[&str]) -> Result<(), Failed> {
    let mut known = BTreeSet::new();
    for file in staged {
        let file: &str = file;
        let target = out.join(file);
        real_folders(out, file, &mut known).map_err(|error| (target.clone(), error))?;
        if fs::symlink_metadata(&target).is_ok_and(|metadata| metadata.is_dir()) {
            disk::remove_dir(&target).map_err(|error| (target.clone(), error))?;
        }
        disk::rename(&stage.join(file), &target).map_err(|error| (target, error))?;
    }
    for file in gone {
        remove(out, file)?;
    }
    Ok(())
}

/// Makes the folders of a file below `out` and makes sure that each is a folder and no link to elsewhere.
fn real_folders(out: &Path, file: &str, known: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    let mut folder = out.to_owned();
    let parts: Vec<&str> = file.split('/').collect();
    for part in &parts[..parts.len() - 1] {
        folder.push(part);
        if known.contains(&folder) {
            continue;
        }
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => {
                disk::remove_file(&folder)?;
                disk::create_dir(&folder)?;
            }
            Err(_) => disk::create_dir(&folder)?,
        }
        known.insert(folder.clone());
    }
    Ok(())
}

/// Removes a file that we wrote, and the folders that it leaves empty.
fn remove(out: &Path, file: &str) -> Result<(), Failed> {
    let path = out.join(file);
    if lies_behind_a_link(out, file) {
        return Ok(());
    }
    match disk::remove_file(&path) {
        Ok(()) => {}
        Err(error) if is_no_file_of_ours(&error) => {}
        Err(error) => return Err((path, error)),
    }
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out && disk::remove_dir(folder).is_ok()) {
        folder = empty.parent();
    }
    Ok(())
}

/// True when there is no such file, nor could there be: damaged records name anything.
fn is_no_file_of_ours(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, IsADirectory, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | IsADirectory | NotADirectory | InvalidInput | InvalidFilename)
}

/// True when one of the folders above a file is a link: what lies there is not ours.
fn lies_behind_a_link(out: &Path, file: &str) -> bool {
    let above = file.match_indices('/').map(|(at, _)| out.join(&file[..at]));
    above.into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()))
}

/// Completes the staged tree with the unchanged files of the site and with files that are not ours, then puts it in
/// the site's place in one step. `after` is the new site, `ours` tells files that we wrote before.
pub(super) fn exchange(
    stage: &Path,
    out: &Path,
    after: &Site,
    staged: &[Arc<str>],
    ours: impl Fn(&str) -> bool + Sync,
) -> Result<(), Failed> {
    let fresh: BTreeSet<&str> = staged.iter().map(AsRef::as_ref).collect();
    after
        .par_files()
        .filter(|record| !fresh.contains(record.path))
        .try_for_each(|record| link(stage, out, record.path))?;
    if out.exists() {
        for file in foreign(out, "", &|file| !ours(file) && after.file(file).is_none())
            .map_err(|error| (out.to_owned(), error))?
        {
            link(stage, out, &file)?;
        }
    }
    swap(stage, out).map_err(|error| (out.to_owned(), error))
}

/// The same file under both trees.
fn link(stage: &Path, out: &Path, file: &str) -> Result<(), Failed> {
    let (from, to) = (out.join(file), stage.join(file));
    let failed = |error| (to.clone(), error);
    if let Some(folder) = to.parent() {
        disk::create_dir_all(folder).map_err(failed)?;
    }
    disk::link(&from, &to).map_err(failed)
}

/// Files below the site that are not of the site.
fn foreign(out: &Path, below: &str, is_foreign: &dyn Fn(&str) -> bool) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(out.join(below))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let file = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            files.extend(foreign(out, &file, is_foreign)?);
        } else if is_foreign(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

/// Puts `stage` in the place of `out`; afterwards `stage` is the old site, or nothing.
#[cfg(target_os = "linux")]
fn swap(stage: &Path, out: &Path) -> io::Result<()> {
    if !out.exists() {
        return disk::rename(stage, out);
    }
    match disk::exchange(stage, out) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => swap_in_two(stage, out),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn swap(stage: &Path, out: &Path) -> io::Result<()> {
    if out.exists() { swap_in_two(stage, out) } else { disk::rename(stage, out) }
}

/// Where the system cannot exchange two folders in one step, there is a moment without a site between two renames.
fn swap_in_two(stage: &Path, out: &Path) -> io::Result<()> {
    let old = stage.with_extension("old");
    disk::rename(out, &old)?;
    disk::rename(stage, out).inspect_err(|_| {
        let _ = disk::rename(&old, out);
    })?;
    disk::rename(&old, stage)
}

/// Finishes an exchange in two steps that was stopped between them.
pub(super) fn recover(stage: &Path, out: &Path) {
    let old = stage.with_extension("old");
    if !out.exists() && old.is_dir() {
        let _ = disk::rename(&old, out);
    }
    clear(&old);
}

/// Puts the old site out of the way of the next build, under a name of its own: to remove 100,000 files takes longer
/// than to draw them on some disks, and nobody should wait for it.
pub(super) fn put_aside(stage: &Path) {
    let free = (0_u32..).map(|number| stage.with_file_name(format!("{OLD}{number}"))).find(|path| !path.exists());
    if free.is_none_or(|free| disk::rename(stage, &free).is_err()) {
        clear(stage);
    }
}

/// Old sites in the folder of the build's own files.
pub(super) fn old_sites(folder: &Path) -> Vec<PathBuf> {
    let is_old = |name: &str| name.strip_prefix(OLD).is_some_and(|number| number.parse::<u32>().is_ok());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_str().is_some_and(is_old)).map(|entry| entry.path()).collect()
}

/// Removes the old sites that builds left beside the site in `out`.
pub fn sweep(out: &Path) {
    let Ok(out) = fs::canonicalize(out) else { return };
    old_sites(&lock::beside(&out)).iter().for_each(|old| clear(old));
}

/// Removes a tree with all threads; what cannot be removed stays for the next build.
pub(super) fn clear(folder: &Path) {
    if fs::symlink_metadata(folder).is_ok_and(|metadata| !metadata.is_dir()) {
        return drop(disk::remove_file(folder));
    }
    if let Ok(entries) = fs::read_dir(folder) {
        let paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.par_iter().for_each(|path| match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_dir() => clear(path),
            _ => drop(disk::remove_file(path)),
        });
    }
    let _ = disk::remove_dir(folder);
}
