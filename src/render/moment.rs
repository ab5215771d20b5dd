//! The board's days as moments: when they begin and end in the board's time zone, in the ways that formats write them.
//! The time zones come with the program, so that no machine's own tables change a byte.

use jiff::Zoned;
use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::model::Settings;

/// Writes days as moments of one time zone.
#[derive(Debug)]
pub struct Moments {
    zone: TimeZone,
}

impl Moments {
    /// Moments in the board's time zone. `parse` has checked its name.
    pub fn of(settings: &Settings) -> Moments {
        let zone = match settings.time_zone.as_str() {
            "UTC" => TimeZone::UTC,
            name => TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC),
        };
        Moments { zone }
    }

    /// The first moment of a day as RFC 3339: `2026-11-03T00:00:00+01:00`.
    pub fn start(&self, day: Date) -> String {
        self.at(day, Time::midnight())
            .map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
            .unwrap_or_default()
    }

    /// The last second of a day as RFC 3339.
    pub fn end(&self, day: Date) -> String {
        let last = Time::constant(23, 59, 59, 0);
        self.at(day, last).map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default()
    }

    /// The first moment of a day as RFC 822 with a year of four digits: `Tue, 03 Nov 2026 00:00:00 +0100`.
    pub fn start_rfc822(&self, day: Date) -> String {
        self.at(day, Time::midnight())
            .map(|moment| moment.strftime("%a, %d %b %Y %H:%M:%S %z").to_string())
            .unwrap_or_default()
    }

    /// Fails only for days at the ends of time, which are no dates of postings.
    fn at(&self, day: Date, time: Time) -> Option<Zoned> {
        day.to_datetime(time).to_zoned(self.zone.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;
    use crate::model::Settings;
    use jiff::civil::date;

    #[test]
    fn a_day_begins_and_ends_in_the_boards_time_zone() {
        let moments = |zone: &str| Moments::of(&Settings { time_zone: zone.to_owned(), ..Settings::default() });
        let day = date(2026, 7, 3);
        assert_eq!(moments("UTC").start(day), "2026-07-03T00:00:00+00:00");
        assert_eq!(moments("Europe/Berlin").end(day), "2026-07-03T23:59:59+02:00");
        assert_eq!(moments("America/St_Johns").start_rfc822(day), "Fri, 03 Jul 2026 00:00:00 -0230");
    }
}
