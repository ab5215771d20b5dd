//! What can be typed to bring postings in. Doc comments here are the help texts and `docs/reference/cli.md`.

use std::path::PathBuf;

use clap::Args;

use super::super::arguments::Color;

pub(in crate::cli) const FMT_EXAMPLES: &str = "\
Examples:
  corkboard fmt                              every posting of the board in this folder
  corkboard fmt content/jobs/rust-developer.md
  corkboard fmt --check                      in a workflow: exit code 1 and the list of files that would change
  corkboard fmt --diff                       what would change, line by line; writes nothing";

/// `corkboard fmt`
#[derive(Debug, Args)]
pub(in crate::cli) struct Fmt {
    /// Files or folders; else the board's postings
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change and end with exit code 1 when there are any
    #[arg(long)]
    pub check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// Folder of the board
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Folder of the postings, instead of content/ in the root
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}
