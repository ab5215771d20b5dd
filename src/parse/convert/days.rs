//! When a posting was made, changed and ends.

use jiff::civil::Date;

use super::{Material, scalar, truth_of};
use crate::diagnostic::Code;
use crate::model::{DatePosted, Fact};
use crate::parse::reports::Reports;
use crate::parse::value::Node;
use crate::parse::{dates, facts, fields};

/// A posting's days.
pub(super) struct Days {
    pub(super) posted: Option<Fact<DatePosted>>,
    pub(super) updated: Option<Fact<Date>>,
    pub(super) valid_through: Option<Fact<Date>>,
    /// True for `published: false`, as some generators write a draft.
    pub(super) is_unpublished: bool,
}

/// Reads them. A date in the path counts where no field gives one.
pub(super) fn read(fields: fields::Days, material: &Material, reports: &mut Reports) -> Days {
    let fields::Days { date_posted, date_updated, valid_through } = fields;
    let said = date_posted.as_ref().and_then(|node| truth_of(node.text()?));
    let stated = date_posted.as_ref().filter(|_| said.is_none()).and_then(|node| date("date_posted", node, reports));
    let posted = stated.or_else(|| facts::path::date_posted(material.path));
    let updated = date_updated.as_ref().and_then(|node| whole_day("date_updated", node, reports));
    let valid_through = valid_through.as_ref().and_then(|node| whole_day("valid_through", node, reports));
    check_order(posted.as_ref(), valid_through.as_ref(), reports);
    Days { posted, updated, valid_through, is_unpublished: said == Some(false) }
}

fn date(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<DatePosted>> {
    let text = scalar(key, node, reports)?;
    match dates::read(text) {
        Ok(date) => Some(Fact::stated(date, node.span)),
        Err(message) => {
            reports.error(Code::UnreadableDate, node.span, message, format!("write `{key}: 2026-11-02`"));
            None
        }
    }
}

/// Reads a field that must be a day.
pub(super) fn whole_day(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<Date>> {
    let fact = date(key, node, reports)?;
    if let Some(day) = fact.value.day() {
        return Some(fact.map(|_| day));
    }
    let message = format!("`{key}` is a month, not a day");
    reports.error(Code::UnreadableDate, node.span, message, format!("write `{key}: 2026-11-02`"));
    None
}

fn check_order(posted: Option<&Fact<DatePosted>>, end: Option<&Fact<Date>>, reports: &mut Reports) {
    if let (Some(posted), Some(end)) = (posted.and_then(|fact| fact.value.day()), end)
        && end.value < posted
    {
        let message = format!("`valid_through` {} is before `date_posted` {posted}", end.value);
        reports.error(Code::DeadlineBeforePosting, end.span, message, "a posting must close after it opens");
    }
}
