//! What a path says: the month or day in a folder or file name, the skill in a folder name.

use jiff::civil::Date;

use super::skills;
use crate::model::{DatePosted, Fact, Tag};
use crate::source::{Part, Span};

/// The date in a path: a folder `2025-02` is a month, a name that begins with `2025-02-14` is a day.
pub fn date_posted(path: &str) -> Option<Fact<DatePosted>> {
    components(path).rev().find_map(|(name, start)| {
        let (date, length) = read_date(name)?;
        Some(Fact::stated(date, Span::within(Part::Path, start, start + length)))
    })
}

/// The skill of a path such as `jobs/Python/2025-02/…`: the folder that holds a month, when its name is a skill.
pub fn skill_tag(path: &str) -> Option<Fact<Tag>> {
    let folders: Vec<(&str, usize)> = components(path).collect();
    let (name, start) = folders.windows(2).rev().find(|pair| is_month(pair[1].0)).map(|pair| pair[0])?;
    let tag = skills::known(name)?;
    Some(Fact::stated(tag, Span::within(Part::Path, start, start + name.len())))
}

fn components(path: &str) -> impl DoubleEndedIterator<Item = (&str, usize)> {
    path.split('/').map(move |name| (name, name.as_ptr() as usize - path.as_ptr() as usize))
}

fn read_date(name: &str) -> Option<(DatePosted, usize)> {
    let mut numbers = name.splitn(3, '-');
    let year = digits::<i16>(numbers.next()?, 4).filter(|year| (1990..2100).contains(year))?;
    let month = digits::<i8>(numbers.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let Some(rest) = numbers.next() else {
        return Some((DatePosted::Month(year, month), 7));
    };
    let day = digits::<i8>(rest.get(..2)?, 2)?;
    let is_whole = !rest[2..].starts_with(|c: char| c.is_ascii_digit());
    let date = Date::new(year, month, day).ok().filter(|_| is_whole)?;
    Some((DatePosted::Day(date), 10))
}

fn is_month(name: &str) -> bool {
    matches!(read_date(name), Some((DatePosted::Month(..), _)))
}

fn digits<N: std::str::FromStr>(text: &str, width: usize) -> Option<N> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{date_posted, skill_tag};
    use crate::model::DatePosted;

    #[test]
    fn a_month_is_not_a_day() {
        let read = |path| date_posted(path).map(|fact| (fact.value, fact.span.start, fact.span.end));
        assert_eq!(read("jobs/PHP/2025-01/dev-137547/README.md"), Some((DatePosted::Month(2025, 1), 9, 16)));
        assert_eq!(read("_posts/2021-03-18-dev.md"), Some((DatePosted::Day(date(2021, 3, 18)), 7, 17)));
        assert_eq!(read("jobs/2025-13/dev.md"), None);
        assert_eq!(read("jobs/2025-02-30-dev.md"), None);
        assert_eq!(read("jobs/dev-137547.md"), None);
    }

    #[test]
    fn a_skill_folder_is_a_tag_and_a_leftover_folder_is_none() {
        let read = |path| skill_tag(path).map(|fact| fact.value.name);
        assert_eq!(read("jobs/Nodejs/2025-01/dev/README.md").as_deref(), Some("Node.js"));
        assert_eq!(read("jobs/Others/2025-01/dev/README.md"), None);
        assert_eq!(read("jobs/Nontech/2025-01/dev/README.md"), None);
        assert_eq!(read("content/jobs/dev.md"), None);
    }

    proptest! {
        #[test]
        fn any_path_is_read(path in "\\PC{0,60}") {
            let _ = (date_posted(&path), skill_tag(&path));
        }
    }
}
