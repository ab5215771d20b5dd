//! Makes the output folder equal to the plan: new, changed, gone. The only stage that changes the disk.
//!
//! `build` is the whole way from folder to site; `check` is its first half, without a byte written.

mod build;

mod disk;
#[cfg(test)]
mod faults;
mod hashes;
mod lock;
mod looks;
mod memory;
mod met;
mod new_file;
mod outcome;
mod place;
mod pool;
mod prepare;
mod read;
mod records;
mod shard;
mod shrink;
mod similar;
mod sources;
mod stage;
mod state;
mod store;
mod terms;
mod texts;
mod whole;

pub use build::{Request, build};
pub use hashes::hashes;
pub use lock::{Held, hold};
pub use memory::{Difference, Look, Memory, Text};
pub use new_file::new_file;
pub use outcome::{Failure, Files, Outcome, Progress, Silent, Stage, Stopped, Times};
pub use place::sweep;
pub use prepare::{Inputs, Prepared, check};
pub use shard::Part;
pub use shrink::{open_before, shrunken};
pub use texts::{BoardTexts, NewerTexts};
pub use whole::{create, replace};
