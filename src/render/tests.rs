//! The sample board, drawn whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::date;

use super::{Renderer, Templates, Texts, theme_assets};
use crate::model::{JobPosting, Settings, SiteUrl};
use crate::parse::{self, Body, PostingFile};
use crate::plan::{self, Asset, Board, Plan, PostingId};
use crate::source::Location;

/// A board read from a folder, without `find`.
struct Folder {
    plan: Plan,
    templates: Templates,
    root: PathBuf,
}

impl Texts for Folder {
    fn posting(&self, posting: PostingId) -> Body {
        let facts: &JobPosting = &self.plan.postings[posting as usize].facts;
        let bytes = std::fs::read(self.root.join(&facts.path)).unwrap();
        parse::body(
            PostingFile { path: &facts.path, bytes: &bytes, sidecar: None },
            facts.part,
            &self.plan.settings.base_url,
        )
    }

    fn company(&self, profile: u32) -> Body {
        let path = &self.plan.board.companies[profile as usize].path;
        parse::prose(&std::fs::read(self.root.join(path)).unwrap(), &self.plan.settings.base_url)
    }

    fn page(&self, page: u32) -> Body {
        let path = &self.plan.board.pages[page as usize].path;
        parse::prose(&std::fs::read(self.root.join(path)).unwrap(), &self.plan.settings.base_url)
    }

    fn asset(&self, asset: u32) -> Vec<u8> {
        let file = &self.plan.board.assets[asset as usize].file;
        theme_assets(&self.plan.settings)
            .into_iter()
            .find(|(name, _)| name == file)
            .map_or_else(|| std::fs::read(self.root.join("../static").join(file)).unwrap(), |(_, bytes)| bytes)
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    found
}

fn read(root: &Path, settings: Settings) -> Folder {
    let mut board = Board::default();
    for path in files(root) {
        let bytes = std::fs::read(root.join(&path)).unwrap();
        if path.starts_with("companies/") {
            board.companies.extend(parse::company(&path, &bytes).0);
        } else if path.starts_with("pages/") {
            board.pages.extend(parse::page(&path, &bytes).0);
        } else if path.ends_with(".md") || path.ends_with(".txt") {
            let sidecar = format!("{}.yaml", path.rsplit_once('.').unwrap().0);
            let extra = std::fs::read(root.join(&sidecar)).ok();
            let sidecar = extra.as_deref().map(|bytes| (sidecar.as_str(), bytes));
            board
                .postings
                .extend(parse::posting(PostingFile { path: &path, bytes: &bytes, sidecar }, &settings).postings);
        }
    }
    for (file, bytes) in theme_assets(&settings) {
        board.assets.push(Asset {
            file: file.to_owned(),
            hash: xxhash_rust::xxh3::xxh3_128(&bytes),
            is_embedded: true,
        });
    }
    for file in files(&root.join("../static")).into_iter().filter(|file| file.starts_with("logos/")) {
        board.assets.push(Asset { file, hash: 1, is_embedded: false });
    }
    let (templates, diagnostics) = Templates::new(&[]);
    assert_eq!(diagnostics, []);
    board.theme = templates.theme(&board.assets);
    let plan = plan::plan(board, settings, date(2026, 11, 21), &|path, _| Location::file(path));
    Folder { plan, templates, root: root.to_owned() }
}

fn draw(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let renderer = Renderer::new(&folder.plan, &folder.templates).unwrap();
    assert_eq!(renderer.trial(folder), []);
    let mut out = BTreeMap::new();
    for planned in &folder.plan.pages {
        renderer
            .draw(planned.page, folder, &mut |file, bytes| {
                out.insert(file.to_owned(), bytes.to_vec());
            })
            .unwrap();
    }
    out
}

fn sample() -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (settings, _) = parse::settings::read("board.yaml", &std::fs::read(root.join("board.yaml")).unwrap());
    read(&root.join("content"), settings)
}

/// `CORKBOARD_DRAW=folder` writes what was drawn, to be looked at; `CORKBOARD_CONTENT` takes another board.
#[test]
fn the_sample_board_is_drawn_whole() {
    let folder = match std::env::var_os("CORKBOARD_CONTENT") {
        Some(content) => read(
            Path::new(&content),
            Settings { base_url: SiteUrl::parse("https://board.example/").unwrap(), ..Settings::default() },
        ),
        None => sample(),
    };
    let drawn = draw(&folder);
    for page in &folder.plan.pages {
        for file in folder.plan.files(page.page) {
            assert!(drawn.contains_key(&file), "{file} is planned but not drawn");
        }
    }
    for (file, bytes) in drawn.iter().filter(|(file, _)| file.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert_eq!(html.matches("<h1").count(), 1, "{file} must have one h1");
        assert!(!html.contains("<style") && !html.contains(" style="), "{file} has inline style");
        assert!(!html.contains(">None<"), "{file} shows None");
    }
    if let Some(out) = std::env::var_os("CORKBOARD_DRAW") {
        for (file, bytes) in &drawn {
            let path = Path::new(&out).join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

#[test]
fn a_dump_shows_real_values() {
    let folder = sample();
    let all = super::templates_dump(&folder.plan, &folder.templates, &folder, None).unwrap();
    assert!(all.contains("every template\n  lang: \"en\"\n"), "{all}");
    let one = super::templates_dump(&folder.plan, &folder.templates, &folder, Some("card.html")).unwrap();
    assert!(one.starts_with("card.html\n  title: \"") && one.contains("  tags: a list of"), "{one}");
    if std::env::var_os("CORKBOARD_DRAW").is_some() {
        println!("{all}");
    }
}
