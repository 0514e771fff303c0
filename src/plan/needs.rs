//! What of a system that ends others need before: back from every deadline through whatever waits in between, with the time that
//! work takes ([`super::leaving`]).

use std::collections::{BTreeMap, BTreeSet};

use super::deadline::due_quarter;
use super::leaving::{Certified, Place, orders};
use super::precedence::Edges;
use super::timetable::{gap, least_time};
use crate::model::{Date, Quarter};

/// The last quarter that leaves enough for what comes after, and the day of whom that is for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due<'a> {
    last: Quarter,
    pub(super) date: Date,
    pub(super) package: &'a str,
    pub(super) policy: &'a str,
}

/// The order of work if nothing ended.
pub(super) struct Needs<'a> {
    pub(super) of: &'a Certified<'a>,
    pub(super) edges: &'a Edges,
    /// The first quarter of the plan.
    pub(super) from: Quarter,
}

impl<'a> Needs<'a> {
    /// The packages of systems that end and that others need before, with the first who does.
    pub(super) fn find(&self, kept: &BTreeSet<Place>) -> BTreeMap<usize, Due<'a>> {
        let mut before: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
        for (&(later, earlier), causes) in self.edges {
            before.entry(later).or_default().push((earlier, orders(causes).is_some()));
        }
        let packages = &self.of.all.packages;
        let mut due: BTreeMap<usize, Due<'a>> =
            (0..packages.len()).filter_map(|at| Some((at, self.own(at, kept)?))).collect();
        // Nobody is certified by what is switched off.
        for (&(later, earlier), causes) in self.edges {
            let end = orders(causes)
                .filter(|_| self.is_done(later, kept))
                .and_then(|_| self.of.signed_until((later, earlier)));
            let Some(end) = end else { continue };
            let day = self.until(later, end);
            if due.get(&later).is_none_or(|known| day < *known) {
                due.insert(later, day);
            }
        }
        let mut needed = BTreeSet::new();
        let mut open: Vec<usize> = due.keys().copied().collect();
        while let Some(later) = open.pop() {
            let Some(day) = due.get(&later).cloned() else { continue };
            let then = &packages[later];
            let start = day.last.plus(1 - least_time(then));
            for &(earlier, orders) in before.get(&later).into_iter().flatten() {
                let first = &packages[earlier];
                if let Some(end) = self.end(earlier) {
                    if then.system != first.system && (!orders || start > end) {
                        continue;
                    }
                    needed.insert(earlier);
                }
                let gap = i32::try_from(gap(first, then)).unwrap_or(i32::MAX);
                // In a circle it would go on for ever.
                let last = start.plus(-gap).max(self.from);
                let day = Due { last, ..day.clone() };
                // No oftener than there are quarters.
                if due.get(&earlier).is_none_or(|known| day.last < known.last) {
                    due.insert(earlier, day);
                    open.push(earlier);
                }
            }
        }
        due.retain(|at, _| needed.contains(at));
        due
    }

    fn end(&self, at: usize) -> Option<Quarter> {
        self.of.ends.get(self.of.all.packages[at].system.as_str()).copied()
    }

    /// Whether a package is done whoever waits for it.
    fn is_done(&self, at: usize, kept: &BTreeSet<Place>) -> bool {
        let (package, kind) = (&self.of.all.packages[at], self.of.all.kinds[at]);
        let is_held = self.of.planner.held.holds(&package.system, kind);
        if package.acceptance.is_some() || package.is_undecided() || is_held {
            return false;
        }
        self.end(at).is_none() || kept.contains(&self.of.all.place(at))
    }

    fn until(&self, at: usize, end: Quarter) -> Due<'a> {
        let package = &self.of.all.packages[at].id;
        Due { last: end, date: end.last_day(), package, policy: "estate" }
    }

    /// By when a package is done that is done whoever waits for it.
    fn own(&self, at: usize, kept: &BTreeSet<Place>) -> Option<Due<'a>> {
        if !self.is_done(at, kept) {
            return None;
        }
        let package = &self.of.all.packages[at];
        let stated = package.deadline.as_ref().map(|day| Due {
            last: due_quarter(day.date),
            date: day.date,
            package: &package.id,
            policy: &day.policy,
        });
        let end = self.end(at).map(|end| self.until(at, end));
        stated.into_iter().chain(end).min()
    }
}
