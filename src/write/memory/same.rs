//! Whether a changed file differs in its text alone. The text is read again when it is drawn, so such a change leaves
//! every fact, address, order and list as it was.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CompanyProfile, Fact, JobPosting, Location, Place, PlainPage, Salary};
use crate::plan::Facts;
use crate::write::sources::Held;

/// A text that is another one now.
#[derive(Clone, Debug)]
pub enum Text {
    /// Of a posting.
    Posting {
        /// The posting as it was.
        before: Facts,
        /// The posting as it is now.
        now: Facts,
    },
    /// Of a company profile with this path, and the hash that it has now.
    Company(String, u128),
    /// Of a plain page with this path, and the hash that it has now.
    Page(String, u128),
}

impl Text {
    /// The path of its file, and the hash of the bytes that are there now.
    pub fn hashed(&self) -> (&str, u128) {
        match self {
            Text::Posting { now, .. } => (&now.outline().path, now.outline().content_hash),
            Text::Company(path, hash) | Text::Page(path, hash) => (path, *hash),
        }
    }
}

/// The texts in which a file differs from what it held; none when it differs in more.
pub(super) fn texts_alone(before: &Held, now: &Held) -> Option<Vec<Text>> {
    if has_mistake(before.diagnostics()) || has_mistake(now.diagnostics()) {
        return None;
    }
    match (before, now) {
        (Held::Posting(before, _), Held::Posting(now, _)) => {
            let mut pairs = before.iter().zip(now);
            let is_same = before.len() == now.len() && pairs.all(|(a, b)| says_same(&a.open(), &b.open()));
            let text = |(before, now): (&Facts, &Facts)| Text::Posting { before: before.clone(), now: now.clone() };
            is_same.then(|| before.iter().zip(now).map(text).collect())
        }
        (Held::Company(Some(before), _), Held::Company(Some(now), _)) => {
            let is_same =
                **before == CompanyProfile { content_hash: before.content_hash, ..CompanyProfile::clone(now) };
            is_same.then(|| vec![Text::Company(now.path.clone(), now.content_hash)])
        }
        (Held::Page(Some(before), _), Held::Page(Some(now), _)) => {
            let is_same = **before == PlainPage { content_hash: before.content_hash, ..PlainPage::clone(now) };
            is_same.then(|| vec![Text::Page(now.path.clone(), now.content_hash)])
        }
        _ => None,
    }
}

fn has_mistake(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// True when two readings of a posting differ at most in their text and in the places where facts were read. The
/// places that the plan tells of must be the same.
fn says_same(before: &JobPosting, now: &JobPosting) -> bool {
    let JobPosting {
        path,
        part,
        content_hash: _,
        body_hash,
        dialect: _,
        repairs: _,
        id,
        slug,
        aliases,
        title,
        title_text,
        company,
        company_url,
        company_logo,
        date_posted,
        date_updated,
        valid_through,
        location,
        employment_type,
        salary,
        salary_text,
        tags,
        category,
        seniority,
        language,
        apply,
        source_url,
        source_site,
        status,
        featured,
        draft,
        summary,
        extra,
        body: _,
    } = before;
    let identity = (path, part, id, aliases, date_posted, valid_through, *body_hash == 0)
        == (&now.path, &now.part, &now.id, &now.aliases, &now.date_posted, &now.valid_through, now.body_hash == 0);
    let state = (title_text, status, featured, draft, extra)
        == (&now.title_text, &now.status, &now.featured, &now.draft, &now.extra);
    identity
        && state
        && said([title], [&now.title])
        && said(slug, &now.slug)
        && said(company, &now.company)
        && said(company_url, &now.company_url)
        && said(company_logo, &now.company_logo)
        && said(date_updated, &now.date_updated)
        && same_location(location, &now.location)
        && said(employment_type, &now.employment_type)
        && same_salary(salary.as_ref(), now.salary.as_ref())
        && said(salary_text, &now.salary_text)
        && said(tags, &now.tags)
        && said(category, &now.category)
        && said(seniority, &now.seniority)
        && said(language, &now.language)
        && said(apply, &now.apply)
        && said(source_url, &now.source_url)
        && said(source_site, &now.source_site)
        && said(summary, &now.summary)
}

/// True when facts are equal, wherever they were read.
fn said<'a, T: PartialEq + 'a>(
    before: impl IntoIterator<Item = &'a Fact<T>>,
    now: impl IntoIterator<Item = &'a Fact<T>>,
) -> bool {
    let value = |fact: &'a Fact<T>| (&fact.value, fact.origin);
    before.into_iter().map(value).eq(now.into_iter().map(value))
}

fn same_location(before: &Location, now: &Location) -> bool {
    let Location { text, remote, anywhere, places, regions, applicant_countries } = before;
    let same_place = |(before, now): (&Place, &Place)| {
        let Place { city, subdivision, country } = before;
        said(city, &now.city) && said(subdivision, &now.subdivision) && said(country, &now.country)
    };
    (text, anywhere, places.len()) == (&now.text, &now.anywhere, now.places.len())
        && said(remote, &now.remote)
        && places.iter().zip(&now.places).all(same_place)
        && said(regions, &now.regions)
        && said(applicant_countries, &now.applicant_countries)
}

fn same_salary(before: Option<&Salary>, now: Option<&Salary>) -> bool {
    match (before, now) {
        (Some(Salary { currency, min, max, unit, text }), Some(now)) => {
            (min, max, text) == (&now.min, &now.max, &now.text)
                && said(currency, &now.currency)
                && said(unit, &now.unit)
        }
        (before, now) => before.is_none() && now.is_none(),
    }
}
