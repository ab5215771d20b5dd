//! `corkboard templates`: what there is to override, and what it may use.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::Ending;
use super::arguments::{Board, TemplatesWhat};
use super::build::failed;
use super::draw;
use super::prepare;
use super::terminal::Terminal;
use crate::render;
use crate::write::{self, BoardTexts, Prepared, Silent};

/// Lists, shows or explains templates.
pub(super) fn templates(what: &TemplatesWhat, terminal: &Terminal) -> Ending {
    match printed(what, terminal) {
        Ok(text) => {
            terminal.print(&text);
            Ending::Good
        }
        Err(ending) => ending,
    }
}

fn printed(what: &TemplatesWhat, terminal: &Terminal) -> Result<String, Ending> {
    match what {
        TemplatesWhat::List { root } => Ok(list(&planned(root.clone())?)),
        TemplatesWhat::Show { name, root } => {
            let board = planned(root.clone())?;
            board.templates.text(name).map(str::to_owned).ok_or_else(|| {
                Ending::Usage(format!("there is no template `{name}`; `corkboard templates list` lists all"))
            })
        }
        TemplatesWhat::Dump { name, root } => {
            let board = planned(root.clone())?;
            let texts = BoardTexts::new(&board);
            render::templates_dump(&board.plan, &board.templates, &texts, name.as_deref()).map_err(|mistake| {
                terminal.error(&draw::human(&[mistake], &terminal.renderer()));
                Ending::Mistakes
            })
        }
    }
}

fn list(board: &Prepared) -> String {
    let width = board.templates.list().map(|(name, _)| name.len()).max().unwrap_or(0);
    board.templates.list().fold(String::new(), |mut text, (name, own)| {
        let _ = writeln!(text, "{name:width$}  {}", own.unwrap_or("(theme)"));
        text
    })
}

fn planned(root: PathBuf) -> Result<Prepared, Ending> {
    let board = Board { root, content: None, base_url: None, follow_links: false, now: None, drafts: false, jobs: 0 };
    let prepared = prepare::prepare(&board)?;
    write::check(&prepare::inputs(&board, &prepared, true), &Silent).map_err(|failure| failed(&failure))
}
