//! Whether search engines may be told of a posting as a job, and what is missing when not
//! (Google Search Central, "Job posting structured data", required properties).

use jiff::civil::Date;

use super::Missing;
use crate::model::{DatePosted, Fact, JobPosting, Remote};

/// What structured data demands and the posting lacks for certain. Empty = eligible.
pub fn missing(posting: &JobPosting, is_open: bool, now: Date) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut require = |present: bool, what: Missing| {
        if !present {
            missing.push(what);
        }
    };
    require(is_open, Missing::Open);
    require(posting.company.as_ref().is_some_and(Fact::is_certain), Missing::Company);
    require(has_day(posting, now), Missing::DatePosted);
    require(posting.body_hash != 0, Missing::Description);
    require(has_country(posting), Missing::Country);
    missing
}

/// A certain day of posting that is not in the future.
fn has_day(posting: &JobPosting, now: Date) -> bool {
    let posted = posting.date_posted.as_ref().and_then(Fact::certain).copied();
    posted.and_then(DatePosted::day).is_some_and(|day| day <= now)
}

/// A place with a certain country, or for fully remote work a certain country of applicants.
fn has_country(posting: &JobPosting) -> bool {
    let location = &posting.location;
    let placed = location.places.iter().any(|place| place.country.as_ref().is_some_and(Fact::is_certain));
    let remote = location.remote.as_ref().is_some_and(|remote| remote.is_certain() && remote.value == Remote::Remote);
    placed || (remote && location.applicant_countries.iter().any(Fact::is_certain))
}
