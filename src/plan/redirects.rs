//! Old addresses: of merged duplicates, of `aliases`, and of postings that moved since the last build.

use std::collections::{BTreeMap, HashSet};

use super::duplicates::Group;
use super::notes::Notes;
use super::{Addresses, Plan, Redirect, identity};
use crate::model::{Settings, Slug};

/// An address that shall lead to a posting (given by its slug), and the file that asks for it.
pub struct Wanted {
    from: String,
    to: Slug,
    /// Path of the posting's file and the span of the alias, when the author wrote it.
    written: Option<(String, crate::source::Span)>,
}

/// What the postings ask for: the addresses that duplicates would have had, and the author's aliases.
pub fn wanted(groups: &[Group], slugs: &[Slug], settings: &Settings) -> Vec<Wanted> {
    let addresses = Addresses::new(settings);
    let mut wanted = Vec::new();
    for (group, slug) in groups.iter().zip(slugs) {
        for merged in &group.merged {
            let from = addresses.posting(&identity::wanted(merged)).path;
            wanted.push(Wanted { from, to: slug.clone(), written: None });
        }
        for posting in group.merged.iter().chain([&group.shown]) {
            for alias in &posting.aliases {
                let written = Some((posting.path.clone(), alias.span));
                wanted.push(Wanted { from: alias.value.clone(), to: slug.clone(), written });
            }
        }
    }
    wanted
}

/// Addresses under which postings lay in an earlier build and do not lie now.
pub fn remembered(plan: &Plan) -> Vec<Redirect> {
    if plan.board.remembered.is_empty() {
        return Vec::new();
    }
    let now: BTreeMap<String, String> =
        plan.postings.iter().map(|p| (identity::identity(&p.facts), plan.addresses().posting(&p.slug).path)).collect();
    let moved = plan.board.remembered.iter().filter_map(|(identity, from)| {
        let to = now.get(identity).filter(|to| *to != from)?;
        Some(Redirect { from: from.clone(), to: to.clone() })
    });
    moved.collect()
}

/// All redirects, sorted. An address that is a page again is no redirect; the author hears of it when he wrote it.
pub fn redirects(plan: &Plan, wanted: Vec<Wanted>, remembered: Vec<Redirect>, notes: &mut Notes) -> Vec<Redirect> {
    let addresses = plan.addresses();
    let pages: HashSet<String> = if wanted.is_empty() && remembered.is_empty() {
        HashSet::new()
    } else {
        plan.postings.iter().map(|posting| addresses.posting(&posting.slug).file).chain(other_files(plan)).collect()
    };
    let mut redirects = Vec::new();
    for Wanted { from, to, written } in wanted {
        let to = addresses.posting(&to).path;
        let file = file_of(addresses, &from);
        if !pages.contains(&file) {
            redirects.push(Redirect { from, to });
        } else if let Some((path, span)) = written {
            notes.dead_alias(&path, span, &from);
        }
    }
    redirects.extend(remembered.into_iter().filter(|redirect| !pages.contains(&file_of(addresses, &redirect.from))));
    super::make::sorted(redirects)
}

fn other_files(plan: &Plan) -> impl Iterator<Item = String> {
    let lists = (0..plan.lists.len()).map(|id| plan.list_address(u32::try_from(id).unwrap_or(u32::MAX), 0).file);
    let folders = plan.directories.iter().map(|directory| plan.addresses().page(&[&directory.folder]).file);
    let plain = plan.board.pages.iter().map(|page| plan.addresses().page(&[page.slug.as_str()]).file);
    let assets = plan.board.assets.iter().map(|asset| asset.file.clone());
    lists.chain(folders).chain(plain).chain(assets)
}

/// The file in which the redirect from an old path lies.
pub fn file_of(addresses: Addresses, from: &str) -> String {
    let trimmed = from.trim_matches('/');
    let is_file = trimmed.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return trimmed.to_owned();
    }
    addresses.page(&trimmed.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>()).file
}
