//! The files for programs of which there is one on a board, `jobs.json`, and the Markdown twins of postings.
//!
//! `robots.txt`, `opensearch.xml`, `_headers`: drawn from the settings. `_redirects`: from `base_url` and the plan's redirects.
//! `llms.txt`: settings, plain pages, directories, `Plan::popular`, titles, employers and places of the newest page.
//! `jobs.schema.json`: `base_url`. `jobs.json`: settings, `Plan::jobs_entries` with facts, addresses and employers;
//! its first document also the number of open postings. A twin: as its page, but for lists and similar postings.

mod headers;
mod job;
mod jobs;
mod llms;
mod redirects;
mod robots;
mod twin;

pub use headers::policy;
pub(crate) use job::{Amount, Job, certain_company_url, job};
pub(crate) use jobs::schema_url;
pub use jobs::{jobs, schema};
pub(super) use twin::twin;

use super::Emit;
use crate::plan::{MachineFile, Page, Plan};

/// Draws one file for programs.
pub fn draw(plan: &Plan, file: MachineFile, emit: &mut Emit) {
    let text = match file {
        MachineFile::Robots => robots::robots(plan),
        MachineFile::OpenSearch => open_search(plan),
        MachineFile::Llms => llms::llms(plan),
        MachineFile::Headers => headers::headers(plan),
        MachineFile::Redirects => redirects::redirects(plan),
        MachineFile::JobsSchema => schema(plan),
    };
    emit(file.name(), text.as_bytes());
}

/// OpenSearch 1.1: lets a browser search the board.
fn open_search(plan: &Plan) -> String {
    let settings = &plan.settings;
    let mut xml = super::xml::Xml::new();
    xml.open("OpenSearchDescription", &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")]);
    let short: String = settings.title.chars().take(16).collect();
    let description = if settings.description.is_empty() { &settings.title } else { &settings.description };
    xml.element("ShortName", short.trim());
    xml.element("Description", &description.chars().take(1024).collect::<String>());
    let template = format!("{}?q={{searchTerms}}", settings.base_url.join(&plan.address(Page::Search).path));
    xml.empty("Url", &[("type", "text/html"), ("method", "get"), ("template", &template)]);
    xml.element("InputEncoding", "UTF-8");
    xml.finish()
}

#[cfg(test)]
mod tests;
