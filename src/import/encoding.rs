//! Bytes of a foreign document to text: its mark, else UTF-8, else what it says of itself, else Windows-1252, which is
//! what old systems write without a word (and what browsers take `ISO-8859-1` for).

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::parse;

/// Where a document says what it is: the XML declaration, a `<meta charset>` (HTML 13.2.3.2 looks at 1,024 bytes).
const LOOKED_AT: usize = 2_048;

/// The text of a document.
pub fn decoded(bytes: &[u8]) -> String {
    let has_mark = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if has_mark || std::str::from_utf8(bytes).is_ok() {
        return parse::text(bytes).into_owned();
    }
    let encoding = declared(bytes).filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    // A document in UTF-8 with single broken bytes stays one: most of what is beyond ASCII in it is right.
    let (as_utf8, _, _) = UTF_8.decode(bytes);
    let broken = as_utf8.matches('\u{FFFD}').count();
    let whole = as_utf8.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    let text = if whole > broken { as_utf8 } else { encoding.decode(bytes).0 };
    parse::text(text.as_bytes()).into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let after = |name: &str| {
        let rest = head.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
        let label = rest.trim_start_matches(['"', '\'']);
        Encoding::for_label(label.split(['"', '\'', ' ', '>', '?', ';', '/']).next()?.as_bytes())
    };
    let is_xml = head.trim_start().starts_with("<?xml");
    if is_xml { after("encoding") } else { after("charset") }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_document_is_read_in_the_encoding_that_it_is_in() {
        let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(decoded(&latin("title\nBäcker – Köln\n")), "title\nBäcker – Köln\n");
        let xml = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Käse</a>";
        assert_eq!(decoded(&latin(xml)), xml);
        let page = "<meta charset=Shift_JIS><p>東京の仕事</p>";
        assert_eq!(decoded(&encoding_rs::SHIFT_JIS.encode(page).0), page);
        assert_eq!(decoded("\u{FEFF}Käse".as_bytes()), "Käse");
        assert_eq!(decoded(b"\xFF\xFEK\0\xE4\0"), "Kä");
    }

    #[test]
    fn a_broken_byte_does_not_make_utf_8_something_else() {
        let mut bytes = "Käse für Köln".as_bytes().to_vec();
        bytes.push(0xE4);
        assert_eq!(decoded(&bytes), "Käse für Köln\u{FFFD}");
    }
}
