//! Which postings are open on a day, and in which order all are shown.

use std::cmp::{Ordering, Reverse};

use jiff::Span;
use jiff::civil::Date;

use super::Outline;
use crate::model::{DatePosted, Featured, Settings, Status};

/// True when one can apply on `now`: not closed by its author, its deadline not passed, not beyond the board's age.
pub fn is_open(posting: &Outline, settings: &Settings, now: Date) -> bool {
    if posting.status == Status::Closed || posting.valid_through.is_some_and(|last| last < now) {
        return false;
    }
    match last_day_by_age(posting, settings) {
        Some(last) => now <= last,
        None => true,
    }
}

/// The last day on which the board's age limit lets a posting be open.
/// A month counts from its last day: the posting may be as young as that.
pub(super) fn last_day_by_age(posting: &Outline, settings: &Settings) -> Option<Date> {
    let days = settings.max_age_days?;
    let posted = match posting.date_posted? {
        DatePosted::Day(day) => day,
        DatePosted::Month(year, month) => Date::new(year, month, 1).ok()?.last_of_month(),
    };
    let posted = posting.date_updated.map_or(posted, |updated| updated.max(posted));
    posted.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// True when the posting is shown ahead on `now`.
pub fn is_featured(posting: &Outline, now: Date) -> bool {
    matches!(posting.featured, Some(Featured::Until(until)) if until.is_none_or(|last| now <= last))
}

/// Newest first. A posting of which only the month is known follows the dated ones of that month; one without
/// any date comes last. Equal days are ordered by the source's own rank, then by path.
pub fn newest_first(left: &Outline, right: &Outline) -> Ordering {
    order_key(left)
        .cmp(&order_key(right))
        .then_with(|| left.path.cmp(&right.path))
        .then_with(|| left.part.cmp(&right.part))
}

/// Day and rank of a posting, newest and highest first.
pub type OrderKey = (Reverse<(i16, i8, i8)>, Reverse<i64>);

/// A key that orders postings newest first when those of one key keep the order of their paths.
pub fn order_key(posting: &Outline) -> OrderKey {
    let day = match posting.date_posted {
        Some(DatePosted::Day(day)) => (day.year(), day.month(), day.day()),
        Some(DatePosted::Month(year, month)) => (year, month, 0),
        None => (i16::MIN, 0, 0),
    };
    let rank = match posting.featured {
        Some(Featured::Rank(rank)) => rank,
        _ => 0,
    };
    (Reverse(day), Reverse(rank))
}
