//! The newest postings on other sites: `widget.html`, which `static/widget.js` shows there in a frame without rights,
//! and `widget.json` for those who draw them themselves.

use serde::Serialize;

use super::{address, employer};
use crate::diagnostic::Diagnostic;
use crate::plan::HandOff;
use crate::render::{Emit, Renderer, Target};

/// Name of the data.
const DATA: &str = "widget.json";

/// The variables of `widget.html`.
#[derive(Serialize)]
struct WidgetView {
    jobs: Vec<Job>,
    home: String,
}

#[derive(Serialize)]
struct Job {
    url: String,
    title: String,
    /// Language of the posting when it is not the board's.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_posted: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

/// `widget.json`
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    home_page_url: &'a str,
    jobs: &'a [Job],
}

impl Renderer<'_> {
    /// Draws the page in the frame and the data.
    pub(super) fn draw_widget(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let settings = &self.plan.settings;
        let entries = self.plan.hand_off_entries(HandOff::Widget);
        let jobs: Vec<Job> = entries.iter().map(|id| self.widget_job(*id)).collect();
        let data = Data { title: &settings.title, home_page_url: settings.base_url.as_str(), jobs: &jobs };
        let bytes = serde_json::to_vec(&data).unwrap_or_default();
        let mut head = self.head(self.words.label("latest_jobs"), &settings.description, &format!("/{file}"));
        head.is_indexed = false;
        let view = WidgetView { jobs, home: settings.base_url.as_str().to_owned() };
        self.fill("widget.html", &head, &view, Target { file, emit: &mut *emit })?;
        emit(DATA, &bytes);
        Ok(())
    }

    fn widget_job(&self, id: crate::plan::PostingId) -> Job {
        let posting = &self.plan.open(id);
        let tags = posting.facts.tags.iter().filter_map(crate::model::Fact::certain);
        let (language, direction) = self.foreign(posting);
        Job {
            language: language.map(str::to_owned),
            direction,
            url: address(self.plan, id),
            title: posting.facts.title.value.clone(),
            company: employer(self.plan, posting).map(str::to_owned),
            place: self.place(posting),
            date_posted: posting.facts.date_posted.as_ref().map(|posted| self.words.short_posted(posted.value).iso),
            tags: tags.take(6).map(|tag| tag.name.clone()).collect(),
        }
    }
}
