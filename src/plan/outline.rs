//! What every plan needs of a posting, worked out once when the posting is read. The rest of it stays closed until
//! somebody draws it: so a plan of 100,000 postings looks at some hundred bytes of each and copies none.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

use super::companies::{company_key, is_local};
use super::key::KeyHasher;
use super::values::{self, Shared, Values};
use super::{Missing, duplicates, eligibility, identity};
use crate::model::{DatePosted, Fact, Featured, JobPosting, Location, Logos, Salary, Settings, Slug, Status};

/// What every plan needs of a posting. It depends on nothing but the posting and the settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outline {
    /// Path of the file, relative to the content folder, with `/`.
    pub path: String,
    /// Number of the posting in a file that lists several; 0 otherwise.
    pub part: u32,
    /// Hash of the bytes of the file and its sidecar.
    #[serde(with = "super::raw")]
    pub content_hash: u128,
    /// Not to be published.
    pub draft: bool,
    /// Open or closed as the author says.
    pub status: Status,
    /// The day or month of posting.
    pub date_posted: Option<DatePosted>,
    /// The day of the last change.
    pub date_updated: Option<Date>,
    /// The last day on which one can apply.
    pub valid_through: Option<Date>,
    /// How it is put ahead.
    pub featured: Option<Featured>,
    /// What makes it the same job as another: equal in any one of these. See `duplicates`.
    #[serde(with = "super::raw::row")]
    pub signatures: Box<[u128]>,
    /// The slug that it would have alone.
    pub wanted: Slug,
    /// Hash of what says who it is. See `identity`.
    #[serde(with = "super::raw")]
    pub identity: u128,
    /// Hash of its company and its own id, when it has one.
    pub id: Option<u128>,
    /// True when old addresses lead to it by the author's will.
    pub has_aliases: bool,
    /// Its employer, as it names it.
    pub company: Option<Employer>,
    /// Its pay, without the author's words on it.
    pub salary: Option<Box<Salary>>,
    /// What structured data demand and it lacks on every day.
    pub lacks: Box<[Missing]>,
    /// Its days, as far as they are certain.
    pub certain: Certain,
    /// Hash of all that is known of it but its text.
    #[serde(with = "super::raw")]
    pub told: u128,
    /// Hash of what its card shows of its own facts.
    #[serde(with = "super::raw")]
    pub card: u128,
    /// Hash of what a picture for links to it shows of them.
    pub picture: u64,
    /// The values of facets that it has, but its company. They are kept in a table of their own.
    #[serde(skip)]
    pub values: Box<[Shared]>,
    /// Hashes of its tags and of the words of its title, sorted.
    pub words: Box<[u32]>,
    /// Hash of these; see `words_hash`.
    pub words_hash: u64,
}

/// Days that are stated or follow from what is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certain {
    /// The day of posting.
    pub posted: Option<Date>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// The last day on which one can apply.
    pub last: Option<Date>,
    /// The day on which it was closed (`date_closed`, which `import` writes).
    pub closed: Option<Date>,
}

/// An employer as a posting names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Hash of what is equal in all variants of the name.
    pub key: u64,
    /// Hash of all that follows.
    pub told: u64,
    /// The name, trimmed.
    pub name: Box<str>,
    /// Its web site.
    pub url: Option<Box<str>>,
    /// Its logo, when that is a file of the board, or one at another host that the settings allow.
    pub logo: Option<Box<str>>,
}

/// The outline of a posting; values that were met before are shared.
pub fn outline(facts: &JobPosting, settings: &Settings, met: &mut Values) -> Outline {
    let company = facts.company.as_ref();
    let (card, picture) = shown(facts);
    let words = words(facts);
    let id = facts.id.as_ref().map(|id| {
        let company = company.map(|company| company.value.as_str()).unwrap_or_default();
        KeyHasher::new("id").text(company).text(&id.value).finish()
    });
    Outline {
        path: facts.path.clone(),
        part: facts.part,
        content_hash: facts.content_hash,
        draft: facts.draft,
        status: facts.status,
        date_posted: facts.date_posted.as_ref().map(|posted| posted.value),
        date_updated: facts.date_updated.as_ref().map(|updated| updated.value),
        valid_through: facts.valid_through.as_ref().map(|last| last.value),
        featured: facts.featured,
        signatures: duplicates::signatures(facts).collect(),
        wanted: identity::wanted(facts),
        identity: xxh3_128(identity::identity(facts).as_bytes()),
        id,
        has_aliases: !facts.aliases.is_empty(),
        company: company.map(|company| employer(&company.value, facts, settings.logos)),
        salary: facts.salary.clone().map(|salary| Box::new(Salary { text: String::new(), ..salary })),
        lacks: eligibility::lacks(facts, settings).into(),
        certain: Certain {
            posted: facts.date_posted.as_ref().and_then(Fact::certain).and_then(|posted| posted.day()),
            updated: facts.date_updated.as_ref().and_then(Fact::certain).copied(),
            last: facts.valid_through.as_ref().and_then(Fact::certain).copied(),
            closed: facts.extra.get("date_closed").and_then(|day| day.as_str()?.parse().ok()),
        },
        told: told(facts, card),
        card,
        picture,
        values: values::values(facts, settings, met),
        words_hash: words_hash(&words),
        words,
    }
}

fn employer(name: &str, facts: &JobPosting, logos: Logos) -> Employer {
    let is_usable = |logo: &&str| is_local(logo) || logos == Logos::Remote;
    let key = employer_key(name);
    let name = name.trim();
    let url = facts.company_url.as_ref().map(|url| url.value.as_str());
    let logo = facts.company_logo.as_ref().map(|logo| logo.value.as_str()).filter(is_usable);
    let told = KeyHasher::new("employer").text(name).maybe(url).maybe(logo).short();
    Employer { key, told, name: name.into(), url: url.map(Box::from), logo: logo.map(Box::from) }
}

/// Hash of what is equal in all variants of a company's name.
pub fn employer_key(name: &str) -> u64 {
    xxh3_64(company_key(name).as_bytes())
}

/// Hash of all that files for programs may tell of a posting beside its text: what its card shows, and the rest. Every
/// fact is named here, so that a new one is not forgotten. Where they were read from is not told.
fn told(facts: &JobPosting, card: u128) -> u128 {
    #[rustfmt::skip]
    let JobPosting {
        id, company, company_url, company_logo, date_updated, apply, source_url, source_site, status, featured, path, part,
        // In the hash of the card.
        title: _, title_text: _, date_posted: _, valid_through: _, location: _, employment_type: _, salary: _,
        salary_text: _, tags: _, category: _, seniority: _, language: _, summary: _,
        // Decided by the plan, shown by templates alone, or told of the file and not of the job.
        slug: _, aliases: _, draft: _, extra: _, content_hash: _, body_hash: _, body: _, dialect: _, repairs: _,
    } = facts;
    let employer = (company.as_ref().map(known), company_url.as_ref().map(known), company_logo.as_ref().map(known));
    let source = (source_url.as_ref().map(known), source_site.as_ref().map(known), path, part);
    let state = (date_updated.as_ref().map(known), apply.as_ref().map(known), status, featured);
    let all = (card.to_le_bytes(), id.as_ref().map(known), employer, source, state);
    xxh3_128(&postcard::to_stdvec(&all).unwrap_or_default())
}

/// A fact without the place where it was read.
fn known<T: Serialize>(fact: &Fact<T>) -> impl Serialize + '_ {
    (&fact.value, fact.origin)
}

/// Hashes of everything that a card of a posting may show of its own facts, and of what its picture for links shows.
/// Where they were read from is not shown: text that moves within its file changes neither.
fn shown(facts: &JobPosting) -> (u128, u64) {
    let Location { text, remote, anywhere, places, regions, applicant_countries } = &facts.location;
    let places: Vec<_> = places
        .iter()
        .map(|place| {
            let (city, subdivision) = (place.city.as_ref().map(known), place.subdivision.as_ref().map(known));
            (city, subdivision, place.country.as_ref().map(known))
        })
        .collect();
    let location = (
        (text, remote.as_ref().map(known), anywhere, places),
        regions.iter().map(known).collect::<Vec<_>>(),
        applicant_countries.iter().map(known).collect::<Vec<_>>(),
    );
    let salary = (&facts.salary, facts.salary_text.as_ref().map(known));
    let mut bytes = postcard::to_stdvec(&(known(&facts.title), location, salary)).unwrap_or_default();
    let picture = xxh3_64(&bytes);
    let others = (
        facts.date_posted.as_ref().map(known),
        facts.employment_type.iter().map(known).collect::<Vec<_>>(),
        facts.tags.iter().map(known).collect::<Vec<_>>(),
        (facts.seniority.as_ref().map(known), facts.language.as_ref().map(known), facts.summary.as_ref().map(known)),
        (facts.valid_through.as_ref().map(known), facts.category.as_ref().map(known)),
        // The search finds a card by the title as it is written, too.
        &facts.title_text,
    );
    bytes = postcard::to_extend(&others, bytes).unwrap_or_default();
    (xxh3_128(&bytes), picture)
}

/// What makes postings similar. Two words that share one of four billion hashes count as one, in every build.
fn words(facts: &JobPosting) -> Box<[u32]> {
    let hash = |text: &str| (xxh3_64(text.as_bytes()) >> 32) as u32;
    let title = facts.title.value.to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).map(hash);
    let tags = facts.tags.iter().map(|tag| hash(tag.value.slug.as_str()));
    let mut hashes: Vec<u32> = tags.chain(words).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

/// One hash of the hashes of some words.
pub fn words_hash(words: &[u32]) -> u64 {
    words.iter().fold(0, |hash, word| xxh3_64_with_seed(&word.to_le_bytes(), hash))
}

/// A posting with its outline. It is shared and opened when somebody looks at more than the outline.
#[derive(Clone)]
pub struct Facts(Arc<Entry>);

struct Entry {
    outline: Outline,
    facts: State,
}

enum State {
    Opened(Arc<JobPosting>),
    Closed(Bytes, Range<u32>),
}

/// Gives the bytes of a posting by their place.
pub type Bytes = Arc<dyn Fn(Range<u32>) -> Vec<u8> + Send + Sync>;

impl Facts {
    /// A posting at hand.
    pub fn new(facts: Arc<JobPosting>, settings: &Settings, met: &mut Values) -> Facts {
        let outline = outline(&facts, settings, met);
        Facts(Arc::new(Entry { outline, facts: State::Opened(facts) }))
    }

    /// A posting of which only the outline is at hand; the rest is what `bytes` gives for the place.
    pub fn closed(outline: Outline, bytes: Bytes, place: Range<u32>) -> Facts {
        Facts(Arc::new(Entry { outline, facts: State::Closed(bytes, place) }))
    }

    /// True when it is the very reading of a posting that another one is.
    pub fn is(&self, other: &Facts) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// What every plan needs of it.
    pub fn outline(&self) -> &Outline {
        &self.0.outline
    }

    /// The whole posting. What lies closed is decoded each time, and not kept.
    pub fn open(&self) -> Arc<JobPosting> {
        match &self.0.facts {
            State::Opened(facts) => facts.clone(),
            State::Closed(bytes, place) => Arc::new(decoded(&bytes(place.clone()))),
        }
    }

    /// True when only its outline is at hand.
    pub fn is_closed(&self) -> bool {
        matches!(self.0.facts, State::Closed(..))
    }

    /// How many bytes it has.
    pub fn length(&self) -> u32 {
        match &self.0.facts {
            State::Opened(_) => u32::try_from(self.bytes().len()).unwrap_or(u32::MAX),
            State::Closed(_, place) => place.end - place.start,
        }
    }

    /// The whole posting as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.0.facts {
            State::Opened(facts) => postcard::to_stdvec(&**facts).unwrap_or_default(),
            State::Closed(bytes, place) => bytes(place.clone()),
        }
    }

    /// Keeps the outline alone; `bytes` gives for the place what `Facts::bytes` gave.
    pub fn close(&mut self, bytes: Bytes, place: Range<u32>) {
        match Arc::get_mut(&mut self.0) {
            Some(entry) => entry.facts = State::Closed(bytes, place),
            None => *self = Facts::closed(self.0.outline.clone(), bytes, place),
        }
    }
}

/// The posting in bytes of which a checksum says that this very program wrote them.
fn decoded(bytes: &[u8]) -> JobPosting {
    match postcard::from_bytes(bytes) {
        Ok(posting) => posting,
        Err(error) => unreachable!("a posting of this program cannot be read by it: {error}"),
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Facts({}#{})", self.0.outline.path, self.0.outline.part)
    }
}
