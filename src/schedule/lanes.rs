//! Free capacity by period, several resources in one word.
//!
//! The question that is asked most is whether a task fits into a period: whether `free >= need` for all
//! resources that it needs. A resource gets a *lane* of a 64-bit word, wide enough for its greatest
//! capacity and one more bit, its guard, which is always set in the free capacity. `free - need` then
//! borrows from the guard exactly where the need is greater (the guard keeps the borrow from the next
//! lane), so that one subtraction and one mask answer for all resources of the word.

use super::project::Project;

/// Where resources are, and the capacity of the words.
#[derive(Clone, Debug)]
pub(super) struct Lanes {
    /// Word and shift by resource; `None` for a resource without capacity.
    place: Vec<Option<(u32, u32)>>,
    /// Guard bits by word.
    guard: Vec<u64>,
    /// Greatest capacity of each resource, with the guards set, by word.
    most: Vec<u64>,
    /// Capacity with the guards set, `[word][period]`.
    capacity: Vec<u64>,
    periods: usize,
}

impl Lanes {
    pub(super) fn new(project: &Project) -> Self {
        let mut lanes = Self {
            place: Vec::new(),
            guard: Vec::new(),
            most: Vec::new(),
            capacity: Vec::new(),
            periods: project.periods,
        };
        let mut used = u64::BITS;
        for row in &project.capacity {
            let most = row.iter().take(project.periods.max(1)).max().copied().unwrap_or_default();
            if most == 0 {
                lanes.place.push(None);
                continue;
            }
            let width = u32::BITS - most.leading_zeros() + 1;
            if used + width > u64::BITS {
                lanes.guard.push(0);
                lanes.most.push(0);
                used = 0;
            }
            let word = lanes.guard.len() - 1;
            lanes.place.push(Some((word as u32, used)));
            let guard = 1 << (used + width - 1);
            lanes.guard[word] |= guard;
            lanes.most[word] |= guard | u64::from(most) << used;
            used += width;
        }
        lanes.fill(project);
        lanes
    }

    fn fill(&mut self, project: &Project) {
        for guard in &self.guard {
            self.capacity.extend(std::iter::repeat_n(*guard, self.periods));
        }
        for (resource, place) in self.place.iter().enumerate() {
            let Some((word, shift)) = *place else { continue };
            let row = &mut self.capacity[word as usize * self.periods..][..self.periods];
            for (period, cell) in row.iter_mut().enumerate() {
                *cell += u64::from(project.capacity_in(resource, period)) << shift;
            }
        }
    }

    /// Word of a resource, and `amount` in its lane; `amount` is at most the resource's greatest capacity.
    pub(super) fn need(&self, resource: u32, amount: u32) -> Option<(u32, u64)> {
        let (word, shift) = (*self.place.get(resource as usize)?)?;
        Some((word, u64::from(amount) << shift))
    }

    pub(super) fn capacity(&self) -> &[u64] {
        &self.capacity
    }

    /// Do both needs fit into a period of the greatest capacity of each resource?
    pub(super) fn fit_together(&self, one: &[(u32, u64)], other: &[(u32, u64)]) -> bool {
        one.iter().all(|&(word, need)| {
            let same = other.iter().find(|(shared, _)| *shared == word);
            let guard = self.guard[word as usize];
            same.is_none_or(|&(_, more)| {
                let left = self.most[word as usize] - need;
                left & guard == guard && (left - more) & guard == guard
            })
        })
    }

    /// Copies the capacity of `from .. to` over `free`.
    pub(super) fn reset(&self, free: &mut [u64], from: usize, to: usize) {
        for word in 0..self.guard.len() {
            let row = word * self.periods + from..word * self.periods + to;
            free[row.clone()].copy_from_slice(&self.capacity[row]);
        }
    }

    /// First start from `from` on in which `needs` fit `duration` periods long.
    pub(super) fn earliest(
        &self,
        free: &[u64],
        needs: &[(u32, u64)],
        from: usize,
        duration: usize,
    ) -> Option<usize> {
        let mut at = from;
        if at + duration > self.periods {
            return None;
        }
        let mut agreed = 0;
        for &(word, need) in needs.iter().cycle() {
            let row = &free[word as usize * self.periods..][..self.periods];
            let found = earliest(row, need, self.guard[word as usize], at, duration)?;
            // A word agrees when it lets the start be where the others left it.
            agreed = if found == at { agreed + 1 } else { 1 };
            at = found;
            if agreed >= needs.len() {
                break;
            }
        }
        Some(at)
    }

    /// Last start in which `needs` fit `duration` periods long and end by `end`.
    pub(super) fn latest(
        &self,
        free: &[u64],
        needs: &[(u32, u64)],
        end: usize,
        duration: usize,
    ) -> Option<usize> {
        let mut at = end.checked_sub(duration)?;
        let mut agreed = 0;
        for &(word, need) in needs.iter().cycle() {
            let row = &free[word as usize * self.periods..][..self.periods];
            let found = latest(row, need, self.guard[word as usize], at, duration)?;
            agreed = if found == at { agreed + 1 } else { 1 };
            at = found;
            if agreed >= needs.len() {
                break;
            }
        }
        Some(at)
    }

    /// Takes `needs` out of the free capacity of `at .. at + duration`.
    pub(super) fn take(&self, free: &mut [u64], needs: &[(u32, u64)], at: usize, duration: usize) {
        for &(word, need) in needs {
            let from = word as usize * self.periods + at;
            for cell in &mut free[from..from + duration] {
                *cell -= need;
            }
        }
    }
}

/// First start from `at` on; every period is looked at once, the latest of a window first, because a
/// conflict there moves the window furthest.
fn earliest(row: &[u64], need: u64, guard: u64, mut at: usize, duration: usize) -> Option<usize> {
    let mut known = at;
    loop {
        let end = at + duration;
        let window = row.get(known..end)?;
        match window.iter().rposition(|free| (free - need) & guard != guard) {
            None => return Some(at),
            Some(conflict) => {
                at = known + conflict + 1;
                known = end;
            }
        }
    }
}

/// Last start up to `at`, the mirror image of [`earliest`].
fn latest(row: &[u64], need: u64, guard: u64, mut at: usize, duration: usize) -> Option<usize> {
    let mut known = at + duration;
    loop {
        let window = &row[at..known];
        match window.iter().position(|free| (free - need) & guard != guard) {
            None => return Some(at),
            Some(conflict) => {
                known = at;
                at = (at + conflict).checked_sub(duration)?;
            }
        }
    }
}
