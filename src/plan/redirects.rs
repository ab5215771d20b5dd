//! Old addresses: of merged duplicates, of `aliases`, and of postings that moved since the last build.

use std::collections::HashSet;

use rayon::prelude::*;

use super::duplicates::Group;
use super::notes::Notes;
use super::{Addresses, Page, Plan, Posting, Redirect};
use crate::model::{Settings, Slug};

/// An address that shall lead to a posting (given by its slug), and the file that asks for it.
pub struct Wanted {
    from: String,
    to: Slug,
    /// Path of the posting's file and the span of the alias, when the author wrote it.
    written: Option<(String, crate::source::Span)>,
}

/// What the postings ask for: the addresses that duplicates would have had, and the author's aliases.
pub fn wanted(groups: &[Group], slugs: &[(u64, Slug)], settings: &Settings) -> Vec<Wanted> {
    let addresses = Addresses::new(settings);
    let mut wanted = Vec::new();
    let has_wish = |(group, _): &(&Group, &(u64, Slug))| group.has_aliases || !group.merged.is_empty();
    let wishing: Vec<(&Group, &(u64, Slug))> =
        groups.par_iter().zip(slugs).with_min_len(256).filter(has_wish).collect();
    for (group, (_, slug)) in wishing {
        for merged in &group.merged {
            let from = addresses.posting(&merged.outline().wanted).path;
            wanted.push(Wanted { from, to: slug.clone(), written: None });
        }
        for posting in group.merged.iter().chain([&group.shown]) {
            for alias in &posting.open().aliases {
                let written = Some((posting.outline().path.clone(), alias.span));
                wanted.push(Wanted { from: alias.value.clone(), to: slug.clone(), written });
            }
        }
    }
    wanted
}

/// Addresses under which postings lay in an earlier build and do not lie now.
pub fn remembered(plan: &Plan) -> Vec<Redirect> {
    let before = &plan.board.remembered;
    let known = if before.sum() == plan.addresses_sum { before.moved() } else { before.all() };
    if known.is_empty() {
        return Vec::new();
    }
    let moved = plan.postings.par_iter().with_min_len(256).flat_map_iter(|posting| {
        let identity = posting.facts.outline().identity;
        let start = known.partition_point(|(known, _)| *known < identity);
        let same = known[start..].iter().take_while(move |(known, _)| *known == identity);
        same.filter_map(|(_, from)| {
            let to = plan.addresses().posting(&posting.slug).path;
            (*from != to).then(|| Redirect { from: from.clone(), to })
        })
    });
    moved.collect()
}

/// All redirects, sorted. An address that is a page again is no redirect; the author hears of it when he wrote it.
pub fn redirects(plan: &Plan, wanted: Vec<Wanted>, remembered: Vec<Redirect>, notes: &mut Notes) -> Vec<Redirect> {
    let addresses = plan.addresses();
    let asked = wanted.iter().map(|wanted| &wanted.from).chain(remembered.iter().map(|redirect| &redirect.from));
    let pages = pages_among(plan, asked.map(|from| addresses.of_path(from).file.to_lowercase()).collect());
    let mut redirects = Vec::new();
    for Wanted { from, to, written } in wanted {
        let to = addresses.posting(&to).path;
        let file = addresses.of_path(&from).file;
        if !is_taken(&pages, &file) {
            redirects.push(Redirect { from, to });
        } else if let Some((path, span)) = written {
            notes.dead_alias(&path, span, &from);
        }
    }
    redirects
        .extend(remembered.into_iter().filter(|redirect| !is_taken(&pages, &addresses.of_path(&redirect.from).file)));
    let mut redirects = super::make::sorted(redirects);
    let mut seen = HashSet::new();
    redirects.retain(|redirect| seen.insert(redirect.from.to_lowercase()));
    redirects
}

/// Those pages of the board that are among some files, or lie where one of them needs a folder. A board has many more
/// pages than redirects, so that only the names of those are gathered.
fn pages_among(plan: &Plan, files: Vec<String>) -> HashSet<String> {
    let with_folders = |file: &String| file.match_indices('/').map(|(at, _)| file[..at].to_owned()).collect::<Vec<_>>();
    let mut asked: HashSet<String> = files.iter().flat_map(with_folders).collect();
    asked.extend(files);
    if asked.is_empty() {
        return asked;
    }
    let addresses = plan.addresses();
    let of_posting =
        |posting: &Posting| Some(addresses.posting(&posting.slug).file).filter(|file| asked.contains(file));
    let mut pages: HashSet<String> = plan.postings.par_iter().with_min_len(256).filter_map(of_posting).collect();
    pages.extend(other_files(plan).filter(|file| asked.contains(file)));
    pages
}

/// True when a file of the board has that name, also where case does not matter, or lies where a folder would have to
/// be, or when it is a later page of a list.
fn is_taken(pages: &HashSet<String>, file: &str) -> bool {
    let file = file.to_lowercase();
    let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
    let parts: Vec<&str> = file.split('/').collect();
    let is_number = |part: &str| part.trim_end_matches(".html").bytes().all(|byte| byte.is_ascii_digit());
    let is_later_page = parts.windows(2).any(|pair| pair[0] == "page" && is_number(pair[1]));
    is_later_page || file == "404.html" || pages.contains(&file) || above.any(|folder| pages.contains(folder))
}

fn other_files(plan: &Plan) -> impl Iterator<Item = String> {
    let lists = (0..plan.lists.len()).map(|id| plan.list_address(u32::try_from(id).unwrap_or(u32::MAX), 0).file);
    let folders = plan.directories.iter().map(|directory| plan.addresses().page(&[&directory.folder]).file);
    let plain = plan.board.pages.iter().map(|page| plan.addresses().page(&[page.slug.as_str()]).file);
    let search = plan.has_own_search().then(|| plan.address(Page::Search).file);
    let salaries = plan.has_own_salaries().then(|| plan.address(Page::Salaries).file);
    let assets = plan.board.assets.iter().map(|asset| asset.file.to_lowercase());
    lists.chain(folders).chain(plain).chain(search).chain(salaries).chain(assets)
}
