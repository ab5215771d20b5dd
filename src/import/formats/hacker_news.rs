//! Hacker News "Who is hiring": the thread as the Algolia API gives it, or its text as copied from the page.
//! The first line of a comment is `Company | Role | Place | …`, in any order after the company.

use super::super::listing::{Body, Listing, Where};
use super::super::pasted::{address, head, pieces};
use super::super::tree::{Item, Told};
use super::super::{Known, html};
use super::{Listings, json_root, records};
use crate::diagnostic::Code;

pub(super) fn listings(told: &Told, _: &Known) -> Listings {
    let text = told.source.text;
    let is_json = text.trim_start().starts_with(['{', '[']);
    let listings = if is_json { of_json(told) } else { of_text(told) };
    if listings.is_empty() && !is_json {
        let message = "no line of the form `Company | Role | Place` is in this text";
        told.error(Code::ImportSyntax, 0..text.len().min(1), message, "save the text of the whole thread");
    }
    Listings { listings, is_whole: false }
}

fn of_json(told: &Told) -> Vec<Listing> {
    let Some(root) = json_root(told) else { return Vec::new() };
    let items = records(&root, told, &["children", "hits"]);
    items.iter().filter_map(|item| comment(item, told)).collect()
}

/// A comment of the thread itself; answers to it and comments without a head are no postings.
fn comment(item: &Item, told: &Told) -> Option<Listing> {
    let markdown = html::markdown(&item.first(&["text", "comment_text"])?);
    let id = item.first(&["id", "objectID"])?;
    let is_answer = item.text("story_id").is_some() && item.text("parent_id") != item.text("story_id");
    if is_answer {
        return None;
    }
    let listing = posting(&markdown, item.node.at.clone(), told)?;
    let page = format!("https://news.ycombinator.com/item?id={id}");
    Some(Listing { id, date_posted: item.text("created_at"), source_url: Some(page), ..listing })
}

/// Comments of a copied page: each begins with its head line.
fn of_text(told: &Told) -> Vec<Listing> {
    let text = told.source.text;
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_head(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            // Behind the frame of the next comment stands something else: an answer, a question.
            let comment: Vec<&str> = text[*start..end].lines().take_while(|line| !is_frame(line)).collect();
            posting(&html::tidy(&comment.join("\n")), *start..*start + 1, told)
        })
        .collect()
}

fn is_head(line: &str) -> bool {
    line.matches('|').count() >= 2 && line.trim().len() < 400 && !is_frame(line)
}

/// What the page writes around comments: `user 3 hours ago | next [–]`, `reply`.
fn is_frame(line: &str) -> bool {
    let line = line.trim();
    line == "reply" || line.contains(" ago | ") || line.contains("[–]") || line.contains("[-]") && line.contains('|')
}

fn posting(markdown: &str, at: std::ops::Range<usize>, told: &Told) -> Option<Listing> {
    let (first, rest) = markdown.split_once('\n').unwrap_or((markdown, ""));
    let first = first.replace('\\', "");
    if !is_head(&first) {
        return None;
    }
    let mut found = head::Head::default();
    head::dense(&pieces(&first), &first, &mut found);
    let Some(title) = found.title else {
        told.warning(
            Code::ImportRecord,
            at,
            format!("`{first}` names no role"),
            "it is left out; write the posting by hand",
        );
        return None;
    };
    let said = |key: &str| found.said.iter().find(|said| said.key == key).map(|said| said.value.clone());
    Some(Listing {
        title,
        company: said("company"),
        places: said("location").map(Where::Text).into_iter().collect(),
        employment_type: said("employment_type").into_iter().collect(),
        pay: super::super::listing::Pay { text: said("salary"), ..Default::default() },
        apply: said("apply").or_else(|| address(&first)).or_else(|| address(rest)),
        body: Body::Markdown(rest.trim().to_owned()),
        at,
        ..Listing::default()
    })
}
