//! Languages that their script gives away.

/// Letters of a sample by script.
#[derive(Default)]
struct Letters {
    latin: u32,
    cyrillic: u32,
    greek: u32,
    hebrew: u32,
    arabic: u32,
    kana: u32,
    han: u32,
    hangul: u32,
    thai: u32,
    devanagari: u32,
    georgian: u32,
    armenian: u32,
}

/// The language of a text that is mostly not in Latin letters.
pub(super) fn language<'a>(samples: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    // Letters of Latin scripts have one or two bytes and are mostly ASCII; counting them is for the others.
    let bytes = samples.clone().flat_map(str::bytes);
    let (ascii, others) = bytes.fold((0, 0), |(ascii, others), byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' => (ascii + 1, others),
        0x80.. => (ascii, others + 1),
        _ => (ascii, others),
    });
    // One letter of another script takes at least two bytes and counts for at most two.
    if others < ascii {
        return None;
    }
    let sample: String = samples.collect();
    let sample = sample.as_str();
    let letters = count(sample);
    let others = [
        (letters.cyrillic, "cyrillic"),
        (letters.greek, "el"),
        (letters.hebrew, "he"),
        (letters.arabic, "arabic"),
        // A sign of Chinese or Korean stands for about two Latin letters.
        ((letters.kana + letters.han) * 2, if letters.kana * 10 > letters.han { "ja" } else { "zh" }),
        (letters.hangul * 2, "ko"),
        (letters.thai, "th"),
        (letters.devanagari, "hi"),
        (letters.georgian, "ka"),
        (letters.armenian, "hy"),
    ];
    let (count, name) = others.into_iter().max_by_key(|(count, _)| *count)?;
    if count <= letters.latin {
        return None;
    }
    Some(match name {
        "cyrillic" => cyrillic(sample),
        "arabic" if sample.contains(['پ', 'چ', 'ژ', 'گ']) => "fa",
        "arabic" => "ar",
        name => name,
    })
}

/// Letters that only one of the languages uses.
fn cyrillic(sample: &str) -> &'static str {
    if sample.contains(['ї', 'є', 'ґ']) {
        "uk"
    } else if sample.contains(['ў']) {
        "be"
    } else if sample.contains(['ј', 'љ', 'њ', 'ћ', 'ђ']) {
        "sr"
    } else if sample.contains(['ы', 'э', 'ё']) {
        "ru"
    } else if sample.contains('ъ') && !sample.contains('ы') {
        "bg"
    } else {
        "ru"
    }
}

fn count(sample: &str) -> Letters {
    let mut letters = Letters::default();
    for letter in sample.chars() {
        let field = match letter {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => &mut letters.latin,
            '\u{400}'..='\u{52F}' => &mut letters.cyrillic,
            '\u{370}'..='\u{3FF}' => &mut letters.greek,
            '\u{590}'..='\u{5FF}' => &mut letters.hebrew,
            '\u{600}'..='\u{6FF}' => &mut letters.arabic,
            '\u{3040}'..='\u{30FF}' => &mut letters.kana,
            '\u{4E00}'..='\u{9FFF}' => &mut letters.han,
            '\u{AC00}'..='\u{D7AF}' => &mut letters.hangul,
            '\u{E00}'..='\u{E7F}' => &mut letters.thai,
            '\u{900}'..='\u{97F}' => &mut letters.devanagari,
            '\u{10A0}'..='\u{10FF}' => &mut letters.georgian,
            '\u{530}'..='\u{58F}' => &mut letters.armenian,
            _ => continue,
        };
        *field += 1;
    }
    letters
}
