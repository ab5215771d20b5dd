//! Where a job is: places, regions, the way of working, and where applicants may live.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fact::Fact;

/// The way of working (schema.org `jobLocationType` knows only fully remote).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Remote {
    /// Fully from a place of the worker's choice.
    Remote,
    /// Partly from home.
    Hybrid,
    /// At the employer's place.
    Onsite,
}

/// An ISO 3166-1 alpha-2 code: two capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Country([u8; 2]);

impl Country {
    /// A country from two capital ASCII letters. Whether the code is assigned, `parse` has checked by its table.
    pub fn from_code(code: &str) -> Option<Country> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Country([*a, *b])),
            _ => None,
        }
    }

    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

/// A region above countries, by its short common name: `EMEA`, `LATAM`, `Europe` … Never a country.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region(pub String);

/// A city, subdivision or country. At least one part is present; each part carries its own origin:
/// in `Berlin` the city is stated and the country derived.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// City, short forms opened (`NYC` is `New York`).
    pub city: Option<Fact<String>>,
    /// State, province, nation: in full (`FL` is `Florida`).
    pub subdivision: Option<Fact<String>>,
    /// Country.
    pub country: Option<Fact<Country>>,
}

/// Everything a posting says of where the work is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The author's words, as shown.
    pub text: Option<String>,
    /// The way of working; absent when not said.
    pub remote: Option<Fact<Remote>>,
    /// True when stated that no limit of place exists at all.
    pub anywhere: bool,
    /// The places named, in the author's order, each once.
    pub places: Vec<Place>,
    /// Regions above countries.
    pub regions: Vec<Fact<Region>>,
    /// Countries where applicants must live, when a field says so itself (`applicant_locations`).
    pub applicant_countries: Vec<Fact<Country>>,
}

impl Location {
    /// Countries of the places, in order, each once.
    pub fn countries(&self) -> Vec<Country> {
        let mut countries = Vec::new();
        for place in &self.places {
            if let Some(country) = &place.country
                && !countries.contains(&country.value)
            {
                countries.push(country.value);
            }
        }
        countries
    }

    /// True when the work is fully remote.
    pub fn is_remote(&self) -> bool {
        self.remote.as_ref().is_some_and(|remote| remote.value == Remote::Remote)
    }
}
