//! Publishing to a folder and a branch, and the order of what is sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::difference::{Kind, Phase, steps};
use super::manifest::{ANNOUNCED, Manifest, UNKNOWN};
use super::{Encoding, Failure, News, Request, Target, plan, publish};
use crate::model::{SiteUrl, UrlStyle};
use crate::write::Silent;

fn site(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

const FILES: [(&str, &str); 6] = [
    ("index.html", "<link href=\"/theme.css?v=1\">front"),
    ("theme.css", "a{}"),
    ("jobs/baker/index.html", "baker"),
    ("tags/bread/index.html", "bread"),
    ("jobs.json", "{\"total\":10}"),
    ("sitemap.xml", "<urlset/>"),
];

fn request(folder: &Path, target: &str) -> Request {
    Request {
        site: folder.join("public"),
        target: Target::parse(target, folder).unwrap(),
        encodings: Vec::new(),
        max_shrink_percent: Some(30),
        adopt: false,
        verify: false,
        connections: 4,
    }
}

fn to_folder(folder: &Path) -> Request {
    request(folder, folder.join("served").to_str().unwrap())
}

#[test]
fn a_folder_gets_everything_once_and_then_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let request = to_folder(folder.path());
    site(&request.site, &FILES);
    assert_eq!(plan(&request).unwrap().steps.len(), 6);
    let first = publish(&request, &Silent).unwrap();
    let order: Vec<&str> = first.steps.iter().map(|step| step.path.as_str()).collect();
    let expected =
        ["theme.css", "jobs/baker/index.html", "tags/bread/index.html", "index.html", "jobs.json", "sitemap.xml"];
    assert_eq!(order, expected);
    assert_eq!(fs::read_to_string(folder.path().join("served/jobs/baker/index.html")).unwrap(), "baker");
    assert!(publish(&request, &Silent).unwrap().steps.is_empty());
    site(&request.site, &[("jobs/baker/index.html", "better baker")]);
    fs::remove_file(request.site.join("tags/bread/index.html")).unwrap();
    let second = publish(&request, &Silent).unwrap();
    let told: Vec<(&str, Kind)> = second.steps.iter().map(|step| (step.path.as_str(), step.kind)).collect();
    assert_eq!(told, [("jobs/baker/index.html", Kind::Changed), ("tags/bread/index.html", Kind::Gone)]);
    assert!(!folder.path().join("served/tags/bread/index.html").exists());
    fs::remove_file(folder.path().join("served/theme.css")).unwrap();
    assert!(plan(&request).unwrap().steps.is_empty());
    // Somebody else put other bytes there: the tag is no more the one that the target gave.
    fs::write(folder.path().join("served/jobs/baker/index.html"), "forged").unwrap();
    let request = Request { verify: true, ..request };
    let told = |steps: &[super::Step]| steps.iter().map(|step| (step.path.clone(), step.kind)).collect::<Vec<_>>();
    let found = publish(&request, &Silent).unwrap().steps;
    assert_eq!(
        told(&found),
        [("theme.css".to_owned(), Kind::New), ("jobs/baker/index.html".to_owned(), Kind::Changed)]
    );
    assert_eq!(fs::read_to_string(folder.path().join("served/jobs/baker/index.html")).unwrap(), "better baker");
    assert!(plan(&request).unwrap().steps.is_empty());
}

#[test]
fn the_index_of_the_search_follows_the_pages_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let request = to_folder(folder.path());
    site(&request.site, &FILES);
    site(&request.site, &[("search-index/cards-0.json", "[]")]);
    let order = plan(&request).unwrap().steps;
    let place = |path: &str| order.iter().position(|step| step.path == path).unwrap();
    assert!(place("search-index/cards-0.json") > place("jobs/baker/index.html"));
}

#[test]
fn a_folder_of_others_and_a_shrunken_board_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let request = to_folder(folder.path());
    site(&request.site, &FILES);
    site(&folder.path().join("served"), &[("theirs.html", "x")]);
    assert!(matches!(publish(&request, &Silent), Err(Failure::Usage(_))));
    publish(&Request { adopt: true, ..request.clone() }, &Silent).unwrap();
    assert!(folder.path().join("served/theirs.html").exists());
    site(&request.site, &[("jobs.json", "{\"total\":6}")]);
    assert!(matches!(publish(&request, &Silent), Err(Failure::Shrunken { before: 10, now: 6 })));
    publish(&Request { max_shrink_percent: None, ..request }, &Silent).unwrap();
}

#[test]
fn compressed_texts_stand_beside_the_plain_ones() {
    let folder = tempfile::tempdir().unwrap();
    let request = Request { encodings: vec![Encoding::Gzip, Encoding::Brotli], ..to_folder(folder.path()) };
    let long = "work ".repeat(400);
    site(&request.site, &FILES);
    site(&request.site, &[("index.html", &long)]);
    publish(&request, &Silent).unwrap();
    let served = folder.path().join("served");
    let mut text = String::new();
    let packed = fs::read(served.join("index.html.gz")).unwrap();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&packed[..]), &mut text).unwrap();
    assert_eq!(text, long);
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut &fs::read(served.join("index.html.br")).unwrap()[..], &mut unpacked).unwrap();
    assert_eq!(unpacked, long.as_bytes());
    assert!(!served.join("theme.css.gz").exists());
    assert!(publish(&request, &Silent).unwrap().steps.is_empty());
}

#[test]
fn new_pages_come_before_changed_ones_and_the_front_page_after_all() {
    let wanted: BTreeMap<String, (u128, u64)> =
        ["index.html", "jobs/new/index.html", "jobs/old/index.html", "tags/new/index.html", "tags/old/index.html"]
            .into_iter()
            .chain(["tags/old/feed.json", "robots.txt", "search.js", "jobs/half/index.html"])
            .map(|path| (path.to_owned(), (7, 1)))
            .collect();
    let files = [("jobs/old/index.html", 8), ("tags/old/index.html", UNKNOWN), ("jobs/half/index.html", ANNOUNCED)]
        .into_iter()
        .chain([("jobs/gone/index.html", 8), ("robots.txt", 7)])
        .map(|(path, key)| (path.to_owned(), key))
        .collect();
    let told: Vec<(Phase, String)> = steps(&Manifest { files, ..Manifest::default() }, &wanted)
        .into_iter()
        .map(|step| (step.phase, step.path))
        .collect();
    let of = |phase: Phase, path: &str| (phase, path.to_owned());
    assert_eq!(
        told,
        [
            of(Phase::Assets, "search.js"),
            of(Phase::NewPages, "jobs/half/index.html"),
            of(Phase::NewPages, "jobs/new/index.html"),
            of(Phase::NewPages, "tags/new/index.html"),
            of(Phase::Postings, "jobs/old/index.html"),
            of(Phase::Lists, "index.html"),
            of(Phase::Lists, "tags/old/index.html"),
            of(Phase::Feeds, "tags/old/feed.json"),
            of(Phase::Deletions, "jobs/gone/index.html"),
        ]
    );
}

#[test]
fn a_manifest_is_read_as_it_was_written() {
    let files = BTreeMap::from([("a b/ü.html".to_owned(), u128::MAX), ("b".to_owned(), UNKNOWN)]);
    let manifest = Manifest { open: 7, files, tags: BTreeMap::from([("b".to_owned(), 42)]) };
    assert_eq!(Manifest::read(&manifest.write()), Some(manifest));
    assert_eq!(Manifest::read(b"<html>"), None);
}

#[test]
fn what_is_secret_is_not_told() {
    let told = super::without_secrets("GET https://x.example/a?sig=SECRET&se=1 failed (https://y.example/?k=SECRET)");
    assert_eq!(told, "GET https://x.example/a?… failed (https://y.example/?…)");
}

#[test]
fn targets_are_read_as_they_are_typed() {
    let parse = |text: &str| Target::parse(text, Path::new("."));
    for text in ["s3://", "ftp://x", "git:", "git:-x", "git:a b"] {
        assert!(matches!(parse(text), Err(Failure::Usage(_))), "{text}");
    }
    let shown = |text: &str| match parse(text).unwrap() {
        Target::Store(place) => place.to_string(),
        Target::Git(branch) => format!("{} {}", branch.name, branch.remote),
    };
    assert_eq!(shown("s3://jobs/below/"), "s3://jobs/below");
    assert_eq!(shown("gs://jobs"), "gs://jobs/");
    assert_eq!(shown("git:gh-pages@mirror"), "gh-pages mirror");
    assert_eq!(shown("/srv/www"), "/srv/www");
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_branch_gets_a_commit_when_something_changed() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    fs::create_dir_all(&board).unwrap();
    git(folder.path(), &["init", "-q", "--bare", "there.git"]);
    git(&board, &["init", "-q"]);
    git(&board, &["remote", "add", "origin", "../there.git"]);
    fs::write(board.join(".gitignore"), "public/\n").unwrap();
    let request = request(&board, "git:gh-pages");
    site(&request.site, &FILES);
    assert_eq!(publish(&request, &Silent).unwrap().steps.len(), 7);
    assert!(publish(&request, &Silent).unwrap().steps.is_empty());
    site(&request.site, &[("jobs/baker/index.html", "better baker")]);
    fs::remove_file(request.site.join("theme.css")).unwrap();
    assert_eq!(publish(&request, &Silent).unwrap().steps.len(), 2);
    let there = folder.path().join("there.git");
    assert_eq!(git(&there, &["rev-list", "--count", "gh-pages"]), "2");
    assert_eq!(git(&there, &["show", "gh-pages:jobs/baker/index.html"]), "better baker");
    let names = git(&there, &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert!(names.starts_with(".nojekyll\nindex.html\n") && !names.contains("theme.css"), "{names}");
    assert_eq!(git(&board, &["status", "--porcelain", "--untracked-files=no"]), "");
    site(&request.site, &[("jobs.json", "{\"total\":1}")]);
    assert!(matches!(publish(&request, &Silent), Err(Failure::Shrunken { before: 10, now: 1 })));
}

#[test]
fn news_are_addresses_of_pages_and_feeds() {
    let folder = tempfile::tempdir().unwrap();
    let request = to_folder(folder.path());
    site(&request.site, &FILES);
    site(&request.site, &[("404.html", "x"), ("feed.json", "{}")]);
    let base = SiteUrl::parse("https://board.example/all/").unwrap();
    let news = News::of(&plan(&request).unwrap(), &base, UrlStyle::Pretty);
    assert_eq!(news.feeds, ["https://board.example/all/feed.json"]);
    assert_eq!(
        news.pages,
        [
            "https://board.example/all/jobs/baker/",
            "https://board.example/all/tags/bread/",
            "https://board.example/all/"
        ]
    );
    let body: serde_json::Value = serde_json::from_str(&news.index_now(&base, "c0ffee00")[0]).unwrap();
    assert_eq!(body["host"], "board.example");
    assert_eq!(body["keyLocation"], "https://board.example/all/c0ffee00.txt");
    let many = News { pages: vec!["x".to_owned(); 10_001], ..News::default() };
    assert_eq!(many.index_now(&base, "c0ffee00").len(), 2);
}

#[test]
fn a_tag_is_the_same_with_and_without_its_quotes() {
    let mut manifest = super::manifest::Manifest::default();
    manifest.sent("a", 7, Some("\"0x8D\""));
    manifest.sent("b", 7, Some("\"0x8D\""));
    manifest.listed("a", "0x8D");
    manifest.listed("b", "0x8E");
    assert_eq!(manifest.files["a"], 7);
    assert_ne!(manifest.files["b"], 7);
}
