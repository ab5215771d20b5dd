//! What the plan has to tell the author: duplicates, ids used twice, deadlines, addresses.

use jiff::civil::Date;
use rayon::prelude::*;

use super::duplicates::Group;
use super::{Posting, TOGETHER};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{DatePosted, Status};
use crate::source::{Location, Span};

/// Finds the line of a span in a posting's file.
pub type Locate<'a> = dyn Fn(&str, Span) -> Location + Sync + 'a;

/// Gathers diagnostics of the plan.
pub struct Notes<'a> {
    locate: &'a Locate<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Notes<'a> {
    /// An empty collection.
    pub fn new(locate: &'a Locate<'a>) -> Notes<'a> {
        Notes { locate, diagnostics: Vec::new() }
    }

    /// All that was gathered, in the order in which it is shown.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by(Diagnostic::order);
        self.diagnostics
    }

    /// Tells of merged postings, and of ids that different postings share.
    pub fn duplicates(&mut self, groups: &[Group]) {
        for group in groups {
            for merged in &group.merged {
                let path = &group.shown.outline().path;
                let message = format!("this is the same job as `{path}` and becomes one page with it");
                let location = Location::file(&merged.outline().path);
                self.push(Severity::Note, Code::MergedDuplicate, location, message, None);
            }
        }
        let id = |(index, group): (usize, &Group)| (group.id != 0).then_some((group.id, index));
        let mut ids: Vec<(u64, usize)> =
            groups.par_iter().enumerate().with_min_len(64).with_max_len(TOGETHER).filter_map(id).collect();
        ids.par_sort_unstable();
        for pair in ids.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let (other, posting) = (&groups[pair[0].1].shown, &groups[pair[1].1].shown);
            if other.outline().id != posting.outline().id {
                continue;
            }
            let Some(id) = &posting.open().id else { continue };
            let message = format!("the id `{}` is also that of `{}`", id.value, other.outline().path);
            let location = (self.locate)(&posting.outline().path, id.span);
            let help = "give each posting an id of its own";
            self.push(Severity::Error, Code::DuplicateId, location, message, Some(help));
        }
    }

    /// Tells of deadlines that have passed and of postings from the future.
    pub fn dates(&mut self, postings: &[Posting], now: Date) {
        let is_told = |posting: &&Posting| {
            let outline = posting.facts.outline();
            let is_past = outline.valid_through.is_some_and(|last| last < now) && outline.status == Status::Open;
            is_past || outline.date_posted.and_then(DatePosted::day).is_some_and(|day| day > now)
        };
        let told: Vec<&Posting> = postings.par_iter().with_min_len(64).with_max_len(TOGETHER).filter(is_told).collect();
        let locate = self.locate;
        self.diagnostics.par_extend(told.par_iter().flat_map_iter(|posting| dates(posting, now, locate)));
    }

    /// Tells that a posting's company has a name that looks like another.
    pub fn look_alike(&mut self, posting: &Posting, message: String) {
        let facts = posting.facts.open();
        let span = facts.company.as_ref().map(|company| company.span).unwrap_or_default();
        let location = (self.locate)(&facts.path, span);
        let help = "make sure who posted it, and type the name with one alphabet";
        self.push(Severity::Warning, Code::LookAlike, location, message, Some(help));
    }

    /// Tells that the logo that a profile or a posting names cannot be shown.
    pub fn unusable_logo(&mut self, path: &str, span: Span, logo: &str, why: &str) {
        let message = format!("the logo `{logo}` cannot be shown: {why}");
        let location = (self.locate)(path, span);
        let help = "put a PNG, JPEG, GIF, WebP or SVG picture there; until then the company's letter is shown";
        self.push(Severity::Warning, Code::UnusableLogo, location, message, Some(help));
    }

    /// Tells that an alias is the address of a page.
    pub fn dead_alias(&mut self, path: &str, span: Span, alias: &str) {
        let message = format!("the alias `{alias}` is the address of a page and cannot lead elsewhere");
        let location = (self.locate)(path, span);
        self.push(Severity::Warning, Code::DeadAlias, location, message, Some("remove the alias"));
    }

    fn push(&mut self, severity: Severity, code: Code, location: Location, message: String, help: Option<&str>) {
        let diagnostic = Diagnostic::at(severity, code, location, message);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// What is to be told of a posting's dates.
fn dates(posting: &Posting, now: Date, locate: &Locate) -> Vec<Diagnostic> {
    let facts = posting.facts.open();
    let mut told = Vec::new();
    let last = facts.valid_through.as_ref().filter(|last| last.value < now && facts.status == Status::Open);
    if let Some(last) = last {
        let message = format!("the deadline {} has passed; the posting is shown as closed", last.value);
        let location = locate(&facts.path, last.span);
        let help = "set a later `valid_through`, or `status: closed`";
        told.push(Diagnostic::at(Severity::Note, Code::PastDeadline, location, message).help(help));
    }
    let posted = facts.date_posted.as_ref().and_then(|posted| Some((posted.value.day()?, posted.span)));
    if let Some((day, span)) = posted.filter(|(day, _)| *day > now) {
        let message = format!("`date_posted` {day} is after today, {now}");
        let location = locate(&facts.path, span);
        let help = "write the day on which the employer posted the job; `draft: true` holds a posting back";
        told.push(Diagnostic::at(Severity::Warning, Code::DatePostedInFuture, location, message).help(help));
    }
    told
}
