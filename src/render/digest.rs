//! The digest: what was added, changed and closed within some days, as a mail in HTML and in plain text.
//! `templates/digest.html` is laid out in tables with styles in place and sets no colour of text or ground, so that no
//! client's dark mode can make it unreadable. Nothing of a posting's body is in it.

use std::fmt::Write;

use jiff::civil::Date;
use serde::Serialize;

use super::head::shortened;
use super::{Renderer, context, mistake};
use crate::diagnostic::Diagnostic;
use crate::plan::{Change, ChangeKind};

/// Bytes of the HTML: Gmail cuts what is longer than 102 kB.
const LARGEST: usize = 100_000;
/// Characters of a text; mail may have 998 bytes on a line (RFC 5322), and an escaped character has up to six.
const LONGEST: usize = 150;

/// The same news in two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// A whole document.
    pub html: String,
    /// Lines of plain text.
    pub text: String,
    /// Postings that were added, are still open, and may stand in it.
    pub added: usize,
    /// Open postings that were changed.
    pub changed: usize,
    /// Postings that were closed.
    pub closed: usize,
    /// How many of all these it names; the others are counted in it.
    pub named: usize,
}

/// The variables of `digest.html`.
#[derive(Serialize)]
struct DigestView<'a> {
    lang: &'a str,
    dir: &'static str,
    /// The board and the days, for the line above the mail.
    title: String,
    board: String,
    period: String,
    accent: String,
    /// What is said when nothing happened.
    nothing: Option<&'a str>,
    sections: Vec<Section>,
    home: &'a str,
    all_jobs: &'a str,
    open_jobs: String,
}

#[derive(Serialize)]
struct Section {
    heading: String,
    jobs: Vec<Job>,
    /// How many more there are.
    more: Option<String>,
}

#[derive(Serialize)]
struct Job {
    url: String,
    title: String,
    /// Language of the posting when it is not the board's.
    language: Option<String>,
    direction: Option<&'static str>,
    /// Employer, place and pay; the last day.
    lines: Vec<String>,
}

impl Renderer<'_> {
    /// What happened from one day to another, both included, as the postings state it.
    ///
    /// # Errors
    /// The mistake of a template, with its place.
    pub fn digest(&self, since: Date, until: Date) -> Result<Digest, Diagnostic> {
        let changes = self.plan.changes_between(since, until);
        let of = |kind: ChangeKind| -> Vec<Change> {
            let is_told = |change: &Change| {
                let is_open = self.plan.postings[change.posting as usize].is_open;
                change.kind == kind && (is_open || kind == ChangeKind::Closed)
            };
            let mut own: Vec<Change> = changes.iter().copied().filter(is_told).collect();
            if kind == ChangeKind::Changed {
                // A new posting is told once.
                own.retain(|change| !changes.iter().any(|other| is_new(*other) && other.posting == change.posting));
            }
            own
        };
        let kinds = [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Closed].map(of);
        let mut named: usize = kinds.iter().map(Vec::len).sum();
        loop {
            let view = self.digest_view((since, until), &kinds, named);
            let drawn = self.tera.render("digest.html", &context::of(&view));
            let html = drawn.map_err(|error| mistake::of_drawing(&error, &self.templates.texts))?;
            if html.len() <= LARGEST || named == 0 {
                let [added, changed, closed] = kinds.map(|changes| changes.len());
                return Ok(Digest { html, text: text(&view), added, changed, closed, named });
            }
            named = (named * LARGEST / html.len()).min(named - 1);
        }
    }

    fn digest_view(&self, days: (Date, Date), kinds: &[Vec<Change>; 3], most: usize) -> DigestView<'_> {
        let settings = &self.plan.settings;
        let labels = ["added", "changed", "closed"];
        let mut sections = Vec::new();
        let mut left = most;
        for (label, changes) in labels.into_iter().zip(kinds).filter(|(_, changes)| !changes.is_empty()) {
            let jobs: Vec<Job> = changes.iter().take(left).map(|change| self.digest_job(*change)).collect();
            left -= jobs.len();
            let more = changes.len() - jobs.len();
            let number = self.words.number(changes.len());
            sections.push(Section {
                heading: format!("{} ({number})", self.words.label(label)),
                jobs,
                more: (more > 0).then(|| self.words.count("more", more)),
            });
        }
        let [since, until] = [days.0, days.1].map(|day| self.words.long_date(day).text);
        let period = self.words.sentence("digest", &[("since", &since), ("until", &until)]);
        let board = one_line(&settings.title);
        DigestView {
            lang: settings.language.tag(),
            dir: settings.language.direction(),
            title: self.words.sentence("pair", &[("name", &board), ("value", &period)]),
            board,
            period,
            accent: settings.colors.light_accent().to_string(),
            nothing: sections.is_empty().then(|| self.words.label("digest_nothing")),
            sections,
            home: settings.base_url.as_str(),
            all_jobs: self.words.label("all_jobs"),
            open_jobs: self.words.count("open_jobs", self.plan.counts.open),
        }
    }

    fn digest_job(&self, change: Change) -> Job {
        let posting = &self.plan.open(change.posting);
        let (language, direction) = self.foreign(posting);
        let company = posting.company.map(|company| self.plan.companies[company as usize].name.clone());
        let facts = [company, self.place(posting), self.short_pay(posting)];
        let facts: Vec<String> = facts.into_iter().flatten().map(|fact| one_line(&fact)).collect();
        let is_closed = change.kind == ChangeKind::Closed;
        let deadline = self.plan.postings[change.posting as usize].deadline().filter(|_| !is_closed);
        let until = deadline.map(|day| self.words.sentence("apply_by", &[("date", &self.words.long_date(day).text)]));
        let lines = [Some(facts.join(" · ")).filter(|line| !line.is_empty()), until];
        Job {
            url: self.plan.settings.base_url.join(&self.plan.posting_address(change.posting).path),
            title: one_line(&posting.facts.title.value),
            language: language.map(str::to_owned),
            direction,
            lines: lines.into_iter().flatten().collect(),
        }
    }
}

fn is_new(change: Change) -> bool {
    change.kind == ChangeKind::Added
}

/// A text of a stranger on one line, without characters that are not seen but do something, cut at a word.
fn one_line(text: &str) -> String {
    let is_sign = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    shortened(&text.replace(is_sign, " "), LONGEST)
}

/// The same as plain text: no line but an address is longer than what is said in it.
fn text(view: &DigestView) -> String {
    let DigestView { board, period, nothing, sections, home, all_jobs, open_jobs, .. } = view;
    let mut out = format!("{board}\n{period}\n");
    if let Some(nothing) = nothing {
        let _ = write!(out, "\n{nothing}\n");
    }
    for section in sections {
        let _ = write!(out, "\n{}\n{}\n", section.heading, "-".repeat(section.heading.chars().count()));
        for job in &section.jobs {
            let _ = write!(out, "\n* {}\n", job.title);
            for line in &job.lines {
                let _ = writeln!(out, "  {line}");
            }
            let _ = writeln!(out, "  {}", job.url);
        }
        if let Some(more) = &section.more {
            let _ = write!(out, "\n{more}: {home}\n");
        }
    }
    let _ = write!(out, "\n{all_jobs} ({open_jobs}):\n{home}\n");
    out
}
