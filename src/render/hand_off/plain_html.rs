//! HTML without entities, as Indeed demands. What would become a tag or an entity by that is written with a sign that
//! looks like it: nothing that was text turns into markup.

/// The same HTML with every entity as the character that it stands for.
pub(super) fn without_entities(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (character, length) = entity(&rest[at..]);
        rest = &rest[at + length..];
        match character {
            '<' => out.push('‹'),
            '>' => out.push('›'),
            '&' if may_be_entity(rest) => out.push('＆'),
            character => out.push(character),
        }
    }
    out.push_str(rest);
    out
}

/// The character at the beginning of a text that begins with `&`, and how many bytes it takes there.
fn entity(text: &str) -> (char, usize) {
    let Some(end) = text.as_bytes().iter().take(12).position(|byte| *byte == b';') else { return ('&', 1) };
    let name = &text[1..end];
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        // In an attribute it would end the value.
        "quot" => Some('”'),
        "apos" => Some('’'),
        "nbsp" => Some('\u{a0}'),
        _ => number.and_then(char::from_u32),
    };
    match character {
        Some('"') => ('”', end + 1),
        Some('\'') => ('’', end + 1),
        Some(character) => (character, end + 1),
        None => ('&', 1),
    }
}

/// True when a `&` before the text would make an entity of it.
fn may_be_entity(text: &str) -> bool {
    let name = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && text.as_bytes().get(name) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::without_entities;

    #[test]
    fn no_entity_is_left_and_no_text_becomes_markup() {
        for (html, plain) in [
            ("<p>R&amp;D &lt;script&gt; &#x27;x&#39; &quot;y&quot;</p>", "<p>R&D ‹script› ’x’ ”y”</p>"),
            ("<a href=\"/?a=1&amp;b=2\">a</a>&nbsp;b", "<a href=\"/?a=1&b=2\">a</a>\u{a0}b"),
            ("&amp;lt; &amp;#60; &amp;amp;", "＆lt; ＆#60; ＆amp;"),
            ("a & b &unknown; &", "a & b ＆unknown; &"),
        ] {
            assert_eq!(without_entities(html), plain);
        }
    }
}
