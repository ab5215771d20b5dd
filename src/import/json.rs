//! JSON (RFC 8259) to a tree with places. A mistake of form is told where it is.

use std::ops::Range;

use super::tree::{Node, Value};

/// A mistake of form: where, and what.
pub(super) type Mistake = (Range<usize>, String);

/// Levels of nesting; real sources have six.
const DEEPEST: usize = 64;

/// Reads one JSON value that is the whole of `text[range]`.
pub(super) fn read(text: &str, range: Range<usize>) -> Result<Node, Mistake> {
    let mut reader = Reader { text, at: range.start, end: range.end, depth: 0 };
    if text[range].starts_with('\u{FEFF}') {
        reader.at += 3;
    }
    let node = reader.value()?;
    reader.blanks();
    if reader.at < reader.end {
        return Err(reader.mistake("something stands behind the end of the JSON value"));
    }
    Ok(node)
}

/// The lines of a text that hold something, without the blanks at their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (!line.trim().is_empty()).then(|| start..start + line.trim_end().len())
    })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Node, Mistake> {
        self.blanks();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Reader::map)?,
            Some(b'[') => self.nested(Reader::list)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't' | b'f' | b'n') => self.word()?,
            Some(_) => return Err(self.mistake("a JSON value is missing")),
            None => return Err(self.mistake("the JSON ends too early")),
        };
        Ok(Node { at: start..self.at, value })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Mistake>) -> Result<Value, Mistake> {
        if self.depth == DEEPEST {
            return Err(self.mistake("values are nested too deep"));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn map(&mut self) -> Result<Value, Mistake> {
        let mut entries = Vec::new();
        self.blanks();
        if self.skip(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            if self.peek() == Some(b'}') {
                break;
            }
            if self.peek() != Some(b'"') {
                return Err(self.mistake("a key in quotes is missing"));
            }
            let key = self.string()?;
            self.blanks();
            if !self.skip(b':') {
                return Err(self.mistake("a `:` is missing"));
            }
            entries.push((key, self.value()?));
            self.blanks();
            match self.peek() {
                Some(b',') => self.comma(),
                Some(b'}') => {}
                _ => return Err(self.mistake("a `,` or `}` is missing")),
            }
        }
        self.at += 1;
        Ok(Value::Map(entries))
    }

    fn list(&mut self) -> Result<Value, Mistake> {
        let mut items = Vec::new();
        self.blanks();
        if self.skip(b']') {
            return Ok(Value::List(items));
        }
        loop {
            if self.peek() == Some(b']') {
                break;
            }
            items.push(self.value()?);
            self.blanks();
            match self.peek() {
                Some(b',') => self.comma(),
                Some(b']') => {}
                _ => return Err(self.mistake("a `,` or `]` is missing")),
            }
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn string(&mut self) -> Result<String, Mistake> {
        let start = self.at;
        let bytes = &self.text.as_bytes()[..self.end];
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    self.at = at + 1;
                    let written = &self.text[start..self.at];
                    return unescaped(written).map_err(|message| (start..at + 1, message));
                }
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        Err((start..start + 1, "a text is never closed".to_owned()))
    }

    fn number(&mut self) -> Result<Value, Mistake> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let written = &self.text[start..self.at];
        match serde_json::from_str::<serde_json::Number>(written) {
            Ok(_) => Ok(Value::Number(written.to_owned())),
            Err(_) => Err((start..self.at, format!("`{written}` is not a number"))),
        }
    }

    fn word(&mut self) -> Result<Value, Mistake> {
        let words = [("true", Value::Truth(true)), ("false", Value::Truth(false)), ("null", Value::Null)];
        let rest = &self.text[self.at..self.end];
        let found = words.into_iter().find(|(word, _)| rest.starts_with(word));
        let (word, value) = found.ok_or_else(|| self.mistake("a JSON value is missing"))?;
        self.at += word.len();
        Ok(value)
    }

    /// A comma, and no more than a comma when the list ends behind it, as pages written by hand have it.
    fn comma(&mut self) {
        self.at += 1;
        self.blanks();
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(self.at).copied()
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn mistake(&self, message: &str) -> Mistake {
        (self.at..self.at + 1, message.to_owned())
    }
}

/// The text of a string with its quotes. Raw line breaks, which some exports hold, are taken as such.
fn unescaped(written: &str) -> Result<String, String> {
    let inner = &written[1..written.len() - 1];
    if !inner.contains('\\') {
        return Ok(inner.to_owned());
    }
    let strict = inner.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
    let read = |text: &str| serde_json::from_str::<String>(&format!("\"{text}\""));
    let found = read(&strict).or_else(|_| read(&without_halves(&strict)));
    found.map_err(|_| "an escape in this text is not valid".to_owned())
}

/// Without escapes that are half of a character outside the basic plane (`\ud83d`), where a text was cut.
fn without_halves(escaped: &str) -> String {
    let unit = |at: usize| {
        let digits = escaped.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(escaped.len());
    let mut at = 0;
    while let Some(start) = escaped[at..].find('\\').map(|next| at + next) {
        out.push_str(&escaped[at..start]);
        let (is_kept, length) = match (unit(start), unit(start + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (true, 12),
            (Some(0xD800..=0xDFFF), _) => (false, 6),
            (Some(_), _) => (true, 6),
            (None, _) => (true, 1 + escaped[start + 1..].chars().next().map_or(0, char::len_utf8)),
        };
        at = start + length;
        if is_kept {
            out.push_str(&escaped[start..at]);
        }
    }
    out + &escaped[at..]
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::import::tree::Value;

    #[test]
    fn values_have_places_and_escapes_are_undone() {
        let text = r#" {"a": [1.5, null, true], "b": {"c": "x\n😀"}} "#;
        let node = read(text, 0..text.len()).unwrap();
        assert_eq!(node.find("b.c").unwrap().scalar().unwrap(), "x\n😀");
        assert_eq!(&text[node.find("a.0").unwrap().at.clone()], "1.5");
        assert_eq!(node.find("a.1").unwrap().value, Value::Null);
    }

    #[test]
    fn half_a_character_at_the_end_of_a_cut_text_is_left_out() {
        let text = r#"{"a": "We bake \\ud83d \ud83c\udf5e\ud83d", "b": 1}"#;
        let node = read(text, 0..text.len()).unwrap();
        assert_eq!(node.find("a").unwrap().scalar().unwrap(), "We bake \\ud83d 🍞");
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        let at = |text: &str| read(text, 0..text.len()).map_err(|(range, message)| (range.start, message)).unwrap_err();
        assert_eq!(at("{\"a\": }"), (6, "a JSON value is missing".to_owned()));
        assert_eq!(at("[1 2]"), (3, "a `,` or `]` is missing".to_owned()));
        assert_eq!(at("[\"a"), (1, "a text is never closed".to_owned()));
        assert_eq!(at("[1"), (2, "a `,` or `]` is missing".to_owned()));
        assert_eq!(at("{} {}"), (3, "something stands behind the end of the JSON value".to_owned()));
        assert_eq!(at(&"[".repeat(100)).1, "values are nested too deep");
        assert_eq!(at("\"\\q\"").1, "an escape in this text is not valid");
        assert_eq!(at("\"\\").1, "a text is never closed");
    }
}
