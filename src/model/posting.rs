//! One job posting as understood: every fact with its origin.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fact, Language, Location, Salary, Slug, WebUrl};
use crate::source::Span;

/// One job posting, without its body: the body is read again when it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobPosting {
    /// Path of the file, relative to the content folder, with `/`.
    pub path: String,
    /// Number of the posting in a file that lists several; 0 otherwise.
    pub part: u32,
    /// Hash (xxh3-128) of the bytes of the file and its sidecar.
    pub content_hash: u128,
    /// Hash of the body's words, for finding the same job under two files; 0 without a body.
    pub body_hash: u128,
    /// How the file is written.
    pub dialect: Dialect,
    /// What was mended when the text was read.
    pub repairs: Vec<Repair>,
    /// The employer's or source's own id (`id`, `requisition_id` …).
    pub id: Option<Fact<String>>,
    /// The last part of the address, when the author chose it (`slug`).
    pub slug: Option<Fact<Slug>>,
    /// Old addresses on this board that lead here (`aliases`): paths beginning with `/`.
    pub aliases: Vec<Fact<String>>,
    /// Title as shown: without place, way of working, gender marks, codes.
    pub title: Fact<String>,
    /// Title as written, when it differs.
    pub title_text: Option<String>,
    /// Name of the employer; absent when named nowhere.
    pub company: Option<Fact<String>>,
    /// The employer's web site.
    pub company_url: Option<Fact<WebUrl>>,
    /// The employer's logo: address or path of the board.
    pub company_logo: Option<Fact<String>>,
    /// The day, or only the month, on which the employer posted it.
    pub date_posted: Option<Fact<DatePosted>>,
    /// The day of the last change of substance.
    pub date_updated: Option<Fact<Date>>,
    /// The last day on which one can apply.
    pub valid_through: Option<Fact<Date>>,
    /// Where.
    pub location: Location,
    /// Kinds of employment.
    pub employment_type: Vec<Fact<EmploymentType>>,
    /// Pay.
    pub salary: Option<Salary>,
    /// The author's words on pay, also when no figure could be read from them.
    pub salary_text: Option<Fact<String>>,
    /// Skills and topics, each once, in the author's order; first those stated in fields, then those the body names.
    pub tags: Vec<Fact<Tag>>,
    /// The board's own category.
    pub category: Option<Fact<String>>,
    /// Level, from the title or a field.
    pub seniority: Option<Fact<Seniority>>,
    /// Language of the text.
    pub language: Option<Fact<Language>>,
    /// How to apply.
    pub apply: Option<Fact<Apply>>,
    /// Address of the posting at its source.
    pub source_url: Option<Fact<WebUrl>>,
    /// Site from which the posting came (`indeed`, a host).
    pub source_site: Option<Fact<String>>,
    /// Open or closed as the author says; the board's day may close an open one (`plan`).
    pub status: Status,
    /// Shown ahead of others.
    pub featured: Option<Featured>,
    /// Not to be published.
    pub draft: bool,
    /// One or two sentences, stated or cut from the body.
    pub summary: Option<Fact<String>>,
    /// Unknown keys, for templates.
    #[serde(with = "super::extra")]
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Where the body lies in the (decoded) file.
    pub body: Span,
}

impl JobPosting {
    /// Gives back the room that its lists and texts were given for more: a board holds as many of them as it has
    /// postings, and a list of nine tags has room for sixteen.
    pub fn shrink_to_fit(&mut self) {
        self.tags.shrink_to_fit();
        self.repairs.shrink_to_fit();
        self.employment_type.shrink_to_fit();
        self.location.places.shrink_to_fit();
        self.location.regions.shrink_to_fit();
        self.location.applicant_countries.shrink_to_fit();
        self.title.value.shrink_to_fit();
        if let Some(summary) = &mut self.summary {
            summary.value.shrink_to_fit();
        }
        for tag in &mut self.tags {
            tag.value.name.shrink_to_fit();
        }
    }
}

/// How a posting file is written; found by content, never by folder name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// `---` YAML `---`, then Markdown.
    YamlFrontMatter,
    /// `+++` TOML `+++`, then Markdown.
    TomlFrontMatter,
    /// `# [Title](address)`, `### Company`, chips, Markdown.
    Heading,
    /// Title line and text of an aggregator.
    PlainText,
    /// A YAML file that is a posting or a list of postings.
    YamlRecords,
}

/// Something that was mended when a text was read. `explain` lists them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Repair {
    /// What was mended, for people: `text read as Mac Roman once`.
    pub what: String,
    /// How often.
    pub count: u32,
}

/// When an employer posted a job. A month is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DatePosted {
    /// A day.
    Day(Date),
    /// Only year and month are known.
    Month(i16, i8),
}

impl DatePosted {
    /// The day; none when only the month is known.
    pub fn day(self) -> Option<Date> {
        match self {
            DatePosted::Day(day) => Some(day),
            DatePosted::Month(..) => None,
        }
    }

    /// Year and month.
    pub fn month(self) -> (i16, i8) {
        match self {
            DatePosted::Day(day) => (day.year(), day.month()),
            DatePosted::Month(year, month) => (year, month),
        }
    }
}

/// As ISO 8601 writes it: `2026-03-01`, or `2026-03` where only the month is known.
impl fmt::Display for DatePosted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatePosted::Day(day) => day.fmt(out),
            DatePosted::Month(year, month) => write!(out, "{year:04}-{month:02}"),
        }
    }
}

/// schema.org `employmentType` as Google accepts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EmploymentType {
    /// `FULL_TIME`
    FullTime,
    /// `PART_TIME`
    PartTime,
    /// `CONTRACTOR`
    Contractor,
    /// `TEMPORARY`
    Temporary,
    /// `INTERN`
    Intern,
    /// `VOLUNTEER`
    Volunteer,
    /// `PER_DIEM`
    PerDiem,
    /// `OTHER`
    Other,
}

/// Level of a job; the order is from low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Seniority {
    /// Intern, trainee, working student.
    Intern,
    /// Junior, entry level, graduate.
    Junior,
    /// Mid level.
    Mid,
    /// Senior.
    Senior,
    /// Staff.
    Staff,
    /// Principal.
    Principal,
    /// Lead.
    Lead,
    /// Director.
    Director,
    /// Head of something.
    Head,
    /// Vice president.
    Vp,
    /// C-level.
    Executive,
}

/// A skill or topic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tag {
    /// Name as shown (`C#`, `Node.js`).
    pub name: String,
    /// Its page.
    pub slug: Slug,
}

/// How to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Apply {
    /// A page.
    Url(WebUrl),
    /// A mail address, without `mailto:`.
    Email(String),
}

/// What the author says of a posting's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// One can apply.
    #[default]
    Open,
    /// Filled, archived or expired.
    Closed,
}

/// How a posting is put ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Featured {
    /// Ahead, until this day when one is given.
    Until(Option<Date>),
    /// A number of the source's own ordering; it orders postings of the same day and puts none ahead.
    Rank(i64),
}

impl EmploymentType {
    /// Every type.
    pub const ALL: [EmploymentType; 8] = [
        EmploymentType::FullTime,
        EmploymentType::PartTime,
        EmploymentType::Contractor,
        EmploymentType::Temporary,
        EmploymentType::Intern,
        EmploymentType::Volunteer,
        EmploymentType::PerDiem,
        EmploymentType::Other,
    ];

    /// The word of schema.org and Google.
    pub fn schema_org(self) -> &'static str {
        match self {
            EmploymentType::FullTime => "FULL_TIME",
            EmploymentType::PartTime => "PART_TIME",
            EmploymentType::Contractor => "CONTRACTOR",
            EmploymentType::Temporary => "TEMPORARY",
            EmploymentType::Intern => "INTERN",
            EmploymentType::Volunteer => "VOLUNTEER",
            EmploymentType::PerDiem => "PER_DIEM",
            EmploymentType::Other => "OTHER",
        }
    }

    /// The English name, of which the address is made.
    pub fn name(self) -> &'static str {
        match self {
            EmploymentType::FullTime => "Full time",
            EmploymentType::PartTime => "Part time",
            EmploymentType::Contractor => "Contract",
            EmploymentType::Temporary => "Temporary",
            EmploymentType::Intern => "Internship",
            EmploymentType::Volunteer => "Volunteer",
            EmploymentType::PerDiem => "Per diem",
            EmploymentType::Other => "Other",
        }
    }
}

impl Seniority {
    /// The English name, of which the address is made.
    pub fn name(self) -> &'static str {
        match self {
            Seniority::Intern => "Intern",
            Seniority::Junior => "Junior",
            Seniority::Mid => "Mid",
            Seniority::Senior => "Senior",
            Seniority::Staff => "Staff",
            Seniority::Principal => "Principal",
            Seniority::Lead => "Lead",
            Seniority::Director => "Director",
            Seniority::Head => "Head",
            Seniority::Vp => "Vice president",
            Seniority::Executive => "Executive",
        }
    }
}
