//! The page that searches: a form above the newest jobs, which are all that is there without JavaScript.
//! And what `static/finder/` has to know on every page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::assets::FINDER;
use super::head::Link;
use super::{Emit, Renderer, Target};
use crate::diagnostic::Diagnostic;
use crate::model::FacetKind;
use crate::plan::{FINDER_FOLDER, List, ListKind, Page};

/// Names that the script knows on every page, and the labels that they stand for.
const LABELS: [(&str, &str); 11] = [
    ("filters", "find_filters"),
    ("save", "find_save"),
    ("saved", "find_saved"),
    ("hide", "find_hide"),
    ("hidden", "find_hidden"),
    ("unhide", "find_unhide"),
    ("copy", "find_copy"),
    ("copied", "find_copied"),
    ("share", "find_share"),
    ("new", "find_new"),
    ("failed", "find_failed"),
];

/// The variables of `search.html`.
#[derive(Serialize)]
struct SearchView {
    presets: Vec<Preset>,
    cards: Vec<Value>,
    position: Option<String>,
}

/// A filter that a page begins with.
#[derive(Serialize)]
pub(super) struct Preset {
    name: String,
    value: String,
}

/// The script that every page begins with.
#[derive(Serialize)]
pub(super) struct Finder {
    /// Address.
    src: String,
    /// JSON object of the words that it shows.
    words: String,
}

impl Renderer<'_> {
    pub(super) fn draw_search(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let path = self.plan.address(Page::Search).path;
        let mut head = self.head(self.words.label("search_jobs"), self.words.label("search_intro"), &path);
        head.header = self.chrome.header(Some(&self.href(&path)));
        head.is_indexed = false;
        let board = &self.plan.lists[0];
        if board.numbered > 0 {
            let path = self.plan.list_address(0, board.numbered).path;
            head.older = Some(Link { href: self.href(&path), label: self.words.label("older").to_owned() });
        }
        let view = SearchView {
            presets: Vec::new(),
            cards: self.cards(board.page(0, self.plan.settings.page_size))?,
            position: None,
        };
        self.fill("search.html", &head, &view, Target { file, emit })
    }

    /// The script, when the board has a search and has not taken the module away.
    pub(super) fn finder(&self) -> Option<Finder> {
        let has_index = self.plan.has_own_search();
        let modules = self.plan.board.assets.iter().filter(|asset| asset.file.starts_with(FINDER_FOLDER));
        // The modules are one program: a change in any of them changes the address of the first.
        let version = modules.fold(0_u128, |version, asset| version.rotate_left(1) ^ asset.hash);
        let words: BTreeMap<&str, &str> =
            LABELS.into_iter().map(|(name, label)| (name, self.words.label(label))).collect();
        self.asset_href(FINDER).filter(|_| has_index).map(|_| Finder {
            src: format!("{}?v={:08x}", self.href(FINDER), version >> 96),
            words: serde_json::to_string(&words).unwrap_or_default(),
        })
    }

    /// What the search on a list's page is narrowed to. Months are no filter.
    pub(super) fn presets(&self, list: &List) -> Vec<Preset> {
        let preset = |name: &str, value: &str| Preset { name: name.to_owned(), value: value.to_owned() };
        let slug = list.slug.as_ref().map_or("", |slug| slug.as_str());
        match list.kind {
            ListKind::Board | ListKind::Facet(FacetKind::Archive) => Vec::new(),
            ListKind::Facet(FacetKind::Places) if list.value == "remote" => vec![preset("ways", "remote")],
            kind => vec![preset(self.plan.facet_folder(kind), slug)],
        }
    }
}
