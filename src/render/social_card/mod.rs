//! The picture that a link to a page is shown with elsewhere: 1200 × 630 pixels, drawn from a few texts and colours,
//! without a browser. Pure, and the same bytes for the same texts on every machine.

mod breaks;
mod canvas;
mod encode;
mod fonts;
mod text;

pub(crate) use canvas::{HEIGHT, WIDTH};
pub(crate) use fonts::Fonts;

use canvas::{Canvas, Ink};
use encode::Colours;
use fonts::Weight;
use text::{Bounds, Paragraph, Room};

use crate::model::{ACCENT, Color};

/// The theme's colours on a light page; `static/theme.css` has the same.
const COLOURS: Colours = Colours {
    paper: [0xf8, 0xf2, 0xe7],
    inks: [[0x2b, 0x23, 0x1b], [0x6b, 0x5c, 0x4c], ACCENT.channels(), [0xff, 0xfa, 0xf3]],
};

/// Distance of texts from the edges.
const MARGIN: f32 = 80.0;
/// Width and height of the tile with the first letter of the employer.
const TILE: usize = 112;

/// What a card says. Empty texts are left out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SocialCard<'a> {
    /// The line above: the name of the board.
    pub(crate) board: &'a str,
    /// The title.
    pub(crate) title: &'a str,
    /// Below the title: the employer.
    pub(crate) company: &'a str,
    /// Below the title, in lines: what the board is about.
    pub(crate) text: &'a str,
    /// At the foot: place and pay.
    pub(crate) facts: [&'a str; 2],
    /// A letter for the tile.
    pub(crate) monogram: &'a str,
    /// The accent of the board; the theme's own when absent.
    pub(crate) accent: Option<Color>,
    /// True when the page reads from right to left whatever its letters; absent = as the title does.
    pub(crate) is_rtl: Option<bool>,
}

impl SocialCard<'_> {
    /// The picture as PNG.
    pub(crate) fn png(&self, fonts: &Fonts) -> Vec<u8> {
        let mut canvas = Canvas::new();
        canvas.fill(0, HEIGHT - 18, WIDTH, 18, Ink::Accent);
        let title = Paragraph::new(fonts, self.title, Weight::Bold, self.is_rtl);
        let is_rtl = title.is_rtl;
        self.draw_head(&mut canvas, fonts, is_rtl);
        let (width, from_right) = (WIDTH as f32 - 2.0 * MARGIN, is_rtl);
        let bounds = |top| Bounds { left: MARGIN, right: MARGIN + width, top, from_right };
        let mut y = 232.0;
        if !title.is_empty() {
            let sizes = [(84.0, 2), (72.0, 2), (64.0, 3), (56.0, 3), (48.0, 3), (42.0, 4)];
            let title = title.set(Room { width, sizes: &sizes });
            let leading = title.size * 1.16;
            let top = y + title.size * 0.76;
            title.draw(&mut canvas, bounds(top), leading, Ink::Text);
            y = top + leading * (title.lines() as f32 - 1.0) + title.size * 0.3 + 50.0;
        }
        let text = Paragraph::new(fonts, self.text, Weight::Medium, Some(is_rtl));
        if !text.is_empty() {
            // As many lines as there is room for above the foot.
            let room = (HEIGHT as f32 - 120.0 - y).max(0.0);
            let lines = |size: f32, most: usize| most.min(1 + (room / (size * 1.35)) as usize);
            let text = text.set(Room { width, sizes: &[(42.0, lines(42.0, 2)), (36.0, lines(36.0, 3))] });
            text.draw(&mut canvas, bounds(y), text.size * 1.35, Ink::Soft);
        }
        let company = Paragraph::new(fonts, self.company, Weight::Bold, Some(is_rtl));
        if !company.is_empty() {
            let company = company.set(Room { width, sizes: &[(42.0, 1), (36.0, 1)] });
            company.draw(&mut canvas, bounds(y), 0.0, Ink::Accent);
        }
        self.draw_facts(&mut canvas, fonts, bounds(HEIGHT as f32 - 66.0));
        let accent = self.accent.unwrap_or(ACCENT).channels();
        let mut colours = COLOURS;
        colours.inks[Ink::Accent as usize] = accent;
        colours.inks[Ink::OnAccent as usize] = readable_on(accent);
        encode::png(&canvas, &colours)
    }

    /// The tile and the name of the board.
    fn draw_head(&self, canvas: &mut Canvas, fonts: &Fonts, is_rtl: bool) {
        let (side, edge) = (TILE as f32, WIDTH as f32 - MARGIN);
        let left = if is_rtl { edge - side } else { MARGIN };
        let letter = Paragraph::new(fonts, self.monogram, Weight::Bold, None);
        let mut start = MARGIN;
        if !letter.is_empty() {
            canvas.fill(left as usize, 72, TILE, TILE, Ink::Accent);
            let letter = letter.set(Room { width: side, sizes: &[(64.0, 1)] });
            let indent = (side - letter.width()) / 2.0;
            let bounds = Bounds { left: left + indent, right: left + side, top: 151.0, from_right: false };
            letter.draw(canvas, bounds, 0.0, Ink::OnAccent);
            start += side + 28.0;
        }
        let board = Paragraph::new(fonts, self.board, Weight::Medium, None);
        if !board.is_empty() {
            let width = edge - start;
            let (left, right) = if is_rtl { (MARGIN, MARGIN + width) } else { (start, edge) };
            let board = board.set(Room { width, sizes: &[(36.0, 1), (30.0, 1)] });
            board.draw(canvas, Bounds { left, right, top: 141.0, from_right: is_rtl }, 0.0, Ink::Soft);
        }
    }

    /// Place and pay at the foot: side by side when both fit, else one above the other.
    fn draw_facts(&self, canvas: &mut Canvas, fonts: &Fonts, bounds: Bounds) {
        let joined = self.facts.iter().filter(|fact| !fact.is_empty()).copied().collect::<Vec<_>>().join("  ·  ");
        let facts = Paragraph::new(fonts, &joined, Weight::Medium, Some(bounds.from_right));
        if !facts.is_empty() {
            let width = bounds.right - bounds.left;
            let facts = facts.set(Room { width, sizes: &[(38.0, 1), (34.0, 1), (30.0, 2)] });
            let leading = facts.size * 1.3;
            let top = bounds.top - leading * (facts.lines() as f32 - 1.0);
            facts.draw(canvas, Bounds { top, ..bounds }, leading, Ink::Soft);
        }
    }
}

/// White or dark, whichever stands out more on a colour (WCAG's relative luminance, with a plain square for its curve).
fn readable_on(colour: [u8; 3]) -> [u8; 3] {
    let [red, green, blue] = colour.map(|part| (f32::from(part) / 255.0).powi(2));
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    if luminance > 0.3 { COLOURS.inks[Ink::Text as usize] } else { COLOURS.inks[Ink::OnAccent as usize] }
}

#[cfg(test)]
mod tests;
