//! The precedence graph: an order in which what is waited for comes first.

use super::fault::{Cycle, Fault};
use super::lists::Lists;
use super::project::{Edge, Project};

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
