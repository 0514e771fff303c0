//! Things by a name that they have.

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::HashMap;

/// Numbers of things by a name that they have themselves: no name is held a second time, and those of one name lie side
/// by side.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Groups of one name by the hash of that; by the next free number where another name has the same.
    groups: HashMap<u64, u32>,
    /// Where each group begins, and the last one ends.
    starts: Vec<u32>,
    numbers: Vec<usize>,
}

impl Named {
    /// Groups what is given by name; the numbers of one name stay in order.
    pub fn new<'n>(all: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let mut named = Self::default();
        let (mut names, mut counts, mut items): (Vec<&str>, Vec<u32>, Vec<(u32, usize)>) =
            (Vec::new(), Vec::new(), Vec::new());
        for (name, number) in all {
            let (key, known) = named.find(name, |group| names[group]);
            let group = known.unwrap_or(names.len());
            // A file has at most some millions of expressions.
            let small = u32::try_from(group).unwrap_or(u32::MAX);
            if known.is_none() {
                named.groups.insert(key, small);
                names.push(name);
                counts.push(0);
            }
            counts[group] += 1;
            items.push((small, number));
        }
        named.groups.shrink_to_fit();
        named.starts.reserve_exact(counts.len() + 1);
        let mut end = 0;
        named.starts.push(0);
        for count in &mut counts {
            let start = end;
            end += std::mem::replace(count, start);
            named.starts.push(end);
        }
        named.numbers = vec![0; items.len()];
        for (group, number) in items {
            let next = &mut counts[group as usize];
            named.numbers[*next as usize] = number;
            *next += 1;
        }
        named
    }

    /// Sorts the numbers of each name.
    pub fn sort_by_key<K: Ord>(&mut self, mut key: impl FnMut(usize) -> K) {
        for group in 0..self.starts.len().saturating_sub(1) {
            let range = self.range(group);
            self.numbers[range].sort_by_key(|number| key(*number));
        }
    }

    /// The numbers of a name; `name_of` tells the name of each.
    pub fn of<'n>(&self, name: &str, name_of: impl Fn(usize) -> &'n str) -> &[usize] {
        let first = |group: usize| name_of(self.numbers[self.starts[group] as usize]);
        match self.find(name, first) {
            (_, Some(group)) => &self.numbers[self.range(group)],
            (_, None) => &[],
        }
    }

    /// The group of a name, or the key at which there is none of it.
    fn find<'n>(&self, name: &str, name_of: impl Fn(usize) -> &'n str) -> (u64, Option<usize>) {
        let mut key = self.groups.hasher().hash_one(name);
        while let Some(group) = self.groups.get(&key) {
            if name_of(*group as usize) == name {
                return (key, Some(*group as usize));
            }
            key = key.wrapping_add(1);
        }
        (key, None)
    }

    fn range(&self, group: usize) -> Range<usize> {
        self.starts[group] as usize..self.starts[group + 1] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn the_numbers_of_a_name_stay_together_and_in_order() {
        let all = ["a", "b", "", "a", "c", "b", "a"];
        let mut named = Named::new(all.iter().copied().zip(0..));
        let of = |named: &Named, name: &str| named.of(name, |number| all[number]).to_vec();
        assert_eq!(of(&named, "a"), [0, 3, 6]);
        assert_eq!(of(&named, "b"), [1, 5]);
        assert_eq!(of(&named, ""), [2]);
        assert_eq!(of(&named, "d"), [0; 0]);
        named.sort_by_key(|number| usize::MAX - number);
        assert_eq!(of(&named, "a"), [6, 3, 0]);
        assert_eq!(of(&Named::default(), "a"), [0; 0]);
    }
}
