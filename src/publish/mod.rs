//! Brings a built site to where it is served: a folder, object storage, a git branch. Only what changed is sent, in an
//! order in which a reader who starts at the front page never meets a link to a missing page. The only stage, beside
//! imports that were told to fetch, that uses a network; nothing in `build`, `check` or `serve` can reach it.

mod compress;
mod credentials;
mod difference;
mod git;
mod local;
mod manifest;
mod media;
mod news;
mod ping;
mod send;
mod target;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;

pub use compress::Encoding;
pub use difference::{Kind, Phase, Step};
pub use news::News;
pub use ping::{Said, ping};
pub use target::Target;

use crate::network;
use crate::write::Progress;

/// What to send, and where to.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder of the built site.
    pub site: PathBuf,
    /// Where it is served.
    pub target: Target,
    /// How texts are compressed; in a folder as files beside them, elsewhere with the first of the encodings.
    pub encodings: Vec<Encoding>,
    /// Loss of open postings, in percent, that is refused; none = never.
    pub max_shrink_percent: Option<u8>,
    /// Use a target that holds files of others; they stay.
    pub adopt: bool,
    /// Compare with what the target lists instead of what it remembers.
    pub verify: bool,
    /// Files on their way at a time.
    pub connections: usize,
}

/// What is to be done, or was done.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The target as people name it.
    pub target: String,
    /// Every step in the order in which it is taken.
    pub steps: Vec<Step>,
    /// Files that are there already.
    pub unchanged: usize,
    /// Bytes to send, before compression.
    pub bytes: u64,
}

/// Why nothing, or not all, was sent.
#[derive(Debug)]
pub enum Failure {
    /// What was asked for cannot be.
    Usage(String),
    /// The board has far fewer open postings than the site that is served, or none.
    Shrunken {
        /// Open postings of the site that is served.
        before: usize,
        /// Open postings of the site that was built.
        now: usize,
    },
    /// The world failed.
    World(String),
}

/// Finds out what must be sent, without sending it.
///
/// # Errors
/// The site or the target cannot be read.
pub fn plan(request: &Request) -> Result<Outcome, Failure> {
    match &request.target {
        Target::Git(branch) => git::plan(request, branch),
        Target::Store(place) => send::plan(request, place),
    }
}

/// Sends what is new or changed and removes what is gone.
///
/// # Errors
/// The site or the target cannot be read, or the target cannot be written; the next call goes on from there.
pub fn publish(request: &Request, progress: &dyn Progress) -> Result<Outcome, Failure> {
    match &request.target {
        Target::Git(branch) => git::publish(request, branch),
        Target::Store(place) => send::publish(request, place, progress),
    }
}

/// Refuses a board that has lost too many of its open postings.
fn refuse_shrunken(request: &Request, before: usize, now: usize) -> Result<(), Failure> {
    let Some(most) = request.max_shrink_percent else { return Ok(()) };
    let is_empty = now == 0 && before > 0;
    if is_empty || before.saturating_sub(now) * 100 > before * usize::from(most) {
        return Err(Failure::Shrunken { before, now });
    }
    Ok(())
}

impl Failure {
    /// A failure of the world while doing something, with its reason; what may be secret in it is left out.
    fn of(what: impl fmt::Display, error: &(dyn std::error::Error + 'static)) -> Failure {
        let mut text = String::new();
        for cause in network::causes(error).map(ToString::to_string) {
            if text.is_empty() {
                text = cause;
            } else if !text.contains(&cause) {
                text = format!("{text}: {cause}");
            }
        }
        // Some services answer with a page of XML.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Failure::World(format!("{what}: {}", without_secrets(&text)))
    }
}

/// A message without the queries of addresses, where signatures stand.
fn without_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_query = false;
    for character in text.chars() {
        match character {
            '?' => {
                is_query = true;
                out.push_str("?…");
            }
            _ if is_query && !character.is_whitespace() && !matches!(character, '"' | '\'' | ')' | '>' | '`') => {}
            _ => {
                is_query = false;
                out.push(character);
            }
        }
    }
    out
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) | Failure::World(message) => out.write_str(message),
            Failure::Shrunken { before, now } => write!(
                out,
                "open postings fell from {before} to {now}, and nothing was sent; if that is right, say `--allow-shrink`"
            ),
        }
    }
}

impl std::error::Error for Failure {}
