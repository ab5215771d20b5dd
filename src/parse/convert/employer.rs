//! Who hires: `company` as a name or as `{name, url, logo}`, and the keys beside it; else the name that the body gives.

use super::naming::line;
use super::{Material, scalar, url};
use crate::model::{Fact, WebUrl};
use crate::parse::facts;
use crate::parse::fields;
use crate::parse::reports::Reports;
use crate::parse::value::{Entry, Node, Value};

/// The employer's facts.
pub(super) struct Employer {
    pub(super) name: Option<Fact<String>>,
    pub(super) url: Option<Fact<WebUrl>>,
    pub(super) logo: Option<Fact<String>>,
}

/// Reads them.
pub(super) fn read(fields: fields::Employer, material: &Material, reports: &mut Reports) -> Employer {
    let fields::Employer { company, company_url, company_logo } = fields;
    let (mut name, mut site, mut picture) = (None, company_url, company_logo);
    match company {
        Some(Node { value: Value::Map(entries), .. }) => {
            for Entry { key, node, .. } in entries {
                match &*key {
                    "name" | "title" => name = Some(node),
                    "url" | "website" | "sameAs" | "same_as" => site = Some(node),
                    "logo" | "logo_url" | "logoUrl" => picture = Some(node),
                    _ => {}
                }
            }
        }
        other => name = other,
    }
    let stated = name.as_ref().and_then(|node| line("company", node, reports));
    Employer {
        name: stated
            .and_then(|fact| facts::company::clean(&fact.value, fact.span))
            .or_else(|| facts::company::from_body(material.body_text, material.body.start as usize)),
        url: site.as_ref().and_then(|node| url("company_url", node, reports)),
        logo: picture.as_ref().and_then(|node| logo(node, reports)),
    }
}

/// A logo is an address or a path of the board.
pub(in crate::parse) fn logo(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let text = scalar("company_logo", node, reports)?;
    let is_odd = |c: char| c.is_control() || matches!(c, '\\' | '"' | '\'' | '<' | '>' | ' ' | '`');
    if text.starts_with('/') && !text.starts_with("//") && !text.contains(is_odd) && !text.contains("..") {
        return Some(Fact::stated(text.to_owned(), node.span));
    }
    let fact = url("company_logo", node, reports)?;
    fact.value.as_str().starts_with("http").then(|| fact.map(|url| url.as_str().to_owned()))
}
