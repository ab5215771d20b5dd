//! Which file of the board each employer's logo is: the one that its profile or a posting names, else
//! `static/logos/<slug of the employer>.*`. Pictures in `static/logos/` are made small and get a name of their bytes;
//! one that cannot be used is told, and the employer's letter stands in for it. Logos at other hosts are shown when the
//! settings say so.

use std::collections::BTreeMap;

use super::companies::is_local;
use super::duplicates::Group;
use super::notes::Notes;
use super::{Board, Company, CompanyId, LogoFile, Plan};
use crate::model::{CompanyProfile, Fact, Logos, SiteUrl};
use crate::source::Span;

/// Folder below `static/` whose pictures are logos.
pub const LOGO_FOLDER: &str = "logos/";

/// Endings of logos that are found by the employer's slug, best first.
const ENDINGS: [&str; 6] = ["svg", "webp", "png", "jpg", "jpeg", "gif"];

/// A logo that is made small.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Logo {
    /// The file below the output folder.
    pub file: String,
    /// What it is made of: index in `board.assets`.
    pub asset: u32,
}

impl Company {
    fn logo_below(&self, place: impl Fn(&str) -> String) -> Option<String> {
        self.logo.as_deref().map(|logo| if is_local(logo) { place(logo) } else { logo.to_owned() })
    }

    /// The address of its logo.
    pub fn logo_address(&self, site: &SiteUrl) -> Option<String> {
        self.logo_below(|logo| site.join(logo))
    }

    /// Its logo as pages of the board name it: a path on the board's host, or an address at another.
    pub fn logo_href(&self, site: &SiteUrl) -> Option<String> {
        self.logo_below(|logo| format!("{}{}", site.base_path(), logo.trim_start_matches('/')))
    }
}

/// What pages show as an employer's logo.
enum Shown {
    /// A static file as it is, by its path on the board.
    AsItIs(String),
    /// A small one.
    Small(Logo),
    /// None; why.
    Unusable(String),
}

/// A picture of the board that cannot be an employer's logo.
struct Unusable {
    employer: usize,
    path: String,
    why: String,
    /// A profile or a posting names it; else it was found by the employer's slug.
    is_named: bool,
}

/// Gives every employer the logo that pages show, and lists those that are made small, each once.
pub(super) fn settle(
    companies: &mut [Company],
    of_posting: &[Option<CompanyId>],
    groups: &[Group],
    board: &Board,
    notes: &mut Notes,
) -> Vec<Logo> {
    let mut small = Vec::new();
    let mut unusable: Vec<Unusable> = Vec::new();
    let has_logos = board.assets.iter().any(|asset| asset.file.starts_with(LOGO_FOLDER));
    for (employer, company) in companies.iter_mut().enumerate() {
        let named = company.logo.take();
        let (here, elsewhere) = if named.as_deref().is_some_and(is_local) { (named, None) } else { (None, named) };
        let is_named = here.is_some();
        let Some(path) = here.or_else(|| has_logos.then(|| by_slug(company, board)).flatten()) else {
            company.logo = elsewhere;
            continue;
        };
        match shown(&path, board) {
            Shown::AsItIs(path) => company.logo = Some(path),
            Shown::Small(logo) => {
                company.logo = Some(format!("/{}", logo.file));
                small.push(logo);
            }
            Shown::Unusable(why) => unusable.push(Unusable { employer, path, why, is_named }),
        }
    }
    for unusable in unusable {
        if let Some((file, span)) = told_at(&unusable, companies, of_posting, groups, board) {
            notes.unusable_logo(&file, span, &unusable.path, &unusable.why);
        }
    }
    small.sort_unstable();
    small.dedup();
    small
}

/// Hosts at most from which pages show logos: what names them in the policy of every page stays below 2 kB.
const MOST_HOSTS: usize = 32;

/// Takes the logos at other hosts from their employers, but for those that may be shown, and lists the hosts of these
/// (`https://logos.example`) by name: those with the most logos, when there are many.
pub(super) fn hosts(companies: &mut [Company], logos: Logos) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for company in companies.iter_mut().filter(|company| !company.logo.as_deref().is_none_or(is_local)) {
        match company.logo.as_deref().and_then(host).filter(|_| logos == Logos::Remote) {
            Some(host) => *counts.entry(host.to_owned()).or_default() += 1,
            None => company.logo = None,
        }
    }
    let mut hosts: Vec<(String, usize)> = counts.into_iter().collect();
    hosts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    hosts.truncate(MOST_HOSTS);
    let mut hosts: Vec<String> = hosts.into_iter().map(|(host, _)| host).collect();
    hosts.sort_unstable();
    for company in companies.iter_mut() {
        let is_shown = |logo: &String| is_local(logo) || host(logo).is_some_and(|host| hosts.iter().any(|h| h == host));
        company.logo = company.logo.take().filter(is_shown);
    }
    hosts
}

/// Scheme, host and port of a logo's address. Only what is encrypted is shown, and a host name may hold nothing that means
/// something in a content security policy (the URL standard allows `;` in it).
fn host(logo: &str) -> Option<&str> {
    let rest = logo.strip_prefix("https://")?;
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    (!host.is_empty() && host.bytes().all(is_plain)).then(|| &logo[..logo.len() - rest.len() + host.len()])
}

fn asset(board: &Board, file: &str) -> Option<usize> {
    board.assets.binary_search_by(|asset| asset.file.as_str().cmp(file)).ok()
}

fn by_slug(company: &Company, board: &Board) -> Option<String> {
    let file = |ending: &&str| format!("{LOGO_FOLDER}{}.{ending}", company.slug);
    let found = ENDINGS.iter().map(file).find(|file| asset(board, file).is_some());
    found.map(|file| format!("/{file}"))
}

fn shown(path: &str, board: &Board) -> Shown {
    let file = path.trim_start_matches('/').split(['?', '#']).next().unwrap_or_default();
    let Some(index) = asset(board, file) else {
        return Shown::Unusable(format!("there is no file `static/{file}`"));
    };
    match board.logos.get(file) {
        None => Shown::AsItIs(path.to_owned()),
        Some(LogoFile::Unusable(why)) => Shown::Unusable(why.clone()),
        Some(LogoFile::Small(ending)) => {
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let hash = format!("{:032x}", board.assets[index].hash);
            let asset = u32::try_from(index).unwrap_or(u32::MAX);
            Shown::Small(Logo { file: format!("{stem}-{}.{ending}", &hash[..8]), asset })
        }
    }
}

/// Where an employer's logo is named, or the employer of one that was found by its slug: its profile, else the newest
/// posting that does.
fn told_at(
    unusable: &Unusable,
    companies: &[Company],
    of_posting: &[Option<CompanyId>],
    groups: &[Group],
    board: &Board,
) -> Option<(String, Span)> {
    let Unusable { employer, is_named, .. } = *unusable;
    let profile = companies[employer].profile.map(|index| &board.companies[index as usize]);
    let in_profile = |profile: &CompanyProfile| match is_named {
        true => profile.logo.as_ref().map(|logo| logo.span),
        false => Some(profile.name.span),
    };
    if let Some((profile, span)) = profile.and_then(|profile| Some((profile, in_profile(profile)?))) {
        return Some((profile.path.clone(), span));
    }
    let is_meant = |(group, company): &(&Group, &Option<CompanyId>)| {
        let named = group.shown.outline().company.as_ref();
        let names_logo = named.is_some_and(|named| named.logo.is_some());
        company.is_some_and(|company| company as usize == employer) && (names_logo || !is_named)
    };
    let (group, _) = groups.iter().zip(of_posting).find(is_meant)?;
    let facts = group.shown.open();
    let fact = if is_named { &facts.company_logo } else { &facts.company };
    let span = fact.as_ref().map(|fact| fact.span).unwrap_or_default();
    Some((group.shown.outline().path.clone(), span))
}

/// A logo at another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteLogo {
    /// Whose it is.
    pub company: CompanyId,
    /// Its address.
    pub address: String,
    /// The profile or posting that names it.
    pub path: String,
}

/// The logo at another host of every employer that has none on the board, shown or not: the one that its profile names, else that of
/// its newest posting. Opens the facts of all postings, which no build does.
pub fn remote_logos(plan: &Plan) -> Vec<RemoteLogo> {
    let mut found: BTreeMap<CompanyId, RemoteLogo> = BTreeMap::new();
    let mut name = |company: CompanyId, logo: Option<&Fact<String>>, path: &str| {
        let is_wanted = !plan.companies[company as usize].logo.as_deref().is_some_and(is_local);
        if let Some(logo) = logo.filter(|logo| is_wanted && logo.value.starts_with("http")) {
            let remote = RemoteLogo { company, address: logo.value.clone(), path: path.to_owned() };
            found.entry(company).or_insert(remote);
        }
    };
    for (id, company) in (0..).zip(&plan.companies) {
        if let Some(profile) = company.profile.map(|index| &plan.board.companies[index as usize]) {
            name(id, profile.logo.as_ref(), &profile.path);
        }
    }
    for posting in &plan.postings {
        if let Some(company) = posting.company {
            name(company, posting.open().facts.company_logo.as_ref(), &posting.facts.outline().path);
        }
    }
    found.into_values().collect()
}
