//! The one writer of XML: elements that close themselves in order, escaped text, no character that XML 1.0 forbids.
//! Signs are escaped by number (`&#x26;`), which no reader of RSS titles takes for HTML (RSS Best Practices Profile).

use std::borrow::Cow;

/// An XML document in the making.
#[derive(Debug)]
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// Attributes of an element, in the order in which they are written.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Xml {
    /// A document with its declaration.
    pub fn new() -> Xml {
        Xml { out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// A piece of a document, to stand within open elements; it has no declaration.
    pub fn piece(depth: usize) -> Xml {
        Xml { out: String::new(), open: vec![""; depth] }
    }

    /// What was written since the beginning or since this was asked last; open elements stay open.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Opens an element that holds others.
    pub fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.end(name);
        }
    }

    /// An element that holds a text.
    pub fn element(&mut self, name: &'static str, text: &str) {
        self.element_with(name, &[], text);
    }

    /// An element with attributes that holds a text.
    pub fn element_with(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.tag(name, attributes);
        self.out.push('>');
        escape(text, &mut self.out);
        self.end(name);
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.tag(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element whose text stands in a CDATA section: for HTML, which would be half as long again when escaped.
    pub fn cdata(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.tag(name, attributes);
        self.out.reserve(text.len() + 64);
        self.out.push_str("><![CDATA[");
        let text = allowed(text);
        let mut copied = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), "]]>") {
            self.out.push_str(&text[copied..at]);
            self.out.push_str("]]]]><![CDATA[>");
            copied = at + 3;
        }
        self.out.push_str(&text[copied..]);
        self.out.push_str("]]>");
        self.end(name);
    }

    /// The document; elements that are still open are closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }
}

impl Default for Xml {
    fn default() -> Xml {
        Xml::new()
    }
}

/// Appends a text as content or attribute value.
fn escape(text: &str, out: &mut String) {
    let text = allowed(text);
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&#x26;",
            b'<' => "&#x3C;",
            b'>' => "&#x3E;",
            b'"' => "&#x22;",
            b'\'' => "&#x27;",
            // A parser would read a bare return as a line feed.
            b'\r' => "&#xD;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(escaped);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

/// The text without characters that XML 1.0 forbids.
fn allowed(text: &str) -> Cow<'_, str> {
    // Without a branch in it the loop runs over 32 bytes at a time; nearly every text passes here.
    let suspicious = text.bytes().fold(false, |found, byte| found | (byte < b' ') & (byte != b'\n') | (byte == 0xEF));
    if suspicious { Cow::Owned(text.chars().filter(|character| is_allowed(*character)).collect()) } else { text.into() }
}

/// `Char` of XML 1.0 (surrogates cannot occur in a `char`).
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::Xml;
    use proptest::prelude::*;
    use quick_xml::events::Event;

    /// The text of the first element, as a foreign parser reads it.
    fn read(document: &str) -> String {
        let mut reader = quick_xml::Reader::from_str(document);
        let mut text = String::new();
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(number) => {
                    text.push(number.resolve_char_ref().expect("a number").expect("a character"));
                }
                Event::End(_) => return text,
                _ => text.clear(),
            }
        }
    }

    #[test]
    fn elements_close_in_order() {
        let mut xml = Xml::new();
        xml.open("feed", &[("xml:lang", "en")]);
        xml.element("title", "R&D <Lead>");
        xml.empty("link", &[("href", "https://a.example/?a=1&b=\"2\"")]);
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xml:lang=\"en\">\n  \
            <title>R&#x26;D &#x3C;Lead&#x3E;</title>\n  \
            <link href=\"https://a.example/?a=1&#x26;b=&#x22;2&#x22;\"/>\n</feed>\n";
        assert_eq!(xml.finish(), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_without_forbidden_characters(text in "(\\PC|[\\x00-\\x1f]|\u{FFFE}|\\]\\]>){0,60}") {
            let expected: String = text.chars().filter(|c| super::is_allowed(*c)).collect();
            let mut escaped = Xml::new();
            escaped.element("a", &text);
            prop_assert_eq!(read(&escaped.finish()), expected.clone());
            let mut section = Xml::new();
            section.cdata("a", &[], &text);
            // Parsers read every line end of a CDATA section as a line feed.
            prop_assert_eq!(read(&section.finish()), expected.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
}
