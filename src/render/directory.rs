//! Pages that name all values of a facet: companies, tags, places, months …

use serde::Serialize;
use tera::Value;

use super::head::Link;
use super::{Emit, Renderer, Target};
use crate::diagnostic::Diagnostic;
use crate::model::FacetKind;
use crate::plan::{Directory, ListId, ListKind, Page};

/// So many values stand under one heading.
const UNGROUPED: usize = 12;

/// The variables of `directory.html`.
#[derive(Serialize)]
struct DirectoryView {
    heading: String,
    count_text: Option<String>,
    /// Links to the parts of a directory that is split by letters.
    sections: Vec<Link>,
    groups: Vec<Group>,
}

/// Values under one heading: a letter, a year.
#[derive(Serialize)]
struct Group {
    label: String,
    links: Vec<Value>,
}

impl Renderer<'_> {
    pub(super) fn draw_directory(&self, index: u32, part: u32, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let directory = &self.plan.directories[index as usize];
        let link = self.directory_link(directory);
        let section = part.checked_sub(1).map(|part| &directory.sections[part as usize]);
        let heading = match section {
            Some(section) => {
                let pair = [("name", link.label.as_str()), ("value", &letters(&section.prefix))];
                self.words.sentence("pair", &pair)
            }
            None => link.label.clone(),
        };
        let address = self.plan.address(Page::Directory(index, part));
        let count = self.words.count(count_key(directory.kind), directory.lists.len());
        let description = match section {
            Some(_) => format!("{heading} – {}", self.plan.settings.title),
            None => format!("{count} – {} – {}", self.plan.settings.title, self.plan.settings.description),
        };
        let mut head = self.head(&heading, &description, &address.path);
        head.header = self.chrome.header(Some(&link.href));
        if section.is_some() {
            head.breadcrumb.push(link);
        }
        self.add_breadcrumb_data(&mut head);
        let view = match section {
            Some(section) => DirectoryView {
                heading: heading.clone(),
                count_text: None,
                sections: Vec::new(),
                groups: self.groups(directory, &directory.lists[section.range.clone()]),
            },
            None if directory.sections.is_empty() => DirectoryView {
                heading: heading.clone(),
                count_text: Some(count),
                sections: Vec::new(),
                groups: self.groups(directory, &directory.lists),
            },
            None => DirectoryView {
                heading: heading.clone(),
                count_text: Some(count),
                sections: self.section_links(index, directory),
                groups: vec![self.largest(directory)],
            },
        };
        self.fill("directory.html", &head, &view, Target { file, emit })
    }

    fn section_links(&self, index: u32, directory: &Directory) -> Vec<Link> {
        (1..)
            .zip(&directory.sections)
            .map(|(number, section)| Link {
                href: self.href(&self.plan.address(Page::Directory(index, number)).path),
                label: letters(&section.prefix),
            })
            .collect()
    }

    fn largest(&self, directory: &Directory) -> Group {
        let links = self.plan.largest(directory).into_iter().map(|list| self.counted_list(list)).collect();
        Group { label: self.words.label("most_jobs").to_owned(), links }
    }

    /// Months under their year, everything else by name under its first letter.
    fn groups(&self, directory: &Directory, lists: &[ListId]) -> Vec<Group> {
        let is_archive = directory.kind == ListKind::Facet(FacetKind::Archive);
        let mut named: Vec<(String, ListId)> = lists.iter().map(|id| (self.sort_name(*id), *id)).collect();
        if !is_archive {
            named.sort();
        }
        let mut groups: Vec<Group> = Vec::new();
        for (name, id) in &named {
            let label = match is_archive {
                true => self.plan.lists[*id as usize].value.split('-').next().unwrap_or_default().to_owned(),
                false if named.len() <= UNGROUPED => self.words.label("all_values").to_owned(),
                false => initial(name),
            };
            let value = self.counted_list(*id);
            match groups.last_mut().filter(|group| group.label == label) {
                Some(group) => group.links.push(value),
                None => groups.push(Group { label, links: vec![value] }),
            }
        }
        groups
    }

    /// The shown name in plain lower-case letters.
    fn sort_name(&self, id: ListId) -> String {
        deunicode::deunicode(&self.words.list_name(&self.plan.lists[id as usize])).to_lowercase()
    }
}

fn initial(name: &str) -> String {
    match name.chars().find(char::is_ascii_alphanumeric) {
        Some(first) if first.is_ascii_alphabetic() => first.to_ascii_uppercase().to_string(),
        _ => "0–9".to_owned(),
    }
}

/// A prefix of slugs as people read it: `Sa`.
fn letters(prefix: &str) -> String {
    let mut letters = prefix.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn count_key(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Facet(kind) => kind.folder(),
        ListKind::Board | ListKind::Taxonomy(_) => "values",
    }
}
