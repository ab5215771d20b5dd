//! The level of a job, from its title or a field. Words of levels lie in `data/seniority.txt`.

use std::sync::LazyLock;

use super::lists;
use super::words::{Word, words};
use crate::model::{Fact, Seniority};
use crate::parse::tables::WordMap;
use crate::source::Span;

/// A level's words and what must not stand around them.
struct Level {
    value: Seniority,
    phrase: Vec<&'static str>,
    not_before: Vec<&'static str>,
    not_after: Vec<&'static str>,
}

/// Levels in the order of the file, by their first word, with their place in it.
static LEVELS: LazyLock<WordMap<Vec<(usize, Level)>>> = LazyLock::new(|| {
    let mut levels: WordMap<Vec<(usize, Level)>> = WordMap::default();
    let lines = lists::lines(include_str!("data/seniority.txt")).filter_map(|(section, line)| level(section, line));
    for (place, level) in lines.enumerate() {
        levels.entry(level.phrase[0]).or_default().push((place, level));
    }
    levels
});

/// The level that a title states; the highest when it states several.
pub fn from_title(title: &str, base: usize) -> Option<Fact<Seniority>> {
    let words: Vec<Word> = words(title).collect();
    let mut candidates: Vec<&(usize, Level)> =
        words.iter().filter_map(|word| LEVELS.get(word.text.to_lowercase().as_str())).flatten().collect();
    candidates.sort_unstable_by_key(|(place, _)| *place);
    candidates.dedup_by_key(|(place, _)| *place);
    let mut found: Option<Fact<Seniority>> = None;
    for (_, level) in candidates {
        let Some((start, end)) = find(level, &words) else { continue };
        if found.as_ref().is_none_or(|fact| fact.value < level.value) {
            found = Some(Fact::derived(level.value, Span::new(base + start, base + end)));
        }
    }
    found
}

/// The level that a field names (`Senior`, `Mid-Senior level`, `Pleno`).
pub fn read(field: &str, span: Span) -> Option<Fact<Seniority>> {
    let level = from_title(field, 0).map(|fact| fact.value).or_else(|| {
        let only = ["executive", "associate"];
        let word = words(field).next().filter(|word| word.is_one_of(&only))?;
        Some(if word.is("executive") { Seniority::Executive } else { Seniority::Junior })
    })?;
    Some(Fact::stated(level, span))
}

/// The place of a level's words among those of a title.
fn find(level: &Level, title: &[Word]) -> Option<(usize, usize)> {
    let length = level.phrase.len();
    title.windows(length).enumerate().find_map(|(at, window)| {
        let is_phrase = window.iter().zip(&level.phrase).all(|(word, wanted)| word.is(wanted));
        let before = at.checked_sub(1).map(|index| title[index]);
        let after = title.get(at + length);
        let is_other = before.is_some_and(|word| word.is_one_of(&level.not_before))
            || after.is_some_and(|word| word.is_one_of(&level.not_after));
        (is_phrase && !is_other).then(|| (window[0].start, window[length - 1].end()))
    })
}

/// A line: `phrase`, or `phrase; not after: words; not before: words`.
fn level(section: &'static str, line: &'static str) -> Option<Level> {
    let mut parts = lists::parts(line, ';');
    let phrase = parts.next()?.split(' ').collect();
    let mut level = Level { value: named(section)?, phrase, not_before: Vec::new(), not_after: Vec::new() };
    for part in parts {
        let (side, list) = part.split_once(':')?;
        let words = lists::parts(list, ',').collect();
        match side {
            "not after" => level.not_before = words,
            _ => level.not_after = words,
        }
    }
    Some(level)
}

fn named(section: &str) -> Option<Seniority> {
    Some(match section {
        "intern" => Seniority::Intern,
        "junior" => Seniority::Junior,
        "mid" => Seniority::Mid,
        "senior" => Seniority::Senior,
        "staff" => Seniority::Staff,
        "principal" => Seniority::Principal,
        "lead" => Seniority::Lead,
        "director" => Seniority::Director,
        "head" => Seniority::Head,
        "vp" => Seniority::Vp,
        "executive" => Seniority::Executive,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{from_title, read};
    use crate::model::Seniority::{self, *};
    use crate::source::Span;

    fn level(title: &str) -> Option<Seniority> {
        from_title(title, 0).map(|fact| fact.value)
    }

    #[test]
    fn the_highest_level_of_a_title_counts() {
        assert_eq!(level("Senior Software Engineer"), Some(Senior));
        assert_eq!(level("Senior/Staff Software Engineer"), Some(Staff));
        assert_eq!(level("Sr. Director, Strategic Partner Development"), Some(Director));
        assert_eq!(level("Tech Lead Web, Back-end"), Some(Lead));
        assert_eq!(level("Développeur•euse Logiciel Sênior"), Some(Senior));
        assert_eq!(level("Mid-level Backend Engineer"), Some(Mid));
        assert_eq!(level("VP Marketing"), Some(Vp));
        assert_eq!(level("Chief Technology Officer"), Some(Executive));
    }

    #[test]
    fn words_that_only_look_like_a_level_are_none() {
        assert_eq!(level("Director of Sales, Mid Market"), Some(Director));
        assert_eq!(level("Account Executive, Mid-Market"), None);
        assert_eq!(level("Lead Generation Specialist"), None);
        assert_eq!(level("Member of Technical Staff"), None);
        assert_eq!(level("Chief of Staff"), None);
        assert_eq!(level("Engineering Manager"), None);
        assert_eq!(level("Headhunter"), None);
    }

    #[test]
    fn fields_name_levels_too() {
        let field = |text| read(text, Span::default()).map(|fact| fact.value);
        assert_eq!(field("Entry level"), Some(Junior));
        assert_eq!(field("Pleno"), Some(Mid));
        assert_eq!(field("executive"), Some(Executive));
        assert_eq!(field("3 years"), None);
    }

    proptest! {
        #[test]
        fn any_title_is_read(title in "\\PC{0,80}") {
            let fact = from_title(&title, 0);
            prop_assert!(fact.is_none_or(|fact| fact.span.end as usize <= title.len()));
        }
    }
}
