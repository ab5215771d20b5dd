//! Boards drawn whole: the sample board, and small ones made of texts.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use super::{Override, Renderer, Templates, Texts, templates_dump, theme_assets};
use crate::model::{Language, Settings, SiteUrl, UrlStyle};
use crate::parse::{self, Body, PostingFile};
use crate::plan::{self, Asset, Board, Facts, Plan, PostingId, Values};
use crate::source::Location;

/// A board made of texts, without `find`.
struct Drawn {
    plan: Plan,
    templates: Templates,
    content: BTreeMap<String, Vec<u8>>,
    assets: BTreeMap<String, Vec<u8>>,
}

impl Texts for Drawn {
    fn posting(&self, posting: PostingId) -> Arc<Body> {
        let facts = self.plan.open(posting).facts;
        let file = PostingFile { path: &facts.path, bytes: &self.content[&facts.path], sidecar: None };
        Arc::new(parse::body(file, facts.part, &self.plan.settings.base_url))
    }

    fn company(&self, profile: u32) -> Body {
        let path = &self.plan.board.companies[profile as usize].path;
        parse::prose(&self.content[path], &self.plan.settings.base_url)
    }

    fn page(&self, page: u32) -> Body {
        parse::prose(&self.content[&self.plan.board.pages[page as usize].path], &self.plan.settings.base_url)
    }

    fn asset(&self, asset: u32) -> Vec<u8> {
        self.assets[&self.plan.board.assets[asset as usize].file].clone()
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (path(&entry), std::fs::read(entry.path()).unwrap()))
        .collect()
}

impl Drawn {
    fn new(content: BTreeMap<String, Vec<u8>>, mut assets: BTreeMap<String, Vec<u8>>, settings: Settings) -> Drawn {
        let mut board = Board::default();
        for (path, bytes) in &content {
            if path.starts_with("companies/") {
                board.companies.extend(parse::company(path, bytes).0);
            } else if path.starts_with("pages/") {
                board.pages.extend(parse::page(path, bytes).0);
            } else if path.ends_with(".md") || path.ends_with(".txt") {
                let sidecar = format!("{}.yaml", path.rsplit_once('.').unwrap().0);
                let sidecar = content.get(&sidecar).map(|bytes| (sidecar.as_str(), bytes.as_slice()));
                let parsed = parse::posting(PostingFile { path, bytes, sidecar }, &settings);
                let mut met = Values::default();
                board.postings.extend(parsed.postings.into_iter().map(|facts| Facts::new(facts, &settings, &mut met)));
            }
        }
        assets.extend(theme_assets(&settings).into_iter().map(|(file, bytes)| (file.to_owned(), bytes)));
        for (file, bytes) in &assets {
            let hash = xxhash_rust::xxh3::xxh3_128(bytes);
            board.assets.push(Asset { file: file.clone(), hash, is_embedded: false });
        }
        let (templates, diagnostics) = Templates::new(&[]);
        assert_eq!(diagnostics, []);
        board.theme = templates.theme(&board.assets);
        let plan = plan::plan(board, settings, date(2026, 11, 21), &|path, _| Location::file(path));
        Drawn { plan, templates, content, assets }
    }

    /// A board of the given files below `content/`, with these settings.
    fn of(texts: &[(&str, &str)], settings: Settings) -> Drawn {
        let content = texts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Drawn::new(content, BTreeMap::new(), settings)
    }

    fn sample() -> Drawn {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (settings, _) = parse::settings::read("board.yaml", &std::fs::read(root.join("board.yaml")).unwrap());
        let logos = files(&root.join("static/logos"));
        let logos = logos.into_iter().map(|(name, bytes)| (format!("logos/{name}"), bytes)).collect();
        Drawn::new(files(&root.join("content")), logos, settings)
    }

    /// Every file by its path.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let renderer = Renderer::new(&self.plan, &self.templates).unwrap();
        assert_eq!(renderer.trial(self), []);
        let mut out: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for planned in &self.plan.pages {
            let mut last = String::new();
            let mut emit = |file: &str, bytes: &[u8]| {
                // A large file comes in pieces.
                assert!(last == file || !out.contains_key(file), "{file} is drawn twice");
                file.clone_into(&mut last);
                out.entry(file.to_owned()).or_default().extend_from_slice(bytes);
            };
            renderer.draw(planned.page, self, &mut emit).unwrap();
        }
        out
    }

    /// The text of one file.
    fn file(&self, name: &str) -> String {
        let files = self.files();
        let names: Vec<&String> = files.keys().collect();
        String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name} in {names:?}")).clone()).unwrap()
    }
}

const BAKER: &str = "---\ntitle: Baker\nslug: baker\ncompany: Flour & Sons\ndate_posted: 2026-11-02\nvalid_through: 2026-12-01\n\
    tags: [bread]\napply: https://flour.example/apply?a=1&b=2\n---\n\nBake bread.\n";

/// `CORKBOARD_DRAW=folder` writes what was drawn, to be looked at; `CORKBOARD_CONTENT` takes another board.
#[test]
fn the_sample_board_is_drawn_whole() {
    let board = match std::env::var_os("CORKBOARD_CONTENT") {
        Some(content) => {
            let base_url = SiteUrl::parse("https://board.example/").unwrap();
            Drawn::new(files(Path::new(&content)), BTreeMap::new(), Settings { base_url, ..Settings::default() })
        }
        None => Drawn::sample(),
    };
    let drawn = board.files();
    for file in board.plan.pages.iter().flat_map(|page| board.plan.files(page.page)) {
        assert!(drawn.contains_key(&file), "{file} is planned but not drawn");
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
fn an_open_posting_offers_to_apply_twice_and_a_closed_one_never() {
    let closed = BAKER
        .replace("valid_through: 2026-12-01", "valid_through: 2026-11-20")
        .replace("aker", "iller")
        .replace("Bake bread", "Grind corn")
        .replace("apply?", "mill?");
    let board = Drawn::of(&[("jobs/baker.md", BAKER), ("jobs/biller.md", &closed)], Settings::default());
    let open = board.file("jobs/baker/index.html");
    assert_eq!(open.matches("class=\"apply\" href=\"https://flour.example/apply?a=1&amp;b=2\"").count(), 2);
    assert!(!open.contains("noindex") && open.contains("rel=\"canonical\""));
    assert!(open.contains("<time datetime=\"2026-12-01\">1 December 2026</time>"));
    let closed = board.file("jobs/biller/index.html");
    assert!(!closed.contains("flour.example") && closed.contains("noindex") && closed.contains("closed-note"));
}

#[test]
fn what_authors_write_is_text() {
    let hostile = "---\ntitle: \"<script>alert(1)</script>\"\ncompany: '\"><img src=x onerror=y>'\n\
        tags: ['<b>', '{{ t }}']\ndate_posted: 2026-11-02\n---\n\n<script>alert(2)</script> {{ site_title }}\n";
    let board = Drawn::of(&[("jobs/x.md", hostile)], Settings::default());
    for (file, bytes) in board.files().iter().filter(|(file, _)| file.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<img src=x") && !html.contains("<b>"), "{file}: {html}");
    }
    let page = board.files().into_iter().find(|(file, _)| file.starts_with("jobs/")).unwrap();
    assert!(String::from_utf8(page.1).unwrap().contains("{{ site_title }}"));
}

#[test]
fn a_board_below_a_path_links_below_it() {
    let base_url = SiteUrl::parse("https://example.org/work/").unwrap();
    let settings = Settings { base_url, url_style: UrlStyle::Html, ..Settings::default() };
    let board = Drawn::of(&[("jobs/baker.md", BAKER)], settings);
    for (file, bytes) in board.files().iter().filter(|(file, _)| file.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for link in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
            let is_ours = link.starts_with('/');
            assert!(!is_ours || link.starts_with("/work/"), "{file}: {}", &link[..link.len().min(60)]);
        }
    }
    assert!(board.file("jobs/baker.html").contains("href=\"/work/tags/bread.html\""));
}

#[test]
fn a_board_speaks_its_language_and_postings_keep_theirs() {
    let settings = Settings { language: Language::from_tag("de").unwrap(), ..Settings::default() };
    let arabic = BAKER.replace("tags: [bread]", "lang: ar").replace("title: Baker", "title: خبّاز");
    let board = Drawn::of(&[("jobs/khabbaz.md", &arabic)], settings);
    let page = board.file("jobs/baker/index.html");
    assert!(page.contains("<html lang=\"de\">") && page.contains("Bewerben bis"));
    assert!(
        page.contains("<h1 lang=\"ar\" dir=\"rtl\">خبّاز</h1>") && page.contains("<article lang=\"ar\" dir=\"rtl\">")
    );
    assert!(page.contains("1. Dezember 2026"));
}

#[test]
fn a_long_list_is_numbered_from_the_oldest() {
    let texts: Vec<(String, String)> = (1..=9)
        .map(|day| {
            let text = BAKER
                .replace("slug: baker\n", "")
                .replace("2026-11-02", &format!("2026-11-0{day}"))
                .replace("apply?", &format!("{day}?"));
            (format!("jobs/b{day}.md"), text.replace("Bake bread.", &format!("Bake {day} loaves.")))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let board = Drawn::of(&texts, Settings { page_size: 2, ..Settings::default() });
    let first = board.file("index.html");
    assert!(first.contains("rel=\"next\" href=\"/page/3/\"") && !first.contains("rel=\"prev\""));
    let last = board.file("page/1/index.html");
    assert!(last.contains("rel=\"prev\" href=\"/page/2/\"") && !last.contains("rel=\"next\""));
    assert!(board.file("page/3/index.html").contains("rel=\"prev\" href=\"/\""));
}

#[test]
fn a_board_can_be_searched() {
    let board = Drawn::of(&[("jobs/baker.md", BAKER)], Settings::default());
    let page = board.file("search/index.html");
    assert!(page.contains(
        "<form class=\"search\" role=\"search\" action=\"/search/\" method=\"get\" data-filters=\"Filters\">"
    ));
    assert!(
        page.contains("<script type=\"module\" src=\"/finder/main.js?v=") && page.contains("data-search=\"/search/\"")
    );
    assert!(page.contains("class=\"card") && page.contains("&quot;save&quot;:&quot;Save&quot;"));
    let without_script = page.split("<noscript>").nth(1).unwrap().split("</noscript>").next().unwrap();
    assert!(without_script.contains("href=\"/companies/\"") && without_script.contains("href=\"/tags/\""));
    let front = board.file("index.html");
    assert!(front.contains("action=\"/search/\"") && front.contains("<link rel=\"search\""));
    let place = board.plan.lists.iter().find(|list| list.has_feeds && list.slug.is_some()).unwrap();
    let slug = place.slug.as_ref().unwrap();
    let folder = board.plan.facet_folder(place.kind).to_owned();
    let list = board.file(&format!("{folder}/{slug}/index.html"));
    assert!(list.contains(&format!("<input type=\"hidden\" name=\"{folder}\" value=\"{slug}\">")), "{list}");
    assert!(front.contains("\"urlTemplate\":\"http://localhost/search/?q={search_term_string}\""), "{front}");
    assert!(page.contains("noindex") && !board.file("sitemap.xml").contains("search"));
}

#[test]
fn a_boards_own_page_named_search_takes_the_place_of_the_themes() {
    let own = [("jobs/baker.md", BAKER), ("pages/search.md", "---\ntitle: Ask us\n---\n\nCall.\n")];
    let board = Drawn::of(&own, Settings::default());
    assert!(board.file("search/index.html").contains("<h1>Ask us</h1>"));
    assert!(!board.files().contains_key("opensearch.xml"));
    let front = board.file("index.html");
    assert!(!front.contains("rel=\"search\"") && !front.contains("role=\"search\"") && !front.contains("SearchAction"));
}

#[test]
fn a_variable_that_does_not_exist_is_told_before_anything_is_written() {
    let board = Drawn::of(&[("jobs/baker.md", BAKER)], Settings::default());
    let own = Override { name: "card.html", path: "templates/card.html", text: "<li>\n {{ titel }}</li>" };
    let (templates, diagnostics) = Templates::new(&[own]);
    assert_eq!(diagnostics, []);
    let told = Renderer::new(&board.plan, &templates).unwrap().trial(&board);
    let [diagnostic] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(diagnostic.message, "variable `titel` is not defined");
    assert_eq!(diagnostic.help.as_deref(), Some("did you mean `title`?"));
    assert_eq!((diagnostic.location.line, diagnostic.location.column), (2, 5));
    assert_eq!(diagnostic.location.path, "templates/card.html");
}

#[test]
fn a_dump_shows_real_values() {
    let board = Drawn::sample();
    let all = templates_dump(&board.plan, &board.templates, &board, None).unwrap();
    assert!(all.contains("every template\n  lang: \"en\"\n"), "{all}");
    let one = templates_dump(&board.plan, &board.templates, &board, Some("card.html")).unwrap();
    assert!(one.starts_with("card.html\n  title: \"") && one.contains("  tags: a list of"), "{one}");
}

#[test]
fn files_are_named_alike_one_by_one_and_in_lists() {
    for url_style in [UrlStyle::Pretty, UrlStyle::Clean, UrlStyle::Html] {
        let drawn = Drawn::of(
            &[("jobs/baker-at-crumb.md", "---\ntitle: Baker\ncompany: Crumb\ntags: [bread]\n---\n\nText.\n")],
            Settings { url_style, ..Settings::default() },
        );
        for page in drawn.plan.pages.iter().map(|planned| planned.page) {
            let mut visited = Vec::new();
            drawn.plan.visit_files(page, &mut String::new(), &mut |file| visited.push(file.to_owned()));
            assert_eq!(visited, drawn.plan.files(page));
        }
    }
}
