//! The kind of employment: from a field, from the title, or from a body that states it for this job.
//! Benefits "for full-time employees" state nothing. Words lie in `data/employment.txt`.

mod body;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use body::from_body;

use super::lists;
use super::words::words;
use crate::model::{EmploymentType, Fact};
use crate::source::Span;

/// What a phrase of the field says; none when it is an ordinary word that says nothing of hours or form (`CDI`).
static FIELD: LazyLock<HashMap<&'static str, Option<EmploymentType>>> =
    LazyLock::new(|| table("field").map(|(kind, phrase)| (phrase, kind)).collect());

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The kinds it names, each once.
    pub kinds: Vec<Fact<EmploymentType>>,
    /// Its words that no table knows, to be warned of.
    pub unknown: Vec<String>,
}

/// schema.org's own word; written small, `other` is the left-over of a board's categories.
const SCHEMA_OTHER: &str = "OTHER";

/// The kinds that a field names: one, or several separated by commas, slashes, bars, `or`, `and`.
pub fn read(field: &str, span: Span) -> Read {
    let mut read = Read { kinds: Vec::new(), unknown: Vec::new() };
    for part in field.split([',', ';', '|', '/', '+', '(', ')', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        read_part(part, span, &mut read);
    }
    read
}

/// Bytes of a phrase that names kinds of employment. What is longer is not taken apart.
const LONGEST_PHRASE: usize = 200;

fn read_part(part: &str, span: Span, read: &mut Read) {
    if part == SCHEMA_OTHER {
        return push(Some(EmploymentType::Other), span, read);
    }
    if part.len() > LONGEST_PHRASE {
        return read.unknown.push(part.to_owned());
    }
    let joined = folded(part);
    let joint = [" or ", " and ", " oder ", " und ", " ou ", " et ", " o ", " y ", " e "];
    if let Some(known) = known(&joined) {
        push(known, span, read);
    } else if let Some((one, other)) = joint.iter().find_map(|joint| joined.split_once(joint)) {
        read_part(one, span, read);
        read_part(other, span, read);
    } else {
        let mut words: Vec<&str> = joined.split(' ').collect();
        while !words.is_empty() {
            let longest = (1..=words.len().min(3)).rev().find_map(|n| Some((known(&words[..n].join(" "))?, n)));
            let Some((kind, length)) = longest else {
                read.unknown.push(part.to_owned());
                return;
            };
            push(kind, span, read);
            words.drain(..length);
        }
    }
}

fn known(phrase: &str) -> Option<Option<EmploymentType>> {
    FIELD
        .get(phrase)
        .copied()
        .or_else(|| FIELD.get(phrase.strip_suffix(" job").or(phrase.strip_suffix(" position"))?).copied())
}

fn push(kind: Option<EmploymentType>, span: Span, read: &mut Read) {
    if let Some(kind) = kind
        && !read.kinds.iter().any(|fact| fact.value == kind)
    {
        read.kinds.push(Fact::stated(kind, span));
    }
}

/// The words in lower case with one blank between them.
fn folded(text: &str) -> String {
    let split = |word: &str| {
        let lower = word.to_lowercase();
        let both = [("fulltime", "full time"), ("parttime", "part time")];
        both.iter().find(|(one, _)| *one == lower).map_or(lower, |(_, two)| (*two).to_owned())
    };
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut previous_is_lower = false;
    for sign in text.chars() {
        if sign.is_uppercase() && previous_is_lower {
            spaced.push(' ');
        }
        previous_is_lower = sign.is_lowercase();
        spaced.push(if sign == '_' { ' ' } else { sign });
    }
    words(&spaced).map(|word| split(word.text)).collect::<Vec<_>>().join(" ")
}

/// The lines of a section: kind and phrases.
fn table(section: &'static str) -> impl Iterator<Item = (Option<EmploymentType>, &'static str)> {
    lists::lines(include_str!("data/employment.txt"))
        .filter(move |(name, _)| *name == section)
        .filter_map(|(_, line)| line.split_once(':'))
        .flat_map(|(kind, phrases)| lists::parts(phrases, ',').map(move |phrase| (named(kind), phrase)))
}

fn named(kind: &str) -> Option<EmploymentType> {
    Some(match kind {
        "FULL_TIME" => EmploymentType::FullTime,
        "PART_TIME" => EmploymentType::PartTime,
        "CONTRACTOR" => EmploymentType::Contractor,
        "TEMPORARY" => EmploymentType::Temporary,
        "INTERN" => EmploymentType::Intern,
        "VOLUNTEER" => EmploymentType::Volunteer,
        "PER_DIEM" => EmploymentType::PerDiem,
        "OTHER" => EmploymentType::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
