//! The same board under other circumstances gives the same bytes: time zones, languages, rights, folders, threads, users,
//! limits of the system, the order and the times of files.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use super::board::{Files, differing, files};

const FILES: [(&str, &str); 7] = [
    ("board.yaml", "title: Jobs in Kiel\nbase_url: https://board.example/\ntime_zone: Europe/Berlin\n"),
    ("content/companies/galley.md", "---\nname: Galley\nurl: https://galley.example/\n---\n\nWe cook.\n"),
    ("content/pages/about.md", "# About\n\nThis board.\n"),
    (
        "content/jobs/İstanbul Aşçı.md",
        "---\ntitle: İSTANBUL AŞÇI\ncompany: Galley\ndate_posted: 2026-02-28\n---\n\nYemek.\n",
    ),
    (
        "content/jobs/Z.md",
        "---\ntitle: zwei Köche\ncompany: Ägir\nlocation: Kiel, Germany\n---\n\nSalary: 40,000 EUR a year.\n",
    ),
    ("content/jobs/a.md", "---\ntitle: Cook\ncompany: galley\ndate_posted: 2026-02-01T23:30:00-10:00\n---\n\nCook.\n"),
    ("static/own.txt", "own\n"),
];

/// Writes the board into a folder, also in the opposite order.
fn write<'f>(folder: &Path, files: impl Iterator<Item = &'f (&'f str, &'f str)>) {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for number in 0..30 {
        let text = format!(
            "---\ntitle: Cook {number}\ncompany: Galley {}\ntags: [i{}, İ, bread]\ndate_posted: 2026-02-01\n---\n\nCook.\n",
            number % 4,
            number % 3
        );
        fs::write(folder.join(format!("content/jobs/cook-{number}.md")), text).unwrap();
    }
}

/// A new folder with the board.
fn board() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), FILES.iter());
    folder
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corkboard"));
    command.stdout(Stdio::null()).stdin(Stdio::null()).env("NO_COLOR", "1");
    command
}

/// Runs a build that is set up by `change`, at last with the arguments that every variant has.
fn built(mut command: Command, root: &Path, out: &Path) -> Files {
    command.args(["build", "--quiet", "--now", "2026-03-15", "--root"]).arg(root).arg("--out").arg(out);
    runs(command);
    files(out)
}

#[track_caller]
fn runs(mut command: Command) {
    let output = command.stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Builds a fresh copy of the board in an environment.
fn with(change: impl FnOnce(&mut Command)) -> Files {
    let (folder, mut command) = (board(), program());
    change(&mut command);
    built(command, folder.path(), &folder.path().join("public"))
}

/// Through a shell that runs `before` first.
fn after(before: &str) -> Files {
    let folder = board();
    let mut command = Command::new("sh");
    let script = format!("{before} && exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_corkboard")]).stdout(Stdio::null());
    built(command, folder.path(), &folder.path().join("public"))
}

fn here() -> Files {
    with(|_| {})
}

/// Names of the files that are not the same.
#[track_caller]
fn same(what: &str, site: &Files, usual: &Files) {
    let differing = differing(site, usual);
    assert!(differing.is_empty(), "{what}: {differing:?}");
}

#[test]
fn no_variable_of_the_environment_changes_a_byte() {
    let usual = here();
    assert!(usual.len() > 60, "{:?}", usual.keys());
    let variants: [&[(&str, &str)]; 12] = [
        &[("TZ", "Pacific/Kiritimati")],
        &[("TZ", "America/Adak")],
        &[("TZ", ":/no/such/zone")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("LC_ALL", "C")],
        &[("LANG", "ar_EG.UTF-8"), ("LANGUAGE", "ar:de:tr")],
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "13")],
        &[("TMPDIR", "/no/such/folder"), ("XDG_CACHE_HOME", "/no/such/folder"), ("HOME", "/no/such/folder")],
        &[("CI", "true"), ("GITHUB_ACTIONS", "true"), ("TERM", "dumb"), ("COLUMNS", "20")],
        &[("SOURCE_DATE_EPOCH", "1"), ("http_proxy", "http://127.0.0.1:1"), ("RUST_BACKTRACE", "full")],
        &[("RUST_LOG", "trace"), ("RUST_MIN_STACK", "3000000"), ("MALLOC_PERTURB_", "165")],
    ];
    for variant in variants {
        same(&format!("{variant:?}"), &with(|command| _ = command.envs(variant.iter().copied())), &usual);
    }
    same("nothing at all", &with(|command| _ = command.env_clear()), &usual);
    for jobs in ["1", "2", "9"] {
        let (folder, mut command) = (board(), program());
        command.args(["build", "--quiet", "--now", "2026-03-15", "--jobs", jobs]).current_dir(folder.path());
        runs(command);
        same(jobs, &files(&folder.path().join("public")), &usual);
    }
}

#[test]
fn no_limit_or_right_of_the_system_changes_a_byte() {
    let usual = here();
    for before in
        ["umask 077", "umask 000", "ulimit -n 64", "ulimit -s 512", "exec 0<&- 1>&- ", "trap '' PIPE HUP", "nice true"]
    {
        same(before, &after(before), &usual);
    }
    let folder = board();
    let walk = walkdir::WalkDir::new(folder.path().join("content"));
    let content: Vec<PathBuf> = walk.into_iter().map(|entry| entry.unwrap().into_path()).collect();
    for path in &content {
        fs::set_permissions(path, fs::Permissions::from_mode(if path.is_dir() { 0o555 } else { 0o444 })).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    same("read only", &built(program(), folder.path(), &out.path().join("public")), &usual);
    for path in &content {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn another_user_gets_the_same_bytes() {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let program = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o755)).tempdir().unwrap();
    let copy = program.path().join("corkboard");
    fs::copy(env!("CARGO_BIN_EXE_corkboard"), &copy).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy).stdout(Stdio::null());
    if !is_root || !Command::new("setpriv").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        return println!("skipped: only root may become somebody else");
    }
    let folder = board();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let out = tempfile::tempdir().unwrap();
    fs::set_permissions(out.path(), fs::Permissions::from_mode(0o777)).unwrap();
    same("nobody", &built(command, folder.path(), &out.path().join("public")), &here());
}

#[test]
fn no_place_order_or_time_of_the_files_changes_a_byte() {
    let usual = here();
    let backwards = tempfile::tempdir().unwrap();
    write(backwards.path(), FILES.iter().rev());
    for entry in walkdir::WalkDir::new(backwards.path()).into_iter().map(Result::unwrap) {
        let future = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
        fs::File::open(entry.path()).unwrap().set_modified(future).unwrap();
    }
    same("backwards, from the future", &built(program(), backwards.path(), &backwards.path().join("public")), &usual);

    let named = tempfile::Builder::new().prefix("päth with 'blanks' & \u{202E}signs\n").tempdir().unwrap();
    write(named.path(), FILES.iter());
    same("a strange path", &built(program(), named.path(), &named.path().join("public")), &usual);

    let folder = board();
    let link = named.path().join("link");
    symlink(folder.path(), &link).unwrap();
    same("through a link", &built(program(), &link, &link.join("public")), &usual);

    let (name, above) = (folder.path().file_name().unwrap(), folder.path().parent().unwrap());
    let mut command = program();
    command.current_dir(above);
    let out = tempfile::tempdir().unwrap();
    same(
        "a relative root",
        &built(command, &Path::new("..").join(above.file_name().unwrap()).join(name), out.path()),
        &usual,
    );

    fs::create_dir_all(folder.path().join(".git/refs")).unwrap();
    fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    fs::write(folder.path().join("content/jobs/cook-1.md~"), "old").unwrap();
    fs::write(folder.path().join("content/jobs/.cook-1.md.swp"), "old").unwrap();
    same("what editors and git leave", &built(program(), folder.path(), &folder.path().join("other")), &usual);

    let disks = ["/dev/shm", "/var/tmp"];
    for disk in disks.into_iter().filter(|disk| Path::new(disk).is_dir()) {
        let folder = tempfile::tempdir_in(disk).unwrap();
        write(folder.path(), FILES.iter());
        same(disk, &built(program(), folder.path(), &folder.path().join("public")), &usual);
    }
}
