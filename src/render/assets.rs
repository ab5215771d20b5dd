//! The theme's own static files: the style sheet with the board's colours, icons.

use crate::model::{Colors, Settings};

/// The style sheets that every page links, in this order; the second is the board's own, when it has one.
pub(crate) const SHEETS: [&str; 2] = ["theme.css", "board.css"];

const STYLE: &str = include_str!("../../static/theme.css");
const ICONS: [(&str, &[u8]); 4] = [
    ("apple-touch-icon.png", include_bytes!("../../static/apple-touch-icon.png")),
    ("favicon.ico", include_bytes!("../../static/favicon.ico")),
    ("icon-512.png", include_bytes!("../../static/icon-512.png")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
];

/// Path and bytes of each static file of the theme, by path. A board's own file of the same path wins.
pub fn theme_assets(settings: &Settings) -> Vec<(&'static str, Vec<u8>)> {
    let mut assets: Vec<(&'static str, Vec<u8>)> = ICONS.iter().map(|(file, bytes)| (*file, bytes.to_vec())).collect();
    assets.push((SHEETS[0], style(&settings.colors).into_bytes()));
    assets
}

/// The style sheet with the board's colours at its end.
fn style(colors: &Colors) -> String {
    let mut style = STYLE.to_owned();
    if let Some(accent) = colors.accent.as_deref().filter(|color| is_color(color)) {
        style.push_str(&format!(":root{{--accent:{accent}}}\n"));
    }
    let dark = colors.accent_dark.as_deref().or(colors.accent.as_deref());
    if let Some(accent) = dark.filter(|color| is_color(color)) {
        style.push_str(&format!("@media (prefers-color-scheme:dark){{:root{{--accent:{accent}}}}}\n"));
    }
    style
}

/// `#rgb` or `#rrggbb`; `parse` has checked it, but what goes into a style sheet is checked where it goes in.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::style;
    use crate::model::Colors;

    #[test]
    fn only_colours_reach_the_style_sheet() {
        let accent = |text: &str| style(&Colors { accent: Some(text.to_owned()), accent_dark: None });
        assert!(accent("#0a5").ends_with("{:root{--accent:#0a5}}\n"));
        assert!(!accent("red}body{display:none").contains("none}}"));
    }
}
