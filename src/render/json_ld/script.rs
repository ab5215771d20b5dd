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

struct ScriptSafe;

impl Formatter for ScriptSafe {
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
    use super::to_script;
    use proptest::prelude::*;

    #[test]
    fn markup_cannot_leave_the_script() {
        assert_eq!(to_script(&"</script><!-- R&D"), "\"\\u003c/script\\u003e\\u003c!-- R\\u0026D\"");
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "(\\PC|[<>&\"\\\\\\x00-\\x1f\u{2028}]){0,60}") {
            let script = to_script(&text);
            prop_assert!(!script.contains(['<', '>', '&']));
            prop_assert_eq!(serde_json::from_str::<String>(&script).unwrap(), text);
        }
    }
}
