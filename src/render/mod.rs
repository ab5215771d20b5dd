//! One page of the plan to bytes. Pure: texts come through `Texts`, nothing is read or written here.

pub mod feed;
pub mod json_ld;
mod links;
pub mod machine;
mod moment;
#[cfg(test)]
mod sample;
pub mod sitemap;
mod xml;

use crate::diagnostic::Diagnostic;
use crate::parse::Body;
use crate::plan::{Page, Plan, PostingId};

/// Where drawing gets the texts that the plan does not keep.
pub trait Texts: Sync {
    /// The body of a posting.
    fn posting(&self, posting: PostingId) -> Body;
    /// The body of a company profile (index in `board.companies`).
    fn company(&self, profile: u32) -> Body;
    /// The body of a plain page (index in `board.pages`).
    fn page(&self, page: u32) -> Body;
    /// The bytes of a static file (index in `board.assets`).
    fn asset(&self, asset: u32) -> Vec<u8>;
}

/// Takes each file of a page: path below the output folder, bytes.
pub type Emit<'a> = dyn FnMut(&str, &[u8]) + 'a;

/// Draws every page of one plan. Made once per build, shared by all threads.
#[derive(Debug)]
pub struct Renderer<'a> {
    plan: &'a Plan,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    ///
    /// # Errors
    /// The mistake of a template, with its place.
    pub fn new(plan: &'a Plan) -> Result<Renderer<'a>, Diagnostic> {
        Ok(Renderer { plan })
    }

    /// Draws one unit of the plan and hands over each of its files.
    ///
    /// # Errors
    /// The mistake of a template, with its place.
    pub fn draw(&self, page: Page, texts: &dyn Texts, emit: &mut Emit) -> Result<(), Diagnostic> {
        let _ = (self.plan, page, texts, emit);
        Ok(())
    }
}
