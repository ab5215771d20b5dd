//! Which pages have a picture of their own for links to them (see `render/social_card`), where it lies and its key.

use rayon::prelude::*;

use super::address::{Address, plain};
use super::key::KeyHasher;
use super::{Asset, Page, Plan, PlannedPage, PostingId};
use crate::model::SocialCards;

/// Open postings up to which each has a card when the settings do not say.
const MOST: usize = 1_000;

/// The board's picture. A file of this name in `static/` stands in for it.
const BOARD: &str = "social-card.png";

impl Plan {
    /// The picture of the board, which every page without its own shows.
    pub fn board_card(&self) -> Option<Address> {
        let is_shown = self.settings.social_cards != SocialCards::Off || self.has_own_board_card();
        is_shown.then(|| plain(BOARD.to_owned()))
    }

    /// True when the author has put the board's picture into `static/`.
    pub fn has_own_board_card(&self) -> bool {
        self.board.assets.binary_search_by(|asset| asset.file.as_str().cmp(BOARD)).is_ok()
    }

    /// The picture of a posting: `jobs/<slug>.png`. Only open ones have one.
    pub fn posting_card(&self, posting: PostingId) -> Option<Address> {
        let posting = &self.postings[posting as usize];
        (posting.is_open && self.postings_have_cards()).then(|| plain(format!("jobs/{}.png", posting.slug)))
    }

    /// True when open postings have pictures.
    pub fn postings_have_cards(&self) -> bool {
        match self.settings.social_cards {
            SocialCards::Auto => self.counts.open <= MOST,
            SocialCards::On => true,
            SocialCards::Off => false,
        }
    }

    /// The board's own font files for cards (indices in `board.assets`), by name.
    pub fn card_fonts(&self) -> impl Iterator<Item = (u32, &Asset)> {
        let folder = self.settings.social_card_fonts.as_deref();
        let is_font = move |file: &str| {
            let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            let below = folder.and_then(|folder| file.strip_prefix(folder)).is_some_and(|file| file.starts_with('/'));
            below && matches!(ending.as_deref(), Some("ttf" | "otf" | "ttc"))
        };
        (0..).zip(&self.board.assets).filter(move |(_, asset)| is_font(&asset.file))
    }
}

/// All cards with their keys.
pub(super) fn pages(plan: &Plan) -> Vec<PlannedPage> {
    let shared = shared_key(plan);
    let mut pages = Vec::new();
    if plan.settings.social_cards != SocialCards::Off && !plan.has_own_board_card() {
        let key = KeyHasher::new("board-card").key(shared).text(&plan.settings.description);
        let key = key.text(plan.settings.base_url.as_str()).finish();
        pages.push(PlannedPage { page: Page::BoardCard, key });
    }
    if plan.postings_have_cards() {
        let own = plan.lists[0].entries.par_iter().with_min_len(64).map(|id| posting_card(plan, shared, *id));
        pages.par_extend(own);
    }
    pages
}

/// What all cards show or are drawn with.
fn shared_key(plan: &Plan) -> u128 {
    let settings = &plan.settings;
    let key = KeyHasher::new("social-card")
        .text(&settings.title)
        .text(settings.language.tag())
        .maybe(settings.colors.accent.as_deref())
        .key(plan.board.theme.words);
    plan.card_fonts().fold(key, |key, (_, font)| key.text(&font.file).key(font.hash)).finish()
}

fn posting_card(plan: &Plan, shared: u128, id: PostingId) -> PlannedPage {
    let posting = &plan.postings[id as usize];
    let company = posting.company.map(|company| plan.companies[company as usize].name.as_str());
    let key = KeyHasher::new("posting-card").key(shared).number(posting.slug_hash);
    let key = key.number(posting.facts.outline().picture).maybe(company);
    PlannedPage { page: Page::PostingCard(id), key: key.finish() }
}
