//! Whether a posting is open, a draft, or shown ahead of others.

use super::days::whole_day;
use super::{scalar, truth, truth_of};
use crate::diagnostic::Code;
use crate::model::{Featured, Status};
use crate::parse::dates::{self, shortened};
use crate::parse::fields;
use crate::parse::reports::Reports;
use crate::parse::value::Node;

/// A posting's state as its author says.
pub(super) struct State {
    pub(super) status: Status,
    pub(super) draft: bool,
    pub(super) featured: Option<Featured>,
}

/// Reads it. Closed when any of the keys says so.
pub(super) fn read(fields: fields::State, reports: &mut Reports) -> State {
    let fields::State { status, active, archived, draft, featured } = fields;
    let (mut closed, mut is_draft) = (false, false);
    if let Some(node) = &status
        && let Some(text) = scalar("status", node, reports)
    {
        match text.to_lowercase().as_str() {
            "closed" | "filled" | "archived" | "expired" | "inactive" | "unlisted" => closed = true,
            "open" | "active" | "published" | "live" | "listed" => {}
            "draft" | "unpublished" => is_draft = true,
            _ => {
                let message = format!("`{}` is not a status", shortened(text));
                reports.warning(Code::WrongType, node.span, message, "write `status: open` or `status: closed`");
            }
        }
    }
    closed |= active.as_ref().and_then(|node| truth("active", node, reports)) == Some(false);
    for node in &archived {
        closed |= is_archived(node, reports);
    }
    is_draft |= draft.as_ref().and_then(|node| truth("draft", node, reports)).unwrap_or(false);
    State {
        status: if closed { Status::Closed } else { Status::Open },
        draft: is_draft,
        featured: featured.as_ref().and_then(|node| self::featured(node, reports)),
    }
}

/// `archived: true`, or the day on which it was filled.
fn is_archived(node: &Node, reports: &mut Reports) -> bool {
    match node.text().map(dates::read) {
        Some(Ok(_)) => true,
        _ => truth("archived", node, reports) == Some(true),
    }
}

/// `featured: true`, a last day, or a number of the source's own ordering.
fn featured(node: &Node, reports: &mut Reports) -> Option<Featured> {
    let text = scalar("featured", node, reports)?;
    if let Ok(rank) = text.parse::<i64>()
        && text.len() < 8
    {
        return Some(Featured::Rank(rank));
    }
    match truth_of(text) {
        Some(true) => Some(Featured::Until(None)),
        Some(false) => None,
        None => whole_day("featured", node, reports).map(|day| Featured::Until(Some(day.value))),
    }
}
