//! From what is written to what is meant: every field of a `RawPosting` becomes a fact or a diagnostic.

use std::collections::BTreeMap;

use super::fields::RawPosting;
use super::reports::Reports;
use super::value::{Entry, Node, Value};
use super::{dates, reading, words};
use crate::diagnostic::Code;
use crate::model::{Apply, DatePosted, Dialect, Fact, Featured, JobPosting, Language, WebUrl};
use crate::source::Span;

/// What a posting is made from beside its fields.
pub(super) struct Origin<'a> {
    pub(super) path: &'a str,
    pub(super) part: u32,
    pub(super) dialect: Dialect,
    pub(super) content_hash: u128,
    pub(super) body: Span,
}

/// Makes the posting. None when it has no title, which is told.
#[expect(clippy::too_many_lines, reason = "one line for every field, twice")]
pub(super) fn posting(raw: RawPosting, origin: &Origin, reports: &mut Reports) -> Option<JobPosting> {
    let RawPosting {
        title,
        company,
        company_url,
        company_logo,
        date_posted,
        date_updated,
        valid_through,
        location,
        city,
        subdivision,
        country,
        remote,
        applicant_locations,
        employment_type,
        salary,
        salary_min,
        salary_max,
        salary_currency,
        salary_unit,
        tags,
        category,
        seniority,
        language,
        apply,
        apply_email,
        source_url,
        source_site,
        status,
        active,
        archived,
        draft,
        featured,
        id,
        slug,
        aliases,
        summary,
        description: _,
        extra,
        slips,
    } = raw;
    for (span, written, near) in slips {
        let message = format!("`{written}` is not a known key");
        reports.warning(Code::UnknownKey, span, message, format!("did you mean `{}`?", near.canonical()));
    }
    let Some(title) = words::title(title.as_ref(), reports) else {
        let help = "add a line `title: …`".to_owned();
        reports.error(Code::MissingTitle, Span::within(origin.body.part, 0, 1), "a posting without a title", help);
        return None;
    };
    let employer = reading::employer(company, company_url, company_logo, reports);
    let source_url = source_url.as_ref().and_then(|node| url("source_url", node, reports));
    let apply = reading::apply(apply, apply_email, source_url.as_ref(), reports);
    let is_draft_by_date = date_posted.as_ref().is_some_and(|node| matches!(node.text(), Some("false" | "no")));
    let is_bool = |node: &&Node| !matches!(node.text(), Some("false" | "no" | "true" | "yes"));
    let date_posted = date_posted.as_ref().filter(is_bool).and_then(|node| date("date_posted", node, reports));
    let date_updated = date_updated.as_ref().and_then(|node| whole_day("date_updated", node, reports));
    let valid_through = valid_through.as_ref().and_then(|node| whole_day("valid_through", node, reports));
    check_order(date_posted.as_ref(), valid_through.as_ref(), reports);
    let place = reading::PlaceFields { location, city, subdivision, country, remote, applicant_locations };
    let pay = reading::PayFields { salary, salary_min, salary_max, salary_currency, salary_unit };
    let (salary, salary_text) = reading::salary(pay, reports);
    let (employment_type, kind) = reading::employment(&employment_type, reports);
    Some(JobPosting {
        path: origin.path.to_owned(),
        part: origin.part,
        content_hash: origin.content_hash,
        body_hash: 0,
        dialect: origin.dialect,
        repairs: Vec::new(),
        id: id.as_ref().and_then(|node| words::line("id", node, reports)),
        slug: slug.as_ref().and_then(|node| reading::slug(node, reports)),
        aliases: aliases.as_ref().map(|node| reading::aliases(node, reports)).unwrap_or_default(),
        title: title.shown,
        title_text: title.written,
        company: employer.name,
        company_url: employer.url,
        company_logo: employer.logo,
        date_posted,
        date_updated,
        valid_through,
        location: reading::location(place, reports),
        employment_type,
        salary,
        salary_text,
        tags: reading::tags(&tags, reports),
        category: category.as_ref().and_then(|node| words::line("category", node, reports)).or(kind),
        seniority: seniority.as_ref().and_then(reading::seniority),
        language: language.as_ref().and_then(|node| self::language(node, reports)),
        apply,
        source_site: source_site.as_ref().and_then(|node| reading::site(node, reports)),
        source_url,
        status: reading::status(status.as_ref(), active.as_ref(), &archived, reports),
        featured: featured.as_ref().and_then(|node| self::featured(node, reports)),
        draft: is_draft_by_date
            || draft.as_ref().and_then(|node| reading::truth("draft", node, reports)).unwrap_or(false),
        summary: summary.as_ref().and_then(|node| words::line("summary", node, reports)),
        extra: extra_values(&extra),
        body: origin.body,
    })
}

/// An address, or a mistake at its place.
pub(super) fn url(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<WebUrl>> {
    let text = scalar(key, node, reports)?;
    let found = WebUrl::parse(text).or_else(|| without_scheme(text).and_then(|text| WebUrl::parse(&text)));
    if found.is_none() {
        let message = format!("`{}` is not a usable address", dates::shortened(text));
        let help = format!("write `{key}: https://…`");
        reports.error(Code::UnreadableUrl, node.span, message, help);
    }
    found.map(|url| Fact::stated(url, node.span))
}

/// `www.acme.example/jobs` is meant as an address, though it has no scheme.
fn without_scheme(text: &str) -> Option<String> {
    let starts = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    (starts && !text.contains(char::is_whitespace)).then(|| format!("https://{text}"))
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

fn whole_day(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<jiff::civil::Date>> {
    let fact = date(key, node, reports)?;
    if let Some(day) = fact.value.day() {
        return Some(Fact { value: day, origin: fact.origin, span: fact.span });
    }
    let message = format!("`{key}` is a month, not a day");
    reports.error(Code::UnreadableDate, node.span, message, format!("write `{key}: 2026-11-02`"));
    None
}

fn check_order(posted: Option<&Fact<DatePosted>>, end: Option<&Fact<jiff::civil::Date>>, reports: &mut Reports) {
    if let (Some(posted), Some(end)) = (posted.and_then(|fact| fact.value.day()), end)
        && end.value < posted
    {
        let message = format!("`valid_through` {} is before `date_posted` {posted}", end.value);
        reports.error(Code::DeadlineBeforePosting, end.span, message, "a posting must close after it opens");
    }
}

fn language(node: &Node, reports: &mut Reports) -> Option<Fact<Language>> {
    let text = scalar("language", node, reports)?;
    let found = Language::from_tag(text);
    if found.is_none() {
        let message = format!("`{}` is not a language tag", dates::shortened(text));
        reports.warning(Code::UnknownLanguage, node.span, message, "write a tag such as `en`, `de` or `pt-BR`");
    }
    found.map(|tag| Fact::stated(tag, node.span))
}

fn featured(node: &Node, reports: &mut Reports) -> Option<Featured> {
    let text = scalar("featured", node, reports)?;
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" => return Some(Featured::Until(None)),
        "false" | "no" => return None,
        _ => {}
    }
    if let Ok(rank) = text.parse::<i64>()
        && text.len() < 8
    {
        return Some(Featured::Rank(rank));
    }
    whole_day("featured", node, reports).map(|day| Featured::Until(Some(day.value)))
}

/// Unknown keys with their values. Keys that would be a fact's second spelling are kept likewise.
fn extra_values(extra: &[Entry]) -> BTreeMap<String, serde_json::Value> {
    extra.iter().take(100).map(|entry| (entry.key.to_string(), entry.node.to_json())).collect()
}

/// How to apply, by address or mail.
pub(super) fn apply_of(text: &str) -> Option<Apply> {
    if let Some(mail) = text.strip_prefix("mailto:") {
        return is_mail(mail).then(|| Apply::Email(mail.to_owned()));
    }
    if is_mail(text) {
        return Some(Apply::Email(text.to_owned()));
    }
    WebUrl::parse(text).or_else(|| without_scheme(text).and_then(|text| WebUrl::parse(&text))).map(Apply::Url)
}

/// A mail address of the plain kind: one `@`, a dot behind it, no blanks, quotes or brackets.
pub(super) fn is_mail(text: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || ".!#$%&*+/=?^_{|}~-'".contains(c);
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.len() <= 64
            && name.chars().all(is_safe)
            && host.len() <= 253
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
    })
}
