//! Arguments, one short arm per command, printing, exit codes. The only stage that prints or reads the clock.

mod arguments;
mod build;
mod check;
mod clock;
mod digest;
#[cfg(test)]
mod documents;
mod draw;
mod eligibility;
mod explain;
mod init;
mod intake;
mod pages;
mod prepare;
mod progress;
mod publish;
mod reference;
mod report;
mod serve;
mod shell;
mod summary;
mod tell;
mod templates;
mod terminal;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command, SchemaOf};
use terminal::Terminal;

/// How a command ends.
enum Ending {
    /// All is well.
    Good,
    /// The board has mistakes; they have been told.
    Mistakes,
    /// What was to be done is refused for the board's sake; why.
    Refused(String),
    /// The command line asks for something that cannot be.
    Usage(String),
    /// The world failed.
    Failure(String),
}

/// Runs the program with the given arguments (the first is its name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let terminal = Terminal::standard();
    let ending = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => command(arguments.command, &terminal),
        Err(shown) => return terminal.clap(&shown),
    };
    match ending {
        Ending::Good => ExitCode::SUCCESS,
        Ending::Mistakes => ExitCode::from(1),
        Ending::Refused(message) => {
            terminal.fails(&message);
            ExitCode::from(1)
        }
        Ending::Usage(message) => {
            terminal.fails(&message);
            ExitCode::from(2)
        }
        Ending::Failure(message) => {
            terminal.fails(&message);
            ExitCode::from(3)
        }
    }
}

fn command(command: Command, terminal: &Terminal) -> Ending {
    match command {
        Command::Explain(explain) => explain::explain(&explain, terminal),
        Command::Fmt(arguments) => intake::fmt::fmt(&arguments, terminal),
        Command::New(arguments) => intake::new::new(&arguments, terminal),
        Command::Import(arguments) => intake::import::import(&arguments, terminal),
        Command::Add(arguments) => intake::import::add(&arguments, terminal),
        Command::Init(init) => init::init(&init, terminal),
        Command::Schema(schema) => {
            let schema = match schema.of {
                SchemaOf::Board => crate::parse::settings::schema(),
                SchemaOf::Rates => crate::parse::settings::rates_schema(),
                SchemaOf::Posting => crate::parse::posting_schema(),
            };
            terminal.print(&format!("{schema:#}\n"));
            Ending::Good
        }
        Command::Diagnostics(diagnostics) => reference::diagnostics(diagnostics.code.as_deref(), terminal),
        Command::Build(build) => build::build(&build, terminal),
        Command::Completions { shell } => shell::completions(shell, terminal),
        Command::Man { folder } => shell::man(&folder),
        Command::Sweep { out } => build::sweep(&out),
        Command::Digest(arguments) => digest::digest(&arguments, terminal),
        Command::Publish(arguments) => publish::publish(&arguments, terminal),
        Command::Serve(arguments) => serve::serve(&arguments, terminal),
        Command::Check(check) => check::check(&check, terminal),
        Command::Templates(arguments) => templates::templates(&arguments.what, terminal),
    }
}
