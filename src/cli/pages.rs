//! The page of each diagnostic, embedded, so that it can be read without a network.

use crate::diagnostic::Code;

/// The page of a code, as Markdown.
pub(super) fn page(code: Code) -> &'static str {
    code.meaning()
}

/// Where the page is on the web; none when the project has no address.
pub(super) fn address(code: Code) -> Option<String> {
    let project = env!("CARGO_PKG_REPOSITORY");
    (!project.is_empty()).then(|| format!("{project}/blob/main/docs/reference/diagnostics/{}.md", code.id()))
}

/// The code with the given name: `CB011`, `cb11` or `11`.
pub(super) fn code(name: &str) -> Option<Code> {
    let digits = name.trim_start_matches(['C', 'c', 'B', 'b']);
    let number: u16 = digits.parse().ok()?;
    Code::ALL.iter().copied().find(|code| *code as u16 == number)
}
