//! From what is written to what is meant: every field of a `RawPosting` becomes a fact or a diagnostic; where fields
//! are silent, the path and the body may speak.

mod contact;
mod days;
mod employer;
mod labels;
mod naming;
mod pay;
mod places;
mod state;

pub(crate) use contact::is_way_to_apply;
pub(super) use contact::url;
pub(super) use employer::logo;
pub(crate) use naming::is_invisible;
pub(super) use naming::{line, slug};

use std::collections::BTreeMap;

use super::dates::shortened;
use super::fields::RawPosting;
use super::keys::Key;
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use crate::diagnostic::Code;
use crate::model::{Dialect, JobPosting, Settings};
use crate::source::Span;

/// What a posting is made from beside its fields.
pub(super) struct Material<'a> {
    pub(super) path: &'a str,
    pub(super) part: u32,
    pub(super) dialect: Dialect,
    pub(super) content_hash: u128,
    pub(super) body: Span,
    /// The body as written, beginning at `body.start`.
    pub(super) body_text: &'a str,
    pub(super) settings: &'a Settings,
}

/// Makes the posting. None when it has no title, which is told.
pub(super) fn posting(raw: RawPosting, material: &Material, reports: &mut Reports) -> Option<JobPosting> {
    let RawPosting {
        naming,
        employer,
        days,
        places,
        pay,
        labels,
        contact,
        state,
        description: _,
        body_format: _,
        extra,
        slips,
    } = raw;
    tell_slips(slips, reports);
    let naming = naming::read(naming, material, reports);
    let employer = employer::read(employer, material, reports);
    let days = days::read(days, material, reports);
    let location = places::read(places, naming.as_ref(), material, reports);
    let pay = pay::read(pay, &location, material, reports);
    let contact = contact::read(contact, reports);
    let state = state::read(state, reports);
    let naming = naming?;
    let labels = labels::read(labels, &naming, material, reports);
    Some(JobPosting {
        path: material.path.to_owned(),
        part: material.part,
        content_hash: material.content_hash,
        body_hash: 0,
        dialect: material.dialect,
        repairs: Vec::new(),
        id: naming.id,
        slug: naming.slug,
        aliases: naming.aliases,
        title: naming.title,
        title_text: naming.title_text,
        company: employer.name,
        company_url: employer.url,
        company_logo: employer.logo,
        date_posted: days.posted,
        date_updated: days.updated,
        valid_through: days.valid_through,
        location,
        employment_type: labels.employment_type,
        salary: pay.salary,
        salary_text: pay.text,
        tags: labels.tags,
        category: labels.category,
        seniority: labels.seniority,
        language: labels.language,
        apply: contact.apply,
        source_site: contact.source_site,
        source_url: contact.source_url,
        status: state.status,
        featured: state.featured,
        draft: state.draft || days.is_unpublished,
        summary: naming.summary,
        extra: extra_values(&extra, reports),
        body: material.body,
    })
}

/// Tells unknown keys that are near a known one.
fn tell_slips(slips: Vec<(Span, String, Key)>, reports: &mut Reports) {
    for (span, written, near) in slips {
        let message = format!("`{}` is not a known key", shortened(&written));
        reports.warning(Code::UnknownKey, span, message, format!("did you mean `{}`?", near.canonical()));
    }
}

/// Keys without a meaning of their own that a posting keeps for templates.
const MOST_EXTRA: usize = 100;

/// Unknown keys with their values.
fn extra_values(extra: &[Entry], reports: &mut Reports) -> BTreeMap<String, serde_json::Value> {
    let first_left_out = extra.get(MOST_EXTRA).map(|entry| entry.key_span).unwrap_or_default();
    reports.only_first(MOST_EXTRA, extra.len(), "keys that corkboard does not know", first_left_out);
    extra.iter().take(MOST_EXTRA).map(|entry| (entry.key.to_string(), entry.node.to_json())).collect()
}

/// The text of a field that must be one; anything else is told.
pub(super) fn scalar<'n>(key: &str, node: &'n Node, reports: &mut Reports) -> Option<&'n str> {
    if node.is_blank() {
        return None;
    }
    if let Value::Scalar(_) = node.value {
        return node.text();
    }
    let message = format!("`{key}` is {}, not a text", node.kind());
    reports.error(Code::WrongType, node.span, message, format!("write `{key}: …` on one line"));
    None
}

/// The scalars of a value and of its lists, with their places.
pub(super) fn scalars(node: &Node, found: &mut Vec<(String, Span)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        _ => found.extend(node.text().map(|text| (text.to_owned(), node.span))),
    }
}

/// Reads a truth value, quoted or not.
pub(super) fn truth(key: &str, node: &Node, reports: &mut Reports) -> Option<bool> {
    let text = scalar(key, node, reports)?;
    let found = truth_of(text);
    if found.is_none() {
        let message = format!("`{key}` is `{}`, not true or false", shortened(text));
        reports.error(Code::WrongType, node.span, message, format!("write `{key}: true` or `{key}: false`"));
    }
    found
}

/// A word that says yes or no.
pub(super) fn truth_of(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}
