//! How likely the dates are: the plan's order again and again with efforts drawn from their ranges.
//!
//! Each package's effort is drawn from the triangular distribution over its low, likely and high figure,
//! independently of the others. Nobody replans in a run, so a real programme that does can do better.

use serde::{Deserialize, Serialize};

use super::Package;
use super::effort::{MOST_DAYS_A_QUARTER, least_quarters};
use super::schedule::Problem;
use super::search::finishes;
use super::timetable::{Timetable, work};
use crate::model::Quarter;
use crate::schedule::Random;

/// Runs, unless there are so many packages that fewer must do.
pub const RUNS: usize = 500;
/// Most dates that are kept.
const DATES: usize = 60_000_000;

/// How likely a package's dates are. A quarter is absent when too many runs gave no date at all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Finish that half of the runs kept.
    pub p50: Option<Quarter>,
    /// Finish that 80 of 100 runs kept.
    pub p80: Option<Quarter>,
    /// Finish that 95 of 100 runs kept.
    pub p95: Option<Quarter>,
    /// Share of runs that kept the deadline; absent without one, where a risk is accepted instead, and where the work rests
    /// on what nobody has dated.
    pub in_time: Option<f64>,
}

/// How likely the plan as a whole is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chances {
    /// Runs.
    pub runs: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Finish of the last package, and the share of runs that kept every deadline.
    pub last: Chance,
}

/// Draws the efforts of `packages` anew for every run and writes what came of it into them.
pub(super) fn draw(packages: &mut [Package], table: &Timetable, seed: u64) -> Option<Chances> {
    let count = packages.len();
    let runs = RUNS.min(DATES / count.max(1));
    if count == 0 || runs == 0 {
        return None;
    }
    let mut random = Random::new(seed);
    let mut problem = table.problem.clone();
    let mut dates = vec![Vec::with_capacity(runs); count + 1];
    let mut kept = vec![0_usize; count + 1];
    for _ in 0..runs {
        vary(&mut problem, packages, &mut random);
        let (mut last, mut all) = (Some(0), true);
        for (at, finish) in finishes(&problem, &table.order).into_iter().enumerate() {
            let in_time = in_time(problem.tasks[at].due, finish);
            kept[at] += usize::from(in_time);
            all &= in_time;
            last = last.max(finish).filter(|_| finish.is_some());
            dates[at].push(finish);
        }
        dates[count].push(last);
        kept[count] += usize::from(all);
    }
    let chance = |at: usize, due: bool, dates: &mut Vec<Option<usize>>| {
        // No date is later than every date.
        dates.sort_unstable_by_key(|date| date.unwrap_or(usize::MAX));
        let quantile = |percent: usize| {
            let place = (runs * percent).div_ceil(100).max(1) - 1;
            dates[place].map(|period| table.quarter(period))
        };
        #[allow(clippy::cast_precision_loss, reason = "at most 500 runs")]
        let share = due.then(|| kept[at] as f64 / runs as f64);
        Chance { p50: quantile(50), p80: quantile(80), p95: quantile(95), in_time: share }
    };
    for (at, package) in packages.iter_mut().enumerate() {
        // The day of a review is no deadline of the change that is not made, and of what nobody has dated no range of
        // efforts tells anything.
        let told = package.acceptance.is_none() && package.undated.is_none();
        let due = package.deadline.is_some() && told;
        let chance = chance(at, due, &mut dates[at]);
        package.chance = (!package.is_undecided()).then_some(chance);
    }
    let last = chance(count, true, &mut dates[count]);
    Some(Chances { runs, seed, last })
}

fn in_time(due: Option<i64>, finish: Option<usize>) -> bool {
    let finish = finish.and_then(|finish| i64::try_from(finish).ok());
    match (due, finish) {
        (Some(due), Some(finish)) => finish <= due,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}

fn vary(problem: &mut Problem, packages: &[Package], random: &mut Random) {
    for (task, package) in problem.tasks.iter_mut().zip(packages) {
        if package.finish.is_none() && task.work == 0 {
            continue;
        }
        let [low, likely, high] = package.effort_days;
        task.work = work(triangular(low, likely, high, random.unit()));
        task.max_per_period = work(MOST_DAYS_A_QUARTER)
            .min(task.work.div_ceil(least_quarters(package.change)))
            .max(1);
    }
}

/// The inverse of the triangular distribution at `share`.
fn triangular(low: f64, likely: f64, high: f64, share: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return likely;
    }
    let mode = (likely - low) / width;
    if share < mode {
        low + (share * width * (likely - low)).sqrt()
    } else {
        high - ((1.0 - share) * width * (high - likely)).sqrt()
    }
}
