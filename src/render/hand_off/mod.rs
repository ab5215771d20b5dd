//! Files for those who take postings elsewhere. `docs/guide/hand-offs.md` says what each is for and what it costs.
//!
//! All are drawn from the settings, the templates and the postings of `Plan::hand_off_entries` (the change log from
//! `Plan::changes`) with their addresses and employers; `indeed.xml` and `linkedin.xml` from their texts too.

mod calendar;
mod changes;
mod csv;
mod indeed;
mod linkedin;
mod parquet;
mod plain_html;
mod table;
mod widget;

use rayon::prelude::*;

use super::{Emit, Renderer, Texts};
use crate::diagnostic::Diagnostic;
use crate::model::{Apply, Fact};
use crate::plan::{HandOff, Opened, Page, Plan, PostingId};

/// Postings that are drawn, by all threads, before their bytes are handed on.
const PIECE: usize = 512;

impl Renderer<'_> {
    pub(super) fn draw_hand_off(&self, name: HandOff, texts: &dyn Texts, emit: &mut Emit) -> Result<(), Diagnostic> {
        let file = self.plan.address(Page::HandOff(name)).file;
        match name {
            HandOff::Indeed => indeed::draw(self.plan, texts, &file, emit),
            HandOff::LinkedIn => linkedin::draw(self, texts, &file, emit),
            HandOff::Csv => csv::draw(self.plan, &file, emit),
            HandOff::Parquet => parquet::draw(self.plan, &file, emit).map_err(parquet::failed)?,
            HandOff::Deadlines => emit(&file, self.calendar().as_bytes()),
            HandOff::Changes => self.draw_changes(&file, emit)?,
            HandOff::Widget => self.draw_widget(&file, emit)?,
            HandOff::IndexNowKey => {
                emit(&file, self.plan.settings.hand_offs.indexnow_key.as_deref().unwrap_or_default().as_bytes());
            }
        }
        Ok(())
    }
}

/// Draws postings with all threads and hands them over piece by piece.
fn in_pieces(entries: &[PostingId], file: &str, emit: &mut Emit, draw: impl Fn(PostingId) -> String + Sync) {
    for piece in entries.chunks(PIECE) {
        let drawn: Vec<String> = piece.par_iter().with_min_len(8).map(|id| draw(*id)).collect();
        emit(file, drawn.concat().as_bytes());
    }
}

/// The employer as the board names it, when it is certain.
fn employer<'a>(plan: &'a Plan, posting: &'a Opened) -> Option<&'a str> {
    let written = posting.facts.company.as_ref().and_then(Fact::certain)?;
    Some(posting.company.map_or(written, |company| &plan.companies[company as usize].name))
}

/// The page on which one applies, when there is one.
fn apply_page<'a>(posting: &'a Opened) -> Option<&'a str> {
    match posting.facts.apply.as_ref().and_then(Fact::certain) {
        Some(Apply::Url(url)) => Some(url.as_str()).filter(|url| url.starts_with("http")),
        _ => None,
    }
}

/// Absolute address of a posting's page.
fn address(plan: &Plan, id: PostingId) -> String {
    plan.settings.base_url.join(&plan.posting_address(id).path)
}

#[cfg(test)]
mod tests;
