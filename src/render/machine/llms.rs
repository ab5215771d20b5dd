//! `llms.txt`: what the board is and where its texts lie, for language models. Links lead to Markdown where there is any.

use std::fmt::Write;

use super::twin::{line, linked, where_text};
use crate::plan::{ListKind, Opened, Page, Plan};

/// Title, description, lists, the newest postings, files for programs.
pub(super) fn llms(plan: &Plan) -> String {
    let settings = &plan.settings;
    let site = &settings.base_url;
    let mut out = format!("# {}\n\n> {}\n", line(&settings.title), line(&settings.description));
    let link = |out: &mut String, name: &str, address: &str, note: &str| {
        let _ = writeln!(out, "- {}{note}", linked(name, address));
    };
    out.push_str("\n## Newest postings\n\n");
    for id in plan.lists[0].page(0, settings.page_size) {
        let posting = plan.open(*id);
        let address = site.join(&plan.addresses().twin(&posting.slug).path);
        link(&mut out, &posting.facts.title.value, &address, &note(plan, &posting));
    }
    out.push_str("\n## Lists\n\n");
    link(&mut out, "All open postings", site.as_str(), "");
    for (id, directory) in (0..).zip(&plan.directories) {
        link(&mut out, &directory.folder, &site.join(&plan.address(Page::Directory(id, 0)).path), "");
    }
    for list in plan.popular().into_iter().filter(|list| list.kind != ListKind::Board) {
        let address = plan.addresses().page(&plan.list_parts(list));
        link(&mut out, &list.name, &site.join(&address.path), "");
    }
    out.push_str("\n## Data\n\n");
    link(&mut out, "jobs.json", &site.join("jobs.json"), ": all open postings with their facts");
    link(&mut out, "feed.json", &site.join("feed.json"), ": the newest postings in full");
    out.push_str("\n## Optional\n\n");
    for (index, page) in (0..).zip(&plan.board.pages) {
        link(&mut out, &page.title, &site.join(&plan.address(Page::Plain(index)).path), "");
    }
    link(&mut out, "sitemap.xml", &site.join("sitemap.xml"), "");
    out
}

/// Employer and place, as a note after a link.
fn note(plan: &Plan, posting: &Opened) -> String {
    let company = posting.company.map(|company| plan.companies[company as usize].name.as_str());
    let parts: Vec<String> = [company.map(line), where_text(&posting.facts.location).map(|place| line(&place))]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}
