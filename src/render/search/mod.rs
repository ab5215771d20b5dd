//! The index of the search as files: words and the postings that have them (`head-n`, `body-n`), facets, days, cards,
//! and `meta`, which names all others. `static/finder/` reads it; `docs/reference/search-index.md` describes it.

mod encode;
mod facets;
mod pay;
mod shards;
mod stale;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::{Emit, Renderer, Texts};
use crate::diagnostic::Diagnostic;
use crate::parse::terms;
use crate::plan::{CARDS, EMPTY, ListKind, PostingId, SlotMonth};
use encode::Slots;

/// Words of titles, employers, tags and places by which mistakes in typing are mended, at most.
const SPELLINGS: usize = 6_000;

/// What the browser reads first.
#[derive(Serialize)]
struct Meta<'a> {
    /// Goes with the address of every other file, so that no browser mixes two builds.
    version: String,
    /// Open postings.
    count: usize,
    slots: usize,
    /// Slots in a file of cards.
    cards: usize,
    /// First slot and name (`2026-11`, empty without a date) of every month.
    months: Vec<(usize, String)>,
    head: Layout,
    /// Absent when bodies are not searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Layout>,
    /// Endings of words in the languages of the board.
    endings: String,
    facets: Vec<Facet<'a>>,
    words: BTreeMap<&'a str, &'a str>,
}

/// How words are spread over files: the first word of each, then the number of those for other letters.
#[derive(Serialize)]
struct Layout {
    cuts: String,
    other: u32,
}

/// Something by which the search can be narrowed.
#[derive(Serialize)]
struct Facet<'a> {
    /// Name in addresses, and of the file `facet-<id>.json`.
    id: &'a str,
    label: &'a str,
    /// True when the lists of this facet have feeds.
    feeds: bool,
}

/// Days and gaps of the slots.
#[derive(Serialize)]
struct Days {
    days: String,
    empty: String,
}

impl Renderer<'_> {
    /// Draws all files of the index but the cards; of those of bodies' words, those that may differ from the site's.
    pub(super) fn draw_search_index(&self, texts: &dyn Texts, emit: &mut Emit) {
        let search = &self.plan.search;
        let slots = Slots::new(&search.slots);
        let words = self.words(&slots, texts);
        let small: [(&str, &(dyn Fn() -> Vec<u8> + Sync)); 6] = [
            ("meta", &|| json(&self.meta(words.languages()))),
            ("days", &|| json(&Days { days: self.days(), empty: slots.empty(search.slots.len()) })),
            ("ways", &|| json(&self.ways(&words, &slots))),
            ("pay", &|| json(&self.comparable_pay(&slots))),
            ("from", &|| json(&self.applicant_areas(&words, &slots))),
            ("spelling", &|| json(&words.spelling(SPELLINGS))),
        ];
        let small: Vec<(&str, Vec<u8>)> = small.into_par_iter().map(|(name, file)| (name, file())).collect();
        for (name, file) in small {
            emit(&self.plan.search_file(name), &file);
        }
        let facets: Vec<(ListKind, Vec<u8>)> =
            self.plan.search_facets().into_par_iter().map(|kind| (kind, json(&self.facet(kind, &slots)))).collect();
        for (kind, file) in facets {
            emit(&self.plan.search_file(&self.plan.facet_file(kind)), &file);
        }
        let heads = words.heads(search.heads, &slots).into_iter().enumerate().collect();
        for (name, files) in [("head", heads), ("body", words.bodies(search.bodies, &slots))] {
            for (number, file) in files {
                emit(&self.plan.search_file(&format!("{name}-{number}")), &file);
            }
        }
    }

    /// Draws a file of cards: one text for each slot, empty where there is no posting.
    pub(super) fn draw_search_cards(&self, number: u32, emit: &mut Emit) -> Result<(), Diagnostic> {
        let slots = self.plan.search.slots.chunks(CARDS).nth(number as usize).unwrap_or_default();
        let mut cards = Vec::with_capacity(slots.len());
        for posting in slots {
            let card = if *posting == EMPTY { None } else { Some(self.card(*posting)?) };
            cards.push(card);
        }
        let cards: Vec<&str> = cards.iter().map(|card| card.as_ref().and_then(|c| c.as_str()).unwrap_or("")).collect();
        emit(&self.plan.search_file(&format!("cards-{number}")), &json(&cards));
        Ok(())
    }

    fn meta(&self, languages: u16) -> Meta<'_> {
        let search = &self.plan.search;
        let month = |SlotMonth { first, month }: &SlotMonth| {
            (*first, month.map_or_else(String::new, |(year, month)| format!("{year:04}-{month:02}")))
        };
        let layout = |shards| Layout { cuts: shards::cuts(shards).join(" "), other: shards.other };
        Meta {
            version: format!("{:016x}", search.version),
            count: self.plan.lists[0].entries.len(),
            slots: search.slots.len(),
            cards: CARDS,
            months: search.months.iter().map(month).collect(),
            head: layout(search.heads),
            body: search.has_bodies.then(|| layout(search.bodies)),
            endings: terms::endings(languages).join(" "),
            facets: self
                .plan
                .search_facets()
                .into_iter()
                .map(|kind| Facet {
                    id: self.plan.facet_folder(kind),
                    label: self.facet_label(kind),
                    feeds: self.plan.lists.iter().any(|list| list.kind == kind && list.has_feeds),
                })
                .collect(),
            words: self.find_words(),
        }
    }

    fn facet_label(&self, kind: ListKind) -> &str {
        match kind {
            ListKind::Board => "",
            ListKind::Facet(kind) => self.words.directory(kind),
            ListKind::Taxonomy(index) => &self.plan.settings.taxonomies[index as usize].title,
        }
    }

    /// The words that the script shows: every label that begins with `find_`, under its name behind that.
    fn find_words(&self) -> BTreeMap<&str, &str> {
        let own = self.words.text.iter().filter_map(|(key, text)| Some((key.strip_prefix("find_")?, text.as_str())));
        own.collect()
    }

    /// The day of the month of every slot, a character each; `A` where only the month is known.
    fn days(&self) -> String {
        let day = |posting: &PostingId| {
            let posted =
                self.plan.postings.get(*posting as usize).and_then(|posting| posting.facts.outline().date_posted);
            let day = posted.and_then(crate::model::DatePosted::day);
            encode::character(day.map_or(0, |day| day.day().unsigned_abs()))
        };
        self.plan.search.slots.iter().map(day).collect()
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
