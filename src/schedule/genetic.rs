//! Short schedules: a genetic algorithm on activity lists with justification.
//!
//! The operators are those of Hartmann (Naval Research Logistics 45, 1998) and of Valls, Ballestín and
//! Quintanilla (European Journal of Operational Research 165, 2005, and 185, 2008): activity lists, a
//! two-point crossover that keeps a stretch of time of one parent, serial generation, justification. The
//! population is steady: a child replaces one of the longest when it is no longer and is new. Children
//! are decoded backwards and then forwards, two schedules a child at most, where time can be turned around;
//! elsewhere forwards, backwards and forwards.
//!
//! Parents are drawn at random; the pressure is in the replacement alone. A large population finds
//! shorter schedules late, a small one finds short ones early, so populations of growing size follow
//! each other, each with a share of the schedules that does not depend on the budget: with a greater
//! budget the same search goes on.

use super::fault::Fault;
use super::lower::lower_bound;
use super::member::{Breeder, Member};
use super::model::Model;
use super::project::{Project, Schedule};
use super::random::Random;
use super::rules::{RULES, Rule};
use super::workspace::Workspace;

/// A short schedule and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortest {
    /// The schedule.
    pub schedule: Schedule,
    /// Its makespan.
    pub makespan: u32,
    /// No schedule is shorter than this; equal to `makespan` when it is proven to be optimal.
    pub bound: u32,
    /// Schedules generated, every pass of a justification counted.
    pub schedules: u64,
}

/// Searches for a schedule of least makespan, generating `budget` schedules at most (at least one).
///
/// It ends earlier when the makespan meets the lower bound. Equal arguments give equal answers; a greater
/// budget never gives a longer schedule.
///
/// # Errors
/// The first [`Fault`] of the project; [`Fault::NoRoom`] when no order that was tried fits into the
/// horizon.
pub fn shortest(project: &Project, budget: u64, seed: u64) -> Result<Shortest, Fault> {
    let model = Model::new(project)?;
    let mut search = Search::new(&model, budget.max(1), seed);
    search.run();
    let Some((makespan, start)) = search.best else {
        let task = search.stuck.map_or(0, |number| model.ids[number as usize] as usize);
        return Err(Fault::NoRoom { task });
    };
    Ok(Shortest {
        schedule: model.export(&start),
        makespan,
        bound: search.bound,
        schedules: search.workspace.passes(),
    })
}

/// Size of the first populations, and until which schedule they last.
const POPULATIONS: [(usize, u64); 2] = [(30, 5_000), (160, 60_000)];
/// By how much the later ones are larger, and last longer, than the one before.
const GROWTH: (usize, u64) = (2, 4);
/// The largest.
const POPULATION_LIMIT: usize = 1 << 14;
/// A child that half-way is longer than the longest member by more than this part of it is given up: the
/// other pass seldom makes up for that, and the schedules are better spent on other children.
const HOPELESS: u32 = 50;
/// One sample in so many is drawn without advice.
const BLIND: usize = 10;

fn longest(members: &[Member]) -> u32 {
    members.iter().map(|member| member.makespan).max().unwrap_or_default()
}

struct Search<'m, 'p> {
    model: &'m Model<'p>,
    workspace: Workspace,
    random: Random,
    breeder: Breeder,
    bound: u32,
    budget: u64,
    /// Makespan and starts by own number.
    best: Option<(u32, Vec<u32>)>,
    /// A task that once found no room.
    stuck: Option<u32>,
}

/// Why a pass gave nothing.
enum Stop {
    /// No budget, or nothing to gain.
    End,
    /// The order does not fit into the horizon, or gives a schedule that is too long.
    Unfit,
}

impl<'m, 'p> Search<'m, 'p> {
    fn new(model: &'m Model<'p>, budget: u64, seed: u64) -> Self {
        Self {
            model,
            workspace: Workspace::new(model),
            random: Random::new(seed),
            breeder: Breeder::new(model.len()),
            bound: lower_bound(model),
            budget,
            best: None,
            stuck: None,
        }
    }

    fn run(&mut self) {
        let last = POPULATIONS[POPULATIONS.len() - 1];
        let grow = |&(size, until): &(usize, u64)| {
            Some(((size * GROWTH.0).min(POPULATION_LIMIT), until.saturating_mul(GROWTH.1)))
        };
        let later = std::iter::successors(Some(last), grow).skip(1);
        for (size, until) in POPULATIONS.into_iter().chain(later) {
            if self.population(size, until).is_none() {
                break;
            }
        }
    }

    /// `None` when the search has ended.
    fn population(&mut self, size: usize, until: u64) -> Option<()> {
        let mut members = self.founders(size, until)?;
        if members.len() < 2 && self.stuck.is_none() {
            // No two orders give different schedules.
            return None;
        }
        let mut child = Member::default();
        while members.len() > 1 && self.workspace.passes() < until {
            let (father, mother) = self.parents(members.len());
            self.breeder.cross(&members[father], &members[mother], &mut self.random);
            self.breeder.mutate(self.model, &mut self.random);
            let longest = longest(&members);
            match self.raise(longest + longest / HOPELESS, &mut child) {
                Err(Stop::End) => return None,
                Ok(()) if child.makespan <= longest && !members.contains(&child) => {
                    self.replace(&mut members, &mut child)
                }
                Ok(()) | Err(Stop::Unfit) => {}
            }
        }
        (self.workspace.passes() < self.budget).then_some(())
    }

    /// Two different members.
    fn parents(&mut self, members: usize) -> (usize, usize) {
        let father = self.random.below(members);
        let mother = self.random.below(members - 1);
        (father, if mother < father { mother } else { mother + 1 })
    }

    /// `child` takes the place of one of the longest members.
    fn replace(&mut self, members: &mut [Member], child: &mut Member) {
        let most = longest(members);
        let drawn = self.random.below(members.iter().filter(|m| m.makespan == most).count());
        let place = members.iter_mut().filter(|member| member.makespan == most).nth(drawn);
        if let Some(place) = place {
            std::mem::swap(place, child);
        }
    }

    /// A new population by rules and sampling; it may be smaller than `size` where there are few
    /// different schedules.
    fn founders(&mut self, size: usize, until: u64) -> Option<Vec<Member>> {
        let urgency = self.model.urgency(Rule::LatestFinish);
        let mut members = Vec::new();
        for tried in 0..size * 3 {
            if members.len() >= size || self.workspace.passes() >= until {
                break;
            }
            let list = match RULES.get(tried) {
                Some(rule) => self.model.ranked(&self.model.urgency(*rule)),
                None => {
                    let advice = (tried % BLIND > 0).then_some(&urgency[..]);
                    self.model.sampled(advice, &mut self.random)
                }
            };
            let mut member = Member::default();
            match self.justified(&list, u32::MAX, &mut member) {
                Err(Stop::End) => return None,
                Ok(()) if !members.contains(&member) => members.push(member),
                Ok(()) | Err(Stop::Unfit) => {}
            }
        }
        Some(members)
    }

    /// The schedule of `list`, an order for forward passes, justified unless it is longer than `limit`.
    fn justified(&mut self, list: &[u32], limit: u32, member: &mut Member) -> Result<(), Stop> {
        let makespan = self.pass(|workspace, model| workspace.forward(model, list))?;
        self.note(makespan);
        if makespan > limit {
            return Err(Stop::Unfit);
        }
        self.pass(|workspace, model| workspace.justify_right(model, makespan))?;
        self.settle(member)
    }

    /// The schedule of the breeder's list, not finished when it is longer than `limit` half-way.
    fn raise(&mut self, limit: u32, member: &mut Member) -> Result<(), Stop> {
        let mut list = std::mem::take(&mut self.breeder.list);
        let raised = if self.model.reversible() {
            self.reversed(&list, limit).and_then(|()| self.settle(member))
        } else {
            list.reverse();
            self.justified(&list, limit, member)
        };
        self.breeder.list = list;
        raised
    }

    /// The schedule that `list` gives from the horizon backwards, moved to the beginning.
    fn reversed(&mut self, list: &[u32], limit: u32) -> Result<(), Stop> {
        let end = self.model.project().periods as u32;
        let first = self.pass(|workspace, model| workspace.backward(model, list, end))?;
        self.workspace.start.iter_mut().for_each(|start| *start -= first);
        self.note(end - first);
        if end - first > limit { Err(Stop::Unfit) } else { Ok(()) }
    }

    /// The second half of a justification, and the result.
    fn settle(&mut self, member: &mut Member) -> Result<(), Stop> {
        let makespan = self.pass(Workspace::justify_left)?;
        self.note(makespan);
        member.makespan = makespan;
        self.workspace.sort_by_finish(self.model);
        member.list.clone_from(&self.workspace.order);
        member.finish.clear();
        let starts = self.workspace.start.iter().zip(&self.model.duration);
        member.finish.extend(starts.map(|(start, duration)| start + duration));
        Ok(())
    }

    fn pass<T>(
        &mut self,
        pass: impl FnOnce(&mut Workspace, &Model<'p>) -> Result<T, super::workspace::Stuck>,
    ) -> Result<T, Stop> {
        let proven = self.best.as_ref().is_some_and(|(makespan, _)| *makespan <= self.bound);
        if proven || self.workspace.passes() >= self.budget {
            return Err(Stop::End);
        }
        pass(&mut self.workspace, self.model).map_err(|stuck| {
            self.stuck = Some(stuck.0);
            Stop::Unfit
        })
    }

    /// Remembers the workspace's schedule if it is the shortest so far.
    fn note(&mut self, makespan: u32) {
        let start = &self.workspace.start;
        match &mut self.best {
            Some((least, best)) if makespan < *least => {
                *least = makespan;
                best.clone_from(start);
            }
            Some(_) => {}
            None => self.best = Some((makespan, start.clone())),
        }
    }
}
