//! Schedules every single-mode PSPLIB file of a folder, makespan as the objective.
//!
//! `cargo run --release --example psplib -- FOLDER [--schedules 50000] [--seed 1]`
//!
//! One line a file: instance, makespan, schedules generated, seconds. The last line, on standard error, has the
//! average deviation from the critical path and how many makespans are proven to be optimal.
//!
//! `-- --serial` measures serial generation on a made-up project of 120,000 tasks instead.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use y2q::schedule::{
    Demand, Edge, Model, Project, Rule, Schedule, Shortest, Task, Workspace, check, critical_path,
    makespan, psplib, shortest,
};

struct Arguments {
    folder: PathBuf,
    schedules: u64,
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("--serial") {
        return serial_generation();
    }
    let arguments = arguments()?;
    let mut files = Vec::new();
    collect(&arguments.folder, &mut files)?;
    files.sort();
    let (mut deviation, mut proven) = (0.0, 0);
    for file in &files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let (result, critical) = solve(file, &arguments, &name)?;
        deviation += f64::from(result.makespan) / f64::from(critical.max(1)) - 1.0;
        proven += usize::from(result.makespan == result.bound);
    }
    let average = 100.0 * deviation / files.len().max(1) as f64;
    eprintln!("{} files, {average:.3} % above the critical path, {proven} proven", files.len());
    if files.is_empty() { Err("no .sm file".into()) } else { Ok(()) }
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut folder, mut schedules, mut seed) = (None, 50_000, 1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--schedules" => schedules = arguments.next().unwrap_or_default().parse()?,
            "--seed" => seed = arguments.next().unwrap_or_default().parse()?,
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or("usage: psplib FOLDER [--schedules COUNT] [--seed SEED]")?;
    Ok(Arguments { folder, schedules, seed })
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "sm") {
        files.push(path.to_owned());
    } else if !path.exists() {
        return Err(format!("{} is not there", path.display()).into());
    }
    Ok(())
}

fn solve(
    file: &Path,
    arguments: &Arguments,
    name: &str,
) -> Result<(Shortest, u32), Box<dyn Error>> {
    let at = |error: &dyn Error| format!("{}: {error}", file.display());
    let project = psplib::parse(&std::fs::read_to_string(file)?).map_err(|error| at(&error))?;
    let started = Instant::now();
    let result = shortest(&project, arguments.schedules, arguments.seed);
    let result = result.map_err(|error| at(&error))?;
    let seconds = started.elapsed().as_secs_f64();
    let violations = check(&project, &result.schedule);
    if !violations.is_empty() || makespan(&project, &result.schedule) != u64::from(result.makespan)
    {
        return Err(format!("{name}: {violations:?}").into());
    }
    println!("{name} {} {} {seconds:.3}", result.makespan, result.schedules);
    Ok((result, critical_path(&Model::new(&project)?)))
}

/// 120,000 tasks, 300,000 edges, 60 resources, 40 periods.
fn serial_generation() -> Result<(), Box<dyn Error>> {
    let project = large();
    let started = Instant::now();
    let model = Model::new(&project)?;
    println!("validated in {:?}", started.elapsed());
    let order = model.order_by_rule(Rule::LatestFinish);
    let mut workspace = Workspace::new(&model);
    let mut schedule = Schedule::default();
    for _ in 0..5 {
        let started = Instant::now();
        workspace.serial(&model, &order, &mut schedule)?;
        println!("one schedule in {:?}", started.elapsed());
    }
    let violations = check(&project, &schedule);
    println!("makespan {}, {} violations", makespan(&project, &schedule), violations.len());
    Ok(())
}

fn large() -> Project {
    let (tasks, edges, resources, periods) = (120_000_u32, 300_000, 60, 40);
    let mut state = 1_u64;
    let mut below = |limit: u32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as u32) % limit
    };
    let mut project = Project {
        periods,
        capacity: (0..resources).map(|_| vec![21_000 + below(4_000)]).collect(),
        ..Project::default()
    };
    for _ in 0..tasks {
        let resource = below(resources - 1);
        let demand = [resource, resource + 1].map(|resource| Demand { resource, amount: 100 });
        let demand = demand[..1 + below(2) as usize].to_vec();
        project.tasks.push(Task { duration: 1 + below(3), demand, ..Task::default() });
    }
    // Edges lead from one eighth of the tasks to a later one: no path passes the horizon.
    let eighth = tasks / 8;
    for _ in 0..edges {
        let part = below(7);
        let before = part * eighth + below(eighth);
        let after = (part + 1) * eighth + below(eighth);
        project.edges.push(Edge { before, after, lag: 0 });
    }
    project
}
