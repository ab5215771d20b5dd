//! The same job in several files becomes one posting with all tags and places; nothing is dropped.

use std::sync::Arc;

use rayon::prelude::*;

use super::companies::company_key;
use super::{Facts, Values, order};
use crate::model::{Apply, JobPosting, Settings, Status};

/// A posting and the others that were merged into it, best first.
#[derive(Debug)]
pub struct Group {
    /// The posting that is shown.
    pub shown: Facts,
    /// Its place among all postings by path.
    pub place: u32,
    /// The postings merged into it, in the order of their paths.
    pub merged: Vec<Facts>,
    /// Their places among all postings by path.
    places: Vec<u32>,
}

/// Joins postings that are the same job: the same address to apply at and the same title or text, or the same
/// company, title and text. Postings that share only a careers page or only a text stay apart: they are other jobs.
pub fn merge(postings: Vec<Facts>, settings: &Settings) -> Vec<Group> {
    // Half a signature takes half the room, and tells nearly all of them apart.
    fn of_posting((place, posting): (u32, &Facts)) -> impl Iterator<Item = (u64, u32)> {
        posting.outline().signatures.iter().map(move |signature| (*signature as u64, place))
    }
    let mut signatures: Vec<(u64, u32)> =
        (0..u32::MAX).into_par_iter().zip(&postings).with_min_len(256).flat_map_iter(of_posting).collect();
    signatures.par_sort_unstable();
    let alike = signatures.chunk_by(|left, right| left.0 == right.0).filter(|alike| alike.len() > 1);
    let whole = |(half, place): &(u64, u32)| {
        let signatures = postings[*place as usize].outline().signatures.iter();
        signatures.filter(|signature| **signature as u64 == *half).map(|signature| (*signature, *place)).collect()
    };
    let mut alike: Vec<(u128, u32)> = alike.flatten().flat_map::<Vec<_>, _>(whole).collect();
    alike.sort_unstable();
    let mut leader: Vec<u32> = (0..u32::MAX).take(postings.len()).collect();
    for same in alike.chunk_by(|left, right| left.0 == right.0) {
        same[1..].iter().for_each(|(_, place)| join(&mut leader, same[0].1, *place));
    }
    let mut groups: Vec<Group> = Vec::with_capacity(postings.len());
    let mut group_of: Vec<usize> = vec![0; postings.len()];
    for (place, posting) in (0..u32::MAX).zip(postings) {
        let first = find(&mut leader, place);
        if first == place {
            group_of[place as usize] = groups.len();
            groups.push(Group { shown: posting, place, merged: Vec::new(), places: Vec::new() });
        } else {
            let group = &mut groups[group_of[first as usize]];
            group.merged.push(posting);
            group.places.push(place);
        }
    }
    groups.par_iter_mut().with_min_len(256).filter(|group| !group.merged.is_empty()).for_each(|group| {
        settle(group, settings);
    });
    groups
}

/// What makes two postings the same job; equal in any one of these.
pub fn signatures(posting: &JobPosting) -> impl Iterator<Item = u128> {
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
    let by_title = apply.map(|url| hash("apply and title").text(url).text(&title).finish());
    let by_body = apply.filter(|_| body != 0).map(|url| hash("apply and body").text(url).key(body).finish());
    let by_company = posting
        .company
        .as_ref()
        .filter(|_| body != 0)
        .map(|company| hash("company").text(&company_key(&company.value)).text(&title).key(body).finish());
    by_title.into_iter().chain(by_body).chain(by_company)
}

fn find(leader: &mut [u32], mut place: u32) -> u32 {
    while leader[place as usize] != place {
        leader[place as usize] = leader[leader[place as usize] as usize];
        place = leader[place as usize];
    }
    place
}

fn join(leader: &mut [u32], left: u32, right: u32) {
    let (left, right) = (find(leader, left), find(leader, right));
    // The first stays the leader, so that groups keep the order of the paths.
    leader[left.max(right) as usize] = left.min(right);
}

/// Chooses the posting that is shown: the open one, then the newest, then the first by path; it takes the tags and
/// places of the others.
fn settle(group: &mut Group, settings: &Settings) {
    let mut members = std::mem::take(&mut group.merged);
    members.insert(0, group.shown.clone());
    let best = (0..members.len())
        .min_by(|a, b| {
            let (a, b) = (members[*a].outline(), members[*b].outline());
            let closed = |posting: &super::Outline| posting.status == Status::Closed;
            closed(a).cmp(&closed(b)).then_with(|| order::newest_first(a, b))
        })
        .unwrap_or(0);
    let mut shown = members.remove(best).open();
    for other in &members {
        add(Arc::make_mut(&mut shown), &other.open());
    }
    group.places.insert(0, group.place);
    group.place = group.places.remove(best);
    group.shown = Facts::new(shown, settings, &mut Values::default());
    group.merged = members;
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
