//! The one way from a value to JSON inside a `<script>` element.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The value as JSON in which `<`, `>` and `&` are written as `\u003c` …: no text can end the element or open a comment.
pub(super) fn to_script(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(1024);
    // Writing to memory cannot fail, and none of our views has a key that is no string.
    match value.serialize(&mut Serializer::with_formatter(&mut out, ScriptSafe)) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// A long text, to be written in one pass. (`serde_json` looks at every byte first and the formatter once more.)
pub(super) fn long_text<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(text.as_bytes())
}

struct ScriptSafe;

/// How each byte is written within a string: 0 = as it is, `u` = by its number, else behind a backslash.
static ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = b'u';
        byte += 1;
    }
    table[0x08] = b'b';
    table[b'\t' as usize] = b't';
    table[b'\n' as usize] = b'n';
    table[0x0C] = b'f';
    table[b'\r' as usize] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table[b'<' as usize] = b'u';
    table[b'>' as usize] = b'u';
    table[b'&' as usize] = b'u';
    table
};

impl Formatter for ScriptSafe {
    /// Bytes are the UTF-8 of a text here.
    fn write_byte_array<W: ?Sized + io::Write>(&mut self, writer: &mut W, bytes: &[u8]) -> io::Result<()> {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 2 + 2);
        out.push(b'"');
        let mut copied = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let escape = ESCAPES[usize::from(*byte)];
            if escape == 0 {
                continue;
            }
            out.extend_from_slice(&bytes[copied..at]);
            copied = at + 1;
            match escape {
                b'u' => {
                    let [high, low] = [byte >> 4, byte & 15].map(|half| HEX[usize::from(half)]);
                    out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                }
                sign => out.extend_from_slice(&[b'\\', sign]),
            }
        }
        out.extend_from_slice(&bytes[copied..]);
        out.push(b'"');
        writer.write_all(&out)
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        let mut copied = 0;
        for at in memchr::memchr3_iter(b'<', b'>', b'&', bytes) {
            writer.write_all(&bytes[copied..at])?;
            writer.write_all(match bytes[at] {
                b'<' => b"\\u003c",
                b'>' => b"\\u003e",
                _ => b"\\u0026",
            })?;
            copied = at + 1;
        }
        writer.write_all(&bytes[copied..])
    }
}

#[cfg(test)]
mod tests {
    use super::{long_text, to_script};
    use proptest::prelude::*;

    #[derive(serde::Serialize)]
    struct Long<'t>(#[serde(serialize_with = "long_text")] &'t str);

    #[test]
    fn markup_cannot_leave_the_script() {
        assert_eq!(to_script(&"</script><!-- R&D"), "\"\\u003c/script\\u003e\\u003c!-- R\\u0026D\"");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "(\\PC|[<>&\"\\\\\\x00-\\x1f\u{2028}]){0,60}") {
            let script = to_script(&text);
            prop_assert!(!script.contains(['<', '>', '&']));
            prop_assert_eq!(to_script(&Long(&text)), &*script);
            prop_assert_eq!(serde_json::from_str::<String>(&script).unwrap(), text);
        }
    }
}
