//! Collects what to tell the author of one posting: knows the texts that spans point into.

use super::yaml::Mistake;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Location, Part, Source, Span};

/// The diagnostics of one file and its sidecar.
pub(super) struct Reports<'s> {
    file: Source<'s>,
    sidecar: Option<Source<'s>>,
    list: Vec<Diagnostic>,
    is_broken: bool,
}

impl<'s> Reports<'s> {
    /// No diagnostics yet on a file.
    pub(super) fn on(path: &'s str, text: &'s str) -> Reports<'s> {
        Reports { file: Source::new(path, text), sidecar: None, list: Vec::new(), is_broken: false }
    }

    /// Names the sidecar's text.
    pub(super) fn with_sidecar(&mut self, path: &'s str, text: &'s str) {
        self.sidecar = Some(Source::new(path, text));
    }

    pub(super) fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Severity::Error, code, span, message.into(), help.into());
    }

    pub(super) fn warning(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(Severity::Warning, code, span, message.into(), help.into());
    }

    /// Tells that a list is longer than what is kept of it; says nothing when it is not.
    pub(super) fn only_first(&mut self, kept: usize, given: usize, what: &str, span: Span) {
        if given > kept {
            let help = format!("only the first {kept} are kept");
            self.warning(Code::FrontMatterTooLarge, span, format!("{given} {what}"), help);
        }
    }

    /// Tells mistakes of form.
    pub(super) fn mistakes(&mut self, mistakes: Vec<Mistake>) {
        for Mistake { code, span, message, help } in mistakes {
            self.error(code, span, message, help);
        }
    }

    /// Tells something about the whole file.
    pub(super) fn about_file(&mut self, severity: Severity, code: Code, message: String, help: &str) {
        self.list.push(Diagnostic::at(severity, code, Location::file(self.file.path), message).help(help));
    }

    /// Says that the fields could not be read as a whole, so that no posting may be made of them.
    pub(super) fn mark_broken(&mut self) {
        self.is_broken = true;
    }

    /// True when the fields could not be read as a whole.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Where a value's text stands within its span, behind a quote perhaps; none when it is written in another form:
    /// with escapes, over several lines.
    pub(super) fn place_of(&self, text: &str, span: Span) -> Option<Span> {
        let source = match span.part {
            Part::File => &self.file,
            Part::Sidecar => self.sidecar.as_ref()?,
            Part::Path => return None,
        };
        let start = span.start as usize + source.slice(span).find(text)?;
        Some(Span::within(span.part, start, start + text.len()))
    }

    /// Everything told, from the first line to the last.
    pub(super) fn into_list(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(Diagnostic::order);
        self.list
    }

    fn push(&mut self, severity: Severity, code: Code, span: Span, message: String, help: String) {
        let location = match span.part {
            Part::File => self.file.locate(span),
            Part::Sidecar => self.sidecar.as_ref().unwrap_or(&self.file).locate(span),
            Part::Path => Location::file(self.file.path),
        };
        let diagnostic = Diagnostic::at(severity, code, location, message);
        self.list.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }
}
