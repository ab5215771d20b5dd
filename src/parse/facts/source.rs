//! The site from which a posting came: an aggregator's last line, the host of an applicant tracking system.
//! Phrases and hosts lie in `data/sources.txt`.

use std::sync::LazyLock;

use super::lists;
use crate::model::Fact;
use crate::source::Span;

static PHRASES: LazyLock<Vec<&'static str>> = LazyLock::new(|| section("phrases"));

static HOSTS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| section("hosts").into_iter().filter_map(|line| line.split_once(' ')).collect());

fn section(name: &'static str) -> Vec<&'static str> {
    lists::lines(include_str!("data/sources.txt"))
        .filter(|(section, _)| *section == name)
        .map(|(_, line)| line)
        .collect()
}

/// The site that an aggregator's line names (`Cette annonce provient de indeed. Voir l'annonce originale ↗`).
pub fn attribution(line: &str, base: usize) -> Option<Fact<String>> {
    let start = line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let text = &line[start..];
    PHRASES.iter().find_map(|phrase| {
        let head = text.get(..phrase.len())?;
        let is_phrase = head.eq_ignore_ascii_case(phrase) || (!phrase.is_ascii() && head.to_lowercase() == *phrase);
        let rest = text[phrase.len()..].strip_prefix([' ', '\u{a0}']).filter(|_| is_phrase)?;
        let name = site_name(rest)?;
        let at = base + start + (name.as_ptr() as usize - text.as_ptr() as usize);
        let value = name.to_lowercase().replace(' ', "_");
        Some(Fact::stated(value, Span::new(at, at + name.len())))
    })
}

/// The name of the site of an address or host: of a known system its name, else the host without `www.`.
pub fn site(address: &str) -> Option<String> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?.trim().to_ascii_lowercase();
    if !host.contains('.') || host.contains(['@', ' ']) {
        return None;
    }
    let known = HOSTS
        .iter()
        .find(|(domain, _)| host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.')));
    Some(known.map_or_else(|| host.strip_prefix("www.").unwrap_or(&host).to_owned(), |(_, name)| (*name).to_owned()))
}

/// A name of at most three words before the end of the sentence.
fn site_name(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = rest.find([',', ';', '!', '|', '↗', '(', '\n']).unwrap_or(rest.len());
    let end = rest[..end].find(". ").unwrap_or(end);
    let name = rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let words = name.split(' ').count();
    (!name.is_empty() && words <= 3 && name.len() <= 40).then_some(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{attribution, site};

    fn named(line: &str) -> Option<String> {
        attribution(line, 0).map(|fact| fact.value)
    }

    #[test]
    fn an_aggregator_names_its_source() {
        assert_eq!(named("Cette annonce provient de indeed. Voir l'annonce originale ↗").as_deref(), Some("indeed"));
        assert_eq!(named("This job was posted on LinkedIn.").as_deref(), Some("linkedin"));
        assert_eq!(named("*Diese Anzeige stammt von StepStone, Original ansehen*").as_deref(), Some("stepstone"));
        assert_eq!(named("Esta oferta proviene de Zip Recruiter").as_deref(), Some("zip_recruiter"));
        assert_eq!(named("This job was a pleasure for everybody who ever held it"), None);
    }

    #[test]
    fn hosts_of_tracking_systems_have_names() {
        assert_eq!(site("https://numbrs.applytojob.com/").as_deref(), Some("applytojob"));
        assert_eq!(site("boards.greenhouse.io").as_deref(), Some("greenhouse"));
        assert_eq!(site("https://www.example.org/jobs?x=1").as_deref(), Some("example.org"));
        assert_eq!(site("notgreenhouse.io").as_deref(), Some("notgreenhouse.io"));
        assert_eq!(site("nowhere"), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "(This job was posted on )?\\PC{0,80}") {
            let (_, _) = (attribution(&line, 0), site(&line));
        }
    }
}
