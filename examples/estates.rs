//! Optimises a generated estate and prints what came of it.
//!
//! `cargo run --release --example estates -- 200 --seed 1`

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::Context as _;
use clap::Parser;
use y2q::schedule::generate::Estate;
use y2q::schedule::{Options, Outcome, Project, optimise};

/// Optimises a generated estate.
#[derive(Parser)]
struct Arguments {
    /// Packages.
    packages: usize,
    /// Seed of estate and search.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Periods.
    #[arg(long, default_value_t = 48)]
    periods: usize,
    /// Teams.
    #[arg(long, default_value_t = 5)]
    teams: usize,
    /// Precedence edges for a hundred packages.
    #[arg(long, default_value_t = 125)]
    edges: usize,
    /// Most units that a package holds of a team.
    #[arg(long, default_value_t = 1)]
    demand: u32,
    /// Per cent of the usual budget.
    #[arg(long, default_value_t = 100)]
    effort: u64,
    /// Writes the project to this file, as rows of numbers, for other solvers.
    #[arg(long)]
    write: Option<std::path::PathBuf>,
    /// Writes the project only.
    #[arg(long)]
    dry: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let project = Estate {
        packages: arguments.packages,
        periods: arguments.periods,
        teams: arguments.teams,
        edges_per_hundred: arguments.edges,
        largest_demand: arguments.demand,
        seed: arguments.seed,
        ..Estate::default()
    }
    .project();
    if let Some(path) = &arguments.write {
        std::fs::write(path, rows(&project)).with_context(|| path.display().to_string())?;
    }
    if arguments.dry {
        return Ok(());
    }
    let begun = Instant::now();
    let options = Options { seed: arguments.seed, effort: arguments.effort, ..Options::default() };
    let outcome = optimise(&project, &options)?;
    print(&outcome, begun.elapsed().as_secs_f64());
    Ok(())
}

fn print(outcome: &Outcome, seconds: f64) {
    for step in &outcome.log {
        let cost = step.cost.map_or_else(|| "-".to_owned(), |cost| cost.to_string());
        println!("{:<16} cost {cost} bound {} {}", step.method, step.bound, step.evaluations);
    }
    let evaluations: u64 = outcome.log.iter().map(|step| step.evaluations).sum();
    println!("objective    {}", outcome.cost());
    println!("bound        {}", outcome.lower_bound);
    println!("gap          {:.3} %", outcome.gap_ppm() as f64 / 1e4);
    println!("evaluations  {evaluations}");
    println!("seconds      {seconds:.1}");
    for line in std::fs::read_to_string("/proc/self/status").unwrap_or_default().lines() {
        if let Some(size) = line.strip_prefix("VmHWM:") {
            println!("memory       {}", size.trim());
        }
    }
}

/// Sizes; capacity by team; duration, release, due, weight, and demands by package; edges.
fn rows(project: &Project) -> String {
    let mut text = format!(
        "{} {} {} {}\n",
        project.tasks.len(),
        project.periods,
        project.capacity.len(),
        project.edges.len()
    );
    let mut row = |numbers: Vec<i64>| {
        let words: Vec<String> = numbers.iter().map(i64::to_string).collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", words.join(" "));
    };
    for team in 0..project.capacity.len() {
        row((0..project.periods).map(|at| project.capacity_in(team, at).into()).collect());
    }
    for task in &project.tasks {
        let due = task.due.unwrap_or(i64::from(u32::MAX));
        let weight = i64::try_from(task.weight).unwrap_or(i64::MAX);
        let mut numbers = vec![task.duration.into(), task.release.into(), due, weight];
        numbers.push(task.demand.len() as i64);
        for held in &task.demand {
            numbers.extend([i64::from(held.resource), i64::from(held.amount)]);
        }
        row(numbers);
    }
    for edge in &project.edges {
        row(vec![edge.before.into(), edge.after.into(), edge.lag.into()]);
    }
    text
}
