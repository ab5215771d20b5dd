//! The same as `edits` on a board with everything switched on: whatever is turned, in whatever order, a build gives the
//! bytes of one from nothing, and so does a preview that looks at what was touched alone.
//! `CORKBOARD_EDITS` is the number of cases that are tried; a few by default.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use corkboard::model::Rates;
use corkboard::plan::Plan;
use corkboard::render::Renderer;
use corkboard::write::{
    BoardTexts, Difference, Inputs, Look, Memory, NewerTexts, Outcome, Prepared, Request, Silent, Text, build, check,
};
use jiff::ToSpan;
use proptest::prelude::*;

use crate::board::{Files, TestBoard, differing, files};
use crate::rich_board::{DIALS, Dials, FILES, SETTINGS, dials, path, posting, rates, set, settings, template};

/// Postings that there may be.
const POSTINGS: u8 = 12;

/// One thing that an author, or the world, may do between two builds.
#[derive(Clone, Debug)]
enum Edit {
    /// A dial of a posting: which, which dial, to where.
    Turn(u8, u8, u8),
    Body(u8, u8),
    New(u8, u8),
    Delete(u8),
    Rename(u8, u8),
    File(u8, u8),
    Template(u8, u8),
    Setting(u8, u8),
    Rates(u8),
    Drafts,
    Days(i8),
    LoseOutput(u8),
    SpoilOutput(u8),
    DamageMemory(u8),
    LoseMemory(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let pair = || (any::<u8>(), any::<u8>());
    prop_oneof![
        8 => (0..POSTINGS, 0..DIALS.len() as u8, 0..16_u8).prop_map(|(which, dial, to)| Edit::Turn(which, dial, to)),
        1 => pair().prop_map(|(which, to)| Edit::Body(which, to)),
        1 => (0..POSTINGS, any::<u8>()).prop_map(|(which, seed)| Edit::New(which, seed)),
        1 => any::<u8>().prop_map(Edit::Delete),
        1 => (any::<u8>(), 0..POSTINGS).prop_map(|(which, to)| Edit::Rename(which, to)),
        4 => (0..FILES.len() as u8, 0..6_u8).prop_map(|(which, to)| Edit::File(which, to)),
        1 => (any::<u8>(), 0..6_u8).prop_map(|(which, to)| Edit::Template(which, to)),
        3 => (0..SETTINGS, any::<u8>()).prop_map(|(which, to)| Edit::Setting(which, to)),
        1 => any::<u8>().prop_map(Edit::Rates),
        1 => Just(Edit::Drafts),
        2 => prop_oneof![Just(1), Just(-1), Just(3), Just(30), Just(-30)].prop_map(Edit::Days),
        1 => any::<u8>().prop_map(Edit::LoseOutput),
        1 => any::<u8>().prop_map(Edit::SpoilOutput),
        1 => any::<u8>().prop_map(Edit::DamageMemory),
        1 => any::<u8>().prop_map(Edit::LoseMemory),
    ]
}

/// The board as it is now.
struct Rich {
    board: TestBoard,
    postings: BTreeMap<u8, Dials>,
    rates: Option<Rates>,
    with_drafts: bool,
    /// Files that were edited since the preview looked last.
    touched: Vec<String>,
    preview: Memory,
    shown: Option<Prepared>,
    /// Texts that are newer than what is shown.
    newer: NewerTexts,
}

impl Rich {
    fn new() -> Rich {
        let board = TestBoard::on("2026-11-21").settings(settings);
        let mut rich = Rich {
            board,
            postings: BTreeMap::new(),
            rates: rates(1),
            with_drafts: false,
            touched: Vec::new(),
            preview: Memory::default(),
            shown: None,
            newer: NewerTexts::new(),
        };
        (0..9).for_each(|which| rich.write(which, dials(which)));
        FILES.iter().for_each(|(path, texts)| rich.file(path, texts[0]));
        rich
    }

    fn write(&mut self, which: u8, dials: Dials) {
        self.postings.insert(which, dials);
        self.file(&path(which), &posting(which, &dials));
    }

    fn file(&mut self, path: &str, text: &str) {
        self.touched.push(path.to_owned());
        match text {
            "" => drop(fs::remove_file(self.board.path(path))),
            text => self.board.put(path, text),
        }
    }

    fn pick(&self, which: u8) -> u8 {
        let all: Vec<u8> = self.postings.keys().copied().collect();
        all[usize::from(which) % all.len()]
    }

    fn turn(&mut self, which: u8, dial: usize, to: u8) {
        let which = self.pick(which);
        let mut dials = self.postings[&which];
        dials[dial] = to;
        self.write(which, dials);
    }

    fn take(&mut self, which: u8) -> Dials {
        self.file(&path(which), "");
        self.postings.remove(&which).unwrap()
    }

    fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Turn(which, dial, to) => self.turn(which, usize::from(dial), to),
            Edit::Body(which, to) => self.turn(which, DIALS.len(), to),
            Edit::New(which, seed) => self.write(which, dials(seed)),
            Edit::Delete(which) if self.postings.len() > 1 => drop(self.take(self.pick(which))),
            Edit::Delete(_) => {}
            Edit::Rename(which, to) => {
                let dials = self.take(self.pick(which));
                self.write(to, dials);
            }
            Edit::File(which, to) => {
                let (path, texts) = FILES[usize::from(which)];
                self.file(path, texts[usize::from(to) % texts.len()]);
            }
            Edit::Template(which, to) => {
                let (name, text) = template(which, to);
                self.file(&format!("templates/{name}"), &text);
            }
            Edit::Setting(which, to) => self.board.set(|settings| set(settings, which, to)),
            Edit::Rates(to) => self.rates = rates(to),
            Edit::Drafts => self.with_drafts = !self.with_drafts,
            Edit::Days(days) => self.board.go_to(self.board.now().checked_add(i64::from(days).days()).unwrap()),
            Edit::LoseOutput(which) => self.harm("public", which, None),
            Edit::SpoilOutput(which) => self.harm("public", which, Some(b"spoiled")),
            Edit::DamageMemory(which) => self.damage(which),
            Edit::LoseMemory(which) => self.harm(".public.corkboard", which, None),
        }
    }

    /// A file of the site or of what is remembered of it. The names of our files are spared: they are what says whose a
    /// file is when the records are lost, and without both nothing may be removed.
    fn written(&self, folder: &str, which: u8) -> Option<PathBuf> {
        let folder = self.board.path(folder);
        let all = files(&folder).into_keys();
        let all: Vec<String> = all.filter(|file| file != "lock" && file != "names").collect();
        all.get(usize::from(which) % all.len().max(1)).map(|file| folder.join(file))
    }

    /// Takes a file away or writes another in its place.
    fn harm(&self, folder: &str, which: u8, text: Option<&[u8]>) {
        let Some(file) = self.written(folder, which) else { return };
        match text {
            Some(text) => fs::write(file, text).unwrap(),
            None => fs::remove_file(file).unwrap(),
        }
    }

    fn damage(&self, which: u8) {
        let Some(file) = self.written(".public.corkboard", which) else { return };
        let mut bytes = fs::read(&file).unwrap();
        let at = usize::from(which) * 7 % bytes.len().max(1);
        bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
        fs::write(file, bytes).unwrap();
    }

    fn request(&self, out: &str) -> Request {
        let request = self.board.request(out);
        let inputs = Inputs { rates: self.rates.clone(), with_drafts: self.with_drafts, ..request.inputs };
        Request { inputs, ..request }
    }

    /// Builds, and builds from nothing.
    fn builds(&self) -> [(Outcome, Files); 2] {
        let out = tempfile::tempdir().unwrap();
        let request = self.request("public");
        let fresh = Request { out: out.path().join("fresh"), ..request.clone() };
        [request, fresh].map(|request| {
            let outcome = build(&request, &Silent).unwrap();
            let built = if outcome.stopped.is_some() { Files::new() } else { files(&request.out) };
            (outcome, built)
        })
    }

    /// The files that a preview shows otherwise than a build from nothing, and those of which it has another key. It looks
    /// at what was touched alone, and plans only what is new.
    fn preview(&mut self, fresh: &Files) -> [Vec<String>; 2] {
        let inputs = self.request("public").inputs;
        let touched: Vec<_> = std::mem::take(&mut self.touched).iter().map(|path| self.board.path(path)).collect();
        let difference = self.preview.look(&inputs, Look::At(&touched), i64::MAX).unwrap();
        match (&self.shown, difference) {
            (Some(_), Difference::Nothing) => {}
            (Some(_), Difference::Texts(texts)) => {
                self.newer.extend(texts.iter().map(Text::hashed).map(|(path, hash)| (path.to_owned(), hash)));
            }
            (shown, _) => {
                let before = shown.as_ref().map(|shown| &shown.plan);
                self.shown = Some(self.preview.prepare(&inputs, &inputs.settings.base_url, before));
                self.newer.clear();
            }
        }
        let shown = self.shown.as_ref().unwrap();
        let texts = BoardTexts::new(shown).after(&self.newer);
        let renderer = Renderer::new(&shown.plan, &shown.templates).unwrap();
        let mut drawn = Files::new();
        let mut emit = |file: &str, bytes: &[u8]| drawn.entry(file.to_owned()).or_default().extend_from_slice(bytes);
        shown.plan.pages.iter().for_each(|planned| renderer.draw(planned.page, &texts, &mut emit).unwrap());
        // The version of the index is a hash of what keys are made of, and texts that changed alone change no key.
        let is_other = |file: &&String| drawn.get(*file) != fresh.get(*file) && !file.ends_with("/meta.json");
        let other = drawn.keys().chain(fresh.keys()).filter(is_other);
        let other = other.filter(|file| !is_of_old_addresses(file, drawn.get(*file))).cloned().collect();
        if !self.newer.is_empty() {
            return [other, Vec::new()];
        }
        let (left, right) = (keys(&shown.plan), keys(&check(&inputs, &Silent).unwrap().plan));
        let distinct: BTreeSet<u128> = right.values().copied().collect();
        assert_eq!(distinct.len(), right.len(), "two pages have the same key");
        let differ = left.keys().chain(right.keys()).filter(|file| left.get(*file) != right.get(*file));
        [other, differ.filter(|file| !is_of_old_addresses(file, drawn.get(*file))).cloned().collect()]
    }
}

fn keys(plan: &Plan) -> BTreeMap<String, u128> {
    plan.pages.iter().map(|planned| (plan.address(planned.page).file, planned.key)).collect()
}

/// True for what tells of addresses that postings had before, of which a build from nothing cannot know.
fn is_of_old_addresses(file: &str, built: Option<&Vec<u8>>) -> bool {
    let leads_on = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
    file == "_redirects" || built.is_some_and(|bytes| leads_on(bytes))
}

/// Applies edits, some at a time, and compares after each time.
fn same_as_from_nothing(steps: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let mut rich = Rich::new();
    let outcome = build(&rich.request("public"), &Silent).unwrap();
    prop_assert_eq!(outcome.stopped, None, "{:?}", outcome.diagnostics);
    for edits in steps {
        edits.iter().for_each(|edit| rich.apply(edit));
        let [(outcome, built), (fresh_outcome, fresh)] = rich.builds();
        prop_assert_eq!(outcome.stopped, fresh_outcome.stopped, "after {:?}", edits);
        if outcome.stopped.is_some() {
            continue;
        }
        let mut differ = differing(&built, &fresh);
        differ.retain(|path| !is_of_old_addresses(path, built.get(*path)));
        prop_assert!(differ.is_empty(), "after {:?}: {:?}", edits, differ);
        let [differ, keys] = rich.preview(&fresh);
        prop_assert!(differ.is_empty(), "in the preview after {:?}: {:?}", edits, differ);
        prop_assert!(keys.is_empty(), "keys after {:?}: {:?}", edits, keys);
    }
    Ok(())
}

fn cases() -> u32 {
    std::env::var("CORKBOARD_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_rich_board_after_any_edits_is_one_built_from_nothing(
        steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..8)
    ) {
        same_as_from_nothing(&steps)?;
    }
}
