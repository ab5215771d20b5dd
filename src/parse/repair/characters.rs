//! Characters that nobody sees or that are no text: zero-width ones, no-break blanks where a blank is meant, bullets of
//! symbol fonts. Joiners within emoji and scripts that need them stay, and so do blanks that hold a number together.

use super::Counts;

/// The text without such characters; none when it has none.
pub(super) fn clean(text: &str, counts: &mut Counts) -> Option<String> {
    if !may_hold_any(text.as_bytes()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let next = rest.as_str().chars().next();
        match replacement(character, out.chars().next_back(), next) {
            None => out.push(character),
            Some(Change { with, kind }) => {
                changed = true;
                *kind.of(counts) += 1;
                out.push_str(with);
            }
        }
    }
    changed.then_some(out)
}

/// The first bytes of all such characters, for the many texts that hold none of them.
fn may_hold_any(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = memchr::memchr3(0xC2, 0xE2, 0xEF, &bytes[at..]) {
        at += found + 1;
        let second = bytes.get(at).copied().unwrap_or(0);
        let third = bytes.get(at + 1).copied().unwrap_or(0);
        let is_any = match bytes[at - 1] {
            0xC2 => second < 0xA1 || second == 0xAD,
            0xE2 => (second == 0x80 && (third <= 0x8F || third >= 0xA8)) || second == 0x81,
            _ => second <= 0xA3 || second >= 0xBB,
        };
        if is_any {
            return true;
        }
    }
    memchr::memchr(0xEE, bytes).is_some()
}

struct Change {
    with: &'static str,
    kind: Kind,
}

enum Kind {
    Invisible,
    NoBreak,
    Bullet,
}

impl Kind {
    fn of(self, counts: &mut Counts) -> &mut u32 {
        match self {
            Kind::Invisible => &mut counts.invisible,
            Kind::NoBreak => &mut counts.no_break,
            Kind::Bullet => &mut counts.bullets,
        }
    }
}

/// What stands for a character; none when it stays.
fn replacement(character: char, before: Option<char>, after: Option<char>) -> Option<Change> {
    let at_line_start = before.is_none_or(|before| before == '\n');
    let change = |with, kind| Some(Change { with, kind });
    match character {
        '\u{A0}' | '\u{202F}' | '\u{2007}' => no_break(before, after, at_line_start),
        '\u{200C}' | '\u{200D}' => {
            let joins = before.is_some_and(needs_joiner) && after.is_some_and(needs_joiner);
            if joins { None } else { change("", Kind::Invisible) }
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => change(" ", Kind::Invisible),
        '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => change("", Kind::Invisible),
        // Direction marks matter in text from right to left; the controls that span text can hide what is written.
        '\u{200E}' | '\u{200F}' if !before.is_some_and(is_right_to_left) && !after.is_some_and(is_right_to_left) => {
            change("", Kind::Invisible)
        }
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{80}'..='\u{9F}' => change("", Kind::Invisible),
        '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' => change("", Kind::Invisible),
        '\u{F000}'..='\u{F0FF}' if at_line_start => change("- ", Kind::Bullet),
        '\u{E000}'..='\u{F8FF}' => change("", Kind::Invisible),
        _ => None,
    }
}

/// A no-break blank stays within numbers and before French marks; at the ends of lines there is nothing to hold.
fn no_break(before: Option<char>, after: Option<char>, at_line_start: bool) -> Option<Change> {
    let at_line_end = after.is_none_or(|after| matches!(after, '\n' | '\r'));
    let holds = before.is_some_and(|before| before.is_ascii_digit() || before == '«')
        && after.is_some_and(char::is_alphanumeric)
        || after.is_some_and(|after| matches!(after, ':' | ';' | '!' | '?' | '»' | '%' | '€' | '£' | '$'));
    let with = if at_line_start || at_line_end { "" } else { " " };
    (!holds || at_line_start).then_some(Change { with, kind: Kind::NoBreak })
}

/// Characters that form one sign through a joiner: emoji, and letters of scripts that join.
fn needs_joiner(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        || matches!(character, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::{Counts, clean};

    fn cleaned(text: &str) -> String {
        clean(text, &mut Counts::default()).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn what_nobody_sees_goes() {
        assert_eq!(cleaned("Lovable - \u{200B}\u{200B}Deliver\u{FEFF}"), "Lovable - Deliver");
        assert_eq!(cleaned("a\u{A0}b\u{A0}\n\u{A0}\u{A0}c"), "a b\nc");
        assert_eq!(cleaned("x\n\u{F0BE} Build"), "x\n-  Build");
        assert_eq!(cleaned("abc\u{202E}fed"), "abcfed");
    }

    #[test]
    fn what_has_a_meaning_stays() {
        for text in [
            "👩\u{200D}⚕️",
            "می\u{200C}خواهم",
            "10\u{A0}000\u{A0}€",
            "Quoi\u{A0}?",
            "«\u{A0}a\u{A0}»",
            "café – “x” … •",
        ] {
            let mut counts = Counts::default();
            assert_eq!(clean(text, &mut counts).as_deref().unwrap_or(text), text);
        }
    }
}
