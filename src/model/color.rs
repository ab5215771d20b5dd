//! Colours and how well text in them can be read: relative luminance and contrast as WCAG 2.2 defines them.

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 3]);

/// The contrast that text must have with what is behind it (WCAG 2.2, 1.4.3).
pub const READABLE: f64 = 4.5;

/// What stands behind text in the accent's colour: the ground that is worst for it, on a light page and on a dark one.
/// They are `--tint` of `static/theme.css`.
pub const GROUNDS: [Color; 2] = [Color([0xf1, 0xe7, 0xd6]), Color([0x30, 0x28, 0x20])];

/// The accent of a light page where the board chooses none: `--accent` of `static/theme.css`.
pub const ACCENT: Color = Color([0x9b, 0x3b, 0x1c]);

impl Color {
    /// White.
    pub const WHITE: Color = Color([255; 3]);
    /// Black.
    pub const BLACK: Color = Color([0; 3]);

    /// `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let channel = |index: usize| match digits.len() {
            3 => u8::from_str_radix(&digits[index..=index].repeat(2), 16).ok(),
            6 => u8::from_str_radix(&digits[index * 2..index * 2 + 2], 16).ok(),
            _ => None,
        };
        Some(Color([channel(0)?, channel(1)?, channel(2)?]))
    }

    /// Red, green, blue.
    pub const fn channels(self) -> [u8; 3] {
        self.0
    }

    /// Contrast with another colour, 1 to 21.
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// Black or white, whichever is read better on this colour; one of them always reaches 4.58.
    pub fn ink(self) -> Color {
        if self.contrast(Color::WHITE) >= READABLE { Color::WHITE } else { Color::BLACK }
    }

    /// This colour, or the nearest one towards black or white in which text can be read on a ground.
    pub fn readable_on(self, ground: Color) -> Color {
        let towards = if ground.luminance() > 0.18 { Color::BLACK } else { Color::WHITE };
        let mixed = (0..=100).map(|percent| self.mixed(towards, percent));
        let mut readable = mixed.filter(|color| color.contrast(ground) >= READABLE);
        readable.next().unwrap_or(towards)
    }

    fn mixed(self, other: Color, percent: u16) -> Color {
        let mix = |index: usize| {
            let (own, wanted) = (u16::from(self.0[index]), u16::from(other.0[index]));
            u8::try_from((own * (100 - percent) + wanted * percent) / 100).unwrap_or(u8::MAX)
        };
        Color([mix(0), mix(1), mix(2)])
    }

    fn luminance(self) -> f64 {
        let linear = |value: u8| match f64::from(value) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::{ACCENT, Color, GROUNDS, READABLE};

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((color("#fff").contrast(color("#000")) - 21.0).abs() < 1e-9);
        assert!((color("#777").contrast(color("#ffffff")) - 4.478).abs() < 0.001);
        assert_eq!(Color::parse("#12345"), None);
    }

    #[test]
    fn text_in_any_accent_can_be_read() {
        let steps = ["00", "33", "66", "99", "cc", "ff"];
        for text in steps.iter().flat_map(|r| steps.iter().map(move |g| format!("#{r}{g}80"))) {
            let accent = color(&text);
            assert!(accent.ink().contrast(accent) >= READABLE, "{text}");
            for ground in GROUNDS {
                assert!(accent.readable_on(ground).contrast(ground) >= READABLE, "{text}");
            }
        }
        assert_eq!(ACCENT.readable_on(GROUNDS[0]), ACCENT);
    }

    #[test]
    fn the_colours_are_those_of_the_sheet() {
        let sheet = include_str!("../../static/theme.css");
        let of = |name: &str| -> Vec<&str> {
            sheet.split(name).skip(1).map(|rest| rest.split(';').next().unwrap()).collect()
        };
        assert_eq!(of("--tint: ")[..2], GROUNDS.map(|ground| ground.to_string()));
        assert_eq!(of("--accent: ")[0], ACCENT.to_string());
    }
}
