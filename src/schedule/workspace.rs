//! Serial schedule generation, forwards and backwards, without allocation.

use super::model::Model;

/// Memory of the scheduler, to be used again and again for one [`Model`].
#[derive(Clone, Debug)]
pub struct Workspace {
    free: Vec<u64>,
    /// Periods from which something was taken out of `free`.
    touched: (usize, usize),
    /// Starts by own number, after a pass that succeeded.
    pub(super) start: Vec<u32>,
    /// Order of the next pass, by own number.
    pub(super) order: Vec<u32>,
    count: Vec<u32>,
    passes: u64,
}

/// A task, by own number, that found no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stuck(pub(super) u32);

impl Workspace {
    /// Memory for `model`.
    #[must_use]
    pub fn new(model: &Model<'_>) -> Self {
        Self {
            free: model.lanes.capacity().to_vec(),
            touched: (0, 0),
            start: vec![0; model.len()],
            order: (0..model.len() as u32).collect(),
            count: Vec::new(),
            passes: 0,
        }
    }

    /// Schedules generated so far.
    #[must_use]
    pub const fn passes(&self) -> u64 {
        self.passes
    }

    /// Places the tasks of `order` one by one as early as possible; the makespan.
    ///
    /// In `order` a task comes after all that it waits for.
    pub(super) fn forward(&mut self, model: &Model<'_>, order: &[u32]) -> Result<u32, Stuck> {
        self.begin(model);
        let mut makespan = 0;
        for &number in order {
            let task = number as usize;
            let mut ready = model.release[task];
            for &(before, lag) in model.before.of(task) {
                let before = before as usize;
                ready = ready.max(self.start[before] + model.duration[before] + lag);
            }
            let (needs, duration) = (model.needs.of(task), model.duration[task]);
            let at = model.lanes.earliest(&self.free, needs, ready as usize, duration as usize);
            let at = at.ok_or(Stuck(number))?;
            self.put(model, task, at);
            makespan = makespan.max(at as u32 + duration);
        }
        Ok(makespan)
    }

    /// Places the tasks of `order` one by one as late as possible before `end`; the first start.
    ///
    /// In `order` a task comes after all that wait for it.
    pub(super) fn backward(
        &mut self,
        model: &Model<'_>,
        order: &[u32],
        end: u32,
    ) -> Result<u32, Stuck> {
        self.begin(model);
        let mut first = end;
        for &number in order {
            let task = number as usize;
            let mut limit = end;
            for &(after, lag) in model.after.of(task) {
                limit = limit.min(self.start[after as usize].saturating_sub(lag));
            }
            let (needs, duration) = (model.needs.of(task), model.duration[task]);
            let at = model.lanes.latest(&self.free, needs, limit as usize, duration as usize);
            let at = at.filter(|&at| at >= model.release[task] as usize).ok_or(Stuck(number))?;
            self.put(model, task, at);
            first = first.min(at as u32);
        }
        Ok(first)
    }

    fn begin(&mut self, model: &Model<'_>) {
        self.passes += 1;
        let (from, to) = self.touched;
        if from < to {
            model.lanes.reset(&mut self.free, from, to);
        }
        self.touched = (usize::MAX, 0);
    }

    fn put(&mut self, model: &Model<'_>, task: usize, at: usize) {
        let duration = model.duration[task] as usize;
        model.lanes.take(&mut self.free, model.needs.of(task), at, duration);
        self.touched = (self.touched.0.min(at), self.touched.1.max(at + duration));
        self.start[task] = at as u32;
    }

    /// Double justification (Valls, Ballestín and Quintanilla, European Journal of Operational
    /// Research 165, 2005): all tasks as late as possible, the last to finish first, then as early as
    /// possible, the first to start first. Neither makes the schedule longer: when its turn comes, a
    /// task still fits where it was. The makespan.
    pub(super) fn justify(&mut self, model: &Model<'_>, makespan: u32) -> Result<u32, Stuck> {
        self.justify_right(model, makespan)?;
        self.justify_left(model)
    }

    /// Tasks into `order`, the last to finish first: an order for [`Self::backward`].
    pub(super) fn sort_by_finish(&mut self, model: &Model<'_>) {
        self.sort(|start, task| start + model.duration[task]);
        self.order.reverse();
    }

    /// Tasks into `order`, the first to start first: an order for [`Self::forward`].
    pub(super) fn sort_by_start(&mut self) {
        self.sort(|start, _| start);
    }

    /// The first half of [`Self::justify`]; the first start.
    pub(super) fn justify_right(&mut self, model: &Model<'_>, end: u32) -> Result<u32, Stuck> {
        self.sort_by_finish(model);
        let order = std::mem::take(&mut self.order);
        let first = self.backward(model, &order, end);
        self.order = order;
        first
    }

    /// The second half of [`Self::justify`]; the makespan.
    pub(super) fn justify_left(&mut self, model: &Model<'_>) -> Result<u32, Stuck> {
        self.sort_by_start();
        let order = std::mem::take(&mut self.order);
        let makespan = self.forward(model, &order);
        self.order = order;
        makespan
    }

    /// Tasks into `order` by ascending `key` of start and number, then by ascending number.
    pub(super) fn sort(&mut self, key: impl Fn(u32, usize) -> u32) {
        let starts = self.start.iter().enumerate();
        let most = starts.clone().map(|(task, &start)| key(start, task)).max().unwrap_or_default();
        self.order.clear();
        self.order.extend(0..self.start.len() as u32);
        if most as usize / 16 > self.start.len() {
            let start = &self.start;
            self.order
                .sort_unstable_by_key(|&task| (key(start[task as usize], task as usize), task));
            return;
        }
        self.count.clear();
        self.count.resize(most as usize + 2, 0);
        for (task, &start) in starts.clone() {
            self.count[key(start, task) as usize + 1] += 1;
        }
        for index in 1..self.count.len() {
            self.count[index] += self.count[index - 1];
        }
        for (task, &start) in starts {
            let place = &mut self.count[key(start, task) as usize];
            self.order[*place as usize] = task as u32;
            *place += 1;
        }
    }
}
