//! A paragraph of any script: shaped once in units of its size, then broken into lines, ordered for the eye and drawn
//! at whatever size makes it fit.

use std::ops::Range;

use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathElement};
use harfrust::{Buffer, Direction, GlyphId, ShapeOptions, ShaperFont, shape};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::{self, Kind};
use super::canvas::{Canvas, Ink, Place};
use super::fonts::{FontId, Fonts, Weight};

/// What ends a text that was cut.
const ELLIPSIS: char = '…';
/// How much wider stems of light fonts are drawn in titles, in units of the size.
const EMBOLDEN: f32 = 1.0 / 28.0;

/// A piece of text of one font and one direction between two places where a line may end.
#[derive(Debug)]
struct Atom {
    range: Range<usize>,
    level: Level,
    font: FontId,
    /// Width in units of the size.
    width: f32,
    glyphs: Vec<Glyph>,
    is_space: bool,
    /// True when a line may begin with it.
    is_first: bool,
}

/// A glyph and its place in its atom, in units of the size.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    id: GlyphId,
    x: f32,
    y: f32,
}

/// A shaped paragraph.
#[derive(Debug)]
pub(super) struct Paragraph<'f> {
    fonts: &'f Fonts,
    weight: Weight,
    text: String,
    atoms: Vec<Atom>,
    /// True when it reads from right to left.
    pub(super) is_rtl: bool,
}

/// How a paragraph lies: its lines (ranges of atoms) and its size in pixels.
#[derive(Debug)]
pub(super) struct Setting<'f> {
    paragraph: Paragraph<'f>,
    lines: Vec<Range<usize>>,
    pub(super) size: f32,
}

/// Where lines may lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room<'a> {
    /// Pixels.
    pub(super) width: f32,
    /// Sizes to try, largest first, each with the most lines it may take.
    pub(super) sizes: &'a [(f32, usize)],
}

impl<'f> Paragraph<'f> {
    /// Shapes a text; characters that no font has are left out. `is_rtl` says how it reads; none = as its first letter does.
    pub(super) fn new(fonts: &'f Fonts, text: &str, weight: Weight, is_rtl: Option<bool>) -> Paragraph<'f> {
        let (text, letters) = drawable(fonts, text, weight);
        let base = is_rtl.map(|is_rtl| if is_rtl { Level::rtl() } else { Level::ltr() });
        let bidi = ParagraphBidiInfo::new(&text, base);
        let is_rtl = bidi.paragraph_level.is_rtl();
        let mut shaper = Shaper::default();
        let mut atoms: Vec<Atom> = Vec::new();
        let pieces = breaks::pieces(&text);
        for (range, kind) in &pieces {
            let same = |left: &(usize, FontId), right: &(usize, FontId)| {
                bidi.levels[left.0] == bidi.levels[right.0] && left.1 == right.1
            };
            let first = letters.partition_point(|(at, _)| *at < range.start);
            let last = letters.partition_point(|(at, _)| *at < range.end);
            let mut is_first = *kind == Kind::First;
            let mut at = range.start;
            for run in letters[first..last].chunk_by(same) {
                let end =
                    run.last().map_or(at, |(start, _)| start + text[*start..].chars().next().map_or(0, char::len_utf8));
                let (level, font) = (bidi.levels[at], run[0].1);
                let (glyphs, width) = shaper.shape(fonts, font, &text[at..end], level);
                atoms.push(Atom {
                    range: at..end,
                    level,
                    font,
                    width,
                    glyphs,
                    is_space: *kind == Kind::Space,
                    is_first,
                });
                (is_first, at) = (false, end);
            }
        }
        Paragraph { fonts, weight, text, atoms, is_rtl }
    }

    /// True when nothing of it can be drawn.
    pub(super) fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// The largest size at which it fits; what does not fit at the smallest is cut.
    pub(super) fn set(self, room: Room) -> Setting<'f> {
        let mut lines = Vec::new();
        let mut size = 0.0;
        let mut most = usize::MAX;
        for (tried, allowed) in room.sizes {
            let (filled, overflows) = self.fill(room.width / tried);
            (lines, size, most) = (filled, *tried, *allowed);
            if lines.len() <= most && !overflows {
                return Setting { paragraph: self, lines, size };
            }
        }
        self.cut(lines, size, most, room.width)
    }

    /// Lines of a width in units of the size, and whether one is wider.
    fn fill(&self, width: f32) -> (Vec<Range<usize>>, bool) {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let (mut start, mut used, mut overflows) = (0, 0.0, false);
        let mut at = 0;
        while at < self.atoms.len() {
            let group = self.group(at);
            let wide: f32 = self.atoms[group.clone()].iter().filter(|atom| !atom.is_space).map(|atom| atom.width).sum();
            if used + wide > width && at > start {
                lines.push(start..at);
                (start, used) = (at, 0.0);
            }
            overflows |= wide > width;
            used += self.atoms[group.clone()].iter().map(|atom| atom.width).sum::<f32>();
            at = group.end;
        }
        if at > start {
            lines.push(start..at);
        }
        (lines, overflows)
    }

    /// The atoms from one that may begin a line to the next one that may.
    fn group(&self, start: usize) -> Range<usize> {
        let rest = &self.atoms[start + 1..];
        start..rest.iter().position(|atom| atom.is_first).map_or(self.atoms.len(), |more| start + 1 + more)
    }

    /// Cuts the text so that no more than so many lines of a width stay.
    fn cut(self, lines: Vec<Range<usize>>, size: f32, most: usize, width: f32) -> Setting<'f> {
        let Some(last) = lines.get(most.saturating_sub(1)).filter(|_| lines.len() > most || most == 1).cloned() else {
            return Setting { paragraph: self, lines, size };
        };
        let room = width / size - 1.0;
        let mut used = 0.0;
        let mut end = self.atoms[last.start].range.start;
        for atom in &self.atoms[last] {
            used += atom.width;
            if used > room {
                break;
            }
            end = atom.range.end;
        }
        let text = format!("{}{ELLIPSIS}", self.text[..end].trim_end());
        let paragraph = Paragraph::new(self.fonts, &text, self.weight, Some(self.is_rtl));
        let (mut lines, _) = paragraph.fill(width / size);
        lines.truncate(most);
        Setting { paragraph, lines, size }
    }
}

impl Setting<'_> {
    /// Number of lines.
    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Width of the widest line in pixels.
    pub(super) fn width(&self) -> f32 {
        let width = |line: &Range<usize>| self.visible(line).iter().map(|atom| atom.width).sum::<f32>() * self.size;
        self.lines.iter().map(width).fold(0.0, f32::max)
    }

    /// Draws the lines one below the other, `leading` pixels apart; `left` and `right` bound them, `top` is the base
    /// line of the first. Text from right to left begins at the right.
    pub(super) fn draw(&self, canvas: &mut Canvas, at: Bounds, leading: f32, ink: Ink) {
        let mut path = Vec::new();
        let mut y = at.top;
        for line in &self.lines {
            let atoms = self.visible(line);
            let levels: Vec<Level> = atoms.iter().map(|atom| atom.level).collect();
            let width = atoms.iter().map(|atom| atom.width).sum::<f32>() * self.size;
            let mut x = if at.from_right { at.right - width } else { at.left };
            for index in ParagraphBidiInfo::reorder_visual(&levels) {
                self.draw_atom(canvas, &mut path, &atoms[index], (x, y), ink);
                x += atoms[index].width * self.size;
            }
            y += leading;
        }
    }

    /// The atoms of a line without the spaces at its end.
    fn visible(&self, line: &Range<usize>) -> &[Atom] {
        let atoms = &self.paragraph.atoms[line.clone()];
        let end = atoms.iter().rposition(|atom| !atom.is_space).map_or(0, |last| last + 1);
        &atoms[..end]
    }

    fn draw_atom(&self, canvas: &mut Canvas, path: &mut Vec<PathElement>, atom: &Atom, at: (f32, f32), ink: Ink) {
        let Paragraph { fonts, weight, .. } = &self.paragraph;
        let Some(font) = fonts.font(atom.font) else { return };
        let outlines = font.outline_glyphs();
        let is_widened = *weight == Weight::Bold && fonts.is_light(atom.font);
        let embolden = if is_widened { self.size * EMBOLDEN } else { 0.0 };
        let scale = self.size / f32::from(font.units_per_em());
        for glyph in &atom.glyphs {
            path.clear();
            let drawn =
                outlines.get(glyph.id).map(|outline| outline.draw(&DrawOptions::new(), DrawMemory::Scratch, path));
            if let Some(Ok(_)) = drawn {
                let place = Place { x: at.0 + glyph.x * self.size, y: at.1 - glyph.y * self.size, scale, embolden };
                canvas.glyph(path, place, ink);
            }
        }
    }
}

/// Where lines lie, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) left: f32,
    pub(super) right: f32,
    /// The base line of the first line.
    pub(super) top: f32,
    /// True when lines end at the right.
    pub(super) from_right: bool,
}

/// What of a text can be drawn: white space is one space, characters that no font has and controls are gone. With it for
/// every character its place and its font.
fn drawable(fonts: &Fonts, text: &str, weight: Weight) -> (String, Vec<(usize, FontId)>) {
    let mut drawn = String::with_capacity(text.len());
    let mut letters = Vec::with_capacity(text.len());
    let mut before = None;
    for character in breaks::plain(text) {
        if let Some(font) = fonts.of(character, weight, before) {
            letters.push((drawn.len(), font));
            drawn.push(character);
            before = Some(font);
        }
    }
    (drawn, letters)
}

/// The room in which texts are shaped.
#[derive(Default)]
struct Shaper {
    buffer: Buffer,
}

impl Shaper {
    /// The glyphs of a text of one font and one direction, and its width, in units of the size.
    fn shape(&mut self, fonts: &Fonts, font: FontId, text: &str, level: Level) -> (Vec<Glyph>, f32) {
        let Some(font) = fonts.font(font) else { return (Vec::new(), 0.0) };
        let buffer = &mut self.buffer;
        buffer.reset();
        buffer.push_str(text);
        buffer.set_direction(if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        if shape(&ShaperFont::new(font), buffer, ShapeOptions::new()).is_err() {
            return (Vec::new(), 0.0);
        }
        let unit = 1.0 / f32::from(font.units_per_em());
        let mut x = 0;
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(|(info, position)| {
            let at = (x + position.x_offset) as f32 * unit;
            x += position.x_advance;
            Glyph { id: GlyphId::new(info.glyph_id), x: at, y: position.y_offset as f32 * unit }
        });
        (glyphs.collect(), x as f32 * unit)
    }
}
