//! Builds killed at random moments while somebody reads the site: every file is whole at any time, and the next build
//! repairs everything. Ten kills of a small board in the suite; many of a large one with
//!
//!     CORKBOARD_KILLS=300 CORKBOARD_POSTINGS=3000 cargo test --profile quick --test suite kills -- --nocapture

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

/// Hash of every file, by path.
type Site = BTreeMap<String, u128>;

/// States of the board between which it goes back and forth: as it was, a few postings changed and gone, all drawn anew.
const STATES: usize = 3;

struct Board {
    folder: tempfile::TempDir,
    postings: usize,
}

impl Board {
    fn new(postings: usize) -> Board {
        let board = Board { folder: tempfile::tempdir().unwrap(), postings };
        fs::create_dir_all(board.path("content/jobs")).unwrap();
        (0..postings).for_each(|number| board.posting(number, 0));
        board.go_to(0);
        board
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn posting(&self, number: usize, state: usize) {
        let (company, tag, day) = (number % (self.postings / 10).max(3), number % 17, number % 28 + 1);
        let text = format!(
            "---\ntitle: Cook {number}\nslug: cook-{number}\ncompany: Galley {company}\ndate_posted: 2026-02-{day:02}\n\
             tags: [t{tag}]\nlocation: Kiel, Germany\n---\n\nYou cook for {number}, as of state {state}.\n"
        );
        fs::write(self.path(&format!("content/jobs/cook-{number}.md")), text).unwrap();
    }

    /// Changes the board to a state, from any other.
    fn go_to(&self, state: usize) {
        for number in (0..self.postings).step_by(40) {
            self.posting(number, usize::from(state == 1));
        }
        for number in (3..self.postings).step_by(90) {
            if state == 1 {
                let _ = fs::remove_file(self.path(&format!("content/jobs/cook-{number}.md")));
            } else {
                self.posting(number, 0);
            }
        }
        let title = if state == 2 { "title: Another Board\n" } else { "title: Board\n" };
        fs::write(self.path("board.yaml"), format!("{title}base_url: https://board.example/\n")).unwrap();
    }

    fn start(&self, out: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .args(["build", "--quiet", "--allow-shrink", "--now", "2026-03-15", "--out", out])
            .current_dir(self.folder.path())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap()
    }

    /// Builds to the end; gives the site and the time it took.
    fn builds(&self, out: &str) -> (Site, Duration) {
        let started = Instant::now();
        assert!(self.start(out).wait().unwrap().success());
        let took = started.elapsed();
        (site(&self.path(out)), took)
    }
}

fn site(folder: &Path) -> Site {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files: Vec<PathBuf> = walk.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    let hash = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        (path.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), xxh3_128(&bytes))
    };
    files.into_par_iter().map(hash).collect()
}

/// Links of the pages to the site itself that lead to no file.
fn dead_links(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let pages: Vec<PathBuf> =
        walk.map(|entry| entry.into_path()).filter(|path| path.extension() == Some("html".as_ref())).collect();
    let board = url::Url::parse("https://board.example/").unwrap();
    let links = |page: &PathBuf| {
        let own = board.join(page.strip_prefix(folder).unwrap().to_str().unwrap()).unwrap();
        let text = fs::read_to_string(page).unwrap();
        let written = [" href=\"", " src=\""].iter().flat_map(|name| text.split(name).skip(1));
        let urls = written.filter_map(|rest| own.join(rest.split('"').next()?).ok());
        let paths = urls.filter(|url| url.origin() == board.origin()).map(|url| url.path().to_owned());
        paths.collect::<HashSet<String>>()
    };
    let links: HashSet<String> = pages.par_iter().flat_map_iter(links).collect();
    assert!(links.len() > 10, "the pages have no links");
    let is_dead = |path: &String| {
        let file = folder.join(path.trim_start_matches('/'));
        !file.is_file() && !file.join("index.html").is_file()
    };
    links.into_iter().filter(is_dead).collect()
}

/// Numbers that look random and are the same in each run (xorshift64).
fn dice(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 11).unwrap()
}

/// What each file may be, and which files every state has.
struct Known {
    whole: BTreeMap<String, HashSet<u128>>,
    everywhere: HashSet<String>,
}

impl Known {
    fn new(sites: &[Site]) -> Known {
        let mut whole: BTreeMap<String, HashSet<u128>> = BTreeMap::new();
        for (path, hash) in sites.iter().flatten() {
            whole.entry(path.clone()).or_default().insert(*hash);
        }
        let is_everywhere = |path: &&String| sites.iter().all(|site| site.contains_key(*path));
        let everywhere = whole.keys().filter(is_everywhere).cloned().collect();
        Known { whole, everywhere }
    }

    fn check(&self, path: &str, hash: u128, when: &str) {
        let is_whole = self.whole.get(path).is_some_and(|hashes| hashes.contains(&hash));
        assert!(is_whole, "{when}: {path} is torn");
    }

    /// Reads files in a random order until told to stop; a file of all states is always there.
    fn read_on(&self, public: &Path, stop: &AtomicBool, read: &AtomicUsize) {
        let paths: Vec<&String> = self.whole.keys().collect();
        let mut random = 88_172_645_463_325_252;
        while !stop.load(Ordering::Relaxed) {
            let path = paths[dice(&mut random) % paths.len()];
            match fs::read(public.join(path)) {
                Ok(bytes) => self.check(path, xxh3_128(&bytes), "while it was built"),
                Err(_) => assert!(!self.everywhere.contains(path), "{path} is missing while the site is built"),
            }
            read.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

#[test]
fn killed_builds_leave_whole_files_and_the_next_build_repairs_everything() {
    let (kills, postings) = (number("CORKBOARD_KILLS", 10), number("CORKBOARD_POSTINGS", 120));
    let board = Board::new(postings);
    let states: Vec<Site> = (0..STATES)
        .map(|state| {
            board.go_to(state);
            board.builds(&format!("fresh-{state}")).0
        })
        .collect();
    board.go_to(0);
    let (_, whole_build) = board.builds("public");
    let known = Known::new(&states);
    let (stop, read, public) = (AtomicBool::new(false), AtomicUsize::new(0), board.path("public"));
    let (mut finished, mut random) = (0, 0x2545_F491_4F6C_DD1D_u64);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| known.read_on(&public, &stop, &read));
        for kill in 0..kills {
            let state = dice(&mut random) % STATES;
            board.go_to(state);
            let moment = whole_build.mul_f64(dice(&mut random) as f64 % 1000.0 / 1000.0);
            finished += usize::from(build_and_kill(&board, moment));
            for (path, hash) in site(&public) {
                known.check(&path, hash, "after a kill");
            }
            if kill % 3 == 0 {
                assert!(board.builds("public").0 == states[state], "kill {kill}: the next build does not repair");
                assert_eq!(dead_links(&public), Vec::<String>::new(), "kill {kill}: links of the finished site");
            }
            assert!(!reader.is_finished(), "the reader saw something wrong");
        }
        stop.store(true, Ordering::Relaxed);
    });
    board.go_to(0);
    assert!(board.builds("public").0 == states[0], "the last build does not repair");
    assert_eq!(dead_links(&public), Vec::<String>::new());
    fs::remove_file(public.join("jobs/cook-1/index.html")).unwrap();
    assert!(!dead_links(&public).is_empty(), "this test cannot find a dead link");
    println!("{kills} kills of {postings} postings, {finished} too late; {} files read meanwhile", read.into_inner());
}

/// Kills a build after a time. True when it had ended before.
fn build_and_kill(board: &Board, moment: Duration) -> bool {
    let mut child = board.start("public");
    // Nobody sends anything: this only lets time pass.
    let (_sender, receiver) = mpsc::channel::<()>();
    let _ = receiver.recv_timeout(moment);
    let has_ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    has_ended
}
