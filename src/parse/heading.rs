//! The heading dialect: `# [Title](address)`, `### Company`, `` #### `💰 pay` `🌎 place` ``, then Markdown, and at the
//! end perhaps `## CLICK TO [APPLY](address)`.

use std::ops::Range;

use super::dialect::{lines, trimmed};
use super::fields::RawPosting;
use super::value::Node;
use crate::source::Span;

/// The head's facts and where the body lies.
pub(super) fn read(text: &str, title: Range<usize>) -> (RawPosting<'_>, Range<usize>) {
    let mut raw = RawPosting::default();
    read_title(text, title.clone(), &mut raw);
    let mut body_start = next_line(text, title.end);
    for line in lines(text, body_start).take(4) {
        let content = text[line.clone()].trim();
        if let Some(name) =
            heading(content, "###").filter(|_| raw.employer.company.is_none() && raw.places.location.is_none())
        {
            let at = trimmed(
                text,
                line.start + (text[line.clone()].len() - text[line.clone()].trim_start().len()) + 3..line.end,
            );
            raw.employer.company = Some(Node::scalar(name, Span::new(at.start, at.end)));
        } else if heading(content, "####").is_some() {
            read_chips(text, line.clone(), &mut raw);
        } else if !content.is_empty() {
            break;
        }
        body_start = next_line(text, line.end);
    }
    let end = body_start + without_apply_block(&text[body_start..]);
    (raw, body_start..end)
}

fn next_line(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

fn heading<'a>(line: &'a str, marks: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(marks)?;
    (!rest.starts_with('#') && (rest.is_empty() || rest.starts_with(' '))).then(|| rest.trim())
}

/// Titles may hold brackets themselves, so the last `](` is the one that ends them.
fn read_title<'a>(text: &'a str, line: Range<usize>, raw: &mut RawPosting<'a>) {
    let hash = line.start + text[line.clone()].find('#').map_or(0, |at| at + 1);
    let content = trimmed(text, hash..line.end);
    let written = &text[content.clone()];
    let link = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.rfind("]("));
    let Some(at) = link else {
        raw.naming.title = Some(Node::scalar(written, Span::new(content.start, content.end)));
        return;
    };
    let title = trimmed(text, content.start + 1..content.start + 1 + at);
    let address = trimmed(text, content.start + at + 3..content.end - 1);
    raw.naming.title = Some(Node::scalar(&text[title.clone()], Span::new(title.start, title.end)));
    raw.contact.apply = Some(Node::scalar(&text[address.clone()], Span::new(address.start, address.end)));
}

fn read_chips<'a>(text: &'a str, line: Range<usize>, raw: &mut RawPosting<'a>) {
    let mut at = line.start;
    while let Some(open) = text[at..line.end].find('`') {
        let start = at + open + 1;
        let Some(length) = text[start..line.end].find('`') else { break };
        at = start + length + 1;
        let mut signs = text[start..start + length].chars();
        let sign = signs.next();
        let rest = signs.as_str().trim_start_matches('\u{FE0F}');
        let value = trimmed(text, start + length - rest.len()..start + length);
        let node = Node::scalar(&text[value.clone()], Span::new(value.start, value.end));
        match sign {
            Some('💰') => raw.pay.salary = Some(node),
            Some('🌎' | '🌍' | '🌏' | '📍') => raw.places.location = Some(node),
            _ => {}
        }
    }
}

/// Length of the body without the block that asks to apply.
fn without_apply_block(body: &str) -> usize {
    let trimmed = body.trim_end();
    let last = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let line = trimmed[last..].trim();
    let is_apply = line.starts_with("## CLICK TO [APPLY](") && line.ends_with(')');
    if is_apply { last } else { body.len() }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_head_gives_the_facts_and_the_last_block_is_no_text() {
        let text = "# [C# [m/w] Dev](https://a.example/apply)  \n### Acme  \n#### `💰 $5` `🌎 Remote`  \n\nBody.\n\n  \n## CLICK TO [APPLY](https://a.example/apply)\n";
        let (raw, body) = read(text, 0..text.find('\n').unwrap());
        assert_eq!(raw.naming.title.unwrap().text(), Some("C# [m/w] Dev"));
        assert_eq!(raw.contact.apply.unwrap().text(), Some("https://a.example/apply"));
        assert_eq!(raw.employer.company.unwrap().text(), Some("Acme"));
        assert_eq!(raw.pay.salary.unwrap().text(), Some("$5"));
        assert_eq!(raw.places.location.unwrap().text(), Some("Remote"));
        assert_eq!(text[body].trim(), "Body.");
    }

    #[test]
    fn an_empty_company_and_no_chip_are_no_facts() {
        let text = "# [Dev](https://a.example)\n###   \n####\n\nText";
        let (raw, body) = read(text, 0..26);
        assert!(raw.employer.company.is_none_or(|company| company.text().is_none()) && raw.places.location.is_none());
        assert_eq!(text[body].trim(), "Text");
    }
}
