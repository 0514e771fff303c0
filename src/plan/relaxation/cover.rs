//! Cuts: tasks whose work together is more than a team can do by then are not all finished by then.
//!
//! Such a set is a cover (Balas, Mathematical Programming 8, 1975). A task that is finished some periods later has
//! done by then what those periods cannot hold, so it is counted with that. What a task waits for is done before it
//! begins, so the work of that counts as well. A set that begins late has only the capacity from there on. Tasks with
//! as much work as any of a cover can take the place of one, so they are counted with it.

use std::collections::BTreeSet;

use super::point::Point;
use super::rows::{Cut, Rows};
use super::windows::{Frame, Windows};
use crate::plan::schedule::Problem;

/// Most finishes of a team that are partly done, and most sets of them that are looked at.
const PARTLY: usize = 16;
const SETS: usize = 1_000;
/// Shares that are none, or all; and the least by which a cut is violated.
const NONE: f32 = 0.01;
const ALL: f32 = 0.99;
const VIOLATED: f32 = 0.02;

/// What covers are made of.
pub(super) struct Covers<'a> {
    problem: &'a Problem,
    rows: &'a Rows,
    windows: &'a Windows,
    point: &'a Point,
}

/// The tasks of a team.
struct Team {
    tasks: Vec<usize>,
    /// By place: the places of what has to be done before it.
    before: Vec<Vec<usize>>,
}

/// A finish at the latest: a place, and how many periods after the one in question.
type Item = (usize, usize);

/// Those of a team that do not begin before some period, until another one.
struct Crew<'a> {
    covers: &'a Covers<'a>,
    team: &'a Team,
    is_in: Vec<bool>,
    period: usize,
    room: u64,
}

/// Finishes, and the work that is done for them by the period in question.
struct Chosen<'a> {
    crew: &'a Crew<'a>,
    /// By place: work for its own finish, and how many chosen ones wait for it.
    own: Vec<u64>,
    needed: Vec<u32>,
    work: u64,
}

impl Crew<'_> {
    /// Work that has to be done by the period, for a finish.
    fn work(&self, (place, later): Item) -> u64 {
        let task = self.team.tasks[place];
        let rest = self.covers.windows.rate[task].saturating_mul(later as u64);
        self.covers.problem.tasks[task].work.saturating_sub(rest)
    }

    /// All finishes of a place that some work has to be done for.
    fn items(&self, place: usize) -> impl Iterator<Item = Item> {
        let left = self.covers.rows.periods - self.period;
        (0..left).map(move |later| (place, later)).take_while(|&item| self.work(item) > 0)
    }

    fn cell(&self, (place, later): Item) -> Option<usize> {
        let row = self.covers.rows.last[self.team.tasks[place]]?;
        Some(row * self.covers.rows.periods + self.period + later)
    }

    fn share(&self, item: Item) -> f32 {
        self.cell(item).map_or(0.0, |cell| self.covers.point.share[cell])
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        (0..self.is_in.len()).filter(|&place| self.is_in[place])
    }

    /// The least of a cover, with what can take the place of one of it.
    fn cut(&self, mut items: Vec<Item>) -> Cut {
        let mut chosen = Chosen::new(self);
        items.iter().for_each(|&item| chosen.add(item));
        items.sort_by_key(|&item| (self.work(item), item));
        items.retain(|&item| {
            chosen.remove(item);
            let goes = chosen.is_cover();
            if !goes {
                chosen.add(item);
            }
            !goes
        });
        // Later finishes, as long as there is more than enough.
        items.sort_by(|&one, &other| self.share(one).total_cmp(&self.share(other)));
        for item in &mut items {
            for later in self.items(item.0).skip(item.1 + 1) {
                chosen.remove(*item);
                chosen.add(later);
                if !chosen.is_cover() {
                    chosen.remove(later);
                    chosen.add(*item);
                    break;
                }
                *item = later;
            }
        }
        let most = items.len() - 1;
        let work = items.iter().map(|&item| self.work(item)).fold(0, u64::saturating_add);
        if work > self.room {
            let greatest = items.iter().map(|&item| self.work(item)).max().unwrap_or_default();
            let others = self.places().filter(|&place| chosen.own[place] == 0);
            let as_much = |place| self.items(place).take_while(|&item| self.work(item) >= greatest);
            items.extend(others.filter_map(|place| as_much(place).last()));
        }
        let mut cells: Vec<usize> = items.into_iter().filter_map(|item| self.cell(item)).collect();
        cells.sort_unstable();
        Cut { cells, most }
    }
}

impl<'a> Chosen<'a> {
    fn new(crew: &'a Crew<'a>) -> Self {
        let count = crew.is_in.len();
        Self { crew, own: vec![0; count], needed: vec![0; count], work: 0 }
    }

    fn is_cover(&self) -> bool {
        self.work > self.crew.room
    }

    fn value(&self, place: usize) -> u64 {
        if self.needed[place] > 0 { self.crew.work((place, 0)) } else { self.own[place] }
    }

    fn change(&mut self, place: usize, change: impl FnOnce(&mut Self)) {
        let was = self.value(place);
        change(self);
        self.work = (self.work - was).saturating_add(self.value(place));
    }

    fn set(&mut self, place: usize, own: u64, by: i32) {
        self.change(place, |chosen| chosen.own[place] = own);
        let crew = self.crew;
        for &before in crew.team.before[place].iter().filter(|&&before| crew.is_in[before]) {
            let needed = self.needed[before].saturating_add_signed(by);
            self.change(before, |chosen| chosen.needed[before] = needed);
        }
    }

    fn add(&mut self, item: Item) {
        self.set(item.0, self.crew.work(item), 1);
    }

    fn remove(&mut self, item: Item) {
        self.set(item.0, 0, -1);
    }
}

/// Search for the finishes that are nearest to done and make a cover with what is done.
struct Search<'a> {
    chosen: Chosen<'a>,
    /// What is done by a place, and finishes that are partly done with what they fall short.
    done: Vec<Option<Item>>,
    partly: Vec<(Item, f32)>,
    taken: Vec<usize>,
    best: Option<(f32, Vec<Item>)>,
    left: usize,
}

impl Search<'_> {
    fn look(&mut self, from: usize, short: f32) {
        for at in from..self.partly.len() {
            let (item, more) = self.partly[at];
            let short = short + more;
            let best = self.best.as_ref().map_or(1.0 - VIOLATED, |best| best.0);
            let twice = self.taken.iter().any(|&other| self.partly[other].0.0 == item.0);
            if short >= best || twice || self.left == 0 {
                continue;
            }
            self.left -= 1;
            // The earlier finish of a place stands for its later one.
            let done = self.done[item.0];
            if let Some(done) = done {
                self.chosen.remove(done);
            }
            self.chosen.add(item);
            self.taken.push(at);
            if self.chosen.is_cover() {
                self.best = Some((short, self.items()));
            } else {
                self.look(at + 1, short);
            }
            self.taken.pop();
            self.chosen.remove(item);
            if let Some(done) = done {
                self.chosen.add(done);
            }
        }
    }

    fn items(&self) -> Vec<Item> {
        let taken = || self.taken.iter().map(|&at| self.partly[at].0);
        let done = self.done.iter().flatten().copied();
        let done = done.filter(|done| taken().all(|item| item.0 != done.0));
        done.chain(taken()).collect()
    }
}

impl<'a> Covers<'a> {
    pub(super) const fn new(
        problem: &'a Problem,
        rows: &'a Rows,
        windows: &'a Windows,
        point: &'a Point,
    ) -> Self {
        Self { problem, rows, windows, point }
    }

    /// For every team and period the cut that is violated most.
    pub(super) fn violated(&self, frame: &Frame<'_>) -> BTreeSet<Cut> {
        let mut cuts = BTreeSet::new();
        for at in 0..self.rows.teams {
            let team = self.team(frame, at);
            let mut begins: Vec<usize> =
                team.tasks.iter().map(|&task| self.windows.start[task]).collect();
            begins.push(0);
            begins.sort_unstable();
            begins.dedup();
            for period in 0..self.rows.periods.saturating_sub(1) {
                let found = begins
                    .iter()
                    .filter(|&&begin| begin <= period)
                    .filter_map(|&begin| self.cover(&team, (at, begin, period)));
                let best = found.min_by(|one, other| one.0.total_cmp(&other.0));
                cuts.extend(best.map(|(_, cut)| cut));
            }
        }
        cuts
    }

    fn team(&self, frame: &Frame<'_>, team: usize) -> Team {
        let tasks: Vec<usize> = (0..self.problem.tasks.len())
            .filter(|&task| self.problem.tasks[task].team == team)
            .filter(|&task| self.rows.last[task].is_some() && self.problem.tasks[task].work > 0)
            .collect();
        let before = |&task: &usize| {
            let before = frame.before(task).iter();
            before.filter_map(|task| tasks.binary_search(task).ok()).collect()
        };
        let before = tasks.iter().map(before).collect();
        Team { tasks, before }
    }

    /// Tasks that begin at `begin` at the earliest and are not all finished by then, and by how much they fall short
    /// of being finished in the relaxation.
    fn cover(&self, team: &Team, (at, begin, period): (usize, usize, usize)) -> Option<(f32, Cut)> {
        let line = at * self.rows.periods;
        let room: i64 = self.rows.capacity[line + begin..=line + period].iter().sum();
        let is_in = |&task: &usize| self.windows.start[task] >= begin;
        let crew = Crew {
            covers: self,
            team,
            is_in: team.tasks.iter().map(is_in).collect(),
            period,
            room: room.max(0).unsigned_abs(),
        };
        let mut search = Search {
            chosen: Chosen::new(&crew),
            done: vec![None; team.tasks.len()],
            partly: Vec::new(),
            taken: Vec::new(),
            best: None,
            left: SETS,
        };
        for place in crew.places() {
            for item in crew.items(place) {
                let share = crew.share(item);
                if share >= ALL {
                    search.done[place] = Some(item);
                    search.chosen.add(item);
                    break;
                }
                if share > NONE {
                    search.partly.push((item, 1.0 - share));
                }
            }
        }
        search.partly.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        search.partly.truncate(PARTLY);
        search.look(0, 0.0);
        let (short, items) = search.best?;
        Some((short, crew.cut(items)))
    }
}
