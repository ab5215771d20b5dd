//! The same job in several files becomes one posting with all tags and places; nothing is dropped.

use std::sync::Arc;

use rayon::prelude::*;

use super::companies::company_key;
use super::identity;
use super::order::{self, OrderKey};
use super::{Facts, TOGETHER, Values};
use crate::model::{Apply, JobPosting, Settings, Slug, Status};

/// A posting and the others that were merged into it, best first.
#[derive(Debug)]
pub struct Group {
    /// The posting that is shown.
    pub shown: Facts,
    /// Where it stands among all, but for postings of one day and rank, which keep the order of their paths.
    pub order: OrderKey,
    /// Its place among all postings by path.
    pub place: u32,
    /// The slug that it would have alone, with its hash.
    pub wanted: (u64, Slug),
    /// Half of the hash of its own id; 0 without one.
    pub id: u64,
    /// Of its employer, what is equal in all variants of the name, and all that is told.
    pub employer: Option<(u64, u64)>,
    /// True when old addresses lead to it by the author's will.
    pub has_aliases: bool,
    /// The postings merged into it, in the order of their paths.
    pub merged: Vec<Facts>,
}

impl Group {
    /// A posting by itself. What every plan asks of all postings is taken from the outlines here, where these lie one behind
    /// the other: sorted by day each is a far look.
    fn of(shown: Facts, place: u32) -> Group {
        let outline = shown.outline();
        Group {
            order: order::order_key(outline),
            wanted: identity::hashed(outline.wanted.clone()),
            id: outline.id.map_or(0, |id| id as u64),
            employer: outline.company.as_ref().map(|employer| (employer.key, employer.told)),
            has_aliases: outline.has_aliases,
            shown,
            place,
            merged: Vec::new(),
        }
    }
}

/// Joins postings that are the same job: the same address to apply at and the same title or text, or the same
/// company, title and text. Postings that share only a careers page or only a text stay apart: they are other jobs.
pub fn merge(postings: Vec<Facts>, settings: &Settings) -> Vec<Group> {
    let alike = alike(&postings);
    let places = (0..u32::MAX).into_par_iter();
    let group = |(place, posting)| Group::of(posting, place);
    let mut groups: Vec<Group> = places.zip(postings).with_max_len(TOGETHER).map(group).collect();
    if alike.is_empty() {
        return groups;
    }
    let mut leader: Vec<u32> = (0..u32::MAX).take(groups.len()).collect();
    for same in alike.chunk_by(|left, right| left.0 == right.0) {
        same[1..].iter().for_each(|(_, place)| join(&mut leader, same[0].1, *place));
    }
    let is_led = |group: &mut Group| leader[group.place as usize] != group.place;
    let led: Vec<Group> = groups.extract_if(.., is_led).collect();
    let mut led: Vec<(u32, Group)> = led.into_iter().map(|group| (find(&mut leader, group.place), group)).collect();
    led.sort_by_key(|(first, _)| *first);
    let settle = |led: &[(u32, Group)]| {
        let at = groups.binary_search_by_key(&led[0].0, |group| group.place).ok()?;
        Some((at, settled(&groups[at], led, settings)))
    };
    let settled: Vec<(usize, Group)> = led.par_chunk_by(|left, right| left.0 == right.0).filter_map(settle).collect();
    settled.into_iter().for_each(|(at, group)| groups[at] = group);
    groups
}

/// Signatures that several postings have, with the places of these, sorted.
fn alike(postings: &[Facts]) -> Vec<(u128, u32)> {
    // Half a signature takes half the room, and tells nearly all of them apart.
    let halves = |(place, posting): (u32, &Facts)| {
        let mut halves = [(NONE, place); SIGNATURES];
        let signatures = posting.outline().signatures.iter();
        signatures.zip(&mut halves).for_each(|(signature, half)| half.0 = *signature as u64);
        halves
    };
    let places = (0..u32::MAX).into_par_iter();
    let halves: Vec<[(u64, u32); SIGNATURES]> = places.zip(postings).with_max_len(TOGETHER).map(halves).collect();
    let mut halves = halves.into_flattened();
    halves.par_sort_unstable();
    let whole = |(half, place): &(u64, u32)| {
        let signatures = postings[*place as usize].outline().signatures.iter();
        signatures.filter(|signature| **signature as u64 == *half).map(|signature| (*signature, *place)).collect()
    };
    let alike = halves.chunk_by(|left, right| left.0 == right.0).filter(|same| same.len() > 1 && same[0].0 != NONE);
    let mut alike: Vec<(u128, u32)> = alike.flatten().flat_map::<Vec<_>, _>(whole).collect();
    alike.sort_unstable();
    alike
}

/// Signatures of a posting at most.
const SIGNATURES: usize = 3;
/// Stands where a posting has fewer.
const NONE: u64 = u64::MAX;

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
fn settled(first: &Group, led: &[(u32, Group)], settings: &Settings) -> Group {
    let mut members: Vec<&Group> = std::iter::once(first).chain(led.iter().map(|(_, group)| group)).collect();
    let best = (0..members.len())
        .min_by(|a, b| {
            let (a, b) = (members[*a].shown.outline(), members[*b].shown.outline());
            let closed = |posting: &super::Outline| posting.status == Status::Closed;
            closed(a).cmp(&closed(b)).then_with(|| order::newest_first(a, b))
        })
        .unwrap_or(0);
    let best = members.remove(best);
    let mut shown = best.shown.open();
    for other in &members {
        add(Arc::make_mut(&mut shown), &other.shown.open());
    }
    let shown = Facts::new(shown, settings, &mut Values::default());
    let merged = members.into_iter().map(|member| member.shown.clone()).collect();
    Group { merged, ..Group::of(shown, best.place) }
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
