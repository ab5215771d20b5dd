//! What the browser is told: its script, and every change as an event.

use serde::Serialize;

/// The script of every page in the preview; it listens for changes.
pub(super) const SCRIPT: &str = include_str!("client.js");
/// The style of the overlay that shows mistakes.
pub(super) const STYLE: &str = include_str!("client.css");
/// The style of the author's pages.
pub(super) const PANEL_STYLE: &str = include_str!("panel/panel.css");

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
    /// Load the page again, if it is another one now.
    #[default]
    Pages,
    /// Load the style sheets again.
    Style,
    /// Show the mistakes over the last good page.
    Mistakes,
}

/// A page with the script in its head. The script is told the tag of the page, so that it can ask for a newer one.
pub(super) fn with_script(page: &[u8], tag: &str) -> Vec<u8> {
    let script = format!(
        "<link rel=\"stylesheet\" href=\"/_corkboard/client.css\"><script src=\"/_corkboard/client.js\" data-tag=\"{tag}\" defer></script>"
    );
    match memchr::memmem::find(page, b"</head>") {
        Some(at) => [&page[..at], script.as_bytes(), &page[at..]].concat(),
        None => [page, script.as_bytes()].concat(),
    }
}

/// The page that stands where a page cannot be drawn; it is replaced as soon as it can.
pub(super) fn mistake_page(mistakes: &str) -> String {
    let mut text = String::with_capacity(mistakes.len());
    let _ = pulldown_cmark_escape::escape_html(&mut text, mistakes);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mistake – corkboard</title></head><body><pre>{text}</pre></body></html>"
    )
}
