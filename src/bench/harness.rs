//! The timer: all operations in turn, round after round, so that a machine that slows down slows all of them.
//!
//! A sample is the mean of a batch, which is one operation unless that is too short for the clock. Samples of a
//! round are taken one after the other; the next round runs the other way round.

use std::time::{Duration, Instant};

use super::code::Prepared;
use super::report::Figure;
use super::statistics::Samples;

/// The clock: time since some moment. A function, so that tests can have one that stops or runs backwards.
pub type Clock = fn() -> Duration;

/// The monotonic clock of the system.
#[must_use]
pub fn monotonic() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// A batch lasts at least this long: the clock costs some 50 ns.
const BATCH: Duration = Duration::from_micros(20);

/// Bounds of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Rounds, where operations are short enough for them.
    pub rounds: usize,
    /// Time of one operation's samples in one round.
    pub slice: Duration,
    /// Time of one operation in the whole measurement, unless fewer than `least` samples fit into it.
    pub share: Duration,
    /// Samples of the slowest operations.
    pub least: usize,
    /// Rounds beyond `rounds` for what is too noisy.
    pub more: usize,
    /// When no further round begins.
    pub end: Duration,
}

/// An operation on its way through the rounds.
pub struct Lane {
    operation: Prepared,
    figure: Figure,
    batch: u64,
    rounds: usize,
    /// What was measured.
    pub samples: Samples,
    /// Why it is measured no longer.
    pub fault: Option<&'static str>,
}

impl Lane {
    /// Warms `operation` up and finds out how many make a batch, and how many rounds it can have.
    #[must_use]
    pub fn new(mut operation: Prepared, figure: Figure, bounds: &Bounds, clock: Clock) -> Self {
        let mut fault = None;
        let mut once = || {
            let start = clock();
            if !(operation.run)() {
                fault = Some("an operation failed while it was timed");
            }
            clock().saturating_sub(start)
        };
        // The first of all fills the caches; of a slow one that is lost time.
        let first = once();
        let one = if first > bounds.slice { first } else { once().min(once()) };
        let one = one.max(Duration::from_nanos(1));
        let fit = bounds.share.as_nanos() / one.max(bounds.slice).as_nanos().max(1);
        let fit = usize::try_from(fit).unwrap_or(usize::MAX);
        Self {
            operation,
            figure,
            batch: u64::try_from(BATCH.as_nanos().div_ceil(one.as_nanos())).unwrap_or(1),
            rounds: fit.clamp(bounds.least, bounds.rounds.max(bounds.least)),
            samples: Samples::default(),
            fault,
        }
    }

    /// Bytes of what the operation makes.
    #[must_use]
    pub const fn bytes(&self) -> u32 {
        self.operation.bytes
    }

    /// How many operations make a sample.
    #[must_use]
    pub const fn batch(&self) -> u64 {
        self.batch
    }

    /// The operation, for what is measured beside time.
    pub fn once(&mut self) -> bool {
        (self.operation.run)()
    }

    /// One round's samples: for as long as `slice`, and one at least.
    fn round(&mut self, slice: Duration, clock: Clock) {
        let mut samples = Vec::new();
        let begin = clock();
        loop {
            let start = clock();
            let mut well = true;
            for _ in 0..self.batch {
                well &= (self.operation.run)();
            }
            let end = clock();
            if !well {
                self.fault = Some("an operation failed while it was timed");
                return;
            }
            // A batch is many times as long as the clock's grain: whatever takes no time was not timed.
            let Some(took) = end.checked_sub(start).filter(|took| !took.is_zero()) else {
                self.fault = Some("the clock stood still or went backwards");
                return;
            };
            samples.push(took.as_nanos() as f64 / self.batch as f64);
            if end.saturating_sub(begin) >= slice {
                break;
            }
        }
        self.samples.add(samples, self.batch);
    }

    /// Whether the figure is too noisy to be relied on.
    fn noisy(&self) -> bool {
        self.samples.time(self.figure).is_none_or(|time| time.noisy)
    }
}

/// Times `lanes`, until all have their rounds, the time is over, or `go_on` says no. It is told how many rounds of
/// single operations are done, and how many there are. Whether the end was reached.
pub fn measure(
    lanes: &mut [Lane],
    bounds: &Bounds,
    clock: Clock,
    go_on: &mut dyn FnMut(&[Lane], u64, u64) -> bool,
) -> bool {
    let total = lanes.iter().map(|lane| lane.rounds as u64).sum();
    let mut done = 0;
    for round in 0..bounds.rounds.max(bounds.least) + bounds.more {
        let extra = round >= bounds.rounds;
        let mut order = (0..lanes.len()).collect::<Vec<_>>();
        if round % 2 == 1 {
            order.reverse();
        }
        for index in order {
            let lane = &mut lanes[index];
            let due = match extra {
                false => round < lane.rounds,
                true => lane.noisy(),
            };
            if lane.fault.is_some() || !due {
                continue;
            }
            // Whatever the time is, everything has what it needs at least.
            if clock() > bounds.end && lane.samples.rounds() >= bounds.least {
                continue;
            }
            lane.round(bounds.slice, clock);
            done += u64::from(!extra);
            if !go_on(lanes, done, total) {
                return false;
            }
        }
    }
    true
}
