//! What reading pay costs: one field and one body of 4 kB, on average.
//!
//! `cargo bench --bench readers_salary [-- DIR]`; with a folder, the bodies are its `.md` files.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use corkboard::parse::salary::{PayContext, find, read};
use corkboard::source::Span;

const FIELDS: [&str; 6] = [
    "USD $90,800~$167,100",
    "181 000 - 271 000 PLN gross/year",
    "$45-55k annually",
    "Competitive salary and a share in the company",
    "€60.000 - €80.000",
    "",
];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let bodies = match folder {
        Some(folder) => files(Path::new(&folder)),
        None => vec![body(&["Salary: $90,000 - $110,000 a year"]), body(&[]), body(&["", "* $500 for books"])],
    };
    let bytes: usize = bodies.iter().map(String::len).sum();
    let context = PayContext::default();
    let field = average(FIELDS.len() * 2_000, || {
        for field in FIELDS.iter().cycle().take(FIELDS.len() * 2_000) {
            black_box(read(black_box(field), Span::default(), &context));
        }
    });
    let rounds = (10_000 / bodies.len().max(1)).max(1);
    let whole = average(bodies.len() * rounds, || {
        for body in bodies.iter().cycle().take(bodies.len() * rounds) {
            black_box(find(black_box(body), 0, &context));
        }
    });
    println!("read: {field:?} a field");
    println!("find: {whole:?} a body of {} bytes, over {} bodies", bytes / bodies.len().max(1), bodies.len());
}

/// The best of five runs, for one item.
fn average(items: usize, run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    once();
    let best = (0..5).map(|_| once()).min().unwrap_or_default();
    best / u32::try_from(items.max(1)).unwrap_or(u32::MAX)
}

fn body(lines: &[&str]) -> String {
    let prose =
        "You join a team of 12 people who make kites since 2014, with more than 5 years of wind behind them.\n\n";
    format!("{}{}\n\n{}", prose.repeat(20), lines.join("\n"), prose.repeat(20))
}

fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        let is_posting = entry.path().extension().is_some_and(|extension| extension == "md");
        if let Some(text) = is_posting.then(|| std::fs::read_to_string(entry.path()).ok()).flatten() {
            found.push(text);
        }
    }
    found
}
