//! UTF-8 that a program once read as Mac Roman or Windows-1252 and saved again as UTF-8: all of a text or nothing.
//! A rule per run of characters was refused: it changes `–£60k` to `У60k`.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The encoding that was wrongly assumed and the text as it was meant; none for a sound text.
pub(super) fn repair(text: &str) -> Option<(&'static str, String)> {
    if !may_be_misread(text) {
        return None;
    }
    let holds = |pairs: [&str; 5]| pairs.iter().any(|pair| text.contains(pair));
    let mac = holds(MAC_ROMAN).then(|| undo(text, MACINTOSH)).flatten().map(|repaired| ("Mac Roman", repaired));
    let windows = || holds(WINDOWS).then(|| undo(text, WINDOWS_1252)).flatten();
    mac.or_else(|| windows().map(|repaired| ("Windows-1252", repaired)))
}

/// Pairs of misread text that hardly any sound text holds; one of them must be there.
const MAC_ROMAN: [&str; 5] = ["‚Ä", "√", "\u{F8FF}ü", "¬†", "¬∑"];

/// The same of Windows-1252.
const WINDOWS: [&str; 5] = ["Ã", "â€", "Â\u{A0}", "Â·", "ðŸ"];

/// In misread text no character beyond ASCII stands alone, so the first one settles nearly every sound text.
fn may_be_misread(text: &str) -> bool {
    let Some(at) = text.bytes().position(|byte| !byte.is_ascii()) else { return false };
    let mut characters = text[at..].chars();
    let lead = characters.next();
    lead.is_some_and(is_lead) && characters.next().is_some_and(|second| !second.is_ascii())
}

/// How the first bytes of multi-byte UTF-8 look in Windows-1252 and, for the scripts to be expected, in Mac Roman.
fn is_lead(character: char) -> bool {
    matches!(
        character,
        '\u{C2}'..='\u{F4}' | '¬' | '√' | 'ƒ' | '≈' | 'Œ' | 'œ' | '–' | '—' | '‚' | '„' | '‰' | '\u{F8FF}'
    )
}

fn undo(text: &str, encoding: &'static Encoding) -> Option<String> {
    let (bytes, _, unmappable) = encoding.encode(text);
    if unmappable {
        return None;
    }
    let repaired = std::str::from_utf8(&bytes).ok()?;
    let plausible = repaired.chars().all(is_plausible);
    (plausible && repaired.chars().count() < text.chars().count()).then(|| repaired.to_owned())
}

fn is_plausible(character: char) -> bool {
    !matches!(character, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFC}' | '\u{FFFE}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn text_read_in_the_wrong_encoding_is_read_again() {
        let (encoding, text) = repair("\u{F8FF}üí∞ 65k ‚Äî caf√©").unwrap();
        assert_eq!((encoding, text.as_str()), ("Mac Roman", "💰 65k — café"));
        let (encoding, text) = repair("donâ€™t, cafÃ©").unwrap();
        assert_eq!((encoding, text.as_str()), ("Windows-1252", "don’t, café"));
    }

    #[test]
    fn sound_text_is_left_alone() {
        for sound in
            ["–£60k", "“âge”", "Öl, Überall: ça va", "naïve Ångström", "Привет", "日本語", "plain", "Ãé", "café ‚Ä"]
        {
            assert_eq!(repair(sound), None, "{sound}");
        }
    }
}
