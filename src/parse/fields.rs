//! The facts of a posting as written: each optional, each with its place. `convert` makes the posting of them.

use super::keys::Key;
use super::value::{Entry, Node};
use crate::source::Span;

/// What the fields of one posting say, sidecar before file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RawPosting<'a> {
    pub(super) title: Option<Node<'a>>,
    pub(super) company: Option<Node<'a>>,
    pub(super) company_url: Option<Node<'a>>,
    pub(super) company_logo: Option<Node<'a>>,
    pub(super) date_posted: Option<Node<'a>>,
    pub(super) date_updated: Option<Node<'a>>,
    pub(super) valid_through: Option<Node<'a>>,
    pub(super) location: Option<Node<'a>>,
    pub(super) city: Option<Node<'a>>,
    pub(super) subdivision: Option<Node<'a>>,
    pub(super) country: Option<Node<'a>>,
    pub(super) remote: Option<Node<'a>>,
    pub(super) applicant_locations: Option<Node<'a>>,
    pub(super) employment_type: Vec<Node<'a>>,
    pub(super) salary: Option<Node<'a>>,
    pub(super) salary_min: Option<Node<'a>>,
    pub(super) salary_max: Option<Node<'a>>,
    pub(super) salary_currency: Option<Node<'a>>,
    pub(super) salary_unit: Option<Node<'a>>,
    pub(super) tags: Vec<Node<'a>>,
    pub(super) category: Option<Node<'a>>,
    pub(super) seniority: Option<Node<'a>>,
    pub(super) language: Option<Node<'a>>,
    pub(super) apply: Option<Node<'a>>,
    pub(super) apply_email: Option<Node<'a>>,
    pub(super) source_url: Option<Node<'a>>,
    pub(super) source_site: Option<Node<'a>>,
    pub(super) status: Option<Node<'a>>,
    pub(super) active: Option<Node<'a>>,
    pub(super) archived: Vec<Node<'a>>,
    pub(super) draft: Option<Node<'a>>,
    pub(super) featured: Option<Node<'a>>,
    pub(super) id: Option<Node<'a>>,
    pub(super) slug: Option<Node<'a>>,
    pub(super) aliases: Option<Node<'a>>,
    pub(super) summary: Option<Node<'a>>,
    pub(super) description: Option<Node<'a>>,
    /// Keys with no meaning of their own, and further spellings of a fact that is given already.
    pub(super) extra: Vec<Entry<'a>>,
    /// Unknown keys that are near a known one.
    pub(super) slips: Vec<(Span, String, Key)>,
}

impl<'a> RawPosting<'a> {
    /// Sorts entries by what they mean. The first spelling of a fact that says something wins.
    pub(super) fn of(entries: Vec<Entry<'a>>) -> RawPosting<'a> {
        let mut raw = RawPosting::default();
        for entry in entries {
            match Key::of(&entry.key) {
                Some(key) => raw.put(key, entry),
                None => {
                    if let Some(near) = Key::near(&entry.key) {
                        raw.slips.push((entry.key_span, entry.key.to_string(), near));
                    }
                    raw.extra.push(entry);
                }
            }
        }
        raw
    }

    fn put(&mut self, key: Key, entry: Entry<'a>) {
        match key {
            Key::EmploymentType => return self.employment_type.push(entry.node),
            Key::Tags => return self.tags.push(entry.node),
            Key::Archived => return self.archived.push(entry.node),
            _ => {}
        }
        let Some(slot) = self.slot(key) else { return };
        match slot {
            Some(known) if !known.is_blank() => self.extra.push(entry),
            _ => *slot = Some(entry.node),
        }
    }

    fn slot(&mut self, key: Key) -> Option<&mut Option<Node<'a>>> {
        Some(match key {
            Key::EmploymentType | Key::Tags | Key::Archived => return None,
            Key::Title => &mut self.title,
            Key::Company => &mut self.company,
            Key::CompanyUrl => &mut self.company_url,
            Key::CompanyLogo => &mut self.company_logo,
            Key::DatePosted => &mut self.date_posted,
            Key::DateUpdated => &mut self.date_updated,
            Key::ValidThrough => &mut self.valid_through,
            Key::Location => &mut self.location,
            Key::City => &mut self.city,
            Key::Subdivision => &mut self.subdivision,
            Key::Country => &mut self.country,
            Key::Remote => &mut self.remote,
            Key::ApplicantLocations => &mut self.applicant_locations,
            Key::Salary => &mut self.salary,
            Key::SalaryMin => &mut self.salary_min,
            Key::SalaryMax => &mut self.salary_max,
            Key::SalaryCurrency => &mut self.salary_currency,
            Key::SalaryUnit => &mut self.salary_unit,
            Key::Category => &mut self.category,
            Key::Seniority => &mut self.seniority,
            Key::Language => &mut self.language,
            Key::Apply => &mut self.apply,
            Key::ApplyEmail => &mut self.apply_email,
            Key::SourceUrl => &mut self.source_url,
            Key::SourceSite => &mut self.source_site,
            Key::Status => &mut self.status,
            Key::Active => &mut self.active,
            Key::Draft => &mut self.draft,
            Key::Featured => &mut self.featured,
            Key::Id => &mut self.id,
            Key::Slug => &mut self.slug,
            Key::Aliases => &mut self.aliases,
            Key::Summary => &mut self.summary,
            Key::Description => &mut self.description,
        })
    }

    /// Lays the facts of a sidecar over those of the file.
    pub(super) fn overridden_by(self, sidecar: RawPosting<'a>) -> RawPosting<'a> {
        let list = |over: Vec<Node<'a>>, under: Vec<Node<'a>>| if over.is_empty() { under } else { over };
        let RawPosting { employment_type, tags, archived, mut extra, mut slips, .. } = sidecar.clone();
        let mut merged = RawPosting {
            employment_type: list(employment_type, self.employment_type.clone()),
            tags: list(tags, self.tags.clone()),
            archived: list(archived, self.archived.clone()),
            ..RawPosting::default()
        };
        let (mut over, mut under) = (sidecar, self);
        for key in Key::ALL {
            let value = over.slot(*key).and_then(Option::take).or_else(|| under.slot(*key).and_then(Option::take));
            if let Some(slot) = merged.slot(*key) {
                *slot = value;
            }
        }
        let known: Vec<String> = extra.iter().map(|entry| entry.key.to_string()).collect();
        extra.extend(under.extra.into_iter().filter(|entry| !known.contains(&entry.key.to_string())));
        slips.extend(under.slips);
        RawPosting { extra, slips, ..merged }
    }
}
