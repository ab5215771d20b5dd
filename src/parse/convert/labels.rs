//! What kind of work it is: employment type, tags, category, level, language; from fields, title, path and body.

use super::naming::{Naming, line, one_line, visible};
use super::{Material, scalar, scalars};
use crate::diagnostic::Code;
use crate::model::{EmploymentType, Fact, Language, Seniority, Tag};
use crate::parse::dates::shortened;
use crate::parse::reports::Reports;
use crate::parse::value::{Entry, Node};
use crate::parse::{facts, fields};

/// Tags of one posting that fields state; further ones are left out.
const MOST_TAGS: usize = 50;

/// Tags up to which the body adds those that it names.
const ENOUGH_TAGS: usize = 10;

/// Characters of a tag.
const LONGEST_TAG: usize = 60;

/// A posting's labels.
pub(super) struct Labels {
    pub(super) employment_type: Vec<Fact<EmploymentType>>,
    pub(super) tags: Vec<Fact<Tag>>,
    pub(super) category: Option<Fact<String>>,
    pub(super) seniority: Option<Fact<Seniority>>,
    pub(super) language: Option<Fact<Language>>,
}

/// Reads them.
pub(super) fn read(fields: fields::Labels, naming: &Naming, material: &Material, reports: &mut Reports) -> Labels {
    let fields::Labels { employment_type, tags, category, seniority, language } = fields;
    let title = naming.title_text.as_deref().unwrap_or(&naming.title.value);
    let base = material.body.start as usize;
    let (mut kinds, kind_category) = employment(&employment_type, reports);
    if kinds.is_empty() {
        kinds = facts::employment::from_body(material.body_text, title, base);
    }
    let stated_level =
        seniority.as_ref().and_then(|node| facts::seniority::read(scalar("seniority", node, reports)?, node.span));
    Labels {
        employment_type: kinds,
        tags: all_tags(&tags, title, material, reports),
        category: category.as_ref().and_then(|node| first_line("category", node, reports)).or(kind_category),
        seniority: stated_level
            .or_else(|| facts::seniority::from_title(title, naming.title.span.start as usize))
            .map(|fact| Fact { span: crate::source::Span { part: naming.title.span.part, ..fact.span }, ..fact }),
        language: language
            .as_ref()
            .and_then(|node| self::language(node, reports))
            .or_else(|| facts::language::detect(material.body_text, base)),
    }
}

/// The text of a field, or of its first item.
fn first_line(key: &str, node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    match &node.value {
        crate::parse::value::Value::List(items) => line(key, items.first()?, reports),
        _ => line(key, node, reports),
    }
}

/// Kinds of employment. What `type` or `jobType` says beside them is a category of the board's own.
fn employment(entries: &[Entry], reports: &mut Reports) -> (Vec<Fact<EmploymentType>>, Option<Fact<String>>) {
    let mut kinds: Vec<Fact<EmploymentType>> = Vec::new();
    let mut category = None;
    for entry in entries {
        let mut texts = Vec::new();
        scalars(&entry.node, &mut texts);
        let may_be_category = matches!(entry.key.to_lowercase().as_str(), "type" | "jobtype" | "job_type" | "job-type");
        for (text, span) in texts {
            let read = facts::employment::read(&text, span);
            for kind in read.kinds {
                if !kinds.iter().any(|known| known.value == kind.value) {
                    kinds.push(kind);
                }
            }
            let Some(unknown) = read.unknown.first() else { continue };
            if may_be_category {
                category = category.or(Some(Fact::stated(one_line(unknown).into_owned(), span)));
                continue;
            }
            let message = format!("`{}` is not a known employment type", shortened(unknown));
            let help =
                "write one of `full-time`, `part-time`, `contractor`, `temporary`, `intern`, `volunteer`, `per-diem`";
            reports.warning(Code::UnknownEmploymentType, span, message, help);
        }
    }
    (kinds, category)
}

/// Tags of fields, then the skill in the path, then skills that the body names.
fn all_tags(nodes: &[Node], title: &str, material: &Material, reports: &mut Reports) -> Vec<Fact<Tag>> {
    let mut tags = stated_tags(nodes, reports);
    let mut add = |fact: Fact<Tag>| {
        if !tags.iter().any(|known| known.value.slug == fact.value.slug) {
            tags.push(fact);
        }
        tags.len()
    };
    let count = facts::path::skill_tag(material.path).map_or(0, &mut add);
    let room = ENOUGH_TAGS.saturating_sub(count.max(nodes.len()));
    if room > 0 {
        let named = facts::skills::from_body(title, material.body_text, material.body.start as usize, ENOUGH_TAGS);
        for fact in named {
            if add(fact) >= ENOUGH_TAGS {
                break;
            }
        }
    }
    tags
}

/// Tags of fields: lists, comma-separated words, hashtags. Each tag once.
fn stated_tags(nodes: &[Node], reports: &mut Reports) -> Vec<Fact<Tag>> {
    let mut texts = Vec::new();
    nodes.iter().for_each(|node| scalars(node, &mut texts));
    let mut tags: Vec<Fact<Tag>> = Vec::new();
    let mut left_out = 0;
    for (text, span) in &texts {
        let clean = visible("tags", text, *span, reports);
        for word in clean.split([',', ';']) {
            let bounded: String = one_line(word.trim().trim_start_matches('#')).chars().take(LONGEST_TAG).collect();
            let Some(tag) = facts::skills::canonical(&bounded) else { continue };
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
    let span = texts.first().map(|(_, span)| *span).unwrap_or_default();
    reports.only_first(MOST_TAGS, tags.len() + left_out, "tags", span);
    tags
}

fn language(node: &Node, reports: &mut Reports) -> Option<Fact<Language>> {
    let text = scalar("language", node, reports)?;
    let found = facts::language::read(text, node.span);
    if found.is_none() {
        let message = format!("`{}` is not a language tag", shortened(text));
        reports.warning(Code::UnknownLanguage, node.span, message, "write a tag such as `en`, `de` or `pt-BR`");
    }
    found
}
