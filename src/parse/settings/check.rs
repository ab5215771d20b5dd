//! Holds the tree of `board.yaml` against its schema: every mistake at once, each at its key or value.
//! What is wrong is left out of the value that comes back.

use serde_json::{Map, Number, Value};

use super::tree::{Entry, Node, Shape};
use super::{colors, formats};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::Slug;
use crate::source::{Source, Span};

/// Mistakes after which unknown settings are told no more.
const MOST_UNKNOWN: usize = 500;

/// The settings that are right, and what is wrong with the others.
pub(super) fn check(source: &Source, root: &Node, schema: &Value) -> (Value, Vec<Diagnostic>) {
    let mut check = Check { source, diagnostics: Vec::new() };
    let value = match &root.shape {
        Shape::Null => check.map("", &[], root.span, schema),
        Shape::Map(entries) => check.map("", entries, root.span, schema),
        _ => {
            check
                .report(Code::SettingsSyntax, root.span, format!("`{}` is {}, not keys", source.path, root.kind()))
                .help_with("write one `key: value` on each line");
            None
        }
    };
    if let Shape::Map(entries) = &root.shape {
        check.lists_of_their_own(entries);
    }
    let mut diagnostics = check.diagnostics;
    if let Shape::Map(entries) = &root.shape {
        diagnostics.extend(colors::notes(source, entries));
    }
    diagnostics.sort_by(Diagnostic::order);
    (value.unwrap_or_else(|| Value::Object(Map::new())), diagnostics)
}

struct Check<'a> {
    source: &'a Source<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(&mut self, code: Code, span: Span, message: String) -> Reported<'_> {
        self.diagnostics.push(Diagnostic::error(code, self.source, span, message));
        Reported(self.diagnostics.last_mut())
    }

    fn wrong(&mut self, node: &Node, message: String) -> Reported<'_> {
        self.report(Code::WrongSetting, node.span, message)
    }

    fn value(&mut self, name: &str, node: &Node, schema: &Value) -> Option<Value> {
        if let Some(words) = words(schema) {
            return self.word(name, node, &words);
        }
        match schema["type"].as_str() {
            Some("string") => self.text(name, node, schema),
            Some("integer") => self.integer(name, node, schema),
            Some("number") => self.number(name, node),
            Some("boolean") => self.boolean(name, node),
            Some("array") => self.list(name, node, schema),
            Some("object") => match &node.shape {
                Shape::Map(entries) => self.map(name, entries, node.span, schema),
                _ => {
                    self.wrong(node, format!("`{name}` must hold keys, not {}", node.kind()));
                    None
                }
            },
            _ => Some(anything(node)),
        }
    }

    fn word(&mut self, name: &str, node: &Node, words: &[&str]) -> Option<Value> {
        let written = self.written(node);
        // Of settings that are `on` or `off`, `true` and `false` mean the same.
        let meant = match (&node.shape, written.as_str()) {
            (Shape::Bool(true), _) if words.contains(&"on") => "on",
            (Shape::Bool(false), _) if words.contains(&"off") => "off",
            (_, written) => written,
        };
        if let Some(known) = words.iter().find(|word| **word == meant) {
            return Some(Value::from(*known));
        }
        let message = format!("`{name}` is `{written}`, but must be {}", formats::one_of(words));
        let near = alike(&written, words.iter().copied());
        let reported = self.wrong(node, message);
        if let Some(near) = near {
            reported.help_with(format!("did you mean `{near}`?"));
        }
        None
    }

    fn text(&mut self, name: &str, node: &Node, schema: &Value) -> Option<Value> {
        let text = match &node.shape {
            Shape::Text(text) => text.trim().to_owned(),
            Shape::List(_) | Shape::Map(_) | Shape::Null => {
                self.wrong(node, format!("`{name}` must be text, not {}", node.kind()));
                return None;
            }
            // `title: 1984` means the text as it is written.
            _ => self.source.slice(node.span).to_owned(),
        };
        let length = text.chars().count();
        let bound = |key: &str| schema[key].as_u64().and_then(|bound| usize::try_from(bound).ok());
        if bound("minLength").is_some_and(|least| length < least) {
            self.wrong(node, format!("`{name}` is empty")).help_with("write a text, or leave the key out");
            return None;
        }
        if let Some(most) = bound("maxLength").filter(|most| length > *most) {
            self.wrong(node, format!("`{name}` has {length} characters, but may have at most {most}"));
            return None;
        }
        if let Err(mistake) = formats::check(schema["format"].as_str().unwrap_or_default(), &text) {
            self.wrong(node, format!("`{name}` is `{text}`, {}", mistake.message)).help_with(mistake.help);
            return None;
        }
        Some(Value::from(text))
    }

    fn integer(&mut self, name: &str, node: &Node, schema: &Value) -> Option<Value> {
        let least = schema["minimum"].as_i64().unwrap_or(0);
        let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
        if let Shape::Integer(number) = node.shape
            && (least..=most).contains(&number)
        {
            return Some(Value::from(number));
        }
        let written = self.written(node);
        self.wrong(node, format!("`{name}` is `{written}`, but must be a whole number from {least} to {most}"));
        None
    }

    fn number(&mut self, name: &str, node: &Node) -> Option<Value> {
        let number = match node.shape {
            Shape::Integer(number) => Number::from_i128(number.into()),
            Shape::Float(number) => Number::from_f64(number),
            _ => None,
        };
        if let Some(number) = number.filter(|number| number.as_f64().is_some_and(|number| number > 0.0)) {
            return Some(Value::Number(number));
        }
        let written = self.written(node);
        self.wrong(node, format!("`{name}` is `{written}`, but must be a number above zero"));
        None
    }

    fn boolean(&mut self, name: &str, node: &Node) -> Option<Value> {
        if let Shape::Bool(value) = node.shape {
            return Some(Value::from(value));
        }
        let written = self.written(node);
        let meant = match written.to_lowercase().as_str() {
            "yes" | "on" | "y" | "1" => Some("true"),
            "no" | "off" | "n" | "0" => Some("false"),
            _ => None,
        };
        let reported = self.wrong(node, format!("`{name}` is `{written}`, but must be `true` or `false`"));
        if let Some(meant) = meant {
            reported.help_with(format!("write `{meant}`"));
        }
        None
    }

    fn list(&mut self, name: &str, node: &Node, schema: &Value) -> Option<Value> {
        let Shape::List(items) = &node.shape else {
            let message = format!("`{name}` must be a list, not {}", node.kind());
            self.wrong(node, message).help_with("write each item on a line of its own that begins with `- `");
            return None;
        };
        let mut values = Vec::new();
        for item in items {
            let Some(value) = self.value(name, item, &schema["items"]) else { continue };
            if schema["uniqueItems"] == true && values.contains(&value) {
                let written = self.written(item);
                self.wrong(item, format!("`{written}` is twice in `{name}`"));
            } else {
                values.push(value);
            }
        }
        Some(Value::Array(values))
    }

    fn map(&mut self, name: &str, entries: &[Entry], span: Span, schema: &Value) -> Option<Value> {
        let Some(properties) = schema["properties"].as_object() else {
            return Some(Value::Object(self.any_keys(name, entries, schema)));
        };
        let mut values = Map::new();
        let mut seen: Vec<&str> = Vec::new();
        for entry in entries {
            let key = entry.key.as_str();
            let full = if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
            let Some(property) = properties.get(key) else {
                self.unknown(&full, entry, properties);
                continue;
            };
            if seen.contains(&key) {
                self.report(Code::WrongSetting, entry.span, format!("`{full}` is given twice"))
                    .help_with("keep one of the two");
                continue;
            }
            seen.push(key);
            if !matches!(entry.value.shape, Shape::Null)
                && let Some(value) = self.value(&full, &entry.value, property)
            {
                values.insert(key.to_owned(), value);
            }
        }
        let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let missing: Vec<&str> = required.iter().filter_map(Value::as_str).filter(|key| !seen.contains(key)).collect();
        if name.is_empty() && !missing.is_empty() {
            let message = format!("`{}` lacks {}", self.source.path, formats::all_of(&missing));
            self.report(Code::WrongSetting, span, message)
                .help_with(format!("add a line that begins with `{}:`", missing[0]));
        }
        for key in missing.iter().filter(|_| !name.is_empty()) {
            self.report(Code::WrongSetting, span, format!("an entry of `{name}` lacks `{key}`"))
                .help_with(format!("add `{key}: …`"));
        }
        let complete = required.iter().filter_map(Value::as_str).all(|key| values.contains_key(key));
        complete.then_some(Value::Object(values))
    }

    /// Keys of the author's own; their values may have a form, and so may they.
    fn any_keys(&mut self, name: &str, entries: &[Entry], schema: &Value) -> Map<String, Value> {
        let form = schema["propertyNames"]["format"].as_str().unwrap_or_default();
        let mut values = Map::new();
        for entry in entries {
            let key = entry.key.as_str();
            if let Err(mistake) = formats::check(form, key) {
                self.report(
                    Code::WrongSetting,
                    entry.span,
                    format!("`{name}` has the key `{key}`, {}", mistake.message),
                )
                .help_with(mistake.help);
            } else if let Some(value) =
                self.value(&format!("{name}.{key}"), &entry.value, &schema["additionalProperties"])
            {
                values.insert(key.to_owned(), value);
            }
        }
        values
    }

    /// Every list needs an address that no other list has.
    fn lists_of_their_own(&mut self, entries: &[Entry]) {
        let mut seen: Vec<Slug> = Vec::new();
        for item in entries.iter().filter(|entry| entry.key == "taxonomies").flat_map(|entry| items(&entry.value)) {
            let Shape::Map(keys) = &item.shape else { continue };
            let given = |name: &str| keys.iter().find(|entry| entry.key == name).map(|entry| &entry.value);
            let Some(node) = given("slug").or_else(|| given("field")) else { continue };
            let Some(slug) = Slug::of(&self.written(node)) else { continue };
            if given("slug").is_none() && formats::TAKEN.contains(&slug.as_str()) {
                self.wrong(node, format!("the board makes `/{slug}/` itself"))
                    .help_with(format!("give this list another address, for example `slug: by-{slug}`"));
            } else if seen.contains(&slug) {
                self.wrong(node, format!("two lists have the address `/{slug}/`"))
                    .help_with("give one of them another `slug`");
            }
            seen.push(slug);
        }
    }

    fn unknown(&mut self, full: &str, entry: &Entry, properties: &Map<String, Value>) {
        // To find its line costs a look at all lines before. These stop the build, so that none is lost.
        if self.diagnostics.len() >= MOST_UNKNOWN {
            return;
        }
        let near = alike(&entry.key, properties.keys().map(String::as_str)).map(str::to_owned);
        let reported = self.report(Code::UnknownSetting, entry.span, format!("there is no setting `{full}`"));
        reported.help_with(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if full == entry.key => {
                "`corkboard schema board` lists the settings; values for your own templates go below `extra`".to_owned()
            }
            None => {
                let known: Vec<&str> = properties.keys().map(String::as_str).collect();
                format!("known here: {}", formats::list(&known))
            }
        });
    }

    /// The value as it stands in the file, for a message.
    fn written(&self, node: &Node) -> String {
        match &node.shape {
            Shape::Text(text) => text.clone(),
            Shape::List(_) | Shape::Map(_) | Shape::Null => node.kind().to_owned(),
            _ => self.source.slice(node.span).to_owned(),
        }
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.shape {
        Shape::List(items) => items,
        _ => &[],
    }
}

struct Reported<'a>(Option<&'a mut Diagnostic>);

impl Reported<'_> {
    fn help_with(self, help: impl Into<String>) {
        if let Some(diagnostic) = self.0 {
            diagnostic.help = Some(help.into());
        }
    }
}

/// The words of an enumeration.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let choices = schema["oneOf"].as_array()?;
    Some(choices.iter().filter_map(|choice| choice["const"].as_str()).collect())
}

/// The known word that differs only in capitals, `-` and `_`, else the nearest.
fn alike<'a>(written: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let squash = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let bare = squash(written);
    known.clone().find(|word| squash(word) == bare).or_else(|| nearest(written, known))
}

fn anything(node: &Node) -> Value {
    match &node.shape {
        Shape::Null => Value::Null,
        Shape::Bool(value) => Value::from(*value),
        Shape::Integer(value) => Value::from(*value),
        Shape::Float(value) => Number::from_f64(*value).map_or(Value::Null, Value::Number),
        Shape::Text(value) => Value::from(value.as_str()),
        Shape::List(items) => Value::Array(items.iter().map(anything).collect()),
        Shape::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), anything(&entry.value))).collect())
        }
    }
}
