//! What the plan has to tell the author: duplicates, ids used twice, deadlines, addresses.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Posting;
use super::duplicates::Group;
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
        let mut ids: HashMap<(&str, &str), usize> = HashMap::new();
        for (index, group) in groups.iter().enumerate() {
            for merged in &group.merged {
                let message = format!("this is the same job as `{}` and becomes one page with it", group.shown.path);
                self.push(Severity::Note, Code::MergedDuplicate, Location::file(&merged.path), message, None);
            }
            let Some(id) = &group.shown.id else { continue };
            let company = group.shown.company.as_ref().map(|company| company.value.as_str()).unwrap_or_default();
            if let Some(other) = ids.insert((company, &id.value), index) {
                let message = format!("the id `{}` is also that of `{}`", id.value, groups[other].shown.path);
                let location = (self.locate)(&group.shown.path, id.span);
                self.push(
                    Severity::Error,
                    Code::DuplicateId,
                    location,
                    message,
                    Some("give each posting an id of its own"),
                );
            }
        }
    }

    /// Tells of deadlines that have passed and of postings from the future.
    pub fn dates(&mut self, postings: &[Posting], now: Date) {
        for posting in postings {
            let facts = &posting.facts;
            if let Some(last) =
                facts.valid_through.as_ref().filter(|last| last.value < now && facts.status == Status::Open)
            {
                let message = format!("the deadline {} has passed; the posting is shown as closed", last.value);
                let location = (self.locate)(&facts.path, last.span);
                let help = "set a later `valid_through`, or `status: closed`";
                self.push(Severity::Note, Code::PastDeadline, location, message, Some(help));
            }
            let Some(posted) = &facts.date_posted else { continue };
            if let DatePosted::Day(day) = posted.value
                && day > now
            {
                let message = format!("`date_posted` {day} is after today, {now}");
                let location = (self.locate)(&facts.path, posted.span);
                let help = "write the day on which the employer posted the job; `draft: true` holds a posting back";
                self.push(Severity::Warning, Code::DatePostedInFuture, location, message, Some(help));
            }
        }
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
