//! The day on which the board is looked at.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The given day, else `SOURCE_DATE_EPOCH`, else today; the latter two in the board's time zone.
pub(super) fn now(given: Option<Date>, time_zone: &str) -> Result<Date, String> {
    if let Some(date) = given {
        return Ok(date);
    }
    // The system's zones are files in many folders, which are listed for the first one that is asked for.
    let named = (time_zone != "UTC").then(|| TimeZone::get(time_zone).ok()).flatten();
    let zone = named.unwrap_or(TimeZone::UTC);
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty());
    let moment = match epoch {
        Some(text) => epoch_moment(&text)?,
        None => this_moment(),
    };
    Ok(moment.to_zoned(zone).date())
}

fn epoch_moment(text: &str) -> Result<Timestamp, String> {
    let seconds: Option<i64> = text.trim().parse().ok();
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{text}`, which is not a number of seconds since 1970"))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn this_moment() -> Timestamp {
    Timestamp::now()
}

/// Nanoseconds since 1970.
pub(super) fn nanoseconds() -> i64 {
    i64::try_from(this_moment().as_nanosecond()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{epoch_moment, now};

    #[test]
    fn a_given_day_wins() {
        let day = jiff::civil::date(2026, 5, 1);
        assert_eq!(now(Some(day), "Europe/Berlin"), Ok(day));
    }

    #[test]
    fn an_epoch_is_a_number_of_seconds() {
        assert_eq!(epoch_moment("0").map(|moment| moment.to_string()), Ok("1970-01-01T00:00:00Z".to_owned()));
        assert!(epoch_moment("today").is_err());
    }
}
