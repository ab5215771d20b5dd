//! `corkboard new`: a posting from answers, from flags, or from a pasted ad.

use std::fs::File;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use super::super::build::failed;
use super::super::prepare::{self, Prepared};
use super::super::terminal::{Terminal, harmless};
use super::super::{Ending, draw, tell};
use super::arguments::New;
use super::sources::limited;
use crate::import::{self, Draft, decoded};
use crate::model::Slug;
use crate::parse::canonical::Written;
use crate::parse::{self, Parsed, PostingFile};
use crate::write;

/// Bytes of the longest text that is taken.
const LONGEST: u64 = 1024 * 1024;

/// Makes a posting.
pub(in crate::cli) fn new(arguments: &New, terminal: &Terminal) -> Ending {
    match made(arguments, terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn made(arguments: &New, terminal: &Terminal) -> Result<Ending, Ending> {
    let New { folders, now, from_text, ask, print, folder, slug, .. } = arguments;
    let board = folders.board(*now);
    let prepared = prepare::prepare(&board)?;
    let mut draft = match from_text {
        Some(path) => import::pasted(&text_of(path)?, &prepared.settings),
        None => Draft::default(),
    };
    for (key, value) in stated(arguments)? {
        draft.set(&key, value);
    }
    let is_watched = std::io::stdin().is_terminal() && from_text.is_none() && draft.get("title").is_none();
    if *ask || is_watched {
        asked(&mut draft, &prepared, terminal)?;
    }
    let title = draft.get("title").map(import::shown).filter(|title| !title.is_empty());
    let Some(title) = title else {
        return Err(Ending::Usage("a posting needs a title; say `--title`, or answer at a terminal".to_owned()));
    };
    let text = draft.text();
    if *print {
        terminal.print(&text);
        return Ok(Ending::Good);
    }
    let name = match slug {
        Some(slug) => Slug::of(slug).ok_or_else(|| Ending::Usage(format!("`{slug}` cannot be a file name")))?,
        None => Slug::of_any(&title),
    };
    let inner = format!("{}{name}.md", folder.as_ref().map_or_else(|| "jobs/".to_owned(), |folder| below(folder)));
    let path = prepare::content_folder(&board).join(&inner);
    put(&path, &inner, &text, &prepared, terminal)
}

/// A folder below the content folder, with its `/`.
fn below(folder: &Path) -> String {
    let parts: Vec<String> = folder
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(format!("{}/", name.to_string_lossy())),
            _ => None,
        })
        .collect();
    parts.concat()
}

/// Checks the posting and writes it, when it has no mistakes, no file is in its place, and none would be its sidecar.
fn put(path: &Path, inner: &str, text: &str, prepared: &Prepared, terminal: &Terminal) -> Result<Ending, Ending> {
    let mut diagnostics = checked(inner, text, prepared).diagnostics;
    let shown = path.to_string_lossy().replace('\\', "/");
    for diagnostic in &mut diagnostics {
        diagnostic.location.path.clone_from(&shown);
    }
    terminal.error(&draw::human(&diagnostics, &terminal.renderer()));
    if tell::is_stopped(&diagnostics, false) {
        return Ok(Ending::Mistakes);
    }
    let beside = ["yaml", "yml"].map(|ending| path.with_extension(ending));
    if let Some(side) = beside.iter().find(|side| side.exists()) {
        let side = side.to_string_lossy().replace('\\', "/");
        let message = format!("`{side}` would change what this posting says; choose another name with `--slug`");
        return Err(Ending::Usage(message));
    }
    if !write::create(path, text.as_bytes()).map_err(|failure| failed(&failure))? {
        let message = format!("`{shown}` exists and stays as it is; choose another name with `--slug`");
        return Err(Ending::Usage(message));
    }
    terminal.print(&format!("{}\n", harmless(&shown)));
    Ok(Ending::Good)
}

fn checked(inner: &str, text: &str, prepared: &Prepared) -> Parsed {
    parse::posting(PostingFile { path: inner, bytes: text.as_bytes(), sidecar: None }, &prepared.settings)
}

/// The pasted text: of a file, or of standard input.
fn text_of(path: &Path) -> Result<String, Ending> {
    let bytes = if path == Path::new("-") {
        limited(std::io::stdin().lock(), LONGEST)
    } else {
        File::open(path).and_then(|file| limited(file, LONGEST))
    };
    bytes.map(|bytes| decoded(&bytes)).map_err(|error| Ending::Failure(format!("{}: {error}", path.display())))
}

/// The fields that flags state.
fn stated(arguments: &New) -> Result<Vec<(String, Written)>, Ending> {
    let New {
        title,
        company,
        location,
        remote,
        employment_type,
        salary,
        apply,
        date_posted,
        valid_through,
        tags,
        set,
        ..
    } = arguments;
    let texts = [
        ("title", title),
        ("company", company),
        ("date_posted", date_posted),
        ("valid_through", valid_through),
        ("location", location),
        ("remote", remote),
        ("employment_type", employment_type),
        ("salary", salary),
        ("apply", apply),
    ];
    let mut fields: Vec<(String, Written)> = Vec::new();
    for (key, value) in texts {
        fields.extend(value.as_ref().map(|value| (key.to_owned(), written(key, value))));
    }
    fields.extend(tags.as_ref().map(|tags| ("tags".to_owned(), written("tags", tags))));
    for pair in set {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Ending::Usage(format!("`--set {pair}` has no `=`; write `--set key=value`")));
        };
        let key = parse::known_key(key.trim()).map_or_else(|| key.trim().to_owned(), str::to_owned);
        fields.push((key.clone(), written(&key, value.trim())));
    }
    Ok(fields)
}

/// A value in its form in front matter.
fn written(key: &str, value: &str) -> Written {
    let is_plain = matches!(
        key,
        "date_posted" | "valid_through" | "date_updated" | "salary_min" | "salary_max" | "draft" | "featured"
    );
    match key {
        "tags" | "applicant_locations" => {
            let items = value.split([',', ';']).map(|item| item.trim().trim_start_matches('#'));
            Written::List(items.filter(|item| !item.is_empty()).map(|item| Written::Text(item.to_owned())).collect())
        }
        _ if is_plain && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
            Written::Plain(value.to_owned())
        }
        _ => Written::Text(value.to_owned()),
    }
}

/// What is asked, with an example.
const QUESTIONS: [(&str, &str); 9] = [
    ("title", "Title of the job"),
    ("company", "Company"),
    ("location", "Place (Berlin, Germany; Remote (EU) …)"),
    ("employment_type", "Kind of employment (full-time, part-time, contract, internship …)"),
    ("salary", "Pay (60,000 - 80,000 EUR per year)"),
    ("apply", "How to apply (web or mail address)"),
    ("date_posted", "Day of posting"),
    ("valid_through", "Last day to apply (2026-04-30)"),
    ("tags", "Tags, with commas"),
];

/// Asks for every field that is not stated yet; an answer that is no such fact is asked for again.
fn asked(draft: &mut Draft, prepared: &Prepared, terminal: &Terminal) -> Result<(), Ending> {
    let mut input = std::io::stdin().lock();
    let mut line = move || {
        let mut line = String::new();
        let read = input.read_line(&mut line).map_err(|error| Ending::Failure(format!("standard input: {error}")))?;
        Ok::<Option<String>, Ending>((read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
    };
    let today = prepared.now.to_string();
    for (key, question) in QUESTIONS {
        if draft.get(key).is_some() {
            continue;
        }
        let usual = if key == "date_posted" { today.as_str() } else { "" };
        let hint = if usual.is_empty() { String::new() } else { format!(" [{usual}; - for none]") };
        loop {
            terminal.error(&format!("{question}{hint}: "));
            let Some(answer) = line()? else { return Ok(()) };
            let answer = if answer.trim().is_empty() { usual } else { answer.trim() };
            if answer.is_empty() && key == "title" {
                continue;
            }
            if answer.is_empty() || answer == "-" {
                break;
            }
            let value = written(key, answer);
            match refused(key, &value, prepared) {
                Some(message) => terminal.error(&format!("  {message}\n")),
                None => {
                    draft.set(key, value);
                    break;
                }
            }
        }
    }
    terminal.error("Text of the posting, Markdown; a line with only a dot ends it:\n");
    while let Some(text) = line()?.filter(|text| text != ".") {
        draft.body.push_str(&text);
        draft.body.push('\n');
    }
    Ok(())
}

/// Why an answer cannot be this field.
fn refused(key: &str, value: &Written, prepared: &Prepared) -> Option<String> {
    let mut probe = Draft { body: "Text.\n".to_owned(), ..Draft::default() };
    probe.set("title", Written::Text("Title".to_owned()));
    probe.set(key, value.clone());
    let found = checked("jobs/new.md", &probe.text(), prepared).diagnostics.into_iter().next()?;
    Some(match found.help {
        Some(help) => format!("{}; {help}", found.message),
        None => found.message,
    })
}

/// Where `--folder` may lead.
pub(in crate::cli) fn folder(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_inner = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if is_inner { Ok(path) } else { Err("it must lie below the content folder, as `jobs/acme`".to_owned()) }
}
