//! A filled GitHub issue form: `### Label`, a blank line, the answer; `_No response_` is none. Alone, as an issue, or in
//! the event that a workflow gets.
//! <https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema>

use super::super::listing::Listing;
use super::super::tree::{Item, Told};
use super::super::{Known, keyed};
use super::{Listings, json_root};
use crate::diagnostic::Code;
use crate::parse::known_key;

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let text = told.source.text;
    let mut listing = Listing { at: 0..text.len().min(1), ..Listing::default() };
    if text.trim_start().starts_with('{') {
        let Some(root) = json_root(told) else { return Listings::default() };
        let issue = Item { node: root.get("issue").unwrap_or(&root), told };
        read(&issue.text("body").unwrap_or_default(), &mut listing);
        listing.date_posted = listing.date_posted.or_else(|| issue.first(&["created_at", "createdAt"]));
        listing.id = issue.text("number").map(|number| format!("issue-{number}")).unwrap_or_default();
    } else {
        read(text, &mut listing);
    }
    if listing.title.is_empty() {
        let message = "the form has no answer below `### Job title`";
        told.error(Code::ImportRecord, 0..text.len().min(1), message, "every posting needs a title");
        return Listings::default();
    }
    Listings::one(listing)
}

/// The key of a question.
fn key(label: &str) -> Option<&'static str> {
    let label = label.trim().trim_end_matches([':', '*', '?']).to_lowercase();
    let bare = label.split(" (").next().unwrap_or(&label);
    match bare {
        "how to apply" | "link or mail address to apply" => Some("apply"),
        "last day to apply" => Some("valid_through"),
        "kind of employment" => Some("employment_type"),
        "place" => Some("location"),
        "way of working" => Some("remote"),
        "text of the posting" => Some("description"),
        other => known_key(other),
    }
}

fn read(form: &str, listing: &mut Listing) {
    let form = form.replace("\r\n", "\n");
    let mut current: Option<(&str, String)> = None;
    for line in form.lines() {
        // What a form asks beside the keys of front matter is left out.
        let label = line.strip_prefix("### ").filter(|_| !is_text(&current));
        match label {
            Some(label) => {
                if let Some((name, answer)) = current.take() {
                    put(name, &answer, listing);
                }
                current = key(label).map(|name| (name, String::new()));
            }
            None => {
                if let Some((_, answer)) = current.as_mut() {
                    answer.push_str(line);
                    answer.push('\n');
                }
            }
        }
    }
    if let Some((name, answer)) = current {
        put(name, &answer, listing);
    }
}

/// The text of the posting comes last and may hold any heading.
fn is_text(current: &Option<(&str, String)>) -> bool {
    current.as_ref().is_some_and(|(name, _)| *name == "description")
}

fn put(name: &'static str, answer: &str, listing: &mut Listing) {
    let answer = answer.trim();
    if answer.is_empty() || answer == "_No response_" || answer.eq_ignore_ascii_case("none") {
        return;
    }
    keyed::put(listing, name, vec![answer.to_owned()]);
}
