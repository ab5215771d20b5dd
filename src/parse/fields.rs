//! The facts of a posting as written: each optional, each with its place, in groups that belong together.
//! `convert` makes the posting of them; it takes every group apart, so that a new field cannot be forgotten.

use super::keys::Key;
use super::value::{Entry, Node};
use crate::source::Span;

type Slot<'a> = Option<Node<'a>>;

/// What names a posting and its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Naming<'a> {
    pub(super) title: Slot<'a>,
    pub(super) id: Slot<'a>,
    pub(super) slug: Slot<'a>,
    pub(super) aliases: Slot<'a>,
    pub(super) summary: Slot<'a>,
}

/// Who hires.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Employer<'a> {
    pub(super) company: Slot<'a>,
    pub(super) company_url: Slot<'a>,
    pub(super) company_logo: Slot<'a>,
}

/// When.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Days<'a> {
    pub(super) date_posted: Slot<'a>,
    pub(super) date_updated: Slot<'a>,
    pub(super) valid_through: Slot<'a>,
}

/// Where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Places<'a> {
    pub(super) location: Slot<'a>,
    pub(super) city: Slot<'a>,
    pub(super) subdivision: Slot<'a>,
    pub(super) country: Slot<'a>,
    pub(super) remote: Slot<'a>,
    pub(super) applicant_locations: Slot<'a>,
}

/// For how much.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pay<'a> {
    pub(super) salary: Slot<'a>,
    pub(super) salary_min: Slot<'a>,
    pub(super) salary_max: Slot<'a>,
    pub(super) salary_currency: Slot<'a>,
    pub(super) salary_unit: Slot<'a>,
}

/// What kind of work.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Labels<'a> {
    /// With their keys: `jobType` may hold a category of the board's own.
    pub(super) employment_type: Vec<Entry<'a>>,
    pub(super) tags: Vec<Node<'a>>,
    pub(super) category: Slot<'a>,
    pub(super) seniority: Slot<'a>,
    pub(super) language: Slot<'a>,
}

/// How to apply, and where the posting comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Contact<'a> {
    pub(super) apply: Slot<'a>,
    pub(super) apply_email: Slot<'a>,
    pub(super) source_url: Slot<'a>,
    pub(super) source_site: Slot<'a>,
}

/// Whether and how it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State<'a> {
    pub(super) status: Slot<'a>,
    pub(super) active: Slot<'a>,
    pub(super) archived: Vec<Node<'a>>,
    pub(super) draft: Slot<'a>,
    pub(super) featured: Slot<'a>,
}

/// What the fields of one posting say, sidecar before file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RawPosting<'a> {
    pub(super) naming: Naming<'a>,
    pub(super) employer: Employer<'a>,
    pub(super) days: Days<'a>,
    pub(super) places: Places<'a>,
    pub(super) pay: Pay<'a>,
    pub(super) labels: Labels<'a>,
    pub(super) contact: Contact<'a>,
    pub(super) state: State<'a>,
    /// The text of the posting, when it is a field.
    pub(super) description: Slot<'a>,
    /// How the text is written, when not in Markdown.
    pub(super) body_format: Slot<'a>,
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
            Key::EmploymentType => return self.labels.employment_type.push(entry),
            Key::Tags => return self.labels.tags.push(entry.node),
            Key::Archived => return self.state.archived.push(entry.node),
            _ => {}
        }
        let Some(slot) = self.slot(key) else { return };
        match slot {
            Some(known) if !known.is_blank() => self.extra.push(entry),
            _ => *slot = Some(entry.node),
        }
    }

    pub(super) fn slot(&mut self, key: Key) -> Option<&mut Slot<'a>> {
        Some(match key {
            Key::EmploymentType | Key::Tags | Key::Archived => return None,
            Key::Title => &mut self.naming.title,
            Key::Id => &mut self.naming.id,
            Key::Slug => &mut self.naming.slug,
            Key::Aliases => &mut self.naming.aliases,
            Key::Summary => &mut self.naming.summary,
            Key::Company => &mut self.employer.company,
            Key::CompanyUrl => &mut self.employer.company_url,
            Key::CompanyLogo => &mut self.employer.company_logo,
            Key::DatePosted => &mut self.days.date_posted,
            Key::DateUpdated => &mut self.days.date_updated,
            Key::ValidThrough => &mut self.days.valid_through,
            Key::Location => &mut self.places.location,
            Key::City => &mut self.places.city,
            Key::Subdivision => &mut self.places.subdivision,
            Key::Country => &mut self.places.country,
            Key::Remote => &mut self.places.remote,
            Key::ApplicantLocations => &mut self.places.applicant_locations,
            Key::Salary => &mut self.pay.salary,
            Key::SalaryMin => &mut self.pay.salary_min,
            Key::SalaryMax => &mut self.pay.salary_max,
            Key::SalaryCurrency => &mut self.pay.salary_currency,
            Key::SalaryUnit => &mut self.pay.salary_unit,
            Key::Category => &mut self.labels.category,
            Key::Seniority => &mut self.labels.seniority,
            Key::Language => &mut self.labels.language,
            Key::Apply => &mut self.contact.apply,
            Key::ApplyEmail => &mut self.contact.apply_email,
            Key::SourceUrl => &mut self.contact.source_url,
            Key::SourceSite => &mut self.contact.source_site,
            Key::Status => &mut self.state.status,
            Key::Active => &mut self.state.active,
            Key::Draft => &mut self.state.draft,
            Key::Featured => &mut self.state.featured,
            Key::Description => &mut self.description,
            Key::BodyFormat => &mut self.body_format,
        })
    }

    /// Lays the facts of a sidecar over those of the file.
    pub(super) fn overridden_by(mut self, mut sidecar: RawPosting<'a>) -> RawPosting<'a> {
        for key in Key::ALL {
            if let Some(value) = sidecar.slot(*key).and_then(Option::take)
                && let Some(slot) = self.slot(*key)
            {
                *slot = Some(value);
            }
        }
        replace(&mut self.labels.employment_type, sidecar.labels.employment_type);
        replace(&mut self.labels.tags, sidecar.labels.tags);
        replace(&mut self.state.archived, sidecar.state.archived);
        self.extra.retain(|entry| !sidecar.extra.iter().any(|over| over.key == entry.key));
        self.extra.extend(sidecar.extra);
        self.slips.extend(sidecar.slips);
        self
    }
}

fn replace<T>(list: &mut Vec<T>, with: Vec<T>) {
    if !with.is_empty() {
        *list = with;
    }
}

#[cfg(test)]
mod tests {
    use super::RawPosting;
    use crate::parse::value::{Entry, Node};
    use crate::source::Span;

    fn raw(pairs: &[(&'static str, &'static str)]) -> RawPosting<'static> {
        let entry = |(key, text): &(&'static str, &'static str)| {
            let node = Node::scalar(*text, Span::default());
            Entry { key: (*key).into(), key_span: Span::default(), node }
        };
        RawPosting::of(pairs.iter().map(entry).collect())
    }

    #[test]
    fn a_sidecar_overrides_and_adds() {
        let file = raw(&[("title", "Dev"), ("tags", "a"), ("own", "1")]);
        let merged = file.overridden_by(raw(&[("title", "Lead"), ("city", "Rome"), ("own", "2")]));
        assert_eq!(merged.naming.title.unwrap().text(), Some("Lead"));
        assert_eq!(merged.places.city.unwrap().text(), Some("Rome"));
        assert_eq!(merged.labels.tags.len(), 1);
        assert_eq!(merged.extra.len(), 1);
        assert_eq!(merged.extra[0].node.text(), Some("2"));
    }
}
