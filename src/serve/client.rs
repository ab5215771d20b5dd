//! What the browser is told: its script, and every change as an event.

use serde::Serialize;

/// The script of every page in the preview; it listens for changes.
pub(super) const SCRIPT: &str = include_str!("client.js");
/// The style of the overlay that shows mistakes.
pub(super) const STYLE: &str = include_str!("client.css");

/// The board as the browser should know it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Status {
    /// Rises with every change.
    pub number: u64,
    /// What the browser has to do.
    pub change: Change,
    /// Mistakes, drawn as text; empty when all is well.
    pub mistakes: String,
    /// Address of the board.
    #[serde(skip)]
    pub address: String,
}

/// What the browser has to do after a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// Load the page again.
    #[default]
    Pages,
    /// Load the style sheets again.
    Style,
    /// Show the mistakes over the last good page.
    Mistakes,
}

/// A page with the script in its head.
pub(super) fn with_script(page: &[u8], number: u64) -> Vec<u8> {
    let script = format!(
        "<link rel=\"stylesheet\" href=\"/_corkboard/client.css\"><script src=\"/_corkboard/client.js?{number}\" defer></script>"
    );
    match memchr::memmem::find(page, b"</head>") {
        Some(at) => [&page[..at], script.as_bytes(), &page[at..]].concat(),
        None => [page, script.as_bytes()].concat(),
    }
}
