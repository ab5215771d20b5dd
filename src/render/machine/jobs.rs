//! `jobs.json`: every open posting with its facts, newest first, in parts that lead to the next older one;
//! and `jobs.schema.json`, its JSON Schema, made from the same types.

use schemars::JsonSchema;
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::job::{Job, job};
use crate::model::Fact;
use crate::plan::{MachineFile, Opened, Page, Plan, PostingId};
use crate::render::Emit;

/// A part of the list of all open postings.
#[derive(serde::Serialize, JsonSchema)]
struct Jobs<'a> {
    /// Address of this schema. Keys may be added to what it says; none is renamed or taken away.
    #[serde(rename = "$schema")]
    schema: String,
    /// Title of the board.
    title: &'a str,
    /// Address of the board.
    home_page_url: &'a str,
    /// Address of this document.
    url: String,
    /// The next older part; absent in the oldest.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    /// Number of open postings in all parts; only in the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
    /// Open postings, newest first.
    #[schemars(with = "Vec<Record>")]
    jobs: Records<'a>,
}

/// An open posting.
#[derive(serde::Serialize, JsonSchema)]
struct Record<'a> {
    /// Address of its page; stays the same when the posting is edited.
    url: String,
    /// Address of its text as Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown_url: Option<String>,
    /// Title as shown: without place, way of working and codes.
    title: &'a str,
    /// Title as the author wrote it, when it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    title_text: Option<&'a str>,
    /// One or two sentences of plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// Skills and topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    /// Language of the text (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// True when the board shows it ahead of others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    featured: bool,
    #[serde(flatten)]
    job: Job<'a>,
}

/// Postings of a part: each is opened when it is written, so that no more of them than one is held.
struct Records<'a> {
    plan: &'a Plan,
    entries: &'a [PostingId],
}

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut records = serializer.serialize_seq(Some(self.entries.len()))?;
        for id in self.entries {
            records.serialize_element(&record(self.plan, &self.plan.open(*id)))?;
        }
        records.end()
    }
}

/// Draws a part of `jobs.json`.
pub fn jobs(plan: &Plan, number: u32, emit: &mut Emit) {
    let address = |number: u32| plan.settings.base_url.join(&plan.address(Page::JobsJson(number)).path);
    let older = match number {
        0 => plan.jobs_parts(),
        number => number - 1,
    };
    let document = Jobs {
        schema: schema_url(plan),
        title: &plan.settings.title,
        home_page_url: plan.settings.base_url.as_str(),
        url: address(number),
        next_url: (older > 0).then(|| address(older)),
        total: (number == 0).then(|| plan.lists[0].entries.len()),
        jobs: Records { plan, entries: plan.jobs_entries(number) },
    };
    // Writing strings and numbers to memory cannot fail.
    let bytes = serde_json::to_vec(&document).unwrap_or_default();
    emit(&plan.address(Page::JobsJson(number)).file, &bytes);
}

/// The JSON Schema of `jobs.json`.
pub fn schema(plan: &Plan) -> String {
    let mut schema = schemars::schema_for!(Jobs);
    schema.insert("$id".to_owned(), schema_url(plan).into());
    schema.insert("title".to_owned(), "The open postings of a job board".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Where the schema lies: also the address under which `_job` of the feeds is described.
pub(crate) fn schema_url(plan: &Plan) -> String {
    plan.settings.base_url.join(MachineFile::JobsSchema.name())
}

fn record<'a>(plan: &'a Plan, posting: &'a Opened) -> Record<'a> {
    let facts = &posting.facts;
    let site = &plan.settings.base_url;
    Record {
        url: site.join(&plan.addresses().posting(&posting.slug).path),
        markdown_url: plan.settings.markdown_twins.then(|| site.join(&plan.addresses().twin(&posting.slug).path)),
        title: &facts.title.value,
        title_text: facts.title_text.as_deref(),
        summary: facts.summary.as_ref().and_then(Fact::certain).map(String::as_str),
        tags: facts.tags.iter().filter_map(Fact::certain).map(|tag| tag.name.as_str()).collect(),
        language: facts.language.as_ref().and_then(Fact::certain).map(crate::model::Language::tag),
        featured: posting.is_featured,
        job: job(plan, posting),
    }
}
