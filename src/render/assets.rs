//! The theme's own static files: the style sheet with the board's colours, icons, the modules that search.

use crate::model::{Color, Density, Fonts, GROUNDS, Look, Settings};

/// The style sheets that every page links, in this order; the second is the board's own, when it has one.
pub(crate) const SHEETS: [&str; 2] = ["theme.css", "board.css"];

/// The module that every page begins with: it searches, and keeps what a visitor saves on the device.
pub(crate) const FINDER: &str = "finder/main.js";

/// The script with which other sites show the newest postings.
const WIDGET: (&str, &[u8]) = ("widget.js", include_bytes!("../../static/widget.js"));

const STYLE: &str = include_str!("../../static/theme.css");

/// What `density: compact` adds to it.
const COMPACT: &str = include_str!("../../static/compact.css");
const FILES: [(&str, &[u8]); 11] = [
    ("apple-touch-icon.png", include_bytes!("../../static/apple-touch-icon.png")),
    ("favicon.ico", include_bytes!("../../static/favicon.ico")),
    ("icon-512.png", include_bytes!("../../static/icon-512.png")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("finder/device.js", include_bytes!("../../static/finder/device.js")),
    ("finder/filter.js", include_bytes!("../../static/finder/filter.js")),
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
    assets.push((SHEETS[0], style(settings).into_bytes()));
    assets
}

/// The style sheet with what the board's settings make of it at its end.
fn style(settings: &Settings) -> String {
    let (colors, Look { fonts, density, .. }) = (&settings.colors, &settings.look);
    let mut style = STYLE.to_owned();
    if *density == Density::Compact {
        style.push_str(COMPACT);
    }
    style.push_str(&font_faces(fonts));
    let light = colors.accent.as_deref();
    if let Some(rules) = light.and_then(|color| accent(color, GROUNDS[0])) {
        style.push_str(&format!(":root{{{rules}}}\n"));
    }
    if let Some(rules) = colors.accent_dark.as_deref().or(light).and_then(|color| accent(color, GROUNDS[1])) {
        style.push_str(&format!("@media (prefers-color-scheme:dark){{:root{{{rules}}}}}\n"));
    }
    style
}

/// The accent, black or white on it, and the same colour as text: itself, or the nearest that can be read; none when it
/// is no colour. `parse` has checked it, but what goes into a style sheet is checked where it goes in.
fn accent(color: &str, ground: Color) -> Option<String> {
    let color = Color::parse(color)?;
    let (ink, link) = (color.ink(), color.readable_on(ground));
    Some(format!("--accent:{color};--on-accent:{ink};--link:{link}"))
}

/// The fonts of the board. The visitor reads in a font of the system until they are there.
fn font_faces(fonts: &Fonts) -> String {
    let Fonts { text, text_bold, headings } = fonts;
    let is_variable = text.is_some() && text == text_bold;
    let text_weight = if is_variable { "100 900" } else { "400" };
    let faces = [
        (text, "Board text", text_weight),
        (if is_variable { &None } else { text_bold }, "Board text", "600 900"),
        (headings, "Board headings", "100 900"),
    ];
    let mut css = String::new();
    for (file, family, weight) in faces {
        let Some(file) = file.as_deref().filter(|file| is_plain(file)) else { continue };
        css.push_str(&format!(
            "@font-face{{font-family:\"{family}\";src:url(\"{file}\");font-weight:{weight};font-display:swap}}\n"
        ));
    }
    let families = [(text, "sans", "Board text"), (headings, "serif", "Board headings")];
    for (_, name, family) in families.into_iter().filter(|(file, ..)| file.is_some()) {
        css.push_str(&format!(":root{{--{name}:\"{family}\",var(--{name}-fallback)}}\n"));
    }
    css
}

/// True when a path may stand between the quotes of a style sheet.
fn is_plain(file: &str) -> bool {
    file.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::style;
    use crate::model::{Colors, Density, Fonts, Look, Settings};

    fn with(colors: Colors) -> String {
        style(&Settings { colors, ..Settings::default() })
    }

    fn accent(text: &str) -> Colors {
        Colors { accent: Some(text.to_owned()), accent_dark: None }
    }

    #[test]
    fn only_colours_reach_the_style_sheet() {
        assert!(!with(accent("red}body{display:none")).contains("none}}"));
    }

    #[test]
    fn an_accent_keeps_its_colour_and_text_in_it_can_be_read() {
        let style = with(accent("#ffd400"));
        assert!(style.contains(":root{--accent:#ffd400;--on-accent:#000000;--link:#7c6700}\n"));
        assert!(style.ends_with("{:root{--accent:#ffd400;--on-accent:#000000;--link:#ffd400}}\n"));
        assert!(with(accent("#9b3b1c")).contains(":root{--accent:#9b3b1c;--on-accent:#ffffff;--link:#9b3b1c}\n"));
    }

    #[test]
    fn fonts_are_files_of_the_board_and_never_hold_up_the_text() {
        let text = Some("fonts/a.woff2".to_owned());
        let fonts = Fonts { text: text.clone(), text_bold: text, headings: None };
        let style = style(&Settings {
            look: Look { fonts, density: Density::Compact, ..Look::default() },
            ..Settings::default()
        });
        let face =
            "@font-face{font-family:\"Board text\";src:url(\"fonts/a.woff2\");font-weight:100 900;font-display:swap}";
        assert_eq!(style.matches("@font-face").count(), 1);
        assert!(style.contains(face) && style.contains(":root{--sans:\"Board text\",var(--sans-fallback)}"));
        assert!(style.contains("Compact"));
    }

    // What is written by sides of the page would stand on the wrong one from right to left.
    #[test]
    fn sheets_know_the_start_and_the_end_but_not_left_and_right() {
        let gazette = include_str!("../../docs/examples/gazette/static/theme.css");
        for line in [super::STYLE, super::COMPACT, gazette].into_iter().flat_map(str::lines) {
            let sides =
                ["-left", "-right", " left:", " right:", "{left:", "text-align: left", "text-align: right", "float: "];
            assert!(!sides.iter().any(|side| line.contains(side)), "{line}");
        }
    }
}
