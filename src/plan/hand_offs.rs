//! Which files others get and which postings stand in them. The change log tells what the postings themselves state and
//! the board's day makes of it, never what a build remembers: a build from nothing gives the same log.

use jiff::Span;
use jiff::civil::Date;

use super::key::KeyHasher;
use super::outline::Certain;
use super::{HandOff, Plan, Posting, PostingId, order};
use crate::model::Status;

/// Postings that a widget may show.
pub const WIDGET_SIZE: usize = 20;
/// Deadlines in the board's calendar.
const DEADLINES: usize = 1_000;
/// Days of which the change log tells.
const CHANGE_DAYS: i64 = 30;
/// Lines of the change log.
const CHANGES: usize = 200;

/// A line of the change log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The day on which it happened, as stated.
    pub day: Date,
    /// What happened.
    pub kind: ChangeKind,
    /// To which posting.
    pub posting: PostingId,
}

/// What happened to a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was posted (`date_posted`).
    Added,
    /// It was changed later (`date_updated`), and is still open.
    Changed,
    /// It was closed: the day after its deadline or after the board's age limit, or the day of closing (`date_closed`, else
    /// that of its change, `date_updated`) of a posting that says that it is closed.
    Closed,
}

impl Plan {
    /// The files that the settings ask for.
    pub fn hand_offs(&self) -> Vec<HandOff> {
        let wanted = &self.settings.hand_offs;
        let files = [
            (wanted.indeed, HandOff::Indeed),
            (wanted.linkedin, HandOff::LinkedIn),
            (wanted.csv, HandOff::Csv),
            (wanted.parquet, HandOff::Parquet),
            (wanted.deadlines.of_board(), HandOff::Deadlines),
            (wanted.changes && !self.board.pages.iter().any(|page| page.slug.as_str() == "changes"), HandOff::Changes),
            (wanted.widget, HandOff::Widget),
            (wanted.indexnow_key.is_some(), HandOff::IndexNowKey),
        ];
        files.into_iter().filter_map(|(is_wanted, file)| is_wanted.then_some(file)).collect()
    }

    /// The postings that a file shows, in its order.
    pub fn hand_off_entries(&self, file: HandOff) -> Vec<PostingId> {
        let open = &self.lists[0].entries;
        match file {
            HandOff::Indeed | HandOff::LinkedIn => {
                open.iter().copied().filter(|id| self.postings[*id as usize].missing.is_empty()).collect()
            }
            HandOff::Csv | HandOff::Parquet => open.clone(),
            HandOff::Widget => open.iter().copied().take(WIDGET_SIZE).collect(),
            HandOff::Deadlines => {
                let mut dated: Vec<(Date, PostingId)> =
                    open.iter().filter_map(|id| Some((self.postings[*id as usize].deadline()?, *id))).collect();
                dated.sort_unstable();
                dated.truncate(DEADLINES);
                dated.into_iter().map(|(_, id)| id).collect()
            }
            HandOff::Changes => self.changes().into_iter().map(|change| change.posting).collect(),
            HandOff::IndexNowKey => Vec::new(),
        }
    }

    /// The newest changes of the last thirty days, newest first.
    pub fn changes(&self) -> Vec<Change> {
        let Ok(since) = self.now.checked_sub(Span::new().days(CHANGE_DAYS - 1)) else { return Vec::new() };
        let mut changes = self.changes_between(since, self.now);
        changes.truncate(CHANGES);
        changes
    }

    /// All changes from one day to another, both included, newest first.
    pub fn changes_between(&self, since: Date, until: Date) -> Vec<Change> {
        let mut changes: Vec<Change> = (0..)
            .zip(&self.postings)
            .flat_map(|(id, posting)| self.changes_of(id, posting))
            .filter(|change| (since..=until).contains(&change.day))
            .collect();
        changes.sort_unstable_by(|left, right| {
            (right.day, left.kind, left.posting).cmp(&(left.day, right.kind, right.posting))
        });
        changes
    }

    fn changes_of(&self, id: PostingId, posting: &Posting) -> impl Iterator<Item = Change> {
        let Certain { posted: added, updated, .. } = posting.facts.outline().certain;
        let changed = updated.filter(|day| added.is_none_or(|added| *day > added));
        let closed = if posting.is_open { None } else { self.closed_on(posting) };
        let of = move |kind| move |day| Change { day, kind, posting: id };
        let is_open = posting.is_open;
        added
            .map(of(ChangeKind::Added))
            .into_iter()
            .chain(changed.filter(|_| is_open).map(of(ChangeKind::Changed)))
            .chain(closed.map(of(ChangeKind::Closed)))
    }

    /// The first day on which nobody could apply any more; none when nothing states it.
    fn closed_on(&self, posting: &Posting) -> Option<Date> {
        let outline = posting.facts.outline();
        let ends = [outline.certain.last, order::last_day_by_age(outline, &self.settings)];
        let passed = ends.into_iter().flatten().filter(|last| *last < self.now).min();
        let ended = passed.and_then(|last| last.tomorrow().ok());
        if outline.status != Status::Closed {
            return ended;
        }
        ended.into_iter().chain(outline.certain.closed).min().or(outline.certain.updated)
    }

    /// What such a file is drawn from, beside settings and templates: `of` gives the key of a posting in full.
    pub(super) fn hand_off_key(&self, file: HandOff, mut key: KeyHasher, of: impl Fn(PostingId) -> u128) -> KeyHasher {
        match file {
            HandOff::Indeed
            | HandOff::LinkedIn
            | HandOff::Csv
            | HandOff::Parquet
            | HandOff::Deadlines
            | HandOff::Widget => {
                for id in self.hand_off_entries(file) {
                    key = key.key(of(id));
                }
            }
            HandOff::Changes => {
                for change in self.changes() {
                    key = key.text(&change.day.to_string()).number(change.kind as u8).key(of(change.posting));
                }
            }
            HandOff::IndexNowKey => {}
        }
        key
    }
}

impl Posting {
    /// The last day on which one can apply, when it is certain.
    pub fn deadline(&self) -> Option<Date> {
        self.facts.outline().certain.last.filter(|_| self.is_open)
    }
}
