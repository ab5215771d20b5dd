//! What reading places costs: `cargo bench --bench place`. Opening the tables, a location string, a body of 4 kB.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::hint::black_box;
use std::time::Instant;

use corkboard::parse::place;
use corkboard::source::Span;

const STRINGS: [&str; 12] = [
    "Remote",
    "remote,Berlin, Germany",
    "Austin, TX, United States",
    "United Kingdom (Remote)",
    "remote,Remote - EMEA",
    "Toronto, ON; Vancouver, BC; Montréal, QC; Remote - Canada",
    "Anywhere (LATAM)",
    "Hybrid - WFH / Leeds, United Kingdom",
    "Kraków, Lesser Poland Voivodeship, Poland",
    "Remote (European time zone preferred)",
    "Lisbon or Porto, Portugal",
    "Remote,Little Snoring, United Kingdom",
];

const PARAGRAPH: &str = "We make small machines that measure the wind. You will look after the services that collect \
what they send, speak with the people who build them, and write down what you learn. Our teams share their work in \
the open, meet twice a year, and trust one another. Experience with queues and with measuring is welcome.\n";

fn main() {
    let start = Instant::now();
    black_box(place::read("Berlin", Span::new(0, 6)));
    println!("opening the tables         {:>9.2} ms", start.elapsed().as_secs_f64() * 1e3);

    report("a location string", STRINGS.len(), || {
        for text in STRINGS {
            black_box(place::read(black_box(text), Span::new(0, text.len())));
        }
    });
    let mut body = PARAGRAPH.repeat(4096 / PARAGRAPH.len());
    body.push_str("Experience with remote colleagues is welcome; we meet in Lyon twice a year.\n");
    body.push_str("Our home office budget lets you work where you work best.\n\n#LI-Remote\n");
    report("way of working, 4 kB body", 1, || {
        black_box(place::remote_from_body(black_box(&body), 0));
    });
    report("places, 4 kB body", 1, || {
        black_box(place::places_from_body(black_box(&body), 0));
    });
}

/// The best of several rounds, in microseconds for one item.
fn report(what: &str, items: usize, mut round: impl FnMut()) {
    let rounds = 2_000;
    let mut best = f64::MAX;
    for _ in 0..15 {
        let start = Instant::now();
        (0..rounds).for_each(|_| round());
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(rounds));
    }
    println!("{what:<26} {:>9.2} µs", best / items as f64);
}
