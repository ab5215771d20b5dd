//! The fonts of the cards: those of the board first, then the bundled ones, each unpacked when its first letter is drawn.

use std::fmt;
use std::io::Read;
use std::sync::OnceLock;

use harfrust::{Font, GlyphId};

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Titles.
    Bold,
    /// The rest.
    Medium,
}

/// A font of a set: the board's own by number, then the bundled ones.
pub(super) type FontId = usize;

/// A bundled font: a packed file of `fonts/`, whose README says how it was made, and what it is asked for.
struct Bundled {
    packed: &'static [u8],
    /// First and last of the characters that it is asked for, in ranges.
    ranges: &'static [(char, char)],
    /// True for fonts with thin strokes, which are drawn wider in titles.
    is_light: bool,
}

macro_rules! bundled {
    ($($name:literal $is_light:literal: $($first:literal - $last:literal),+;)+) => {
        [$(Bundled {
            packed: include_bytes!(concat!("fonts/", $name, ".br")),
            ranges: &[$(($first, $last)),+],
            is_light: $is_light,
        }),+]
    };
}

/// The first two are the letters of most titles; the others have characters that those lack.
static BUNDLED: [Bundled; 9] = bundled! {
    "latin-bold" false: '\0' - '\u{10FFFF}';
    "latin-medium" false: '\0' - '\u{10FFFF}';
    "arabic" false: '\u{600}' - '\u{6FF}', '\u{FD3E}' - '\u{FD3F}';
    "hebrew" false: '\u{590}' - '\u{5FF}';
    "devanagari" false: '\u{900}' - '\u{97F}';
    "thai" false: '\u{E00}' - '\u{E7F}';
    "hangul" true: '\u{3131}' - '\u{318E}', '\u{AC00}' - '\u{D7A3}';
    "han" true: '\u{3000}' - '\u{3130}', '\u{4E00}' - '\u{9FFF}', '\u{FF01}' - '\u{FFEF}';
    "emoji" false: '\u{2190}' - '\u{2BFF}', '\u{1F000}' - '\u{1FAFF}';
};

/// All fonts of a board's cards.
pub(crate) struct Fonts {
    own: Vec<Font>,
    bundled: [OnceLock<Option<Font>>; BUNDLED.len()],
}

impl fmt::Debug for Fonts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Fonts({} of the board's own)", self.own.len())
    }
}

impl Fonts {
    /// The fonts of a board: its own font files, best first, and the bundled ones. Files that hold no font are left out.
    pub(crate) fn new(own: impl IntoIterator<Item = Vec<u8>>) -> Fonts {
        let own = own.into_iter().filter_map(|bytes| Font::new(bytes, 0)).collect();
        Fonts { own, bundled: Default::default() }
    }

    /// The font with a number.
    pub(super) fn font(&self, id: FontId) -> Option<&Font> {
        match id.checked_sub(self.own.len()) {
            None => self.own.get(id),
            Some(id) => self.bundled.get(id)?.get_or_init(|| unpacked(BUNDLED[id].packed)).as_ref(),
        }
    }

    /// True for a font whose strokes are too thin for a title.
    pub(super) fn is_light(&self, id: FontId) -> bool {
        id.checked_sub(self.own.len()).and_then(|id| BUNDLED.get(id)).is_some_and(|font| font.is_light)
    }

    /// The first font that has a character; what lies between letters (spaces, points, joiners) stays with the font
    /// of the character before it where that has it.
    pub(super) fn of(&self, character: char, weight: Weight, before: Option<FontId>) -> Option<FontId> {
        let has = |id: &FontId| self.glyph(*id, character).is_some();
        if !character.is_alphanumeric()
            && let Some(before) = before.filter(has)
        {
            return Some(before);
        }
        let latin = if weight == Weight::Bold { 0 } else { 1 };
        let asked = |id: &usize| BUNDLED[*id].ranges.iter().any(|(first, last)| (*first..=*last).contains(&character));
        let own = 0..self.own.len();
        let others = (2..BUNDLED.len()).filter(asked);
        own.chain([latin].into_iter().chain(others).map(|id| id + self.own.len())).find(has)
    }

    fn glyph(&self, id: FontId, character: char) -> Option<GlyphId> {
        self.font(id)?.charmap().map_unicode(character)
    }
}

fn unpacked(packed: &[u8]) -> Option<Font> {
    let mut bytes = Vec::new();
    brotli::Decompressor::new(packed, 1 << 16).read_to_end(&mut bytes).ok()?;
    Font::new(bytes, 0)
}

#[cfg(test)]
mod tests {
    use super::{BUNDLED, Fonts, Weight};

    #[test]
    fn every_bundled_font_opens_and_has_its_letters() {
        let fonts = Fonts::new([]);
        for (id, letter) in "AAشאकก채用🚀".chars().enumerate() {
            assert_eq!(
                fonts.of(letter, if id == 1 { Weight::Medium } else { Weight::Bold }, None),
                Some(id),
                "{letter}"
            );
        }
        assert_eq!("AAشאकก채用🚀".chars().count(), BUNDLED.len());
    }

    #[test]
    fn a_space_between_words_stays_in_their_font() {
        let fonts = Fonts::new([]);
        assert_eq!(fonts.of(' ', Weight::Bold, Some(2)), Some(2));
        assert_eq!(fonts.of('٪', Weight::Bold, Some(0)), Some(2));
    }

    #[test]
    fn a_letter_of_no_font_has_none() {
        assert_eq!(Fonts::new([]).of('𒀀', Weight::Bold, Some(0)), None);
        assert_eq!(Fonts::new([b"no font".to_vec()]).of('A', Weight::Bold, None), Some(0));
    }
}
