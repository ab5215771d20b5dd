//! The floor below every cold build: writes a finished site once more, from memory, into a new folder, with four
//! threads that do nothing else. Prints the seconds that took; reading the site is not counted.
//!
//!     cargo run --release --example write_tree -- SITE NEW_FOLDER
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a tool for measurements")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const THREADS: usize = 4;
/// Neighbouring files that one thread takes at a time.
const RUN: usize = 32;

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(site), Some(target)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: write_tree SITE NEW_FOLDER");
        return;
    };
    assert!(!target.exists(), "the folder to write must be new");
    let mut files = Vec::new();
    let mut folders = vec![target.clone()];
    load(&site, &target, &mut files, &mut folders);
    let started = Instant::now();
    write(&files, &folders);
    let seconds = started.elapsed().as_secs_f64();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{seconds:.3} s for {} files in {} folders, {} MB", files.len(), folders.len(), bytes / 1_000_000);
}

/// Reads a folder, and names what must be made of it below `target`.
fn load(folder: &Path, target: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>, folders: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let place = target.join(entry.file_name().unwrap());
        if entry.is_dir() {
            folders.push(place.clone());
            load(&entry, &place, files, folders);
        } else {
            files.push((place, fs::read(&entry).unwrap()));
        }
    }
}

fn write(files: &[(PathBuf, Vec<u8>)], folders: &[PathBuf]) {
    // Parents come first in the list; two levels are made by one thread so that the others find theirs.
    let depth = |folder: &Path| folder.components().count();
    let top = depth(&folders[0]) + 1;
    let (high, low): (Vec<&PathBuf>, Vec<&PathBuf>) = folders.iter().partition(|folder| depth(folder) <= top);
    for folder in high {
        fs::create_dir_all(folder).unwrap();
    }
    with_threads(low.len(), |at| fs::create_dir_all(low[at]).unwrap());
    with_threads(files.len(), |at| fs::write(&files[at].0, &files[at].1).unwrap());
}

/// Does the work of every number below `count`, in runs that the threads take as they come.
fn with_threads(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let start = next.fetch_add(RUN, Ordering::Relaxed);
                    if start >= count {
                        break;
                    }
                    (start..count.min(start + RUN)).for_each(&work);
                }
            });
        }
    });
}
