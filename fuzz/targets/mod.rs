//! What must hold of any input: one function for each fuzz target. They panic when it does not hold.
//! libFuzzer calls them from `fuzz_targets/`, the test suite calls them with the corpus and with drawn inputs.

mod facts;
mod intake;
mod markup;
mod memory;
mod postings;

pub use facts::{place, salary, slug};
pub use intake::import;
pub use markup::{assert_harmless, html};
pub use memory::state;
pub use postings::{dialect, front_matter, repair};

/// A target: its name, which is that of its corpus too, and its function.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Target; 9] = [
    ("front_matter", front_matter),
    ("dialect", dialect),
    ("repair", repair),
    ("html", html),
    ("salary", salary),
    ("place", place),
    ("slug", slug),
    ("import", import),
    ("state", state),
];
