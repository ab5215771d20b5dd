//! What every feed format says of one posting.

use jiff::civil::Date;

use crate::model::{Apply, DatePosted, Fact};
use crate::parse::Body;
use crate::plan::{Opened, Plan};
use crate::render::links::{self, Base};
use crate::render::machine::certain_company_url;

/// One entry of a feed.
pub(super) struct Item<'a> {
    /// The posting.
    pub(super) posting: &'a Opened<'a>,
    /// Absolute address of its page: also the entry's permanent id.
    pub(super) address: String,
    /// Its title.
    pub(super) title: &'a str,
    /// Its text as HTML with absolute addresses; empty when it has none, or the feed tells no texts.
    pub(super) html: String,
    /// Plain text of one or two sentences.
    pub(super) summary: Option<&'a str>,
    /// Name of the employer.
    pub(super) author: Option<&'a str>,
    /// Site of the employer.
    pub(super) author_url: Option<&'a str>,
    /// The page on which one applies.
    pub(super) apply_url: Option<&'a str>,
    /// Names of its tags.
    pub(super) tags: Vec<&'a str>,
    /// Tag of its language.
    pub(super) language: Option<&'a str>,
    /// The day on which it was posted. A month is not a day.
    pub(super) published: Option<Date>,
    /// The day of its last change.
    pub(super) modified: Option<Date>,
    /// The first day of the month of posting, when only the month is known.
    month: Option<Date>,
}

/// The entry of a posting; with its text when there is a body.
pub(super) fn item<'a>(plan: &'a Plan, posting: &'a Opened, body: Option<&Body>) -> Item<'a> {
    let facts = &posting.facts;
    let site = &plan.settings.base_url;
    let address = site.join(&plan.addresses().posting(&posting.slug).path);
    let posted = facts.date_posted.as_ref().and_then(Fact::certain).copied();
    let published = posted.and_then(DatePosted::day);
    let modified = facts.date_updated.as_ref().and_then(Fact::certain).copied();
    Item {
        posting,
        title: &facts.title.value,
        html: body
            .map_or_else(String::new, |body| links::absolute(&body.html, Base { site, page: &address }).into_owned()),
        summary: facts.summary.as_ref().and_then(Fact::certain).map(String::as_str),
        author: author(plan, posting),
        author_url: certain_company_url(plan, posting),
        apply_url: match facts.apply.as_ref().and_then(Fact::certain) {
            Some(Apply::Url(url)) => Some(url.as_str()).filter(|url| url.starts_with("http")),
            _ => None,
        },
        tags: facts.tags.iter().filter_map(Fact::certain).map(|tag| tag.name.as_str()).collect(),
        language: facts.language.as_ref().and_then(Fact::certain).map(crate::model::Language::tag),
        published,
        // A change before the posting is a slip of somebody's, and readers would sort by it.
        modified: modified.filter(|day| published.is_none_or(|published| *day >= published)),
        month: posted.and_then(|posted| Date::new(posted.month().0, posted.month().1, 1).ok()),
        address,
    }
}

fn author<'a>(plan: &'a Plan, posting: &'a Opened) -> Option<&'a str> {
    let written = posting.facts.company.as_ref().and_then(Fact::certain)?;
    Some(posting.company.map_or(written, |company| &plan.companies[company as usize].name))
}

impl Item<'_> {
    /// The newest known day: of the last change, else of posting.
    pub(super) fn newest(&self) -> Option<Date> {
        self.modified.max(self.published)
    }

    /// What Atom demands of every entry: the newest known day, else the first one of the known month.
    pub(super) fn updated(&self) -> Option<Date> {
        self.newest().or(self.month)
    }
}
