//! The readers of single fields, each from what is written to one fact of the model.

use super::convert::{apply_of, scalar, url};
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use super::{dates, words};
use crate::diagnostic::Code;
use crate::model::{
    Apply, Country, EmploymentType, Fact, Location, Remote, Salary, Seniority, Slug, Status, Tag, WebUrl,
};
use crate::source::Span;

/// Tags of one posting; further ones are left out.
const MOST_TAGS: usize = 50;

/// The employer's facts.
#[derive(Default)]
pub(super) struct Employer {
    pub(super) name: Option<Fact<String>>,
    pub(super) url: Option<Fact<WebUrl>>,
    pub(super) logo: Option<Fact<String>>,
}

/// Reads `company`, which is a name or `{name, url, logo}`, and the keys beside it.
pub(super) fn employer(
    company: Option<Node>,
    company_url: Option<Node>,
    company_logo: Option<Node>,
    reports: &mut Reports,
) -> Employer {
    let (mut name, mut site, mut logo) = (None, company_url, company_logo);
    match company {
        Some(Node { value: Value::Map(entries), .. }) => {
            for Entry { key, node, .. } in entries {
                match &*key {
                    "name" | "title" => name = Some(node),
                    "url" | "website" | "sameAs" | "same_as" => site = Some(node),
                    "logo" | "logo_url" | "logoUrl" => logo = Some(node),
                    _ => {}
                }
            }
        }
        other => name = other,
    }
    Employer {
        name: name
            .as_ref()
            .and_then(|node| words::line("company", node, reports))
            .filter(|fact| names_someone(&fact.value)),
        url: site.as_ref().and_then(|node| url("company_url", node, reports)),
        logo: logo.as_ref().and_then(|node| self::logo(node, reports)),
    }
}

/// Words that stand where a name is missing.
fn names_someone(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_word = !matches!(
        lower.as_str(),
        "none"
            | "null"
            | "nil"
            | "n/a"
            | "na"
            | "n.a."
            | "unknown"
            | "undefined"
            | "nan"
            | "tbd"
            | "tba"
            | "-"
            | "--"
            | "not specified"
            | "confidential"
            | "anonymous"
    );
    is_word && name.chars().any(char::is_alphanumeric)
}

/// A logo is an address or a path of the board.
pub(super) fn logo(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let text = scalar("company_logo", node, reports)?;
    if text.starts_with('/') && !text.starts_with("//") && !text.contains(['\\', '"', '<', '>']) && !text.contains("..")
    {
        return Some(Fact::stated(text.to_owned(), node.span));
    }
    url("company_logo", node, reports).map(|fact| fact.map(|url| url.as_str().to_owned()))
}

/// Reads `apply` (an address or a mail address, or `{url, email}`), `apply_email`, or the posting's own address.
pub(super) fn apply(
    apply: Option<Node>,
    email: Option<Node>,
    source_url: Option<&Fact<WebUrl>>,
    reports: &mut Reports,
) -> Option<Fact<Apply>> {
    let mut candidates: Vec<Node> = Vec::new();
    match apply {
        Some(Node { value: Value::Map(entries), .. }) => candidates.extend(entries.into_iter().map(|entry| entry.node)),
        other => candidates.extend(other),
    }
    candidates.extend(email);
    let mut found = None;
    for node in &candidates {
        let Some(text) = scalar("apply", node, reports) else { continue };
        match apply_of(text) {
            Some(way) => found = found.or(Some(Fact::stated(way, node.span))),
            None => {
                let message = format!("`{}` is not a usable address", dates::shortened(text));
                let help = "write `apply_url: https://…` or `apply_email: jobs@…`";
                reports.error(Code::UnreadableUrl, node.span, message, help);
            }
        }
    }
    found.or_else(|| source_url.cloned().map(|fact| fact.map(Apply::Url)))
}

/// The fields on places.
pub(super) struct PlaceFields<'a> {
    pub(super) location: Option<Node<'a>>,
    pub(super) city: Option<Node<'a>>,
    pub(super) subdivision: Option<Node<'a>>,
    pub(super) country: Option<Node<'a>>,
    pub(super) remote: Option<Node<'a>>,
    pub(super) applicant_locations: Option<Node<'a>>,
}

/// Reads where the work is done.
pub(super) fn location(fields: PlaceFields, reports: &mut Reports) -> Location {
    let PlaceFields { location, city, subdivision, country, remote, applicant_locations } = fields;
    let mut texts = Vec::new();
    if let Some(node) = &location {
        collect_texts(node, &mut texts);
    }
    if texts.is_empty() {
        let parts: Vec<String> =
            [city, subdivision, country].iter().flatten().filter_map(|node| node.text().map(str::to_owned)).collect();
        if !parts.is_empty() {
            texts.push(parts.join(", "));
        }
    }
    Location {
        text: Some(texts.join("; ")).filter(|text| !text.is_empty()),
        remote: remote.as_ref().and_then(|node| self::remote(node, reports)),
        applicant_countries: applicant_locations.as_ref().map(countries).unwrap_or_default(),
        ..Location::default()
    }
}

/// Countries given by their codes.
fn countries(node: &Node) -> Vec<Fact<Country>> {
    let mut texts = Vec::new();
    scalars(node, &mut texts);
    texts.iter().filter_map(|(text, span)| Some(Fact::stated(Country::from_code(text)?, *span))).collect()
}

/// The texts of a value: of a list each, of keys and values those of one place joined.
fn collect_texts(node: &Node, texts: &mut Vec<String>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => texts.extend(node.text().map(|text| words::one_line(text).into_owned())),
        Value::List(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Map(entries) => {
            let parts: Vec<&str> = entries.iter().filter_map(|entry| entry.node.text()).collect();
            texts.extend((!parts.is_empty()).then(|| parts.join(", ")));
        }
    }
}

/// Reads a field on the way of working: a word or a truth value.
fn remote(node: &Node, reports: &mut Reports) -> Option<Fact<Remote>> {
    let text = scalar("remote", node, reports)?;
    let flat: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let kind = match flat.as_str() {
        "true" | "yes" | "1" | "remote" | "fullyremote" | "fully" | "telecommute" | "remoteonly" | "remoto" => {
            Remote::Remote
        }
        "hybrid" | "partial" | "partially" | "hibrido" | "híbrido" => Remote::Hybrid,
        "onsite" | "office" | "inoffice" | "inperson" | "alocado" | "presencial" => Remote::Onsite,
        _ => return None,
    };
    Some(Fact::stated(kind, node.span))
}

/// The fields on pay.
pub(super) struct PayFields<'a> {
    pub(super) salary: Option<Node<'a>>,
    pub(super) salary_min: Option<Node<'a>>,
    pub(super) salary_max: Option<Node<'a>>,
    pub(super) salary_currency: Option<Node<'a>>,
    pub(super) salary_unit: Option<Node<'a>>,
}

/// Reads pay: its figures and the author's words.
pub(super) fn salary(fields: PayFields, _: &mut Reports) -> (Option<Salary>, Option<Fact<String>>) {
    let PayFields { salary, salary_min, salary_max, salary_currency, salary_unit } = fields;
    if let Some(node) = salary.filter(|node| !node.is_blank()) {
        let mut texts = Vec::new();
        collect_texts(&node, &mut texts);
        return (None, Some(Fact::stated(texts.join(" "), node.span)));
    }
    let Some(span) = salary_min.as_ref().or(salary_max.as_ref()).map(|node| node.span) else { return (None, None) };
    let text = |node: &Option<Node>| node.as_ref().and_then(|node| node.text().map(str::to_owned));
    let range: Vec<String> = [text(&salary_min), text(&salary_max)].into_iter().flatten().collect();
    let words = [text(&salary_currency), Some(range.join(" - ")), text(&salary_unit).map(|unit| format!("/ {unit}"))];
    let words: Vec<String> = words.into_iter().flatten().collect();
    (None, Some(Fact::stated(words.join(" "), span)))
}

/// Reads kinds of employment. A word that is none is the board's own category (`jobType: software`).
pub(super) fn employment(nodes: &[Node], reports: &mut Reports) -> (Vec<Fact<EmploymentType>>, Option<Fact<String>>) {
    let mut types: Vec<Fact<EmploymentType>> = Vec::new();
    let mut category = None;
    let mut texts = Vec::new();
    nodes.iter().for_each(|node| scalars(node, &mut texts));
    for (text, span) in texts {
        let lower = text.to_lowercase();
        match employment_type(&lower) {
            Some(kind) if types.iter().any(|known| known.value == kind) => {}
            Some(kind) => types.push(Fact::stated(kind, span)),
            None if lower.chars().all(|c| c.is_alphabetic()) => category = category.or(Some(Fact::stated(text, span))),
            None => {
                let message = format!("`{}` is not a known employment type", dates::shortened(&text));
                let help = "write one of `full-time`, `part-time`, `contractor`, `temporary`, `intern`, `volunteer`, `per-diem`";
                reports.warning(Code::UnknownEmploymentType, span, message, help);
            }
        }
    }
    (types, category)
}

fn employment_type(lower: &str) -> Option<EmploymentType> {
    let flat: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    Some(match flat.as_str() {
        "fulltime" => EmploymentType::FullTime,
        "parttime" => EmploymentType::PartTime,
        "contractor" | "contract" | "freelance" | "freelancer" => EmploymentType::Contractor,
        "temporary" | "temp" => EmploymentType::Temporary,
        "intern" | "internship" => EmploymentType::Intern,
        "volunteer" => EmploymentType::Volunteer,
        "perdiem" => EmploymentType::PerDiem,
        _ => return None,
    })
}

/// The scalars of a value and of its lists, with their places.
fn scalars(node: &Node, found: &mut Vec<(String, Span)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        _ => found.extend(node.text().map(|text| (text.to_owned(), node.span))),
    }
}

/// Reads tags: lists, comma-separated words, hashtags. Each tag once.
pub(super) fn tags(nodes: &[Node], reports: &mut Reports) -> Vec<Fact<Tag>> {
    let mut texts = Vec::new();
    nodes.iter().for_each(|node| scalars(node, &mut texts));
    let mut tags: Vec<Fact<Tag>> = Vec::new();
    let mut left_out = 0;
    for (text, span) in &texts {
        for word in text.split([',', ';']) {
            let Some(tag) = tag(&words::visible("tags", word, *span, reports)) else { continue };
            if tags.iter().any(|known| known.value.slug == tag.slug) {
                continue;
            }
            if tags.len() < MOST_TAGS {
                tags.push(Fact::stated(tag, *span));
            } else {
                left_out += 1;
            }
        }
    }
    if left_out > 0 {
        let span = texts.first().map(|(_, span)| *span).unwrap_or_default();
        let message = format!("{} tags", MOST_TAGS + left_out);
        reports.warning(Code::FrontMatterTooLarge, span, message, format!("only the first {MOST_TAGS} are kept"));
    }
    tags
}

fn tag(written: &str) -> Option<Tag> {
    let name = words::one_line(written.trim().trim_start_matches('#')).into_owned();
    let bounded: String = name.chars().take(60).collect();
    Slug::of(&bounded).map(|slug| Tag { name: bounded, slug })
}

/// Reads a level.
pub(super) fn seniority(node: &Node) -> Option<Fact<Seniority>> {
    let flat: String = node.text()?.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let level = match flat.as_str() {
        "intern" => Seniority::Intern,
        "junior" | "entrylevel" | "entry" => Seniority::Junior,
        "mid" | "midlevel" | "intermediate" => Seniority::Mid,
        "senior" => Seniority::Senior,
        "staff" => Seniority::Staff,
        "principal" => Seniority::Principal,
        "lead" => Seniority::Lead,
        "director" => Seniority::Director,
        "head" => Seniority::Head,
        "vp" => Seniority::Vp,
        "executive" => Seniority::Executive,
        _ => return None,
    };
    Some(Fact::stated(level, node.span))
}

/// Reads the last part of the address that the author chose.
pub(super) fn slug(node: &Node, reports: &mut Reports) -> Option<Fact<Slug>> {
    let text = scalar("slug", node, reports)?;
    let found = Slug::of(text);
    if found.is_none() {
        let message = format!("`{}` cannot be part of an address", dates::shortened(text));
        reports.error(Code::WrongType, node.span, message, "write letters, digits and `-`");
    }
    found.map(|slug| Fact::stated(slug, node.span))
}

/// Reads old addresses: paths that begin with `/`.
pub(super) fn aliases(node: &Node, reports: &mut Reports) -> Vec<Fact<String>> {
    let mut texts = Vec::new();
    scalars(node, &mut texts);
    let mut aliases: Vec<Fact<String>> = Vec::new();
    for (text, span) in texts.into_iter().take(MOST_TAGS) {
        let is_safe = |c: char| c.is_alphanumeric() || "/-_.~%".contains(c);
        if text.starts_with('/') && text.chars().all(is_safe) && !text.contains("..") && !text.contains("//") {
            aliases.push(Fact::stated(text, span));
        } else {
            let message = format!("`{}` is not a path of this board", dates::shortened(&text));
            reports.error(
                Code::UnreadableUrl,
                span,
                message,
                "write a path that begins with `/`, as `/jobs/old-name/`",
            );
        }
    }
    aliases
}

/// Reads the source: a name, or of an address its host.
pub(super) fn site(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    if let Value::Map(entries) = &node.value {
        let name = entries.iter().find(|entry| entry.key == "name")?;
        return words::line("source", &name.node, reports);
    }
    let fact = words::line("source", node, reports)?;
    let host = WebUrl::parse(&fact.value).map(|url| url.host().to_owned()).filter(|host| !host.is_empty());
    Some(Fact { value: host.unwrap_or(fact.value), ..fact })
}

/// Reads whether one can still apply, from all keys that say so; closed when any of them says it.
pub(super) fn status(status: Option<&Node>, active: Option<&Node>, archived: &[Node], reports: &mut Reports) -> Status {
    let mut closed = false;
    if let Some(node) = status
        && let Some(text) = scalar("status", node, reports)
    {
        match text.to_lowercase().as_str() {
            "closed" | "filled" | "archived" | "expired" | "inactive" | "unlisted" => closed = true,
            "open" | "active" | "published" | "live" | "listed" => {}
            _ => {
                let message = format!("`{}` is not a status", dates::shortened(text));
                reports.warning(Code::WrongType, node.span, message, "write `status: open` or `status: closed`");
            }
        }
    }
    closed |= active.and_then(|node| truth("active", node, reports)) == Some(false);
    for node in archived {
        closed |= truth("archived", node, reports) == Some(true);
    }
    if closed { Status::Closed } else { Status::Open }
}

/// Reads a truth value, quoted or not.
pub(super) fn truth(key: &str, node: &Node, reports: &mut Reports) -> Option<bool> {
    let text = scalar(key, node, reports)?;
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => {
            let message = format!("`{key}` is `{}`, not true or false", dates::shortened(text));
            reports.error(Code::WrongType, node.span, message, format!("write `{key}: true` or `{key}: false`"));
            None
        }
    }
}
