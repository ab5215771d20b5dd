//! The references below `docs/reference/`, made from the types. `CORKBOARD_BLESS=1 cargo test` writes them.

use std::fmt::Write as _;
use std::path::Path;

use clap::CommandFactory;
use serde_json::Value;

use super::arguments::Arguments;
use crate::diagnostic::Code;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference");

#[test]
fn the_reference_of_settings_is_that_of_the_types() {
    let schema = crate::parse::settings::schema();
    let mut text = "# Settings: `board.yaml`\n\n<!-- Made from src/parse/settings/raw.rs; do not edit. -->\n\n\
        Every key may be left out; an absent or empty `board.yaml` means the defaults. An unknown key is a mistake\n\
        ([CB071](diagnostics/CB071.md)), and so is a value of the wrong form ([CB072](diagnostics/CB072.md)). Editors with a\n\
        YAML language server complete and check the file with the output of `corkboard schema board`.\n"
        .to_owned();
    for (key, property) in schema["properties"].as_object().unwrap() {
        setting(&mut text, key, property, "##");
    }
    compare("settings.md", &text);
}

fn setting(text: &mut String, key: &str, property: &Value, heading: &str) {
    let _ = write!(text, "\n{heading} `{key}`\n\n");
    let mut facts = vec![form(property)];
    if let Some(default) = property.get("default") {
        facts.push(format!("default `{}`", plain(default)));
    }
    let examples: Vec<String> =
        property["examples"].as_array().into_iter().flatten().map(|example| format!("`{}`", plain(example))).collect();
    if !examples.is_empty() {
        facts.push(format!("for example {}", examples.join(", ")));
    }
    let _ =
        write!(text, "*{}*\n\n{}\n", facts.join("; "), wrapped(property["description"].as_str().unwrap_or_default()));
    let inner = if property["type"] == "array" { &property["items"] } else { property };
    for choice in inner["oneOf"].as_array().into_iter().flatten() {
        let description = choice["description"].as_str().unwrap_or_default();
        let line = wrapped(&format!("- `{}`: {description}", choice["const"].as_str().unwrap_or_default()));
        let gap =
            if text.ends_with(".\n") && !text.lines().last().unwrap_or_default().starts_with("- ") { "\n" } else { "" };
        let _ = writeln!(text, "{gap}{}", line.replace('\n', "\n  "));
    }
    for (key, property) in inner["properties"].as_object().into_iter().flatten() {
        setting(text, key, property, &format!("{heading}#"));
    }
}

fn form(property: &Value) -> String {
    if property["oneOf"].is_array() {
        return "one word".to_owned();
    }
    match property["type"].as_str() {
        Some("integer") => format!("whole number from {} to {}", property["minimum"], property["maximum"]),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("array") if property["items"]["oneOf"].is_array() => "list of words".to_owned(),
        Some("array") => "list; each entry has the keys below".to_owned(),
        Some("object") if property["properties"].is_object() => "keys below".to_owned(),
        Some("object") => "any keys".to_owned(),
        _ => match property["maxLength"].as_u64() {
            Some(most) => format!("text of at most {most} characters"),
            None => "text".to_owned(),
        },
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[test]
fn the_reference_of_front_matter_is_that_of_the_keys() {
    let mut text = include_str!("front_matter.md").to_owned();
    for field in crate::parse::fields() {
        let crate::parse::Field { key, spellings, form, about, example } = field;
        let _ = write!(text, "\n## `{key}`\n\n*{}; for example `{example}`*\n\n{}\n", form.words(), wrapped(about));
        if !spellings.is_empty() {
            let list: Vec<String> = spellings.iter().map(|spelling| format!("`{spelling}`")).collect();
            let _ = write!(text, "\n{}\n", wrapped(&format!("Also: {}", list.join(", "))));
        }
    }
    compare("front-matter.md", &text);
}

#[test]
fn the_reference_of_commands_is_that_of_the_program() {
    let mut text = "# Commands\n\n<!-- Made from src/cli/arguments.rs; do not edit. -->\n".to_owned();
    let mut program = Arguments::command().term_width(100);
    program.build();
    let _ = write!(text, "\n```text\n{}\n```\n", program.render_long_help().to_string().trim_end());
    let is_shown = |command: &&mut clap::Command| command.get_name() != "help" && !command.is_hide_set();
    for command in program.get_subcommands_mut().filter(is_shown) {
        help(&mut text, command, "corkboard");
    }
    compare("cli.md", &text);
}

fn help(text: &mut String, command: &mut clap::Command, parent: &str) {
    let name = format!("{parent} {}", command.get_name());
    let shown = command.render_long_help().to_string();
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let _ = write!(text, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n").trim_end());
    for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        help(text, inner, &name);
    }
}

#[test]
fn the_list_of_diagnostics_is_that_of_the_codes() {
    let mut text = include_str!("diagnostics.md").to_owned();
    for code in Code::ALL {
        let page = super::pages::page(*code);
        let severity = page.lines().nth(2).unwrap().trim_matches('*');
        assert!(["error", "warning", "note"].contains(&severity), "{}: no severity", code.id());
        assert_eq!(page.lines().next().unwrap(), format!("# {}: {}", code.id(), code.meaning()));
        assert!((8..=30).contains(&page.lines().count()), "{} has {} lines", code.id(), page.lines().count());
        let _ = writeln!(text, "| [{0}]({0}.md) | {severity} | {1} |", code.id(), code.meaning());
    }
    compare("diagnostics/index.md", &text);
}

/// Breaks a paragraph at 110 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if line.chars().count() + word.chars().count() > 110 {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

fn compare(name: &str, text: &str) {
    let path = Path::new(DOCS).join(name);
    if std::env::var_os("CORKBOARD_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, text, "docs/reference/{name} is stale; run the tests once with CORKBOARD_BLESS=1");
}
