//! The Markdown twin of a posting: the same words as its page, for programs that read text.

use std::fmt::Write;

use crate::model::{Apply, FacetKind, Fact, JobPosting, Location, Remote};
use crate::parse::Body;
use crate::plan::{Opened, Plan};
use crate::render::words::Words;

/// Title, facts, text and the way to apply, as Markdown. Facts are named in the words of the board.
pub(in crate::render) fn twin(plan: &Plan, words: &Words, posting: &Opened, body: &Body) -> String {
    let facts = &*posting.facts;
    let site = &plan.settings.base_url;
    let page = site.join(&plan.addresses().posting(&posting.slug).path);
    let mut out = format!("# {}\n\n", line(&facts.title.value));
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "- {}", words.sentence("pair", &[("name", name), ("value", &value)]));
        }
    };
    let company = posting.company.map(|company| &plan.companies[company as usize]);
    fact(words.label("company"), company.map(|company| line(&company.name)));
    fact(words.label("place"), where_text(&facts.location).map(|place| line(&place)));
    fact(words.label("employment"), employment(facts, words));
    fact(words.label("pay"), pay(facts).map(line));
    fact(words.label("posted"), facts.date_posted.as_ref().map(|date| date.value.to_string()));
    fact(words.label("changed"), facts.date_updated.as_ref().map(|date| date.value.to_string()));
    fact(words.label("apply_by"), facts.valid_through.as_ref().map(|date| date.value.to_string()));
    fact(words.directory(FacetKind::Tags), tags(facts));
    fact(words.label("page"), Some(page));
    let text = body.markdown.trim();
    if !text.is_empty() {
        let _ = write!(out, "\n{text}\n");
    }
    out.push('\n');
    out.push_str(&closing(facts, words, posting.is_open));
    out
}

/// The author's words on the place, else its parts.
pub(super) fn where_text(location: &Location) -> Option<String> {
    if let Some(text) = &location.text {
        return Some(text.clone());
    }
    let mut parts: Vec<&str> = match location.remote.as_ref().map(|remote| remote.value) {
        Some(Remote::Remote) => vec!["Remote"],
        Some(Remote::Hybrid) => vec!["Hybrid"],
        Some(Remote::Onsite) | None => Vec::new(),
    };
    for place in &location.places {
        let names = [place.city.as_ref(), place.subdivision.as_ref()].into_iter().flatten();
        parts.extend(names.map(|name| name.value.as_str()));
        parts.extend(place.country.as_ref().map(|country| country.value.code()));
    }
    parts.extend(location.regions.iter().map(|region| region.value.0.as_str()));
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn employment(facts: &JobPosting, words: &Words) -> Option<String> {
    let types: Vec<&str> = facts.employment_type.iter().map(|kind| words.employment_type(kind.value)).collect();
    (!types.is_empty()).then(|| types.join(", "))
}

fn pay(facts: &JobPosting) -> Option<&str> {
    facts
        .salary
        .as_ref()
        .map(|salary| salary.text.as_str())
        .or(facts.salary_text.as_ref().map(|text| text.value.as_str()))
}

fn tags(facts: &JobPosting) -> Option<String> {
    let names: Vec<String> = facts.tags.iter().filter_map(Fact::certain).map(|tag| line(&tag.name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn closing(facts: &JobPosting, words: &Words, is_open: bool) -> String {
    if !is_open {
        return format!("{}\n", words.label("job_closed"));
    }
    match facts.apply.as_ref().map(|apply| &apply.value) {
        Some(Apply::Url(url)) => format!("{}\n", linked(words.label("apply"), url.as_str())),
        Some(Apply::Email(mail)) => {
            let mail = format!("<{mail}>");
            format!("{}\n", words.sentence("pair", &[("name", words.label("apply")), ("value", &mail)]))
        }
        None => String::new(),
    }
}

/// A Markdown link. The address has been checked; brackets in it would end it early.
pub(super) fn linked(name: &str, address: &str) -> String {
    let address = address.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
    format!("[{}]({address})", line(name))
}

/// A text as one line of Markdown that means only its words.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
