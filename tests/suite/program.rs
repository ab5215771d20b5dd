//! The program as it is typed: exit codes, what goes to which stream, a new board, everything at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOUND: &str = "---\ntitle: Lighthouse Keeper\ncompany: Harbour Office\ndate_posted: 2026-03-01\n\
    location: Kiel, Germany\napply_url: https://harbour.example/keeper\n---\n\n\
    You keep the light, the log and the paint, and you like the sea in every mood.\n";

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn corkboard(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1773576000")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("program").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn board(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = empty(name);
    for (path, text) in [("content/jobs/lighthouse-keeper.md", SOUND)].iter().chain(files) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

#[test]
fn a_new_board_builds_at_once_and_without_a_warning() {
    let folder = empty("init");
    let made = corkboard(&folder, &["init", "--github"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let built = corkboard(&folder, &["build", "--strict", "--report", "report.json"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(built.out.contains("postings  3 = 3 open\n"), "{}", built.out);
    assert!(
        built.out.contains("files     5 = 3 with postings + 1 company + 1 page; 5 read, 0 as before"),
        "{}",
        built.out
    );
    assert!(folder.join("public/jobs/gardener/index.html").is_file());
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("report.json")).unwrap()).unwrap();
    assert_eq!(report["now"], "2026-03-15");
    assert_eq!(report["postings"]["open"], 3);
    assert_eq!(report["stopped"], serde_json::Value::Null);
    let again = corkboard(&folder, &["build"]);
    assert!(again.out.contains("pages     0 drawn"), "{}", again.out);
    assert!(again.out.contains("0 files written (0 B), 0 removed"), "{}", again.out);
}

#[test]
fn init_leaves_a_folder_alone_that_holds_something() {
    let folder = board("occupied", &[]);
    let refused = corkboard(&folder, &["init"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("`.` is not empty; give a new folder"), "{}", refused.err);
    assert!(!folder.join("board.yaml").exists());
}

#[test]
fn three_mistakes_in_three_files_are_told_in_one_run_and_nothing_is_written() {
    let mistakes = [
        ("board.yaml", "title: Harbour\npage_size: many\n"),
        ("content/jobs/a.md", "---\ntitle: Sail Maker\nvalid_through: 2026-02-31\n---\n\nWe mend sails by hand.\n"),
        ("content/jobs/b.md", "---\ntitle: Rope Maker\napply_url: javascript:alert(1)\n---\n\nWe lay ropes.\n"),
    ];
    let ran = corkboard(&board("three", &mistakes), &["build"]);
    assert_eq!(ran.code, Some(1));
    for place in [
        "error[CB072]: `page_size` is `many`, but must be a whole number from 1 to 500\n --> board.yaml:2:12",
        "--> content/jobs/a.md:3:16",
        "--> content/jobs/b.md:3:12",
    ] {
        assert!(ran.err.contains(place), "{place}\n{}", ran.err);
    }
    assert!(ran.out.contains("3 errors; `./public` stays as it was"), "{}", ran.out);
    assert!(!Path::new(env!("CARGO_TARGET_TMPDIR")).join("program/three/public").exists());
}

#[test]
fn exit_codes_are_as_documented() {
    let warning = ("content/jobs/a.md", "---\ntitle: Sail Maker\nsalery: 1\n---\n\nWe mend sails by hand.\n");
    let folder = board("codes", &[warning]);
    let code = |arguments: &[&str]| corkboard(&folder, arguments).code;
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["check", "--strict"]), Some(1));
    assert_eq!(code(&["chek"]), Some(2));
    assert_eq!(code(&["build", "--now", "tomorrow"]), Some(2));
    assert_eq!(code(&["build", "--base-url", "example.org"]), Some(2));
    assert_eq!(code(&["build", "--out", "content"]), Some(2));
    assert_eq!(code(&["explain", "content/jobs/none.md"]), Some(3));
    assert_eq!(code(&["build", "--content", "nowhere"]), Some(3));
    assert_eq!(code(&["diagnostics", "CB011"]), Some(0));
    assert_eq!(code(&["diagnostics", "CB999"]), Some(2));
    assert_eq!(code(&["--help"]), Some(0));
}

#[test]
fn documents_go_to_standard_output_alone_and_paths_are_seen_from_here() {
    let folder =
        board("formats", &[("content/jobs/a.md", "---\ntitle: Sail Maker\nsalery: 1\n---\n\nWe mend sails.\n")]);
    let above = folder.parent().unwrap();
    let json = corkboard(above, &["check", "--root", "formats", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(document["warnings"], 1);
    let warning = document["diagnostics"].as_array().unwrap().iter().find(|one| one["severity"] == "warning").unwrap();
    assert_eq!(warning["location"]["path"], "formats/content/jobs/a.md");
    assert!(json.err.contains("postings  2 = 2 open"), "{}", json.err);
    let github = corkboard(above, &["check", "--root", "formats", "--format", "github", "--quiet"]);
    assert!(
        github.out.contains("::warning file=formats/content/jobs/a.md,line=3,col=1,endColumn=6,title=CB011::"),
        "{}",
        github.out
    );
    assert_eq!(github.err, "");
}

#[test]
fn explain_tells_facts_with_origin_and_place() {
    let sidecar = ("content/jobs/sail-maker.yaml", "company: Loft & Needle\nlocation: Hamburg\n");
    let posting =
        ("content/jobs/sail-maker.md", "---\ntitle: Sail Maker (m/f/x)\nberth: lower\n---\n\nWe mend sails by hand.\n");
    let folder = board("explain", &[sidecar, posting]);
    let shown = corkboard(&folder, &["explain", "content/jobs/sail-maker.yaml"]);
    let line = |name: &str| {
        let line = shown.out.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_default();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("title "), "title Sail Maker derived 2:8 Sail Maker (m/f/x)");
    assert_eq!(line("company"), "company Loft & Needle stated sail-maker.yaml:1:10 Loft & Needle");
    assert_eq!(line("locations.country"), "locations.country DE derived sail-maker.yaml:2:11 Hamburg");
    assert_eq!(line("extra.berth"), "extra.berth lower");
    let json = corkboard(&folder, &["explain", "content/jobs/sail-maker.md", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let facts = document["postings"][0]["facts"].as_array().unwrap();
    let country = facts.iter().find(|fact| fact["name"] == "locations.country").unwrap();
    assert_eq!(country["origin"], "derived");
    assert_eq!(country["read"]["path"], "content/jobs/sail-maker.yaml");
    assert_eq!(document["postings"][0]["missing"][0], "no day of posting is stated");
}

#[test]
fn explain_shows_the_words_themselves_of_quoted_folded_and_separate_values() {
    let fields = "title: Sail Maker\nlocation: [\"Bergen, Norway\", \"Remote (US)\"]\nsalary: 'NOK 50,000 a month'\n";
    let quoted = ("content/jobs/quoted.md", &*format!("---\n{fields}---\n\nWe mend sails.\n"));
    let folded = ("content/jobs/folded.md", "---\ntitle: Rigger\nlocation: Bergen,\n  Norway\n---\n\nYou rig.\n");
    let toml = ("content/jobs/toml.md", "+++\ntitle = \"Caulker\"\nlocation = \"Ulm, Germany\"\n+++\n\nYou caulk.\n");
    let figures = "title: Cook\nsalary_min: 50000\nsalary_currency: EUR\nsalary_unit: year\n";
    let separate = ("content/jobs/separate.md", &*format!("---\n{figures}---\n\nYou cook.\n"));
    let folder = board("explain-quoted", &[quoted, folded, toml, separate]);
    for (file, words) in [
        ("quoted.md", "locations[1].country NO stated 3:21 Norway"),
        ("quoted.md", "remote remote stated 3:31 Remote"),
        ("quoted.md", "locations[2].country US stated 3:39 US"),
        ("quoted.md", "salary.unit MONTH stated 4:21 a month"),
        ("folded.md", "locations.city Bergen stated 3:11 Bergen, Norway"),
        ("toml.md", "locations.country DE stated 3:18 Germany"),
        ("separate.md", "salary.currency EUR stated 4:18 EUR"),
        ("separate.md", "salary.unit YEAR stated 5:14 year"),
    ] {
        let shown = corkboard(&folder, &["explain", &format!("content/jobs/{file}")]).out;
        let lines: Vec<String> =
            shown.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert!(lines.iter().any(|line| line == words), "{file}: {words}\n{shown}");
    }
}

#[test]
fn a_mail_address_in_a_text_is_no_page_of_the_board() {
    let posting =
        ("content/jobs/a.md", "---\ntitle: Sail Maker\n---\n\nWrite to <crew@loft.example> about the sails.\n");
    let folder = board("mail", &[posting]);
    let built = corkboard(&folder, &["build", "--quiet"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let page = fs::read_to_string(folder.join("public/jobs/sail-maker/index.html")).unwrap();
    assert!(page.contains("href=\"mailto:crew@loft.example\""), "{page}");
}

#[test]
fn two_builds_on_the_same_day_are_the_same_under_any_zone_and_thread_count() {
    let folder = board("same", &[]);
    let tree = |out: &str, zone: &str, jobs: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .args(["build", "-q", "--out", out, "--jobs", jobs, "--now", "2026-03-15"])
            .current_dir(&folder)
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let files = walkdir::WalkDir::new(folder.join(out)).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                (entry.path().strip_prefix(folder.join(out)).unwrap().to_owned(), fs::read(entry.path()).unwrap())
            })
            .collect::<Vec<_>>()
    };
    assert!(tree("one", "Pacific/Kiritimati", "1") == tree("two", "America/Adak", "4"));
}

#[test]
fn another_look_is_made_of_templates_and_a_sheet_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let look = root.join("docs/examples/gazette");
    let site = empty("gazette");
    let content = root.join("content");
    let [look_path, content, out] = [&look, &content, &site].map(|path| path.to_str().unwrap());
    let built = corkboard(root, &["build", "--root", look_path, "--content", content, "--out", out]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(index.contains("class=\"masthead\"") && !index.contains("class=\"pin\""));
    let sheet = fs::read_to_string(site.join("theme.css")).unwrap();
    assert_eq!(sheet, fs::read_to_string(look.join("static/theme.css")).unwrap());
    let mut parts: Vec<String> =
        fs::read_dir(&look).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    parts.retain(|part| !part.starts_with('.'));
    parts.sort();
    assert_eq!(parts, ["README.md", "board.yaml", "static", "templates"]);
}

#[test]
fn nobody_waits_for_the_removal_of_a_site_that_was_replaced() {
    let names: Vec<String> = (0..90).map(|number| format!("content/jobs/keeper-{number}.md")).collect();
    let texts: Vec<String> = (0..90).map(|number| SOUND.replace("Keeper", &format!("Keeper {number}"))).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let folder = board("replaced", &files);
    for title in ["One", "Another"] {
        fs::write(folder.join("board.yaml"), format!("title: {title}\n")).unwrap();
        assert_eq!(corkboard(&folder, &["build", "--quiet"]).code, Some(0));
    }
    let started = std::time::Instant::now();
    while folder.join(".public.corkboard/old.0").exists() {
        assert!(started.elapsed().as_secs() < 60, "the old site is still there");
        std::thread::yield_now();
    }
    assert!(folder.join("public/index.html").is_file());
}
