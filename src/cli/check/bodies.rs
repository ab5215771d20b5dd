//! What is wrong inside texts: links and images that lead to pages and files of the board that do not exist, and
//! markup that was made harmless. Each text is drawn once; links are held against the set of all addresses.

use std::collections::HashSet;

use rayon::prelude::*;

use super::shown;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::find;
use crate::parse::{self, Body};
use crate::plan::Plan;
use crate::render::Texts;
use crate::source::{Location, Source, Span};
use crate::write::Inputs;

/// A warning for each such place.
pub(super) fn warnings(plan: &Plan, texts: &dyn Texts, inputs: &Inputs) -> Vec<Diagnostic> {
    let defined = defined(plan);
    let of = |path: &str, body: &Body| -> Vec<Diagnostic> {
        let Body { paths, unsafe_markup, html: _, markdown: _ } = body;
        let dead: Vec<String> = paths.iter().filter(|used| !defined.contains(normal(used).as_str())).cloned().collect();
        if dead.is_empty() && unsafe_markup.is_empty() {
            return Vec::new();
        }
        Text::read(path, inputs).warnings(&dead, unsafe_markup, &defined)
    };
    let postings = (0..u32::try_from(plan.postings.len()).unwrap_or(u32::MAX)).into_par_iter();
    let mut found: Vec<Diagnostic> =
        postings.flat_map_iter(|id| of(&plan.postings[id as usize].facts.outline().path, &texts.posting(id))).collect();
    for (index, company) in (0..).zip(&plan.board.companies) {
        found.extend(of(&company.path, &texts.company(index)));
    }
    for (index, page) in (0..).zip(&plan.board.pages) {
        found.extend(of(&page.path, &texts.page(index)));
    }
    found
}

fn defined(plan: &Plan) -> HashSet<String> {
    let pages = plan.pages.par_iter().flat_map_iter(|planned| {
        let files = plan.files(planned.page).into_iter().map(|file| normal(&format!("/{file}")));
        files.chain([normal(&plan.address(planned.page).path)])
    });
    let mut defined: HashSet<String> = pages.collect();
    defined.extend(plan.redirects.iter().map(|redirect| normal(&redirect.from)));
    defined
}

/// An address without what hosts add by themselves: `/jobs/x`, `/jobs/x/`, `/jobs/x/index.html` are one.
fn normal(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    decoded(path.strip_suffix(".html").unwrap_or(path))
}

/// `%C3%BC` is `ü`.
fn decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|text| u8::from_str_radix(text, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A text as the author has it.
struct Text {
    shown: String,
    text: String,
}

impl Text {
    fn read(path: &str, inputs: &Inputs) -> Text {
        let mut bytes = Vec::new();
        let folder = inputs.content.clone().unwrap_or_else(|| inputs.root.join("content"));
        let text = match find::read(&folder.join(path), &mut bytes) {
            Ok(()) => parse::text(&bytes).into_owned(),
            Err(_) => String::new(),
        };
        Text { shown: shown(inputs, path), text }
    }

    fn warnings(&self, dead: &[String], markup: &[String], defined: &HashSet<String>) -> Vec<Diagnostic> {
        let source = Source::new(&self.shown, &self.text);
        let warning =
            |code, part: &str, message| Diagnostic::at(Severity::Warning, code, place(&source, part), message);
        let dead = dead.iter().map(|used| {
            warning(Code::BrokenLink, used, format!("`{used}` is no page or file of this board"))
                .help(near(used, defined))
        });
        let markup = markup.iter().map(|part| {
            warning(Code::UnsafeMarkup, part, format!("`{part}` may not stand in a posting; it was made harmless"))
                .help("write Markdown")
        });
        dead.chain(markup).collect()
    }
}

fn near(used: &str, defined: &HashSet<String>) -> String {
    let mut known: Vec<&str> = defined.iter().map(String::as_str).collect();
    known.sort_unstable();
    match nearest(&normal(used), known) {
        Some(near) => format!("did you mean `{near}/`?"),
        None => "pages are listed in `sitemap.xml`; images and other files lie below `static/`".to_owned(),
    }
}

/// Where the text has a link or markup: as it is, or its last part.
fn place(source: &Source, used: &str) -> Location {
    let last = used.trim_end_matches('/').rsplit('/').next().unwrap_or(used);
    let found = [used, used.trim_end_matches('>'), used.trim_matches('/'), last]
        .into_iter()
        .filter(|part| !part.is_empty())
        .find_map(|part| source.text.find(part).map(|at| Span::new(at, at + part.len())));
    found.map_or_else(|| Location::file(source.path), |span| source.locate(span))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn addresses_that_hosts_take_as_one_are_one() {
        for same in ["/jobs/x/", "/jobs/x", "/jobs/x.html", "/jobs/x/index.html", "/jobs/x/?a=b#c", "/jobs/%78"] {
            assert_eq!(normal(same), "/jobs/x", "{same}");
        }
        assert_eq!(normal("/K%C3%B6ln%"), "/Köln%");
    }
}
