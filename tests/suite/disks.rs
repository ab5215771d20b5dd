//! Real failures of the world, with the message that a person reads: a full disk, no inodes, a disk that may only be
//! read, two builds at once, a clock that goes back, files that change while they are read. After each the old site is
//! there, whole, and the next build gives what a fresh one gives. Disks of a chosen size can only be made by root.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::board::{Files, differing, files};

struct Board {
    folder: tempfile::TempDir,
    is_mounted: bool,
}

impl Drop for Board {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = Command::new("umount").arg(self.site("")).status();
        }
    }
}

impl Board {
    /// Ten postings, and a place for the site.
    fn new() -> Board {
        let board = Board { folder: tempfile::tempdir().unwrap(), is_mounted: false };
        for folder in ["content/jobs", "static", "disk"] {
            fs::create_dir_all(board.path(folder)).unwrap();
        }
        (0..10).for_each(|number| board.posting(number, "Cook"));
        board
    }

    /// The same, with the site on a disk of its own; none where that is not allowed.
    fn on_disk(options: &str) -> Option<Board> {
        let mut board = Board::new();
        board.is_mounted = board.mount(options);
        if !board.is_mounted {
            println!("skipped: no disk may be mounted here");
        }
        board.is_mounted.then_some(board)
    }

    fn mount(&self, options: &str) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(self.site("")).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn site(&self, path: &str) -> PathBuf {
        self.path("disk").join(path)
    }

    fn posting(&self, number: usize, title: &str) {
        let text = format!(
            "---\ntitle: {title} {number}\nslug: cook-{number}\ncompany: Galley\ndate_posted: 2026-03-01\n---\n\n\
             You cook for {number}.\n"
        );
        fs::write(self.path(&format!("content/jobs/cook-{number}.md")), text).unwrap();
    }

    fn start(&self, out: &Path, now: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .args(["build", "--quiet", "--now", now, "--out"])
            .arg(out)
            .current_dir(self.folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn public(&self) -> Files {
        files(&self.site("public"))
    }

    /// Builds without any flag; the site must be that of a fresh build.
    fn builds_on(&self, now: &str) -> Files {
        let output = self.start(&self.site("public"), now).wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let fresh = tempfile::tempdir().unwrap();
        let built = self.start(&fresh.path().join("fresh"), now).wait_with_output().unwrap();
        assert!(built.status.success());
        let (site, fresh) = (self.public(), files(&fresh.path().join("fresh")));
        let differing = differing(&site, &fresh);
        assert!(differing.is_empty(), "not as a fresh build: {differing:?}");
        site
    }

    fn builds(&self) -> Files {
        self.builds_on("2026-03-15")
    }

    /// Builds and fails as the world does. What is told, without the paths of this machine.
    fn fails(&self) -> String {
        let output = self.start(&self.site("public"), "2026-03-15").wait_with_output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{text}");
        let parts: Vec<&str> = text.trim_end().split('`').collect();
        // The first name is that of a file which depends on the moment.
        parts.iter().enumerate().map(|(at, part)| if at == 1 { "…" } else { part }).collect::<Vec<_>>().join("`")
    }
}

/// Many postings more, so that the site has no room.
fn grow(board: &Board) {
    (0..60).for_each(|number| board.posting(number, "Chef"));
}

#[test]
fn a_full_disk_leaves_the_old_site_and_the_next_build_finishes() {
    let Some(board) = Board::on_disk("size=4m") else { return };
    let old = board.builds();
    let filler = board.site("filler");
    let mut size = 4 << 20;
    // The largest file for which there is room, but for 100 kB.
    while fs::write(&filler, vec![0_u8; size]).is_err() {
        size -= 64 << 10;
    }
    fs::write(&filler, vec![0_u8; size - (100 << 10)]).unwrap();
    grow(&board);
    let golden = "error: cannot write `…`: No space left on device (os error 28); \
        make room and build again (the site holds whole files only)";
    assert_eq!(board.fails(), golden);
    assert!(board.public() == old, "the old site was touched");
    fs::remove_file(filler).unwrap();
    board.mount("remount,size=64m");
    assert!(board.builds().len() > old.len());
}

#[test]
fn a_disk_without_inodes_leaves_the_old_site_and_the_next_build_finishes() {
    let Some(board) = Board::on_disk("size=64m,nr_inodes=400") else { return };
    let old = board.builds();
    let mut count = 0;
    while fs::write(board.site(&format!("filler-{count}")), "").is_ok() {
        count += 1;
    }
    (0..6).for_each(|number| fs::remove_file(board.site(&format!("filler-{number}"))).unwrap());
    grow(&board);
    let golden = "error: cannot write `…`: No space left on device (os error 28); \
        make room and build again (the site holds whole files only)";
    assert_eq!(board.fails(), golden);
    assert!(board.public() == old, "the old site was touched");
    (6..count).for_each(|number| fs::remove_file(board.site(&format!("filler-{number}"))).unwrap());
    assert!(board.mount("remount,size=64m,nr_inodes=10000"));
    assert!(board.builds().len() > old.len());
}

#[test]
fn a_disk_that_may_only_be_read_keeps_its_site_and_says_so() {
    let Some(board) = Board::on_disk("size=64m") else { return };
    let old = board.builds();
    assert!(board.mount("remount,ro"));
    grow(&board);
    let golden = "error: cannot lock `…`: Read-only file system (os error 30); \
        give yourself the right to write there, or choose another folder with `--out`";
    assert_eq!(board.fails(), golden);
    assert!(board.public() == old);
    assert!(board.mount("remount,rw"));
    board.builds();
}

#[test]
fn of_two_builds_at_once_one_works_and_the_other_says_why_it_does_not() {
    let board = Board::new();
    let old = board.builds();
    let lock = fs::File::options().write(true).open(board.site(".public.corkboard/lock")).unwrap();
    lock.lock().unwrap();
    board.posting(3, "Chef");
    assert_eq!(board.fails(), "error: another corkboard is building into `…`; wait until it has ended");
    assert!(board.public() == old);
    lock.unlock().unwrap();
    // Started together, each ends well or says that the other is at work.
    let both = [(); 2].map(|()| board.start(&board.site("public"), "2026-03-15"));
    for output in both.map(|child| child.wait_with_output().unwrap()) {
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_busy = output.status.code() == Some(3) && text.contains("another corkboard is building into");
        assert!(output.status.success() || is_busy, "{text}");
    }
    board.builds();
}

#[test]
fn a_clock_that_goes_back_hides_no_change() {
    let board = Board::new();
    board.builds();
    let dated = |number: usize, time: SystemTime| {
        let file = fs::File::options().write(true).open(board.path(&format!("content/jobs/cook-{number}.md"))).unwrap();
        file.set_modified(time).unwrap();
    };
    let (past, future) = (Duration::from_secs(500_000_000), Duration::from_secs(3_000_000_000));
    dated(1, SystemTime::UNIX_EPOCH + future);
    dated(2, SystemTime::UNIX_EPOCH + past);
    board.builds_on("2026-03-10");
    // The same size and the same time as before: only reading shows the change of the first.
    board.posting(1, "Chef");
    dated(1, SystemTime::UNIX_EPOCH + future);
    board.posting(2, "Chief");
    dated(2, SystemTime::UNIX_EPOCH + past / 2);
    let site = board.builds_on("2026-03-02");
    assert!(String::from_utf8_lossy(&site["jobs/cook-1/index.html"]).contains("Chef 1"));
    // What the build remembers is from the future.
    for entry in fs::read_dir(board.site(".public.corkboard")).unwrap().map(Result::unwrap) {
        let file = fs::File::options().write(true).open(entry.path()).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + future).unwrap();
    }
    board.posting(4, "Chef");
    board.builds_on("2026-03-01");
    board.builds();
}

#[test]
fn files_that_change_while_they_are_read_are_whole_and_right_in_the_next_build() {
    let board = Board::new();
    let stop = AtomicBool::new(false);
    let mut rounds = 0;
    let (one, other) = ("x".repeat(200_000), "y".repeat(200_000));
    fs::write(board.path("static/big.txt"), &one).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                board.posting(round % 10, if round % 3 == 0 { "Chef" } else { "Cook" });
                // In place and not whole, as a careless editor writes.
                fs::write(board.path("static/big.txt"), if round % 2 == 0 { &one } else { &other }).unwrap();
            }
        });
        while rounds < 6 {
            let output = board.start(&board.site("public"), "2026-03-15").wait_with_output().unwrap();
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            // A posting that was read while it was empty is a mistake, and the site stays.
            assert!(output.status.success() || output.status.code() == Some(1), "{text}");
            rounds += 1;
        }
        stop.store(true, Ordering::Relaxed);
    });
    let site = board.builds();
    let big = &site["big.txt"];
    assert!(*big == one.as_bytes() || *big == other.as_bytes(), "a torn file in a finished build");
}
