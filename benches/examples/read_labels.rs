//! Prints what the readers make of labelled inputs, one JSON line each: `{"input": …, "predicted": …}`.
//!
//! `cargo run --release --example read_labels -- --kind salary|location|postings|seeds --labels FILE --corpus DIR`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use corkboard::model::{Location, Remote, Salary};
use corkboard::parse::place;
use corkboard::parse::salary::{self, PayContext};
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
        Kind::Postings | Kind::Seeds => Value::Null,
    };
    Ok(json!({ "input": input, "predicted": predicted }))
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
