//! The templates in force: those embedded in the program, and over them those of the board by the same name.
//! Reads no file: whoever has read the board's own templates hands them over.

use std::collections::BTreeMap;

use tera::Tera;
use xxhash_rust::xxh3::Xxh3;

use super::mistake;
use super::words::{self, Words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Language;
use crate::plan::{Asset, Theme};
use crate::source::Location;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The default theme, by name.
const EMBEDDED: &[(&str, &str)] = embedded![
    "404.html",
    "base.html",
    "breadcrumb.html",
    "card.html",
    "changes.html",
    "company.html",
    "digest.html",
    "directory.html",
    "footer.html",
    "head.html",
    "header.html",
    "index.html",
    "list.html",
    "page.html",
    "pagination.html",
    "past-jobs.html",
    "post-a-job.html",
    "posting.html",
    "redirect.html",
    "search-form.html",
    "salaries.html",
    "search.html",
    "widget.html",
];

/// A template of the board, as read from its `templates/` folder.
#[derive(Clone, Copy, Debug)]
pub struct Override<'a> {
    /// Name: the path below the folder, with `/` (`card.html`, `strings/en.toml`).
    pub name: &'a str,
    /// Path as shown to the author.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
}

/// A template's text and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// The text.
    pub(crate) text: String,
    /// Path as shown to the author; absent for embedded ones.
    pub(crate) path: Option<String>,
}

/// All templates, parsed, and the words of the interface.
#[derive(Debug)]
pub struct Templates {
    pub(crate) tera: Tera,
    pub(crate) texts: BTreeMap<String, Template>,
}

impl Templates {
    /// Lays the board's own templates over the embedded ones. A template with a mistake is told and left out.
    pub fn new(overrides: &[Override]) -> (Templates, Vec<Diagnostic>) {
        let mut texts: BTreeMap<String, Template> = BTreeMap::new();
        let embedded = EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), *text));
        for (name, text) in embedded.chain(strings()) {
            texts.insert(name, Template { text: text.to_owned(), path: None });
        }
        for own in overrides {
            let template = Template { text: own.text.to_owned(), path: Some(own.path.to_owned()) };
            texts.insert(own.name.to_owned(), template);
        }
        let mut diagnostics = mistakes_in_words(&texts);
        let mut tera = parse(&texts);
        while let Err(error) = tera {
            let found = mistake::of_parsing(&error, &texts);
            let paths: Vec<String> = found.iter().map(|diagnostic| diagnostic.location.path.clone()).collect();
            diagnostics.extend(found);
            leave_out(&mut texts, &paths);
            tera = parse(&texts);
        }
        diagnostics.sort_by(Diagnostic::order);
        (Templates { tera: tera.unwrap_or_default(), texts }, diagnostics)
    }

    /// The fingerprint of everything of the theme that is in every page: the templates, the program's version, and
    /// the style sheets among the static files, since pages name them with their hash.
    pub fn theme(&self, assets: &[Asset]) -> Theme {
        let (mut hash, mut words) = (Xxh3::new(), Xxh3::new());
        hash.update(env!("CARGO_PKG_VERSION").as_bytes());
        for (name, template) in &self.texts {
            for part in [name, &template.text] {
                let length = (part.len() as u64).to_le_bytes();
                let hashes = [Some(&mut hash), Some(&mut words).filter(|_| name.starts_with("strings/"))];
                for hash in hashes.into_iter().flatten() {
                    hash.update(&length);
                    hash.update(part.as_bytes());
                }
            }
        }
        for asset in assets.iter().filter(|asset| super::assets::SHEETS.contains(&asset.file.as_str())) {
            hash.update(asset.file.as_bytes());
            hash.update(&asset.hash.to_le_bytes());
        }
        Theme { hash: hash.digest128(), words: words.digest128() }
    }

    /// Name of every template, and the path of the board's own file where it has one.
    pub fn list(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.texts.iter().map(|(name, template)| (name.as_str(), template.path.as_deref()))
    }

    /// The text of a template in force.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|template| template.text.as_str())
    }

    /// The words of the interface; a board's own files with a mistake were told by `new` and are left out here.
    pub(crate) fn words(&self, language: Language) -> Words {
        let mut own = Vec::new();
        for tag in [language.primary(), language.tag()] {
            let text = self.texts.get(&format!("strings/{tag}.toml")).filter(|template| template.path.is_some());
            own.extend(text.map(|template| template.text.as_str()));
        }
        own.dedup();
        Words::new(language, &own)
            .or_else(|_| Words::new(language, &[]))
            .unwrap_or_else(|error| unreachable!("the embedded words are tested: {error}"))
    }
}

fn strings() -> Vec<(String, &'static str)> {
    let files = words::FILES.iter().chain(&words::REGIONS);
    files.map(|(tag, text)| (format!("strings/{tag}.toml"), *text)).collect()
}

fn parse(texts: &BTreeMap<String, Template>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    let html = texts.iter().filter(|(name, _)| !name.ends_with(".toml"));
    tera.add_raw_templates(html.map(|(name, template)| (name, &template.text)))?;
    Ok(tera)
}

/// Takes the board's own templates at these paths out, so that the mistakes of the others are found too; all of the
/// board's own when none of them is meant, for the embedded ones have no mistake.
fn leave_out(texts: &mut BTreeMap<String, Template>, paths: &[String]) {
    let is_meant = |template: &Template| template.path.as_ref().is_some_and(|path| paths.contains(path));
    let any = texts.values().any(is_meant);
    texts.retain(|_, template| template.path.is_none() || (any && !is_meant(template)));
    for (name, text) in EMBEDDED {
        texts.entry((*name).to_owned()).or_insert_with(|| Template { text: (*text).to_owned(), path: None });
    }
}

fn mistakes_in_words(texts: &BTreeMap<String, Template>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (name, template) in texts {
        let Some(path) = &template.path else { continue };
        let Some(tag) = name.strip_prefix("strings/").and_then(|rest| rest.strip_suffix(".toml")) else { continue };
        let language = Language::from_tag(tag).unwrap_or(Language::ENGLISH);
        if let Some(error) = Words::mistake(language, &template.text) {
            let source = crate::source::Source::new(path, &template.text);
            let place = error
                .span()
                .map_or_else(|| Location::file(path), |at| source.locate(crate::source::Span::new(at.start, at.end)));
            let message = error.message().trim_end_matches('.').to_owned();
            let help = "`corkboard templates show strings/en.toml` shows every word in its form and section";
            diagnostics.push(Diagnostic::at(Severity::Error, Code::TemplateMistake, place, message).help(help));
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::{Override, Templates};

    fn told(name: &str, text: &str) -> Vec<String> {
        let path = format!("templates/{name}");
        let (_, diagnostics) = Templates::new(&[Override { name, path: &path, text }]);
        diagnostics
            .iter()
            .map(|d| {
                let place = &d.location;
                let help = d.help.as_deref().unwrap_or_default();
                format!("{}:{}:{} {} | {help}", place.path, place.line, place.column, d.message)
            })
            .collect()
    }

    #[test]
    fn the_default_theme_has_no_mistake() {
        let (templates, diagnostics) = Templates::new(&[]);
        assert_eq!(diagnostics, []);
        assert!(templates.text("posting.html").is_some());
    }

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        assert_eq!(
            told("card.html", "<li>\n{{ title | uper }}</li>"),
            ["templates/card.html:2:12 unknown filter `uper` | did you mean `upper`?"]
        );
        assert_eq!(
            told("footer.html", "{% include \"pagintion.html\" %}"),
            ["templates/footer.html:1:12 unknown template `pagintion.html` | did you mean `pagination.html`?"]
        );
        let unclosed = told("card.html", "<li>\n  {{ title </li>");
        assert!(unclosed[0].starts_with("templates/card.html:2:"), "{unclosed:?}");
    }

    #[test]
    fn a_word_of_the_wrong_kind_is_shown_where_it_is() {
        let count_among_texts =
            told("strings/nl.toml", "[text]\napply = \"Ja\"\njobs = [\"{n} baan\", \"{n} banen\"]\n");
        let help = "`corkboard templates show strings/en.toml` shows every word in its form and section";
        assert_eq!(
            count_among_texts[0],
            format!("templates/strings/nl.toml:3:8 invalid type: sequence, expected a string | {help}")
        );
    }

    #[test]
    fn mistakes_of_several_files_are_told_at_once() {
        let one = Override { name: "card.html", path: "templates/card.html", text: "{{ a | b }}{{ c | d }}" };
        let two = Override { name: "list.html", path: "templates/list.html", text: "{% extends \"bse.html\" %}" };
        let (_, diagnostics) = Templates::new(&[one, two]);
        let told: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(told, ["unknown filter `b`", "unknown filter `d`", "unknown template `bse.html`"]);
    }

    #[test]
    fn every_change_of_a_template_changes_the_fingerprint() {
        let own = |text| Templates::new(&[Override { name: "card.html", path: "x", text }]).0.theme(&[]);
        assert_eq!(own("<li></li>"), own("<li></li>"));
        assert_ne!(own("<li></li>"), own("<li> </li>"));
    }
}
