//! The same job in several files becomes one posting with all tags and places; nothing is dropped.

use std::collections::HashMap;
use std::sync::Arc;

use super::companies::company_key;
use crate::model::{Apply, JobPosting, Status};

/// A posting and the others that were merged into it, best first.
#[derive(Debug)]
pub struct Group {
    /// The posting that is shown.
    pub shown: Arc<JobPosting>,
    /// The postings merged into it, in the order of their paths.
    pub merged: Vec<Arc<JobPosting>>,
}

/// Joins postings that are the same job: the same address to apply at and the same title or text, or the same
/// company, title and text. Postings that share only a careers page or only a text stay apart: they are other jobs.
pub fn merge(postings: Vec<Arc<JobPosting>>) -> Vec<Group> {
    let mut leader: Vec<usize> = (0..postings.len()).collect();
    let mut first: HashMap<(u8, u128), usize> = HashMap::with_capacity(postings.len());
    for (index, posting) in postings.iter().enumerate() {
        for signature in signatures(posting) {
            let other = *first.entry(signature).or_insert(index);
            join(&mut leader, index, other);
        }
    }
    let mut members: Vec<Vec<Arc<JobPosting>>> = (0..postings.len()).map(|_| Vec::new()).collect();
    for (index, posting) in postings.into_iter().enumerate() {
        let root = find(&mut leader, index);
        members[root].push(posting);
    }
    members.into_iter().filter(|group| !group.is_empty()).map(group).collect()
}

/// What makes two postings the same job; equal in any one of these.
fn signatures(posting: &JobPosting) -> impl Iterator<Item = (u8, u128)> {
    let hash = |kind: &str| super::key::KeyHasher::new(kind);
    let title = posting.title.value.to_lowercase();
    let body = posting.body_hash;
    let apply = match &posting.apply {
        Some(apply) if apply.certain().is_some() => match &apply.value {
            Apply::Url(url) => Some(url.as_str().trim_end_matches('/')),
            Apply::Email(_) => None,
        },
        _ => None,
    };
    let by_title = apply.map(|url| (0, hash("apply").text(url).text(&title).finish()));
    let by_body = apply.filter(|_| body != 0).map(|url| (1, hash("apply").text(url).key(body).finish()));
    let by_company = posting
        .company
        .as_ref()
        .filter(|_| body != 0)
        .map(|company| (2, hash("company").text(&company_key(&company.value)).text(&title).key(body).finish()));
    by_title.into_iter().chain(by_body).chain(by_company)
}

fn find(leader: &mut [usize], mut index: usize) -> usize {
    while leader[index] != index {
        leader[index] = leader[leader[index]];
        index = leader[index];
    }
    index
}

fn join(leader: &mut [usize], left: usize, right: usize) {
    let (left, right) = (find(leader, left), find(leader, right));
    // The smaller index stays the leader, so that groups keep the order of the paths.
    leader[left.max(right)] = left.min(right);
}

/// The open one is shown, then the newest, then the first by path.
fn group(mut members: Vec<Arc<JobPosting>>) -> Group {
    let best = (0..members.len())
        .min_by(|a, b| {
            let (a, b) = (&members[*a], &members[*b]);
            let closed = |posting: &JobPosting| posting.status == Status::Closed;
            closed(a).cmp(&closed(b)).then_with(|| super::order::newest_first(a, b))
        })
        .unwrap_or(0);
    let mut shown = members.remove(best);
    for other in &members {
        add(Arc::make_mut(&mut shown), other);
    }
    Group { shown, merged: members }
}

fn add(shown: &mut JobPosting, other: &JobPosting) {
    for tag in &other.tags {
        if !shown.tags.iter().any(|known| known.value.slug == tag.value.slug) {
            shown.tags.push(tag.clone());
        }
    }
    let location = &mut shown.location;
    for place in &other.location.places {
        let same = |known: &crate::model::Place| {
            known.city.as_ref().map(|fact| &fact.value) == place.city.as_ref().map(|fact| &fact.value)
                && known.subdivision.as_ref().map(|fact| &fact.value)
                    == place.subdivision.as_ref().map(|fact| &fact.value)
                && known.country.as_ref().map(|fact| &fact.value) == place.country.as_ref().map(|fact| &fact.value)
        };
        if !location.places.iter().any(same) {
            location.places.push(place.clone());
        }
    }
    for region in &other.location.regions {
        if !location.regions.iter().any(|known| known.value == region.value) {
            location.regions.push(region.clone());
        }
    }
}
