//! `corkboard publish`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::Board;
use super::progress::Bars;
use super::terminal::Terminal;
use super::{Ending, draw, prepare};
use crate::model::Settings;
use crate::publish::{self, Encoding, Failure, Kind, News, Outcome, Phase, Request, Said, Target};
use crate::write::{self, Progress, Silent};

/// Examples of `corkboard publish`.
pub(super) const EXAMPLES: &str = "\
Examples:
  corkboard publish /srv/www/jobs            a folder or a mount
  corkboard publish /srv/www/jobs --compress gzip,brotli
  corkboard publish s3://jobs.example.org    with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION
                                             (and AWS_ENDPOINT_URL for other services than Amazon's)
  corkboard publish gs://jobs.example.org    with GOOGLE_APPLICATION_CREDENTIALS
  corkboard publish az://jobs                with AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY
  corkboard publish git:gh-pages             a commit on that branch, pushed to origin
  corkboard publish s3://jobs --dry-run      what would be sent, in its order

Only what changed is sent: new files first, then those that link to them, deletions last. A publication that
was stopped anywhere is finished by the next. Credentials come from the environment or the usual files alone.";

/// Files named by `--dry-run` in each phase; the others are counted.
const SHOWN: usize = 20;

/// `corkboard publish`
#[derive(Debug, Args)]
pub(super) struct Publish {
    /// Where to: a folder, s3://bucket/below, gs://bucket/below, az://container/below, git:branch[@remote]
    #[arg(value_name = "TARGET")]
    pub target: String,
    /// Folder of the board
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Folder that was built; else public in the root
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Address at which the board is served; overrides base_url of board.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Compress texts: in a folder as files beside them, elsewhere with the first of these
    #[arg(long, value_name = "WAYS", value_delimiter = ',')]
    pub compress: Vec<Compress>,
    /// Publish even when far fewer postings are open than on the site that is served, or none
    #[arg(long)]
    pub allow_shrink: bool,
    /// Use a target that holds files of others; they stay
    #[arg(long)]
    pub adopt: bool,
    /// Look at what the target lists, and send again what is missing there
    #[arg(long)]
    pub verify: bool,
    /// Files on their way at a time
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub connections: usize,
    /// Write the addresses of pages that were added, changed or removed to this file, one on each line
    #[arg(long, value_name = "FILE")]
    pub changed: Option<PathBuf>,
    /// Write the bodies of IndexNow requests to this file (the second to FILE.2 and so on)
    #[arg(long, value_name = "FILE")]
    pub indexnow: Option<PathBuf>,
    /// Afterwards tell IndexNow and the WebSub hub of board.yaml what changed
    #[arg(long)]
    pub ping: bool,
    /// Address to which IndexNow requests go, instead of api.indexnow.org
    #[arg(long, value_name = "URL", requires = "ping")]
    pub indexnow_endpoint: Option<String>,
    /// Print neither progress nor summary
    #[arg(long, short)]
    pub quiet: bool,
}

/// A way to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Compress {
    /// .br
    Brotli,
    /// .gz
    Gzip,
}

/// Brings the built board to where it is served.
pub(super) fn publish(arguments: &Publish, terminal: &Terminal) -> Ending {
    match published(arguments, terminal) {
        Ok(ending) | Err(ending) => ending,
    }
}

fn published(arguments: &Publish, terminal: &Terminal) -> Result<Ending, Ending> {
    let settings = settings(arguments)?;
    let request = request(arguments, &settings)?;
    let bars = Bars::new(terminal);
    let progress: &dyn Progress = if arguments.quiet { &Silent } else { &bars };
    let outcome = if arguments.dry_run { publish::plan(&request) } else { publish::publish(&request, progress) }
        .map_err(failed)?;
    let text = if arguments.dry_run { steps(&outcome) } else { String::new() } + &sum(&outcome, arguments.dry_run);
    if !arguments.quiet || arguments.dry_run {
        terminal.print(&text);
    }
    let news = News::of(&outcome, &settings.base_url, settings.url_style);
    write_news(arguments, &settings, &news)?;
    if arguments.ping && !arguments.dry_run {
        let endpoint = arguments.indexnow_endpoint.as_deref();
        let Said { pages, feeds } =
            publish::ping(&news, &settings.hand_offs, &settings.base_url, endpoint).map_err(failed)?;
        terminal.print(&format!("told: {}, {}\n", draw::plural(pages, "page"), draw::plural(feeds, "feed")));
    }
    Ok(Ending::Good)
}

/// The settings alone matter here: addresses, hand-offs, how much a board may shrink.
fn settings(arguments: &Publish) -> Result<Settings, Ending> {
    let board = Board {
        root: arguments.root.clone(),
        content: None,
        base_url: arguments.base_url.clone(),
        now: None,
        drafts: false,
        follow_links: false,
        jobs: 0,
    };
    Ok(prepare::prepare(&board)?.settings)
}

fn request(arguments: &Publish, settings: &Settings) -> Result<Request, Ending> {
    let encoding = |way: &Compress| match way {
        Compress::Brotli => Encoding::Brotli,
        Compress::Gzip => Encoding::Gzip,
    };
    Ok(Request {
        site: arguments.out.clone().unwrap_or_else(|| arguments.root.join("public")),
        target: Target::parse(&arguments.target, &arguments.root).map_err(failed)?,
        encodings: arguments.compress.iter().map(encoding).collect(),
        max_shrink_percent: (!arguments.allow_shrink).then_some(settings.max_shrink_percent),
        adopt: arguments.adopt,
        verify: arguments.verify,
        connections: arguments.connections,
    })
}

fn failed(failure: Failure) -> Ending {
    match failure {
        Failure::Usage(_) => Ending::Usage(failure.to_string()),
        Failure::Shrunken { .. } => Ending::Refused(failure.to_string()),
        Failure::World(_) => Ending::Failure(failure.to_string()),
    }
}

/// What would be done, phase by phase.
fn steps(outcome: &Outcome) -> String {
    let mut text = String::new();
    for phase in Phase::ALL {
        let of_phase: Vec<_> = outcome.steps.iter().filter(|step| step.phase == phase).collect();
        if of_phase.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", phase.name());
        for step in of_phase.iter().take(SHOWN) {
            let sign = match step.kind {
                Kind::New => '+',
                Kind::Changed => '~',
                Kind::Gone => '-',
            };
            let _ = writeln!(text, "  {sign} {}", super::terminal::harmless(&step.path));
        }
        if of_phase.len() > SHOWN {
            let _ = writeln!(text, "    … {} more", of_phase.len() - SHOWN);
        }
    }
    text
}

fn sum(outcome: &Outcome, is_dry: bool) -> String {
    let count = |kind: Kind| outcome.steps.iter().filter(|step| step.kind == kind).count();
    let (new, changed, gone) = (count(Kind::New), count(Kind::Changed), count(Kind::Gone));
    let target = super::terminal::harmless(&outcome.target);
    let unchanged = outcome.unchanged;
    if outcome.steps.is_empty() {
        return format!("{target}: nothing to send, {unchanged} unchanged\n");
    }
    let verb = if is_dry { "to send" } else { "sent" };
    let removed = if is_dry { "to remove" } else { "removed" };
    let kilobytes = outcome.bytes.div_ceil(1000);
    format!(
        "{target}: {new} new and {changed} changed {verb} ({kilobytes} kB), {gone} {removed}, {unchanged} unchanged\n"
    )
}

fn write_news(arguments: &Publish, settings: &Settings, news: &News) -> Result<(), Ending> {
    let write = |file: &std::path::Path, text: &str| {
        write::new_file(file, text).map_err(|failure| Ending::Failure(failure.to_string()))
    };
    if let Some(file) = &arguments.changed {
        let lines = news.pages.iter().fold(String::new(), |lines, page| lines + page + "\n");
        write(file, &lines)?;
    }
    if let Some(file) = &arguments.indexnow {
        let Some(key) = &settings.hand_offs.indexnow_key else {
            return Err(Ending::Usage("--indexnow needs a key: `hand_offs: indexnow_key: …` in board.yaml".to_owned()));
        };
        for (number, body) in (1..).zip(news.index_now(&settings.base_url, key)) {
            let part = if number == 1 { file.clone() } else { PathBuf::from(format!("{}.{number}", file.display())) };
            write(&part, &body)?;
        }
    }
    Ok(())
}
