//! HTML of a source to clean Markdown: first made safe and well-formed, then turned.

use std::sync::LazyLock;

use ammonia::Builder;
use htmd::HtmlToMarkdown;
use htmd::options::{BrStyle, BulletListMarker, HrStyle, Options};

use crate::parse::{is_invisible, text_if_heavy};

/// What a description may hold; the rest loses its tags, scripts and styles lose their content too.
static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    // Pictures of a source are its own to show, and most of them count readers.
    builder.link_rel(None).rm_tags(["span", "font", "small", "center", "bdi", "bdo", "img"]).strip_comments(true);
    builder
});

/// How many times one over the other HTML is found escaped.
const MOST_ESCAPED: usize = 3;

/// The Markdown of an HTML text. A text without any tag is taken as plain.
pub(super) fn markdown(html: &str) -> String {
    // Some sources escape their HTML once more.
    let mut html = html.to_owned();
    for _ in 0..MOST_ESCAPED {
        if html.contains('<') || !(html.contains("&lt;") || html.contains("&amp;lt;")) {
            break;
        }
        html = unescaped(&html);
    }
    if !html.contains('<') {
        return tidy(&paragraphs(&unescaped(&html)));
    }
    if let Some(text) = text_if_heavy(&html) {
        return tidy(&paragraphs(&text));
    }
    let mut clean = SAFE.clean(&html).to_string();
    for level in 1..=6 {
        clean = clean.replace(&format!("<h{level}></h{level}>"), "");
    }
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        br_style: BrStyle::Backslash,
        // Dashes would run together with those of a list.
        hr_style: HrStyle::Asterisks,
        ..Options::default()
    };
    let turned = HtmlToMarkdown::builder().options(options).build().convert(&clean);
    tidy(&turned.unwrap_or(clean))
}

/// The text of an HTML line, as titles of feeds hold.
pub(super) fn line(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_owned();
    }
    decoded(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value on one line, without invisible characters; characters that are named or numbered as in HTML become themselves.
pub(super) fn plain(text: &str) -> String {
    let names = |rest: &str| {
        let name = rest.split(';').next().unwrap_or_default();
        let is_name =
            (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        is_name && rest.len() > name.len()
    };
    let is_escaped = !text.contains(['<', '>']) && text.split('&').skip(1).any(names);
    let text = if is_escaped { decoded(text) } else { text.to_owned() };
    text.replace(is_invisible, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of HTML without its elements, every named and numbered character (HTML 13.5) as itself.
pub(super) fn decoded(text: &str) -> String {
    text_if_heavy(text).unwrap_or_else(|| unescaped(&Builder::empty().clean(text).to_string()))
}

/// Undoes the escapes that HTML texts hold most.
pub(super) fn unescaped(text: &str) -> String {
    const KNOWN: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    KNOWN.iter().fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

/// Plain lines as paragraphs, unless they are list items.
pub(super) fn paragraphs(text: &str) -> String {
    let is_item = |line: &str| line.trim_start().starts_with(['-', '*', '•', '·']);
    let mut out = String::new();
    let mut last_was_item = false;
    for line in text.lines().map(str::trim_end) {
        let item = is_item(line);
        let is_close = item && last_was_item || out.ends_with("\n\n");
        if !out.is_empty() && !is_close {
            out.push('\n');
        }
        let body = line.trim_start();
        match body.strip_prefix(['•', '·']) {
            Some(rest) => {
                out.push_str("- ");
                out.push_str(rest.trim_start());
            }
            None => out.push_str(body),
        }
        out.push('\n');
        last_was_item = item;
    }
    out
}

/// Without blanks at line ends, without invisible characters, with one blank line between blocks.
pub(super) fn tidy(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 1);
    let mut gaps = 0;
    let visible: String = markdown
        .chars()
        .filter(|c| {
            !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}' | '\r')
                && (!c.is_control() || matches!(c, '\n' | '\t'))
        })
        .map(|c| if c == '\u{A0}' { ' ' } else { c })
        .collect();
    for line in visible.lines() {
        let line = line.trim_end();
        if line.is_empty() || line == "\\" {
            gaps += 1;
            continue;
        }
        if gaps > 0 && !out.is_empty() {
            out.truncate(without_break(out.trim_end_matches('\n')).len());
            out.push_str("\n\n");
        }
        gaps = 0;
        out.push_str(line);
        out.push('\n');
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(without_break(&out[..end]).len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A line without the break at its end (an odd backslash), which breaks nothing where the paragraph ends.
fn without_break(line: &str) -> &str {
    let backslashes = line.len() - line.trim_end_matches('\\').len();
    if backslashes % 2 == 1 { &line[..line.len() - 1] } else { line }
}

#[cfg(test)]
mod tests;
