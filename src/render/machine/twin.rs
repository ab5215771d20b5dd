//! The Markdown twin of a posting: the same words as its page, for programs that read text.

use std::fmt::Write;

use crate::model::{Apply, DatePosted, EmploymentType, Fact, JobPosting, Location, Remote};
use crate::parse::Body;
use crate::plan::{Plan, PostingId};

/// Title, facts, text and the way to apply, as Markdown.
pub fn twin(plan: &Plan, id: PostingId, body: &Body) -> String {
    let posting = &plan.postings[id as usize];
    let facts = &posting.facts;
    let site = &plan.settings.base_url;
    let page = site.join(&plan.posting_address(id).path);
    let mut out = format!("# {}\n\n", line(&facts.title.value));
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "- {name}: {value}");
        }
    };
    let company = posting.company.map(|company| &plan.companies[company as usize]);
    fact("Company", company.map(|company| line(&company.name)));
    fact("Location", where_text(&facts.location).map(|place| line(&place)));
    fact("Employment", employment(facts));
    fact("Pay", pay(facts).map(line));
    fact("Posted", facts.date_posted.as_ref().map(|date| day(date.value)));
    fact("Updated", facts.date_updated.as_ref().map(|date| date.value.to_string()));
    fact("Apply until", facts.valid_through.as_ref().map(|date| date.value.to_string()));
    fact("Tags", tags(facts));
    fact("Page", Some(page));
    let text = body.markdown.trim();
    if !text.is_empty() {
        let _ = write!(out, "\n{text}\n");
    }
    out.push('\n');
    out.push_str(&closing(facts, posting.is_open));
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

fn employment(facts: &JobPosting) -> Option<String> {
    let words: Vec<&str> = facts.employment_type.iter().map(|kind| word(kind.value)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn word(kind: EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "Full time",
        EmploymentType::PartTime => "Part time",
        EmploymentType::Contractor => "Contract",
        EmploymentType::Temporary => "Temporary",
        EmploymentType::Intern => "Internship",
        EmploymentType::Volunteer => "Volunteer",
        EmploymentType::PerDiem => "By the day",
        EmploymentType::Other => "Other",
    }
}

fn pay(facts: &JobPosting) -> Option<&str> {
    facts
        .salary
        .as_ref()
        .map(|salary| salary.text.as_str())
        .or(facts.salary_text.as_ref().map(|text| text.value.as_str()))
}

fn day(date: DatePosted) -> String {
    match date {
        DatePosted::Day(day) => day.to_string(),
        DatePosted::Month(year, month) => format!("{year:04}-{month:02}"),
    }
}

fn tags(facts: &JobPosting) -> Option<String> {
    let names: Vec<String> = facts.tags.iter().filter_map(Fact::certain).map(|tag| line(&tag.name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn closing(facts: &JobPosting, is_open: bool) -> String {
    if !is_open {
        return "This posting is closed.\n".to_owned();
    }
    match facts.apply.as_ref().map(|apply| &apply.value) {
        Some(Apply::Url(url)) => format!("{}\n", linked("Apply", url.as_str())),
        Some(Apply::Email(address)) => format!("Apply: <{address}>\n"),
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
