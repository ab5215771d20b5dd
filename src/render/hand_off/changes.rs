//! The change log of the board as a page and as an Atom feed.

use serde::Serialize;

use super::{address, employer};
use crate::diagnostic::Diagnostic;
use crate::model::Settings;
use crate::plan::{Change, ChangeKind, HandOff, Page};
use crate::render::moment::Moments;
use crate::render::words::DateText;
use crate::render::xml::Xml;
use crate::render::{Emit, Renderer, Target};

/// Name of the feed.
pub(in crate::render) const FEED: &str = "changes.xml";

/// The variables of `changes.html`.
#[derive(Serialize)]
struct ChangesView {
    heading: String,
    days: Vec<Day>,
    feed: String,
}

#[derive(Serialize)]
struct Day {
    date: DateText,
    changes: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// `added`, `changed`, `closed`
    kind: &'static str,
    /// The same in the board's language.
    label: String,
    title: String,
    /// Language of the posting when it is not the board's.
    language: Option<String>,
    direction: Option<&'static str>,
    href: String,
    company: Option<String>,
}

impl Renderer<'_> {
    /// Draws page and feed.
    pub(super) fn draw_changes(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let changes = self.plan.changes();
        let path = self.plan.address(Page::HandOff(HandOff::Changes)).path;
        let heading = self.words.label("changes").to_owned();
        let mut head = self.head(&heading, self.words.label("changes_intro"), &path);
        self.add_breadcrumb_data(&mut head);
        let mut days: Vec<Day> = Vec::new();
        for change in &changes {
            let date = self.words.long_date(change.day);
            let line = self.change_line(*change);
            match days.last_mut().filter(|day| day.date == date) {
                Some(day) => day.changes.push(line),
                None => days.push(Day { date, changes: vec![line] }),
            }
        }
        let view = ChangesView { heading: heading.clone(), days, feed: self.href(FEED) };
        self.fill("changes.html", &head, &view, Target { file, emit: &mut *emit })?;
        emit(FEED, self.changes_feed(&changes, &heading).as_bytes());
        Ok(())
    }

    fn change_line(&self, change: Change) -> Line {
        let posting = &self.plan.open(change.posting);
        let (kind, label) = kind(change.kind);
        let (language, direction) = self.foreign(posting);
        Line {
            kind,
            label: self.words.label(label).to_owned(),
            title: posting.facts.title.value.clone(),
            language: language.map(str::to_owned),
            direction,
            href: self.href(&self.plan.posting_address(change.posting).path),
            company: employer(self.plan, posting).map(str::to_owned),
        }
    }

    fn changes_feed(&self, changes: &[Change], heading: &str) -> String {
        let settings = &self.plan.settings;
        let moments = Moments::of(settings);
        let own = settings.base_url.join(FEED);
        let home = settings.base_url.join(&self.plan.address(Page::HandOff(HandOff::Changes)).path);
        let updated = |day: Option<jiff::civil::Date>| {
            day.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| moments.start(day))
        };
        let mut xml = Xml::new();
        xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", settings.language.tag())]);
        xml.element("id", &own);
        xml.element("title", &format!("{heading} · {}", settings.title));
        xml.element("updated", &updated(changes.first().map(|change| change.day)));
        xml.open("author", &[]);
        xml.element("name", &settings.title);
        xml.close();
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
        if let Some(hub) = &settings.hand_offs.websub_hub {
            xml.empty("link", &[("rel", "hub"), ("href", hub.as_str())]);
        }
        for change in changes {
            let page = address(self.plan, change.posting);
            let line = self.change_line(*change);
            let language = line.language.as_deref().map(|language| ("xml:lang", language));
            xml.open("entry", language.as_slice());
            // An event and not a posting, which may be added, changed and closed: a `tag:` address (RFC 4151) of its own.
            let path = self.plan.posting_address(change.posting).path;
            xml.element("id", &format!("tag:{},{}:{path}{}", host(settings), change.day, line.kind));
            let pair = [("name", line.label.as_str()), ("value", &line.title)];
            xml.element("title", &self.words.sentence("pair", &pair));
            xml.element("updated", &updated(Some(change.day)));
            xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
            xml.empty("category", &[("term", line.kind)]);
            xml.element("summary", line.company.as_deref().unwrap_or(&line.title));
            xml.close();
        }
        xml.finish()
    }
}

/// The host of the board without its port.
fn host(settings: &Settings) -> &str {
    let rest = settings.base_url.as_str().split("://").nth(1).unwrap_or_default();
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// The word of the feed and the label of the page.
fn kind(kind: ChangeKind) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Added => ("added", "added"),
        ChangeKind::Changed => ("changed", "changed"),
        ChangeKind::Closed => ("closed", "closed"),
    }
}
