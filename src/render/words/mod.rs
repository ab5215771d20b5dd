//! The words of the interface in the board's language: labels, counts, names of facets, dates and pay.
//! They come from `templates/strings/<language>.toml`; a language without a file is shown in English.

mod date;
mod pay;

pub(crate) use date::DateText;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Country, EmploymentType, FacetKind, Language, Remote, Seniority};
use crate::parse::tables::country_name;
use crate::plan::{List, ListKind};

/// The files, English first.
pub(crate) const FILES: [(&str, &str); 5] = [
    ("en", include_str!("../../../templates/strings/en.toml")),
    ("de", include_str!("../../../templates/strings/de.toml")),
    ("es", include_str!("../../../templates/strings/es.toml")),
    ("fr", include_str!("../../../templates/strings/fr.toml")),
    ("pt", include_str!("../../../templates/strings/pt.toml")),
];

/// All words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Labels, in templates `t.<key>`.
    pub(crate) text: BTreeMap<String, String>,
    count: BTreeMap<String, [String; 2]>,
    sentence: BTreeMap<String, String>,
    directory: BTreeMap<String, String>,
    list: BTreeMap<String, String>,
    remote: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    levels: BTreeMap<String, String>,
    pay: BTreeMap<String, String>,
    number: pay::Number,
    date: date::Dates,
    /// The board's language.
    #[serde(skip, default = "english")]
    language: Language,
}

impl Words {
    /// The words for a language; a board's own file (`strings/xx.toml`) is laid over the program's, key by key.
    ///
    /// # Errors
    /// What is wrong with the board's own file.
    pub(crate) fn new(language: Language, own: Option<&str>) -> Result<Words, toml::de::Error> {
        let primary = language.primary();
        let (_, built_in) = FILES.iter().find(|(tag, _)| *tag == primary).unwrap_or(&FILES[0]);
        let mut table: toml::Table = toml::from_str(built_in)?;
        if let Some(own) = own {
            lay_over(&mut table, toml::from_str(own)?);
        }
        let mut words: Words = table.try_into()?;
        words.language = language;
        Ok(words)
    }

    /// A label; the key itself when there is none.
    pub(crate) fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.text.get(key).map_or(key, String::as_str)
    }

    /// `{n} open jobs` for this number.
    pub(crate) fn count(&self, key: &str, number: usize) -> String {
        let is_one = match self.language.primary() {
            "fr" | "pt" => number < 2,
            _ => number == 1,
        };
        let Some([one, other]) = self.count.get(key) else { return self.number.grouped(number as u64) };
        let pattern = if is_one { one } else { other };
        pattern.replace("{n}", &self.number.grouped(number as u64))
    }

    /// A sentence with its gaps filled.
    pub(crate) fn sentence(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.sentence.get(key).map_or(key, String::as_str), gaps)
    }

    /// The name of a way of working.
    pub(crate) fn remote(&self, remote: Remote) -> &str {
        look(
            &self.remote,
            match remote {
                Remote::Remote => "remote",
                Remote::Hybrid => "hybrid",
                Remote::Onsite => "onsite",
            },
        )
    }

    /// `Anywhere`
    pub(crate) fn anywhere(&self) -> &str {
        look(&self.remote, "anywhere")
    }

    /// The name of an employment type.
    pub(crate) fn employment_type(&self, kind: EmploymentType) -> &str {
        look(
            &self.types,
            match kind {
                EmploymentType::FullTime => "full_time",
                EmploymentType::PartTime => "part_time",
                EmploymentType::Contractor => "contractor",
                EmploymentType::Temporary => "temporary",
                EmploymentType::Intern => "intern",
                EmploymentType::Volunteer => "volunteer",
                EmploymentType::PerDiem => "per_diem",
                EmploymentType::Other => "other",
            },
        )
    }

    /// The name of a level.
    pub(crate) fn level(&self, level: Seniority) -> &str {
        look(
            &self.levels,
            match level {
                Seniority::Intern => "intern",
                Seniority::Junior => "junior",
                Seniority::Mid => "mid",
                Seniority::Senior => "senior",
                Seniority::Staff => "staff",
                Seniority::Principal => "principal",
                Seniority::Lead => "lead",
                Seniority::Director => "director",
                Seniority::Head => "head",
                Seniority::Vp => "vp",
                Seniority::Executive => "executive",
            },
        )
    }

    /// The name of a country.
    pub(crate) fn country(&self, country: Country) -> &'static str {
        country_name(country, &self.language)
    }

    /// The name of a list in this language: types, levels, months, countries and `remote` are translated.
    pub(crate) fn list_name(&self, list: &List) -> String {
        let key = list.slug.as_ref().map_or("", |slug| slug.as_str());
        let translated = match list.kind {
            ListKind::Facet(FacetKind::Types) => self.types.get(&key.replace('-', "_")).cloned(),
            ListKind::Facet(FacetKind::Levels) => self.levels.get(&key.replace('-', "_")).cloned(),
            ListKind::Facet(FacetKind::Places) => self.place_name(&list.value),
            ListKind::Facet(FacetKind::Archive) => self.month_of_slug(key),
            _ => None,
        };
        translated.unwrap_or_else(|| list.name.clone())
    }

    /// The name of the list of a place by its value: `DE`, `remote`, `remote:DE`; none for cities and regions.
    fn place_name(&self, value: &str) -> Option<String> {
        let country =
            |code: &str| Country::from_code(code).map(|country| self.country(country)).filter(|name| !name.is_empty());
        match value.split_once(':') {
            None if value == "remote" => Some(self.remote(Remote::Remote).to_owned()),
            None => country(value).map(str::to_owned),
            Some(("remote", code)) => Some(format!("{} – {}", self.remote(Remote::Remote), country(code)?)),
            Some(_) => None,
        }
    }

    /// The heading of a list: `Jobs in Germany`.
    pub(crate) fn list_heading(&self, list: &List) -> String {
        let remote_in = list.value.strip_prefix("remote:").and_then(Country::from_code);
        let key = match (list.kind, remote_in) {
            (ListKind::Board, _) => return self.label("all_jobs").to_owned(),
            (ListKind::Facet(FacetKind::Places), Some(country)) => {
                return fill(look(&self.list, "remote_in"), &[("name", self.country(country))]);
            }
            (ListKind::Facet(FacetKind::Places), None) if list.value == "remote" => "remote",
            (ListKind::Facet(kind), _) => kind.folder(),
            (ListKind::Taxonomy(_), _) => "taxonomy",
        };
        fill(look(&self.list, key), &[("name", &self.list_name(list))])
    }

    /// The name of a built-in directory.
    pub(crate) fn directory(&self, kind: FacetKind) -> &str {
        look(&self.directory, kind.folder())
    }
}

fn english() -> Language {
    Language::ENGLISH
}

/// A word, or its key when a board's own file forgot it.
fn look<'a>(words: &'a BTreeMap<String, String>, key: &'a str) -> &'a str {
    words.get(key).map_or(key, String::as_str)
}

/// Puts values into `{gaps}`, in one pass, so that a value may itself hold braces.
fn fill(pattern: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        filled.push_str(&rest[..open]);
        match gaps.iter().find(|(name, _)| *name == &rest[open + 1..close]) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

fn lay_over(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => lay_over(old, new),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, Words, fill};
    use crate::model::Language;

    fn words(tag: &str) -> Words {
        Words::new(Language::from_tag(tag).unwrap(), None).unwrap()
    }

    #[test]
    fn every_language_has_every_word() {
        let keys = |text: &str| -> Vec<String> {
            let table: toml::Table = toml::from_str(text).unwrap();
            table
                .iter()
                .flat_map(|(section, words)| {
                    words.as_table().unwrap().keys().map(move |key| format!("{section}.{key}"))
                })
                .collect()
        };
        let english = keys(FILES[0].1);
        for (tag, text) in FILES {
            let mut own = keys(text);
            let mut all = english.clone();
            own.sort();
            all.sort();
            assert_eq!(own, all, "{tag}");
            words(tag);
        }
    }

    #[test]
    fn numbers_agree_with_their_words() {
        assert_eq!(words("en").count("open_jobs", 1), "1 open job");
        assert_eq!(words("en").count("open_jobs", 0), "0 open jobs");
        assert_eq!(words("fr").count("open_jobs", 0), "0 offre ouverte");
        assert_eq!(words("de-AT").count("open_jobs", 1234), "1.234 offene Stellen");
    }

    #[test]
    fn a_board_changes_single_words() {
        let own = "[text]\napply = \"Raise your hand\"\n";
        let words = Words::new(Language::ENGLISH, Some(own)).unwrap();
        assert_eq!(words.label("apply"), "Raise your hand");
        assert_eq!(words.label("report"), "Report this job");
        assert!(Words::new(Language::ENGLISH, Some("[txet]\n")).is_err());
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        assert_eq!(fill("{a} at {b}", &[("a", "{b}"), ("b", "x")]), "{b} at x");
    }
}
