//! What reading the facts of a posting costs: `cargo bench --bench facts`. Title, employer, employment, level,
//! language and skills of a posting with a body of 4 kB, and the opening of the tables.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::hint::black_box;
use std::time::Instant;

use corkboard::parse::facts::{company, employment, language, seniority, skills, title};
use corkboard::source::Span;

const TITLE: &str = "Senior Backend Engineer (m/f/d) - Measuring, Remote within Europe";

const BODY: &str = "**About Anemo Works**\n\nAnemo Works makes small machines that measure the wind. You will look after \
the services that collect what they send, speak with the people who build them, and write down what you learn.\n\n\
## What you bring\n\n* Five years of experience with services written in Go or Rust\n* PostgreSQL, Redis and Kafka\n\
* Docker, Kubernetes and Terraform on AWS\n* A feeling for tests, code reviews and documentation\n\n\
Anemo Works is looking for people who go their own way and let the rest of us learn from it. This is a full-time \
position, remote within Europe, and we meet twice a year. Benefits for full-time employees begin on the first day.\n\n";

fn main() {
    let body = BODY.repeat(4096 / BODY.len());
    let start = Instant::now();
    read_all(BODY);
    println!("opening the tables         {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);
    report("title", || _ = black_box(title::clean(black_box(TITLE), Span::default())));
    report("level", || _ = black_box(seniority::from_title(black_box(TITLE), 0)));
    report("language, 4 kB body", || _ = black_box(language::detect(black_box(&body), 0)));
    report("employment, 4 kB body", || _ = black_box(employment::from_body(black_box(&body), TITLE, 0)));
    report("skills, 4 kB body", || _ = black_box(skills::from_body(TITLE, black_box(&body), 0, 12)));
    report("employer, 4 kB body", || _ = black_box(company::from_body(black_box(&body), 0)));
    report("all but the employer", || read_all(&body));
}

/// The readers that run for every posting; the body is asked for the employer only when no field names one.
fn read_all(body: &str) {
    black_box(title::clean(TITLE, Span::default()));
    black_box(seniority::from_title(TITLE, 0));
    black_box(language::detect(black_box(body), 0));
    black_box(employment::from_body(body, TITLE, 0));
    black_box(skills::from_body(TITLE, body, 0, 12));
}

/// The best of several rounds, in microseconds.
fn report(what: &str, mut round: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..40 {
        let start = Instant::now();
        for _ in 0..25 {
            round();
        }
        best = best.min(start.elapsed().as_secs_f64() / 25.0);
    }
    println!("{what:<26} {:>9.2} µs", best * 1e6);
}
