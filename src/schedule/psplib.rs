//! Reads single-mode projects in the format of PSPLIB (`.sm`; Kolisch and Sprecher, European Journal
//! of Operational Research 96, 1997).
//!
//! A file counts jobs, horizon and resources, then has a table of successors, a table of durations and
//! requests, and a line of capacities. Job 1 is the source, the last one the sink; both are kept.

use super::project::{Demand, Edge, Project, Task};

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PsplibError {
    /// A part is not there.
    #[error("no line `{0}`")]
    Missing(&'static str),
    /// A line is not what its part demands.
    #[error("line {line}: {reason}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: &'static str,
    },
}

/// Most jobs of a file.
const JOBS_LIMIT: u32 = 100_000;
/// Most resources of a file.
const RESOURCES_LIMIT: u32 = 1_000;
/// Most periods of a file.
const HORIZON_LIMIT: u32 = 1 << 20;

/// Reads `text`.
///
/// # Errors
/// [`PsplibError`] with the line at fault.
pub fn parse(text: &str) -> Result<Project, PsplibError> {
    let lines: Vec<&str> = text.lines().collect();
    let jobs = count(&lines, "jobs", JOBS_LIMIT)?;
    let horizon = count(&lines, "horizon", HORIZON_LIMIT)?;
    let resources = count(&lines, "- renewable", RESOURCES_LIMIT)?;
    if count(&lines, "- nonrenewable", u32::MAX).unwrap_or_default() > 0 {
        let line = find(&lines, "- nonrenewable")? + 1;
        return Err(PsplibError::Line { line, reason: "nonrenewable resources are not handled" });
    }
    let mut project = Project { periods: horizon as usize, ..Project::default() };
    let edges = rows(&lines, "PRECEDENCE RELATIONS", 2, jobs)?;
    for (line, row) in edges {
        successors(line, &row, jobs, &mut project.edges)?;
    }
    for (line, row) in rows(&lines, "REQUESTS/DURATIONS", 3, jobs)? {
        project.tasks.push(task(line, &row, resources)?);
    }
    let (line, units) = rows(&lines, "RESOURCEAVAILABILITIES", 2, 1)?.remove(0);
    if units.len() != resources as usize {
        return Err(PsplibError::Line { line, reason: "not one capacity a resource" });
    }
    project.capacity = units.into_iter().map(|units| vec![units]).collect();
    Ok(project)
}

fn find(lines: &[&str], name: &'static str) -> Result<usize, PsplibError> {
    let found = lines.iter().position(|line| line.trim_start().starts_with(name));
    found.ok_or(PsplibError::Missing(name))
}

/// The number after the colon of the line that starts with `name`.
fn count(lines: &[&str], name: &'static str, limit: u32) -> Result<u32, PsplibError> {
    let index = find(lines, name)?;
    let value = lines[index].split_once(':').and_then(|(_, rest)| rest.split_whitespace().next());
    let value = value.and_then(|value| value.parse().ok()).filter(|&value| value <= limit);
    value.ok_or(PsplibError::Line { line: index + 1, reason: "no count, or too great a one" })
}

/// Line numbers and numbers of `count` lines, `skip` lines below the one that starts with `name`.
fn rows(
    lines: &[&str],
    name: &'static str,
    skip: usize,
    count: u32,
) -> Result<Vec<(usize, Vec<u32>)>, PsplibError> {
    let first = find(lines, name)? + skip;
    let mut rows = Vec::new();
    for index in first..first + count as usize {
        let line = index + 1;
        let text =
            lines.get(index).ok_or(PsplibError::Line { line, reason: "the table ends early" })?;
        let row: Option<Vec<u32>> =
            text.split_whitespace().map(|number| number.parse().ok()).collect();
        let row = row.filter(|row| !row.is_empty());
        rows.push((line, row.ok_or(PsplibError::Line { line, reason: "not a row of numbers" })?));
    }
    Ok(rows)
}

/// Job, modes, count of successors, successors.
fn successors(
    line: usize,
    row: &[u32],
    jobs: u32,
    edges: &mut Vec<Edge>,
) -> Result<(), PsplibError> {
    let [job, modes, count, after @ ..] = row else {
        return Err(PsplibError::Line {
            line,
            reason: "a row of successors has three numbers at least",
        });
    };
    if *modes != 1 {
        return Err(PsplibError::Line { line, reason: "jobs with several modes are not handled" });
    }
    if after.len() != *count as usize {
        return Err(PsplibError::Line { line, reason: "the count of successors is another" });
    }
    if row[..1].iter().chain(after).any(|job| !(1..=jobs).contains(job)) {
        return Err(PsplibError::Line { line, reason: "there is no job of this number" });
    }
    edges.extend(after.iter().map(|after| Edge { before: job - 1, after: after - 1, lag: 0 }));
    Ok(())
}

/// Job, mode, duration, requests.
fn task(line: usize, row: &[u32], resources: u32) -> Result<Task, PsplibError> {
    let [_, _, duration, requests @ ..] = row else {
        return Err(PsplibError::Line {
            line,
            reason: "a row of requests has three numbers at least",
        });
    };
    if requests.len() != resources as usize {
        return Err(PsplibError::Line { line, reason: "not one request a resource" });
    }
    let demand = (0..).zip(requests).filter(|(_, amount)| **amount > 0);
    let demand = demand.map(|(resource, &amount)| Demand { resource, amount }).collect();
    Ok(Task { duration: *duration, demand, ..Task::default() })
}
