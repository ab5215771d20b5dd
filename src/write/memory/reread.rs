//! Looks at the author's files again: at all of them, or at those that are told to have changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::same::{Text, texts_alone};
use super::{Difference, Memory};
use crate::find::{self, Content, Found, Kind, Seen, Stat};
use crate::write::met::Met;
use crate::write::outcome::{Failure, Silent};
use crate::write::prepare::Inputs;
use crate::write::read::{self, ReadBy};
use crate::write::sources::{Held, Run, SourceRecord, Sources, SourcesAbout};
use crate::write::store::Chunks;

/// Files up to which all that they held is kept in memory.
const KEPT: usize = 4096;

/// A file among those that are remembered: its run and its place there.
type Place = (usize, usize);

/// A file that was looked at again, and what it holds when that is new.
struct Again {
    place: Place,
    record: SourceRecord,
    held: Option<Held>,
}

impl Memory {
    /// The files that the paths concern; none when more may have changed than they say: files that came or went,
    /// folders, links.
    pub(super) fn known(&self, inputs: &Inputs, paths: &[PathBuf]) -> Option<Vec<Place>> {
        let folder = inputs.content_folder();
        let mut places = Vec::new();
        for path in paths {
            let Ok(below) = path.strip_prefix(&folder) else { continue };
            let below = below.to_str()?.replace('\\', "/");
            if below.split('/').any(find::is_ignored) {
                continue;
            }
            match (self.place(&below), find::seen(path)) {
                (Some(place), Seen::File(_)) if !self.has_links => places.push(place),
                (None, Seen::Nothing) if !below.is_empty() && !self.holds_below(&below) => {}
                _ => return None,
            }
        }
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn record(&self, (run, at): Place) -> &SourceRecord {
        &self.runs[run].records[at]
    }

    /// The first file whose path is not before another one.
    fn from(&self, path: &str) -> Option<Place> {
        let is_before = |run: &Run| run.records.last().is_none_or(|last| last.path.as_str() < path);
        let run = self.runs.partition_point(is_before);
        let at = self.runs.get(run)?.records.partition_point(|record| record.path.as_str() < path);
        Some((run, at))
    }

    /// The record of a file, or of the posting whose sidecar it is.
    fn place(&self, path: &str) -> Option<Place> {
        if let Some(place) = self.from(path).filter(|place| self.record(*place).path == path) {
            return Some(place);
        }
        let stem = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml"))?;
        let endings = ["markdown", "md", "txt"].map(|ending| format!("{stem}.{ending}"));
        let owner = |name: &String| self.from(name).filter(|place| self.record(*place).path == *name);
        let owns = |place: &Place| self.record(*place).sidecar.as_deref().is_some_and(|(side, _)| side == path);
        endings.iter().filter_map(owner).find(owns)
    }

    fn holds_below(&self, folder: &str) -> bool {
        let folder = format!("{folder}/");
        self.from(&folder).is_some_and(|place| self.record(place).path.starts_with(&folder))
    }

    /// Reads some files again.
    pub(super) fn reread(&mut self, inputs: &Inputs, places: Vec<Place>) -> Difference {
        let folder = inputs.content_folder();
        let SourcesAbout { began, has_profiles, .. } = self.about;
        let by = ReadBy { folder: &folder, settings: &inputs.settings, has_profiles, began, verify: false };
        let met = Met::default();
        let again: Vec<Again> = places
            .into_par_iter()
            .with_min_len(4)
            .map_init(Vec::new, |buffer, place| self.again(place, by, buffer, &met))
            .collect();
        let mut texts = Some(Vec::new());
        for of_run in again.chunk_by(|left, right| left.place.0 == right.place.0) {
            let run = &self.runs[of_run[0].place.0];
            let mut records = run.records.to_vec();
            let mut held = run.held().to_vec();
            for Again { place, record, held: now } in of_run {
                records[place.1] = record.clone();
                let Some(now) = now else { continue };
                self.is_unsaved = true;
                texts = texts.zip(texts_alone(&held[place.1], now)).map(|(mut texts, alone)| {
                    texts.extend(alone);
                    texts
                });
                held[place.1] = now.clone();
            }
            self.runs[of_run[0].place.0] = Run::new(records, held, None);
        }
        match texts {
            Some(texts) if texts.is_empty() => Difference::Nothing,
            Some(texts) if !self.may_merge(&texts) => Difference::Texts(texts),
            _ => Difference::Board,
        }
    }

    fn again(&self, place: Place, by: ReadBy, buffer: &mut Vec<u8>, met: &Met) -> Again {
        let record = self.record(place);
        let stat = |path: &str, old: Stat| match find::seen(&by.folder.join(path)) {
            Seen::File(stat) => stat,
            Seen::Nothing | Seen::Other => old,
        };
        let kind = match &self.runs[place.0].held()[place.1] {
            Held::Posting(..) => Kind::Posting,
            Held::Company(..) => Kind::Company,
            Held::Page(..) => Kind::Page,
            Held::Other => Kind::Other,
        };
        let found = Found {
            path: record.path.clone(),
            kind,
            stat: stat(&record.path, record.stat),
            sidecar: record.sidecar.as_deref().map(|(path, old)| Box::new((path.clone(), stat(path, *old)))),
        };
        let (hash, held) = read::look(&found, Some(record.hash), by, buffer, met);
        Again { place, record: SourceRecord { path: found.path, stat: found.stat, sidecar: found.sidecar, hash }, held }
    }

    /// True when a changed text makes a posting the same job as another, or no longer the same.
    fn may_merge(&self, texts: &[Text]) -> bool {
        let mut changed: Vec<u128> = Vec::new();
        for text in texts {
            if let Text::Posting { before, now } = text {
                let (before, now) = (&before.outline().signatures, &now.outline().signatures);
                changed.extend(before.iter().filter(|signature| !now.contains(signature)));
                changed.extend(now.iter().filter(|signature| !before.contains(signature)));
            }
        }
        changed.sort_unstable();
        if changed.is_empty() {
            return false;
        }
        let is_double = changed.windows(2).any(|pair| pair[0] == pair[1]);
        let of_text = |signature: &u128| changed.binary_search(signature).is_ok();
        let named = |posting: &crate::plan::Facts| {
            let outline = posting.outline();
            let is_changed = |text: &Text| match text {
                Text::Posting { now, .. } => (&now.outline().path, now.outline().part) == (&outline.path, outline.part),
                Text::Company(..) | Text::Page(..) => false,
            };
            outline.signatures.iter().any(of_text) && !texts.iter().any(is_changed)
        };
        is_double || self.runs.par_iter().any(|run| run.held().iter().flat_map(Held::postings).any(|p| named(&p)))
    }

    /// Lists the folder again and reads what is new or may have changed.
    pub(super) fn reread_all(&mut self, inputs: &Inputs, clock: i64) -> Result<Difference, Failure> {
        let folder = inputs.content_folder();
        let content = Content { folder: folder.clone(), is_own: inputs.content.is_none(), links: inputs.links };
        let listing = content.list().map_err(Failure::at("list", &folder))?;
        let (settings, has_profiles) = (&inputs.settings, listing.has_profiles);
        let by = ReadBy { folder: &folder, settings, has_profiles, began: clock, verify: inputs.verify };
        let before = (self.about.settings, self.about.has_profiles, self.digest());
        let hashes = self.hashes();
        let left = self.left.take();
        let is_first = left.is_some();
        let sources = left.unwrap_or_else(|| Sources::kept(self.about, std::mem::take(&mut self.runs)));
        if listing.files.len() > KEPT && self.room.is_none() {
            self.room = Chunks::nameless().ok().map(Arc::new);
        }
        let reading = read::read(&listing.files, &sources, by, self.room.as_ref(), &Silent);
        if is_first {
            self.chunks = sources.into_chunks();
            self.is_unsaved = reading.is_new;
        }
        self.about = reading.about;
        self.runs = reading.runs;
        self.sidecars = Arc::new(
            self.runs
                .iter()
                .flat_map(|run| run.records.iter())
                .filter_map(|record| Some((record.path.clone(), record.sidecar.as_ref()?.0.clone())))
                .collect(),
        );
        self.has_links = listing.has_links;
        let is_listed_as_before = self.unlisted == listing.diagnostics;
        self.unlisted = listing.diagnostics;
        let is_same = (self.about.settings, self.about.has_profiles, self.digest()) == before;
        self.noticed = if is_same || is_first { Vec::new() } else { self.differing(&hashes) };
        self.is_unsaved |= !is_same && !is_first;
        Ok(if is_same && is_listed_as_before { Difference::Nothing } else { Difference::Board })
    }

    fn records(&self) -> impl Iterator<Item = &SourceRecord> {
        self.runs.iter().flat_map(|run| run.records.iter())
    }

    /// Hash of every path, with that of the file's bytes.
    fn hashes(&self) -> HashMap<u64, u128> {
        self.records().map(|record| (xxh3_64(record.path.as_bytes()), record.hash)).collect()
    }

    fn differing(&self, before: &HashMap<u64, u128>) -> Vec<PathBuf> {
        let is_new = |record: &&SourceRecord| before.get(&xxh3_64(record.path.as_bytes())) != Some(&record.hash);
        self.records().filter(is_new).map(|record| PathBuf::from(&record.path)).collect()
    }

    /// Hash of the paths and bytes of all sources.
    fn digest(&self) -> u128 {
        let mut digest = Xxh3::new();
        for record in self.records() {
            digest.update(record.path.as_bytes());
            digest.update(&record.hash.to_le_bytes());
        }
        digest.digest128()
    }
}

impl Inputs {
    /// The folder of the postings.
    pub fn content_folder(&self) -> PathBuf {
        self.content.as_deref().map_or_else(|| self.root.join("content"), Path::to_owned)
    }
}
