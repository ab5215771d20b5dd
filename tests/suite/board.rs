//! A board for tests: files as text, built on a given day into a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corkboard::diagnostic::{Diagnostic, Severity};
use corkboard::model::{Settings, SiteUrl, SocialCards};
use corkboard::write::{Failure, Inputs, Outcome, Part, Request, Silent, build};
use jiff::civil::Date;

/// A board in a temporary folder.
pub struct TestBoard {
    folder: tempfile::TempDir,
    settings: Settings,
    now: Date,
    age: u64,
}

/// Every file of a site, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

impl TestBoard {
    /// An empty board on a day.
    pub fn on(day: &str) -> TestBoard {
        // Without optimisation a picture costs as much as the rest of a small board: those who look at them ask for them.
        let settings = Settings {
            base_url: SiteUrl::parse("https://board.example/").unwrap(),
            social_cards: SocialCards::Off,
            ..Settings::default()
        };
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/jobs")).unwrap();
        TestBoard { folder, settings, now: day.parse().unwrap(), age: 100_000 }
    }

    /// Adds a posting with front matter and a short body.
    pub fn posting(self, name: &str, front_matter: &str) -> TestBoard {
        self.file(&format!("content/jobs/{name}"), &format!("---\n{front_matter}\n---\n\nCome and work with us.\n"))
    }

    /// Adds or changes a file. Its time lies in the past, so that the next build may trust its stat.
    pub fn file(mut self, path: &str, text: &str) -> TestBoard {
        self.put(path, text);
        self
    }

    /// Adds or changes a file of a board that is kept.
    pub fn put(&mut self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        self.age -= 10;
        let time = fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_secs(self.age);
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }

    /// Removes a file of the board.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Changes the settings.
    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> TestBoard {
        change(&mut self.settings);
        self
    }

    /// Changes the settings of a board that is kept.
    pub fn set(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
    }

    /// Goes to another day.
    pub fn go_to(&mut self, day: Date) {
        self.now = day;
    }

    /// The day of the board.
    pub fn now(&self) -> Date {
        self.now
    }

    /// A path of the board.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What is to be built, into a folder of the board.
    pub fn request(&self, out: &str) -> Request {
        Request {
            inputs: Inputs { settings: self.settings.clone(), ..Inputs::of(self.folder.path().to_owned(), self.now) },
            out: self.path(out),
            strict: false,
            allow_shrink: true,
            adopt: false,
            part: Part::Whole,
            diagnostics: Vec::new(),
        }
    }

    /// Builds into `public`, whatever comes of it.
    pub fn try_build(&self) -> Result<Outcome, Failure> {
        build(&self.request("public"), &Silent)
    }

    /// Builds into `public`; errors and warnings fail the test.
    #[track_caller]
    pub fn builds(&self) -> Built {
        let outcome = self.try_build().unwrap();
        let told: Vec<&Diagnostic> = outcome.diagnostics.iter().filter(|d| d.severity != Severity::Note).collect();
        assert!(told.is_empty(), "{told:#?}");
        Built { files: files(&self.path("public")), outcome }
    }

    /// Builds from nothing into a new folder and gives all its files.
    pub fn builds_from_nothing(&self) -> Files {
        let out = tempfile::tempdir().unwrap();
        let request = Request { out: out.path().join("fresh"), ..self.request("public") };
        build(&request, &Silent).unwrap();
        files(&out.path().join("fresh"))
    }
}

/// A site that was built.
pub struct Built {
    /// What the build said.
    pub outcome: Outcome,
    /// Its files.
    pub files: Files,
}

impl Built {
    /// The text of a page by its address.
    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let file = format!("{}index.html", address.trim_start_matches('/'));
        self.text(&file)
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, file: &str) -> String {
        let bytes = self.files.get(file).unwrap_or_else(|| panic!("no {file} among {:?}", self.files.keys()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    /// True when there is a page at an address.
    pub fn has_page(&self, address: &str) -> bool {
        self.files.contains_key(&format!("{}index.html", address.trim_start_matches('/')))
    }
}

/// The files that one of two sites has and the other has not, or has otherwise.
pub fn differing<'f>(one: &'f Files, other: &'f Files) -> Vec<&'f String> {
    one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect()
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}
