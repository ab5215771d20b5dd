//! Bytes to text: byte order marks, UTF-16, control characters, and text once read in the wrong encoding.
//! Line breaks stay as they are, so that places in the text are places in the file.

use std::borrow::Cow;

use super::mojibake;

/// The text of a file and what was done to get it.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding as which the UTF-8 text was read once, when that was undone.
    pub(super) misread: Option<&'static str>,
    /// Control characters left out, with the offset of the first.
    pub(super) controls: Option<(usize, usize)>,
}

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotText {
    /// Offset of the first byte that is not UTF-8.
    pub(super) offset: usize,
    /// That byte; none when the file ends inside a character.
    pub(super) byte: Option<u8>,
}

/// Decodes a file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    if let Some((encoding, skip)) = utf16(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[skip..]).0;
        return Ok(finish(Cow::Owned(text.into_owned())));
    }
    let skip = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    match std::str::from_utf8(&bytes[skip..]) {
        Ok(text) => Ok(finish(Cow::Borrowed(text))),
        Err(error) => {
            let offset = skip + error.valid_up_to();
            Err(NotText { offset, byte: error.error_len().and(bytes.get(offset).copied()) })
        }
    }
}

fn utf16(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => Some((encoding_rs::UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((encoding_rs::UTF_16BE, 2)),
        _ => None,
    }
}

fn finish(text: Cow<'_, str>) -> Decoded<'_> {
    let mut decoded = Decoded { text, misread: None, controls: None };
    // Lines as old Macs ended them; most files hold a line feed in their first line.
    if !decoded.text.contains('\n') && decoded.text.contains('\r') {
        decoded.text = Cow::Owned(decoded.text.replace('\r', "\n"));
    }
    if let Some(first) = first_control(decoded.text.as_bytes()) {
        let before = decoded.text.len();
        decoded.text.to_mut().retain(|character| !(character.is_ascii() && is_control(character as u8)));
        decoded.controls = Some((before - decoded.text.len(), first));
    }
    if let Some((encoding, repaired)) = mojibake::repair(&decoded.text) {
        decoded.text = Cow::Owned(repaired);
        decoded.misread = Some(encoding);
    }
    decoded
}

/// Offset of the first control character. Looks at runs of bytes without leaving early, which processors do at once.
fn first_control(bytes: &[u8]) -> Option<usize> {
    let run = bytes.chunks(256).position(|run| run.iter().fold(false, |any, byte| any | is_control(*byte)))?;
    bytes[run * 256..].iter().position(|byte| is_control(*byte)).map(|at| run * 256 + at)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F
}

#[cfg(test)]
mod tests {
    use super::{NotText, decode};

    #[test]
    fn marks_of_the_encoding_are_not_text() {
        assert_eq!(decode(b"\xEF\xBB\xBF---\r\n").unwrap().text, "---\r\n");
        assert_eq!(decode(b"\xFF\xFEJ\0\xF6\0").unwrap().text, "Jö");
        assert_eq!(decode(b"\xFE\xFF\0J").unwrap().text, "J");
    }

    #[test]
    fn carriage_returns_alone_are_line_breaks() {
        assert_eq!(decode(b"---\rtitle: Cook\r---\r").unwrap().text, "---\ntitle: Cook\n---\n");
        assert_eq!(decode(b"a\rb\n").unwrap().text, "a\rb\n");
    }

    #[test]
    fn what_is_not_utf_8_is_named_with_its_offset() {
        assert_eq!(decode(b"caf\xE9 x").unwrap_err(), NotText { offset: 3, byte: Some(0xE9) });
        assert_eq!(decode(b"caf\xC3").unwrap_err(), NotText { offset: 3, byte: None });
    }

    #[test]
    fn control_characters_are_left_out() {
        let decoded = decode(b"a\0b\x1Bc\td").unwrap();
        assert_eq!((&*decoded.text, decoded.controls), ("abc\td", Some((2, 1))));
    }
}
