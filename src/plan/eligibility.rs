//! Whether search engines may be told of a posting as a job, and what is missing when not
//! (Google Search Central, "Job posting structured data", required properties).

use jiff::civil::Date;

use super::{Missing, Outline};
use crate::model::{Country, Fact, JobPosting, Location, Place, Remote, Settings};
use crate::parse::tables;

/// Where applicants for fully remote work must live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area<'a> {
    /// A country.
    Country(Country),
    /// A state or province of a country, by its name.
    State(&'a str, Country),
}

/// What structured data demands and the posting lacks for certain. Empty = eligible. A day in the future is none.
pub fn missing(posting: &Outline, is_open: bool, now: Date) -> Vec<Missing> {
    let has_day = posting.certain.posted.is_some_and(|day| day <= now);
    let today = [(is_open, Missing::Open), (has_day, Missing::DatePosted)];
    let mut missing: Vec<Missing> = today.into_iter().filter(|(present, _)| !present).map(|(_, what)| what).collect();
    missing.extend(&posting.lacks);
    missing.sort_unstable();
    missing
}

/// What of that it lacks on every day.
pub fn lacks(posting: &JobPosting, settings: &Settings) -> Vec<Missing> {
    let required = [
        (posting.company.as_ref().is_some_and(Fact::is_certain), Missing::Company),
        (posting.body_hash != 0, Missing::Description),
        (has_country(&posting.location, settings), Missing::Country),
    ];
    required.into_iter().filter(|(present, _)| !present).map(|(_, what)| what).collect()
}

/// A place with a certain country, or for fully remote work an area of applicants.
fn has_country(location: &Location, settings: &Settings) -> bool {
    location.places.iter().any(|place| place.country.as_ref().is_some_and(Fact::is_certain))
        || !applicant_areas(location, settings).is_empty()
}

/// The areas from which fully remote work may be done: those that a field names for applicants, else those of the
/// places, and of regions where the settings say so. Each once; none when the work is not certainly remote, or may be
/// done from anywhere, so that a seat is no limit.
pub fn applicant_areas<'a>(location: &'a Location, settings: &Settings) -> Vec<Area<'a>> {
    let mut areas: Vec<Area> = Vec::new();
    if location.remote.as_ref().and_then(Fact::certain) != Some(&Remote::Remote) {
        return areas;
    }
    let mut add = |area: Area<'a>| {
        if !areas.contains(&area) {
            areas.push(area);
        }
    };
    location.applicant_countries.iter().filter_map(Fact::certain).for_each(|country| add(Area::Country(*country)));
    if !location.anywhere && !location.applicant_countries.iter().any(Fact::is_certain) {
        location.places.iter().filter_map(area).for_each(&mut add);
        if settings.expand_regions {
            let members = location.regions.iter().filter_map(Fact::certain).filter_map(tables::region_members);
            members.flatten().for_each(|country| add(Area::Country(*country)));
        }
    }
    areas
}

/// A state when the place is one, else its country. The state of a named city is not a limit that anybody has stated.
fn area(place: &Place) -> Option<Area<'_>> {
    let country = *place.country.as_ref().and_then(Fact::certain)?;
    let state = place.subdivision.as_ref().and_then(Fact::certain).filter(|_| place.city.is_none());
    Some(state.map_or(Area::Country(country), |state| Area::State(state, country)))
}
