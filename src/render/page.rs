//! Pages that are not of postings: plain pages, how to post a job, 404, and the signs at old addresses.

use serde::Serialize;
use tera::Value;

use super::card::host;
use super::{Emit, Renderer, Target, Texts};
use crate::diagnostic::Diagnostic;
use crate::plan::Page;

/// A posting file to begin with, shown on the page about posting a job.
const EXAMPLE: &str = include_str!("../../templates/example-posting.md");

/// The variables of `page.html`.
#[derive(Serialize)]
struct PlainView<'a> {
    title: &'a str,
    body: Value,
}

/// The variables of `post-a-job.html`.
#[derive(Serialize)]
struct PostAJobView<'a> {
    /// Where to send a posting.
    post_url: Option<&'a str>,
    post_label: Option<&'a str>,
    example: &'static str,
}

/// The variables of `404.html`: none of its own.
#[derive(Serialize)]
struct NotFoundView {}

/// The variables of `redirect.html`.
#[derive(Serialize)]
struct RedirectView {
    href: String,
    title: String,
}

impl Renderer<'_> {
    pub(super) fn draw_plain(
        &self,
        index: u32,
        texts: &dyn Texts,
        file: &str,
        emit: &mut Emit,
    ) -> Result<(), Diagnostic> {
        let page = &self.plan.board.pages[index as usize];
        let path = self.plan.address(Page::Plain(index)).path;
        let fallback = || format!("{} – {}", page.title, self.plan.settings.description);
        let description = page.description.clone().unwrap_or_else(fallback);
        let mut head = self.head(&page.title, &description, &path);
        head.header = self.chrome.header(Some(&self.href(&path)));
        self.add_breadcrumb_data(&mut head);
        let view = PlainView { title: &page.title, body: Value::safe_string(&texts.page(index).html) };
        self.fill("page.html", &head, &view, Target { file, emit })
    }

    pub(super) fn draw_post_a_job(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let path = self.plan.address(Page::PostAJob).path;
        let title = self.words.label("post_a_job");
        let mut head = self.head(title, self.words.label("post_intro"), &path);
        head.header = self.chrome.header(Some(&self.href(&path)));
        self.add_breadcrumb_data(&mut head);
        let post_url = self.plan.settings.post_a_job_url.as_ref().map(crate::model::WebUrl::as_str);
        let view = PostAJobView { post_url, post_label: post_url.map(shown), example: EXAMPLE };
        self.fill("post-a-job.html", &head, &view, Target { file, emit })
    }

    pub(super) fn draw_not_found(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let mut head = self.head(self.words.label("not_found"), self.words.label("not_found_text"), "/404.html");
        head.is_indexed = false;
        self.fill("404.html", &head, &NotFoundView {}, Target { file, emit })
    }

    pub(super) fn draw_redirect(&self, index: u32, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let to = &self.plan.redirects[index as usize].to;
        let mut head = self.head(self.words.label("moved"), self.words.label("moved_text"), to);
        head.is_indexed = false;
        let view = RedirectView { href: self.href(to), title: self.plan.settings.base_url.join(to) };
        self.fill("redirect.html", &head, &view, Target { file, emit })
    }
}

/// An address as a label: the mail address, or the host.
fn shown(address: &str) -> &str {
    match address.strip_prefix("mailto:") {
        Some(mail) => mail.split('?').next().unwrap_or(mail),
        None => host(address),
    }
}
