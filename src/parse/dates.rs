//! Days as authors write them: ISO 8601, RFC 3339, time stamps, `2 Nov 2026`, `2026/11/02`.
//! A time stamp is the day in UTC. A day that could be two is a mistake, not a guess.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::DatePosted;

/// Reads a day or a month; the error says what is wrong.
pub(super) fn read(written: &str) -> Result<DatePosted, String> {
    let text = written.trim();
    let found = match text.as_bytes() {
        [b'0'..=b'9', ..] if text.bytes().all(|byte| byte.is_ascii_digit()) => digits(text),
        _ if text.is_ascii() && text.len() <= 64 => numeric(text).or_else(|| named(text)),
        _ => None,
    };
    let date = found.unwrap_or_else(|| Err(format!("`{}` is not a date", shortened(text))))?;
    let (year, _) = date.month();
    if (1990..=2100).contains(&year) { Ok(date) } else { Err(format!("`{}` is in the year {year}", shortened(text))) }
}

/// The start of a text that is too long to be shown.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(60).chain(['…']).collect() }
}

type Found = Option<Result<DatePosted, String>>;

/// Seconds or milliseconds since 1970, or `20261102`.
fn digits(text: &str) -> Found {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        8 => day(number / 10_000, number / 100 % 100, number % 100, text),
        9 | 10 => Timestamp::from_second(number).ok().map(utc_day),
        12 | 13 => Timestamp::from_millisecond(number).ok().map(utc_day),
        _ => None,
    }
}

fn utc_day(time: Timestamp) -> Result<DatePosted, String> {
    Ok(DatePosted::Day(time.to_zoned(TimeZone::UTC).date()))
}

/// Forms that begin with figures: year first, or day and month before the year.
fn numeric(text: &str) -> Found {
    let (date, rest) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let joiner = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(joiner, '-' | '/' | '.') {
        return None;
    }
    let parts: Vec<i64> = date.split(joiner).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let first_len = date.find(joiner)?;
    match (&parts[..], first_len) {
        (&[year, month], 4) if rest.is_empty() => month_only(year, month, text),
        (&[year, month, of_month], 4) if rest.is_empty() => day(year, month, of_month, text),
        (&[year, month, of_month], 4) => with_time(text, rest, || day(year, month, of_month, text)),
        (&[of_month, month, year], 1 | 2) if joiner == '.' && rest.is_empty() => day(year, month, of_month, text),
        (&[a, b, year], 1 | 2) if rest.is_empty() && year > 999 => day_or_month_first(a, b, year, text),
        _ => None,
    }
}

/// A day with a time: with an offset it is the day in UTC, without one the day that is written.
fn with_time(text: &str, rest: &str, plain: impl Fn() -> Found) -> Found {
    let time = rest.trim_start_matches(['T', 't', ' ']);
    let has_offset = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
    if !has_offset {
        let is_clock =
            time.len() >= 4 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
        return if is_clock { plain() } else { None };
    }
    let compact = text.replacen(' ', "T", 1).replace(' ', "");
    let format = "%Y-%m-%dT%H:%M:%S%.f%z";
    compact
        .parse::<Timestamp>()
        .or_else(|_| Timestamp::strptime(format, &compact))
        .or_else(|_| Timestamp::strptime("%Y-%m-%dT%H:%M%z", &compact))
        .ok()
        .map(utc_day)
}

fn day_or_month_first(a: i64, b: i64, year: i64, text: &str) -> Found {
    match (a > 12, b > 12) {
        (true, _) => day(year, b, a, text),
        (false, true) => day(year, a, b, text),
        (false, false) if a == b => day(year, a, b, text),
        (false, false) => {
            let (one, other) = (format!("{year}-{b:02}-{a:02}"), format!("{year}-{a:02}-{b:02}"));
            Some(Err(format!("`{text}` could be {one} or {other}")))
        }
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `2 Nov 2026`, `November 2nd, 2026`, `Mon, 02 Nov 2026 10:00:00 +0000`.
fn named(text: &str) -> Found {
    if let Ok(time) = jiff::fmt::rfc2822::parse(text) {
        return Some(utc_day(time.timestamp()));
    }
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).collect();
    let mut month = None;
    let mut numbers = Vec::new();
    for word in &words {
        let short = word.get(..3).unwrap_or_default();
        let figures = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        if let Ok(number) = figures.parse::<i64>() {
            numbers.push(number);
        } else if let Some(at) = MONTHS.iter().position(|name| *name == short)
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            month = Some(at as i64 + 1);
        } else {
            return None;
        }
    }
    match (month?, &numbers[..]) {
        (month, [of_month, year]) if *year > 999 && *of_month <= 31 => day(*year, month, *of_month, text),
        (month, [year, of_month]) if *year > 999 => day(*year, month, *of_month, text),
        (month, [year]) if *year > 999 => month_only(*year, month, text),
        _ => None,
    }
}

fn day(year: i64, month: i64, of_month: i64, text: &str) -> Found {
    let made = (|| Date::new(year.try_into().ok()?, month.try_into().ok()?, of_month.try_into().ok()?).ok())();
    Some(made.map(DatePosted::Day).ok_or_else(|| format!("`{}` is not a day of the calendar", shortened(text))))
}

fn month_only(year: i64, month: i64, text: &str) -> Found {
    let made = if (1..=12).contains(&month) { i16::try_from(year).ok() } else { None };
    let found = made.map(|year| DatePosted::Month(year, month as i8));
    Some(found.ok_or_else(|| format!("`{}` is not a month of the calendar", shortened(text))))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn day(text: &str) -> String {
        match read(text) {
            Ok(date) => date.day().map_or_else(|| format!("{:?}", date.month()), |day| day.to_string()),
            Err(message) => message,
        }
    }

    #[test]
    fn the_usual_forms_are_one_day() {
        for text in [
            "2026-11-02",
            "2026/11/02",
            "2026.11.02",
            "20261102",
            "2 Nov 2026",
            "November 2nd, 2026",
            "02.11.2026",
            "2026-11-02T23:59:59Z",
            "2026-11-03T01:00:00+02:00",
            "2026-11-02 10:00:00 +0100",
            "2026-11-02 09:30",
            "2026-11-02T08:15:30.123",
            "1793577600",
            "1793577600000",
            "Mon, 02 Nov 2026 10:00:00 +0000",
            "2-Nov-2026",
        ] {
            assert_eq!(day(text), "2026-11-02", "{text}");
        }
    }

    #[test]
    fn a_month_stays_a_month() {
        assert_eq!(day("2026-11"), "(2026, 11)");
        assert_eq!(day("Nov 2026"), "(2026, 11)");
    }

    #[test]
    fn what_could_be_two_days_or_none_is_a_mistake() {
        assert_eq!(day("03/04/2026"), "`03/04/2026` could be 2026-04-03 or 2026-03-04");
        assert_eq!(day("25/12/2026"), "2026-12-25");
        assert_eq!(day("2026-02-30"), "`2026-02-30` is not a day of the calendar");
        assert_eq!(day("soon"), "`soon` is not a date");
        assert_eq!(day("2026-13"), "`2026-13` is not a month of the calendar");
        assert_eq!(day("0012-01-01"), "`0012-01-01` is in the year 12");
    }
}
