//! What lies inside a use and is no use of its own.

use super::Analysis;
use crate::detect::code::syntax::{Id, Place};

impl Analysis<'_> {
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
