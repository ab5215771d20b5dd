//! Build script: a fingerprint of the program's own text, so that a changed program never trusts what another remembered.

#![allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let mut hash = DefaultHasher::new();
    for folder in ["src", "templates", "static"] {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut hash)?;
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    fs::read("Cargo.lock").unwrap_or_default().hash(&mut hash);
    println!("cargo::rustc-env=CORKBOARD_FINGERPRINT={:016x}", hash.finish());
    Ok(())
}

fn add(path: &Path, hash: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut below: Vec<_> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        below.sort();
        return below.iter().try_for_each(|path| add(path, hash));
    }
    if path.is_file() {
        path.to_string_lossy().hash(hash);
        fs::read(path)?.hash(hash);
    }
    Ok(())
}
