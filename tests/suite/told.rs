//! What a person reads of each kind of file, name, text and folder that is refused, cut or mended: `tests/told/NAME.txt`
//! holds the words of `check` or `build` for a board of such. `CORKBOARD_BLESS=1` writes them.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

const FIELDS: &str = "company: Galley\ndate_posted: 2026-03-01\nlocation: Kiel, Germany\n";

/// A board with one sound posting.
pub(super) struct Board(tempfile::TempDir);

impl Board {
    pub(super) fn new() -> Board {
        let board = Board(tempfile::tempdir().unwrap());
        board.posting("sound", "title: Baker", "You bake bread before the town is awake, and you like it.");
        board
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(super) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn posting(&self, name: &str, fields: &str, body: &str) {
        self.put(&format!("content/jobs/{name}.md"), format!("---\n{fields}\n{FIELDS}---\n\n{body}\n"));
    }

    /// What the program says, and its exit code.
    pub(super) fn says(&self, arguments: &[&str]) -> String {
        self.says_by(&mut self.command(), arguments, &["--quiet", "--now", "2026-03-15"])
    }

    /// The program in the folder of this board.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_corkboard"));
        command.current_dir(self.0.path());
        command
    }

    /// The same of any command, with arguments that are shown and others.
    pub(super) fn says_by(&self, command: &mut Command, arguments: &[&str], others: &[&str]) -> String {
        let output = command.args(arguments).args(others).args(["--color", "never"]).output().unwrap();
        let own = fs::canonicalize(self.0.path()).unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let text = text.replace(own.to_str().unwrap(), "…");
        let is_wanted = |block: &&str| !block.starts_with("note[CB092]");
        let blocks: String = text.split_inclusive("\n\n").filter(is_wanted).map(shortened).collect();
        format!("$ corkboard {}\n{blocks}exit code {}\n\n", arguments.join(" "), output.status.code().unwrap())
    }
}

/// Drawn lines of which a terminal shows the beginning only.
fn shortened(block: &str) -> String {
    let cut = |line: &str| match line.char_indices().nth(160) {
        Some((at, _)) => format!("{} …\n", &line[..at]),
        None => line.to_owned(),
    };
    block.split_inclusive('\n').map(cut).collect()
}

#[track_caller]
pub(super) fn is_told(name: &str, said: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/told").join(name).with_extension("txt");
    if std::env::var_os("CORKBOARD_BLESS").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, said).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(said, expected, "{} (CORKBOARD_BLESS=1 rewrites it)", golden.display());
}

#[test]
fn limits() {
    let board = Board::new();
    let lines = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    board.posting("aliases", &format!("title: A\naliases:\n{}", lines(60, |n| format!("  - /old/{n}/\n"))), "Text.");
    board.posting("alias", &format!("title: A2\naliases: [/{}/]", "x".repeat(300)), "Text.");
    board.posting("company", &format!("title: B\ncompany_url: https://a.example/{}", "x".repeat(11_000)), "Text.");
    board.posting("depth", &format!("title: C\nown: {}x{}", "[".repeat(20), "]".repeat(20)), "Text.");
    board.posting("expansion", "title: D\nown: &own [x]\nmore: *own", "Text.");
    board.posting("fields", &format!("title: E\nown: {}", "x".repeat(70_000)), "Text.");
    board.posting("keys", &format!("title: F\n{}", lines(120, |n| format!("own{n}: 1\n"))), "Text.");
    board.posting("many", &format!("title: G\n{}", lines(1_200, |n| format!("own{n}: 1\n"))), "Text.");
    let places = lines(120, |n| format!("Town {n}, "));
    board
        .put("content/jobs/places.md", format!("---\ntitle: K\ncompany: Galley\nlocation: [{places}]\n---\n\nText.\n"));
    board.posting("quotes", "title: L", &format!("{} text", ">".repeat(100)));
    board.posting("slug", &format!("title: M\nslug: {}", "x".repeat(300)), "Text.");
    board.posting("summary", &format!("title: H\nsummary: {}", "x".repeat(11_000)), "Text.");
    board.posting("tags", &format!("title: I\ntags: [{}]", lines(60, |n| format!("t{n}, "))), "Text.");
    board.posting("title", &format!("title: {}", "x".repeat(400)), "Text.");
    board.posting("tree", "title: J", &format!("Text.\n\n{}x", "<div>".repeat(150)));
    board.put("content/jobs/records.yaml", lines(2_001, |n| format!("- title: Job {n}\n")));
    board.put("content/jobs/size.md", "x".repeat((1 << 20) + 1));
    is_told("limits", &board.says(&["check"]));
}

#[test]
fn texts() {
    let board = Board::new();
    board.put("content/jobs/bom.md", format!("\u{FEFF}---\r\ntitle: A\r\n{FIELDS}---\r\n\r\nText.\r\n").as_bytes());
    board.posting("bidi", "title: \"B \u{202E}rotacided\"", "Text.");
    board.posting("place", "title: J\ncity: \"K\u{202E}leik\"", "Text.");
    board.posting("pay", "title: N\nsalary: \"Good\u{202E}yap\"", "Text.");
    board.posting("piles", &format!("title: \"K{}\"", "\u{301}".repeat(50)), "Text.");
    board.put("content/jobs/returns.md", format!("---\ntitle: L\n{FIELDS}---\n\nText.\n").replace('\n', "\r"));
    board.posting("pictures", "title: M", "![a](https://a.example/a.png) ![b](data:image/png;base64,AA)");
    board.posting("tags", "title: \"C\u{E0041}\u{E0042} and \u{200B}D\"", "Text.");
    board.put("content/jobs/alike.md", "---\ntitle: D\ncompany: G\u{430}lley\ndate_posted: 2026-03-01\n---\n\nText.\n");
    board.put("content/jobs/nul.md", b"---\ntitle: E\ncompany: Galley\n---\n\nA\0B\n");
    board.put("content/jobs/utf8.md", b"---\ntitle: F\ncompany: Galley\n---\n\nCaf\xE9 au lait\n");
    board.put("content/jobs/utf16.md", b"\xFF\xFE-\0-\0-\0\n\0t\0i\0t\0l\0e\0");
    board.put("content/jobs/noise.md", [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
    board.posting(
        "script",
        "title: G",
        "Text <script>alert(1)</script> and [link](javascript:alert(1)) <b onclick=x>b</b>.",
    );
    board.posting(
        "address",
        "title: H\napply_url: \"data:text/html,x\"\ncompany_logo: javascript:x\nslug: ../../x",
        "Text.",
    );
    board.posting(
        "old",
        "title: I\naliases: [/robots.txt, /../x/, /_headers, //evil.example/, /jobs/sound-galley/]",
        "Text.",
    );
    is_told("texts", &board.says(&["check"]));
}

#[test]
fn names() {
    let board = Board::new();
    for name in [
        "con",
        "NUL",
        "aux.txt",
        "com1",
        "a b",
        "%2e%2e",
        "-rf",
        "$(id)",
        "ü\u{202E}x",
        "quote\"'",
        "new\nline",
        "tab\t",
        "..",
        "<b>",
    ] {
        let name = format!("content/jobs/{name}.md");
        board.put(&name, format!("---\ntitle: Cook\n{FIELDS}---\n\nOf {name:?}.\n"));
    }
    board.posting(&"long".repeat(60), &format!("title: {}", "word ".repeat(59)), "Text.");
    board.put("content/jobs/Sound.md", format!("---\ntitle: Baker two\n{FIELDS}---\n\nText.\n"));
    for name in ["CON", "nul.txt", "Own.css", "own.css", "a:b", "index.html", "jobs", "a\nb", "end.", "q?.js"] {
        board.put(&format!("static/{name}"), "own");
    }
    board.put(
        "content/jobs/\n::error::x\u{1B}[2J.md",
        "---\ntitle: Cook\ncompnay: x\ndate_posted: \"\\e[2J\\r\\n::error::y\"\n---\nText.\n",
    );
    let said = board.says(&["check"]);
    assert!(!said.contains('\u{1B}') && !said.lines().any(|line| line.trim_start().starts_with("::")), "{said}");
    is_told("names", &said);
}

#[test]
fn no_files() {
    let board = Board::new();
    let pipe = |path: &str| assert!(Command::new("mkfifo").arg(board.path(path)).status().unwrap().success());
    for folder in ["content/jobs", "content/companies", "content/pages", "static", "templates"] {
        fs::create_dir_all(board.path(folder)).unwrap();
        pipe(&format!("{folder}/a-pipe.md"));
        symlink("/etc/passwd", board.path(&format!("{folder}/b-out.md"))).unwrap();
        symlink("c-loop.md", board.path(&format!("{folder}/c-loop.md"))).unwrap();
        symlink("none.md", board.path(&format!("{folder}/d-none.md"))).unwrap();
        symlink("..", board.path(&format!("{folder}/e-folder"))).unwrap();
        fs::create_dir(board.path(&format!("{folder}/f-folder.md"))).unwrap();
    }
    is_told("no_files", &board.says(&["check"]));
}

#[test]
fn folders() {
    let board = Board::new();
    let mut said = String::new();
    board.put("theirs/letter.txt", "mine");
    said += &board.says(&["build", "--out", "theirs"]);
    said += &board.says(&["build", "--out", "theirs", "--adopt"]);
    board.put("file", "mine");
    said += &board.says(&["build", "--out", "file"]);
    symlink("theirs", board.path("link")).unwrap();
    said += &board.says(&["build", "--out", "link"]);
    said += &board.says(&["build", "--out", "content"]);
    said += &board.says(&["build", "--out", "."]);
    said += &board.says(&["build", "--out", ".."]);
    said += &board.says(&["build", "--out", "/"]);
    said += &board.says(&["build", "--root", "none"]);
    said += &board.says(&["build", "--content", "none"]);
    assert_eq!(fs::read(board.path("theirs/letter.txt")).unwrap(), b"mine");
    assert_eq!(fs::read(board.path("file")).unwrap(), b"mine");
    is_told("folders", &said);
}

/// Of settings that attack, one each.
#[test]
fn settings() {
    let mut said = String::new();
    for line in [
        "base_url: \"javascript:alert(1)\"",
        "base_url: \"https://user:secret@board.example/\"",
        "base_url: \"https://board.example/?a=<b>\"",
        "base_url: \"https://board.example/../../a\"",
        "title: &a [*a, *a]",
        "title: {a: b}",
        "language: \"<script>\"",
        "time_zone: ../../etc/passwd",
        "page_size: -1",
        "page_size: 1e99",
        "out: ../elsewhere",
        "unknown: true",
        "[[[[[[",
    ] {
        let board = Board::new();
        board.put("board.yaml", format!("{line}\n"));
        said += &format!("# {line}\n{}", board.says(&["check"]));
    }
    is_told("settings", &said);
}

#[test]
fn templates() {
    let mut said = String::new();
    for (name, text) in [
        ("posting.html", "{% if %}"),
        ("posting.html", "{% include \"posting.html\" %}"),
        ("posting.html", "{% extends \"posting.html\" %}"),
        ("footer.html", "{% for i in range(end=100000000) %}x{% endfor %}"),
        ("footer.html", "{{ get_env(name=\"HOME\") }}"),
        ("footer.html", "{% include \"/etc/passwd\" %}"),
    ] {
        let board = Board::new();
        board.put(&format!("templates/{name}"), text);
        said += &format!("# {name}: {text}\n{}", board.says(&["build"]));
    }
    is_told("templates", &said);
}
