//! Stops a build at every step to the disk: afterwards each file of the site is whole, an old one or a new one, and the
//! next build gives the site that a fresh one gives. Of a large board the first twelve steps and some of the rest; all with
//!
//!     CORKBOARD_FAULTS=all cargo test --lib write::faults

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{Failure, Inputs, Request, Silent, build};
use crate::model::{Settings, SocialCards};

/// What happens to the steps below a folder.
struct Fault {
    /// Steps that still go well.
    left: usize,
    /// Errno of the failure.
    errno: i32,
    /// True when no later step succeeds either: the build was killed, the disk stays full.
    for_good: bool,
    /// True when the failure has come.
    has_struck: bool,
}

/// By folder, so that tests do not hear of each other.
static FAULTS: Mutex<BTreeMap<PathBuf, Fault>> = Mutex::new(BTreeMap::new());

const ENOSPC: i32 = 28;
const EACCES: i32 = 13;
const EROFS: i32 = 30;
const EIO: i32 = 5;

/// Called before every step to the disk.
pub(super) fn step(path: &Path) -> io::Result<()> {
    let mut faults = FAULTS.lock().unwrap();
    let Some((_, fault)) = faults.iter_mut().find(|(root, _)| path.starts_with(root)) else { return Ok(()) };
    if fault.left > 0 {
        fault.left -= 1;
        return Ok(());
    }
    if fault.has_struck && !fault.for_good {
        return Ok(());
    }
    fault.has_struck = true;
    Err(io::Error::from_raw_os_error(fault.errno))
}

type Files = BTreeMap<String, Vec<u8>>;

struct Board {
    folder: tempfile::TempDir,
    root: PathBuf,
}

impl Board {
    fn new() -> Board {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        Board { folder, root }
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn posting(&self, name: &str, title: &str) {
        let text = format!(
            "---\ntitle: {title}\nslug: {name}\ncompany: Galley\ndate_posted: 2026-03-01\n---\nYou cook for {name}.\n"
        );
        self.put(&format!("content/jobs/{name}.md"), &text);
    }

    fn request(&self, out: &str) -> Request {
        let settings = Settings { social_cards: SocialCards::Off, ..Settings::default() };
        let inputs = Inputs { settings, ..Inputs::of(self.root.clone(), jiff::civil::date(2026, 3, 15)) };
        let out = self.root.join(out);
        Request {
            inputs,
            out,
            strict: false,
            allow_shrink: true,
            adopt: false,
            part: Default::default(),
            diagnostics: Vec::new(),
        }
    }

    fn builds(&self) -> Files {
        build(&self.request("public"), &Silent).unwrap();
        self.site()
    }

    fn site(&self) -> Files {
        files(&self.root.join("public"))
    }

    /// The site that a build without a memory gives.
    fn fresh(&self) -> Files {
        let out = tempfile::tempdir().unwrap();
        build(&Request { out: out.path().join("fresh"), ..self.request("public") }, &Silent).unwrap();
        files(&out.path().join("fresh"))
    }

    /// Builds while step number `at` fails. None when it was never reached.
    fn builds_with_fault(&self, at: usize, errno: i32, for_good: bool) -> Option<Result<(), Failure>> {
        let fault = Fault { left: at, errno, for_good, has_struck: false };
        FAULTS.lock().unwrap().insert(self.root.clone(), fault);
        let result = build(&self.request("public"), &Silent);
        let fault = FAULTS.lock().unwrap().remove(&self.root).unwrap();
        fault.has_struck.then(|| result.map(|_| ()))
    }
}

fn files(folder: &Path) -> Files {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    walk.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Stops the build of a change at its steps. `prepare` makes the old board, `change` makes it the new one.
fn stops_at_every_step(prepare: fn(&Board), change: fn(&Board), thin: usize) {
    let new = {
        let board = Board::new();
        prepare(&board);
        change(&board);
        board.fresh()
    };
    let is_exhaustive = std::env::var_os("CORKBOARD_FAULTS").is_some_and(|which| which == "all");
    let (mut at, mut struck) = (0, 0);
    loop {
        let board = Board::new();
        prepare(&board);
        let old = if board.root.join("first").exists() { Files::new() } else { board.builds() };
        change(&board);
        let (errno, for_good) = [(ENOSPC, true), (EACCES, false), (EIO, true), (EROFS, false)][at % 4];
        let Some(result) = board.builds_with_fault(at, errno, for_good) else { break };
        struck += 1;
        check(&board.site(), &old, &new, at);
        if let Err(failure) = result {
            assert!(matches!(failure, Failure::System { .. }), "step {at}: {failure}");
        }
        assert_eq!(differing(&board.builds(), &new), [""; 0], "step {at}: the next build does not give the new site");
        assert!(!board.root.join(".public.corkboard/stage").exists(), "step {at}: drawn files are left behind");
        at += if at < 12 || is_exhaustive { 1 } else { thin };
    }
    assert!(struck > 12, "the build took {at} steps only");
}

/// Files that are not the same in both sites.
fn differing<'a>(one: &'a Files, other: &'a Files) -> Vec<&'a str> {
    one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).map(String::as_str).collect()
}

/// Every file is whole, and none is missing that both sites have.
fn check(site: &Files, old: &Files, new: &Files, at: usize) {
    for (path, bytes) in site {
        let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(is_whole, "step {at}: {path} is of neither site");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(site.contains_key(path), "step {at}: {path} is missing");
    }
}

fn three_postings(board: &Board) {
    for name in ["cook", "baker", "waiter"] {
        board.posting(name, name);
    }
}

#[test]
fn a_first_build_that_is_stopped_anywhere_is_finished_by_the_next() {
    stops_at_every_step(
        |board| {
            three_postings(board);
            board.put("first", "");
        },
        |_| {},
        1,
    );
}

#[test]
fn a_change_that_is_stopped_anywhere_leaves_whole_files_and_is_finished_by_the_next_build() {
    stops_at_every_step(
        three_postings,
        |board| {
            board.posting("cook", "Head Cook");
            fs::remove_file(board.root.join("content/jobs/waiter.md")).unwrap();
        },
        1,
    );
}

#[test]
fn an_exchange_that_is_stopped_anywhere_leaves_the_old_site_or_the_new_one() {
    fn sixty(board: &Board) {
        (0..60).for_each(|number| board.posting(&format!("cook-{number}"), &format!("Cook {number}")));
        board.put("static/own.txt", "own");
    }
    fn all_anew(board: &Board) {
        board.put("templates/footer.html", "<p>Another footer</p>");
        fs::remove_file(board.root.join("content/jobs/cook-7.md")).unwrap();
        (0..60).filter(|n| *n != 7).for_each(|n| board.posting(&format!("cook-{n}"), &format!("Chef {n}")));
    }
    stops_at_every_step(sixty, all_anew, 29);
}

#[test]
fn a_person_reads_what_failed_where_and_what_to_do() {
    let told = |errno: i32| {
        let board = Board::new();
        three_postings(&board);
        let failure = board.builds_with_fault(6, errno, true).unwrap().unwrap_err();
        let text = failure.to_string().replace(board.root.to_str().unwrap(), "…");
        let (start, rest) = text.split_once('`').unwrap();
        format!("{start}`…`{}", rest.split_once('`').unwrap().1)
    };
    let golden = "cannot write `…`: No space left on device (os error 28); \
        make room and build again (the site holds whole files only)";
    assert_eq!(told(ENOSPC), golden);
    let golden = "cannot write `…`: Permission denied (os error 13); \
        give yourself the right to write there, or choose another folder with `--out`";
    assert_eq!(told(EACCES), golden);
    let golden = "cannot write `…`: Read-only file system (os error 30); \
        give yourself the right to write there, or choose another folder with `--out`";
    assert_eq!(told(EROFS), golden);
    assert_eq!(told(EIO), "cannot write `…`: Input/output error (os error 5)");
}

#[test]
fn a_forged_memory_does_not_reach_beyond_the_site() {
    let board = Board::new();
    three_postings(&board);
    board.builds();
    board.put("kept.txt", "mine");
    board.put(".public.corkboard/site", "damaged");
    board.put(
        ".public.corkboard/names",
        "../kept.txt\n/etc/passwd\nindex.html\njobs/../../kept.txt\na\0b\nindex.html/x\n",
    );
    assert_eq!(differing(&board.builds(), &board.fresh()), [""; 0]);
    board.put(".public.corkboard/site", "damaged");
    board.put(".public.corkboard/names", &"x".repeat(5_000));
    assert_eq!(differing(&board.builds(), &board.fresh()), [""; 0]);
    assert!(board.root.join("kept.txt").exists());
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_when_something_is_written_or_removed() {
    use std::os::unix::fs::symlink;
    let board = Board::new();
    three_postings(&board);
    board.builds();
    let beyond = tempfile::tempdir().unwrap();
    let beyond = fs::canonicalize(beyond.path()).unwrap();
    fs::create_dir_all(beyond.join("cook")).unwrap();
    fs::write(beyond.join("cook/index.html"), "theirs").unwrap();
    fs::write(beyond.join("victim"), "theirs").unwrap();
    let own = board.root.join(".public.corkboard");
    // A folder, a page, the staging folder, the lock and a record are links to elsewhere.
    fs::remove_dir_all(board.root.join("public/jobs")).unwrap();
    symlink(&beyond, board.root.join("public/jobs")).unwrap();
    fs::remove_file(board.root.join("public/index.html")).unwrap();
    symlink(beyond.join("victim"), board.root.join("public/index.html")).unwrap();
    symlink(&beyond, own.join("stage")).unwrap();
    fs::remove_file(own.join("lock")).unwrap();
    symlink(beyond.join("victim"), own.join("lock")).unwrap();
    for name in ["site.part", "names.part", "sources.part", "site-pending.part"] {
        symlink(beyond.join("victim"), own.join(name)).unwrap();
    }
    board.posting("cook", "Head Cook");
    fs::remove_file(board.root.join("content/jobs/baker.md")).unwrap();
    board.builds();
    assert_eq!(fs::read_to_string(beyond.join("victim")).unwrap(), "theirs");
    assert_eq!(fs::read_to_string(beyond.join("cook/index.html")).unwrap(), "theirs");
    assert_eq!(files(&beyond).len(), 2);
    assert_eq!(differing(&board.site(), &board.fresh()), [""; 0]);
}
