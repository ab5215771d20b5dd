//! One index of everything that a name can mean. A question is one hash of the folded name and one look into a bucket.

use std::collections::HashMap;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use super::cities::{self, Wording};
use super::{Folded, Word, WordSet, countries, regions, rows, several, subdivisions};

/// Something that a name can mean. Numbers are places in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Meaning {
    /// A country.
    Country(crate::model::Country),
    /// A state, province or nation.
    Subdivision(u16),
    /// A city.
    City(u16, Wording),
    /// A region above countries.
    Region(u16),
    /// No place.
    Word(Word),
    /// Alone, the name is this city.
    Means(u16),
    /// Alone, the name is no city of any one country.
    Unsure,
}

/// What the folded name can mean: cities by falling size.
pub(in crate::parse) fn names(folded: &str) -> &'static [Meaning] {
    INDEX.find(xxh3_64(folded.as_bytes()))
}

/// What the code in capitals can mean: countries (two and three letters) and subdivisions.
pub(in crate::parse) fn codes(code: &str) -> &'static [Meaning] {
    INDEX.find(code_key(code))
}

const BUCKET_BITS: u32 = 15;

/// Countries whose subdivisions people write by their codes.
const WITH_CODES: [&str; 6] = ["US", "CA", "AU", "BR", "IN", "GB"];

/// Meanings sorted by the hash of their name. Two names of the same 64-bit hash would be taken for one another;
/// with forty thousand names the odds are one in ten thousand million.
struct Index {
    hashes: Vec<u64>,
    meanings: Vec<Meaning>,
    buckets: Vec<u32>,
}

impl Index {
    fn find(&self, hash: u64) -> &[Meaning] {
        let bucket = (hash >> (u64::BITS - BUCKET_BITS)) as usize;
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let mut first = range.start;
        while first < range.end && self.hashes[first] != hash {
            first += 1;
        }
        let mut last = first;
        while last < range.end && self.hashes[last] == hash {
            last += 1;
        }
        &self.meanings[first..last]
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut entries = Entries { found: Vec::with_capacity(3 << (BUCKET_BITS - 1)), folded: Folded::default() };
    entries.add_countries();
    entries.add_subdivisions();
    entries.add_regions();
    entries.add_words();
    entries.add_cities();
    entries.add_other_names();
    entries.into_index()
});

fn code_key(code: &str) -> u64 {
    // Codes are their own name space: `IN` is not the word "in".
    xxh3_64(code.as_bytes()) ^ 0x5bd1_e995
}

/// The index while it is filled: hash, order among equal names, meaning.
struct Entries {
    found: Vec<(u64, u64, Meaning)>,
    folded: Folded,
}

impl Entries {
    fn add(&mut self, name: &str, rank: u16, meaning: Meaning) {
        let hash = xxh3_64(self.folded.of(name).as_bytes());
        self.push(hash, rank, meaning);
    }

    fn add_code(&mut self, code: &str, meaning: Meaning) {
        self.push(code_key(code), 0, meaning);
    }

    /// Equal names are ordered by rank, then as they came.
    fn push(&mut self, hash: u64, rank: u16, meaning: Meaning) {
        let order = (u64::from(rank) << 32) | self.found.len() as u64;
        self.found.push((hash, order, meaning));
    }

    fn add_countries(&mut self) {
        for row in countries::all() {
            let meaning = Meaning::Country(row.country);
            for name in row.names.iter().chain(&row.also) {
                self.add(name, 0, meaning);
            }
            self.add_code(row.country.code(), meaning);
            self.add_code(row.alpha3, meaning);
        }
    }

    fn add_subdivisions(&mut self) {
        for (row, index) in subdivisions::all().iter().zip(0..) {
            let meaning = Meaning::Subdivision(index);
            self.add(row.name, 0, meaning);
            for name in &row.also {
                self.add(name, 0, meaning);
            }
            if WITH_CODES.contains(&row.country.code()) {
                self.add_code(row.code, meaning);
            }
        }
    }

    fn add_regions(&mut self) {
        for (row, index) in regions::all().iter().zip(0..) {
            self.add(row.name, 0, Meaning::Region(index));
            for name in &row.also {
                self.add(name, 0, Meaning::Region(index));
            }
        }
    }

    fn add_words(&mut self) {
        for row in rows(include_str!("data/place-words.tsv")) {
            let Some(word) = Word::named(row[0]) else { continue };
            for phrase in several(row.get(1)) {
                self.add(phrase, 0, Meaning::Word(word));
            }
        }
    }

    fn add_cities(&mut self) {
        for (row, index) in cities::all().iter().zip(0..) {
            self.add(row.name, u16::MAX - row.thousands, Meaning::City(index, Wording::Spelling));
        }
    }

    fn add_other_names(&mut self) {
        let usual = usual_names();
        for row in cities::other_names() {
            let Some(index) = row.get(3).and_then(|country| usual.get(&(row[2], *country)).copied()) else {
                if row[0] == "unsure" {
                    self.add(row[2], 0, Meaning::Unsure);
                }
                continue;
            };
            if row[0] == "means" {
                self.add(row[2], 0, Meaning::Means(index));
                continue;
            }
            let wording = if row[0] == "short" { Wording::Short } else { Wording::Spelling };
            for name in row[1].split(';').filter(|name| *name != row[2]) {
                self.add(name, 0, Meaning::City(index, wording));
                self.add(name, 0, Meaning::Means(index));
            }
        }
    }

    /// Sorts by hash and order. Hashes are even, so a place by their first bits leaves next to nothing to sort: a fifth
    /// of what sorting forty thousand entries took.
    fn sort(&mut self) {
        let bucket = |hash: u64| (hash >> (u64::BITS - BUCKET_BITS)) as usize;
        let mut starts = vec![0_usize; (1 << BUCKET_BITS) + 1];
        for (hash, ..) in &self.found {
            starts[bucket(*hash) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut sorted = self.found.clone();
        let mut next = starts.clone();
        for entry in &self.found {
            let at = &mut next[bucket(entry.0)];
            sorted[*at] = *entry;
            *at += 1;
        }
        for range in starts.windows(2).filter(|range| range[1] - range[0] > 1) {
            sorted[range[0]..range[1]].sort_unstable_by_key(|(hash, order, _)| (*hash, *order));
        }
        self.found = sorted;
    }

    fn into_index(mut self) -> Index {
        self.sort();
        self.found.dedup_by_key(|(hash, _, meaning)| (*hash, *meaning));
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for (hash, ..) in &self.found {
            buckets[(hash >> (u64::BITS - BUCKET_BITS)) as usize + 1] += 1;
        }
        let mut sum = 0;
        for bucket in &mut buckets {
            sum += *bucket;
            *bucket = sum;
        }
        Index {
            hashes: self.found.iter().map(|(hash, ..)| *hash).collect(),
            meanings: self.found.iter().map(|(.., meaning)| *meaning).collect(),
            buckets,
        }
    }
}

/// The place in the table of the largest city for each usual name and country in the hand-made lines.
pub(super) fn usual_names() -> HashMap<(&'static str, &'static str), u16> {
    let mut found: HashMap<_, u16> = HashMap::new();
    let wanted: WordSet = cities::other_names().map(|row| row[2]).collect();
    for (row, index) in cities::all().iter().zip(0..).filter(|(row, _)| wanted.contains(row.name)) {
        let largest = found.entry((row.name, row.country.code())).or_insert(index);
        if cities::city(*largest).thousands < row.thousands {
            *largest = index;
        }
    }
    found
}
