//! Markdown to safe HTML: a writer over the parser's events that knows a fixed set of elements, writes every attribute
//! itself and lets no text through unescaped. `html_check` reads the result once more.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::links::{Target, target};
use super::raw_html::{self, Raw};
use crate::model::SiteUrl;

/// A body as HTML and what was seen on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    /// Paths of the board that links and images lead to.
    pub(super) paths: Vec<String>,
    /// Markup that was left out because it could do harm.
    pub(super) unsafe_markup: Vec<String>,
    /// True when elements written as HTML are among the output and must be cleaned.
    pub(super) has_raw: bool,
}

/// What happens to elements that the author wrote as HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawPolicy {
    /// Let through, to be cleaned after.
    Clean,
    /// Left out, their text stays.
    Drop,
}

/// Deepest nesting of elements; what lies deeper keeps its text and loses its element.
const DEEPEST: usize = 40;

/// What is told of a body with elements that were left out for their depth.
pub(super) const TOO_DEEP: &str = "elements nested too deeply";

/// Renders Markdown. With `RawPolicy::Clean` and `has_raw` the HTML is not safe yet.
pub(super) fn render(markdown: &str, site: &SiteUrl, raw: RawPolicy) -> Rendered {
    let mut writer = Writer {
        result: Rendered { html: String::with_capacity(markdown.len() + markdown.len() / 4), ..Rendered::default() },
        site,
        raw,
        open: Vec::with_capacity(8),
        headings: Vec::new(),
        in_link: false,
        in_head: false,
        html_block: String::new(),
    };
    for event in Parser::new_ext(markdown, options()) {
        writer.take(event);
    }
    writer.result
}

/// Tables, strikethrough and task lists. No heading attributes: ids and classes are the theme's.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// An open element: where its start tag begins and ends in the output, and how it is closed.
struct Open {
    at: usize,
    inner: usize,
    close: Close,
}

enum Close {
    /// Always written.
    Tag(&'static str),
    /// Taken back when nothing visible is inside.
    UnlessEmpty(&'static str),
    Heading(u8),
    Link,
    /// A cell of the head row, which must not be empty.
    HeadCell,
    /// The end of an image; what is inside is its alternative text.
    Image {
        target: Target,
    },
    /// An element that was not written.
    Nothing,
}

struct Writer<'s> {
    result: Rendered,
    site: &'s SiteUrl,
    raw: RawPolicy,
    open: Vec<Open>,
    /// Levels as written of the headings above the current one.
    headings: Vec<u8>,
    in_link: bool,
    in_head: bool,
    html_block: String,
}

impl Writer<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.push("<code>");
                self.text(&text);
                self.push("</code>");
            }
            Event::SoftBreak => self.push("\n"),
            Event::HardBreak => self.push("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }),
            Event::Html(html) => self.html_block.push_str(&html),
            Event::InlineHtml(html) => self.raw(&html),
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.element("<p>", Close::UnlessEmpty("</p>\n")),
            Tag::Heading { level, .. } => self.heading(level),
            Tag::BlockQuote(_) => self.element("<blockquote>\n", Close::UnlessEmpty("</blockquote>\n")),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.element("<pre><code>", Close::Tag("</code></pre>\n"));
            }
            Tag::List(None) => self.container("<ul>\n", Close::UnlessEmpty("</ul>\n")),
            Tag::List(Some(1)) => self.container("<ol>\n", Close::UnlessEmpty("</ol>\n")),
            Tag::List(Some(first)) => {
                self.container(&format!("<ol start=\"{first}\">\n"), Close::UnlessEmpty("</ol>\n"));
            }
            Tag::Item => self.part("<li>", Close::UnlessEmpty("</li>\n")),
            Tag::Table(_) => self.container("<table>\n", Close::Tag("</tbody>\n</table>\n")),
            Tag::TableHead => {
                self.in_head = true;
                self.part("<thead>\n<tr>", Close::Tag("</tr>\n</thead>\n<tbody>\n"));
            }
            Tag::TableRow => self.part("<tr>", Close::Tag("</tr>\n")),
            Tag::TableCell if self.in_head => self.part("<th scope=\"col\">", Close::HeadCell),
            Tag::TableCell => self.part("<td>", Close::Tag("</td>")),
            Tag::Strong if self.is_within("</strong>") => self.open(Close::Nothing),
            Tag::Emphasis if self.is_within("</em>") => self.open(Close::Nothing),
            Tag::Strong => self.element("<strong>", Close::UnlessEmpty("</strong>")),
            Tag::Emphasis => self.element("<em>", Close::UnlessEmpty("</em>")),
            Tag::Strikethrough => self.element("<del>", Close::UnlessEmpty("</del>")),
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.link(&format!("mailto:{dest_url}"), &title);
            }
            Tag::Link { dest_url, title, .. } => self.link(&dest_url, &title),
            Tag::Image { dest_url, .. } => {
                let target = self.target(&dest_url);
                self.open(Close::Image { target });
            }
            _ => self.open(Close::Nothing),
        }
    }

    /// Opens an element unless it would lie too deep.
    fn element(&mut self, start: &str, close: Close) {
        if self.open.len() >= DEEPEST {
            return self.too_deep();
        }
        let at = self.result.html.len();
        self.push(start);
        let inner = self.result.html.len();
        self.open.push(Open { at, inner, close });
    }

    /// Opens an element whose parts must be written with it, so that it needs room below it.
    fn container(&mut self, start: &str, close: Close) {
        if self.open.len() + 4 >= DEEPEST { self.too_deep() } else { self.element(start, close) }
    }

    /// Leaves out an element and tells it once.
    fn too_deep(&mut self) {
        if self.result.unsafe_markup.last().is_none_or(|told| told != TOO_DEEP) {
            self.result.unsafe_markup.push(TOO_DEEP.to_owned());
        }
        self.open(Close::Nothing);
    }

    /// Opens a part of a container; it is left out together with it.
    fn part(&mut self, start: &str, close: Close) {
        let is_left_out = matches!(self.open.last(), Some(Open { close: Close::Nothing, .. }));
        if is_left_out { self.open(Close::Nothing) } else { self.element(start, close) }
    }

    /// True within an element; bold text within bold text is no bolder.
    fn is_within(&self, end: &str) -> bool {
        self.open.iter().take(DEEPEST).any(|open| matches!(open.close, Close::UnlessEmpty(tag) if tag == end))
    }

    /// Opens something that writes no start tag.
    fn open(&mut self, close: Close) {
        let at = self.result.html.len();
        self.open.push(Open { at, inner: at, close });
    }

    /// Headings begin at `h2` below the page's own and go one level deeper at a time.
    fn heading(&mut self, level: HeadingLevel) {
        let written = level as u8;
        while self.headings.last().is_some_and(|above| *above >= written) {
            self.headings.pop();
        }
        self.headings.push(written);
        let shown = u8::try_from(self.headings.len() + 1).unwrap_or(6).min(6);
        let (start, _) = heading_tags(shown);
        self.element(start, Close::Heading(shown));
    }

    fn link(&mut self, address: &str, title: &str) {
        let target = self.target(address);
        let href = match &target {
            Target::Elsewhere(href) | Target::Contact(href) | Target::Fragment(href) | Target::Here { href, .. } => {
                href
            }
            Target::Useless | Target::Unsafe => return self.open(Close::Nothing),
        };
        if self.in_link || self.open.len() >= DEEPEST {
            return self.open(Close::Nothing);
        }
        let mut start = String::from("<a href=\"");
        let _ = escape_html(&mut start, href);
        start.push('"');
        if !title.trim().is_empty() {
            start.push_str(" title=\"");
            let _ = escape_html(&mut start, title);
            start.push('"');
        }
        start.push_str(if matches!(target, Target::Elsewhere(_)) { " rel=\"nofollow noopener ugc\">" } else { ">" });
        self.in_link = true;
        self.element(&start, Close::Link);
    }

    fn target(&mut self, address: &str) -> Target {
        let target = target(address, self.site);
        match &target {
            Target::Unsafe => self.result.unsafe_markup.push(super::dates::shortened(address)),
            Target::Here { path, .. } => self.result.paths.push(path.clone()),
            _ => {}
        }
        target
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::HtmlBlock {
            let html = std::mem::take(&mut self.html_block);
            self.raw_block(&html);
        }
        let Some(Open { at, inner, close }) = self.open.pop() else { return };
        let is_empty = self.result.html[inner..].trim().is_empty();
        match close {
            Close::Tag(tag) => self.push(tag),
            Close::UnlessEmpty(_) | Close::Heading(_) if is_empty => {
                self.result.html.truncate(at);
                if matches!(close, Close::Heading(_)) {
                    self.headings.pop();
                }
            }
            Close::UnlessEmpty(tag) => self.push(tag),
            Close::Heading(level) => self.push(heading_tags(level).1),
            Close::Link => {
                self.in_link = false;
                if is_empty { self.result.html.truncate(at) } else { self.push("</a>") }
            }
            Close::HeadCell if is_empty => self.result.html.replace_range(at.., "<td></td>"),
            Close::HeadCell => self.push("</th>"),
            Close::Image { target } => self.image(at, &target),
            Close::Nothing => {}
        }
        if tag == TagEnd::TableHead {
            self.in_head = false;
        }
    }

    /// An image of the board is shown; one of another site becomes a link, so that no page asks a foreign host.
    fn image(&mut self, at: usize, target: &Target) {
        let alt = super::plain::of_html(&self.result.html[at..]).replace('\n', " ");
        self.result.html.truncate(at);
        match target {
            Target::Here { href, .. } => {
                self.push("<img src=\"");
                let _ = escape_html(&mut self.result.html, href);
                self.push("\" alt=\"");
                let _ = escape_html(&mut self.result.html, alt.trim());
                self.push("\" loading=\"lazy\">");
            }
            Target::Elsewhere(href) if !self.in_link && !alt.trim().is_empty() => {
                self.push("<a href=\"");
                let _ = escape_html(&mut self.result.html, href);
                self.push("\" rel=\"nofollow noopener ugc\">");
                let _ = escape_html_body_text(&mut self.result.html, alt.trim());
                self.push("</a>");
            }
            _ => {
                let _ = escape_html_body_text(&mut self.result.html, alt.trim());
            }
        }
    }

    fn raw(&mut self, html: &CowStr) {
        match raw_html::classify(html, &mut self.result.unsafe_markup) {
            Raw::Comment => {}
            Raw::Text => self.text(html),
            Raw::Element if self.raw == RawPolicy::Drop => {}
            Raw::Element => {
                self.result.has_raw = true;
                self.push(html);
            }
        }
    }

    fn raw_block(&mut self, html: &str) {
        match raw_html::classify(html, &mut self.result.unsafe_markup) {
            Raw::Comment => {}
            Raw::Element if self.raw == RawPolicy::Clean => {
                self.result.has_raw = true;
                self.push(html);
            }
            kind => {
                let text = if kind == Raw::Element { raw_html::text(html) } else { html.to_owned() };
                if !text.trim().is_empty() {
                    self.push("<p>");
                    self.text(text.trim());
                    self.push("</p>\n");
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.result.html, text);
    }

    fn push(&mut self, html: &str) {
        self.result.html.push_str(html);
    }
}

fn heading_tags(level: u8) -> (&'static str, &'static str) {
    match level {
        2 => ("<h2>", "</h2>\n"),
        3 => ("<h3>", "</h3>\n"),
        4 => ("<h4>", "</h4>\n"),
        5 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    }
}
