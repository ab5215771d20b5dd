//! Pay: exact figures beside the author's words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fact::Fact;

/// The time that a pay figure is for (schema.org `unitText`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Unit {
    /// For an hour.
    Hour,
    /// For a day.
    Day,
    /// For a week.
    Week,
    /// For a month.
    Month,
    /// For a year.
    Year,
}

/// What a posting pays. At least one bound is present; when both are, `min <= max`.
///
/// The text is always what the author wrote; figures are in units of the currency, never converted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salary {
    /// ISO 4217 code. Bare `$` is an assumed `USD`.
    pub currency: Option<Fact<Currency>>,
    /// Lower bound, in hundredths of the currency's unit.
    pub min: Option<i64>,
    /// Upper bound, in hundredths of the currency's unit.
    pub max: Option<i64>,
    /// The time the figures are for; assumed when only the magnitude speaks for it.
    pub unit: Option<Fact<Unit>>,
    /// The author's words.
    pub text: String,
}

/// An ISO 4217 code: three capital letters.
pub type Currency = [u8; 3];

impl Salary {
    /// The currency code as text.
    pub fn currency_code(&self) -> Option<&str> {
        self.currency.as_ref().and_then(|fact| std::str::from_utf8(&fact.value).ok())
    }

    /// True when currency and unit are both stated or derived, as structured data demands.
    pub fn is_certain(&self) -> bool {
        self.currency.as_ref().is_some_and(Fact::is_certain) && self.unit.as_ref().is_some_and(Fact::is_certain)
    }
}

impl Unit {
    /// The word of schema.org's `unitText`.
    pub fn schema_org(self) -> &'static str {
        match self {
            Unit::Hour => "HOUR",
            Unit::Day => "DAY",
            Unit::Week => "WEEK",
            Unit::Month => "MONTH",
            Unit::Year => "YEAR",
        }
    }
}
