//! Whatever is edited, in whatever order, a build gives the bytes of one from nothing.

use std::fs;

use jiff::ToSpan;
use proptest::prelude::*;

use corkboard::write::sweep;

use crate::board::{TestBoard, differing, files};

/// One thing that an author may do between two builds.
#[derive(Clone, Debug)]
enum Edit {
    Body(u8, u8),
    Title(u8, u8),
    Tags(u8, u8),
    New(u8),
    Delete(u8),
    Close(u8),
    Template(u8),
    Setting(u8),
    Static(u8),
    LoseOutput(u8),
    Rename(u8),
    Touch(u8),
    Company(u8),
    LoseMemory(u8),
    NextDay,
    DayBefore,
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<u8>(), any::<u8>()).prop_map(|(which, what)| Edit::Body(which, what)),
        (any::<u8>(), any::<u8>()).prop_map(|(which, what)| Edit::Title(which, what)),
        (any::<u8>(), any::<u8>()).prop_map(|(which, what)| Edit::Tags(which, what)),
        any::<u8>().prop_map(Edit::New),
        any::<u8>().prop_map(Edit::Delete),
        any::<u8>().prop_map(Edit::Close),
        any::<u8>().prop_map(Edit::Template),
        any::<u8>().prop_map(Edit::Setting),
        any::<u8>().prop_map(Edit::Static),
        any::<u8>().prop_map(Edit::LoseOutput),
        any::<u8>().prop_map(Edit::Rename),
        any::<u8>().prop_map(Edit::Touch),
        any::<u8>().prop_map(Edit::Company),
        any::<u8>().prop_map(Edit::LoseMemory),
        Just(Edit::NextDay),
        Just(Edit::DayBefore),
    ]
}

/// The postings of the board as they are now: title, tags, body, closed.
type Postings = std::collections::BTreeMap<u8, Written>;
/// Title, tags, body, closed.
type Written = (u8, u8, u8, bool);

fn write_posting(board: &mut TestBoard, which: u8, (title, tags, body, closed): Written) {
    let text = format!(
        "---\ntitle: Maker of things {}\ncompany: Works {}\ndate_posted: 2026-11-{:02}\ntags: [t{}, t{}]\nlocation: Vienna, Austria\nvalid_through: 2026-11-{:02}\nstatus: {}\n---\n\nText {body}.\n",
        title % 4,
        which % 3,
        which % 20 + 1,
        tags % 3,
        tags % 5,
        22 + which % 3,
        if closed { "closed" } else { "open" },
    );
    board.put(&format!("content/jobs/maker-of-things-{which}-works.md"), &text);
}

/// Changes one byte of one file of the memory.
fn damage_memory(board: &TestBoard, which: usize) {
    let memory = fs::read_dir(board.path(".public.corkboard")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = memory.filter(|path| !path.ends_with("lock") && !path.ends_with("names")).collect();
    files.sort();
    let path = &files[which % files.len()];
    let mut bytes = fs::read(path).unwrap();
    let at = which * 7 % bytes.len();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn apply(board: &mut TestBoard, postings: &mut Postings, edit: &Edit) {
    let keys: Vec<u8> = postings.keys().copied().collect();
    let pick = |which: u8| keys[usize::from(which) % keys.len()];
    let mut change = |which: u8, change: &dyn Fn(&mut Written)| {
        let key = pick(which);
        let mut posting = postings[&key];
        change(&mut posting);
        postings.insert(key, posting);
        write_posting(board, key, posting);
    };
    match edit {
        Edit::Body(which, what) => change(*which, &|posting| posting.2 = *what),
        Edit::Title(which, what) => change(*which, &|posting| posting.0 = *what),
        Edit::Tags(which, what) => change(*which, &|posting| posting.1 = *what),
        Edit::Close(which) => change(*which, &|posting| posting.3 = !posting.3),
        Edit::New(which) => {
            postings.insert(*which, (*which, *which, *which, false));
            write_posting(board, *which, postings[which]);
        }
        Edit::Delete(which) if postings.len() > 1 => {
            let key = pick(*which);
            postings.remove(&key);
            board.remove(&format!("content/jobs/maker-of-things-{key}-works.md"));
        }
        Edit::Delete(_) => {}
        Edit::Template(what) => {
            board.put(
                "templates/404.html",
                &format!("{{% extends \"base.html\" %}}{{% block main %}}Lost {what}{{% endblock %}}"),
            );
        }
        Edit::Setting(what) => board.set(|settings| settings.page_size = u32::from(what % 3) + 1),
        Edit::Static(what) => board.put(&format!("static/file-{}.txt", what % 2), &what.to_string()),
        Edit::LoseOutput(which) => {
            let all: Vec<String> = files(&board.path("public")).into_keys().collect();
            fs::remove_file(board.path("public").join(&all[usize::from(*which) % all.len()])).unwrap();
        }
        Edit::Rename(which) => {
            let (old, new) = (pick(*which), pick(*which).wrapping_add(40));
            let posting = postings.remove(&old).unwrap();
            postings.insert(new, posting);
            board.remove(&format!("content/jobs/maker-of-things-{old}-works.md"));
            write_posting(board, new, posting);
        }
        Edit::Touch(which) => write_posting(board, pick(*which), postings[&pick(*which)]),
        Edit::Company(what) => board.put(
            "content/companies/works-1.md",
            &format!("---\nname: Works 1\nurl: https://works-{}.example/\n---\n\nAbout {what}.\n", what % 2),
        ),
        Edit::LoseMemory(which) => damage_memory(board, usize::from(*which)),
        Edit::NextDay => board.go_to(board.now().checked_add(1.day()).unwrap()),
        Edit::DayBefore => board.go_to(board.now().checked_sub(1.day()).unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn a_build_after_any_edits_is_a_build_builds_from_nothing(edits in prop::collection::vec(edits(), 1..10)) {
        same_as_from_nothing(&edits)?;
    }
}

fn same_as_from_nothing(edits: &[Edit]) -> Result<(), TestCaseError> {
    let mut board = TestBoard::on("2026-11-21").settings(|settings| settings.page_size = 2);
    let mut postings = Postings::new();
    for which in 0..6 {
        postings.insert(which, (which, which, which, false));
        write_posting(&mut board, which, postings[&which]);
    }
    board.try_build().unwrap();
    for edit in edits {
        apply(&mut board, &mut postings, edit);
        let outcome = board.try_build().unwrap();
        prop_assert_eq!(outcome.stopped, None, "{:?}", outcome.diagnostics);
        let incremental = files(&board.path("public"));
        let fresh = board.builds_from_nothing();
        let differ = differing(&incremental, &fresh);
        prop_assert!(differ.is_empty(), "after {:?}: {:?}", edit, differ);
    }
    Ok(())
}

/// Pages of a month on which all are closed were not drawn again when one on another page of that month was opened.
#[test]
fn every_page_of_a_month_is_indexed_once_one_of_its_postings_is_open_again() {
    use Edit::{Close, DayBefore, Delete, New, NextDay};
    same_as_from_nothing(&[Delete(29), NextDay, Close(227), NextDay, NextDay, New(108), DayBefore]).unwrap();
}

/// Words that begin with letters from all parts of the alphabet.
const WORDS: [&str; 12] = [
    "accounting",
    "bakery",
    "carpentry",
    "delivery",
    "electricity",
    "forestry",
    "gardening",
    "logistics",
    "nursing",
    "pottery",
    "surveying",
    "welding",
];

fn write_worker(board: &mut TestBoard, which: usize, words: usize, german: bool) {
    let other = if german {
        "Wir suchen eine Kollegin und bieten ihr die beste Arbeit"
    } else {
        "We look for you and the work"
    };
    let text = format!(
        "---\ntitle: Worker in {}\ncompany: Works {which}\ndate_posted: 2026-11-01\nlanguage: {}\n---\n\n{other} with {} and {}.\n",
        WORDS[words % 5],
        if german { "de" } else { "en" },
        WORDS[words % 12],
        WORDS[words * 7 / 12 % 12],
    );
    board.put(&format!("content/jobs/worker-number-{which}-works.md"), &text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    /// Enough postings that the words of their bodies lie in several files.
    #[test]
    fn the_search_after_any_edits_is_that_of_a_build_from_nothing(
        edits in prop::collection::vec((0..80_usize, any::<u8>(), any::<bool>(), 0..8_u8), 2..6)
    ) {
        let mut board = TestBoard::on("2026-11-21");
        (0..80).for_each(|which| write_worker(&mut board, which, which * 5, which % 9 == 0));
        board.try_build().unwrap();
        for (which, words, german, how) in edits {
            match how {
                0 => board.remove(&format!("content/jobs/worker-number-{which}-works.md")),
                1 => write_worker(&mut board, which + 80, usize::from(words), german),
                2 => fs::remove_file(board.path("public/search-index/body-1.json")).unwrap(),
                _ => write_worker(&mut board, which, usize::from(words), german),
            }
            board.try_build().unwrap();
            let (built, fresh) = (files(&board.path("public")), board.builds_from_nothing());
            let differ = differing(&built, &fresh);
            prop_assert!(differ.is_empty(), "{:?}", differ);
            if how == 0 {
                write_worker(&mut board, which, which * 5, which % 9 == 0);
            }
        }
    }
}

#[test]
fn a_site_that_was_replaced_as_a_whole_is_put_aside_and_swept() {
    let mut board = TestBoard::on("2026-11-21");
    (0..80).for_each(|which| write_worker(&mut board, which, which, false));
    board.builds();
    assert!(!board.path(".public.corkboard/old.0").exists());
    for title in ["Another board", "And another"] {
        board.set(|settings| settings.title = title.to_owned());
        let built = board.builds();
        assert!(built.outcome.has_old_sites && built.files == board.builds_from_nothing());
    }
    let beside = [board.path(".public.corkboard/old.0"), board.path(".public.corkboard/old.1")];
    assert!(beside.iter().all(|old| old.join("index.html").is_file()));
    sweep(&board.path("public"));
    assert!(beside.iter().all(|old| !old.exists()) && board.path("public/index.html").is_file());
    assert!(!board.builds().outcome.has_old_sites);
}
