//! The facts of a posting as programs read them: in `jobs.json` and as `_job` in JSON feeds.
//! Stated values, derived ones (named in `derived`), never assumed ones. Documented in `docs/reference/jobs-json.md`.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::model::{
    Apply, Country, DatePosted, EmploymentType, Fact, Location, Origin, PayAssumption, Remote, Salary, Seniority, Unit,
    YearlyPay,
};
use crate::plan::{Opened, Page, Plan};

/// The facts of one posting, borrowed from the plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Job<'a> {
    /// The employer's or source's own number of the posting.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// The employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<Employer<'a>>,
    /// The day on which the employer posted it (`2026-11-03`), or only the month (`2026-11`).
    #[serde(skip_serializing_if = "Option::is_none")]
    date_posted: Option<Day>,
    /// The day of its last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date"))]
    date_updated: Option<Date>,
    /// The last day on which one can apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date"))]
    valid_through: Option<Date>,
    /// Where the work is done.
    #[serde(skip_serializing_if = "Where::is_empty")]
    location: Where<'a>,
    /// Kinds of employment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    employment_type: Vec<EmploymentType>,
    /// Pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    salary: Option<Pay<'a>>,
    /// The pay made comparable by the board: an approximation, not the employer's figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_yearly_pay: Option<Approximate<'a>>,
    /// The board's own category.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    /// Level.
    #[serde(skip_serializing_if = "Option::is_none")]
    seniority: Option<Seniority>,
    /// How to apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    apply: Option<Application<'a>>,
    /// From where the board has the posting.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    /// Names of the values above that nobody wrote but that follow from what was written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    derived: Vec<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Employer<'a> {
    /// Its name.
    name: &'a str,
    /// Its own web site.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// Its page on the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// Its logo on the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
struct Where<'a> {
    /// The author's words, as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// The way of working.
    #[serde(skip_serializing_if = "Option::is_none")]
    remote: Option<Remote>,
    /// True when no limit of place exists.
    #[serde(skip_serializing_if = "is_false")]
    anywhere: bool,
    /// The places named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Spot<'a>>,
    /// Regions above countries: `EMEA`, `LATAM` …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    regions: Vec<&'a str>,
    /// Countries in which applicants must live (ISO 3166-1 alpha-2).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    applicant_locations: Vec<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Spot<'a> {
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    /// State, province or the like, in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    subdivision: Option<&'a str>,
    /// Country (ISO 3166-1 alpha-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Pay<'a> {
    /// The author's words, as shown.
    text: &'a str,
    /// Currency (ISO 4217).
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    /// Lower bound, in units of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<Amount>,
    /// Upper bound, in units of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<Amount>,
    /// The time for which the figures are.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Approximate<'a> {
    /// The currency in which the board compares pay (ISO 4217); the same in all postings.
    currency: &'a str,
    /// Lower bound for a year of full time, in whole units of the currency; at least one bound is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<i64>,
    /// Upper bound for a year of full time, in whole units of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<i64>,
    /// What nobody stated: the currency of a bare `$`, the unit, full time for pay that is not for a year.
    #[serde(skip_serializing_if = "<[PayAssumption]>::is_empty")]
    #[schemars(with = "Vec<PayAssumption>")]
    assumed: &'a [PayAssumption],
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Application<'a> {
    /// A page.
    Url(&'a str),
    /// A mail address.
    Email(&'a str),
}

#[derive(Debug, Serialize, JsonSchema)]
struct Source<'a> {
    /// Site.
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    /// Address of the posting there.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A day as `2026-11-03`, a month as `2026-11`.
#[derive(Debug, JsonSchema)]
struct Day(#[schemars(with = "String")] DatePosted);

/// Hundredths of a currency's unit, written as a plain number of units.
#[derive(Clone, Copy, Debug, JsonSchema)]
pub(crate) struct Amount(#[schemars(with = "f64")] pub(crate) i64);

/// The facts of a posting.
pub(crate) fn job<'a>(plan: &'a Plan, posting: &'a Opened) -> Job<'a> {
    let facts = &posting.facts;
    let mut seen = Seen { derived: Vec::new() };
    Job {
        id: seen.text(facts.id.as_ref(), "id"),
        company: employer(plan, posting, &mut seen),
        date_posted: seen.copy(facts.date_posted.as_ref(), "date_posted").map(Day),
        date_updated: seen.copy(facts.date_updated.as_ref(), "date_updated"),
        valid_through: seen.copy(facts.valid_through.as_ref(), "valid_through"),
        location: place(&facts.location, &mut seen),
        employment_type: seen.all(&facts.employment_type, "employment_type").into_iter().copied().collect(),
        salary: match (&facts.salary, &facts.salary_text) {
            (Some(salary), _) => Some(pay(salary, &mut seen)),
            (None, Some(text)) => Some(Pay { text: &text.value, currency: None, min: None, max: None, unit: None }),
            (None, None) => None,
        },
        approximate_yearly_pay: posting.yearly_pay.as_deref().map(approximate),
        category: seen.text(facts.category.as_ref(), "category"),
        seniority: seen.copy(facts.seniority.as_ref(), "seniority"),
        apply: seen.see(facts.apply.as_ref(), "apply").map(|apply| match apply {
            Apply::Url(url) => Application::Url(url.as_str()),
            Apply::Email(address) => Application::Email(address),
        }),
        source: source(posting, &mut seen),
        derived: seen.derived,
    }
}

fn employer<'a>(plan: &'a Plan, posting: &'a Opened, seen: &mut Seen) -> Option<Employer<'a>> {
    let written = seen.text(posting.facts.company.as_ref(), "company")?;
    let url = certain_company_url(plan, posting);
    let Some(company) = posting.company.map(|company| &plan.companies[company as usize]) else {
        return Some(Employer { name: written, url, page: None, logo: None });
    };
    let site = &plan.settings.base_url;
    Some(Employer {
        name: &company.name,
        url,
        page: company.list.map(|list| site.join(&plan.address(Page::List(list, 0)).path)),
        logo: company.logo_address(site),
    })
}

/// The employer's own site when it is certain: from its profile, else from the posting.
pub(crate) fn certain_company_url<'a>(plan: &'a Plan, posting: &'a Opened) -> Option<&'a str> {
    let profile = posting.company.and_then(|company| plan.companies[company as usize].profile);
    let described = profile.and_then(|profile| plan.board.companies[profile as usize].url.as_ref());
    let certain = described.and_then(Fact::certain).or(posting.facts.company_url.as_ref().and_then(Fact::certain));
    certain.map(crate::model::WebUrl::as_str).filter(|url| url.starts_with("http"))
}

fn place<'a>(location: &'a Location, seen: &mut Seen) -> Where<'a> {
    let places = location.places.iter().map(|place| Spot {
        city: seen.text(place.city.as_ref(), "location.places.city"),
        subdivision: seen.text(place.subdivision.as_ref(), "location.places.subdivision"),
        country: seen.see(place.country.as_ref(), "location.places.country").map(Country::code),
    });
    let places = places.filter(|spot| !spot.is_empty()).collect();
    Where {
        text: location.text.as_deref(),
        remote: seen.copy(location.remote.as_ref(), "location.remote"),
        anywhere: location.anywhere,
        places,
        regions: seen.all(&location.regions, "location.regions").into_iter().map(|region| region.0.as_str()).collect(),
        applicant_locations: seen
            .all(&location.applicant_countries, "location.applicant_locations")
            .into_iter()
            .map(Country::code)
            .collect(),
    }
}

fn pay<'a>(salary: &'a Salary, seen: &mut Seen) -> Pay<'a> {
    Pay {
        text: &salary.text,
        currency: seen.see(salary.currency.as_ref(), "salary.currency").and(salary.currency_code()),
        min: salary.min.map(Amount),
        max: salary.max.map(Amount),
        unit: seen.copy(salary.unit.as_ref(), "salary.unit"),
    }
}

fn approximate(pay: &YearlyPay) -> Approximate<'_> {
    let YearlyPay { currency, min, max, assumed } = pay;
    Approximate { currency: std::str::from_utf8(currency).unwrap_or_default(), min: *min, max: *max, assumed }
}

fn source<'a>(posting: &'a Opened, seen: &mut Seen) -> Option<Source<'a>> {
    let site = seen.text(posting.facts.source_site.as_ref(), "source.site");
    let url = seen.see(posting.facts.source_url.as_ref(), "source.url").map(crate::model::WebUrl::as_str);
    (site.is_some() || url.is_some()).then_some(Source { site, url })
}

/// Passes on certain values and notes which of them are derived.
struct Seen {
    derived: Vec<&'static str>,
}

impl Seen {
    fn see<'a, T>(&mut self, fact: Option<&'a Fact<T>>, name: &'static str) -> Option<&'a T> {
        let fact = fact?;
        if fact.origin == Origin::Derived && !self.derived.contains(&name) {
            self.derived.push(name);
        }
        fact.certain()
    }

    fn text<'a>(&mut self, fact: Option<&'a Fact<String>>, name: &'static str) -> Option<&'a str> {
        self.see(fact, name).map(String::as_str)
    }

    fn copy<T: Copy>(&mut self, fact: Option<&Fact<T>>, name: &'static str) -> Option<T> {
        self.see(fact, name).copied()
    }

    fn all<'a, T>(&mut self, facts: &'a [Fact<T>], name: &'static str) -> Vec<&'a T> {
        facts.iter().filter_map(|fact| self.see(Some(fact), name)).collect()
    }
}

impl Where<'_> {
    fn is_empty(&self) -> bool {
        let Where { text, remote, anywhere, places, regions, applicant_locations } = self;
        text.is_none()
            && remote.is_none()
            && !anywhere
            && places.is_empty()
            && regions.is_empty()
            && applicant_locations.is_empty()
    }
}

impl Spot<'_> {
    fn is_empty(&self) -> bool {
        self.city.is_none() && self.subdivision.is_none() && self.country.is_none()
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 100 {
            0 => serializer.serialize_i64(self.0 / 100),
            // Below 2^53 hundredths, some 90 trillion units, the nearest double prints as the same figure.
            _ => serializer.serialize_f64(self.0 as f64 / 100.0),
        }
    }
}
