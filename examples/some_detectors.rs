//! A scan with some of the detectors, through the library: takes the arguments of `y2q scan` that `benches/peers.py`
//! gives, and leaves out the detectors that the variable `WITHOUT` names (default: `source-code`), so that the cost of
//! one can be told from that of all.
//!
//! `cargo run --release --example some_detectors -- --quiet scan --threads 2 --db FILE [--no-archives] FOLDER`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context as _, bail};
use y2q::detect::{DETECTORS, Detector, Passwords};
use y2q::inventory::{Inventory, Looks, ScanStart};
use y2q::model::Timestamp;
use y2q::scan::{Memory, Progress, Report, Scan, scan_again};
use y2q::source::container::Bounds;
use y2q::source::filesystem::{Links, Selection, Walk};
use y2q::source::git::History;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let (mut threads, mut database, mut containers) = (1, None, Some(Bounds::default()));
    let mut roots = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quiet" | "scan" => {}
            "--threads" => threads = words.next().context("--threads N")?.parse()?,
            "--db" => database = words.next(),
            "--no-archives" => containers = None,
            folder => roots.push(PathBuf::from(folder)),
        }
    }
    let without = std::env::var("WITHOUT").unwrap_or_else(|_| "source-code".to_owned());
    let is_left_out = |detector: &&Detector| without.split(',').any(|id| id == detector.id);
    let detectors: Vec<&Detector> =
        DETECTORS.iter().copied().filter(|detector| !is_left_out(detector)).collect();
    if detectors.len() == DETECTORS.len() && !without.is_empty() {
        bail!("no detector is called {without}");
    }
    run(&roots, threads, containers, &detectors, Path::new(&database.context("--db FILE")?))
}

/// Does what `y2q scan` does with a new inventory.
fn run(
    roots: &[PathBuf],
    threads: usize,
    containers: Option<Bounds>,
    detectors: &[&Detector],
    database: &Path,
) -> anyhow::Result<()> {
    let walk = Walk {
        roots: roots.to_vec(),
        selection: Selection::Everything,
        links: Links::Skip,
        threads,
        only: None,
        besides: Vec::new(),
        own: None,
    };
    let scan = Scan {
        walk,
        max_bytes: Scan::MAX_BYTES,
        containers,
        history: History::default(),
        passwords: Passwords::none(),
        rules: Arc::default(),
    };
    let memory = Memory::new(Looks::default(), String::new(), SystemTime::now());
    let mut inventory = Inventory::open(database)?;
    let roots = roots.iter().map(|root| root.display().to_string()).collect();
    let mut writer = inventory.begin(&ScanStart { roots, started: Timestamp::UNIX_EPOCH })?;
    let progress = Progress::default();
    let end = scan_again(&scan, detectors, &progress, Some(&memory), |report| match report {
        Report::Record(record) => writer.add(record),
        Report::Looked(look) => writer.looked(look),
        Report::Unchanged(location) => writer.unchanged(location),
        Report::Touched { location, stamp } => writer.touched(location, *stamp),
    })?;
    writer.finish_with(end, Timestamp::UNIX_EPOCH, memory.looks())?;
    Ok(())
}
