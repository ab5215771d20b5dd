//! Shows how far a build is: bars on a terminal, plain lines elsewhere, nothing for what takes less than half a second.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;
use crate::write::{Progress, Stage};

/// What takes less is not shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Steps after which a bar is looked at again: counting alone takes no lock.
const STRIDE: usize = 64;

/// The progress of a build, on standard error.
pub(super) struct Bars<'a> {
    terminal: &'a Terminal,
    done: AtomicUsize,
    running: Mutex<Option<Running>>,
}

struct Running {
    stage: Stage,
    began: Instant,
    steps: usize,
    bar: Option<ProgressBar>,
}

impl<'a> Bars<'a> {
    /// No stage runs yet.
    pub(super) fn new(terminal: &'a Terminal) -> Bars<'a> {
        Bars { terminal, done: AtomicUsize::new(0), running: Mutex::new(None) }
    }

    fn with(&self, change: impl FnOnce(&mut Option<Running>)) {
        if let Ok(mut running) = self.running.lock() {
            change(&mut running);
        }
    }
}

impl Progress for Bars<'_> {
    fn begin(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.with(|running| *running = Some(Running { stage, began: Instant::now(), steps, bar: None }));
    }

    fn advance(&self, steps: usize) {
        let before = self.done.fetch_add(steps, Ordering::Relaxed);
        if before / STRIDE == (before + steps) / STRIDE {
            return;
        }
        let is_watched = self.terminal.is_watched;
        self.with(|running| {
            let Some(running) = running else { return };
            if is_watched && running.bar.is_none() && running.began.elapsed() > PATIENCE {
                running.bar = Some(bar(running.stage, running.steps));
            }
            if let Some(bar) = &running.bar {
                bar.set_position((before + steps) as u64);
            }
        });
    }

    fn end(&self) {
        let mut line = None;
        self.with(|running| {
            let Some(running) = running.take() else { return };
            if let Some(bar) = running.bar {
                bar.finish_and_clear();
            }
            let time = running.began.elapsed();
            if time > PATIENCE && !self.terminal.is_watched {
                line = Some(format!(
                    "{} {} in {:.1} s\n",
                    verb(running.stage),
                    self.done.load(Ordering::Relaxed),
                    time.as_secs_f64()
                ));
            }
        });
        if let Some(line) = line {
            self.terminal.error(&line);
        }
    }
}

fn verb(stage: Stage) -> &'static str {
    match stage {
        Stage::Parse => "reading files:",
        Stage::Render => "drawing pages:",
        Stage::Send => "sending files:",
    }
}

fn bar(stage: Stage, steps: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
    // The template is constant; were it wrong, the plain style would do.
    let style = ProgressStyle::with_template("{msg} {bar:40} {human_pos} of {human_len}  {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.with_message(verb(stage))
}

#[cfg(test)]
mod tests {
    use super::Bars;
    use crate::cli::terminal::Terminal;
    use crate::write::{Progress, Stage};

    #[test]
    fn a_short_stage_says_nothing_and_leaves_nothing() {
        let terminal = Terminal::standard();
        let bars = Bars::new(&terminal);
        bars.begin(Stage::Parse, 2);
        bars.advance(super::STRIDE);
        assert!(bars.running.lock().unwrap().as_ref().is_some_and(|running| running.bar.is_none()));
        bars.end();
        assert!(bars.running.lock().unwrap().is_none());
    }
}
