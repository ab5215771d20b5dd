//! A pasted ad of any shape to the draft of a posting: what its words state, each doubt marked for the author.
//! Nothing is invented: what is only a guess stays a comment.

pub(super) mod head;
mod labels;
mod mail;
mod prose;

use head::Said;

use super::formats::page_listings;
use super::listing::Body;
use super::tree::Told;
use super::{Known, html, listing, sound};
use crate::model::{Dialect, JobPosting, Settings};
use crate::parse::canonical::{Written, WrittenField, canonical};
use crate::parse::{PostingFile, body, is_invisible, place, posting, read_date};
use crate::source::Span;

pub(super) use labels::{address, pieces};

/// A posting for its author to check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The fields; those that were read without a label have a remark.
    pub fields: Vec<WrittenField>,
    /// What is likely and not certain: written as comments.
    pub guesses: Vec<WrittenField>,
    /// The text, Markdown.
    pub body: String,
}

impl Draft {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&Written> {
        self.fields.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// Sets a field; it comes to the place of the one it replaces. A guess on it is given up.
    pub fn set(&mut self, key: &str, value: Written) {
        let field = WrittenField::new(key, value);
        self.guesses.retain(|guess| guess.key != key);
        match self.fields.iter_mut().find(|known| known.key == key) {
            Some(known) => *known = field,
            None => self.fields.push(field),
        }
    }

    /// The text of the posting file.
    pub fn text(&self) -> String {
        let mut fields = self.fields.clone();
        fields.sort_by_key(|field| ORDER.iter().position(|key| *key == field.key).unwrap_or(ORDER.len()));
        let text = listing::text(&fields, &self.body);
        let mut comments = String::new();
        for guess in &self.guesses {
            for remark in &guess.remarks {
                comments.push_str(&format!("# {remark}\n"));
            }
            let field = WrittenField::new(guess.key.clone(), guess.value.clone());
            for line in crate::parse::canonical::front_matter(&[field]).lines() {
                comments.push_str(&format!("# {line}\n"));
            }
        }
        let end = crate::parse::canonical::front_matter(&fields).len() + 4;
        format!("{}{comments}{}", &text[..end], &text[end..])
    }
}

/// The order of fields in a new posting.
const ORDER: [&str; 20] = [
    "title",
    "company",
    "company_url",
    "date_posted",
    "valid_through",
    "location",
    "city",
    "subdivision",
    "country",
    "remote",
    "employment_type",
    "seniority",
    "salary",
    "tags",
    "category",
    "language",
    "apply",
    "source",
    "id",
    "status",
];

/// Characters of a line that a remark repeats.
const EXCERPT: usize = 70;

/// Reads a pasted ad.
pub fn pasted(text: &str, settings: &Settings) -> Draft {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if let Some(draft) = structured(text) {
        return draft;
    }
    let is_html = ["</p>", "</div>", "</li>", "<br", "</h1>", "<html"].iter().any(|tag| text.contains(tag));
    let turned = if is_html { html::markdown(text) } else { text.replace("\r\n", "\n") };
    plain(&turned, is_html, settings)
}

/// A page or JSON with structured data, or a posting of any dialect with fields: its facts are stated.
fn structured(text: &str) -> Option<Draft> {
    if text.starts_with(['<', '{', '[']) {
        let told = Told::on("pasted", text);
        let mut listing = page_listings(&told, &Known::default()).into_iter().next()?;
        listing.id = listing.id.trim().to_owned();
        let mut imported = sound(&listing, &listing.id, &told);
        imported.fields.retain(|field| field.key != "id" || !listing.id.is_empty());
        return Some(Draft { fields: imported.fields, guesses: Vec::new(), body: imported.body });
    }
    let file = PostingFile { path: "pasted.md", bytes: text.as_bytes(), sidecar: None };
    let read = posting(file, &Settings::default());
    let dialect = read.postings.first()?.dialect;
    let has_fields = matches!(dialect, Dialect::YamlFrontMatter | Dialect::TomlFrontMatter)
        || dialect == Dialect::Heading && text.starts_with("# [");
    if !has_fields {
        return None;
    }
    let written = canonical(file, &Settings::default()).file.unwrap_or_else(|| text.to_owned());
    let read = crate::parse::canonical::read_front_matter(&written)?;
    let fields = read.entries.into_iter().map(|entry| WrittenField::new(entry.key, Written::of_json(&entry.value)));
    Some(Draft { fields: fields.collect(), guesses: Vec::new(), body: written[read.body..].trim_start().to_owned() })
}

fn plain(text: &str, is_marked: bool, settings: &Settings) -> Draft {
    let lines: Vec<&str> = text.lines().collect();
    let head = head::read(&lines);
    let mut draft = Draft::default();
    let title: String = head.title.iter().flat_map(|title| title.chars()).filter(|c| !is_invisible(*c)).collect();
    draft.fields.push(WrittenField::new("title", Written::Text(title.clone())));
    let rest: Vec<&str> = (0..lines.len()).filter(|at| !head.used.contains(at)).map(|at| lines[at]).collect();
    for said in head.said.iter().chain(&prose::read(&rest)) {
        put(said, &mut draft);
    }
    draft.body = markdown(&rest, is_marked);
    let file = format!("{title}\n{}", rest.join("\n"));
    let read = posting(PostingFile { path: "pasted.txt", bytes: file.as_bytes(), sidecar: None }, settings);
    if let Some(found) = read.postings.first() {
        from_readers(found, &file, &mut draft);
    }
    draft
}

/// Puts a fact of the head or the text into the draft. A day that cannot be read is a guess.
fn put(said: &Said, draft: &mut Draft) {
    let Said { key, value, doubt } = said;
    if draft.get(key).is_some() {
        return;
    }
    let written = match *key {
        "valid_through" | "date_posted" => {
            read_date(value).and_then(|date| date.day()).map(|day| Written::Plain(day.to_string()))
        }
        "apply" => labels::address(value).map(Written::Text),
        "tags" => {
            let tags: Vec<Written> = value
                .split([',', ';'])
                .map(|tag| Written::Text(tag.trim().to_owned()))
                .filter(|tag| *tag != Written::Text(String::new()))
                .collect();
            (tags.len() > 1).then_some(Written::List(tags))
        }
        _ => Some(Written::Text(value.trim().trim_end_matches(['.', ',']).to_owned())),
    };
    let Some(written) = written else { return };
    let mut field = WrittenField::new(*key, written);
    field.remarks.extend(doubt.as_deref().map(checked));
    draft.fields.push(field);
}

fn checked(line: &str) -> String {
    format!("read from the text: \u{201C}{}\u{201D}; please check", excerpt(line))
}

/// A line as a comment shows it: cut, and without the characters that YAML refuses even there.
fn excerpt(line: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.retain(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    if line.chars().count() <= EXCERPT { line } else { line.chars().take(EXCERPT).chain(['…']).collect() }
}

/// What the readers of bodies found, where the head was silent.
fn from_readers(found: &JobPosting, file: &str, draft: &mut Draft) {
    let line = |span: Span| {
        let start = file[..file.floor_char_boundary(span.start as usize)].rfind('\n').map_or(0, |at| at + 1);
        let found = file[start..].lines().next().unwrap_or_default();
        // What was read in the title has no line of its own.
        if found.trim().is_empty() { file.lines().next().unwrap_or_default() } else { found }
    };
    let mut add = |key: &str, value: Written, span: Span, is_certain: bool| {
        if draft.get(key).is_some() {
            return;
        }
        let mut field = WrittenField::new(key, value);
        if is_certain {
            field.remarks.push(checked(line(span)));
            draft.fields.push(field);
        } else {
            let said = excerpt(line(span));
            field
                .remarks
                .push(format!("a guess from the text: \u{201C}{said}\u{201D}; if it is right, take the # below away"));
            draft.guesses.push(field);
        }
    };
    if let Some(fact) = &found.company {
        add("company", Written::Text(fact.value.clone()), fact.span, fact.is_certain());
    }
    let places = place::show(&crate::model::Location { remote: None, ..found.location.clone() });
    let first = found.location.places.first();
    let first_span = first
        .and_then(|place| place.city.as_ref().map(|fact| fact.span).or(place.country.as_ref().map(|fact| fact.span)));
    if !places.is_empty() {
        add("location", Written::Text(places), first_span.unwrap_or_default(), true);
    }
    if let Some(fact) = &found.location.remote {
        let word = format!("{:?}", fact.value).to_lowercase();
        add("remote", Written::Text(word), fact.span, fact.is_certain());
    }
    if let [fact] = found.employment_type.as_slice() {
        add("employment_type", Written::Text(fact.value.schema_org().to_owned()), fact.span, fact.is_certain());
    }
    if let Some(pay) = &found.salary {
        let span = pay.currency.as_ref().map(|fact| fact.span).or(pay.unit.as_ref().map(|fact| fact.span));
        add("salary", Written::Text(pay.text.clone()), span.unwrap_or_default(), true);
    }
    if let Some(fact) = &found.source_site {
        add("source", Written::Text(fact.value.clone()), fact.span, true);
    }
}

/// The text as Markdown: lines that wrap stay paragraphs, signs for items become `-`, lone short lines headings.
fn markdown(lines: &[&str], is_marked: bool) -> String {
    let text = lines.join("\n");
    let text = text.trim();
    let has_paragraphs = text.contains("\n\n");
    let is_marked = is_marked || text.contains("\n## ") || text.contains("\n### ") || text.contains("**");
    if !has_paragraphs && !is_marked {
        let file = format!("Title\n{text}");
        let shown = body(
            PostingFile { path: "pasted.txt", bytes: file.as_bytes(), sidecar: None },
            0,
            &Settings::default().base_url,
        );
        return html::tidy(&shown.markdown);
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let is_alone = (at == 0 || lines[at - 1].is_empty()) && lines.get(at + 1).is_some_and(|next| next.is_empty());
        let is_before_items =
            lines.get(at + 1).is_some_and(|next| is_item(next)) && (at == 0 || lines[at - 1].is_empty());
        if !is_marked
            && (is_alone || is_before_items)
            && is_heading(line)
            && lines[at + 1..].iter().any(|line| !line.is_empty())
        {
            out.push_str(&format!("## {}\n\n", line.trim().trim_end_matches(':')));
            continue;
        }
        let bare = line.trim_start();
        match bare.strip_prefix(['•', '·', '▪', '●', '–', '◦']) {
            Some(item) => out.push_str(&format!("- {}", item.trim_start())),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Body::Markdown(out).tidied()
}

impl Body {
    fn tidied(&self) -> String {
        match self {
            Body::Markdown(text) | Body::Html(text) => html::tidy(text),
        }
    }
}

fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['-', '*', '•', '·', '▪', '●', '–', '◦'])
}

fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let begins_well = line.chars().next().is_some_and(char::is_uppercase);
    begins_well
        && line.chars().count() < 60
        && !line.ends_with(['.', '!', ';', ','])
        && !line.contains(": ")
        && labels::labelled(line).is_none()
        && labels::address(line).is_none()
}

#[cfg(test)]
mod tests;
