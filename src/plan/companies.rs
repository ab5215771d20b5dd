//! Employers: name variants merged, profiles joined, one page each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Company, CompanyId};
use crate::model::{CompanyProfile, JobPosting, Slug};

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
pub fn companies(postings: &[Arc<JobPosting>], profiles: &[CompanyProfile]) -> (Vec<Company>, Vec<Option<CompanyId>>) {
    let mut by_key: BTreeMap<String, Variants> = BTreeMap::new();
    for (index, profile) in profiles.iter().enumerate() {
        let main = company_key(&profile.name.value);
        by_key.entry(main).or_default().profile.get_or_insert(index);
    }
    let aliases = alias_keys(profiles);
    let keys: Vec<Option<String>> = postings.iter().map(|posting| posting_key(posting, &aliases)).collect();
    for (posting, key) in postings.iter().zip(&keys) {
        if let (Some(company), Some(key)) = (&posting.company, key) {
            by_key.entry(key.clone()).or_default().add(&company.value, posting);
        }
    }
    let mut taken = BTreeSet::from(["page".to_owned()]);
    let mut named: Vec<(String, Company)> =
        by_key.into_iter().map(|(key, variants)| (key, variants.into_company(profiles))).collect();
    // Profiles choose their address first; it is the name of their file.
    named.sort_by_key(|(key, company)| (company.profile.is_none(), key.clone()));
    for (key, company) in &mut named {
        if !taken.insert(company.slug.to_string()) {
            company.slug = company.slug.with_suffix(&Slug::of_hash(key.as_bytes()).as_str()[1..5]);
            taken.insert(company.slug.to_string());
        }
    }
    named.sort_by(|left, right| left.1.slug.cmp(&right.1.slug));
    let index: BTreeMap<&str, CompanyId> = named.iter().zip(0..).map(|((key, _), id)| (key.as_str(), id)).collect();
    let of_posting = keys.iter().map(|key| key.as_ref().and_then(|key| index.get(key.as_str()).copied())).collect();
    (named.into_iter().map(|(_, company)| company).collect(), of_posting)
}

/// Keys of the other names that profiles give, each with the key of the profile's own name.
fn alias_keys(profiles: &[CompanyProfile]) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    for profile in profiles {
        for alias in profile.aliases.iter().map(String::as_str).chain([profile.slug.as_str()]) {
            aliases.entry(company_key(alias)).or_insert_with(|| company_key(&profile.name.value));
        }
    }
    aliases
}

fn posting_key(posting: &JobPosting, aliases: &BTreeMap<String, String>) -> Option<String> {
    let key = company_key(&posting.company.as_ref()?.value);
    Some(aliases.get(&key).cloned().unwrap_or(key))
}

#[derive(Default)]
struct Variants {
    profile: Option<usize>,
    names: BTreeMap<String, usize>,
    url: Option<String>,
    logo: Option<String>,
}

impl Variants {
    fn add(&mut self, name: &str, posting: &JobPosting) {
        *self.names.entry(name.trim().to_owned()).or_default() += 1;
        if self.url.is_none() {
            self.url = posting.company_url.as_ref().map(|url| url.value.as_str().to_owned());
        }
        if self.logo.is_none() {
            self.logo = posting.company_logo.as_ref().map(|logo| logo.value.clone()).filter(|logo| is_local(logo));
        }
    }

    fn into_company(self, profiles: &[CompanyProfile]) -> Company {
        // The most frequent variant; among equals one with capitals, then the first by letters.
        let most_used = self.names.iter().max_by(|left, right| {
            let weight = |(name, count): (&String, &usize)| (*count, name.chars().any(char::is_uppercase));
            weight(*left).cmp(&weight(*right)).then_with(|| right.0.cmp(left.0))
        });
        let profile = self.profile.map(|index| &profiles[index]);
        let name = profile
            .map(|profile| profile.name.value.clone())
            .or(most_used.map(|(name, _)| name.clone()))
            .unwrap_or_default();
        let logo = profile
            .and_then(|profile| profile.logo.as_ref())
            .map(|logo| logo.value.clone())
            .filter(|logo| is_local(logo));
        Company {
            slug: profile.map_or_else(|| Slug::of_any(&name), |profile| profile.slug.clone()),
            url: profile.and_then(|profile| profile.url.as_ref()).map(|url| url.value.as_str().to_owned()).or(self.url),
            logo: logo.or(self.logo),
            profile: self.profile.and_then(|index| u32::try_from(index).ok()),
            list: None,
            name,
        }
    }
}

fn is_local(logo: &str) -> bool {
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
