//! What each key of a posting may hold: for the JSON Schema of front matter and for its reference.

use serde_json::{Map, Value, json};

use super::keys::Key;

/// A key of front matter as authors are told of it.
#[derive(Clone, Debug)]
pub struct Field {
    /// The word to write.
    pub key: &'static str,
    /// Other spellings; capitals, `_`, `-` and blanks do not matter in them.
    pub spellings: Vec<&'static str>,
    /// What the value may be.
    pub form: Form,
    /// One or two sentences.
    pub about: &'static str,
    /// A value as it is written.
    pub example: &'static str,
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A number or a text.
    Number,
    /// True or false.
    Truth,
    /// A day, `YYYY-MM-DD`; also a month or a time stamp where that makes sense.
    Day,
    /// A web address.
    Address,
    /// A day, or true or false.
    DayOrTruth,
}

impl Form {
    /// The form in words.
    pub fn words(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Texts => "text or list",
            Form::Number => "number",
            Form::Truth => "true or false",
            Form::Day => "day",
            Form::Address => "address",
            Form::DayOrTruth => "day, true or false",
        }
    }

    fn schema(self) -> Value {
        match self {
            Form::Text | Form::Address => json!({ "type": ["string", "number"] }),
            Form::Texts => json!({
                "anyOf": [
                    { "type": ["string", "number"] },
                    { "type": "array", "items": { "type": ["string", "number", "object"] } },
                ],
            }),
            Form::Number => json!({ "type": ["number", "string"] }),
            Form::Truth => json!({ "type": ["boolean", "string", "integer"] }),
            Form::Day => json!({ "type": ["string", "integer"] }),
            Form::DayOrTruth => json!({ "type": ["string", "boolean", "integer"] }),
        }
    }
}

/// Every key, in the order of the vocabulary.
pub fn fields() -> Vec<Field> {
    Key::ALL.iter().map(|key| field(*key)).collect()
}

/// The JSON Schema (draft 2020-12) of a posting's front matter. Keys of one's own are allowed.
pub fn posting_schema() -> Value {
    let properties: Map<String, Value> = fields()
        .into_iter()
        .map(|field| {
            let mut schema = field.form.schema();
            schema["description"] = json!(field.about);
            schema["examples"] = json!([field.example]);
            (field.key.to_owned(), schema)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "corkboard posting",
        "description": "Front matter of a posting. Keys of your own are kept for templates.",
        "type": "object",
        "properties": properties,
    })
}

fn field(key: Key) -> Field {
    let (form, example, about) = told(key);
    let flat = key.canonical().replace('_', "");
    let spellings = key.spellings().filter(|spelling| *spelling != flat).collect();
    Field { key: key.canonical(), spellings, form, about, example }
}

fn told(key: Key) -> (Form, &'static str, &'static str) {
    match key {
        Key::Title
        | Key::Company
        | Key::CompanyUrl
        | Key::CompanyLogo
        | Key::Tags
        | Key::Category
        | Key::Seniority
        | Key::Language
        | Key::Summary
        | Key::Description => of_the_job(key),
        Key::Location | Key::City | Key::Subdivision | Key::Country | Key::Remote | Key::ApplicantLocations => {
            of_the_place(key)
        }
        Key::EmploymentType | Key::Salary | Key::SalaryMin | Key::SalaryMax | Key::SalaryCurrency | Key::SalaryUnit => {
            of_the_terms(key)
        }
        _ => of_the_posting(key),
    }
}

fn of_the_job(key: Key) -> (Form, &'static str, &'static str) {
    match key {
        Key::Company => (Form::Text, "Fern & Moss", "The employer. Several spellings of one name become one company."),
        Key::CompanyUrl => (Form::Address, "https://fern-and-moss.example/", "The employer's web site."),
        Key::CompanyLogo => {
            (Form::Text, "/logos/fern-and-moss.svg", "The employer's logo: a path of the board or an address.")
        }
        Key::Tags => (
            Form::Texts,
            "[plants, outdoors]",
            "Skills and topics; each gets a page. Commas and `#` separate them in a text.",
        ),
        Key::Category => (Form::Text, "engineering", "The board's own category."),
        Key::Seniority => (
            Form::Text,
            "senior",
            "The level: `intern`, `junior`, `mid`, `senior`, `staff`, `principal`, `lead`, `director`, `head`, `vp`, `executive`.",
        ),
        Key::Language => (Form::Text, "de", "The language of the text (BCP 47)."),
        Key::Summary => (
            Form::Text,
            "Twelve roof gardens look for a hand.",
            "One or two sentences for lists and feeds; taken from the text when left out.",
        ),
        Key::Description => (
            Form::Text,
            "You look after twelve roof gardens …",
            "The text, for postings that are all YAML; elsewhere it stands below the front matter.",
        ),
        _ => (Form::Text, "Gardener for Roof Gardens", "The job's name. The only key that a posting needs."),
    }
}

fn of_the_place(key: Key) -> (Form, &'static str, &'static str) {
    match key {
        Key::City => (Form::Text, "Hamburg", "The city, where it has a key of its own."),
        Key::Subdivision => (Form::Text, "Bavaria", "The state or province, where it has a key of its own."),
        Key::Country => (Form::Text, "Germany", "The country, by name or code, where it has a key of its own."),
        Key::Remote => {
            (Form::DayOrTruth, "hybrid", "The way of working: `remote`, `hybrid`, `onsite`; `true` is `remote`.")
        }
        Key::ApplicantLocations => {
            (Form::Texts, "[DE, AT]", "Countries in which applicants for remote work must live.")
        }
        _ => (
            Form::Texts,
            "Hamburg, Germany",
            "Where the work is done: one place or a list of places, also `Remote (US)`.",
        ),
    }
}

fn of_the_terms(key: Key) -> (Form, &'static str, &'static str) {
    match key {
        Key::Salary => (
            Form::Text,
            "€38,000 - €44,000 per year",
            "The pay in your words; they are shown as written, and figures are read from them.",
        ),
        Key::SalaryMin => (Form::Number, "38000", "The lower bound, where it has a key of its own."),
        Key::SalaryMax => (Form::Number, "44000", "The upper bound, where it has a key of its own."),
        Key::SalaryCurrency => (Form::Text, "EUR", "The currency of the bounds (ISO 4217)."),
        Key::SalaryUnit => {
            (Form::Text, "year", "The time that the bounds are for: `hour`, `day`, `week`, `month`, `year`.")
        }
        _ => (
            Form::Texts,
            "full-time",
            "The kind of employment: `full-time`, `part-time`, `contract`, `temporary`, `internship`, `volunteer`, `per-diem`.",
        ),
    }
}

fn of_the_posting(key: Key) -> (Form, &'static str, &'static str) {
    match key {
        Key::DatePosted => (
            Form::Day,
            "2026-03-02",
            "The day on which the employer posted the job. A month alone is understood as a month.",
        ),
        Key::DateUpdated => (Form::Day, "2026-03-09", "The day of the last change of substance."),
        Key::ValidThrough => {
            (Form::Day, "2026-04-30", "The last day on which one can apply; the posting is closed the day after.")
        }
        Key::Apply => {
            (Form::Address, "https://fern-and-moss.example/jobs/gardener", "How to apply: a web or mail address.")
        }
        Key::ApplyEmail => (Form::Text, "jobs@fern-and-moss.example", "How to apply: a mail address."),
        Key::SourceUrl => (
            Form::Address,
            "https://jobs.example.com/4711",
            "The posting's address where it came from; also the way to apply when there is no other.",
        ),
        Key::SourceSite => (Form::Text, "jobs.example.com", "The site from which the posting came."),
        Key::Status => (Form::Text, "closed", "`open` or `closed`."),
        Key::Active => (Form::Truth, "false", "`false` closes the posting."),
        Key::Archived => (Form::Truth, "true", "`true` closes the posting."),
        Key::Draft => (Form::Truth, "true", "`true` keeps the posting from being published."),
        Key::Featured => (Form::DayOrTruth, "2026-04-01", "Shown ahead of others until that day; `true` is for good."),
        Key::Id => {
            (Form::Text, "4711", "Your own number. It keeps the posting's address when title and file name change.")
        }
        Key::BodyFormat => (
            Form::Text,
            "plain",
            "`plain` for a text that was copied without marks: short lines become headings, lines become paragraphs.",
        ),
        Key::Slug => (Form::Text, "gardener-hamburg", "The last part of the posting's address."),
        _ => (Form::Texts, "[/jobs/old-name/]", "Old addresses on this board that should lead to the posting."),
    }
}
