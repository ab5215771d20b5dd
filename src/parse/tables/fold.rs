//! The form in which names are compared: small letters without marks, words parted by one blank,
//! `saint` as `st`, `and` as `&`. `Saint-Étienne`, `St. Etienne` and `SAINT ETIENNE` fold to the same text.

/// A folded name, on the stack when short.
#[derive(Default)]
pub(in crate::parse) struct Folded(String);

impl Folded {
    /// Folds `name`, whose words may be parted by anything that is no letter or digit.
    pub(in crate::parse) fn of(&mut self, name: &str) -> &str {
        self.0.clear();
        if self.is_plain(name) {
            return &self.0;
        }
        self.0.clear();
        let words =
            name.split(is_gap).flat_map(|run| run.split_inclusive('&')).flat_map(|run| match run.strip_suffix('&') {
                Some(word) => [word, "&"],
                None => [run, ""],
            });
        for word in words.filter(|word| !word.is_empty()) {
            let before = self.0.len();
            if before > 0 {
                self.0.push(' ');
            }
            if !fold_into(word, &mut self.0) {
                self.0.truncate(before);
            }
        }
        &self.0
    }
}

impl Folded {
    /// Folds a name of plain letters and single blanks in one pass, as most are; false when it is none.
    fn is_plain(&mut self, name: &str) -> bool {
        let mut last = b' ';
        for byte in name.bytes() {
            if !(byte.is_ascii_alphanumeric() || byte == b' ' && last != b' ') {
                return false;
            }
            last = byte;
        }
        self.0.push_str(name);
        self.0.make_ascii_lowercase();
        // The words that are written shorter have three to five letters.
        let mut start = 0;
        for at in 0..=self.0.len() {
            if matches!(self.0.as_bytes().get(at), None | Some(b' ')) {
                if (3..=5).contains(&(at - start)) && shortened(&self.0[start..at]).is_some() {
                    return false;
                }
                start = at + 1;
            }
        }
        last != b' '
    }
}

/// What is written shorter in names of places.
fn shortened(word: &str) -> Option<&'static str> {
    match word {
        "saint" => Some("st"),
        "mount" => Some("mt"),
        "fort" => Some("ft"),
        "and" => Some("&"),
        _ => None,
    }
}

/// Folds one word (no gaps in it) to a text of its own.
pub(in crate::parse) fn fold_word(word: &str) -> String {
    let mut folded = String::new();
    fold_into(word, &mut folded);
    folded
}

/// True for characters that part the words of a name. Full stops and apostrophes belong to words (`D.C.`, `O'Fallon`).
pub(in crate::parse) fn is_gap(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '\'' | '’' | '&' | '%' => false,
        _ if character.is_ascii() => true,
        '\u{300}'..='\u{36f}' => false,
        _ => !character.is_alphanumeric(),
    }
}

/// Appends the folded form of one word; false when nothing of it is left.
pub(in crate::parse) fn fold_into(word: &str, folded: &mut String) -> bool {
    let start = folded.len();
    for character in word.chars() {
        match character {
            'a'..='z' | '0'..='9' | '&' => folded.push(character),
            'A'..='Z' => folded.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => {}
            '\u{300}'..='\u{36f}' | '’' => {}
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                let plain = deunicode::deunicode_char(character).unwrap_or_default();
                folded.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
            }
            _ => folded.extend(character.to_lowercase()),
        }
    }
    shorten(folded, start);
    folded.len() > start
}

/// Appends the folded form of a word of ASCII letters.
pub(in crate::parse) fn fold_plain(word: &str, folded: &mut String) {
    let start = folded.len();
    folded.push_str(word);
    folded[start..].make_ascii_lowercase();
    shorten(folded, start);
}

fn shorten(folded: &mut String, start: usize) {
    if let Some(short) = shortened(&folded[start..]) {
        folded.truncate(start);
        folded.push_str(short);
    }
}
