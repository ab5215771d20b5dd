//! The same two diagnostics in every form.

use annotate_snippets::Renderer;

use super::{github, human, json, sarif};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Location, Source, Span};

fn two() -> Vec<Diagnostic> {
    let text = "---\ntitle: Bäcker\ncompnay: 100%, \u{1b}[31mred\n---\n";
    let source = Source::new("jobs/a: ü.md", text);
    let at = text.find("compnay").unwrap();
    let key = Diagnostic::warning(Code::UnknownKey, &source, Span::new(at, at + 7), "unknown key `compnay`");
    let file = Diagnostic::at(Severity::Error, Code::EmptyPosting, Location::file("b.md"), "100% empty\nfile");
    vec![key.help("did you mean `company`?"), file]
}

#[test]
fn people_see_the_line_and_carets_and_no_control_characters() {
    let drawn = human(&two(), &Renderer::plain());
    let expected = "\
warning[CB011]: unknown key `compnay`
 --> jobs/a: ü.md:3:1
  |
3 | compnay: 100%, ␛[31mred
  | ^^^^^^^
  |
  = help: did you mean `company`?

error[CB004]: 100% empty file
--> b.md

";
    assert_eq!(drawn, expected);
}

#[test]
fn a_long_line_is_shown_around_its_mistake_with_its_true_column() {
    let text = "x".repeat(400) + "ü! " + &"y".repeat(400);
    let at = text.find("ü!").unwrap();
    let source = Source::new("a.md", &text);
    let drawn =
        human(&[Diagnostic::warning(Code::UnknownKey, &source, Span::new(at, at + 3), "x")], &Renderer::plain());
    assert!(drawn.contains("--> a.md:1:401"), "{drawn}");
    let lines: Vec<&str> = drawn.lines().collect();
    let carets = lines.iter().position(|line| line.contains("^^")).unwrap();
    let column = lines[carets].find('^').unwrap();
    assert_eq!(lines[carets - 1].chars().nth(column), Some('ü'), "{drawn}");
}

#[test]
fn many_of_a_kind_are_counted() {
    let many = vec![two().remove(0); 130];
    let drawn = human(&many, &Renderer::plain());
    assert_eq!(drawn.matches("-->").count(), 10);
    assert!(drawn.contains("warning[CB011]: and 120 more like this: "), "{drawn}");
}

#[test]
fn annotations_are_escaped() {
    assert_eq!(
        github(&two()),
        "::warning file=jobs/a%3A ü.md,line=3,col=1,endColumn=7,title=CB011::unknown key `compnay`%0Ahelp: did you mean `company`?\n\
         ::error file=b.md,title=CB004::100%25 empty file\n"
    );
}

#[test]
fn json_counts_and_lists() {
    let document: serde_json::Value = serde_json::from_str(&json(&two())).unwrap();
    assert_eq!((&document["errors"], &document["warnings"]), (&1.into(), &1.into()));
    let first = &document["diagnostics"][0];
    assert_eq!(first["code"], "CB011");
    assert_eq!(first["location"]["line"], 3);
    assert_eq!(document["diagnostics"][1]["location"], serde_json::json!({ "path": "b.md" }));
}

#[test]
fn sarif_names_rules_regions_and_relative_addresses() {
    let log: serde_json::Value = serde_json::from_str(&sarif(&two())).unwrap();
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(rules, ["CB004", "CB011"]);
    let result = &run["results"][0];
    assert_eq!((&result["ruleIndex"], &result["level"]), (&1.into(), &"warning".into()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "jobs/a%3A%20%C3%BC.md");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 3, "startColumn": 1, "endColumn": 8 }));
}
