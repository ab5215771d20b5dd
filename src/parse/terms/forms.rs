//! Forms of a word: how much of it stays the same when its number, gender or tense changes. Only such endings are
//! known here, not those that make another word (`engine` and `engineer` stay apart), and only by their spelling.
//!
//! Words with the same root of the same length are forms of one another. A root is always the beginning of the word,
//! so that the browser needs no rules: the index tells the length for each word.

use crate::model::Language;

/// Letters of a root at least.
const SHORTEST: usize = 3;

/// Endings of one language, each group tried once, one after the other; the first that fits is cut off.
struct Rules {
    language: &'static str,
    /// Endings that stacked groups give, for words that the index does not know.
    known: &'static [&'static str],
    groups: &'static [&'static [&'static str]],
}

const RULES: [Rules; 9] = [
    Rules {
        language: "en",
        known: &["s", "es", "ed", "ing", "e", "ies", "ied", "y"],
        groups: &[&["ies", "ied", "es", "ed", "ing", "s", "y", "e"]],
    },
    Rules {
        language: "de",
        known: &[
            "e", "en", "er", "es", "em", "ern", "n", "s", "in", "innen", "erin", "erinnen", "ers", "t", "et", "st",
        ],
        groups: &[&["innen", "in"], &["ern", "ers", "em", "en", "er", "es", "et", "st", "e", "n", "s", "t"]],
    },
    Rules {
        language: "fr",
        known: &[
            "s", "e", "es", "ee", "ees", "er", "ez", "ant", "eur", "eurs", "euse", "euses", "rice", "rices", "x", "l",
            "le", "les", "u", "ux",
        ],
        // Last `national`, `nationaux`.
        groups: &[&["s", "x"], &["e"], &["e", "ant", "er", "ez"], &["eur", "eus", "ric"], &["l", "u"]],
    },
    Rules {
        language: "es",
        known: &["s", "es", "o", "a", "os", "as", "e", "ar", "ir", "ado", "ada", "ados", "adas", "ando", "iendo"],
        groups: &[
            &["es", "s"],
            &["iendo", "ando", "iend", "and", "ado", "ido", "ada", "ida", "ar", "ir", "o", "a", "e"],
        ],
    },
    Rules {
        language: "pt",
        known: &[
            "s", "es", "o", "a", "os", "as", "e", "ao", "oes", "ar", "ir", "ado", "ada", "ando", "endo", "l", "is",
        ],
        // Last `nacional`, `nacionais`.
        groups: &[
            &["oes", "aes", "ao", "es", "s"],
            &["ando", "endo", "indo", "ado", "ido", "ar", "ir", "o", "a", "e"],
            &["l", "i"],
        ],
    },
    Rules {
        language: "it",
        known: &["o", "a", "i", "e", "are", "ere", "ire", "ato", "ando"],
        groups: &[&["ando", "endo", "are", "ere", "ire", "ato", "uto", "ito", "o", "a", "e", "i"]],
    },
    Rules { language: "nl", known: &["en", "s", "e", "es", "t"], groups: &[&["en", "es", "s", "e", "t"]] },
    Rules {
        language: "sv",
        known: &["ar", "er", "or", "en", "et", "a", "n", "e", "s", "arna", "erna", "orna"],
        groups: &[&["erna", "arna", "orna", "ar", "er", "or", "en", "et", "a", "n", "e", "s"]],
    },
    Rules {
        language: "da",
        known: &["er", "en", "et", "e", "s", "r", "ene", "erne"],
        groups: &[&["erne", "ene", "er", "en", "et", "e", "s", "r"]],
    },
];

/// A set of languages, one bit each; those without rules have none.
pub(super) fn bit(language: &Language) -> u16 {
    let primary = match language.primary() {
        "nb" | "nn" | "no" => "da",
        other => other,
    };
    RULES.iter().position(|rules| rules.language == primary).map_or(0, |index| 1 << index)
}

/// Lengths of the roots of a word in the languages of a set, in bytes, each once, rising. The word itself when no
/// ending fits.
pub fn roots(word: &str, languages: u16) -> Vec<u8> {
    let mut lengths: Vec<u8> = RULES
        .iter()
        .enumerate()
        .filter(|(index, _)| languages & (1 << index) != 0)
        .map(|(_, rules)| length(word, rules))
        .collect();
    if lengths.is_empty() {
        lengths.push(bounded(word.len()));
    }
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

/// All endings of the languages of a set, for words that the index does not know; sorted, each once.
pub fn endings(languages: u16) -> Vec<&'static str> {
    let rules = RULES.iter().enumerate().filter(|(index, _)| languages & (1 << index) != 0);
    let mut endings: Vec<&str> = rules.flat_map(|(_, rules)| rules.known.iter().copied()).collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}

fn length(word: &str, rules: &Rules) -> u8 {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return bounded(word.len());
    }
    let mut root = word;
    for group in rules.groups {
        if let Some(shorter) = group.iter().find_map(|ending| cut(root, ending, rules.language)) {
            root = shorter;
        }
    }
    bounded(undoubled(root, word, rules.language).len())
}

fn cut<'w>(word: &'w str, ending: &str, language: &str) -> Option<&'w str> {
    let root = word.strip_suffix(ending)?;
    let last = root.as_bytes().last().copied()?;
    let has_vowel = root.bytes().any(is_vowel);
    let fits = root.len() >= SHORTEST
        && has_vowel
        && match (language, ending) {
            // `business`, `analysis`, `status` are no plurals; `speed` and `freeing` keep their vowels.
            ("en", "s") => !matches!(last, b's' | b'i' | b'u'),
            ("en", "es") => last != b'e',
            ("en", "ed") => last != b'e',
            ("en", "y") => !is_vowel(last),
            ("en", "e") => last != b'e',
            ("de", "s" | "st" | "t" | "n") => root.len() > SHORTEST && last != b's',
            ("fr", "l" | "u") => last == b'a',
            ("pt", "l" | "i") => matches!(last, b'a' | b'e' | b'o' | b'u'),
            ("fr", "s") => last != b's',
            (_, "t" | "r" | "n") => root.len() > SHORTEST,
            _ => true,
        };
    fits.then_some(root)
}

/// `runn` of `running` is `run`; `sell` of `selling` stays, for it is a word as it stands.
fn undoubled<'w>(root: &'w str, word: &str, language: &str) -> &'w str {
    let bytes = root.as_bytes();
    let [.., before, last] = bytes else { return root };
    let is_double = before == last && !is_vowel(*last) && !matches!(last, b'l' | b's' | b'z' | b'f');
    let is_cut = root.len() < word.len();
    if language == "en" && is_cut && is_double && root.len() > SHORTEST { &root[..root.len() - 1] } else { root }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn bounded(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::{bit, endings, roots};
    use crate::model::Language;

    fn root<'w>(language: &str, word: &'w str) -> &'w str {
        let set = bit(&Language::from_tag(language).unwrap());
        &word[..usize::from(roots(word, set)[0])]
    }

    #[test]
    fn forms_of_a_word_share_their_root() {
        for (language, words) in [
            ("en", &["bake", "bakes", "baked", "baking"][..]),
            ("en", &["company", "companies"]),
            ("en", &["run", "running", "runs"]),
            ("en", &["engineer", "engineers", "engineering"]),
            ("en", &["box", "boxes"]),
            ("en", &["sell", "selling", "sells"]),
            ("de", &["entwickler", "entwicklerin", "entwicklerinnen", "entwicklern", "entwicklers"]),
            ("de", &["arbeiten", "arbeitet"]),
            ("fr", &["developpeur", "developpeurs", "developpeuse", "developpeuses"]),
            ("fr", &["ingenieur", "ingenieure", "ingenieurs"]),
            ("es", &["desarrollador", "desarrolladora", "desarrolladores", "desarrolladoras"]),
            ("es", &["ingeniero", "ingeniera", "ingenieros"]),
            ("fr", &["hopital", "hopitaux"]),
            ("fr", &["national", "nationale", "nationaux", "nationales"]),
            ("pt", &["posicao", "posicoes"]),
            ("pt", &["nacional", "nacionais"]),
            ("pt", &["papel", "papeis"]),
            ("pt", &["desenvolvedor", "desenvolvedora", "desenvolvedores"]),
        ] {
            for word in words {
                assert_eq!(root(language, word), root(language, words[0]), "{language} {word}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (left, right) in [("engine", "engineer"), ("university", "universe"), ("manager", "management")] {
            assert_ne!(root("en", left), root("en", right));
        }
        for word in ["business", "analysis", "status", "string", "aws", "css", "speed", "c++", "spring"] {
            assert_eq!(root("en", word), word);
        }
        assert_eq!(root("ja", "bakes"), "bakes");
    }

    #[test]
    fn endings_are_those_of_the_languages() {
        let english = endings(bit(&Language::ENGLISH));
        assert!(english.contains(&"ing") && !english.contains(&"innen"));
    }
}
