//! JSON Feed 1.1, RSS 2.0 and Atom (RFC 4287) of a list, drawn together so that each body is read once.
//! `docs/reference/feeds.md` says what they hold.
//!
//! Drawn from: the settings (`title`, `description`, `base_url`, `language`, `time_zone`, `url_style`); name and
//! address of the list; the order, facts, address and body of each posting in `Plan::feed_entries`, and its
//! employer's name, site, logo and list; `Plan::feed_next`; `Plan::feed_icons`; the names of lists in the words.

mod atom;
mod item;
mod json;
mod rss;

use item::Item;

use super::moment::Moments;
use super::words::Words;
use super::{Emit, Texts};
use crate::plan::{FeedFormat, List, ListId, Opened, Plan, PostingId};

/// Which document of which list.
pub(super) struct Wanted<'a> {
    pub(super) plan: &'a Plan,
    pub(super) words: &'a Words,
    pub(super) list: ListId,
    pub(super) number: u32,
}

/// What a feed document shows, in no format yet.
struct Document<'a> {
    plan: &'a Plan,
    words: &'a Words,
    list: &'a List,
    id: ListId,
    number: u32,
    moments: Moments,
    items: Vec<Item<'a>>,
}

/// Draws a document of a list's feeds: number 0 in all three formats, older ones in JSON only.
pub(super) fn draw(wanted: &Wanted, texts: &dyn Texts, emit: &mut Emit) {
    let Wanted { plan, words, list, number } = *wanted;
    let entries = plan.feed_entries(list, number);
    let has_text = plan.feed_has_text(list);
    let opened: Vec<(PostingId, Opened)> = entries.iter().map(|id| (*id, plan.open(*id))).collect();
    let document = Document {
        plan,
        words,
        list: &plan.lists[list as usize],
        id: list,
        number,
        moments: Moments::of(&plan.settings),
        items: opened
            .iter()
            .map(|(id, posting)| item::item(plan, posting, has_text.then(|| texts.posting(*id)).as_deref()))
            .collect(),
    };
    let mut hand_over = |format: FeedFormat, bytes: &[u8]| emit(&plan.feed_address(list, format, number).file, bytes);
    hand_over(FeedFormat::Json, &json::write(&document));
    if number == 0 {
        hand_over(FeedFormat::Rss, rss::write(&document).as_bytes());
        hand_over(FeedFormat::Atom, atom::write(&document).as_bytes());
    }
}

impl Document<'_> {
    /// The board's title, with the list's name before it.
    fn title(&self) -> String {
        let board = &self.plan.settings.title;
        match self.id {
            0 => board.clone(),
            _ => format!("{} · {board}", self.words.list_name(self.list)),
        }
    }

    /// The board's description; its title when it has none, because RSS demands one.
    fn description(&self) -> &str {
        let settings = &self.plan.settings;
        if settings.description.is_empty() { &settings.title } else { &settings.description }
    }

    /// Absolute address of the list's page.
    fn home(&self) -> String {
        self.plan.settings.base_url.join(&self.plan.list_address(self.id, 0).path)
    }

    /// Absolute address of this document, or another of the same list.
    fn address(&self, format: FeedFormat, number: u32) -> String {
        self.plan.settings.base_url.join(&self.plan.feed_address(self.id, format, number).path)
    }

    /// The WebSub hub that tells readers of news.
    fn hub(&self) -> Option<&str> {
        self.plan.settings.hand_offs.websub_hub.as_ref().map(crate::model::WebUrl::as_str)
    }

    /// Absolute addresses of the board's pictures: a large one, a small one.
    fn icons(&self) -> [Option<String>; 2] {
        self.plan.feed_icons().map(|icon| icon.map(|file| self.plan.settings.base_url.join(file)))
    }
}

#[cfg(test)]
mod tests;
