//! What can be typed. Doc comments here are the help texts and `docs/reference/cli.md`.

use std::path::PathBuf;

use super::intake::arguments as intake;
use super::{digest, publish};
use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  the board has mistakes (with --strict also when it has warnings); nothing was written
  2  the command line is wrong
  3  the world failed: a file could not be read or written";

/// A static job-board generator: a folder of postings in, a whole job board out
#[derive(Debug, Parser)]
#[command(name = "corkboard", version, after_help = EXIT_CODES, propagate_version = true)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the board: everything that changed, and nothing else, is written
    #[command(after_long_help = BUILD_EXAMPLES)]
    Build(Build),
    /// Find every mistake in the board; writes nothing
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Show one posting as understood: every fact, its origin and where it was read
    #[command(after_long_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write postings of any kind in the canonical words; text and facts stay
    #[command(after_long_help = intake::FMT_EXAMPLES)]
    Fmt(intake::Fmt),
    /// Make a posting: from answers, from flags, or from a pasted ad
    #[command(after_long_help = intake::NEW_EXAMPLES)]
    New(intake::New),
    /// Bring postings in from other systems, and keep them up to date
    #[command(after_long_help = intake::IMPORT_EXAMPLES)]
    Import(intake::Import),
    /// Add the posting of a saved page that holds structured data
    #[command(after_long_help = intake::ADD_EXAMPLES)]
    Add(intake::Add),
    /// Make a new board with example postings
    #[command(after_long_help = INIT_EXAMPLES)]
    Init(Init),
    /// Print the JSON Schema of board.yaml, of rates.yaml or of a posting's front matter
    #[command(after_long_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
    /// List the templates, show one, or print what each may use
    #[command(after_long_help = TEMPLATES_EXAMPLES)]
    Templates(Templates),
    /// Show the board in a browser while it is edited
    #[command(after_long_help = SERVE_EXAMPLES)]
    Serve(Serve),
    /// Bring the built board to where it is served: a folder, object storage, a git branch
    #[command(after_long_help = publish::EXAMPLES)]
    Publish(publish::Publish),
    /// Say what was added, changed and closed within some days, as a mail in HTML and plain text
    #[command(after_long_help = digest::EXAMPLES)]
    Digest(digest::Digest),
    /// Print the completions of a shell
    #[command(after_long_help = super::shell::EXAMPLES)]
    Completions {
        /// Which shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write the manual pages, one for each command
    Man {
        /// Folder to write them to
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Explain a diagnostic by its code, or list all codes
    Diagnostics(Diagnostics),
    /// Remove the sites that builds have replaced in a folder; `build` starts it and does not wait
    #[command(hide = true)]
    Sweep {
        /// The folder of the site
        #[arg(value_name = "DIR")]
        out: PathBuf,
    },
}

const BUILD_EXAMPLES: &str = "\
Examples:
  corkboard build                            the board in this folder, into public/
  corkboard build --base-url https://jobs.example.org/
  corkboard build --content ../postings      a foreign folder of postings, as it stands
  corkboard build --now 2026-12-01           the board as it will be on that day
  corkboard build --strict --format github   in a workflow: warnings fail, mistakes become annotations";

const CHECK_EXAMPLES: &str = "\
Examples:
  corkboard check
  corkboard check --format sarif > corkboard.sarif
  corkboard check --strict --quiet           only the exit code and what is wrong";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  corkboard explain content/jobs/rust-developer.md
  corkboard explain content/jobs/rust-developer.md --json";

const INIT_EXAMPLES: &str = "\
Examples:
  corkboard init jobs && cd jobs && corkboard build
  corkboard init jobs --github               with a workflow for GitHub Pages";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  corkboard schema board > board.schema.json
  corkboard schema posting > posting.schema.json

In an editor with a YAML language server, put this line at the head of board.yaml:
  # yaml-language-server: $schema=board.schema.json";

const SERVE_EXAMPLES: &str = "\
Examples:
  corkboard serve --open
  corkboard serve --drafts --now 2026-12-24  the board as it will be on that day, with its drafts
  corkboard serve --content ../postings      a foreign folder of postings, as it stands";

const TEMPLATES_EXAMPLES: &str = "\
Examples:
  corkboard templates list
  corkboard templates show posting.html > templates/posting.html
  corkboard templates dump posting.html      what the template may use, with real values";

/// Where the board is and how it is to be seen.
#[derive(Clone, Debug, Args)]
pub(super) struct Board {
    /// Folder of the board: board.yaml, content/, templates/, static/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Folder of the postings, instead of content/ in the root; any folder, as it stands
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Follow links to files that lie elsewhere; only for a board whose every link you know
    #[arg(long)]
    pub follow_links: bool,
    /// Address at which the board will be served; overrides base_url of board.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The day on which the board is looked at (YYYY-MM-DD); else SOURCE_DATE_EPOCH, else today
    #[arg(long, value_name = "DATE")]
    pub now: Option<jiff::civil::Date>,
    /// Show drafts as if they were published
    #[arg(long)]
    pub drafts: bool,
    /// Threads; 0 = one for each core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
}

/// Where the board of one who works on its postings is.
#[derive(Clone, Debug, Args)]
pub(super) struct Folders {
    /// Folder of the board
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Folder of the postings, instead of content/ in the root
    #[arg(long, value_name = "DIR")]
    pub content: Option<PathBuf>,
}

impl Folders {
    /// The board there: drafts are among its postings, and one thread is enough.
    pub(super) fn board(&self, now: Option<jiff::civil::Date>) -> Board {
        let (root, content) = (self.root.clone(), self.content.clone());
        Board { root, content, follow_links: false, base_url: None, now, drafts: true, jobs: 1 }
    }
}

/// How things are told.
#[derive(Clone, Debug, Args)]
pub(super) struct Telling {
    /// Treat warnings as mistakes
    #[arg(long)]
    pub strict: bool,
    /// Print neither progress nor summary
    #[arg(long, short)]
    pub quiet: bool,
    /// How diagnostics are printed; all but `human` go to standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Drawn, with the source line
    Human,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `corkboard build`
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub board: Board,
    #[command(flatten)]
    pub telling: Telling,
    /// Folder to write; else public in the root
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write the summary as JSON to this file (docs/reference/report.md)
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Build even when far fewer postings are open than last time, or none
    #[arg(long)]
    pub allow_shrink: bool,
    /// Trust nothing remembered: read every file again and compare every byte of the output
    #[arg(long)]
    pub verify: bool,
    /// Build into a folder that holds files of others; they stay
    #[arg(long)]
    pub adopt: bool,
    /// Draw only the I-th of N parts of the pages; every part plans the whole board (docs/guide/large-boards.md)
    #[arg(long, value_name = "I/N", value_parser = shard, conflicts_with = "shard_merge")]
    pub shard: Option<(u32, u32)>,
    /// Take the pages from these folders, built as parts, and draw what they lack
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub shard_merge: Vec<PathBuf>,
    /// Build again whenever something of the board changes
    #[arg(long)]
    pub watch: bool,
    /// With --watch: look at the files again and again instead of waiting for events
    #[arg(long, requires = "watch")]
    pub poll: bool,
}

/// `2/4`
fn shard(text: &str) -> Result<(u32, u32), String> {
    let numbers = text.split_once('/').and_then(|(number, count)| Some((number.parse().ok()?, count.parse().ok()?)));
    numbers
        .filter(|(number, count)| (1..=*count).contains(number))
        .ok_or_else(|| "write the part and the number of parts, for example `2/4`".to_owned())
}

/// `corkboard check`
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub board: Board,
    #[command(flatten)]
    pub telling: Telling,
    /// Folder into which the board was built, to compare with last time; else public in the root
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write the summary as JSON to this file (docs/reference/report.md)
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Do not mind that far fewer postings are open than last time, or none
    #[arg(long)]
    pub allow_shrink: bool,
}

/// `corkboard explain`
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The posting's file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub folders: Folders,
    /// The day on which the board is looked at (YYYY-MM-DD); else SOURCE_DATE_EPOCH, else today
    #[arg(long, value_name = "DATE")]
    pub now: Option<jiff::civil::Date>,
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// `corkboard init`
#[derive(Debug, Args)]
pub(super) struct Init {
    /// Folder to make; it must not exist or be empty
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Add a workflow that builds the board and puts it on GitHub Pages, and a form with which people post jobs
    #[arg(long)]
    pub github: bool,
}

/// `corkboard schema`
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which schema
    #[arg(default_value = "board")]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// board.yaml
    Board,
    /// rates.yaml
    Rates,
    /// The front matter of a posting
    Posting,
}

/// `corkboard templates`
#[derive(Debug, Args)]
pub(super) struct Templates {
    #[command(subcommand)]
    pub what: TemplatesWhat,
}

/// What to do with templates.
#[derive(Debug, Subcommand)]
pub(super) enum TemplatesWhat {
    /// List the templates: which are the theme's and which the board's own
    List {
        /// Folder of the board
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
    /// Print the text of a template, as a start for your own
    Show {
        /// Its name
        #[arg(value_name = "NAME")]
        name: String,
        /// Folder of the board
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
    /// Print what each template may use, with real values
    Dump {
        /// Only this template
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Folder of the board
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
}

/// `corkboard diagnostics`
#[derive(Debug, Args)]
pub(super) struct Diagnostics {
    /// A code, for example CB011
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `corkboard serve`
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub board: Board,
    /// Port; when it is in use, the next free one is taken
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,
    /// Address of this machine at which to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: std::net::IpAddr,
    /// Open the board in a browser
    #[arg(long)]
    pub open: bool,
    /// Look at the files again and again instead of waiting for events: for network and container disks
    #[arg(long)]
    pub poll: bool,
}
