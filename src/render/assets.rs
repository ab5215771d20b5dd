//! The theme's own static files: the style sheet with the board's colours, icons, the modules that search.

use crate::model::{Colors, Settings};

/// The style sheets that every page links, in this order; the second is the board's own, when it has one.
pub(crate) const SHEETS: [&str; 2] = ["theme.css", "board.css"];

/// The module that every page begins with: it searches, and keeps what a visitor saves on the device.
pub(crate) const FINDER: &str = "finder/main.js";

/// The folder of that module and of those that it loads.
pub(crate) const FINDER_FOLDER: &str = "finder/";

/// The script with which other sites show the newest postings.
const WIDGET: (&str, &[u8]) = ("widget.js", include_bytes!("../../static/widget.js"));

const STYLE: &str = include_str!("../../static/theme.css");
const FILES: [(&str, &[u8]); 10] = [
    ("apple-touch-icon.png", include_bytes!("../../static/apple-touch-icon.png")),
    ("favicon.ico", include_bytes!("../../static/favicon.ico")),
    ("icon-512.png", include_bytes!("../../static/icon-512.png")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("finder/device.js", include_bytes!("../../static/finder/device.js")),
    ("finder/index.js", include_bytes!("../../static/finder/index.js")),
    (FINDER, include_bytes!("../../static/finder/main.js")),
    ("finder/saved.js", include_bytes!("../../static/finder/saved.js")),
    ("finder/text.js", include_bytes!("../../static/finder/text.js")),
    ("finder/view.js", include_bytes!("../../static/finder/view.js")),
];

/// Path and bytes of each static file of the theme, by path. A board's own file of the same path wins.
pub fn theme_assets(settings: &Settings) -> Vec<(&'static str, Vec<u8>)> {
    let mut assets: Vec<(&'static str, Vec<u8>)> = FILES.iter().map(|(file, bytes)| (*file, bytes.to_vec())).collect();
    if settings.hand_offs.widget {
        assets.push((WIDGET.0, WIDGET.1.to_vec()));
    }
    assets.push((SHEETS[0], style(&settings.colors).into_bytes()));
    assets
}

/// The style sheet with the board's colours at its end.
fn style(colors: &Colors) -> String {
    let mut style = STYLE.to_owned();
    if let Some(accent) = colors.accent.as_deref().and_then(accent) {
        style.push_str(&format!(":root{{{accent}}}\n"));
    }
    if let Some(accent) = colors.accent_dark.as_deref().or(colors.accent.as_deref()).and_then(accent) {
        style.push_str(&format!("@media (prefers-color-scheme:dark){{:root{{{accent}}}}}\n"));
    }
    style
}

/// The accent, and the text that is readable on it; none when it is no colour.
fn accent(color: &str) -> Option<String> {
    let luminance = luminance(color)?;
    // WCAG 2.2: white has the luminance 1, the dark ink 0.018; the better of the two contrasts.
    let on_accent = if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.068 { "#fff" } else { "#2b231b" };
    Some(format!("--accent:{color};--on-accent:{on_accent}"))
}

/// Relative luminance (WCAG 2.2) of `#rgb` or `#rrggbb`. `parse` has checked the colour, but what goes into a style
/// sheet is checked where it goes in.
fn luminance(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let channel = |index: usize| match digits.len() {
        3 => u8::from_str_radix(&digits[index..=index].repeat(2), 16).ok(),
        6 => u8::from_str_radix(&digits[index * 2..index * 2 + 2], 16).ok(),
        _ => None,
    };
    let linear = |value: u8| match f64::from(value) / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    Some(0.2126 * linear(channel(0)?) + 0.7152 * linear(channel(1)?) + 0.0722 * linear(channel(2)?))
}

#[cfg(test)]
mod tests {
    use super::{accent, style};
    use crate::model::Colors;

    #[test]
    fn only_colours_reach_the_style_sheet() {
        let with = |text: &str| style(&Colors { accent: Some(text.to_owned()), accent_dark: None });
        assert!(with("#0a5").ends_with("{:root{--accent:#0a5;--on-accent:#2b231b}}\n"));
        assert!(!with("red}body{display:none").contains("none}}"));
    }

    #[test]
    fn text_on_the_accent_is_readable() {
        assert_eq!(accent("#9b3b1c").unwrap(), "--accent:#9b3b1c;--on-accent:#fff");
        assert_eq!(accent("#ffd400").unwrap(), "--accent:#ffd400;--on-accent:#2b231b");
        assert_eq!(accent("#12345"), None);
    }
}
