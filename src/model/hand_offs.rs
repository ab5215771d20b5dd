//! What a board hands to others: aggregators, search engines, analysts, calendars, other sites. All of it is off until
//! `board.yaml` asks for it.

use serde::{Deserialize, Serialize};

use super::WebUrl;

/// Which files for others are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOffs {
    /// `indeed.xml`: every eligible posting in full.
    pub indeed: bool,
    /// `linkedin.xml`: every eligible posting in full.
    pub linkedin: bool,
    /// `jobs.csv`: a row for every open posting.
    pub csv: bool,
    /// `jobs.parquet`: the same rows with types.
    pub parquet: bool,
    /// Calendars of deadlines.
    pub deadlines: Deadlines,
    /// `changes/` and `changes.xml`: what was added, changed and closed.
    pub changes: bool,
    /// `widget.html`, `widget.json` and `widget.js`: the newest postings on other sites.
    pub widget: bool,
    /// Key of IndexNow, of which the file `KEY.txt` is written.
    pub indexnow_key: Option<String>,
    /// WebSub hub that every feed names.
    pub websub_hub: Option<WebUrl>,
}

/// Calendars of deadlines (RFC 5545).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadlines {
    /// None.
    #[default]
    None,
    /// `deadlines.ics`, the next thousand.
    Board,
    /// That, and `jobs/<slug>.ics` for every open posting with a deadline.
    Postings,
}

impl Deadlines {
    /// True when the board has one calendar of all.
    pub fn of_board(self) -> bool {
        self != Deadlines::None
    }

    /// True when postings have a calendar each.
    pub fn of_postings(self) -> bool {
        self == Deadlines::Postings
    }
}
