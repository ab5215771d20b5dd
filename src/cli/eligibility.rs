//! Why search engines do not get postings as jobs.

use crate::plan::Missing;

/// What is missing, in words.
pub(super) fn words(missing: Missing) -> &'static str {
    match missing {
        Missing::Open => "it is closed",
        Missing::Company => "no company is stated",
        Missing::DatePosted => "no day of posting is stated",
        Missing::Description => "it has no description",
        Missing::Country => "neither a country nor countries of applicants are known",
    }
}
