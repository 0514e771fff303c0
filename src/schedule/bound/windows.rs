//! Starts that are possible.

use crate::schedule::Project;

/// Allowed starts by task; `None` when some task has none.
pub fn starts(project: &Project) -> Option<Vec<Vec<u32>>> {
    let starts: Vec<Vec<u32>> = project.tasks.iter().map(|task| {
        let last = project.periods as i64 - i64::from(task.duration);
        (i64::from(task.release)..=last).map(|s| s as u32).filter(|&s| {
            task.demand.iter().all(|d| (s..s + task.duration).all(|t| project.capacity_in(d.resource as usize, t as usize) >= d.amount))
        }).collect()
    }).collect();
    propagate(project, starts)
}

/// Removes starts that precedence forbids, until nothing changes.
pub fn propagate(project: &Project, mut starts: Vec<Vec<u32>>) -> Option<Vec<Vec<u32>>> {
    loop {
        let mut changed = false;
        for e in &project.edges {
            let (i, j) = (e.before as usize, e.after as usize);
            let offset = project.tasks[i].duration + e.lag;
            let least = *starts[i].first()? + offset;
            let most = *starts[j].last()?;
            let before = starts[i].len() + starts[j].len();
            starts[j].retain(|&s| s >= least);
            starts[i].retain(|&s| s + offset <= most);
            changed |= before != starts[i].len() + starts[j].len();
        }
        if starts.iter().any(Vec::is_empty) {
            return None;
        }
        if !changed {
            return Some(starts);
        }
    }
}
