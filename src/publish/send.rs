//! Folders and object storage: compares what the target remembers with the site, and sends the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path as Key;
use object_store::{Attribute, Attributes, ObjectStore, ObjectStoreExt, PutOptions, PutPayload};
use xxhash_rust::xxh3::Xxh3;

use super::difference::{Kind, Phase, Step, steps};
use super::manifest::{self, Manifest};
use super::target::Place;
use super::{Encoding, Failure, Outcome, Request, local, media, refuse_shrunken};
use crate::network;
use crate::write::{Progress, Stage};

/// The manifest is written again after so many files, or a twentieth of all when that is more: what was sent until then
/// is not sent again after an interruption.
const CHECKPOINT: usize = 500;

/// What a file of the target is made from.
struct Made {
    /// File of the site.
    source: String,
    encoding: Option<Encoding>,
    key: u128,
    size: u64,
}

/// Target and site, compared.
struct Compared {
    store: Arc<dyn ObjectStore>,
    before: Manifest,
    open: usize,
    after: BTreeMap<String, Made>,
    versioned: BTreeSet<String>,
    outcome: Outcome,
}

/// Compares without sending.
pub(super) fn plan(request: &Request, place: &Place) -> Result<Outcome, Failure> {
    on_threads(async { Ok(compare(request, place).await?.outcome) })
}

/// Compares and sends.
pub(super) fn publish(request: &Request, place: &Place, progress: &dyn Progress) -> Result<Outcome, Failure> {
    on_threads(async {
        let compared = compare(request, place).await?;
        if !compared.outcome.steps.is_empty() {
            progress.begin(Stage::Send, compared.outcome.steps.len());
            let sent = compared.send(request, place, progress).await;
            progress.end();
            sent?;
        }
        Ok(compared.outcome)
    })
}

fn on_threads<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    network::run_on_threads(work).unwrap_or_else(|error| Err(Failure::of("cannot start threads", &error)))
}

async fn compare(request: &Request, place: &Place) -> Result<Compared, Failure> {
    let files = local::files(&request.site)?;
    let store = place.open()?;
    let stored = manifest_of(&*store, place).await?;
    if stored.is_none() && !request.adopt && !is_empty(&*store, place).await? {
        return Err(Failure::Usage(format!(
            "`{place}` is not empty and was not published by corkboard; choose another place, or say `--adopt` to use it \
             (its other files stay)"
        )));
    }
    let mut before = stored.unwrap_or_default();
    let open = local::open_postings(&request.site);
    refuse_shrunken(request, before.open, open)?;
    if request.verify {
        believe_only_what_is_listed(&*store, place, &mut before).await?;
    }
    let front: Vec<String> = ["index.html", "search/index.html", "search.html"]
        .iter()
        .filter_map(|page| std::fs::read_to_string(request.site.join(page)).ok())
        .collect();
    let versioned = media::versioned(&front);
    let mut after = BTreeMap::new();
    for file in files {
        for (path, encoding) in forms(&file, request, place) {
            let key = key(file.hash, &path, encoding, &versioned, place);
            after.insert(path, Made { source: file.path.clone(), encoding, key, size: file.size });
        }
    }
    let wanted = after.iter().map(|(path, made)| (path.clone(), (made.key, made.size))).collect();
    let steps = steps(&before, &wanted);
    let sent = steps.iter().filter(|step| step.kind != Kind::Gone).count();
    let outcome = Outcome {
        target: place.to_string(),
        unchanged: after.len() - sent,
        bytes: steps.iter().map(|step| step.size).sum(),
        steps,
    };
    Ok(Compared { store, before, open, after, versioned, outcome })
}

/// The files of the target that are made from one of the site: in a folder compressed ones stand beside it.
fn forms(file: &local::LocalFile, request: &Request, place: &Place) -> Vec<(String, Option<Encoding>)> {
    let encodings: &[Encoding] =
        if media::is_text(&file.path) && file.size >= super::compress::SHORT { &request.encodings } else { &[] };
    if !place.is_folder() {
        return vec![(file.path.clone(), encodings.first().copied())];
    }
    let beside = encodings.iter().map(|encoding| (format!("{}{}", file.path, encoding.ending()), Some(*encoding)));
    std::iter::once((file.path.clone(), None)).chain(beside).collect()
}

/// What is the same as long as bytes and headers of a file are the same.
fn key(hash: u128, path: &str, encoding: Option<Encoding>, versioned: &BTreeSet<String>, place: &Place) -> u128 {
    let mut key = Xxh3::new();
    key.update(&hash.to_le_bytes());
    key.update(encoding.map_or("", Encoding::name).as_bytes());
    if !place.is_folder() {
        let headers = media::headers(path, versioned);
        for text in [headers.media_type, headers.cache] {
            key.update(b"\0");
            key.update(text.as_bytes());
        }
    }
    key.digest128().max(manifest::ANNOUNCED + 1)
}

async fn manifest_of(store: &dyn ObjectStore, place: &Place) -> Result<Option<Manifest>, Failure> {
    let failed = |error: object_store::Error| Failure::of(format!("cannot read `{place}`"), &error);
    match store.get(&Key::from(manifest::NAME)).await {
        Ok(found) => Ok(Some(Manifest::read(&found.bytes().await.map_err(failed)?).unwrap_or_default())),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

async fn is_empty(store: &dyn ObjectStore, place: &Place) -> Result<bool, Failure> {
    let first = store.list(None).next().await;
    let failed = |error: object_store::Error| Failure::of(format!("cannot list `{place}`"), &error);
    first.transpose().map(|first| first.is_none()).map_err(failed)
}

/// Forgets of every file that the target does not list that it is there, and of one that it lists with another tag than
/// it gave when the file was sent what its bytes are.
async fn believe_only_what_is_listed(
    store: &dyn ObjectStore,
    place: &Place,
    before: &mut Manifest,
) -> Result<(), Failure> {
    let failed = |error: object_store::Error| Failure::of(format!("cannot list `{place}`"), &error);
    let listed: BTreeMap<String, Option<String>> = store
        .list(None)
        .map_ok(|found| (found.location.to_string(), found.e_tag))
        .try_collect()
        .await
        .map_err(failed)?;
    before.files.retain(|path, _| listed.contains_key(Key::from(path.as_str()).as_ref()));
    let known: Vec<String> = before.files.keys().cloned().collect();
    for path in known {
        if let Some(Some(tag)) = listed.get(Key::from(path.as_str()).as_ref()) {
            before.listed(&path, tag);
        }
    }
    Ok(())
}

impl Compared {
    /// Sends phase by phase; the manifest says before what is on its way and afterwards what is there.
    async fn send(&self, request: &Request, place: &Place, progress: &dyn Progress) -> Result<(), Failure> {
        let steps = &self.outcome.steps;
        let mut manifest = self.before.clone();
        for step in steps {
            let key = if step.kind == Kind::New { manifest::ANNOUNCED } else { manifest::UNKNOWN };
            manifest.files.insert(step.path.clone(), key);
        }
        self.remember(&manifest, place).await?;
        let each = CHECKPOINT.max(steps.len() / 20);
        for phase in Phase::ALL {
            let of_phase: Vec<&Step> = steps.iter().filter(|step| step.phase == phase).collect();
            for part in of_phase.chunks(each) {
                let outcome = self.send_part(part, request, place, progress).await;
                for (step, tag) in &outcome.done {
                    match self.after.get(&step.path) {
                        Some(made) => manifest.sent(&step.path, made.key, tag.as_deref()),
                        None => drop(manifest.files.remove(&step.path)),
                    }
                }
                if let Some(failure) = outcome.failure {
                    // What was done is worth remembering; whether that works is not what must be told.
                    let _ = self.remember(&manifest, place).await;
                    return Err(failure);
                }
                if part.len() == each {
                    self.remember(&manifest, place).await?;
                }
            }
        }
        manifest.open = self.open;
        self.remember(&manifest, place).await
    }

    async fn send_part<'s>(
        &self,
        part: &[&'s Step],
        request: &Request,
        place: &Place,
        progress: &dyn Progress,
    ) -> Part<'s> {
        let failures = AtomicUsize::new(0);
        let results: Vec<Option<Result<Sent, Failure>>> = stream::iter(part.iter().copied())
            .map(|step| {
                let failures = &failures;
                async move {
                    // After a failure what is on its way ends, and nothing more begins.
                    if failures.load(Ordering::Relaxed) > 0 {
                        return None;
                    }
                    let done = self.step(step, request, place).await;
                    progress.advance(1);
                    failures.fetch_add(usize::from(done.is_err()), Ordering::Relaxed);
                    Some(done.map(|tag| (step, tag)))
                }
            })
            .buffer_unordered(request.connections.max(1))
            .collect()
            .await;
        let mut part = Part { done: Vec::new(), failure: None };
        for result in results.into_iter().flatten() {
            match result {
                Ok(step) => part.done.push(step),
                Err(failure) => part.failure = Some(failure),
            }
        }
        part
    }

    /// Sends or removes a file; gives the tag of one that was sent.
    async fn step(&self, step: &Step, request: &Request, place: &Place) -> Result<Option<String>, Failure> {
        let location = Key::from(step.path.as_str());
        let Some(made) = self.after.get(&step.path) else {
            return match self.store.delete(&location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(Failure::of(format!("cannot remove `{}` from `{place}`", step.path), &error)),
            };
        };
        let file = request.site.join(&made.source);
        let unreadable = |error: std::io::Error| Failure::of(format!("cannot read `{}`", file.display()), &error);
        let mut bytes = std::fs::read(&file).map_err(unreadable)?;
        if let Some(encoding) = made.encoding {
            bytes = tokio::task::block_in_place(|| encoding.compress(&bytes)).map_err(unreadable)?;
        }
        let options = if place.is_folder() { PutOptions::default() } else { self.headers(&step.path, made.encoding) };
        let sent = self.store.put_opts(&location, PutPayload::from(bytes), options).await;
        sent.map(|put| put.e_tag)
            .map_err(|error| Failure::of(format!("cannot send `{}` to `{place}`", step.path), &error))
    }

    fn headers(&self, path: &str, encoding: Option<Encoding>) -> PutOptions {
        let headers = media::headers(path, &self.versioned);
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, headers.media_type.into());
        attributes.insert(Attribute::CacheControl, headers.cache.into());
        if let Some(encoding) = encoding {
            attributes.insert(Attribute::ContentEncoding, encoding.name().into());
        }
        PutOptions { attributes, ..PutOptions::default() }
    }

    async fn remember(&self, manifest: &Manifest, place: &Place) -> Result<(), Failure> {
        let mut options = PutOptions::default();
        if !place.is_folder() {
            options.attributes.insert(Attribute::ContentType, "application/gzip".into());
            options.attributes.insert(Attribute::CacheControl, "no-store".into());
        }
        let payload = PutPayload::from(manifest.write());
        let sent = self.store.put_opts(&Key::from(manifest::NAME), payload, options).await;
        sent.map(drop).map_err(|error| Failure::of(format!("cannot write to `{place}`"), &error))
    }
}

/// A step that was taken, with the tag that the target gave the file.
type Sent<'s> = (&'s Step, Option<String>);

/// What came of a part of the steps.
struct Part<'s> {
    done: Vec<Sent<'s>>,
    failure: Option<Failure>,
}
