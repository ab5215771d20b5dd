//! Diagnostics as SARIF 2.1.0 (OASIS), for code scanning.

use serde_json::{Map, Value, json};

use crate::cli::pages;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Location;

/// The log, ending in a line break.
pub(in crate::cli) fn sarif(diagnostics: &[Diagnostic]) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "corkboard",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    let page = pages::page(code);
    let mut rule = Map::new();
    rule.insert("id".to_owned(), json!(code.id()));
    rule.insert("name".to_owned(), json!(format!("{code:?}")));
    rule.insert("shortDescription".to_owned(), json!({ "text": code.meaning() }));
    rule.insert("help".to_owned(), json!({ "text": page, "markdown": page }));
    if let Some(address) = pages::address(code) {
        rule.insert("helpUri".to_owned(), json!(address));
    }
    Value::Object(rule)
}

fn result(diagnostic: &Diagnostic, codes: &[Code]) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    json!({
        "ruleId": diagnostic.code.id(),
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(&diagnostic.location) }],
    })
}

fn physical(location: &Location) -> Value {
    let artifact = json!({ "uri": uri(&location.path) });
    if location.line == 0 {
        // Code scanning shows nothing that has no line.
        return json!({ "artifactLocation": artifact, "region": { "startLine": 1 } });
    }
    json!({
        "artifactLocation": artifact,
        "region": {
            "startLine": location.line,
            "startColumn": location.column,
            "endColumn": location.end_column,
        },
    })
}

/// A path as a relative reference of RFC 3986, an absolute one as a `file` address.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes().fold(scheme, |text, byte| match byte {
        _ if keeps(byte) => text + char::from(byte).encode_utf8(&mut [0; 4]),
        _ => text + &format!("%{byte:02X}"),
    })
}
