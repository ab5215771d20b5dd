//! LinkedIn's tags (`#LI-Remote`, `#LI-AB1`): orders to a machine, not words for people.

use super::Counts;

/// The text without such tags; none when it has none. A line that held nothing else becomes empty.
pub(super) fn hide(text: &str, counts: &mut Counts) -> Option<String> {
    let mut out: Option<String> = None;
    let mut kept = 0;
    for at in memchr::memchr_iter(b'#', text.as_bytes()) {
        if at < kept || !is_label(&text[at..]) || !begins_word(&text[..at]) {
            continue;
        }
        let start = kept + text[kept..at].trim_end_matches('\\').len();
        let length = text[at + 1..]
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_' && !closes_emphasis(text, at)))
            .map_or(text.len() - at, |length| length + 1);
        let end = at + text[at..at + length].trim_end_matches('_').len();
        let (start, end) = with_marks(text, kept, start, end);
        counts.labels += 1;
        let clean = out.get_or_insert_with(String::new);
        clean.push_str(&text[kept..start]);
        kept = end;
        if clean.ends_with([' ', '\n']) || clean.is_empty() {
            kept += text[end..].len() - text[end..].trim_start_matches(' ').len();
        }
    }
    let mut clean = out?;
    clean.push_str(&text[kept..]);
    Some(clean)
}

fn is_label(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("#li-"))
}

fn begins_word(before: &str) -> bool {
    let before = before.trim_end_matches('\\').chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '#' | '&' | '='))
}

/// In `_#LI-Remote_` the last `_` belongs to the emphasis.
fn closes_emphasis(text: &str, at: usize) -> bool {
    text[..at].ends_with('_')
}

/// Widens a range over marks that would stay around nothing: `**#LI-Remote**`; never over what is before `kept`.
fn with_marks(text: &str, kept: usize, mut start: usize, mut end: usize) -> (usize, usize) {
    for mark in ["**", "__", "*", "_"] {
        if text[kept..start].ends_with(mark) && text[end..].starts_with(mark) {
            start -= mark.len();
            end += mark.len();
        }
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::{Counts, hide};

    #[test]
    fn tags_go_and_the_text_stays() {
        let hidden = |text: &str| hide(text, &mut Counts::default()).unwrap_or_else(|| text.to_owned());
        assert_eq!(hidden("Apply now. #LI-Remote #LI-AB1\n\nText"), "Apply now. \n\nText");
        assert_eq!(hidden("**#LI-Remote**"), "");
        assert_eq!(hidden("_#LI-REMOTE_ x"), "x");
        assert_eq!(hidden("\\#LI-DNI"), "");
        assert_eq!(hidden("a****#LI-A**#LI-B****b"), "a******b");
        assert_eq!(hidden("see https://a.example/#LI-1 and #lisp"), "see https://a.example/#LI-1 and #lisp");
    }
}
