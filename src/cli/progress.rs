use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use y2q::plan::Step;
use y2q::scan::Progress;
use y2q::source::endpoint::Tally;
use y2q::source::filesystem::Walk;

static RUNNING: OnceLock<Arc<Progress>> = OnceLock::new();
/// Whether a plan is looked for, and whether that is to end.
static PLANNING: AtomicBool = AtomicBool::new(false);
static PLANNED_ENOUGH: AtomicBool = AtomicBool::new(false);

/// Whether schemes are timed, and whether that is to end.
static MEASURING: AtomicBool = AtomicBool::new(false);
static MEASURED_ENOUGH: AtomicBool = AtomicBool::new(false);

/// Makes the first Ctrl-C end the scan cleanly and the second end the program.
pub fn stop_on_interrupt(progress: &Arc<Progress>) -> anyhow::Result<()> {
    // What runs first in a process is the one scan that it makes.
    let _ = RUNNING.set(Arc::clone(progress));
    handle()
}

fn handle() -> anyhow::Result<()> {
    static HANDLED: AtomicBool = AtomicBool::new(false);
    if HANDLED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    ctrlc::set_handler(|| {
        let planning = PLANNING.load(Ordering::Relaxed);
        let again = if planning {
            PLANNED_ENOUGH.swap(true, Ordering::Relaxed)
        } else if MEASURING.load(Ordering::Relaxed) {
            MEASURED_ENOUGH.swap(true, Ordering::Relaxed)
        } else {
            RUNNING.get().is_none_or(|p| p.stop.swap(true, Ordering::Relaxed))
        };
        if again {
            // 128 + SIGINT, as shells report it.
            std::process::exit(130);
        }
        match planning {
            true => eprintln!("stopping; the best plan so far is taken (again: stop at once)"),
            false => eprintln!("stopping; what was found is kept (again: stop at once)"),
        }
    })?;
    Ok(())
}

/// Runs `work`, which looks for a plan and tells of every step, while a bar stands on standard error (a
/// terminal only). The first Ctrl-C makes the answer to a step no.
pub fn planning<T>(
    quiet: bool,
    work: impl FnOnce(&dyn Fn(Step) -> bool) -> T,
) -> anyhow::Result<T> {
    handle()?;
    PLANNING.store(true, Ordering::Relaxed);
    let bar = (!quiet && std::io::stderr().is_terminal()).then(|| ProgressBar::new(0));
    // The template is constant and valid; a fault would only cost the looks of the bar.
    if let (Some(bar), Ok(style)) =
        (&bar, ProgressStyle::with_template("{bar:30} {pos}/{len} timetables  {eta} left  {msg}"))
    {
        bar.set_style(style);
    }
    let found = work(&|step| {
        if let Some(bar) = &bar {
            bar.set_length(step.tried.1);
            bar.set_position(step.tried.0);
            let above = u128::from(step.cost.saturating_sub(step.bound)) * 1000;
            let tenths = above / u128::from(step.bound.max(1));
            bar.set_message(format!(
                "at most {}.{} % above the best possible",
                tenths / 10,
                tenths % 10
            ));
        }
        !PLANNED_ENOUGH.load(Ordering::Relaxed)
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    PLANNING.store(false, Ordering::Relaxed);
    Ok(found)
}

/// A bar of a measurement on standard error; none where there is no terminal.
pub struct Measuring(Option<ProgressBar>);

impl Measuring {
    /// Known answers are checked.
    pub fn checking(&self) {
        if let Some(bar) = &self.0 {
            bar.set_message("known answers");
            bar.tick();
        }
    }

    /// So many of so many slices are timed.
    pub fn timing(&self, done: u64, total: u64) {
        if let Some(bar) = &self.0 {
            bar.set_length(total);
            bar.set_position(done);
            bar.set_message(if done < total { "" } else { "again what was noisy" });
        }
    }
}

/// Runs `work`, which times schemes, while a bar with the time left stands on standard error. After the first
/// Ctrl-C [`measured_enough`] is true.
pub fn measuring<T>(quiet: bool, work: impl FnOnce(&Measuring) -> T) -> anyhow::Result<T> {
    handle()?;
    MEASURING.store(true, Ordering::Relaxed);
    let bar = (!quiet && std::io::stderr().is_terminal()).then(|| ProgressBar::new(0));
    // The template is constant and valid; a fault would only cost the looks of the bar.
    if let (Some(bar), Ok(style)) =
        (&bar, ProgressStyle::with_template("{bar:30} {percent} %  {eta} left  {msg}"))
    {
        bar.set_style(style);
    }
    let bar = Measuring(bar);
    let done = work(&bar);
    if let Some(bar) = bar.0 {
        bar.finish_and_clear();
    }
    MEASURING.store(false, Ordering::Relaxed);
    Ok(done)
}

/// Whether a measurement is to end.
pub fn measured_enough() -> bool {
    MEASURED_ENOUGH.load(Ordering::Relaxed)
}

/// Runs `work` while a bar with rate and time left stands on standard error; a terminal only.
pub fn shown<T>(quiet: bool, walk: &Walk, progress: &Progress, work: impl FnOnce() -> T) -> T {
    if quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    let done = AtomicBool::new(false);
    let total = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let files = walk.count(&|| done.load(Ordering::Relaxed));
            total.store(files, Ordering::Relaxed);
        });
        scope.spawn(|| draw(progress, &total, &done));
        let result = work();
        done.store(true, Ordering::Relaxed);
        result
    })
}

/// Runs `work` while a bar of endpoints stands on standard error; a terminal only.
pub fn asking<T>(quiet: bool, total: u64, tally: &Tally, work: impl FnOnce() -> T) -> T {
    if quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| draw_asking(total, tally, &done));
        let result = work();
        done.store(true, Ordering::Relaxed);
        result
    })
}

fn draw_asking(total: u64, tally: &Tally, done: &AtomicBool) {
    let bar = ProgressBar::new(total);
    // The template is constant and valid; a fault would only cost the looks of the bar. What does not fit is cut off.
    let template = "{bar:20} {pos}/{len} endpoints  {rate}  {eta} left  {wide_msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.with_key("rate", rate));
    }
    while !done.load(Ordering::Relaxed) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        bar.set_position(count(&tally.asked) + count(&tally.skipped) + count(&tally.forbidden));
        let (answered, connections) = (count(&tally.answered), count(&tally.connections));
        bar.set_message(format!("{answered} answered, {connections} connections"));
        std::thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}

/// How many a second, in whole numbers.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A rate that cannot be written costs nothing but itself.
    let _ = write!(out, "{:.0}/s", state.per_sec());
}

fn draw(progress: &Progress, total: &AtomicU64, done: &AtomicBool) {
    let bar = ProgressBar::new_spinner();
    // The templates are constant and valid; a fault would only cost the bar.
    let style =
        |template| Some(ProgressStyle::with_template(template).ok()?.with_key("rate", rate));
    let counting = style("{spinner} {pos} files  {rate}  {msg}");
    let measured = style("{bar:30} {pos}/{len} files  {rate}  {eta} left  {msg}");
    if let Some(style) = counting {
        bar.set_style(style);
    }
    let mut measured = measured;
    while !done.load(Ordering::Relaxed) {
        let files = total.load(Ordering::Relaxed);
        if files > 0
            && let Some(style) = measured.take()
        {
            bar.set_length(files);
            bar.set_style(style);
        }
        bar.set_position(progress.files.load(Ordering::Relaxed));
        let megabytes = progress.bytes.load(Ordering::Relaxed) / 1_000_000;
        let findings = progress.findings.load(Ordering::Relaxed);
        let members = match progress.members.load(Ordering::Relaxed) {
            0 => String::new(),
            count => format!("{count} in archives, "),
        };
        let flows = match progress.flows.load(Ordering::Relaxed) {
            0 => String::new(),
            count => format!("{count} flows in captures, "),
        };
        bar.set_message(format!("{members}{flows}{megabytes} MB, {findings} findings"));
        std::thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}
