//! Dates in words: always absolute, because a page may be read long after it was drawn.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Words, fill};
use crate::model::DatePosted;

/// Patterns and names of months.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    long: String,
    short: String,
    month: String,
    first_day: String,
    months: [String; 12],
    short_months: [String; 12],
}

/// A date for people and for `<time datetime>`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct DateText {
    /// In words.
    pub(crate) text: String,
    /// `2026-11-16` or `2026-11`.
    pub(crate) iso: String,
}

impl Words {
    /// `16 November 2026`
    pub(crate) fn long_date(&self, date: Date) -> DateText {
        DateText { text: self.day(&self.date.long, date), iso: date.to_string() }
    }

    /// `16 Nov 2026`
    pub(crate) fn short_date(&self, date: Date) -> DateText {
        DateText { text: self.day(&self.date.short, date), iso: date.to_string() }
    }

    /// A day in full, or the month when only that is known.
    pub(crate) fn long_posted(&self, posted: DatePosted) -> DateText {
        match posted {
            DatePosted::Day(date) => self.long_date(date),
            DatePosted::Month(year, month) => self.month(year, month),
        }
    }

    /// A day in short, or the month when only that is known.
    pub(crate) fn short_posted(&self, posted: DatePosted) -> DateText {
        match posted {
            DatePosted::Day(date) => self.short_date(date),
            DatePosted::Month(year, month) => self.month(year, month),
        }
    }

    /// `November 2026` of `2026-11`.
    pub(super) fn month_of_slug(&self, slug: &str) -> Option<String> {
        let (year, month) = slug.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        (1..=12).contains(&month).then(|| self.month(year, month).text)
    }

    fn month(&self, year: i16, month: i8) -> DateText {
        let gaps = [("month", self.month_name(month)), ("year", &year.to_string())];
        DateText { text: fill(&self.date.month, &gaps), iso: format!("{year:04}-{month:02}") }
    }

    fn day(&self, pattern: &str, date: Date) -> String {
        let day = if date.day() == 1 { self.date.first_day.clone() } else { date.day().to_string() };
        let short = &self.date.short_months[month_index(date.month())];
        let year = date.year().to_string();
        fill(pattern, &[("day", &day), ("month", self.month_name(date.month())), ("short", short), ("year", &year)])
    }

    fn month_name(&self, month: i8) -> &str {
        &self.date.months[month_index(month)]
    }
}

fn month_index(month: i8) -> usize {
    usize::try_from(month.clamp(1, 12) - 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Words;
    use crate::model::{DatePosted, Language};

    fn long(tag: &str, day: jiff::civil::Date) -> String {
        Words::new(Language::from_tag(tag).unwrap(), &[]).unwrap().long_date(day).text
    }

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let day = date(2026, 3, 1);
        assert_eq!(long("en", day), "1 March 2026");
        assert_eq!(long("de", day), "1. März 2026");
        assert_eq!(long("fr", day), "1er mars 2026");
        assert_eq!(long("es", day), "1 de marzo de 2026");
        assert_eq!(long("pt-BR", day), "1º de março de 2026");
        assert_eq!(long("pt-PT", day), "1 de março de 2026");
        assert_eq!(long("en-US", day), "March 1, 2026");
        assert_eq!(long("en-GB", day), "1 March 2026");
        assert_eq!(long("de-AT", date(2026, 1, 3)), "3. Jänner 2026");
        assert_eq!(long("ja", day), "1 March 2026");
    }

    #[test]
    fn a_month_stays_a_month() {
        let words = Words::new(Language::ENGLISH, &[]).unwrap();
        let shown = words.short_posted(DatePosted::Month(2024, 9));
        assert_eq!((shown.text.as_str(), shown.iso.as_str()), ("September 2024", "2024-09"));
    }
}
