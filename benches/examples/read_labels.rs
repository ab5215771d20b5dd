//! Prints what the readers make of labelled inputs, one JSON line each: `{"input": …, "predicted": …}`.
//!
//! `cargo run --release --example read_labels -- --kind salary|location|postings|seeds --labels FILE --corpus DIR`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corkboard::model::{Apply, JobPosting, Location, Remote, Salary, Settings, SiteUrl};
use corkboard::parse::facts::skills;
use corkboard::parse::salary::{self, PayContext};
use corkboard::parse::{self, PostingFile, place};
use corkboard::source::Span;
use serde_json::{Value, json};

/// Reads labelled inputs with the readers that `build` uses.
#[derive(Parser)]
struct Arguments {
    /// What the inputs are.
    #[arg(long, value_enum)]
    kind: Kind,
    /// File with one row of labels a line; only `input` is looked at.
    #[arg(long)]
    labels: PathBuf,
    /// Folder in which the inputs that are paths lie.
    #[arg(long)]
    corpus: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Salary,
    Location,
    Postings,
    Seeds,
}

fn main() -> ExitCode {
    match predictions(&Arguments::parse()) {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn predictions(arguments: &Arguments) -> Result<Vec<Value>, String> {
    let text = std::fs::read_to_string(&arguments.labels)
        .map_err(|error| format!("{}: {error}", arguments.labels.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| prediction(arguments, line)).collect()
}

fn prediction(arguments: &Arguments, line: &str) -> Result<Value, String> {
    let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let input = row["input"].as_str().ok_or("a row without `input`")?;
    let predicted = match arguments.kind {
        Kind::Salary => salary_value(salary::read(input, Span::new(0, input.len()), &PayContext::default()).as_ref()),
        Kind::Location => location_value(&place::read(input, Span::new(0, input.len()))),
        Kind::Postings | Kind::Seeds => return posting_row(arguments, input),
    };
    Ok(json!({ "input": input, "predicted": predicted }))
}

/// The row of a whole file. Text facts (`…#t01`) are judged on the file's own row.
fn posting_row(arguments: &Arguments, input: &str) -> Result<Value, String> {
    let path = input.split("#t").next().unwrap_or(input);
    let folder = arguments.corpus.as_ref().ok_or("this kind needs `--corpus`")?;
    let file = folder.join(path);
    let predicted = match std::fs::read(&file) {
        Ok(bytes) => posting_value(PostingFile { path, bytes: &bytes, sidecar: None }),
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            Value::Null
        }
    };
    Ok(json!({ "input": path, "predicted": predicted }))
}

fn posting_value(file: PostingFile) -> Value {
    let parsed = parse::posting(file, &Settings::default());
    let Some(posting) = parsed.postings.first() else { return Value::Null };
    let mut value = location_value(&posting.location);
    let facts = facts_value(posting, file);
    if let (Value::Object(all), Value::Object(more)) = (&mut value, facts) {
        all.extend(more);
    }
    value
}

fn facts_value(posting: &JobPosting, file: PostingFile) -> Value {
    let word = |value: Result<Value, serde_json::Error>| value.unwrap_or(Value::Null);
    let apply_url = posting.apply.as_ref().map(|apply| match &apply.value {
        Apply::Url(url) => url.as_str().to_owned(),
        Apply::Email(mail) => format!("mailto:{mail}"),
    });
    json!({
        "title": posting.title.value,
        "company": posting.company.as_ref().map(|company| &company.value),
        "apply_url": apply_url,
        "date_posted": posting.date_posted.as_ref().and_then(|date| date.value.day()).map(|day| day.to_string()),
        "employment_type": posting.employment_type.iter()
            .map(|kind| word(serde_json::to_value(kind.value))).collect::<Vec<_>>(),
        "salary": salary_value(posting.salary.as_ref()),
        "language": posting.language.as_ref().map(|language| language.value.tag().to_owned()),
        "seniority": posting.seniority.as_ref().map(|level| word(serde_json::to_value(level.value))),
        "skills": named_skills(posting, file.bytes),
        "source_site": posting.source_site.as_ref().map(|site| &site.value),
        "text": parse::body(file, posting.part, &SiteUrl::local()).text(),
    })
}

/// All skills that title and text name; a page shows the first of them behind the tags of the fields.
fn named_skills(posting: &JobPosting, bytes: &[u8]) -> Vec<String> {
    let text = parse::text(bytes);
    let body = text.get(posting.body.range()).unwrap_or_default();
    let title = posting.title_text.as_deref().unwrap_or(&posting.title.value);
    skills::from_body(title, body, 0, usize::MAX).into_iter().map(|fact| fact.value.name).collect()
}

fn salary_value(salary: Option<&Salary>) -> Value {
    let Some(salary) = salary else { return Value::Null };
    let amount = |hundredths: i64| hundredths as f64 / 100.0;
    json!({
        "currency": salary.currency_code(),
        "min": salary.min.map(amount),
        "max": salary.max.map(amount),
        "unit": salary.unit.as_ref().map(|unit| unit.value.schema_org()),
    })
}

fn location_value(location: &Location) -> Value {
    let remote = match location.remote.as_ref().map(|remote| remote.value) {
        Some(Remote::Remote) => "remote",
        Some(Remote::Hybrid) => "hybrid",
        Some(Remote::Onsite) => "onsite",
        None => "unknown",
    };
    let mut cities: Vec<&str> = Vec::new();
    let mut subdivisions: Vec<&str> = Vec::new();
    for place in &location.places {
        cities.extend(place.city.as_ref().map(|city| city.value.as_str()));
        subdivisions.extend(place.subdivision.as_ref().map(|part| part.value.as_str()));
    }
    json!({
        "remote": remote,
        "anywhere": location.anywhere,
        "countries": location.countries().iter().map(|country| country.code().to_owned()).collect::<Vec<_>>(),
        "regions": location.regions.iter().map(|region| &region.value.0).collect::<Vec<_>>(),
        "cities": cities,
        "subdivisions": subdivisions,
    })
}
