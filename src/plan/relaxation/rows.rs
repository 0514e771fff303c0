//! The work of every task cut into pieces of one period, in rows.
//!
//! A row has a cell for each period: the share that is done by its end. A task of work `W` of which no
//! period takes more than `R` has `n = ⌈W/R⌉` pieces: a first one with what `n - 1` pieces of `R` leave, and
//! those; and where the first one is smaller, or cuts are wanted, a row without work that says whether the task
//! is finished.
//! Every timetable fills the rows like this: the first `W - (n - 1) R` of the work is the first piece's,
//! then piece by piece. As no period takes more than `R`,
//!
//! - a piece of size `R` is at any time at most as far as the one of that size before it was a period
//!   earlier, and none of them is begun before a smaller first one is done;
//! - when the task is finished, the first piece was done `n - 1` periods earlier.
//!
//! These are the [`Tie`]s of the relaxation, with those of precedence: the first piece of a task is at most
//! as far as the end of what it waits for was `gap` periods earlier.

use super::CUTTABLE;
use super::grain::Grain;
use super::windows::Windows;
use super::years::Years;
use crate::plan::objective::LATENESS;
use crate::plan::schedule::Problem;

/// Most pieces of a task, and where there are very many tasks; what is left makes the first one larger.
const PIECES: [u64; 2] = [64, 2];
/// Very many tasks.
const MANY: usize = 10_000;
/// Most cells of rows and ties together: some 40 bytes each.
const CELLS: usize = 1 << 26;
/// Greatest cost of a finish: prices scale it by 2¹⁶ in 63 bits.
const COST: u128 = 1 << 44;

/// A piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) team: usize,
    pub(super) amount: u64,
    /// Periods by which the task ends after this piece is done, and by which this piece begins after the
    /// task does, at the least.
    pub(super) to_end: usize,
    pub(super) from_start: usize,
    pub(super) task: usize,
}

/// `after` is at most as far as `before` was `offset` periods earlier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) offset: usize,
}

/// Of these cells (row times periods, and period), which say whether tasks are finished by then, at most so many are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub(super) cells: Vec<usize>,
    pub(super) most: usize,
}

/// What every period of delay costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    pub(super) delay: i64,
    pub(super) due: i64,
}

impl Price {
    /// Cost of finishing in `period`.
    #[inline]
    pub(super) fn of(self, period: usize) -> i64 {
        let period = period as i64;
        let late = (period - self.due).max(0);
        self.delay * (period + 1 + LATENESS as i64 * late)
    }

    /// What finishing in each period from `from` on costs less than in the one after it, below 0.
    pub(super) fn fall(self, from: usize, falls: &mut [f32]) {
        let in_time = (self.due - from as i64).clamp(0, falls.len() as i64) as usize;
        let (early, late) = falls.split_at_mut(in_time);
        early.fill(-self.delay as f32);
        late.fill((-self.delay * (1 + LATENESS as i64)) as f32);
    }
}

/// The pieces of a problem.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) periods: usize,
    pub(super) teams: usize,
    pub(super) rows: Vec<Row>,
    pub(super) ties: Vec<Tie>,
    pub(super) cuts: Vec<Cut>,
    /// Every task has a row that is all or nothing in a timetable: pieces may be partly done before the task is.
    pub(super) cuttable: bool,
    /// The row whose end is that of the task, by task; none of a task that is left out.
    pub(super) last: Vec<Option<usize>>,
    /// By task.
    pub(super) prices: Vec<Price>,
    /// By team and period.
    pub(super) capacity: Vec<i64>,
    /// By team, where there is one that counts.
    pub(super) grains: Vec<Option<Grain>>,
    /// What may be spent, where that is limited.
    pub(super) years: Option<Years>,
    /// What a schedule costs whatever it is: lateness that was there before the first period.
    pub(super) base: u64,
}

impl Rows {
    /// The tasks of `order`; `None` where numbers are out of bounds.
    pub(super) fn of(problem: &Problem, order: &[usize], windows: &Windows) -> Option<Self> {
        let periods = problem.periods;
        let cell = |row: &Vec<u64>, at: usize| row.get(at).copied().unwrap_or_default();
        let mut capacity = Vec::with_capacity(problem.capacity.len() * periods);
        for (team, row) in problem.capacity.iter().enumerate() {
            // More than all of the team's work is as good as that.
            let work = problem.tasks.iter().filter(|task| task.team == team).map(|task| task.work);
            let all = work.fold(0_u64, u64::saturating_add);
            let room = (0..periods).map(|at| i64::try_from(cell(row, at).min(all)));
            capacity.extend(room.collect::<Result<Vec<_>, _>>().ok()?);
        }
        let mut made = Self {
            periods,
            teams: problem.capacity.len(),
            rows: Vec::with_capacity(order.len() * 2),
            ties: Vec::new(),
            cuts: Vec::new(),
            cuttable: order.len() <= CUTTABLE,
            last: vec![None; problem.tasks.len()],
            prices: Vec::with_capacity(problem.tasks.len()),
            capacity,
            grains: Vec::new(),
            years: Years::of(problem),
            base: 0,
        };
        made.price(problem, order)?;
        for &task in order {
            made.cut(problem, task, windows)?;
        }
        if made.cuttable {
            made.grind();
        }
        (made.cells() <= CELLS).then_some(made)
    }

    /// Cells of rows and ties.
    pub(super) fn cells(&self) -> usize {
        ((self.rows.len() + self.ties.len()) * self.periods).max(1)
    }

    fn price(&mut self, problem: &Problem, order: &[usize]) -> Option<()> {
        for task in &problem.tasks {
            let greatest = u128::from(task.delay) * 6 * (self.periods as u128 + 2);
            if greatest > COST {
                return None;
            }
            let due = task.due.unwrap_or(i64::MAX / 4).clamp(-1, i64::MAX / 4);
            self.prices.push(Price { delay: task.delay as i64, due });
        }
        // What is due before the first period costs the same lateness up to there, whatever is done.
        for task in order.iter().map(|&at| &problem.tasks[at]) {
            if let Some(past) = task.due.filter(|&past| past < -1) {
                let late = u128::from(past.unsigned_abs()) - 1;
                let cost = u128::from(task.delay) * u128::from(LATENESS) * late;
                self.base = self.base.saturating_add(u64::try_from(cost).ok()?);
            }
        }
        Some(())
    }

    /// Appends the pieces of `task` and their ties; what it waits for comes before it.
    fn cut(&mut self, problem: &Problem, index: usize, windows: &Windows) -> Option<()> {
        let task = &problem.tasks[index];
        let rate = windows.rate[index].max(1);
        let most = PIECES[usize::from(problem.tasks.len() > MANY)];
        let count = task.work.div_ceil(rate).clamp(1, most);
        let rest = task.work.saturating_sub((count - 1).saturating_mul(rate));
        let full = rest >= rate || count == 1;
        let first = self.rows.len();
        let team = task.team.min(self.teams);
        let behind = usize::from(!full);
        for at in 0..count {
            let amount = if at == 0 { rest } else { rate };
            let to_end = (count - 1 - at) as usize;
            let from_start = (at as usize).saturating_sub(behind);
            self.rows.push(Row { team, amount, to_end, from_start, task: index });
        }
        let last = self.rows.len() - 1;
        for after in first + 1..=last {
            let offset = usize::from(full || after > first + 1);
            self.ties.push(Tie { before: after - 1, after, offset });
        }
        if !full || self.cuttable {
            let from_start = (count - 1) as usize;
            self.rows.push(Row { team, amount: 0, to_end: 0, from_start, task: index });
            self.ties.push(Tie { before: last, after: last + 1, offset: 0 });
        }
        if !full {
            let from_start = (count - 1) as usize;
            self.ties.push(Tie { before: first, after: last + 1, offset: from_start });
        }
        let end = self.rows.len() - 1;
        for edge in &task.after {
            let before = self.last[edge.task]?;
            self.ties.push(Tie { before, after: first, offset: edge.gap });
        }
        self.last[index] = Some(end);
        Some(())
    }
}
