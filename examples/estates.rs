//! Plans a generated estate and prints what came of it.
//!
//! `cargo run --release --example estates -- 200 --seed 1`

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::Context as _;
use clap::Parser;
use y2q::plan::Options;
use y2q::plan::generate::Estate;
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::Problem;

/// Plans a generated estate.
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
    /// Most people who can work on a package at a time.
    #[arg(long, default_value_t = 1)]
    people: u32,
    /// Per cent of the usual budget.
    #[arg(long, default_value_t = 100)]
    effort: u64,
    /// Writes the problem to this file, as rows of numbers, for other solvers.
    #[arg(long)]
    write: Option<std::path::PathBuf>,
    /// Writes the problem only.
    #[arg(long)]
    dry: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let problem = Estate {
        packages: arguments.packages,
        periods: arguments.periods,
        teams: arguments.teams,
        edges_per_hundred: arguments.edges,
        people: arguments.people,
        seed: arguments.seed,
        ..Estate::default()
    }
    .problem();
    if let Some(path) = &arguments.write {
        std::fs::write(path, rows(&problem)).with_context(|| path.display().to_string())?;
    }
    if arguments.dry {
        return Ok(());
    }
    let begun = Instant::now();
    let options = Options {
        seed: arguments.seed,
        effort: arguments.effort,
        beside: &|one, other| {
            std::thread::scope(|scope| {
                scope.spawn(one);
                other();
            });
        },
        ..Options::default()
    };
    let (_, told) = optimise(&problem, &options);
    println!("objective    {}", told.exposure + told.lateness);
    println!("bound        {}", told.lower_bound.unwrap_or_default());
    println!("gap          {:.2} %", told.gap_percent.unwrap_or(f64::INFINITY));
    println!("least slack  {}", told.least_slack);
    println!("summary      {}", told.summary);
    println!("tried        {}", told.tried);
    println!("seconds      {:.1}", begun.elapsed().as_secs_f64());
    for line in std::fs::read_to_string("/proc/self/status").unwrap_or_default().lines() {
        if let Some(size) = line.strip_prefix("VmHWM:") {
            println!("memory       {}", size.trim());
        }
    }
    Ok(())
}

/// Sizes; capacity by team; team, work, most in a period, release, due, weight, number of edges, and for
/// each what is waited for and the gap, by package.
fn rows(problem: &Problem) -> String {
    let mut text = String::new();
    let mut row = |numbers: Vec<i64>| {
        let words: Vec<String> = numbers.iter().map(i64::to_string).collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", words.join(" "));
    };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    row(vec![count(problem.tasks.len()), count(problem.periods), count(problem.capacity.len())]);
    for team in &problem.capacity {
        row(team.iter().map(|&room| whole(room)).collect());
    }
    for task in &problem.tasks {
        let due = task.due.unwrap_or(i64::from(u32::MAX));
        let mut numbers = vec![count(task.team), whole(task.work), whole(task.max_per_period)];
        numbers.extend([count(task.release), due, whole(task.delay), count(task.after.len())]);
        for edge in &task.after {
            numbers.extend([count(edge.task), count(edge.gap)]);
        }
        row(numbers);
    }
    text
}
