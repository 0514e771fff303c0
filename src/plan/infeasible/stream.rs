//! Work that flows from tasks into periods of their windows: along shortest paths that take room from others where these
//! have room elsewhere (Edmonds and Karp, Journal of the ACM 19, 1972).

use std::collections::VecDeque;

use crate::plan::schedule::{Budget, Problem};

/// A network of tasks, periods of teams, and years of the budget. What has a price flows in money, all else in work.
pub(super) struct Network<'a> {
    problem: &'a Problem,
    /// Node at the end of every edge, and what may still flow along it; the reverse of an edge is its neighbour.
    edges: Vec<(usize, u128)>,
    /// Edges out of every node.
    out: Vec<Vec<usize>>,
    /// How a node was reached in one search.
    by: Vec<Option<usize>>,
    seen: Vec<usize>,
    searches: usize,
}

/// Where everything flows to.
const SINK: usize = 0;

impl<'a> Network<'a> {
    /// With room for the work of `problem`, and none in it.
    pub(super) fn of(problem: &'a Problem) -> Self {
        let (teams, periods) = (problem.capacity.len(), problem.periods);
        let years = problem.budget.as_ref().map_or(0, |budget| budget.amount.len());
        let nodes = 1 + years + teams * periods + problem.tasks.len();
        let mut network = Self {
            problem,
            edges: Vec::new(),
            out: vec![Vec::new(); nodes],
            by: vec![None; nodes],
            seen: vec![0; nodes],
            searches: 0,
        };
        let amounts = problem.budget.iter().flat_map(|budget| &budget.amount);
        for (year, &amount) in amounts.enumerate() {
            let amount = if amount == Budget::ENDLESS { u128::MAX / 4 } else { amount.into() };
            network.join(1 + year, SINK, amount);
        }
        for (team, row) in problem.capacity.iter().enumerate() {
            let price = network.price(team);
            for (period, &room) in
                row.iter().take(periods).enumerate().filter(|(_, room)| **room > 0)
            {
                let year =
                    problem.budget.as_ref().and_then(|budget| budget.year.get(period).copied());
                let (to, room) = match (price, year.filter(|year| *year < years)) {
                    (Some(price), Some(year)) => (1 + year, u128::from(room).saturating_mul(price)),
                    (price, _) => (SINK, u128::from(room).saturating_mul(price.unwrap_or(1))),
                };
                let from = network.period(team, period);
                network.join(from, to, room);
            }
        }
        network
    }

    /// What a unit of work of `team` costs, where the budget pays it.
    fn price(&self, team: usize) -> Option<u128> {
        let price = self.problem.budget.as_ref()?.price.get(team)?;
        (*price > 0).then_some((*price).into())
    }

    fn years(&self) -> usize {
        self.problem.budget.as_ref().map_or(0, |budget| budget.amount.len())
    }

    fn period(&self, team: usize, period: usize) -> usize {
        1 + self.years() + team * self.problem.periods + period
    }

    fn task(&self, at: usize) -> usize {
        self.period(self.problem.capacity.len(), 0) + at
    }

    fn join(&mut self, from: usize, to: usize, room: u128) {
        self.out[from].push(self.edges.len());
        self.out[to].push(self.edges.len() + 1);
        self.edges.extend([(to, room), (from, 0)]);
    }

    /// Lets the task `at` in, in the periods from one to another; whether all of its work flows.
    pub(super) fn admit(&mut self, at: usize, (start, end): (i64, i64)) -> bool {
        let task = &self.problem.tasks[at];
        if task.work == 0 {
            return true;
        }
        if task.team >= self.problem.capacity.len() {
            return false;
        }
        let price = self.price(task.team).unwrap_or(1);
        let most = u128::from(task.max_per_period.max(1)).saturating_mul(price);
        let source = self.task(at);
        for period in start.max(0)..=end.min(self.problem.periods as i64 - 1) {
            let to = self.period(task.team, period as usize);
            self.join(source, to, most);
        }
        let mut left = u128::from(task.work).saturating_mul(price);
        while left > 0 {
            match self.push(source, left) {
                0 => return false,
                pushed => left -= pushed,
            }
        }
        true
    }

    /// Moves `most` at most along a shortest path from `source`; how much.
    fn push(&mut self, source: usize, most: u128) -> u128 {
        self.searches += 1;
        self.seen[source] = self.searches;
        self.by[source] = None;
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front().filter(|_| self.seen[SINK] != self.searches) {
            for &edge in &self.out[node] {
                let (to, room) = self.edges[edge];
                if room > 0 && self.seen[to] != self.searches {
                    self.seen[to] = self.searches;
                    self.by[to] = Some(edge);
                    queue.push_back(to);
                }
            }
        }
        if self.seen[SINK] != self.searches {
            return 0;
        }
        let mut path = Vec::new();
        let mut node = SINK;
        while let Some(edge) = self.by[node] {
            path.push(edge);
            node = self.edges[edge ^ 1].0;
        }
        let amount = path.iter().map(|&edge| self.edges[edge].1).fold(most, u128::min);
        for edge in path {
            self.edges[edge].1 -= amount;
            self.edges[edge ^ 1].1 = self.edges[edge ^ 1].1.saturating_add(amount);
        }
        amount
    }

    /// First and last period with work of every task.
    pub(super) fn spans(&self) -> Vec<Option<(i64, i64)>> {
        let periods = self.problem.periods;
        let base = self.period(0, 0);
        let span = |at: usize| {
            let edges = self.out[self.task(at)].iter().filter(|edge| **edge % 2 == 0);
            let used = edges.filter(|&&edge| self.edges[edge ^ 1].1 > 0);
            let used = used.map(|&edge| ((self.edges[edge].0 - base) % periods) as i64);
            used.fold(None, |span: Option<(i64, i64)>, at| {
                Some(span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
            })
        };
        (0..self.problem.tasks.len()).map(span).collect()
    }
}
