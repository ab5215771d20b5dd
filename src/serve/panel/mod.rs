//! The pages for the author below `/_corkboard/`: what is wrong, what search engines will not take, drafts, redirects,
//! and every page with its key and inputs. Long tables are cut into pages and can be searched.

mod table;

use std::fmt::Write;

use super::report::{self, Report};
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Missing, Plan, Posting};
use table::{Asked, Cell, table};

/// Parts of the panel: last part of the address and name.
const PARTS: [(&str, &str); 6] = [
    ("", "Overview"),
    ("diagnostics", "Diagnostics"),
    ("eligibility", "Eligibility"),
    ("drafts", "Drafts"),
    ("redirects", "Redirects"),
    ("pages", "Pages"),
];

/// A part of the panel as HTML; none when there is no such part. `query` is what follows the `?` of the address.
pub(super) fn panel(report: &Report, part: &str, query: &str) -> Option<String> {
    let (_, name) = PARTS.iter().find(|(path, _)| *path == part)?;
    let asked = Asked::of(query);
    let mut html = head(name, part);
    match (part, &report.snapshot) {
        ("diagnostics", _) => diagnostics(&mut html, report, &asked),
        ("drafts", _) => drafts(&mut html, report, &asked),
        (_, None) => html.push_str("<p>No board can be shown yet.</p>"),
        ("eligibility", Some(snapshot)) => eligibility(&mut html, snapshot, &asked),
        ("redirects", Some(snapshot)) => redirects(&mut html, snapshot, &asked),
        ("pages", Some(snapshot)) => pages(&mut html, snapshot, &asked),
        (_, Some(snapshot)) => overview(&mut html, report, snapshot),
    }
    html.push_str("</main></body></html>");
    Some(html)
}

fn head(name: &str, part: &str) -> String {
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name} – corkboard</title><meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/_corkboard/panel.css\"></head><body><nav><a href=\"/\">The board</a>"
    );
    for (path, name) in PARTS {
        let current = if path == part { " aria-current=\"page\"" } else { "" };
        let _ = write!(html, "<a href=\"/_corkboard/{path}\"{current}>{name}</a>");
    }
    let _ = write!(html, "</nav><main><h1>{name}</h1>");
    html
}

fn overview(html: &mut String, report: &Report, snapshot: &Snapshot) {
    let plan = snapshot.plan();
    let counts = plan.counts;
    let _ = write!(
        html,
        "<p>{}, seen on {}: {} postings = {} open + {} closed + {} merged + {} drafts. {} of the open ones are eligible for structured data. {} pages.</p>",
        text(&plan.settings.title),
        plan.now,
        counts.postings,
        counts.open,
        counts.closed,
        counts.merged,
        counts.drafts,
        counts.eligible,
        plan.pages.len()
    );
    let mistakes = if report.mistakes.is_empty() { "none" } else { &report.mistakes };
    let _ = write!(html, "<h2>Mistakes</h2><pre>{}</pre><h2>Told</h2><ul>", text(mistakes));
    for (severity, name) in [(Severity::Error, "errors"), (Severity::Warning, "warnings"), (Severity::Note, "notes")] {
        let count = report.diagnostics.iter().filter(|told| told.severity == severity).count();
        let _ = write!(html, "<li>{count} {name}</li>");
    }
    html.push_str("</ul><h2>What open postings lack for structured data</h2><ul>");
    for (missing, count) in lacking(plan) {
        let _ = write!(html, "<li>{count}: {}</li>", words(missing));
    }
    html.push_str("</ul>");
}

fn lacking(plan: &Plan) -> std::collections::BTreeMap<Missing, usize> {
    let mut counts = std::collections::BTreeMap::new();
    for missing in plan.postings.iter().filter(|posting| posting.is_open).flat_map(|posting| &posting.missing) {
        *counts.entry(*missing).or_default() += 1;
    }
    counts
}

fn words(missing: Missing) -> &'static str {
    match missing {
        Missing::Open => "it is closed",
        Missing::Company => "no employer is named for certain",
        Missing::DatePosted => "no day of posting",
        Missing::Description => "no description",
        Missing::Country => "neither a country nor countries of applicants",
    }
}

fn diagnostics(html: &mut String, report: &Report, asked: &Asked) {
    let row = |told: &Diagnostic| {
        let place = &told.location;
        let line = if place.line == 0 { String::new() } else { format!(":{}", place.line) };
        let severity = match told.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        vec![
            Cell::text(severity),
            Cell::text(&told.code.id()),
            Cell::text(&format!("{}{line}", place.path)),
            Cell::text(&told.message),
            Cell::text(told.help.as_deref().unwrap_or_default()),
        ]
    };
    table(html, &["", "code", "place", "message", "help"], report.diagnostics.iter(), asked, row);
}

fn eligibility(html: &mut String, snapshot: &Snapshot, asked: &Asked) {
    let plan = snapshot.plan();
    let eligible = plan.counts.eligible;
    let _ = write!(
        html,
        "<p>{eligible} of {} open postings carry structured data that search engines take as a job. These do not:</p>",
        plan.counts.open
    );
    let lacking = (0..).zip(&plan.postings).filter(|(_, posting)| posting.is_open && !posting.missing.is_empty());
    let row = |(id, posting): (u32, &Posting)| {
        let missing: Vec<&str> = posting.missing.iter().map(|missing| words(*missing)).collect();
        vec![
            Cell::link(&href(plan, &plan.posting_address(id).path), &posting.facts.open().title.value),
            Cell::text(&format!("content/{}", posting.facts.outline().path)),
            Cell::text(&missing.join("; ")),
        ]
    };
    table(html, &["posting", "file", "lacks"], lacking, asked, row);
}

fn drafts(html: &mut String, report: &Report, asked: &Asked) {
    html.push_str("<p>Postings with <code>draft: true</code>. <code>corkboard serve --drafts</code> shows them.</p>");
    let row = |posting: &crate::plan::Facts| {
        let posting = posting.open();
        let company = posting.company.as_ref().map_or("", |company| company.value.as_str());
        vec![Cell::text(&posting.title.value), Cell::text(company), Cell::text(&format!("content/{}", posting.path))]
    };
    table(html, &["title", "company", "file"], report.drafts.iter(), asked, row);
}

fn redirects(html: &mut String, snapshot: &Snapshot, asked: &Asked) {
    let plan = snapshot.plan();
    let row = |redirect: &crate::plan::Redirect| {
        vec![
            Cell::link(&href(plan, &redirect.from), &redirect.from),
            Cell::link(&href(plan, &redirect.to), &redirect.to),
        ]
    };
    table(html, &["from", "to"], plan.redirects.iter(), asked, row);
}

fn pages(html: &mut String, snapshot: &Snapshot, asked: &Asked) {
    let plan = snapshot.plan();
    let row = |planned: &crate::plan::PlannedPage| {
        let path = plan.address(planned.page).path;
        vec![
            Cell::link(&href(plan, &path), &path),
            Cell::text(report::kind(planned.page)),
            Cell::code(&format!("{:032x}", planned.key)),
            Cell::lines(report::inputs(plan, planned.page)),
        ]
    };
    table(html, &["address", "kind", "key", "drawn from"], plan.pages.iter(), asked, row);
}

fn href(plan: &Plan, path: &str) -> String {
    format!("{}{path}", plan.settings.base_url.base_path().trim_end_matches('/'))
}

/// Text as HTML.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    match pulldown_cmark_escape::escape_html(&mut escaped, text) {
        Ok(()) => escaped,
        Err(_) => String::new(),
    }
}
