//! Plain text of safe HTML, and cuts at the end of a sentence.

/// The text of HTML that `markdown` wrote: elements that stand alone are lines.
pub(super) fn of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        push_line(&mut text, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            if is_break(&rest[..end]) && !text.ends_with('\n') && !text.is_empty() {
                text.push('\n');
            }
            rest = &rest[end..];
        } else {
            let (character, length) = entity(rest);
            text.push_str(character);
            rest = &rest[length..];
        }
    }
    push_line(&mut text, rest);
    text
}

/// Adds text; a line break of the source is a blank.
fn push_line(text: &mut String, piece: &str) {
    for (index, line) in piece.split('\n').enumerate() {
        if index > 0 && !text.ends_with(['\n', ' ']) && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
}

/// True for tags that do not stand within a line.
fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default();
    !matches!(
        name,
        "a" | "em" | "strong" | "del" | "code" | "b" | "i" | "u" | "s" | "sub" | "sup" | "span" | "small" | "mark"
    )
}

fn entity(text: &str) -> (&'static str, usize) {
    const KNOWN: [(&str, &str); 6] =
        [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}")];
    KNOWN.iter().find(|(name, _)| text.starts_with(name)).map_or(("&", 1), |(name, sign)| (sign, name.len()))
}

/// Full sentences of a text up to a number of characters; a first sentence that is longer is cut between words.
pub(super) fn summary(text: &str, longest: usize) -> Option<String> {
    let mut line = String::with_capacity(longest * 2);
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > longest {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word.chars().count();
    }
    if length <= longest {
        return (!line.is_empty()).then_some(line);
    }
    let end = line.char_indices().nth(longest).map_or(line.len(), |(at, _)| at);
    let head = &line[..end];
    let sentence = head.match_indices([' ']).map(|(at, _)| at).rfind(|at| is_sentence_end(&head[..*at]));
    if let Some(at) = sentence.filter(|at| *at > longest / 4) {
        return Some(head[..at].to_owned());
    }
    let cut = head.rfind(' ').unwrap_or(head.len());
    let shown: String = head[..cut].chars().take(longest - 1).collect();
    Some(format!("{}…", shown.trim_end_matches([',', ';', ':', ' ', '-', '–', '—'])))
}

fn is_sentence_end(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_short_form = last.len() <= 4 && last.ends_with('.') && last.chars().next().is_some_and(char::is_uppercase)
        || matches!(last, "e.g." | "i.e." | "etc." | "incl." | "approx." | "ca." | "bzw." | "z.B.");
    text.ends_with(['.', '!', '?', '…']) && !is_short_form
}

#[cfg(test)]
mod tests {
    use super::{of_html, summary};

    #[test]
    fn text_of_html_keeps_lines() {
        assert_eq!(of_html("<p>A &amp; <strong>B</strong></p>\n<p>C</p>\n").trim(), "A & B\nC");
    }

    #[test]
    fn a_summary_ends_with_a_sentence() {
        assert_eq!(summary("One is short. Two goes on and on.", 20).unwrap(), "One is short.");
        assert_eq!(summary("A sentence without end goes on", 20).unwrap(), "A sentence without…");
        assert_eq!(summary("  ", 20), None);
        assert_eq!(summary("Short", 20).unwrap(), "Short");
    }
}
