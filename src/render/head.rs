//! What every page says of itself: title, description, address, neighbours, feeds, structured data.

use serde::Serialize;
use tera::Value;

use super::Renderer;
use super::link_picture::Picture;
use crate::plan::{FeedFormat, ListId};

/// Characters of a page's title at most.
const TITLE: usize = 70;

/// The variables of `base.html`.
#[derive(Serialize)]
pub(crate) struct Head<'a> {
    pub(crate) page_title: String,
    pub(crate) page_description: String,
    /// Absolute address of the page.
    pub(crate) canonical: String,
    /// False = `noindex`.
    pub(crate) is_indexed: bool,
    pub(crate) newer: Option<Link>,
    pub(crate) older: Option<Link>,
    pub(crate) feeds: &'a [FeedLink],
    /// Address of the Markdown twin.
    pub(crate) twin: Option<String>,
    pub(crate) og_type: &'static str,
    pub(crate) og_title: &'a str,
    /// The page's own name in the breadcrumb: what its `h1` says.
    #[serde(skip)]
    pub(crate) heading: &'a str,
    /// JSON-LD, each a whole document, escaped.
    pub(crate) structured_data: Vec<Value>,
    pub(crate) header: Value,
    pub(crate) breadcrumb: Vec<Link>,
    /// The picture for links to the page, when it is not the board's.
    pub(crate) picture: Option<Picture>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// A link to a feed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FeedLink {
    pub(crate) href: String,
    /// `JSON Feed`, `RSS`, `Atom`
    pub(crate) label: &'static str,
    /// Name of the feed for feed readers.
    pub(crate) title: String,
    /// Media type.
    #[serde(rename = "type")]
    pub(crate) media_type: &'static str,
}

impl Renderer<'_> {
    /// The head of a page with the given title, description and path; indexed, alone, under the board.
    pub(crate) fn head<'a>(&self, title: &'a str, description: &str, path: &str) -> Head<'a> {
        let settings = &self.plan.settings;
        Head {
            page_title: self.page_title(&[title]),
            page_description: shortened(description, 200),
            canonical: settings.base_url.join(path),
            is_indexed: true,
            newer: None,
            older: None,
            feeds: &[],
            twin: None,
            og_type: "website",
            og_title: title,
            heading: title,
            structured_data: Vec::new(),
            header: self.chrome.header(None),
            breadcrumb: vec![Link { href: self.href("/"), label: settings.title.clone() }],
            picture: None,
        }
    }

    /// What a browser shows as the page's title: the first of the names that fits into 70 characters together with the
    /// board's, else the last name alone, cut to that length (search engines show no more).
    pub(crate) fn page_title(&self, names: &[&str]) -> String {
        let fits = |title: &String| length_in_html(title) <= TITLE;
        let with_board = |name: &&str| format!("{name} – {}", self.plan.settings.title);
        let last = names.last().copied().unwrap_or_default();
        names.iter().map(with_board).find(fits).unwrap_or_else(|| fitting(last))
    }

    /// Adds the way to the page as structured data: the links shown above its title, and the page itself.
    pub(crate) fn add_breadcrumb_data(&self, head: &mut Head) {
        let host = self.plan.settings.base_url.as_str().trim_end_matches(self.plan.settings.base_url.base_path());
        let above: Vec<String> = head.breadcrumb.iter().map(|link| format!("{host}{}", link.href)).collect();
        let mut trail: Vec<(&str, &str)> =
            head.breadcrumb.iter().zip(&above).map(|(link, url)| (link.label.as_str(), url.as_str())).collect();
        trail.push((head.heading, &head.canonical));
        let json = super::json_ld::breadcrumbs(&trail);
        head.structured_data.push(Value::safe_string(&json));
    }

    /// Links to the three feeds of a list.
    pub(crate) fn feed_links(&self, list: ListId, title: &str) -> Vec<FeedLink> {
        let label = |format| match format {
            FeedFormat::Json => ("JSON Feed", "application/feed+json"),
            FeedFormat::Rss => ("RSS", "application/rss+xml"),
            FeedFormat::Atom => ("Atom", "application/atom+xml"),
        };
        FeedFormat::ALL
            .into_iter()
            .map(|format| {
                let (label, media_type) = label(format);
                let href = self.href(&self.plan.feed_address(list, format, 0).path);
                FeedLink { href, label, title: format!("{title} ({label})"), media_type }
            })
            .collect()
    }
}

/// A title cut at a word until it fits.
pub(crate) fn fitting(title: &str) -> String {
    let mut cuts = (1..TITLE).rev().map(|most| shortened(title, most));
    cuts.find(|cut| length_in_html(cut) <= TITLE).unwrap_or_default()
}

/// Characters of a text as it stands in a page, with its entities.
fn length_in_html(text: &str) -> usize {
    let length = |character| match character {
        '&' => "&amp;".len(),
        '<' | '>' => "&lt;".len(),
        '"' | '\'' => "&quot;".len(),
        _ => 1,
    };
    text.chars().map(length).sum()
}

/// A text in one line of at most so many characters, cut between words.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let mut line = String::with_capacity(text.len().min(most * 4));
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if count > 0 && count + 1 + length > most {
            line.push('…');
            return line;
        }
        if count > 0 {
            line.push(' ');
        }
        if length > most {
            line.extend(word.chars().take(most));
            line.push('…');
            return line;
        }
        line.push_str(word);
        count += length + usize::from(count > 0);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened(" one  two\nthree ", 200), "one two three");
        assert_eq!(shortened("one two three", 8), "one two…");
        assert!(super::length_in_html(&super::fitting(&"Research & Development ".repeat(9))) <= 70);
        assert_eq!(shortened("abcdefgh", 4), "abcd…");
    }
}
