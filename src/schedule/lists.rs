//! Neighbours of everything in one array.

/// Lists of neighbours, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Items by list; `pairs` is walked twice. The order within a list is the order of `pairs`.
    pub(crate) fn new(lists: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        // `ends[list + 2]` counts, then `ends[list + 1]` is where the next item of the list goes.
        let mut ends = vec![0_u32; lists + 2];
        for (list, _) in pairs.clone() {
            ends[list as usize + 2] += 1;
        }
        for list in 2..ends.len() {
            ends[list] += ends[list - 1];
        }
        let mut items = vec![T::default(); ends[lists + 1] as usize];
        for (list, item) in pairs {
            let end = &mut ends[list as usize + 1];
            items[*end as usize] = item;
            *end += 1;
        }
        ends.truncate(lists + 1);
        Self { ends, items }
    }

    /// The items of one list.
    pub(crate) fn of(&self, list: usize) -> &[T] {
        &self.items[self.ends[list] as usize..self.ends[list + 1] as usize]
    }
}
