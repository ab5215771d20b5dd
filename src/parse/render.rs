//! A body from Markdown as written to what is shown: repaired, rendered, checked a second time.

use std::borrow::Cow;

use super::markdown::{RawPolicy, Rendered, render};
use super::{Body, html_check, raw_html, repair};
use crate::model::SiteUrl;

/// Renders Markdown to HTML that is safe whatever was written.
pub(super) fn safe(markdown: &str, site: &SiteUrl) -> Body {
    let markdown: &str = &repair::mend(markdown, &mut repair::Counts::default());
    let mut rendered = render(markdown, site, RawPolicy::Clean);
    if rendered.has_raw {
        rendered.html = raw_html::clean(&rendered.html, site);
    }
    if !html_check::is_safe(&rendered.html) {
        rendered = last_resort(markdown, site);
    }
    let Rendered { html, paths, unsafe_markup, has_raw: _ } = rendered;
    Body { html, markdown: markdown.trim().to_owned(), paths, unsafe_markup }
}

/// Without any element of the author's; cleaned once more; at last as bare text.
fn last_resort(markdown: &str, site: &SiteUrl) -> Rendered {
    let mut rendered = render(markdown, site, RawPolicy::Drop);
    if html_check::is_safe(&rendered.html) {
        return rendered;
    }
    rendered.unsafe_markup.push("the body".to_owned());
    rendered.html = raw_html::clean(&rendered.html, site);
    if html_check::is_safe(&rendered.html) {
        return rendered;
    }
    let mut html = String::from("<p>");
    let _ = pulldown_cmark_escape::escape_html_body_text(&mut html, &raw_html::text(&rendered.html));
    html.push_str("</p>\n");
    Rendered { html, ..rendered }
}

/// HTML with every path of the board made an absolute address.
pub(super) fn absolute<'h>(html: &'h str, site: &SiteUrl) -> Cow<'h, str> {
    let base = site.base_path();
    let marks = [format!("href=\"{base}"), format!("src=\"{base}")];
    if !marks.iter().any(|mark| html.contains(mark.as_str())) && !html.contains("href=\"#") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |length| at + length + 1);
        out.push_str(&rest[..at]);
        let mut tag = rest[at..end].to_owned();
        for name in ["href", "src"] {
            tag = tag.replacen(&format!(" {name}=\"{base}"), &format!(" {name}=\"{}", site.as_str()), 1);
        }
        out.push_str(&tag);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
