//! The words of all languages, and that nothing else speaks.

use super::{FILES, REGIONS, Words, fill, keys};
use crate::model::{Country, Language};

fn words(tag: &str) -> Words {
    Words::new(Language::from_tag(tag).unwrap(), &[]).unwrap()
}

#[test]
fn every_language_has_every_word() {
    let english = keys(FILES[0].1);
    for (tag, text) in FILES {
        let mut own = keys(text);
        let mut all = english.clone();
        own.sort();
        all.sort();
        assert_eq!(own, all, "{tag}");
        words(tag);
    }
    for (tag, text) in REGIONS {
        let unknown: Vec<String> = keys(text).into_iter().filter(|key| !english.contains(key)).collect();
        assert!(unknown.is_empty(), "{tag}: {unknown:?}");
        words(tag);
    }
}

/// Words that some language shares with English, by the place that they have in the files.
const SHARED: [&str; 9] = [
    "de text.feed",
    "de text.salaries_median",
    "fr text.page",
    "pt text.feed",
    "fr sentence.page",
    "de levels",
    "es levels",
    "fr levels",
    "pt levels",
];

#[test]
fn no_english_is_left_over() {
    let tables = FILES.map(|(tag, text)| (tag, text.parse::<toml::Table>().unwrap()));
    let (_, english) = &tables[0];
    for (tag, table) in &tables[1..] {
        for (section, words) in table.iter().filter_map(|(name, words)| Some((name, words.as_table()?))) {
            for (key, text) in words {
                let patterns = without(&text.to_string(), "{", "}");
                let same = english[section].get(key) == Some(text) && has_word(&patterns);
                let names = [format!("{tag} {section}"), format!("{tag} {section}.{key}")];
                assert!(
                    !same || names.iter().any(|name| SHARED.contains(&name.as_str())),
                    "{tag} {section}.{key}: {text}"
                );
            }
        }
    }
}

#[test]
fn numbers_agree_with_their_words() {
    assert_eq!(words("en").count("open_jobs", 1), "1 open job");
    assert_eq!(words("en").count("open_jobs", 0), "0 open jobs");
    assert_eq!(words("fr").count("open_jobs", 0), "0 offre ouverte");
    assert_eq!(words("de-AT").count("open_jobs", 1234), "1.234 offene Stellen");
    let polish = "[count]\njobs = { one = \"{n} oferta\", few = \"{n} oferty\", many = \"{n} ofert\", other = \"{n} oferty\" }\n";
    let polish = Words::new(Language::from_tag("pl").unwrap(), &[polish]).unwrap();
    assert_eq!(
        [1, 3, 5, 12345].map(|n| polish.count("jobs", n)).join(", "),
        "1 oferta, 3 oferty, 5 ofert, 12\u{a0}345 ofert"
    );
}

#[test]
fn a_region_says_some_things_otherwise() {
    assert_eq!(words("pt").label("moved_text"), "Agora ela está aqui:");
    assert_eq!(words("pt-PT").label("moved_text"), "Agora está aqui:");
    assert_eq!(words("pt-PT").label("search"), "Pesquisar");
    let dutch = Words::new(Language::from_tag("nl").unwrap(), &["[countries]\nDE = \"Duitschland\"\n"]).unwrap();
    assert_eq!(["DE", "FR"].map(|code| dutch.country(Country::from_code(code).unwrap())), ["Duitschland", "Frankrijk"]);
    let own = ["[text]\napply = \"Los\"\nskip = \"Los\"\n", "[text]\nskip = \"Auf\"\n"];
    let words = Words::new(Language::from_tag("de-CH").unwrap(), &own).unwrap();
    assert_eq!((words.label("apply"), words.label("skip")), ("Los", "Auf"));
}

#[test]
fn a_board_changes_single_words() {
    let own = "[text]\napply = \"Raise your hand\"\n";
    let words = Words::new(Language::ENGLISH, &[own]).unwrap();
    assert_eq!(words.label("apply"), "Raise your hand");
    assert_eq!(words.label("report"), "Report this job");
    assert!(Words::new(Language::ENGLISH, &["[txet]\n"]).is_err());
}

#[test]
fn a_value_with_braces_is_not_filled_again() {
    assert_eq!(fill("{a} at {b}", &[("a", "{b}"), ("b", "x")]), "{b} at x");
}

/// Names that are the same in every language.
const NAMES: [&str; 1] = ["Atom"];

/// Every template of the theme and its text.
fn templates() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let html = files.filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    html.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// A text without what stands between two marks, and without the marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        out.push_str(before);
        out.push(' ');
        rest = inside.split_once(close).map_or("", |(_, after)| after);
    }
    out + rest
}

fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1 && !NAMES.contains(&word))
}

#[test]
fn no_template_speaks_a_language_of_its_own() {
    for (path, text) in templates() {
        let plain = without(&text, "{% block kind %}", "{% endblock %}");
        let plain = without(&without(&plain, "{%", "%}"), "{{", "}}");
        let shown = without(&plain, "<", ">");
        assert!(!has_word(&shown), "{path}: {}", shown.split_whitespace().collect::<Vec<_>>().join(" "));
        for name in ["aria-label", "alt", "title", "placeholder", "aria-description"] {
            for value in plain.split(&format!(" {name}=\"")).skip(1) {
                let value = value.split('"').next().unwrap();
                assert!(!has_word(value), "{path}: {name} is `{value}`");
            }
        }
    }
}

#[test]
fn every_word_that_a_template_asks_for_is_there_and_every_word_is_asked_for() {
    let words = words("en");
    let mut asked = std::collections::BTreeSet::new();
    for (path, text) in templates() {
        for place in text.split("{{ t.").skip(1) {
            let name = place.split(' ').next().unwrap();
            assert!(words.text.contains_key(name), "{path} asks for `t.{name}`");
            asked.insert(name.to_owned());
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let source: String = files.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    for key in words.text.keys() {
        let is_used = asked.contains(key) || key.starts_with("find_") || source.contains(&format!("\"{key}\""));
        assert!(is_used, "nobody asks for `{key}`");
    }
}

/// In the modules that run in the browser every shown word comes from `say`, so that no text in quotes has a space
/// between two words, but for those that are no words: selectors, lists of keys.
#[test]
fn no_module_speaks_a_language_of_its_own() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/finder");
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with(['/', '*']) && !line.contains(".split("))
        {
            for quoted in line.split('"').skip(1).step_by(2) {
                let words: Vec<&str> = quoted.split(' ').collect();
                let speaks = words.len() > 1
                    && words.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic));
                let mut letters = quoted.chars();
                let is_capital = letters.next().is_some_and(char::is_uppercase);
                let names = words.len() == 1 && is_capital && letters.all(char::is_lowercase);
                let is_key = quoted.starts_with("Arrow") || ["Escape", "Enter", "Tab", "Home", "End"].contains(&quoted);
                let classes = speaks && line.contains("make(");
                assert!(
                    (!speaks || classes) && (!names || is_key || !has_word(quoted)),
                    "{}: `{quoted}`",
                    path.display()
                );
            }
        }
    }
}
