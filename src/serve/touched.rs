//! Which pages show a text, when nothing but the text changed.

use super::snapshot::Snapshot;
use crate::plan::{ListId, Page, PostingId};
use crate::write::Text;

/// The pages that are drawn from these texts.
pub(super) fn pages(snapshot: &Snapshot, texts: &[Text]) -> Vec<Page> {
    let plan = snapshot.plan();
    let mut pages: Vec<Page> = Vec::new();
    for text in texts {
        match text {
            Text::Posting { now, .. } => {
                pages.extend(snapshot.posting(now).into_iter().flat_map(|id| of(snapshot, id)))
            }
            Text::Page(path, _) => {
                let index = (0..).zip(&plan.board.pages).find(|(_, page)| page.path == *path);
                pages.extend(index.map(|(index, _)| Page::Plain(index)));
            }
            Text::Company(path, _) => {
                let profile = (0..).zip(&plan.board.companies).find(|(_, profile)| profile.path == *path);
                let profile = profile.map(|(index, _)| index);
                let lists = plan.companies.iter().filter(|company| profile.is_some() && company.profile == profile);
                pages.extend(lists.filter_map(|company| Some(Page::List(company.list?, 0))));
            }
        }
    }
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// A posting's own page, and the feeds and dumps that hold its text.
fn of(snapshot: &Snapshot, id: PostingId) -> Vec<Page> {
    let plan = snapshot.plan();
    let mut pages = vec![Page::Posting(id)];
    let lists = std::iter::once(0).chain(plan.postings[id as usize].lists.iter().copied());
    for list in lists.filter(|list: &ListId| plan.lists[*list as usize].has_feeds) {
        let numbers = plan.feed_numbers(list).into_iter();
        pages.extend(
            numbers.filter(|number| plan.feed_entries(list, *number).contains(&id)).map(|n| Page::Feeds(list, n)),
        );
    }
    let hand_offs = plan.hand_offs().into_iter().filter(|file| plan.hand_off_entries(*file).contains(&id));
    pages.extend(hand_offs.map(Page::HandOff));
    pages.extend((0..=plan.jobs_parts()).filter(|n| plan.jobs_entries(*n).contains(&id)).map(Page::JobsJson));
    pages
}
