//! The words of the interface in the board's language: labels, counts, names of facets, dates and pay.
//! They come from `templates/strings/<language>.toml`, laid over English, and from those of a region
//! (`pt-PT.toml`), laid over its language.

mod date;
mod locale;
mod pay;
mod plural;

pub(crate) use date::DateText;

use std::collections::BTreeMap;

use locale::{Numbers, OwnNumbers};
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

/// The files that hold only what a region says otherwise than its language.
pub(crate) const REGIONS: [(&str, &str); 3] = [
    ("de-AT", include_str!("../../../templates/strings/de-AT.toml")),
    ("en-US", include_str!("../../../templates/strings/en-US.toml")),
    ("pt-PT", include_str!("../../../templates/strings/pt-PT.toml")),
];

/// All words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Labels, in templates `t.<key>`.
    pub(crate) text: BTreeMap<String, String>,
    count: BTreeMap<String, Forms>,
    sentence: BTreeMap<String, String>,
    directory: BTreeMap<String, String>,
    list: BTreeMap<String, String>,
    remote: BTreeMap<String, String>,
    /// Names of countries by their codes, where a board's own file gives them.
    #[serde(default)]
    countries: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    levels: BTreeMap<String, String>,
    pay: BTreeMap<String, String>,
    #[serde(default)]
    number: OwnNumbers,
    date: date::Dates,
    #[serde(skip, default = "Written::english")]
    written: Written,
}

/// A word by the number that it goes with.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Forms {
    /// For one, for all others.
    Two([String; 2]),
    /// By the names of CLDR: `zero`, `one`, `two`, `few`, `many`, `other`.
    Named(BTreeMap<String, String>),
}

/// What follows from the board's language alone.
#[derive(Debug)]
struct Written {
    language: Language,
    numbers: Numbers,
    plurals: &'static str,
}

impl Written {
    fn of(language: Language, own: &OwnNumbers) -> Written {
        Written { language, numbers: Numbers::of(&language, own), plurals: plural::rules(&language) }
    }

    fn english() -> Written {
        Written::of(Language::ENGLISH, &OwnNumbers::default())
    }
}

impl Words {
    /// The words for a language; a board's own files, the widest first, are laid over the program's, key by key.
    ///
    /// # Errors
    /// What is wrong with the board's own files.
    pub(crate) fn new(language: Language, own: &[&str]) -> Result<Words, toml::de::Error> {
        let primary = language.primary();
        let known = |files: &[(&'static str, &'static str)], wanted: &str| {
            files.iter().find(|(tag, _)| *tag == wanted).map(|(_, text)| *text)
        };
        let mut table: toml::Table = toml::from_str(FILES[0].1)?;
        let built_in = [known(&FILES, primary), known(&REGIONS, language.tag())];
        for text in built_in.into_iter().flatten().chain(own.iter().copied()) {
            lay_over(&mut table, toml::from_str(text)?);
        }
        let mut words: Words = table.try_into()?;
        words.written = Written::of(language, &words.number);
        Ok(words)
    }

    /// What is wrong with a file of a board, at its place.
    pub(crate) fn mistake(language: Language, own: &str) -> Option<toml::de::Error> {
        let error = Words::new(language, &[own]).err()?;
        // Words of the wrong kind are seen when files lie over each other, which have no places any more.
        let alone = || toml::from_str::<Words>(own).err().filter(|error| !error.message().starts_with("missing field"));
        Some(if error.span().is_some() { error } else { alone().unwrap_or(error) })
    }

    /// A label; the key itself when there is none.
    pub(crate) fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.text.get(key).map_or(key, String::as_str)
    }

    /// `{n} open jobs` for this number.
    pub(crate) fn count(&self, key: &str, number: usize) -> String {
        let shown = self.number(number);
        let pattern = match self.count.get(key) {
            None => return shown,
            Some(Forms::Two([one, other])) => {
                if plural::form(self.written.plurals, number as u64) == "one" {
                    one
                } else {
                    other
                }
            }
            Some(Forms::Named(forms)) => {
                let form = forms.get(plural::form(self.written.plurals, number as u64));
                let Some(pattern) = form.or_else(|| forms.get("other")) else { return shown };
                pattern
            }
        };
        pattern.replace("{n}", &shown)
    }

    /// A whole number: `1,234`.
    pub(crate) fn number(&self, number: usize) -> String {
        self.written.numbers.grouped(number as u64)
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
    pub(crate) fn country(&self, country: Country) -> &str {
        let own = self.countries.get(country.code()).map(String::as_str);
        own.unwrap_or_else(|| country_name(country, &self.written.language))
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

/// The names of all words in a file, `section.key`; none when it is no file of words.
pub(super) fn keys(text: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(text).unwrap_or_default();
    let section = |(section, words): (&String, &toml::Value)| -> Vec<String> {
        let words = words.as_table().into_iter().flat_map(toml::Table::keys);
        words.map(|key| format!("{section}.{key}")).collect()
    };
    table.iter().flat_map(section).collect()
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
mod tests;
