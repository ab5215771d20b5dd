//! What a build or a check comes to, on one screen.

use std::fmt::Write as _;
use std::time::Duration;

use super::build::Told;
use super::draw;
use super::eligibility;
use super::terminal::{Terminal, harmless};
use crate::write::{Files, Outcome, Stopped, Times};

/// The summary of a build or a check.
pub(super) fn summary(told: &Told, terminal: &Terminal) -> String {
    let Told { outcome, prepared, count, out } = told;
    let settings = &prepared.settings;
    let mut text = format!(
        "{}  {}  {}\n",
        terminal.bold(&harmless(&settings.title)),
        settings.base_url.as_str(),
        terminal.dim(&prepared.now.to_string())
    );
    line(&mut text, "postings", &postings(outcome));
    line(&mut text, "files", &files(outcome));
    if out.is_some() && outcome.stopped.is_none() {
        line(&mut text, "pages", &pages(outcome));
    }
    line(&mut text, "jobs", &jobs(outcome));
    let mut reasons = outcome.missing.clone();
    reasons.sort_by_key(|(missing, number)| (std::cmp::Reverse(*number), *missing));
    for (missing, number) in reasons {
        line(&mut text, "", &format!("{} do not: {}", grouped(number), eligibility::words(missing)));
    }
    line(&mut text, "time", &times(&outcome.times));
    let count = draw::count_line(*count).unwrap_or_else(|| "no mistakes".to_owned());
    let end = match (outcome.stopped, *out) {
        (Some(Stopped::Mistakes), Some(out)) => format!("{count}; `{out}` stays as it was"),
        (Some(Stopped::Warnings), Some(out)) => format!("{count}, and --strict; `{out}` stays as it was"),
        (None, Some(out)) => format!("{count}; `{out}` is up to date"),
        (_, None) => count,
    };
    let _ = writeln!(text, "{}", terminal.bold(&end));
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<9} {value}");
}

fn postings(outcome: &Outcome) -> String {
    let counts = &outcome.counts;
    let drafts = if counts.drafts == 1 { "draft" } else { "drafts" };
    let states = [(counts.open, "open"), (counts.closed, "closed"), (counts.drafts, drafts), (counts.merged, "merged")];
    sum(counts.postings, &states)
}

fn files(outcome: &Outcome) -> String {
    let Files { postings, companies, pages, other, refused } = outcome.files;
    let kinds = [
        (postings, "with postings"),
        (companies, if companies == 1 { "company" } else { "companies" }),
        (pages, if pages == 1 { "page" } else { "pages" }),
        (other, "of other kinds"),
        (refused, "with mistakes"),
    ];
    let found = outcome.files.found();
    let unchanged = found.saturating_sub(outcome.files_read);
    format!("{}; {} read, {} as before", sum(found, &kinds), grouped(outcome.files_read), grouped(unchanged))
}

/// `5 = 3 open + 2 closed`, without what there is none of.
fn sum(total: usize, parts: &[(usize, &str)]) -> String {
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, word)| format!("{} {word}", grouped(*number))).collect();
    if parts.is_empty() { "0".to_owned() } else { format!("{} = {}", grouped(total), parts.join(" + ")) }
}

fn pages(outcome: &Outcome) -> String {
    let unchanged = outcome.pages.saturating_sub(outcome.pages_drawn);
    format!(
        "{} drawn, {} unchanged; {} written ({}), {} removed",
        grouped(outcome.pages_drawn),
        grouped(unchanged),
        draw::plural(outcome.files_written, "file"),
        size(outcome.bytes_written),
        grouped(outcome.files_removed)
    )
}

fn jobs(outcome: &Outcome) -> String {
    format!(
        "{} of {} open postings reach search engines as jobs",
        grouped(outcome.counts.eligible),
        grouped(outcome.counts.open)
    )
}

fn times(times: &Times) -> String {
    let Times { find, parse, plan, render, write } = times;
    let stages = [("find", find), ("parse", parse), ("plan", plan), ("render", render), ("write", write)];
    let total: Duration = stages.iter().map(|(_, time)| **time).sum();
    let parts: Vec<String> = stages
        .iter()
        .filter(|(_, time)| !time.is_zero())
        .map(|(name, time)| format!("{name} {}", span(**time)))
        .collect();
    format!("{} ({})", span(total), parts.join(", "))
}

fn span(time: Duration) -> String {
    match time.as_millis() {
        0 => "<1 ms".to_owned(),
        milliseconds @ 1..1000 => format!("{milliseconds} ms"),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}

/// `8152` is `8,152`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, size, span};
    use std::time::Duration;

    #[test]
    fn figures_are_easy_to_read() {
        assert_eq!([grouped(0), grouped(999), grouped(1000), grouped(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([size(999), size(12_345), size(1_250_000)], ["999 B", "12 kB", "1.2 MB"]);
        assert_eq!(span(Duration::from_millis(2_346)), "2.35 s");
    }
}
