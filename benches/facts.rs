//! What reading the facts of a posting costs, with a body of 4 kB, as a whole and reader by reader; first, once, what
//! opening all tables takes in time and memory. `cargo bench --bench facts`; with `-- tables` the latter alone, with
//! `-- postings DIR` all postings below a folder whose bodies have about 4 kB, for counting instructions.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use corkboard::model::Settings;
use corkboard::parse::facts::{company, employment, language, seniority, skills, title};
use corkboard::parse::salary::{self, PayContext};
use corkboard::parse::{self, PostingFile, place};
use corkboard::source::Span;
use criterion::Criterion;

const TITLE: &str = "Senior Backend Engineer (m/f/d) - Measuring, Remote within Europe";
const PLACE: &str = "remote,Kraków, Lesser Poland Voivodeship, Poland";
const PAY: &str = "181 000 - 271 000 PLN gross/year";

const BODY: &str = "**About Anemo Works**\n\nAnemo Works makes small machines that measure the wind. You will look after \
the services that collect what they send, speak with the people who build them, and write down what you learn.\n\n\
## What you bring\n\n* Five years of experience with services written in Go or Rust\n* PostgreSQL, Redis and Kafka\n\
* Docker, Kubernetes and Terraform on AWS\n* A feeling for tests, code reviews and documentation\n\n\
Anemo Works is looking for people who go their own way and let the rest of us learn from it. This is a full-time \
position, remote within Europe, and we meet twice a year. Benefits for full-time employees begin on the first day.\n\n";

/// A body of 4 kB that states pay and a benefit, once each.
fn body() -> String {
    let mut body = BODY.repeat(4096 / BODY.len());
    body.push_str("The salary is €65,000 to €80,000 a year.\n\n* €500 a year for books\n\n#LI-Remote\n");
    body
}

/// Every reader that runs for a posting whose fields are silent on the employer: the dearest case.
fn all(body: &str) {
    black_box(title::clean(TITLE, Span::default()));
    black_box(seniority::from_title(TITLE, 0));
    black_box(place::read(PLACE, Span::default()));
    black_box(salary::read(PAY, Span::default(), &PayContext::default()));
    black_box(language::detect(body, 0));
    black_box(employment::from_body(body, TITLE, 0));
    black_box(place::remote_from_body(body, 0));
    black_box(place::places_from_body(body, 0));
    black_box(salary::find(body, 0, &PayContext::default()));
    black_box(skills::from_body(TITLE, body, 0, 12));
    black_box(company::from_body(body, 0));
}

/// Resident kilobytes; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0)
}

#[inline(never)]
fn opening(body: &str) {
    let (start, before) = (Instant::now(), resident());
    all(body);
    let (time, after) = (start.elapsed(), resident());
    let megabytes = after.saturating_sub(before) as f64 / 1024.0;
    println!("opening all tables: {:.2} ms, {megabytes:.1} MB", time.as_secs_f64() * 1e3);
}

fn facts(criterion: &mut Criterion) {
    let body = body();
    opening(&body);
    let mut report = |name: &str, read: &dyn Fn(&str)| {
        criterion.bench_function(&format!("facts/{name}"), |bencher| bencher.iter(|| read(black_box(&body))));
    };
    report("all", &all);
    report("title", &|_| _ = black_box(title::clean(black_box(TITLE), Span::default())));
    report("place", &|_| _ = black_box(place::read(black_box(PLACE), Span::default())));
    report("pay", &|_| _ = black_box(salary::read(black_box(PAY), Span::default(), &PayContext::default())));
    report("body/language", &|body| _ = black_box(language::detect(body, 0)));
    report("body/employment", &|body| _ = black_box(employment::from_body(body, TITLE, 0)));
    report("body/way of working", &|body| _ = black_box(place::remote_from_body(body, 0)));
    report("body/places", &|body| _ = black_box(place::places_from_body(body, 0)));
    report("body/pay", &|body| _ = black_box(salary::find(body, 0, &PayContext::default())));
    report("body/skills", &|body| _ = black_box(skills::from_body(TITLE, body, 0, 12)));
    report("body/employer", &|body| _ = black_box(company::from_body(body, 0)));
}

/// Postings below a folder with bodies of 3.5 to 4.6 kB, as `build` reads them: path and bytes.
fn postings(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let paths = files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|end| end == "md"));
    paths.filter_map(|path| Some((path.to_str()?.to_owned(), std::fs::read(&path).ok()?))).filter(is_usual).collect()
}

fn is_usual((path, bytes): &(String, Vec<u8>)) -> bool {
    let parsed = parse::posting(PostingFile { path, bytes, sidecar: None }, &Settings::default());
    parsed.postings.first().is_some_and(|posting| (3_500..4_600).contains(&posting.body.range().len()))
}

/// All facts of all postings. `valgrind --tool=callgrind --toggle-collect='*reading*'` counts here.
#[inline(never)]
fn reading(files: &[(String, Vec<u8>)]) {
    let settings = Settings::default();
    for (path, bytes) in files {
        black_box(parse::posting(PostingFile { path, bytes, sidecar: None }, &settings));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tables"] => opening(&body()),
        ["postings", folder] => {
            let files = postings(&PathBuf::from(folder));
            let start = Instant::now();
            reading(&files);
            let time = start.elapsed().as_secs_f64() * 1e6 / files.len().max(1) as f64;
            println!("{} postings, {time:.1} µs each", files.len());
        }
        _ => {
            let mut criterion = Criterion::default().configure_from_args();
            facts(&mut criterion);
            criterion.final_summary();
        }
    }
}
