//! Mends Markdown as it comes out of converters, and nothing else: a text in which nothing is broken comes out byte for
//! byte as it went in. Whatever may be mended is found by the Markdown parser itself, not by looking alike.

mod blocks;
mod characters;
mod emphasis;
mod labels;
mod survey;

use std::borrow::Cow;

use crate::model::Repair;

#[cfg(test)]
mod tests;

/// How often what was mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) invisible: u32,
    pub(super) no_break: u32,
    pub(super) bullets: u32,
    pub(super) labels: u32,
    pub(super) emphasis: u32,
    pub(super) indented: u32,
    pub(super) underlines: u32,
    pub(super) escapes: u32,
    pub(super) headings: u32,
    pub(super) apply_block: u32,
    pub(super) structure: u32,
}

impl Counts {
    /// What was mended, for people.
    pub(super) fn list(self) -> Vec<Repair> {
        let Counts {
            invisible,
            no_break,
            bullets,
            labels,
            emphasis,
            indented,
            underlines,
            escapes,
            headings,
            apply_block,
            structure,
        } = self;
        [
            (invisible, "invisible characters left out"),
            (no_break, "no-break blanks made plain"),
            (bullets, "bullets of a symbol font made list items"),
            (labels, "LinkedIn tags hidden"),
            (emphasis, "marks for bold or italic text set right"),
            (indented, "indented text that would have been shown as code"),
            (underlines, "lines that made the text above them a heading"),
            (escapes, "needless backslashes left out"),
            (headings, "headings of the first level moved down"),
            (apply_block, "block with the apply link left out"),
            (structure, "headings and paragraphs found in plain text"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| Repair { what: what.to_owned(), count })
        .collect()
    }
}

/// Passes after which a text is taken as it is. One mend may uncover another; real texts need two.
const MOST_PASSES: usize = 4;

/// The text set right.
pub(super) fn mend<'t>(text: &'t str, counts: &mut Counts) -> Cow<'t, str> {
    let mut mended = Cow::Borrowed(text);
    if let Some(clean) = characters::clean(&mended, counts) {
        mended = Cow::Owned(clean);
    }
    if let Some(clean) = labels::hide(&mended, counts) {
        mended = Cow::Owned(clean);
    }
    for pass in 0..MOST_PASSES {
        if !survey::is_suspicious(&mended) {
            break;
        }
        let found = survey::of(&mended);
        let mut edits = blocks::edits(&mended, &found, counts);
        if edits.is_empty() {
            edits = emphasis::edits(&mended, &found, pass + 1 == MOST_PASSES, counts);
        }
        if edits.is_empty() {
            break;
        }
        mended = Cow::Owned(apply(&mended, edits));
    }
    if let Some(clean) = super::escapes::without_needless(&mended, &mut counts.escapes) {
        mended = Cow::Owned(clean);
    }
    mended
}

/// A change of the text: a range and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    start: usize,
    end: usize,
    with: Cow<'static, str>,
}

/// Applies changes; of overlapping ones the first counts.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for Edit { start, end, with } in edits {
        if start < at {
            continue;
        }
        out.push_str(&text[at..start]);
        out.push_str(&with);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}
