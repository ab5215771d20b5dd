//! Company names that look like another: letters of two scripts in one word, or the same shapes as another's name
//! (the skeleton of Unicode Technical Standard 39). They are shown as written, and told.

use std::collections::BTreeMap;

use unicode_security::skeleton;

use super::notes::Notes;
use super::{Company, Posting};

/// Tells of each such company once, at its first posting.
pub(super) fn tell(companies: &[Company], postings: &[Posting], notes: &mut Notes) {
    let suspects: Vec<usize> = (0..companies.len()).filter(|id| !companies[*id].name.is_ascii()).collect();
    if suspects.is_empty() {
        return;
    }
    let mut by_shape: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (id, company) in companies.iter().enumerate() {
        for shape in shapes(&company.name) {
            by_shape.entry(shape).or_default().push(id);
        }
    }
    for id in suspects {
        let name = &companies[id].name;
        let alike = shapes(name).into_iter().flat_map(|shape| by_shape[&shape].iter());
        let original = alike.copied().find(|other| *other != id).map(|other| &companies[other].name);
        let message = match original {
            Some(original) => format!("`{name}` looks like `{original}`, but has other letters"),
            None => match name.split(|c: char| !c.is_alphanumeric()).find(|word| mixes_scripts(word)) {
                Some(word) => format!("`{word}` mixes letters that look alike but are of different alphabets"),
                None => continue,
            },
        };
        let of_company = postings.iter().filter(|posting| posting.company.is_some_and(|own| own as usize == id));
        if let Some(first) = of_company.min_by(|left, right| left.facts.outline().path.cmp(&right.facts.outline().path))
        {
            notes.look_alike(first, message);
        }
    }
}

/// What a name looks like as it is written, and in small letters.
fn shapes(name: &str) -> [String; 2] {
    let shape =
        |text: &str| skeleton(text).filter(|c| c.is_alphanumeric() || !c.is_ascii()).collect::<String>().to_lowercase();
    [shape(name), shape(&name.to_lowercase())]
}

/// True when a word has Latin letters beside Greek or Cyrillic ones. Other scripts live together: kana and kanji do.
fn mixes_scripts(word: &str) -> bool {
    let is_latin = |c: char| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}');
    let is_like_latin = |c: char| matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}');
    word.contains(is_latin) && word.contains(is_like_latin)
}

#[cfg(test)]
mod tests {
    use super::{mixes_scripts, shapes};

    fn are_alike(one: &str, other: &str) -> bool {
        shapes(one).iter().any(|shape| shapes(other).contains(shape))
    }

    #[test]
    fn names_of_one_shape_are_found() {
        assert!(are_alike("Google", "G\u{43E}\u{43E}gle"));
        assert!(are_alike("ACME", "\u{410}\u{421}\u{41C}\u{415}"));
        assert!(!are_alike("Café Rio", "Cafe Rio"));
        assert!(!are_alike("Яндекс", "Yandex"));
    }

    #[test]
    fn words_of_two_alphabets_are_found_and_names_of_the_world_are_not() {
        assert!(mixes_scripts("\u{430}pple"));
        for name in ["Яндекс", "東京パン", "Élan", "Ελλάς", "삼성SDS", "3М"] {
            assert!(!mixes_scripts(name), "{name}");
        }
    }
}
