//! A posting's page and its Markdown twin.

use std::fmt::Write;

use serde::Serialize;
use tera::Value;

use super::card::host;
use super::head::{Link, shortened};
use super::words::DateText;
use super::{Renderer, Target, Texts, json_ld, machine};
use crate::diagnostic::Diagnostic;
use crate::model::{Apply, FacetKind, Salary, Unit, YearlyPay};
use crate::parse::Body;
use crate::plan::{ListId, ListKind, Opened, Page, Posting, PostingId};
use crate::render::Emit;

/// The variables of `posting.html`.
#[derive(Serialize)]
struct PostingView<'a> {
    title: &'a str,
    /// Language of the posting.
    language: &'a str,
    /// `rtl` or `ltr` when its language runs otherwise than the board's.
    direction: Option<&'static str>,
    company: Option<Value>,
    is_open: bool,
    /// Pay as understood, else the author's words.
    pay: Option<String>,
    /// The author's words on pay, where they say it otherwise.
    pay_text: Option<&'a str>,
    /// The board's reckoning for a year in its currency (`≈ €62,000 a year`), where the pay itself is otherwise.
    pay_about: Option<String>,
    /// Place as understood, else the author's words.
    place: Option<String>,
    /// The author's words on the place, where they say it otherwise.
    place_text: Option<&'a str>,
    /// Where applicants must live.
    applicants: Option<String>,
    types: Vec<Value>,
    level: Option<Value>,
    /// The board's own category.
    category: Option<&'a str>,
    posted: Option<DateText>,
    changed: Option<DateText>,
    closes: Option<DateText>,
    apply: Option<ApplyView<'a>>,
    summary: Option<&'a str>,
    body: Value,
    tags: Vec<Value>,
    places: Vec<Value>,
    source: Option<Link>,
    /// Name of the source when it has no address.
    source_name: Option<&'a str>,
    /// The employer's own id.
    reference: Option<&'a str>,
    /// Where to report the posting.
    report: Option<String>,
    /// Address of the calendar with its deadline.
    calendar: Option<String>,
    /// `mailto:` with its title and address, to no one yet.
    share: String,
    similar: Vec<Value>,
    /// Fields of front matter that the program does not know.
    extra: &'a std::collections::BTreeMap<String, serde_json::Value>,
}

#[derive(Serialize)]
struct ApplyView<'a> {
    href: String,
    label: &'a str,
    is_mail: bool,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    href: Option<String>,
}

impl Renderer<'_> {
    pub(super) fn draw_posting(&self, id: PostingId, texts: &dyn Texts, emit: &mut Emit) -> Result<(), Diagnostic> {
        let posting = &self.plan.open(id);
        let body = texts.posting(id);
        let address = self.plan.address(Page::Posting(id));
        let description = self.description(posting);
        let mut head = self.head(&posting.facts.title.value, &description, &address.path);
        let title = self.full_title(posting);
        head.page_title = self.page_title(&[&title, &posting.facts.title.value]);
        head.og_title = &title;
        head.og_type = "article";
        head.picture = self.posting_picture(id, posting);
        head.is_indexed = posting.is_open;
        if let Some(company) = posting.company.map(|company| &self.plan.companies[company as usize])
            && let Some(list) = company.list
        {
            head.breadcrumb.push(Link { href: self.list_href(list), label: company.name.clone() });
        }
        if self.plan.settings.markdown_twins {
            head.twin = Some(self.href(&self.plan.addresses().twin(&posting.slug).path));
        }
        let structured = json_ld::posting(self.plan, posting, &body);
        head.structured_data.extend(structured.map(|json| Value::safe_string(&json)));
        self.add_breadcrumb_data(&mut head);
        let view = self.posting_view(id, posting, &body)?;
        self.fill("posting.html", &head, &view, Target { file: &address.file, emit: &mut *emit })?;
        if self.plan.settings.markdown_twins {
            let file = self.plan.addresses().twin(&posting.slug).file;
            emit(&file, machine::twin(self.plan, &self.words, posting, &body).as_bytes());
        }
        if let Some(calendar) = self.plan.calendar(posting) {
            emit(&calendar.file, self.calendar_of(id).as_bytes());
        }
        Ok(())
    }

    fn posting_view<'a>(
        &'a self,
        id: PostingId,
        posting: &'a Opened,
        body: &Body,
    ) -> Result<PostingView<'a>, Diagnostic> {
        let facts = &posting.facts;
        let language = facts.language.as_ref().map_or(&self.plan.settings.language, |language| &language.value);
        let (pay, pay_text) = self.pay(posting);
        let place = self.place(posting);
        let place_text = facts.location.text.as_deref().filter(|text| says_more(text, place.as_deref()));
        let apply = facts.apply.as_ref().filter(|_| posting.is_open).map(|apply| apply_view(&apply.value));
        let source = facts.source_url.as_ref().map(|url| {
            let label = facts.source_site.as_ref().map_or(url.value.host(), |site| site.value.as_str());
            Link { href: url.value.as_str().to_owned(), label: label.to_owned() }
        });
        Ok(PostingView {
            title: &facts.title.value,
            language: language.tag(),
            direction: self.foreign(posting).1,
            company: posting.company.map(|company| self.company_value(company)),
            is_open: posting.is_open,
            pay,
            pay_text,
            pay_about: self.pay_about(posting),
            place_text,
            place,
            applicants: self.applicants(posting),
            types: self.types(posting),
            level: self.level(posting),
            category: facts.category.as_ref().map(|category| category.value.as_str()),
            posted: facts.date_posted.as_ref().map(|posted| self.words.long_posted(posted.value)),
            changed: facts.date_updated.as_ref().map(|day| self.words.long_date(day.value)),
            closes: facts.valid_through.as_ref().map(|day| self.words.long_date(day.value)),
            apply,
            summary: facts.summary.as_ref().filter(|fact| is_own(fact)).map(|summary| summary.value.as_str()),
            body: Value::safe_string(&body.html),
            tags: self.tags(posting),
            places: self.places(posting),
            source_name: facts.source_site.as_ref().filter(|_| source.is_none()).map(|site| site.value.as_str()),
            source,
            reference: facts.id.as_ref().map(|id| id.value.as_str()),
            report: self.report(id),
            calendar: self.plan.calendar(posting).map(|address| self.href(&address.path)),
            share: self.share(id),
            similar: self.cards(&posting.similar)?,
            extra: &facts.extra,
        })
    }

    /// `Baker at Flour & Sons`
    fn full_title(&self, posting: &Opened) -> String {
        let title = &posting.facts.title.value;
        match posting.company.map(|company| &self.plan.companies[company as usize]) {
            Some(company) => self.words.sentence("at_company", &[("title", title), ("company", &company.name)]),
            None => title.clone(),
        }
    }

    /// The meta description: the summary, else the facts in one line.
    fn description(&self, posting: &Opened) -> String {
        let facts = &posting.facts;
        if let Some(summary) = &facts.summary {
            return shortened(&summary.value, 200);
        }
        let mut parts = vec![format!("{}.", self.full_title(posting))];
        parts.extend(self.place(posting).map(|place| format!("{place}.")));
        parts.extend(self.pay(posting).0.map(|pay| format!("{pay}.")));
        if !posting.is_open {
            parts.push(self.words.sentence("job_closed", &[]));
        } else if let Some(last) = &facts.valid_through {
            let last = self.words.long_date(last.value).text;
            parts.push(self.words.sentence("apply_by", &[("date", &last)]));
        }
        parts.join(" ")
    }

    /// Pay as understood (else the author's words), and the author's words where they differ from it.
    fn pay<'p>(&self, posting: &'p Opened) -> (Option<String>, Option<&'p str>) {
        let salary: Option<&Salary> = posting.facts.salary.as_ref();
        let words = posting.facts.salary_text.as_ref().map(|text| text.value.as_str());
        let words = words.or(salary.map(|salary| salary.text.as_str())).map(str::trim).filter(|text| !text.is_empty());
        match salary.and_then(|salary| self.words.pay(salary)) {
            Some(understood) => {
                let words = words.filter(|text| says_more(text, Some(&understood)));
                (Some(understood), words)
            }
            None => (words.map(str::to_owned), None),
        }
    }

    /// Comparable pay, where it says something else than the pay itself.
    fn pay_about(&self, posting: &Opened) -> Option<String> {
        let YearlyPay { currency, min, max, .. } = posting.yearly_pay.as_deref()?;
        let salary = posting.facts.salary.as_ref()?;
        let is_year = salary.unit.as_ref().is_some_and(|unit| unit.is_certain() && unit.value == Unit::Year);
        let is_same = is_year && salary.currency.as_ref().is_some_and(|own| own.value == *currency);
        let about = self.words.about(*currency, *min, *max).filter(|_| !is_same)?;
        Some(self.words.a_year(&about))
    }

    fn applicants(&self, posting: &Opened) -> Option<String> {
        let countries = &posting.facts.location.applicant_countries;
        let names: Vec<&str> = countries.iter().map(|country| self.words.country(country.value)).collect();
        (!names.is_empty()).then(|| self.words.sentence("applicants", &[("countries", &names.join(", "))]))
    }

    fn types(&self, posting: &Opened) -> Vec<Value> {
        let lists: Vec<ListId> = self.lists_of(posting, FacetKind::Types).collect();
        if lists.len() == posting.facts.employment_type.len() {
            return lists.into_iter().map(|list| self.list_value(list)).collect();
        }
        let types = posting.facts.employment_type.iter().map(|kind| self.words.employment_type(kind.value));
        types.map(|name| Value::from_serializable(&Named { name, href: None })).collect()
    }

    fn level(&self, posting: &Opened) -> Option<Value> {
        let level = posting.facts.seniority.as_ref()?;
        let list = self.lists_of(posting, FacetKind::Levels).next().map(|list| self.list_value(list));
        let plain = || Value::from_serializable(&Named { name: self.words.level(level.value), href: None });
        Some(list.unwrap_or_else(plain))
    }

    /// Tags in the author's order, each with its list where the board has one.
    fn tags(&self, posting: &Opened) -> Vec<Value> {
        let tags = posting.facts.tags.iter().map(|tag| &tag.value);
        tags.map(|tag| {
            let mut lists = self.lists_of(posting, FacetKind::Tags);
            match lists.find(|list| self.plan.lists[*list as usize].slug.as_ref() == Some(&tag.slug)) {
                Some(list) => self.list_value(list),
                None => Value::from_serializable(&Named { name: &tag.name, href: None }),
            }
        })
        .collect()
    }

    /// The lists of its places, but for `remote` within each country, which the list of the country leads to.
    fn places(&self, posting: &Posting) -> Vec<Value> {
        let lists = self.lists_of(posting, FacetKind::Places);
        let shown = lists.filter(|list| !self.plan.lists[*list as usize].value.starts_with("remote:"));
        shown.map(|list| self.list_value(list)).collect()
    }

    fn lists_of(&self, posting: &Posting, kind: FacetKind) -> impl Iterator<Item = ListId> {
        let wanted = ListKind::Facet(kind);
        posting.lists.iter().copied().filter(move |list| self.plan.lists[*list as usize].kind == wanted)
    }

    /// A mail that names the posting, for the visitor to send.
    fn share(&self, id: PostingId) -> String {
        let title = self.full_title(&self.plan.open(id));
        let address = self.plan.settings.base_url.join(&self.plan.posting_address(id).path);
        format!("mailto:?subject={}&body={}", encoded(&title), encoded(&address))
    }

    fn report(&self, id: PostingId) -> Option<String> {
        let address = self.plan.settings.base_url.join(&self.plan.posting_address(id).path);
        let pattern = self.plan.settings.report_url.as_deref()?;
        let report = pattern.replace("{url}", &encoded(&address));
        if report.starts_with("mailto:") && !pattern.contains("{url}") {
            let mark = if report.contains('?') { '&' } else { '?' };
            return Some(format!("{report}{mark}subject={}", encoded(&address)));
        }
        Some(report)
    }
}

/// True when the summary is the author's own, not cut from the body: then it is shown above the body.
fn is_own(summary: &crate::model::Fact<String>) -> bool {
    summary.origin == crate::model::Origin::Stated
}

fn apply_view(apply: &Apply) -> ApplyView<'_> {
    match apply {
        Apply::Url(url) if url.host().is_empty() => {
            let mail = url.as_str().trim_start_matches("mailto:").split('?').next().unwrap_or_default();
            ApplyView { href: url.as_str().to_owned(), label: mail, is_mail: true }
        }
        Apply::Url(url) => ApplyView { href: url.as_str().to_owned(), label: host(url.as_str()), is_mail: false },
        Apply::Email(mail) => ApplyView { href: format!("mailto:{mail}"), label: mail, is_mail: true },
    }
}

/// True when the author's words hold other letters or digits than what was understood.
fn says_more(words: &str, understood: Option<&str>) -> bool {
    let bare =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    !words.trim().is_empty() && understood.is_some_and(|understood| !bare(understood).contains(&bare(words)))
}

/// A text inside a query: everything but RFC 3986's unreserved characters as `%xx`.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{encoded, says_more};

    #[test]
    fn the_authors_words_are_repeated_only_when_they_say_more() {
        assert!(!says_more("Berlin, Germany", Some("Hybrid · Berlin · Germany")));
        assert!(says_more("€70k plus shares", Some("€70,000 a year")));
        assert!(!says_more("Berlin", None));
    }

    #[test]
    fn an_address_fits_into_a_query() {
        assert_eq!(encoded("https://a.example/ü?x"), "https%3A%2F%2Fa.example%2F%C3%BC%3Fx");
    }
}
