//! Employers: name variants merged, profiles joined, one page each.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::duplicates::Group;
use super::key::Plain;
use super::outline::{Employer, employer_key};
use super::{Company, CompanyId, TOGETHER};
use crate::model::{CompanyProfile, Slug};

/// Words that tell the legal form of a company and not its name.
const LEGAL_FORMS: [&str; 24] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "ab",
    "as",
    "aps",
    "plc",
    "corp",
    "corporation",
    "co",
    "kg",
    "pty",
];

/// What is equal in all variants of a company's name: letters and digits in lower case, without the legal form.
pub fn company_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<String> = Vec::new();
    // Dots inside a legal form (`S.A.`) bind; everything else that is no letter or digit parts words.
    for word in lower.replace('.', "").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push(word.to_owned());
    }
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(&word.as_str())) {
        words.pop();
    }
    if words.is_empty() { lower.trim().to_owned() } else { words.concat() }
}

/// All employers by slug, and for each posting (in order) the index of its employer.
pub fn companies(postings: &[Group], profiles: &[CompanyProfile]) -> (Vec<Company>, Vec<Option<CompanyId>>) {
    let aliases = alias_keys(profiles);
    let mut named: Vec<OfPosting> = (0..u32::MAX)
        .into_par_iter()
        .zip(postings)
        .with_min_len(64)
        .with_max_len(TOGETHER)
        .filter_map(|(index, posting)| {
            let (key, told) = posting.employer?;
            Some((aliases.get(&key).copied().unwrap_or(key), index, told))
        })
        .collect();
    named.par_sort_unstable();
    let profile_of: BTreeMap<u64, usize> =
        profiles.iter().enumerate().rev().map(|(index, profile)| (employer_key(&profile.name.value), index)).collect();
    let runs: Vec<&[OfPosting]> = named.chunk_by(|left, right| left.0 == right.0).collect();
    let without_posting = profile_of.iter().filter(|(key, _)| runs.binary_search_by_key(*key, |run| run[0].0).is_err());
    let mut employers: Vec<Named> = runs
        .par_iter()
        .with_min_len(16)
        .with_max_len(TOGETHER)
        .map(|run| employer(run, postings, profile_of.get(&run[0].0).map(|index| (*index, &profiles[*index]))))
        .chain(
            without_posting
                .collect::<Vec<_>>()
                .into_par_iter()
                .map(|(_, index)| employer(&[], postings, Some((*index, &profiles[*index])))),
        )
        .collect();
    settle_slugs(&mut employers);
    let mut of_posting = vec![None; postings.len()];
    for (id, employer) in (0..).zip(&employers) {
        employer.postings.iter().for_each(|(_, index, _)| of_posting[*index as usize] = Some(id));
    }
    (employers.into_iter().map(|employer| employer.company).collect(), of_posting)
}

/// Of a posting the key of its employer, its place, and the hash of what it tells of the employer.
type OfPosting = (u64, u32, u64);

/// An employer with what is equal in all variants of its name, and its postings.
struct Named<'a> {
    key: String,
    company: Company,
    postings: &'a [OfPosting],
}

/// Gives every employer an address of its own and sorts them by it.
fn settle_slugs(employers: &mut [Named]) {
    // Profiles choose their address first; it is the name of their file.
    employers.par_sort_unstable_by(|left, right| {
        (left.company.profile.is_none(), &left.key).cmp(&(right.company.profile.is_none(), &right.key))
    });
    let mut taken: HashSet<String> = HashSet::with_capacity(employers.len() + 1);
    taken.insert("page".to_owned());
    for Named { key, company, .. } in employers.iter_mut() {
        if !taken.insert(company.slug.to_string()) {
            company.slug = company.slug.with_suffix(&Slug::of_hash(key.as_bytes()).as_str()[1..5]);
            taken.insert(company.slug.to_string());
        }
    }
    employers.par_sort_by(|left, right| left.company.slug.cmp(&right.company.slug));
}

/// Keys of the other names that profiles give, each with the key of the profile's own name.
fn alias_keys(profiles: &[CompanyProfile]) -> BTreeMap<u64, u64> {
    let mut aliases = BTreeMap::new();
    for profile in profiles {
        for alias in profile.aliases.iter().map(String::as_str).chain([profile.slug.as_str()]) {
            aliases.entry(employer_key(alias)).or_insert_with(|| employer_key(&profile.name.value));
        }
    }
    aliases
}

/// The employer of some postings, newest first.
fn employer<'a>(postings: &'a [OfPosting], groups: &[Group], described: Option<(usize, &CompanyProfile)>) -> Named<'a> {
    // Most postings of an employer tell the same of it: the first of these says it for all.
    let mut tellings: Vec<(u32, usize)> = Vec::with_capacity(1);
    let mut met: HashMap<u64, usize, Plain> = HashMap::default();
    for (_, index, told) in postings {
        let at = *met.entry(*told).or_insert(tellings.len());
        if at == tellings.len() {
            tellings.push((*index, 0));
        }
        tellings[at].1 += 1;
    }
    let of_posting = |index: u32| groups[index as usize].shown.outline().company.as_ref();
    let told = tellings.iter().filter_map(|(index, count)| Some((of_posting(*index)?, *count)));
    let stated: Vec<(&Employer, usize)> = told.collect();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for (employer, count) in &stated {
        *names.entry(&employer.name).or_default() += count;
    }
    // The most frequent variant; among equals one with capitals, then the first by letters.
    let most_used = names.iter().max_by(|left, right| {
        let weight = |(name, count): (&&str, &usize)| (*count, name.chars().any(char::is_uppercase));
        weight(*left).cmp(&weight(*right)).then_with(|| right.0.cmp(left.0))
    });
    let profile = described.map(|(_, profile)| profile);
    let name = profile
        .map(|profile| profile.name.value.clone())
        .or(most_used.map(|(name, _)| (*name).to_owned()))
        .unwrap_or_default();
    let logos = || {
        let described = profile.and_then(|profile| profile.logo.as_ref()).map(|logo| logo.value.as_str());
        described.into_iter().chain(stated.iter().filter_map(|(employer, _)| employer.logo.as_deref()))
    };
    let url = profile.and_then(|profile| profile.url.as_ref()).map(|url| url.value.as_str().to_owned());
    let company = Company {
        slug: profile.map_or_else(|| Slug::of_any(&name), |profile| profile.slug.clone()),
        has_profile_url: url.is_some(),
        url: url.or_else(|| stated.iter().find_map(|(employer, _)| employer.url.as_deref()).map(str::to_owned)),
        logo: logos().find(|logo| is_local(logo)).or_else(|| logos().next()).map(str::to_owned),
        profile: described.and_then(|(index, _)| u32::try_from(index).ok()),
        list: None,
        name,
    };
    Named { key: company_key(&company.name), company, postings }
}

/// True for a logo that is a file of the board.
pub fn is_local(logo: &str) -> bool {
    logo.starts_with('/') && !logo.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::company_key;

    #[test]
    fn variants_of_a_name_have_one_key() {
        for variant in ["DECA Games", "deca-games", "Deca Games ", "deca games", "Deca Games, Inc."] {
            assert_eq!(company_key(variant), "decagames", "{variant}");
        }
        assert_eq!(company_key("Co"), "co");
        assert_eq!(company_key("Acme S.A."), "acme");
        assert_ne!(company_key("Acme Labs"), company_key("Acme"));
    }
}
