//! The relaxation, and the iteration that solves it.

use super::isotonic::Blocks;
use super::point::Point;
use crate::schedule::costs::Costs;
use crate::schedule::fault::Fault;
use crate::schedule::model::Model;

/// Most cells, tasks and edges times periods: about 40 bytes each.
const CELLS_LIMIT: usize = 1 << 25;
/// Iterations between two looks at bound and merit.
const LOOK: usize = 40;
/// The method restarts when the merit has fallen to this part.
const PROGRESS: f64 = 0.4;

/// The relaxation of a project.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Prices<'a> {
    pub(super) costs: &'a Costs,
    pub(in crate::schedule) periods: usize,
    /// First and last start, by task.
    pub(in crate::schedule) windows: Vec<(usize, usize)>,
    pub(super) duration: Vec<usize>,
    /// Before, after, and periods from start to start.
    pub(super) edges: Vec<(usize, usize, usize)>,
    /// Resource and amount, by task.
    pub(super) demand: Vec<Vec<(usize, i64)>>,
    /// By resource and period.
    pub(super) capacity: Vec<i64>,
    /// Length of a step in the shares of a task, before the ratio.
    pub(super) reach: Vec<f32>,
    /// The same in the prices of a resource.
    pub(super) pace: Vec<f32>,
}

/// What [`Prices::solve`] ended with.
#[derive(Debug)]
pub(in crate::schedule) struct Solved {
    /// No schedule costs less than this and the base.
    pub(in crate::schedule) bound: i64,
    /// Mean of the iterates since the last restart.
    pub(in crate::schedule) mean: Point,
}

impl<'a> Prices<'a> {
    /// Rows of capacity are scaled by this, so that they weigh as much as those of precedence.
    pub(super) const SCALE: f32 = 0.4;

    pub(in crate::schedule) fn new(model: &Model<'_>, costs: &'a Costs) -> Result<Self, Fault> {
        let project = model.project();
        let (periods, count) = (project.periods, project.tasks.len());
        let cells = (count + project.edges.len()).saturating_mul(periods);
        if cells > CELLS_LIMIT {
            let (what, limit) = ("tasks and edges times periods", CELLS_LIMIT as u64);
            return Err(Fault::TooMany { what, count: cells as u64, limit });
        }
        let mut windows = Vec::with_capacity(count);
        for (task, &number) in model.numbers.iter().enumerate() {
            let number = number as usize;
            let (duration, tail) = (model.duration[number], model.tail[number]);
            let first = model.head[number] as usize;
            let finish = first as u64 + u64::from(duration) + u64::from(tail);
            if finish > periods as u64 {
                return Err(Fault::PastHorizon { task, finish, periods });
            }
            windows.push((first, periods - duration as usize - tail as usize));
        }
        let edges = project.edges.iter().map(|edge| {
            let before = edge.before as usize;
            let offset = project.tasks[before].duration as usize + edge.lag as usize;
            (before, edge.after as usize, offset)
        });
        let demand = project.tasks.iter().map(|task| {
            let held = task.demand.iter().filter(|held| task.duration > 0 && held.amount > 0);
            held.map(|held| (held.resource as usize, i64::from(held.amount))).collect()
        });
        let cell = |resource| {
            (0..periods).map(move |period| i64::from(project.capacity_in(resource, period)))
        };
        let mut prices = Self {
            costs,
            periods,
            windows,
            duration: project.tasks.iter().map(|task| task.duration as usize).collect(),
            edges: edges.collect(),
            demand: demand.collect(),
            capacity: (0..project.capacity.len()).flat_map(cell).collect(),
            reach: Vec::new(),
            pace: Vec::new(),
        };
        prices.steps(project.capacity.len());
        Ok(prices)
    }

    pub(super) const fn tasks(&self) -> usize {
        self.duration.len()
    }

    /// Lengths of steps from the sums of the rows and columns (Pock and Chambolle, "Diagonal
    /// preconditioning for first order primal-dual algorithms", ICCV 2011).
    fn steps(&mut self, resources: usize) {
        let mut column = vec![0.0_f32; self.tasks()];
        let mut row = vec![0.0_f32; resources];
        for (task, demand) in self.demand.iter().enumerate() {
            for &(resource, amount) in demand {
                let entries = 2.0 * amount as f32 * Self::SCALE;
                row[resource] += entries;
                column[task] += entries;
            }
        }
        for &(before, after, _) in &self.edges {
            column[before] += 1.0;
            column[after] += 1.0;
        }
        self.reach = column.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
        self.pace = row.into_iter().map(|sum| 1.0 / sum.max(1.0)).collect();
    }

    /// The primal-dual hybrid gradient method (Chambolle and Pock, Journal of Mathematical Imaging and
    /// Vision 40, 2011), restarted from its mean (Applegate, Hinder, Lu and Lubin, Mathematical
    /// Programming 201, 2023).
    ///
    /// `watch` is told the bound at every look.
    pub(in crate::schedule) fn solve(
        &self,
        point: &mut Point,
        iterations: usize,
        watch: &mut dyn FnMut(usize, i64),
    ) -> Solved {
        if point.ratio <= 0.0 {
            point.ratio = 2.0 * self.costs.mean() as f32;
        }
        let slope = self.slopes();
        let mut scratch = Scratch::new(point, self.capacity.len());
        let (mut mean, mut anchor) = (point.clone(), point.clone());
        let (mut bound, mut merit, mut count) = (i64::MIN, f64::INFINITY, 0_usize);
        for iteration in 1..=iterations {
            self.move_shares(point, &slope, &mut scratch);
            self.move_prices(point, &mut scratch);
            count += 1;
            mean.blend(point, 1.0 / count as f32);
            if iteration % LOOK != 0 && iteration != iterations {
                continue;
            }
            let (of_mean, of_point) =
                (self.look(&mean, &mut scratch.usage), self.look(point, &mut scratch.usage));
            bound = bound.max(of_mean.bound).max(of_point.bound);
            watch(iteration, bound);
            let least = of_mean.merit.min(of_point.merit);
            if least < PROGRESS * merit || (count * 3 > iteration && count > 200) {
                if of_mean.merit < of_point.merit {
                    mean.ratio = point.ratio;
                    point.clone_from(&mean);
                }
                rebalance(point, &anchor);
                anchor.clone_from(point);
                if iteration < iterations {
                    mean.clone_from(point);
                    count = 0;
                }
                merit = least;
            }
        }
        mean.ratio = point.ratio;
        Solved { bound, mean }
    }

    /// What the cost falls by when the share of a period rises, by task and period.
    fn slopes(&self) -> Vec<f32> {
        let cells = (0..self.tasks()).flat_map(|task| (0..self.periods).map(move |at| (task, at)));
        let fall = |(task, at)| (self.costs.of(task, at) - self.costs.of(task, at + 1)) as f32;
        cells.map(fall).collect()
    }
}

/// The ratio follows the distances that shares and prices went since the last restart.
fn rebalance(point: &mut Point, anchor: &Point) {
    let (shares, prices) = point.distance(anchor);
    if shares > 1e-6 && prices > 1e-6 {
        let logarithm = 0.5 * (prices / shares).ln() + 0.5 * f64::from(point.ratio).ln();
        point.ratio = logarithm.exp() as f32;
    }
}

/// Memory of an iteration.
#[derive(Debug)]
pub(super) struct Scratch {
    pub(super) gradient: Vec<f32>,
    /// Shares that are extrapolated.
    pub(super) ahead: Vec<f32>,
    pub(super) usage: Vec<f32>,
    pub(super) blocks: Blocks,
}

impl Scratch {
    fn new(point: &Point, cells: usize) -> Self {
        Self {
            gradient: vec![0.0; point.share.len()],
            ahead: point.share.clone(),
            usage: vec![0.0; cells],
            blocks: Blocks::default(),
        }
    }
}
