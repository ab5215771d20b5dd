//! corkboard: a folder of job postings in, a whole job board out.
//!
//! The stages, in the order in which they run; each may use only those before it:
//! `network source diagnostic model ← find ← parse ← import ← plan ← render ← write ← publish ← serve ← fetch ← cli`.
//! `docs/architecture.md` is the map, a test keeps the direction.

pub mod cli;
pub mod diagnostic;
pub mod fetch;
pub mod find;
pub mod import;
pub mod model;
mod network;
pub mod parse;
pub mod plan;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
pub mod write;
