//! How to apply, and where a posting comes from.

use super::naming::line;
use super::scalar;
use crate::diagnostic::Code;
use crate::model::{Apply, Fact, WebUrl};
use crate::parse::dates::shortened;
use crate::parse::reports::Reports;
use crate::parse::value::{Node, Value};
use crate::parse::{facts, fields};

/// A posting's addresses.
pub(super) struct Contact {
    pub(super) apply: Option<Fact<Apply>>,
    pub(super) source_url: Option<Fact<WebUrl>>,
    pub(super) source_site: Option<Fact<String>>,
}

/// Reads them. Where no way to apply is stated, the posting's own page is one.
pub(super) fn read(fields: fields::Contact, reports: &mut Reports) -> Contact {
    let fields::Contact { apply, apply_email, source_url, source_site } = fields;
    let (mut address, mut site) = (source_url, source_site);
    if let Some(Node { value: Value::Map(entries), .. }) = site.clone() {
        let part = |name: &str| entries.iter().find(|entry| entry.key == name).map(|entry| entry.node.clone());
        address = address.or_else(|| part("url"));
        site = part("name");
    }
    let source_url = address.as_ref().and_then(|node| url("source_url", node, reports));
    let source_site = site.as_ref().and_then(|node| self::site(node, reports));
    Contact { apply: self::apply(apply, apply_email, source_url.as_ref(), reports), source_url, source_site }
}

/// An address, or a mistake at its place.
pub(in crate::parse) fn url(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<WebUrl>> {
    let text = scalar(key, node, reports)?;
    let found = address(text);
    if found.is_none() {
        let message = format!("`{}` is not a usable address", shortened(text));
        reports.error(Code::UnreadableUrl, node.span, message, format!("write `{key}: https://…`"));
    }
    found.map(|url| Fact::stated(url, node.span))
}

/// `www.acme.example/jobs` is meant as an address, though it has no scheme.
fn address(text: &str) -> Option<WebUrl> {
    let is_host = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if is_host && !text.contains(char::is_whitespace) {
        return WebUrl::parse(&format!("https://{text}"));
    }
    WebUrl::parse(text).filter(|url| url.as_str().len() <= 2_000)
}

fn apply(
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
        match way(text) {
            Some(way) => found = found.or(Some(Fact::stated(way, node.span))),
            None => {
                let message = format!("`{}` is not a usable address", shortened(text));
                let help = "write `apply_url: https://…` or `apply_email: jobs@…`";
                reports.error(Code::UnreadableUrl, node.span, message, help);
            }
        }
    }
    found.or_else(|| source_url.cloned().map(|fact| fact.map(Apply::Url)))
}

/// True for an address or mail address that a posting can name as its way to apply.
pub(crate) fn is_way_to_apply(text: &str) -> bool {
    way(text).is_some()
}

/// An address or mail address to apply at.
fn way(text: &str) -> Option<Apply> {
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    let mail = mail.split('?').next().unwrap_or(mail);
    if is_mail(mail) {
        return Some(Apply::Email(mail.to_owned()));
    }
    address(text).filter(|url| !url.as_str().starts_with("mailto:")).map(Apply::Url)
}

/// A mail address of the plain kind: one `@`, a dot behind it, no blanks, quotes or brackets.
fn is_mail(text: &str) -> bool {
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

/// The source: a name, or of an address its site.
fn site(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let fact = line("source", node, reports)?;
    let site = if fact.value.contains("://") { facts::source::site(&fact.value) } else { None };
    Some(match site {
        Some(site) => Fact::derived(site, fact.span),
        None => fact,
    })
}
