//! Opens the tables by which facts are read before they are needed.

use super::facts::{company, employment, language, skills};
use super::{place, salary};
use crate::source::Span;

/// A text that asks every reader for its tables.
const TEXT: &str = "Crumb Ltd is looking for a full-time baker in Berlin, Germany. Remote work is possible. The salary is 40,000 EUR a year.";

/// Opens the largest tables with all threads; whoever reads a single posting would open them one after the other. A
/// `corkboard check` of one posting takes 22.5 ms so and 25.2 ms without (medians of 150 of each in turn, four busy cores);
/// in a build after the edit of one body of 10,000 the difference is lost in the noise.
pub fn open_tables() {
    rayon::scope(|scope| {
        scope.spawn(|_| drop(skills::from_body("Baker", TEXT, 0, 12)));
        scope.spawn(|_| drop(place::read("Berlin, Germany", Span::default())));
        scope.spawn(|_| drop((employment::from_body(TEXT, "Baker", 0), company::from_body(TEXT, 0))));
        scope.spawn(|_| drop((language::detect(TEXT, 0), salary::find(TEXT, 0, &salary::PayContext::default()))));
    });
}
