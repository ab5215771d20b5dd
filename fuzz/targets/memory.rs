//! What a build remembers, damaged: the next build gives the site that a fresh one gives, and touches nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use corkboard::write::{Inputs, Request, Silent, build};

/// Files by path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

struct Board {
    folder: tempfile::TempDir,
    site: Files,
    memory: Files,
}

const POSTING: &str = "---\ntitle: Cook\ncompany: Galley\ndate_posted: 2026-03-01\n---\nYou cook for twelve.\n";

thread_local! {
    static BOARD: OnceLock<Board> = const { OnceLock::new() };
}

/// The first byte chooses a file of the memory and one that is lost, the next three what is done to the first, the rest
/// is put into it.
pub fn state(bytes: &[u8]) {
    BOARD.with(|board| damage(board.get_or_init(Board::new), bytes));
}

fn damage(board: &Board, bytes: &[u8]) {
    let (Some((head, rest)), true) = (bytes.split_first_chunk::<4>(), bytes.len() < 4096) else { return };
    let names: Vec<&PathBuf> = board.memory.keys().collect();
    let name = names[usize::from(head[0]) % names.len()];
    let mut damaged = board.memory[name].clone();
    let at = usize::from(u16::from_le_bytes([head[1], head[2]])) % (damaged.len() + 1);
    match head[3] % 5 {
        0 => damaged.truncate(at),
        1 => damaged.iter_mut().skip(at).zip(rest).for_each(|(old, new)| *old ^= new),
        2 => drop(damaged.splice(at..at, rest.iter().copied())),
        3 => drop(damaged.drain(at..(at + rest.len()).min(damaged.len()))),
        _ => damaged = rest.to_vec(),
    }
    let memory = board.folder.path().join(".public.corkboard");
    if let Some(lost) = names.get(usize::from(head[0] >> 2) % (names.len() + 1)) {
        fs::write(memory.join(lost), "").unwrap();
    }
    fs::write(memory.join(name), damaged).unwrap();
    build(&board.request(), &Silent).unwrap();
    let site = files(&board.folder.path().join("public"));
    assert!(site == board.site, "the site after {name:?} was damaged is not that of a fresh build");
    assert!(board.folder.path().join("content/jobs/cook.md").exists(), "the author's file is gone");
    board.restore();
}

impl Board {
    fn new() -> Board {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/jobs")).unwrap();
        fs::write(folder.path().join("content/jobs/cook.md"), POSTING).unwrap();
        let mut board = Board { folder, site: Files::new(), memory: Files::new() };
        build(&board.request(), &Silent).unwrap();
        board.site = files(&board.folder.path().join("public"));
        board.memory = files(&board.folder.path().join(".public.corkboard"));
        board
    }

    /// Puts the memory back, and removes what it did not have.
    fn restore(&self) {
        let folder = self.folder.path().join(".public.corkboard");
        for path in files(&folder).keys().filter(|path| !self.memory.contains_key(*path)) {
            fs::remove_file(folder.join(path)).unwrap();
        }
        for (path, bytes) in &self.memory {
            fs::write(folder.join(path), bytes).unwrap();
        }
    }

    fn request(&self) -> Request {
        let root = self.folder.path().to_owned();
        Request {
            out: root.join("public"),
            inputs: Inputs::of(root, jiff::civil::date(2026, 3, 15)),
            strict: false,
            allow_shrink: false,
            adopt: false,
            part: corkboard::write::Part::Whole,
            diagnostics: Vec::new(),
        }
    }
}

fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}
