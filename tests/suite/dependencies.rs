//! What the program is made of: every crate has its reason in the map, and nothing reaches a network by itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Crates of the tables `[…dependencies]` of the product, without those that only tests use.
fn crates() -> BTreeSet<String> {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let names = |table: &toml::Value| -> Vec<String> {
        let renamed = |value: &toml::Value| Some(value.get("package")?.as_str()?.to_owned());
        let entries = table.as_table().into_iter().flatten();
        entries.map(|(name, value)| renamed(value).unwrap_or_else(|| name.clone())).collect()
    };
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    let of_targets = targets.filter_map(|(_, target)| target.get("dependencies"));
    manifest.get("dependencies").into_iter().chain(of_targets).flat_map(names).collect()
}

#[test]
fn every_dependency_has_its_reason_in_the_map() {
    let map = text("docs/architecture.md");
    let table = map.split("## Dependencies").nth(1).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    // A cell names several crates, or a crate and the name under which it is used.
    let named: BTreeSet<String> = cells
        .map(|cell| cell.replace("(+ `-escape`)", "`pulldown-cmark-escape`").split(" (as").next().unwrap().to_owned())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(crates(), named, "Cargo.toml and the table of docs/architecture.md differ");
}

/// Who may speak to a network: what is asked to fetch or publish, and the preview, which listens.
const SPEAKERS: [&str; 6] = ["src/fetch", "src/import", "src/publish", "src/serve", "src/cli/fetch", "src/cli/import"];

#[test]
fn what_builds_and_checks_speaks_to_no_network() {
    let words = ["tokio::net", "TcpStream", "TcpListener", "UdpSocket", "axum", "hyper", "reqwest", "object_store"];
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let path = entry.unwrap().into_path();
        let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned();
        let may_speak = SPEAKERS.iter().any(|speaker| shown.starts_with(speaker));
        if path.extension().is_none_or(|ending| ending != "rs") || may_speak {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for word in words {
            assert!(!source.contains(&format!("{word}::")), "{shown} uses {word}");
        }
        seen += 1;
    }
    assert!(seen > 100);
}
