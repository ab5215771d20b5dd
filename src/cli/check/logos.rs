//! Logos that lie at other hosts and are not shown: which they are is told.

use super::shown;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Plan, RemoteLogo, remote_logos};
use crate::source::Location;
use crate::write::Inputs;

/// A note for each employer without a logo on the board.
pub(super) fn notes(plan: &Plan, inputs: &Inputs) -> Vec<Diagnostic> {
    let note = |logo: &RemoteLogo| {
        let company = &plan.companies[logo.company as usize].name;
        let message = format!("the logo of `{company}` lies at another host and is not shown: {}", logo.address);
        Diagnostic::at(Severity::Note, Code::RemoteLogo, Location::file(&shown(inputs, &logo.path)), message)
            .help("`corkboard import logos --fetch` brings it into `static/logos/`")
    };
    let is_hidden = |logo: &&RemoteLogo| plan.companies[logo.company as usize].logo.is_none();
    remote_logos(plan).iter().filter(is_hidden).map(note).collect()
}
