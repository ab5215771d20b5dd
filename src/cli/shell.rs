//! `corkboard completions` and `corkboard man`: made from the same arguments as the program.

use std::path::Path;

use clap::CommandFactory;

use super::Ending;
use super::arguments::Arguments;
use super::terminal::Terminal;
use crate::write;

/// Examples of `corkboard completions`.
pub(super) const EXAMPLES: &str = "\
Examples:
  corkboard completions bash > ~/.local/share/bash-completion/completions/corkboard
  corkboard completions zsh > ~/.zfunc/_corkboard
  corkboard completions fish > ~/.config/fish/completions/corkboard.fish";

/// Prints the completions of a shell.
pub(super) fn completions(shell: clap_complete::Shell, terminal: &Terminal) -> Ending {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "corkboard", &mut bytes);
    terminal.print(&String::from_utf8_lossy(&bytes));
    Ending::Good
}

/// Writes the manual pages of the program and of each command.
pub(super) fn man(folder: &Path) -> Ending {
    match pages().and_then(|pages| {
        let write = |(name, text): &(String, String)| write::new_file(&folder.join(name), text);
        pages.iter().try_for_each(write).map_err(|failure| failure.to_string())
    }) {
        Ok(()) => Ending::Good,
        Err(message) => Ending::Failure(message),
    }
}

/// Name and text of every page.
fn pages() -> Result<Vec<(String, String)>, String> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    gather(&program, "corkboard", &mut pages)?;
    Ok(pages)
}

fn gather(command: &clap::Command, name: &str, pages: &mut Vec<(String, String)>) -> Result<(), String> {
    let mut bytes = Vec::new();
    let man = clap_mangen::Man::new(command.clone()).title(name.to_owned());
    man.render(&mut bytes).map_err(|error| error.to_string())?;
    pages.push((format!("{name}.1"), String::from_utf8_lossy(&bytes).into_owned()));
    let mut shown = command.get_subcommands().filter(|inner| !inner.is_hide_set());
    shown.try_for_each(|inner| gather(inner, &format!("{name}-{}", inner.get_name()), pages))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, pages};
    use clap::CommandFactory;

    #[test]
    fn every_command_has_a_manual_page_and_is_completed() {
        let pages = pages().unwrap();
        for shell in [clap_complete::Shell::Bash, clap_complete::Shell::Zsh, clap_complete::Shell::Fish] {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "corkboard", &mut bytes);
            let script = String::from_utf8(bytes).unwrap();
            for command in Arguments::command().get_subcommands().filter(|command| !command.is_hide_set()) {
                let name = command.get_name();
                assert!(script.contains(name), "{shell}: {name}");
                let page = pages.iter().find(|(file, _)| *file == format!("corkboard-{name}.1"));
                assert!(page.is_some_and(|(_, text)| text.contains(".TH") && text.contains("SYNOPSIS")), "{name}");
            }
        }
        assert!(pages.iter().any(|(file, text)| file == "corkboard-publish.1" && text.contains("\\-\\-dry\\-run")));
    }
}
