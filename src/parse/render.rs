//! A body from Markdown as written to what is shown: repaired, rendered, checked a second time.

use super::markdown::{RawPolicy, Rendered, TOO_DEEP, render};
use super::{Body, html_check, raw_html, repair};
use crate::model::SiteUrl;

/// Renders Markdown to HTML that is safe whatever was written.
pub(super) fn safe(markdown: &str, site: &SiteUrl) -> Body {
    let markdown: &str = &repair::mend(markdown, &mut repair::Counts::default());
    let mut rendered = render(markdown, site, RawPolicy::Clean);
    if rendered.has_raw && raw_html::is_heavy(&rendered.html) {
        rendered = last_resort(markdown, site);
        rendered.unsafe_markup.push(TOO_DEEP.to_owned());
    } else if rendered.has_raw {
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
