//! `corkboard import logos`: fetches the logos that postings name at other hosts, once, into `static/logos/`.

use std::time::Duration;

use super::super::Ending;
use super::super::build::failed;
use super::super::prepare;
use super::super::terminal::{Terminal, harmless};
use super::arguments::Importing;
use crate::fetch::{self, Fetched, Limits, Reach, Robots, Validators};
use crate::plan::{LOGO_FOLDER, RemoteLogo, remote_logos};
use crate::render::logo;
use crate::write;

/// The word that stands where the format of a source does.
pub(in crate::cli) const WORD: &str = "logos";

/// Time for one picture.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Fetches the logo of every employer that has none on the board. One that cannot be had does not keep the others.
pub(in crate::cli) fn import(importing: &Importing, terminal: &Terminal) -> Result<Ending, Ending> {
    let Importing { folders, now, fetch, allow_private, ignore_robots, dry_run, .. } = importing;
    if !fetch {
        return Err(Ending::Usage("logos are fetched from other hosts: say `--fetch` to allow it".to_owned()));
    }
    let board = folders.board(*now);
    let prepared = prepare::prepare(&board)?;
    let inputs = prepare::inputs(&board, &prepared, false);
    let checked = write::check(&inputs, &write::Silent).map_err(|failure| failed(&failure))?;
    let limits = Limits {
        largest: logo::LARGEST as u64,
        timeout: TIMEOUT,
        tries: 2,
        reach: if *allow_private { Reach::Everywhere } else { Reach::Public },
        robots: if *ignore_robots { Robots::Ignored } else { Robots::Obeyed },
        ..Limits::default()
    };
    let wanted = remote_logos(&checked.plan);
    let mut fetched = 0;
    for remote in &wanted {
        let slug = &checked.plan.companies[remote.company as usize].slug;
        let line = match picture(remote, &limits) {
            Ok(small) => {
                let file = format!("static/{LOGO_FOLDER}{slug}.{}", small.ending);
                if !dry_run {
                    write::replace(&folders.root.join(&file), &small.bytes).map_err(|failure| failed(&failure))?;
                }
                fetched += 1;
                format!("  + {file} ({})", remote.address)
            }
            Err(why) => format!("  . {slug}: {} was not taken: {why}", remote.address),
        };
        terminal.print(&format!("{}\n", harmless(&line)));
    }
    let verb = if *dry_run { " would be" } else { "" };
    terminal.print(&format!("logos:{verb} {fetched} of {} fetched\n", wanted.len()));
    Ok(Ending::Good)
}

/// The picture at an address, made small: what is kept was encoded by us and holds nothing but pixels.
fn picture(remote: &RemoteLogo, limits: &Limits) -> Result<logo::Small, String> {
    match fetch::fetch(&remote.address, &Validators::default(), limits) {
        Ok(Fetched::New(bytes, _)) => logo::small(&bytes),
        Ok(Fetched::Unchanged) => Err("the server sent nothing".to_owned()),
        Err(failure) => Err(failure.to_string()),
    }
}
