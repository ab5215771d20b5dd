//! The second look at finished HTML: one pass that accepts only known elements, attributes and nestings.
//! It knows nothing of Markdown, so that a mistake in the writer does not hide itself.

/// Elements and where they may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Inline,
    List,
    Item,
    Table,
    Section,
    Row,
    Cell,
    Leaf,
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "blockquote" | "div" | "dd" => Kind::Block,
        "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => Kind::Leaf,
        "a" | "em" | "strong" | "del" | "code" | "b" | "i" | "u" | "s" | "sub" | "sup" | "span" | "small" | "mark" => {
            Kind::Inline
        }
        "ul" | "ol" => Kind::List,
        "li" => Kind::Item,
        "table" => Kind::Table,
        "thead" | "tbody" | "tfoot" => Kind::Section,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        _ => return None,
    })
}

/// True when every tag, attribute, address and nesting is one that a body may have.
pub(super) fn is_safe(html: &str) -> bool {
    let mut open: Vec<(&str, Kind)> = Vec::with_capacity(16);
    let mut at = 0;
    while let Some(length) = memchr::memchr2(b'<', b'>', &html.as_bytes()[at..]) {
        let start = at + length;
        if html.as_bytes()[start] == b'>' || !text_fits(&html[at..start], open.last()) {
            return false;
        }
        // Half of all tags close the element that was opened last.
        if let Some((name, _)) = open.last()
            && let Some(rest) = html[start..].strip_prefix("</")
            && rest.starts_with(*name)
            && rest.as_bytes().get(name.len()) == Some(&b'>')
        {
            at = start + name.len() + 3;
            open.pop();
            continue;
        }
        let Some(tag) = read_tag(&html[start..]) else { return false };
        if !nests(&tag, &mut open) {
            return false;
        }
        at = start + tag.length;
    }
    open.is_empty()
}

fn text_fits(text: &str, parent: Option<&(&str, Kind)>) -> bool {
    let holds_no_text = matches!(parent, Some((_, Kind::List | Kind::Table | Kind::Section | Kind::Row)));
    !holds_no_text || text.trim().is_empty()
}

struct Tag<'h> {
    name: &'h str,
    is_end: bool,
    length: usize,
}

fn read_tag(html: &str) -> Option<Tag<'_>> {
    let is_end = html.starts_with("</");
    let from = if is_end { 2 } else { 1 };
    let name_length = html[from..].bytes().position(|byte| !byte.is_ascii_lowercase() && !byte.is_ascii_digit())?;
    let name = &html[from..from + name_length];
    let mut at = from + name_length;
    loop {
        match html.as_bytes().get(at)? {
            b'>' => return Some(Tag { name, is_end, length: at + 1 }),
            b' ' if !is_end => {
                let rest = &html[at + 1..];
                let (key, value_start) = rest.split_once("=\"")?;
                let (value, _) = value_start.split_once('"')?;
                if !attribute_fits(name, key, value) {
                    return None;
                }
                at += 1 + key.len() + 2 + value.len() + 1;
            }
            _ => return None,
        }
    }
}

fn attribute_fits(name: &str, key: &str, value: &str) -> bool {
    if value.contains(['<', '>']) {
        return false;
    }
    match (name, key) {
        ("a", "href") => {
            ["https://", "http://", "mailto:", "tel:", "#"].iter().any(|start| value.starts_with(start))
                || is_path(value)
        }
        ("img", "src") => is_path(value),
        ("a", "rel") => value == "nofollow noopener ugc",
        ("img", "loading") => value == "lazy",
        ("a" | "img", "title") | ("img", "alt") => true,
        ("ol", "start") | ("td" | "th", "colspan" | "rowspan") => value.bytes().all(|byte| byte.is_ascii_digit()),
        ("th", "scope") => value == "col",
        _ => false,
    }
}

fn is_path(value: &str) -> bool {
    value.starts_with('/') && !value.starts_with("//") && !value.contains('\\')
}

/// Opens or closes an element if it may stand where it does.
fn nests<'h>(tag: &Tag<'h>, open: &mut Vec<(&'h str, Kind)>) -> bool {
    if tag.is_end {
        return open.pop().is_some_and(|(name, _)| name == tag.name);
    }
    let parent = open.last().map(|(_, kind)| *kind);
    let takes_blocks = matches!(parent, None | Some(Kind::Block | Kind::Item | Kind::Cell));
    let takes_text = takes_blocks || matches!(parent, Some(Kind::Leaf | Kind::Inline));
    match tag.name {
        "br" | "img" => return takes_text,
        "hr" => return takes_blocks,
        "a" if open.iter().any(|(name, _)| *name == "a") => return false,
        _ => {}
    }
    let Some(kind) = kind(tag.name) else { return false };
    let fits = match kind {
        Kind::Block | Kind::Leaf | Kind::List | Kind::Table => takes_blocks,
        Kind::Inline => takes_text,
        Kind::Item => parent == Some(Kind::List),
        Kind::Section => parent == Some(Kind::Table),
        Kind::Row => parent == Some(Kind::Section),
        Kind::Cell => parent == Some(Kind::Row),
    };
    open.push((tag.name, kind));
    fits && open.len() < 200
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn what_the_writer_makes_is_accepted() {
        assert!(is_safe(
            "<h2>A</h2>\n<p>B <a href=\"https://a.example/\" rel=\"nofollow noopener ugc\">c</a><br>\n</p>\n"
        ));
        assert!(is_safe("<ul>\n<li><p>x</p>\n<ol start=\"3\">\n<li>y</li>\n</ol>\n</li>\n</ul>\n"));
        assert!(is_safe("a &lt;script&gt; b"));
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "<script>x</script>",
            "<p onclick=\"x\">a</p>",
            "<a href=\"javascript:x\">a</a>",
            "<p>a",
            "</p>",
            "<P>a</P>",
            "<img src=\"https://a.example/x.png\">",
            "<ul>text</ul>",
            "<p><ul></ul></p>",
            "<a href='/x'>a</a>",
            "<li>a</li>",
            "<a href=\"//evil.example\">a</a>",
            "<b style=\"x\">a</b>",
            "<a href=\"/x\"><b><a href=\"/y\">z</a></b></a>",
            "<!-- x -->",
            "<svg></svg>",
            "<p",
            "a > b",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
