//! Makes the addresses in safe HTML absolute, for readers that do not know the page around it.
//! `parse` has written every address of the board as a path of its host, the board's own path included.

use std::borrow::Cow;

use crate::model::SiteUrl;

/// Attributes of safe HTML that hold an address.
const ADDRESSES: [&str; 3] = ["href", "src", "cite"];

/// Where the addresses of a text lead from.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// The board.
    pub site: &'a SiteUrl,
    /// Absolute address of the page that holds the text.
    pub page: &'a str,
}

/// The same HTML with absolute addresses. `html` must be well-formed with quoted attributes, as our sanitiser writes it.
pub fn absolute<'a>(html: &'a str, base: Base) -> Cow<'a, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (start, end) in address_ranges(html) {
        if let Some(address) = base.resolve(&html[start..end]) {
            out.push_str(&html[copied..start]);
            out.push_str(&address);
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

impl Base<'_> {
    /// The absolute form of a path of the host or of a place on the page; none when the address is absolute already.
    fn resolve(&self, address: &str) -> Option<String> {
        if address.starts_with('#') {
            return Some(format!("{}{address}", self.page));
        }
        let origin = self.site.as_str().strip_suffix(self.site.base_path())?;
        (address.starts_with('/') && !address.starts_with("//")).then(|| format!("{origin}{address}"))
    }
}

/// Byte ranges of the values of all attributes that hold an address.
fn address_ranges(html: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        at += found + 1;
        if html.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            at = tag_ranges(html, at, &mut ranges);
        }
    }
    ranges
}

/// Adds the ranges within the tag that begins at `at`; returns the offset of its end.
fn tag_ranges(html: &str, mut at: usize, ranges: &mut Vec<(usize, usize)>) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'>', &html.as_bytes()[at..]) {
        let quote = at + found;
        if html.as_bytes()[quote] == b'>' {
            return quote;
        }
        let start = quote + 1;
        let Some(length) = memchr::memchr(b'"', &html.as_bytes()[start..]) else { break };
        let name = html[at..quote].trim_end_matches('=');
        let name = name.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if ADDRESSES.contains(&name) {
            ranges.push((start, start + length));
        }
        at = start + length + 1;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::{Base, absolute};
    use crate::model::SiteUrl;

    fn made_absolute(html: &str) -> String {
        let site = SiteUrl::parse("https://board.example/jobs/").unwrap();
        absolute(html, Base { site: &site, page: "https://board.example/jobs/jobs/x/" }).into_owned()
    }

    #[test]
    fn every_address_becomes_absolute() {
        for (written, expected) in [
            ("/jobs/about/?a=1&amp;b=2", "https://board.example/jobs/about/?a=1&amp;b=2"),
            ("#pay", "https://board.example/jobs/jobs/x/#pay"),
            ("https://a.example/", "https://a.example/"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ] {
            let html = format!("<p>href=\"/no/\" <a title=\"a > b\" href=\"{written}\">x</a></p>");
            let wanted = format!("<p>href=\"/no/\" <a title=\"a > b\" href=\"{expected}\">x</a></p>");
            assert_eq!(made_absolute(&html), wanted);
        }
    }

    #[test]
    fn text_without_links_is_not_copied() {
        let site = SiteUrl::local();
        let base = Base { site: &site, page: "http://localhost/jobs/x/" };
        assert!(matches!(absolute("<p>1 < 2 &amp; \"so\"", base), std::borrow::Cow::Borrowed(_)));
    }
}
