//! Imports one after the other, as a git user sees them.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::{Fate, Memory, Update, Updated, update};
use crate::import::{Document, Format, Known, read};

/// A board that remembers.
#[derive(Default)]
struct Board {
    files: BTreeMap<String, String>,
    memory: Memory,
}

impl Board {
    /// Imports a JSON list of postings.
    fn import(&mut self, text: &str, max_shrink_percent: Option<u8>) -> Updated {
        let read = read(
            Format::JsonLines,
            Document { path: "a.jsonl", text },
            &Known { name: "acme".into(), ..Known::default() },
        );
        assert_eq!(read.diagnostics, []);
        let files = self.files.clone();
        let done = update(&Update {
            name: "acme",
            format: "jsonl",
            memory: &self.memory,
            read: &read,
            is_whole: true,
            folder: "jobs/acme",
            text_of: &|path| files.get(path).cloned(),
            by_id: &|id| {
                files.iter().find(|(_, text)| text.contains(&format!("\nid: {id}\n"))).map(|(path, _)| path.clone())
            },
            today: date(2026, 3, 15),
            max_shrink_percent,
        });
        self.files.extend(done.files.iter().cloned());
        if let Some(memory) = done.memory.clone() {
            self.memory = Memory::read(&memory.text()).unwrap();
        }
        done
    }
}

const TWO: &str = r#"[{"id": "a1", "title": "Baker", "location": "Ulm", "description": "We bake."},
 {"id": "b2", "title": "Cook", "description": "We cook."}]"#;

#[test]
fn the_second_import_of_the_same_changes_nothing() {
    let mut board = Board::default();
    let first = board.import(TWO, Some(30));
    assert_eq!(
        first.fates,
        [("jobs/acme/baker-a1.md".into(), Fate::Added), ("jobs/acme/cook-b2.md".into(), Fate::Added)]
    );
    let memory = board.memory.clone();
    let second = board.import(TWO, Some(30));
    assert_eq!((second.files.len(), second.unchanged, second.fates.len()), (0, 2, 0));
    assert_eq!(board.memory, memory);
}

#[test]
fn a_vanished_posting_is_closed_and_opened_again_when_it_comes_back() {
    let mut board = Board::default();
    board.import(TWO, None);
    let open = board.files["jobs/acme/cook-b2.md"].clone();
    let one = r#"[{"id": "a1", "title": "Baker", "location": "Ulm", "description": "We bake."}]"#;
    let gone = board.import(one, None);
    assert_eq!(gone.fates, [("jobs/acme/cook-b2.md".into(), Fate::Closed)]);
    assert!(
        board.files["jobs/acme/cook-b2.md"].contains("id: acme:b2\nstatus: closed\ndate_closed: 2026-03-15\n---\n")
    );
    assert_eq!(board.import(one, None).files, []);
    let back = board.import(TWO, None);
    assert_eq!(
        back.fates,
        [("jobs/acme/cook-b2.md".into(), Fate::Changed(vec!["status".into(), "date_closed".into()]))]
    );
    assert_eq!(board.files["jobs/acme/cook-b2.md"], open);
}

#[test]
fn a_shrunken_source_is_refused_unless_told() {
    let mut board = Board::default();
    board.import(TWO, Some(30));
    let refused = board.import("[]", Some(30));
    assert_eq!(refused.diagnostics[0].message, "`acme` has 0 open postings, and had 2 last time");
    assert_eq!((refused.files.len(), refused.memory), (0, None));
    assert_eq!(board.import("[]", None).fates.len(), 2);
}

#[test]
fn a_new_title_keeps_the_file_and_a_moved_or_removed_file_is_respected() {
    let mut board = Board::default();
    board.import(TWO, None);
    let moved = board.files.remove("jobs/acme/baker-a1.md").unwrap();
    board.files.insert("jobs/ovens/baker.md".into(), moved);
    board.files.remove("jobs/acme/cook-b2.md");
    let changed = TWO.replace("Baker", "Night Baker").replace("We cook.", "We cook well.");
    let done = board.import(&changed, None);
    assert_eq!(
        done.fates,
        [
            ("jobs/acme/cook-b2.md".into(), Fate::RemovedByHand),
            ("jobs/ovens/baker.md".into(), Fate::Changed(vec!["title".into()]))
        ]
    );
    assert!(board.files["jobs/ovens/baker.md"].contains("title: Night Baker\n"));
    assert!(!board.files.contains_key("jobs/acme/cook-b2.md"));
}

#[test]
fn without_memory_files_are_known_by_their_ids_and_nothing_of_a_person_is_lost() {
    let mut board = Board::default();
    board.import(TWO, None);
    board.memory = Memory::default();
    assert_eq!(board.import(TWO, None).files, []);
    let text = board.files["jobs/acme/cook-b2.md"].replace("We cook.", "We cook with love.");
    board.files.insert("jobs/acme/cook-b2.md".into(), text);
    board.memory = Memory::default();
    let done = board.import(TWO, None);
    assert_eq!((done.files.len(), done.diagnostics.len()), (0, 1));
    assert_eq!(board.import(TWO, None).diagnostics, []);
}
