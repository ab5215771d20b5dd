//! `corkboard serve`: settings and clock for the preview, and what it says at the terminal.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command as Program, Stdio};
use std::sync::Arc;

use super::arguments::{Board, Serve};
use super::draw;
use super::terminal::Terminal;
use super::{Ending, clock, prepare, tell};
use crate::diagnostic::Diagnostic;
use crate::serve::{Host, Loaded, News, listener, serve as run};
use crate::write::Memory;

/// Serves the board until the program is told to end.
pub(super) fn serve(arguments: &Serve, terminal: &Terminal) -> Ending {
    match served(arguments, terminal) {
        Ok(()) => Ending::Good,
        Err(message) => Ending::Failure(message),
    }
}

fn served(arguments: &Serve, terminal: &Terminal) -> Result<(), String> {
    give_memory_back();
    let Serve { board, port, host, open, poll } = arguments;
    if board.jobs > 0 {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(board.jobs).build_global();
        threads.map_err(|error| format!("cannot start {} threads: {error}", board.jobs))?;
    }
    let wanted = SocketAddr::new(*host, *port);
    let listener = listener(wanted).map_err(|error| format!("cannot listen at {wanted}: {error}"))?;
    let taken = listener.local_addr().map_err(|error| error.to_string())?;
    if *port != 0 && taken.port() != *port {
        terminal.error(&format!("port {port} is in use; taking {}\n", taken.port()));
    }
    let watched = prepare::watched(board, *poll);
    let preview = Arc::new(Preview {
        board: board.clone(),
        terminal: terminal.with_color(super::arguments::Color::Auto),
        opens: *open,
    });
    let (ends, end) = tokio::sync::oneshot::channel::<()>();
    on_stop(move || drop(ends))?;
    run(preview, watched, listener, async {
        let _ = end.await;
    })
}

/// Starts this very program once more in this process, so that the allocator gives free memory back at once: it reads
/// that wish from the environment before the program begins. A preview runs for hours and is idle between two changes;
/// of 100,000 postings it holds a sixth less. Where that is not possible all goes on as it is.
#[cfg(unix)]
fn give_memory_back() {
    use std::os::unix::process::CommandExt;
    const DELAY: &str = "MIMALLOC_PURGE_DELAY";
    if std::env::var_os(DELAY).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let _ = Program::new(program).args(std::env::args_os().skip(1)).env(DELAY, "0").exec();
    }
}

#[cfg(not(unix))]
fn give_memory_back() {}

/// Runs something when the program is told to end: on Ctrl-C, and where there is one on the signal to terminate. Whoever
/// reads what is said after this may send either.
pub(super) fn on_stop(run: impl FnOnce() + Send + 'static) -> Result<(), String> {
    let failed = |error| format!("cannot listen for signals: {error}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let stop = {
        let _inside = runtime.enter();
        stop().map_err(failed)?
    };
    std::thread::spawn(move || {
        runtime.block_on(stop);
        run();
    });
    Ok(())
}

/// Takes the signals at once and resolves with the first of them.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// The first few of changed files by name.
pub(super) fn names(paths: &[PathBuf]) -> String {
    const NAMED: usize = 3;
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named: Vec<String> = paths.iter().take(NAMED).map(name).collect();
    match paths.len() {
        0 => "the board".to_owned(),
        few if few <= NAMED => named.join(", "),
        many => format!("{} and {} more", named.join(", "), many - NAMED),
    }
}

/// Says why files are looked at again and again.
pub(super) fn polling(reason: &str) -> String {
    format!(
        "warning: {reason}; files are looked at again and again instead\n  help: `--poll` does so without a warning\n"
    )
}

/// The preview at a terminal.
struct Preview {
    board: Board,
    terminal: Terminal,
    opens: bool,
}

impl Host for Preview {
    fn load(&self) -> Result<Loaded, String> {
        let mut prepared = prepare::prepare(&self.board).map_err(|ending| match ending {
            Ending::Refused(message) | Ending::Usage(message) | Ending::Failure(message) => message,
            Ending::Good | Ending::Mistakes => String::new(),
        })?;
        let diagnostics = std::mem::take(&mut prepared.diagnostics);
        Ok(Loaded { inputs: prepare::inputs(&self.board, &prepared, false), diagnostics })
    }

    fn remembered(&self) -> Memory {
        Memory::of_build(&prepare::out(&self.board, None))
    }

    fn draw(&self, diagnostics: &[Diagnostic]) -> String {
        let mut diagnostics = diagnostics.to_vec();
        tell::seen_from_here(&mut diagnostics, &self.board);
        draw::human(&diagnostics, &annotate_snippets::Renderer::plain())
    }

    fn clock(&self) -> i64 {
        clock::nanoseconds()
    }

    fn tell(&self, news: &News) {
        match news {
            News::Listening(address) => {
                self.terminal.print(&format!("The board is at {}  (Ctrl-C ends)\n", self.terminal.bold(address)));
                self.terminal.print(&format!("For its author: {}/_corkboard/\n", origin(address)));
                if self.opens {
                    open_browser(address);
                }
            }
            News::Rebuilt { changed, pages, time, mistakes } => {
                let pages = draw::plural(*pages, "page");
                self.terminal.print(&format!("{}: {pages} new, {} ms\n", names(changed), time.as_millis()));
                self.terminal.error(mistakes);
            }
            News::Polling(reason) => self.terminal.error(&polling(reason)),
            News::Failed(message) => self.terminal.error(&format!("error: {message}\n")),
        }
    }
}

/// Scheme and host of an address.
fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    address[start..].find('/').map_or(address, |at| &address[..start + at])
}

/// Asks the desktop to show an address; where there is none, nothing happens.
fn open_browser(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = Program::new(PathBuf::from(program)).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    drop(quiet);
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_an_address_without_its_path() {
        assert_eq!(origin("http://127.0.0.1:8080/jobs/"), "http://127.0.0.1:8080");
    }
}
