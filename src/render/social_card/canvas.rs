//! A picture of few colours onto which glyphs and boxes are drawn, pixel by pixel in fifteen shades of each ink.
//! The coverage of a pixel is exact up to the flattening of curves: the signed area between the outline and the
//! right edge of the row is summed along the row.

use harfrust::font::glyph::outline::PathElement;

/// Width of a card in pixels.
pub(crate) const WIDTH: usize = 1200;
/// Height of a card in pixels.
pub(crate) const HEIGHT: usize = 630;
/// Shades of an ink; the last is the full colour.
pub(super) const SHADES: u8 = 15;
/// How far a curve may lie from the line that stands for it, in pixels.
const TOLERANCE: f32 = 0.08;

/// What is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The title.
    Text,
    /// What is said in passing.
    Soft,
    /// The colour of the board.
    Accent,
    /// Text on that colour.
    OnAccent,
}

impl Ink {
    /// All inks, in the order of their colours in a picture.
    pub(super) const ALL: [Ink; 4] = [Ink::Text, Ink::Soft, Ink::Accent, Ink::OnAccent];

    /// The number of a shade of this ink, 1 ..= `SHADES`; 0 is the paper.
    fn shade(self, shade: u8) -> u8 {
        self as u8 * SHADES + shade
    }
}

/// The picture, a byte for each pixel.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) pixels: Vec<u8>,
    /// Changes of coverage along each row of the glyph that is being drawn.
    changes: Vec<f32>,
}

/// Where a glyph is drawn and how large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Pixels from the left to the glyph's origin.
    pub(super) x: f32,
    /// Pixels from the top to its base line.
    pub(super) y: f32,
    /// Pixels for one unit of the font.
    pub(super) scale: f32,
    /// Pixels by which stems are made wider; 0 = as the font draws them.
    pub(super) embolden: f32,
}

impl Canvas {
    /// An empty picture.
    pub(super) fn new() -> Canvas {
        Canvas { pixels: vec![0; WIDTH * HEIGHT], changes: Vec::new() }
    }

    /// Fills a box.
    pub(super) fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, ink: Ink) {
        let right = (left + width).min(WIDTH);
        for row in self.pixels.chunks_exact_mut(WIDTH).skip(top).take(height) {
            row[left.min(right)..right].fill(ink.shade(SHADES));
        }
    }

    /// Draws a glyph. One that does not lie on the picture as a whole is left out.
    pub(super) fn glyph(&mut self, path: &[PathElement], place: Place, ink: Ink) {
        let Some(frame) = Frame::around(path, place) else { return };
        self.changes.clear();
        self.changes.resize(frame.width * frame.height, 0.0);
        let mut outline = Outline { changes: &mut self.changes, width: frame.width, at: (0.0, 0.0), start: (0.0, 0.0) };
        let shift = (place.x - frame.left as f32, place.y - frame.top as f32);
        outline.draw(path, shift, place.scale);
        if place.embolden > 0.0 {
            outline.draw(path, (shift.0 + place.embolden, shift.1), place.scale);
        }
        for (changes, row) in
            self.changes.chunks_exact(frame.width).zip(self.pixels.chunks_exact_mut(WIDTH).skip(frame.top))
        {
            let mut covered = 0.0_f32;
            for (change, pixel) in changes.iter().zip(&mut row[frame.left..]) {
                covered += change;
                let shade = (covered.abs().min(1.0) * f32::from(SHADES) + 0.5) as u8;
                if shade > 0 {
                    // Where two glyphs of an ink meet the darker shade stays; text on the accent has the higher numbers.
                    *pixel = ink.shade(shade).max(*pixel);
                }
            }
        }
    }
}

/// The pixels that a glyph touches.
#[derive(Clone, Copy, Debug)]
struct Frame {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Frame {
    /// None when the glyph is empty or leaves the picture.
    fn around(path: &[PathElement], place: Place) -> Option<Frame> {
        let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        let mut see = |x: f32, y: f32| {
            let (x, y) = (place.x + x * place.scale, place.y - y * place.scale);
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        };
        for element in path {
            match *element {
                PathElement::MoveTo { x, y } | PathElement::LineTo { x, y } => see(x, y),
                PathElement::QuadTo { cx0, cy0, x, y } => {
                    see(cx0, cy0);
                    see(x, y);
                }
                PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
                    see(cx0, cy0);
                    see(cx1, cy1);
                    see(x, y);
                }
                PathElement::Close => {}
            }
        }
        let (right, bottom) = (high.0 + place.embolden + 2.0, high.1 + 1.0);
        let is_empty = low.0 > high.0 || low.1 > high.1;
        if is_empty || !(low.0 >= 0.0 && low.1 >= 0.0 && right < WIDTH as f32 && bottom < HEIGHT as f32) {
            return None;
        }
        let (left, top) = (low.0 as usize, low.1 as usize);
        Some(Frame { left, top, width: right as usize + 1 - left, height: bottom as usize + 1 - top })
    }
}

/// Adds up the coverage of an outline.
struct Outline<'a> {
    changes: &'a mut [f32],
    width: usize,
    at: (f32, f32),
    start: (f32, f32),
}

impl Outline<'_> {
    fn draw(&mut self, path: &[PathElement], shift: (f32, f32), scale: f32) {
        let point = |x: f32, y: f32| (shift.0 + x * scale, shift.1 - y * scale);
        for element in path {
            match *element {
                PathElement::MoveTo { x, y } => {
                    self.line(self.start);
                    self.at = point(x, y);
                    self.start = self.at;
                }
                PathElement::LineTo { x, y } => self.line(point(x, y)),
                PathElement::QuadTo { cx0, cy0, x, y } => {
                    // The cubic curve of the same shape.
                    let (from, control, to) = (self.at, point(cx0, cy0), point(x, y));
                    let third = |end: (f32, f32)| {
                        (end.0 + (control.0 - end.0) * 2.0 / 3.0, end.1 + (control.1 - end.1) * 2.0 / 3.0)
                    };
                    self.curve(third(from), third(to), to);
                }
                PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
                    self.curve(point(cx0, cy0), point(cx1, cy1), point(x, y));
                }
                PathElement::Close => self.line(self.start),
            }
        }
        self.line(self.start);
        (self.at, self.start) = ((0.0, 0.0), (0.0, 0.0));
    }

    /// A cubic curve as so many lines that none is farther from it than the tolerance.
    fn curve(&mut self, first: (f32, f32), second: (f32, f32), to: (f32, f32)) {
        let from = self.at;
        let bend = |a: f32, b: f32, c: f32| (a - 2.0 * b + c).abs();
        let bent = (bend(from.0, first.0, second.0) + bend(from.1, first.1, second.1))
            .max(bend(first.0, second.0, to.0) + bend(first.1, second.1, to.1));
        let steps = (0.75 * bent / TOLERANCE).sqrt().ceil().clamp(1.0, 64.0);
        for step in 1..steps as u32 {
            let t = step as f32 / steps;
            let left = 1.0 - t;
            let (a, b, c, d) = (left * left * left, 3.0 * left * left * t, 3.0 * left * t * t, t * t * t);
            self.line((
                a * from.0 + b * first.0 + c * second.0 + d * to.0,
                a * from.1 + b * first.1 + c * second.1 + d * to.1,
            ));
        }
        self.line(to);
    }

    /// Adds a line, row by row.
    fn line(&mut self, to: (f32, f32)) {
        let from = std::mem::replace(&mut self.at, to);
        let (upper, lower, sign) = if from.1 <= to.1 { (from, to, 1.0) } else { (to, from, -1.0) };
        let height = lower.1 - upper.1;
        if height <= 0.0 {
            return;
        }
        let slope = (lower.0 - upper.0) / height;
        let (mut x, mut y) = upper;
        while y < lower.1 {
            let row = y as usize;
            let below = (row as f32 + 1.0).min(lower.1);
            let next = if below == lower.1 { lower.0 } else { upper.0 + (below - upper.1) * slope };
            self.within_row(row, (x, next), (below - y) * sign);
            (x, y) = (next, below);
        }
    }

    /// Adds a piece of a line within a row that goes from one `x` to the other and covers `area` of the row's height.
    fn within_row(&mut self, row: usize, (from, to): (f32, f32), area: f32) {
        let (left, right) = if from <= to { (from, to) } else { (to, from) };
        let start = row * self.width;
        let mut add = |column: usize, area: f32, mean: f32| {
            self.changes[start + column] += area * (1.0 - mean);
            self.changes[start + column + 1] += area * mean;
        };
        let (first, last) = (left as usize, right as usize);
        if first == last {
            return add(first, area, (left + right) / 2.0 - first as f32);
        }
        let share = area / (right - left);
        let mut x = left;
        for column in first..=last {
            let end = (column as f32 + 1.0).min(right);
            add(column, share * (end - x), (x + end) / 2.0 - column as f32);
            x = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Canvas, Ink, PathElement, Place, SHADES, WIDTH};

    fn square(size: f32) -> Vec<PathElement> {
        let line = |x, y| PathElement::LineTo { x, y };
        vec![PathElement::MoveTo { x: 0.0, y: 0.0 }, line(size, 0.0), line(size, size), line(0.0, size)]
    }

    #[test]
    fn a_pixel_half_covered_has_half_the_ink() {
        let mut canvas = Canvas::new();
        canvas.glyph(&square(2.0), Place { x: 10.5, y: 20.0, scale: 1.0, embolden: 0.0 }, Ink::Text);
        let row = &canvas.pixels[19 * WIDTH + 9..19 * WIDTH + 14];
        assert_eq!(row, [0, 8, SHADES, 8, 0]);
        assert_eq!(canvas.pixels[20 * WIDTH + 11], 0, "nothing below the base line");
    }

    #[test]
    fn a_hole_stays_open() {
        let mut path = square(9.0);
        let inner = square(9.0).into_iter().rev().map(|element| match element {
            PathElement::MoveTo { x, y } | PathElement::LineTo { x, y } => (x / 3.0 + 3.0, y / 3.0 + 3.0),
            _ => (0.0, 0.0),
        });
        let inner: Vec<(f32, f32)> = inner.collect();
        path.push(PathElement::MoveTo { x: inner[0].0, y: inner[0].1 });
        path.extend(inner[1..].iter().map(|&(x, y)| PathElement::LineTo { x, y }));
        let mut canvas = Canvas::new();
        canvas.glyph(&path, Place { x: 0.0, y: 9.0, scale: 1.0, embolden: 0.0 }, Ink::Soft);
        assert_eq!([canvas.pixels[4 * WIDTH + 4], canvas.pixels[WIDTH + 1]], [0, 2 * SHADES]);
    }

    #[test]
    fn what_leaves_the_picture_is_left_out() {
        let mut canvas = Canvas::new();
        for (x, y) in [(-1.0, 9.0), (1199.0, 9.0), (5.0, 1.0), (5.0, 631.0), (f32::NAN, 9.0)] {
            canvas.glyph(&square(3.0), Place { x, y, scale: 1.0, embolden: 0.0 }, Ink::Text);
        }
        assert!(canvas.pixels.iter().all(|pixel| *pixel == 0));
    }
}
