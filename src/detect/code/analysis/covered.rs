//! What lies inside a use and is no use of its own.

use std::rc::Rc;

use super::Analysis;
use crate::detect::code::resolve::Resolver;
use crate::detect::code::rule::Part;
use crate::detect::code::syntax::{Id, Kind, Place};
use crate::detect::code::value::{Site, Value};

impl Analysis<'_> {
    /// Notes an argument that another use is made of, with the device that `engine(device())` is seeded by.
    pub(super) fn take(&mut self, id: Id) {
        self.taken.push(id);
        if let Kind::Call { callee, .. } = self.module.nodes[id].kind
            && matches!(self.module.nodes[callee].kind, Kind::Name(_))
        {
            let at = self.module.nodes[id].place.start;
            let origins = self.origins(callee, at, 2);
            self.taken.extend(origins);
        }
    }

    /// Notes what a function of the project gives that is an argument: it is used where it is given, `encrypt(named("a"), …)`.
    pub(super) fn take_given(
        &mut self,
        resolver: &mut Resolver<'_>,
        (call, site): (Id, &Site),
        algorithm: Option<&Part>,
        part: &Part,
    ) {
        let is_algorithm = algorithm.is_some_and(|own| std::ptr::eq(own, part));
        if !is_algorithm || self.around.language().id != "rust" {
            return;
        }
        let place = site.place();
        let made =
            resolver.resolve(site).candidates.into_iter().filter_map(|one| match one.value {
                Value::Made(made) if Rc::ptr_eq(&made.module, self.module) => Some(made),
                _ => None,
            });
        let is_outside = |made: &Site| {
            let at = made.place();
            !(place.start <= at.start && at.end <= place.end)
        };
        let made: Vec<Id> = made.filter(is_outside).map(|made| made.id).collect();
        // Where it may be any of several, each stands where it is made.
        match made.as_slice() {
            [only] => self.taken.push(*only),
            [] => {}
            _ => self.relayed.push((call, made)),
        }
    }

    /// Bytes of the uses and of the arguments that their parts were taken from, merged and sorted.
    pub(super) fn covered(&self) -> Vec<(usize, usize)> {
        self.ranges(self.of.keys().chain(&self.taken))
    }

    /// Bytes of expressions, merged and sorted.
    pub(super) fn ranges<'i>(&self, ids: impl Iterator<Item = &'i Id>) -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = ids
            .map(|id| self.module.nodes[*id].place)
            .map(|place| (place.start, place.end))
            .collect();
        all.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::new();
        for (start, end) in all {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        merged
    }
}

/// Whether a place lies in one of sorted ranges of bytes.
pub(super) fn is_covered(covered: &[(usize, usize)], place: Place) -> bool {
    let after = covered.partition_point(|(start, _)| *start <= place.start);
    after.checked_sub(1).is_some_and(|at| place.end <= covered[at].1)
}
