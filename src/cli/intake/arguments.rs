//! What can be typed to bring postings in. Doc comments here are the help texts and `docs/reference/cli.md`.

use std::path::PathBuf;

use clap::Args;

use super::super::arguments::{Color, Folders};

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
    #[command(flatten)]
    pub folders: Folders,
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

pub(in crate::cli) const NEW_EXAMPLES: &str = "\
Examples:
  corkboard new                              asks for everything, at a terminal
  corkboard new --title 'Pastry Cook' --company 'Acme Bread' --location Ulm --apply jobs@acme.example
  corkboard new --from-text ad.txt           a pasted ad of any shape; what was read is marked, please check it
  pbpaste | corkboard new --from-text - --print";

/// `corkboard new`
#[derive(Debug, Args)]
pub(in crate::cli) struct New {
    /// Title of the job
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The employer
    #[arg(long, value_name = "TEXT")]
    pub company: Option<String>,
    /// Where the work is done
    #[arg(long, value_name = "TEXT")]
    pub location: Option<String>,
    /// The way of working: remote, hybrid, onsite
    #[arg(long, value_name = "WORD")]
    pub remote: Option<String>,
    /// The kind of employment: full-time, part-time, contract …
    #[arg(long, value_name = "WORD")]
    pub employment_type: Option<String>,
    /// The pay, in words
    #[arg(long, value_name = "TEXT")]
    pub salary: Option<String>,
    /// How to apply: a web or mail address
    #[arg(long, value_name = "ADDRESS")]
    pub apply: Option<String>,
    /// The day of posting
    #[arg(long, value_name = "DATE")]
    pub date_posted: Option<String>,
    /// The last day on which one can apply
    #[arg(long, value_name = "DATE")]
    pub valid_through: Option<String>,
    /// Tags, with commas
    #[arg(long, value_name = "TAGS")]
    pub tags: Option<String>,
    /// Any other key of front matter; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Read a pasted ad from a file, or from standard input with `-`; flags win over what it says
    #[arg(long, value_name = "FILE")]
    pub from_text: Option<PathBuf>,
    /// Ask for what is not stated, also when standard input is no terminal
    #[arg(long)]
    pub ask: bool,
    /// Print the posting instead of writing it
    #[arg(long)]
    pub print: bool,
    /// Folder below the content folder
    #[arg(long, value_name = "DIR", value_parser = super::new::folder)]
    pub folder: Option<PathBuf>,
    /// Name of the file, without its ending; else made from the title
    #[arg(long, value_name = "NAME")]
    pub slug: Option<String>,
    #[command(flatten)]
    pub folders: Folders,
    /// The day that is proposed as the day of posting (YYYY-MM-DD); else SOURCE_DATE_EPOCH, else today
    #[arg(long, value_name = "DATE")]
    pub now: Option<jiff::civil::Date>,
}

pub(in crate::cli) const IMPORT_EXAMPLES: &str = "\
Examples:
  corkboard import greenhouse acme.json --company 'Acme Bread'
  corkboard import csv jobs.csv --map title='Job Title' --map apply=Link
  curl -s https://… | corkboard import lever - --name acme
  corkboard import greenhouse https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true --fetch
  corkboard import --all --fetch             every source of board.yaml
  corkboard import logos --fetch             pictures that postings name at other hosts, into static/logos/

A posting keeps its file; hand edits stay; one that has vanished is closed, not deleted. What the source said is
remembered in .corkboard/sources/: keep it under version control with the postings.";

pub(in crate::cli) const ADD_EXAMPLES: &str = "\
Examples:
  corkboard add saved-page.html
  corkboard add saved-page.html --address https://acme.example/jobs/1
  corkboard add https://acme.example/jobs/1 --fetch";

/// What importing needs to know beside its source.
#[derive(Debug, Args)]
pub(in crate::cli) struct Importing {
    /// The employer, where the source names none
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,
    /// The employer's web site
    #[arg(long, value_name = "URL")]
    pub company_url: Option<String>,
    /// The address that the document was saved from
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// Folder of the postings below the content folder; else jobs/ and the name
    #[arg(long, value_name = "DIR", value_parser = super::new::folder)]
    pub folder: Option<PathBuf>,
    /// Allow the network for sources that are addresses
    #[arg(long)]
    pub fetch: bool,
    /// Allow addresses inside private networks
    #[arg(long, requires = "fetch")]
    pub allow_private: bool,
    /// Fetch although robots.txt of the host forbids it; for hosts whose owner has allowed it to you
    #[arg(long, requires = "fetch")]
    pub ignore_robots: bool,
    /// How to tell what was done
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    /// Import even when far fewer postings are open at a source than last time, or none
    #[arg(long)]
    pub allow_shrink: bool,
    /// Write nothing; tell what would be done
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub folders: Folders,
    /// The day of the import (YYYY-MM-DD); else SOURCE_DATE_EPOCH, else today
    #[arg(long, value_name = "DATE")]
    pub now: Option<jiff::civil::Date>,
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// How an import tells what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// One line for each file
    Human,
    /// One JSON document
    Json,
}

/// `corkboard import`
#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// How the document is written
    #[arg(value_name = "FORMAT", required_unless_present = "all", value_parser = super::import::formats())]
    pub from: Option<String>,
    /// A file, `-` for standard input, or an address (with --fetch)
    #[arg(value_name = "SOURCE")]
    pub source: Option<String>,
    /// Bring every source of board.yaml up to date
    #[arg(long, conflicts_with_all = ["from", "source", "name", "map", "company", "company_url", "address", "folder"])]
    pub all: bool,
    /// Name of the source; else made from the source's own
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Which column of a table holds a key; may be given several times
    #[arg(long, value_name = "KEY=COLUMN")]
    pub map: Vec<String>,
    #[command(flatten)]
    pub importing: Importing,
}

/// `corkboard add`
#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// A saved page with structured data, or an address (with --fetch)
    #[arg(value_name = "FILE|URL")]
    pub source: String,
    #[command(flatten)]
    pub importing: Importing,
}
