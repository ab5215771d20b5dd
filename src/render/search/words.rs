//! The words of the index, turned round: for each word the slots of the postings that have it.
//!
//! The words of every posting are remembered between builds, so that a posting is opened only when it is new. Those of
//! titles bear a `=`, those of names (employer, tags, places …) a `+`, those of bodies nothing, and what is no word but
//! a mark of the posting (its language, its way of working) a `:`.

use rayon::prelude::*;
use serde::Serialize;

use super::Renderer;
use super::encode::Slots;
use super::facets;
use super::shards::{cuts, shard};
use super::stale::Bodies;
use crate::model::Language;
use crate::parse::tables;
use crate::parse::terms::{self, TermLists};
use crate::plan::{Opened, Posting, PostingId, Shards};
use crate::render::Texts;

/// Marks that tell the language of a posting, by its bit.
pub(super) const LANGUAGE: &str = ":language ";

/// A file of words: texts parted by blanks, word by word.
#[derive(Serialize)]
struct File {
    words: String,
    /// Lengths of the roots of each word, as characters.
    roots: String,
    /// Slots with the word in the title, or of bodies in the body.
    lists: String,
    /// Slots with the word in another fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<String>,
}

/// Words that help with mistakes in typing.
#[derive(Serialize)]
pub(super) struct Spelling {
    words: String,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Name,
    Body,
    Mark,
}

/// A word of a file: where its slots are, as numbers of the dictionary.
struct Entry<'w> {
    word: &'w str,
    first: Option<u32>,
    second: Option<u32>,
}

/// All words of a board.
pub(super) struct WordIndex {
    lists: TermLists,
    /// Where the slots of each word begin.
    starts: Vec<usize>,
    slots: Vec<u32>,
    /// Set of languages of every slot.
    languages: Vec<u16>,
    /// Numbers of the files of bodies' words that may differ from those of the site; none = all. The slots of words
    /// of other files are not gathered.
    stale: Option<Vec<u32>>,
}

impl Renderer<'_> {
    /// Gathers the words of all postings for the index of the search, with all threads. Whoever draws the index goes on
    /// from there, or gathers them then.
    pub fn gather_words(&self, texts: &dyn Texts) {
        let lists = self.term_lists(&Slots::new(&self.plan.search.slots), texts);
        if let Ok(mut gathered) = self.gathered.lock() {
            *gathered = Some(lists);
        }
    }

    /// The words of the postings in all slots.
    pub(super) fn words(&self, slots: &Slots, texts: &dyn Texts) -> WordIndex {
        let gathered = self.gathered.lock().ok().and_then(|mut gathered| gathered.take());
        let lists = gathered.unwrap_or_else(|| self.term_lists(slots, texts));
        let bodies = Bodies::new(self.plan.search.bodies);
        let stale = texts.stale_files(bodies.stale(&lists).as_deref());
        WordIndex::new(lists, slots, &bodies, stale)
    }

    fn term_lists(&self, slots: &Slots, texts: &dyn Texts) -> TermLists {
        let has_bodies = self.plan.search.has_bodies;
        let language = self.plan.settings.language;
        let named_in = xxhash_rust::xxh3::xxh3_128(language.tag().as_bytes()) ^ self.plan.board.theme.words;
        let head = |posting: &Posting| posting.card_key.rotate_left(1) ^ named_in;
        let body = |posting: &Posting| {
            let outline = posting.facts.outline();
            outline.content_hash.wrapping_add(u128::from(outline.part) << 64 | 1)
        };
        // Head and body of a posting side by side, so that it is opened once for both.
        let per_posting = if has_bodies { 2 } else { 1 };
        let keys = |id: &PostingId| {
            let posting = &self.plan.postings[*id as usize];
            [head(posting), body(posting)].into_iter().take(per_posting)
        };
        let keys: Vec<u128> = slots.postings.par_iter().with_min_len(512).flat_map_iter(keys).collect();
        let bodies = self.plan.search.bodies;
        let frame = (&slots.filled, (bodies.latin, bodies.other), per_posting, language.tag());
        let frame = xxhash_rust::xxh3::xxh3_128(&postcard::to_stdvec(&frame).unwrap_or_default());
        texts.remembered_words(&keys, frame, &|number, found| {
            let id = slots.postings[number / per_posting];
            if number % per_posting == 0 {
                self.head_words(&self.plan.open(id), found);
            } else {
                texts.body_words(id, found);
            }
        })
    }

    /// The words of a posting's title and names, and its marks.
    fn head_words(&self, posting: &Opened, found: &mut dyn FnMut(&str)) {
        let facts = &posting.facts;
        let mut marked = String::new();
        let mut add = |sign: char, text: &str| {
            terms::of_text(text, &mut |word| {
                marked.clear();
                marked.push(sign);
                marked.push_str(word);
                found(&marked);
            });
        };
        add('=', &facts.title.value);
        if let Some(text) = &facts.title_text {
            add('=', text);
        }
        for name in self.names(posting) {
            add('+', &name);
        }
        let language = facts.language.as_ref().map_or(self.plan.settings.language, |language| language.value);
        found(&format!("{LANGUAGE}{}", terms::language_bit(&language)));
        facets::marks(&facts.location, found);
    }

    /// The names among a posting's facts by which people look for it.
    fn names(&self, posting: &Opened) -> Vec<String> {
        let facts = &posting.facts;
        let mut names: Vec<String> = facts.tags.iter().map(|tag| tag.value.name.clone()).collect();
        names.extend(posting.company.map(|id| self.plan.companies[id as usize].name.clone()));
        names.extend(facts.category.as_ref().map(|category| category.value.clone()));
        let location = &facts.location;
        names.extend(location.text.clone());
        for place in &location.places {
            names.extend([&place.city, &place.subdivision].into_iter().flatten().map(|fact| fact.value.clone()));
        }
        for country in
            location.countries().into_iter().chain(location.applicant_countries.iter().map(|fact| fact.value))
        {
            names.push(self.words.country(country).to_owned());
            names.push(tables::country_name(country, &Language::ENGLISH).to_owned());
        }
        names.extend(location.regions.iter().map(|region| region.value.0.clone()));
        names.extend(location.remote.as_ref().map(|remote| self.words.remote(remote.value).to_owned()));
        names.extend(location.anywhere.then(|| self.words.anywhere().to_owned()));
        for kind in &facts.employment_type {
            names.extend([self.words.employment_type(kind.value), kind.value.name()].map(str::to_owned));
        }
        if let Some(level) = &facts.seniority {
            names.extend([self.words.level(level.value), level.value.name()].map(str::to_owned));
        }
        names
    }
}

/// Where a word stands, and the word without its mark.
pub(super) fn kind(word: &str) -> (Kind, &str) {
    match word.as_bytes().first() {
        Some(b'=') => (Kind::Title, &word[1..]),
        Some(b'+') => (Kind::Name, &word[1..]),
        Some(b':') => (Kind::Mark, &word[1..]),
        _ => (Kind::Body, word),
    }
}

/// Texts that one thread turns round at once.
const TURNED_TOGETHER: usize = 1024;

/// Where the slots of each word begin, and the slots: of each word those of its texts, rising.
fn turned(lists: &TermLists, wanted: Option<&[bool]>, slot: impl Fn(usize) -> u32 + Sync) -> (Vec<usize>, Vec<u32>) {
    let words = lists.dictionary.len();
    let texts: Vec<usize> = (0..lists.len()).collect();
    let Some(wanted) = wanted else { return all_turned(lists, slot) };
    let pairs = |texts: &[usize]| {
        let mut pairs = Vec::new();
        for text in texts {
            let slot = slot(*text);
            lists.each(*text, |id| {
                if wanted[id as usize] {
                    pairs.push((id, slot));
                }
            });
        }
        pairs
    };
    let pairs: Vec<Vec<(u32, u32)>> = texts.par_chunks(TURNED_TOGETHER).map(pairs).collect();
    let mut starts = vec![0_usize; words + 1];
    pairs.iter().flatten().for_each(|(id, _)| starts[*id as usize + 1] += 1);
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut turned = vec![0; starts[words]];
    for (id, slot) in pairs.into_iter().flatten() {
        let place = &mut next[id as usize];
        turned[*place] = slot;
        *place += 1;
    }
    (starts, turned)
}

/// The same of all words: what was found is too much to keep it before it is put in place.
fn all_turned(lists: &TermLists, slot: impl Fn(usize) -> u32) -> (Vec<usize>, Vec<u32>) {
    let words = lists.dictionary.len();
    let mut starts = vec![0_usize; words + 1];
    for text in 0..lists.len() {
        lists.each(text, |id| starts[id as usize + 1] += 1);
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut turned = vec![0; starts[words]];
    for text in 0..lists.len() {
        lists.each(text, |id| {
            let place = &mut next[id as usize];
            turned[*place] = slot(text);
            *place += 1;
        });
    }
    (starts, turned)
}

impl WordIndex {
    /// Turns the lists round: of each posting that of title and names, then, where there is one, that of the body.
    fn new(lists: TermLists, slots: &Slots, bodies: &Bodies, stale: Option<Vec<u32>>) -> WordIndex {
        let per_posting = (lists.len() / slots.filled.len().max(1)).max(1);
        let wanted = bodies.wanted(&lists, stale.as_deref());
        let (starts, turned) = turned(&lists, wanted.as_deref(), |text| slots.filled[text / per_posting]);
        let mut index = WordIndex { lists, starts, slots: turned, languages: Vec::new(), stale };
        let mut languages = vec![0_u16; slots.filled.last().map_or(0, |last| *last as usize + 1)];
        for (bits, of_language) in index.marked(LANGUAGE) {
            let bits: u16 = bits.parse().unwrap_or_default();
            of_language.iter().for_each(|slot| languages[*slot as usize] |= bits);
        }
        index.languages = languages;
        index
    }

    /// The marks that begin like this, with their slots, in the order of their rest.
    pub(super) fn marked(&self, start: &str) -> Vec<(&str, &[u32])> {
        let ids =
            self.ids().filter_map(|id| Some((self.lists.dictionary.word(id).strip_prefix(start)?, self.slots(id))));
        let mut marks: Vec<(&str, &[u32])> = ids.filter(|(_, slots)| !slots.is_empty()).collect();
        marks.sort_unstable();
        marks
    }

    /// All languages that occur.
    pub(super) fn languages(&self) -> u16 {
        self.languages.iter().fold(0, |set, language| set | language)
    }

    fn ids(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.lists.dictionary.len()).unwrap_or(u32::MAX)
    }

    fn slots(&self, id: u32) -> &[u32] {
        &self.slots[self.starts[id as usize]..self.starts[id as usize + 1]]
    }

    fn kind(&self, id: u32) -> (Kind, &str) {
        kind(self.lists.dictionary.word(id))
    }

    /// The words that most postings have in titles and names, in the order of letters.
    pub(super) fn spelling(&self, most: usize) -> Spelling {
        let is_word = |word: &str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
        let mut counts: Vec<(&str, usize)> = self
            .ids()
            .map(|id| (self.kind(id), self.slots(id).len()))
            // Words that no text has any more are still in what is remembered.
            .filter(|((kind, word), count)| matches!(kind, Kind::Title | Kind::Name) && *count > 0 && is_word(word))
            .map(|((_, word), count)| (word, count))
            .collect();
        counts.sort_unstable();
        let mut sums: Vec<(usize, &str)> = counts
            .chunk_by(|left, right| left.0 == right.0)
            .map(|same| (same.iter().map(|(_, count)| count).sum(), same[0].0))
            .collect();
        sums.sort_unstable_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
        let mut words: Vec<&str> = sums.into_iter().take(most).map(|(_, word)| word).collect();
        words.sort_unstable();
        Spelling { words: words.join(" ") }
    }

    /// The files of the words of titles and names.
    pub(super) fn heads(&self, shards: Shards, slots: &Slots) -> Vec<Vec<u8>> {
        self.files(shards, slots, |kind| matches!(kind, Kind::Title | Kind::Name))
    }

    /// Those files of the words of bodies that may differ from the site's, with their numbers.
    pub(super) fn bodies(&self, shards: Shards, slots: &Slots) -> Vec<(usize, Vec<u8>)> {
        self.files(shards, slots, |kind| kind == Kind::Body)
            .into_iter()
            .enumerate()
            .filter(|(number, _)| {
                let is_stale = |stale: &Vec<u32>| stale.iter().any(|file| *file as usize == *number);
                self.stale.as_ref().is_none_or(is_stale)
            })
            .collect()
    }

    fn files(&self, shards: Shards, slots: &Slots, is_meant: impl Fn(Kind) -> bool) -> Vec<Vec<u8>> {
        let cuts = cuts(shards);
        let mut files: Vec<Vec<(&str, Kind, u32)>> = vec![Vec::new(); shards.count() as usize];
        for id in self.ids() {
            let (kind, word) = self.kind(id);
            if is_meant(kind) && !self.slots(id).is_empty() {
                files[shard(word, &cuts, shards)].push((word, kind, id));
            }
        }
        files.into_par_iter().map(|words| self.file(words, slots)).collect()
    }

    fn file(&self, mut words: Vec<(&str, Kind, u32)>, slots: &Slots) -> Vec<u8> {
        words.sort_unstable_by(|left, right| order(left.0, right.0));
        let entries: Vec<Entry> = words.chunk_by(|left, right| left.0 == right.0).map(entry).collect();
        let column = |list: &dyn Fn(&Entry) -> Option<u32>| {
            let mut text = String::new();
            for (place, entry) in entries.iter().enumerate() {
                if place > 0 {
                    text.push(' ');
                }
                if let Some(id) = list(entry) {
                    slots.write(self.slots(id), &mut text);
                }
            }
            text
        };
        let has_names = words.iter().any(|(_, kind, _)| *kind != Kind::Body);
        let mut roots = String::new();
        for (place, entry) in entries.iter().enumerate() {
            if place > 0 {
                roots.push(' ');
            }
            let lengths = terms::roots(entry.word, self.languages_of(entry)).into_iter();
            roots.extend(lengths.map(|length| super::encode::character(length.min(63))));
        }
        let file = File {
            words: entries.iter().map(|entry| entry.word).collect::<Vec<_>>().join(" "),
            roots,
            lists: column(&|entry| entry.first),
            names: has_names.then(|| column(&|entry| entry.second)),
        };
        super::json(&file)
    }

    /// Languages in which a word is used. Names are of no language.
    fn languages_of(&self, entry: &Entry) -> u16 {
        let slots = entry.first.map(|id| self.slots(id)).unwrap_or_default();
        slots.iter().fold(0, |set, slot| set | self.languages[*slot as usize])
    }
}

fn entry<'w>(same: &[(&'w str, Kind, u32)]) -> Entry<'w> {
    let of = |name: bool| same.iter().find(|(_, kind, _)| (*kind == Kind::Name) == name).map(|(_, _, id)| *id);
    Entry { word: same[0].0, first: of(false), second: of(true) }
}

/// The order in which a browser compares texts.
fn order(left: &str, right: &str) -> std::cmp::Ordering {
    match left.is_ascii() && right.is_ascii() {
        true => left.cmp(right),
        false => left.encode_utf16().cmp(right.encode_utf16()),
    }
}
