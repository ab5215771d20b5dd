//! Skills that a text names, found by a table of names and aliases (`data/skills.txt`). Ordinary words count only in
//! the company that makes them a skill: a list of skills, "experience in", "developer", the right case.

mod company;
mod table;
mod tokens;

use company::Hit;
use table::{TABLE, Table};
use tokens::tokens;

use crate::model::{Fact, Origin, Slug, Tag};
use crate::source::Span;

/// The skills that title and body name, at most `limit`, in the order in which they are named. When there are more,
/// those of the title and those that are named often stay. `base` is where the body begins.
pub fn from_body(title: &str, body: &str, base: usize, limit: usize) -> Vec<Fact<Tag>> {
    let table = &*TABLE;
    let mut notes = Notes { places: vec![0; table.skills.len()], found: Vec::new() };
    for (text, is_title) in [(title, true), (body, false)] {
        for hit in hits(table, text, is_title) {
            notes.add(table, &hit, is_title);
        }
    }
    let found = notes.found;
    let mut kept: Vec<usize> = (0..found.len()).collect();
    if kept.len() > limit {
        kept.sort_by_key(|&at| std::cmp::Reverse(found[at].rank(table.skills[found[at].skill].weight)));
        kept.truncate(limit);
        kept.sort_unstable();
    }
    kept.into_iter().map(|at| found[at].fact(&table.skills[found[at].skill].tag, base)).collect()
}

/// The tag of a field, by its usual name when the table knows it (`#golang` is Go), else as it is written.
pub fn canonical(name: &str) -> Option<Tag> {
    known(name).or_else(|| {
        let name = name.trim().trim_start_matches('#').trim();
        Some(Tag { name: name.to_owned(), slug: Slug::of(name)? })
    })
}

/// The tag of a name that the table knows.
pub fn known(name: &str) -> Option<Tag> {
    let name = name.trim().trim_start_matches('#');
    let skill = TABLE.named(name)?;
    Some(TABLE.skills[skill].tag.clone())
}

/// What is known of a skill while a text is read.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    skill: usize,
    count: u32,
    is_in_title: bool,
    start: u32,
    end: u32,
}

impl Found {
    fn rank(self, weight: u32) -> u32 {
        weight * self.count.min(4) + if self.is_in_title { 100 } else { 0 }
    }

    fn fact(self, tag: &Tag, base: usize) -> Fact<Tag> {
        let span = Span::new(base + self.start as usize, base + self.end as usize);
        Fact { value: tag.clone(), origin: Origin::Derived, span }
    }
}

/// What was found, in the order in which it is named.
struct Notes {
    /// For each skill of the table its place in `found`, counted from one; 0 while it was not named.
    places: Vec<u16>,
    found: Vec<Found>,
}

impl Notes {
    fn add(&mut self, table: &Table, hit: &Hit, is_title: bool) {
        let named = std::iter::once(hit.skill).chain(table.skills[hit.skill].implies.iter().copied());
        for (index, skill) in named.enumerate() {
            if self.places[skill] == 0 {
                self.found.push(Found { skill, ..Found::default() });
                self.places[skill] = u16::try_from(self.found.len()).unwrap_or(u16::MAX);
            }
            let entry = &mut self.found[usize::from(self.places[skill]) - 1];
            if entry.end == 0 && !is_title {
                (entry.start, entry.end) = (hit.start, hit.end);
            }
            entry.count += 1;
            entry.is_in_title |= is_title && index == 0;
        }
    }
}

/// The aliases in a text that count as skills.
fn hits(table: &Table, text: &str, is_title: bool) -> Vec<Hit> {
    let tokens = tokens(text);
    let mut hits = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at += match table.may_begin(tokens[at].hash) {
            true => table.longest(text, &tokens[at..], &mut hits).max(1),
            false => 1,
        };
    }
    company::settle(text, is_title, hits)
}

#[cfg(test)]
mod tests;
