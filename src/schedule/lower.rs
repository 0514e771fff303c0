//! Lower bounds on the makespan.

use super::model::Model;

/// Most pairs of a head and a tail that are looked at a resource.
const PAIRS_LIMIT: usize = 1 << 22;

/// Earliest end of the project by releases, precedence and windows of capacity alone; without releases
/// and changes of capacity, the length of the critical path.
#[must_use]
pub fn critical_path(model: &Model<'_>) -> u32 {
    (0..model.len())
        .map(|task| model.head[task] + model.duration[task] + model.tail[task])
        .max()
        .unwrap_or_default()
}

/// No schedule of the project ends before this period.
#[must_use]
pub fn lower_bound(model: &Model<'_>) -> u32 {
    let mut bound = critical_path(model);
    for resource in 0..model.project.capacity.len() {
        bound = bound.max(energy(model, resource));
    }
    bound
}

/// For every head `a` and tail `b`: the tasks that neither start before `a` nor finish later than `b`
/// before the end must fit in between.
fn energy(model: &Model<'_>, resource: usize) -> u32 {
    let mut tasks = work(model, resource);
    let mut tails: Vec<u32> = tasks.iter().map(|&(_, tail, _)| tail).collect();
    tails.sort_unstable();
    tails.dedup();
    tasks.sort_unstable_by(|one, other| other.cmp(one));
    let mut total = vec![0_u64];
    for period in 0..model.project.periods {
        total.push(total[period] + u64::from(model.project.capacity_in(resource, period)));
    }
    let mut by_tail = vec![0_u64; tails.len()];
    let (mut bound, mut looked) = (0, 0);
    for (index, &(head, tail, work)) in tasks.iter().enumerate() {
        let place = &mut by_tail[tails.partition_point(|&other| other < tail)];
        *place = place.saturating_add(work);
        if tasks.get(index + 1).is_some_and(|next| next.0 == head) {
            continue;
        }
        looked += tails.len();
        if looked > PAIRS_LIMIT {
            break;
        }
        let mut sum = 0_u64;
        for (tail, work) in tails.iter().zip(&by_tail).rev() {
            sum = work.saturating_add(sum);
            if sum == 0 {
                continue;
            }
            let needed = total[head as usize].saturating_add(sum);
            let end = total.partition_point(|&units| units < needed);
            bound = bound.max(end as u32 + tail);
        }
    }
    bound
}

/// Head, tail and work of the tasks that need the resource.
fn work(model: &Model<'_>, resource: usize) -> Vec<(u32, u32, u64)> {
    let mut found = Vec::new();
    for number in 0..model.len() {
        let task = &model.project.tasks[model.ids[number] as usize];
        let demand = task.demand.iter().filter(|demand| demand.resource as usize == resource);
        let amount: u64 = demand.map(|demand| u64::from(demand.amount)).sum();
        if amount > 0 && task.duration > 0 {
            found.push((model.head[number], model.tail[number], amount * u64::from(task.duration)));
        }
    }
    found
}
