//! A project that has been validated and laid out for speed.
//!
//! Inside, tasks are numbered in topological order, so that among tasks of equal start or finish the
//! lower number may always go first.

use super::fault::Fault;
use super::graph::topological_order;
use super::lanes::Lanes;
use super::lists::Lists;
use super::project::{Project, Schedule};

/// Most periods of a horizon.
pub const PERIODS_LIMIT: usize = 1 << 22;
/// Most tasks, and most edges.
pub const COUNT_LIMIT: usize = 1 << 28;
/// Most cells of capacity: resources times periods.
pub const CELLS_LIMIT: usize = 1 << 26;

/// A project that can be scheduled.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    pub(super) project: &'a Project,
    /// Own number to index in the project.
    pub(super) ids: Vec<u32>,
    /// Index in the project to own number.
    pub(super) numbers: Vec<u32>,
    pub(super) duration: Vec<u32>,
    pub(super) release: Vec<u32>,
    /// What a task waits for, with the lag.
    pub(super) before: Lists<(u32, u32)>,
    /// What waits for a task, with the lag.
    pub(super) after: Lists<(u32, u32)>,
    /// Words of the lanes and what a task needs of them.
    pub(super) needs: Lists<(u32, u64)>,
    pub(super) lanes: Lanes,
    /// Earliest starts by releases, precedence, and windows of capacity.
    pub(super) head: Vec<u32>,
    reversible: bool,
    /// Least periods between a task's finish and the end of the project.
    pub(super) tail: Vec<u32>,
}

impl<'a> Model<'a> {
    /// Validates `project`.
    ///
    /// # Errors
    /// The first [`Fault`] of it.
    pub fn new(project: &'a Project) -> Result<Self, Fault> {
        limits(project)?;
        let ids = topological_order(project)?;
        let count = ids.len();
        let mut numbers = vec![0; count];
        for (number, &id) in (0_u32..).zip(&ids) {
            numbers[id as usize] = number;
        }
        let number = |id: u32| numbers[id as usize];
        let edges = project.edges.iter();
        let before =
            Lists::new(count, edges.clone().map(|e| (number(e.after), (number(e.before), e.lag))));
        let after = Lists::new(count, edges.map(|e| (number(e.before), (number(e.after), e.lag))));
        let task = |&id: &u32| &project.tasks[id as usize];
        let lanes = Lanes::new(project);
        let needs = needs(project, &ids, &lanes)?;
        let mut model = Self {
            duration: ids.iter().map(|id| task(id).duration).collect(),
            release: ids.iter().map(|id| task(id).release).collect(),
            reversible: reversible(project),
            head: Vec::new(),
            tail: Vec::new(),
            project,
            ids,
            numbers,
            before,
            after,
            needs,
            lanes,
        };
        model.head = model.heads()?;
        model.tail = model.tails();
        Ok(model)
    }

    /// The project.
    #[must_use]
    pub const fn project(&self) -> &'a Project {
        self.project
    }

    /// Number of tasks.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ids.len()
    }

    /// Has it no tasks?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Is a schedule still one when it is moved in time or turned around? So it is without releases and
    /// changes of capacity.
    pub(super) const fn reversible(&self) -> bool {
        self.reversible
    }

    /// The schedule whose starts are `start` by own number.
    pub(super) fn export(&self, start: &[u32]) -> Schedule {
        Schedule { start: self.numbers.iter().map(|&number| start[number as usize]).collect() }
    }

    /// Starts by own number.
    pub(super) fn import(&self, schedule: &Schedule) -> Vec<u32> {
        self.ids.iter().map(|&id| schedule.start[id as usize]).collect()
    }

    fn heads(&self) -> Result<Vec<u32>, Fault> {
        let mut head: Vec<u32> = Vec::with_capacity(self.len());
        for number in 0..self.len() {
            let ready = |&(before, lag): &(u32, u32)| {
                let before = before as usize;
                u64::from(head[before]) + u64::from(self.duration[before]) + u64::from(lag)
            };
            let ready = self.before.of(number).iter().map(ready).max().unwrap_or_default();
            let ready = ready.max(self.release[number].into());
            let (task, periods) = (self.ids[number] as usize, self.project.periods);
            let duration = self.duration[number];
            let finish = ready + u64::from(duration);
            if finish > periods as u64 {
                return Err(Fault::PastHorizon { task, finish, periods });
            }
            let (from, free) = (ready as usize, self.lanes.capacity());
            let start = self.lanes.earliest(free, self.needs.of(number), from, duration as usize);
            match start {
                Some(start) => head.push(start as u32),
                None => return Err(Fault::NoWindow { task, duration, release: ready }),
            }
        }
        Ok(head)
    }

    /// The sums are below the horizon, or [`Self::heads`] has failed.
    fn tails(&self) -> Vec<u32> {
        let mut tail = vec![0_u32; self.len()];
        for number in (0..self.len()).rev() {
            let rest = |&(after, lag): &(u32, u32)| {
                tail[after as usize] + self.duration[after as usize] + lag
            };
            tail[number] = self.after.of(number).iter().map(rest).max().unwrap_or_default();
        }
        tail
    }
}

fn reversible(project: &Project) -> bool {
    let constant = |row: &Vec<u32>| row.iter().take(project.periods).is_sorted_by(|a, b| a == b);
    project.capacity.iter().all(constant) && project.tasks.iter().all(|task| task.release == 0)
}

fn limits(project: &Project) -> Result<(), Fault> {
    let cells = project.periods.saturating_mul(project.capacity.len());
    for (what, count, limit) in [
        ("periods", project.periods, PERIODS_LIMIT),
        ("tasks", project.tasks.len(), COUNT_LIMIT),
        ("edges", project.edges.len(), COUNT_LIMIT),
        ("resources times periods", cells, CELLS_LIMIT),
    ] {
        if count > limit {
            return Err(Fault::TooMany { what, count: count as u64, limit: limit as u64 });
        }
    }
    Ok(())
}

/// Needs by own number, one a word. A task without duration holds nothing.
fn needs(project: &Project, ids: &[u32], lanes: &Lanes) -> Result<Lists<(u32, u64)>, Fault> {
    let most = |row: &Vec<u32>| row.iter().take(project.periods.max(1)).max().copied();
    let most: Vec<u32> = project.capacity.iter().map(|row| most(row).unwrap_or_default()).collect();
    let mut pairs = Vec::new();
    for (number, &id) in (0_u32..).zip(ids) {
        let first = pairs.len();
        let task = &project.tasks[id as usize];
        let amounts = total(task.demand.iter().map(|demand| (demand.resource, demand.amount)));
        for (resource, amount) in amounts {
            let task = id as usize;
            let most =
                *most.get(resource as usize).ok_or(Fault::UnknownResource { task, resource })?;
            if amount == 0 || project.tasks[task].duration == 0 {
                continue;
            }
            if most == 0 {
                return Err(Fault::NoCapacity { task, resource });
            }
            let fits = u32::try_from(amount).ok().filter(|&amount| amount <= most);
            let place = fits.and_then(|amount| lanes.need(resource, amount));
            let (word, need) =
                place.ok_or(Fault::DemandOverCapacity { task, resource, amount, most })?;
            match pairs[first..].iter_mut().find(|(_, (other, _))| *other == word) {
                Some((_, (_, sum))) => *sum += need,
                None => pairs.push((number, (word, need))),
            }
        }
    }
    Ok(Lists::new(ids.len(), pairs.iter().copied()))
}

/// One amount a resource.
fn total(demand: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u64)> {
    let mut amounts: Vec<(u32, u64)> =
        demand.map(|(resource, amount)| (resource, amount.into())).collect();
    amounts.sort_unstable();
    amounts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    amounts
}
