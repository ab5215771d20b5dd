//! The address of every posting: readable, stable, unique.

use std::collections::HashSet;

use rayon::prelude::*;

use super::TOGETHER;
use super::duplicates::Group;
use crate::model::{JobPosting, Slug};

/// File names that say nothing of the job.
const UNSPEAKING: [&str; 8] = ["readme", "index", "job", "posting", "description", "jobs", "content", "text"];

/// The slug for each group with its hash, in the order given. Of postings that want the same one the oldest keeps it
/// and the others get four digits of the hash of what identifies them, so that newcomers never move old addresses.
pub fn slugs(groups: &[Group]) -> Vec<(u64, Slug)> {
    let wanted = |group: &Group| group.wanted.clone();
    let mut slugs: Vec<(u64, Slug)> = groups.par_iter().with_max_len(TOGETHER).map(wanted).collect();
    let mut claims: Vec<(u64, u32)> = slugs.iter().map(|(hash, _)| *hash).zip(0..).collect();
    claims.par_sort_unstable();
    let contested: Vec<&[(u64, u32)]> =
        claims.chunk_by(|left, right| left.0 == right.0).filter(|same| same.len() > 1).collect();
    if contested.is_empty() {
        return slugs;
    }
    let mut taken: HashSet<Slug> = slugs.iter().map(|(_, slug)| slug.clone()).collect();
    let mut contested: Vec<Vec<usize>> =
        contested.iter().map(|same| same.iter().map(|(_, index)| *index as usize).collect()).collect();
    contested.sort();
    for mut indices in contested {
        // Groups come newest first: the last is the oldest and keeps the slug.
        indices.reverse();
        for index in indices.into_iter().skip(1) {
            let slug = free(&slugs[index].1, &groups[index].shown.open(), &taken);
            taken.insert(slug.clone());
            slugs[index] = hashed(slug);
        }
    }
    slugs
}

/// A slug with its hash.
pub(super) fn hashed(slug: Slug) -> (u64, Slug) {
    (xxhash_rust::xxh3::xxh3_64(slug.as_str().as_bytes()), slug)
}

fn free(wanted: &Slug, posting: &JobPosting, taken: &HashSet<Slug>) -> Slug {
    let hash = Slug::of_hash(identity(posting).as_bytes());
    let digits = &hash.as_str()[1..];
    let short = wanted.with_suffix(&digits[..4]);
    if !taken.contains(&short) {
        return short;
    }
    let by_path = Slug::of_hash(format!("{}#{}", posting.path, posting.part).as_bytes());
    let mut candidate = wanted.with_suffix(&by_path.as_str()[1..]);
    while taken.contains(&candidate) {
        candidate = Slug::of_hash(candidate.as_str().as_bytes());
    }
    candidate
}

/// What says who a posting is, across edits of its title, company and folder.
pub fn identity(posting: &JobPosting) -> String {
    if let Some(id) = &posting.id {
        return id.value.clone();
    }
    match posting.apply.as_ref().map(|apply| &apply.value) {
        Some(crate::model::Apply::Url(url)) => url.as_str().to_owned(),
        _ => format!("{}#{}", posting.path, posting.part),
    }
}

/// The slug that a posting would have alone: the author's choice, else the name of its file or folder when that
/// speaks, else title and company.
pub fn wanted(posting: &JobPosting) -> Slug {
    if let Some(slug) = &posting.slug {
        return slug.value.clone();
    }
    if posting.part == 0
        && let Some(name) = speaking_name(&posting.path)
        && let Some(slug) = Slug::of(name)
    {
        return slug;
    }
    let company = posting.company.as_ref().map(|company| company.value.as_str()).unwrap_or_default();
    Slug::of(&format!("{} {company}", posting.title.value))
        .unwrap_or_else(|| Slug::of_hash(identity(posting).as_bytes()))
}

/// The stem of the file, or its folder for `README.md` and the like, when it holds two words or one long one.
fn speaking_name(path: &str) -> Option<&str> {
    let mut parts = path.rsplit('/');
    let file = parts.next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = if UNSPEAKING.contains(&stem.to_lowercase().as_str()) { parts.next()? } else { stem };
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| is_word(word)).count();
    let long = name.chars().filter(|c| c.is_alphabetic()).count() >= 8 && !name.contains(|c: char| c.is_ascii_digit());
    (words >= 2 || long).then_some(name)
}

fn is_word(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::speaking_name;

    #[test]
    fn a_file_or_folder_that_speaks_names_the_page() {
        assert_eq!(speaking_name("jobs/Rust/2026-10/backend-engineer-7/README.md"), Some("backend-engineer-7"));
        assert_eq!(speaking_name("acme/-net-developer-acme.md"), Some("-net-developer-acme"));
        assert_eq!(speaking_name("clippings/lighthousekeeper.txt"), Some("lighthousekeeper"));
        assert_eq!(speaking_name("seeds/000_287b8d641ae1f80f.txt"), None);
        assert_eq!(speaking_name("17.md"), None);
    }
}
