//! The way of working that the words of a location string say.

use crate::model::Remote;
use crate::parse::tables::Word;

/// What was said, each with its place in the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    remote: Option<(usize, usize)>,
    home: Option<(usize, usize)>,
    hybrid: Option<(usize, usize)>,
    onsite: Option<(usize, usize)>,
    temporary: Option<(usize, usize)>,
    pub(super) anywhere: bool,
}

impl Said {
    /// Takes in one word.
    pub(super) fn hear(&mut self, word: Word, start: usize, end: usize) {
        let place = Some((start, end));
        match word {
            Word::Remote => self.remote = self.remote.or(place),
            Word::Home => self.home = self.home.or(place),
            Word::Anywhere => {
                self.home = self.home.or(place);
                self.anywhere = true;
            }
            Word::Hybrid => self.hybrid = self.hybrid.or(place),
            Word::Onsite => self.onsite = self.onsite.or(place),
            Word::Temporary => self.temporary = self.temporary.or(place),
            _ => {}
        }
    }

    /// Remote for a while is not remote; `remote` beats `hybrid`, which beats words for home (`Hybrid - WFH`).
    pub(super) fn way(&self) -> Option<(Remote, (usize, usize))> {
        let onsite = self.temporary.or(self.onsite).map(|place| (Remote::Onsite, place));
        if self.temporary.is_some() {
            return onsite;
        }
        let remote = self.remote.map(|place| (Remote::Remote, place));
        let hybrid = self.hybrid.map(|place| (Remote::Hybrid, place));
        let home = self.home.map(|place| (Remote::Remote, place));
        remote.or(hybrid).or(home).or(onsite)
    }
}

/// A board's tag in front of the string: `remote,Berlin`. Its value, and where the text after it begins.
pub(super) fn board_tag(text: &str) -> Option<(Remote, usize)> {
    let tags = [("remote,", Remote::Remote), ("hybrid,", Remote::Hybrid), ("onsite,", Remote::Onsite)];
    tags.iter().find_map(|(tag, way)| {
        let head = text.get(..tag.len())?;
        let is_tag = head.eq_ignore_ascii_case(tag) && !text[tag.len()..].starts_with(char::is_whitespace);
        is_tag.then_some((*way, tag.len()))
    })
}
