//! How postings come in: `fmt`, `new`, `import`, `add`.

pub(super) mod arguments;
pub(super) mod fmt;
pub(super) mod import;
mod logos;
pub(super) mod new;
mod report;
mod sources;
