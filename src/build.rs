//! Build script: a fingerprint of the program's own text, so that a changed program never trusts what another remembered,
//! and a smaller program where the system can load it.

#![allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;
use std::process::Command;

fn main() -> io::Result<()> {
    let mut hash = DefaultHasher::new();
    for folder in ["src", "templates", "static"] {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut hash)?;
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    fs::read("Cargo.lock").unwrap_or_default().hash(&mut hash);
    println!("cargo::rustc-env=CORKBOARD_FINGERPRINT={:016x}", hash.finish());
    if packs_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") {
        leave_out_unwinding()?;
    }
    Ok(())
}

/// The released program ends at a panic (`panic = "abort"`) and never unwinds; the tables for that, which the linker keeps
/// all the same, are a megabyte.
fn leave_out_unwinding() -> io::Result<()> {
    let script = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-unwinding.ld");
    fs::write(&script, "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT AFTER .text;\n")?;
    println!("cargo::rustc-link-arg-bins=-T{}", script.display());
    Ok(())
}

fn is(variable: &str, value: &str) -> bool {
    env::var(variable).is_ok_and(|found| found == value)
}

/// True where relative relocations may be packed (`DT_RELR`), which makes the program a megabyte smaller: glibc loads such
/// programs from 2.36 on, which is asked of the machine that builds, as it links its own glibc.
fn packs_relocations() -> bool {
    let is_native = env::var("HOST") == env::var("TARGET") && is("TARGET", "x86_64-unknown-linux-gnu");
    let is_static = env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|features| features.contains("crt-static"));
    if !is_native || is_static {
        return false;
    }
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let told = told.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let minor = told.trim().strip_prefix("glibc 2.").and_then(|minor| minor.parse().ok());
    minor.is_some_and(|minor: u32| minor >= 36)
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
