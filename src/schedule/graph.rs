//! The precedence graph: neighbours in one array, and an order in which what is waited for comes first.

use super::fault::{Cycle, Fault};
use super::project::{Edge, Project};

/// Lists of neighbours, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Items by list; `pairs` is walked twice. The order within a list is the order of `pairs`.
    pub(super) fn new(lists: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
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
    pub(super) fn of(&self, list: usize) -> &[T] {
        &self.items[self.ends[list] as usize..self.ends[list + 1] as usize]
    }
}

/// Ids of all tasks in an order in which what is waited for comes first, breadth first.
///
/// # Errors
/// [`Fault::Cycle`] with the edges of one cycle; [`Fault::UnknownTask`].
pub fn topological_order(project: &Project) -> Result<Vec<u32>, Fault> {
    let tasks = project.tasks.len();
    for (index, edge) in project.edges.iter().enumerate() {
        if let Some(&task) = [edge.before, edge.after].iter().find(|&&task| task as usize >= tasks)
        {
            return Err(Fault::UnknownTask { edge: index, task });
        }
    }
    let followers = Lists::new(tasks, project.edges.iter().map(|edge| (edge.before, edge.after)));
    let mut open = vec![0_u32; tasks];
    for edge in &project.edges {
        open[edge.after as usize] += 1;
    }
    let mut order: Vec<u32> =
        (0_u32..).take(tasks).filter(|&task| open[task as usize] == 0).collect();
    let mut next = 0;
    while let Some(&task) = order.get(next) {
        next += 1;
        for &follower in followers.of(task as usize) {
            open[follower as usize] -= 1;
            if open[follower as usize] == 0 {
                order.push(follower);
            }
        }
    }
    if order.len() == tasks { Ok(order) } else { Err(Fault::Cycle(cycle(project, &open))) }
}

/// A cycle among the tasks that are still `open`: each of them waits for another one of them.
fn cycle(project: &Project, open: &[u32]) -> Cycle {
    let mut waits: Vec<Option<Edge>> = vec![None; open.len()];
    for edge in &project.edges {
        if open[edge.before as usize] > 0 && open[edge.after as usize] > 0 {
            waits[edge.after as usize].get_or_insert(*edge);
        }
    }
    let mut seen = vec![false; open.len()];
    let mut at = open.iter().position(|&count| count > 0).unwrap_or_default();
    while let (false, Some(edge)) = (seen[at], waits[at]) {
        seen[at] = true;
        at = edge.before as usize;
    }
    let mut edges = Vec::new();
    let first = at;
    while let Some(edge) = waits[at] {
        edges.push(edge);
        at = edge.before as usize;
        if at == first {
            break;
        }
    }
    edges.reverse();
    Cycle(edges)
}
