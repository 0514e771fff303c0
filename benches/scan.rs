//! The program over the worked estates and over this repository's own sources, beside `rg -c 'BEGIN '` over the same
//! files (the floor), as processes from start to end. Large folders, archives, processor time and memory:
//! `cargo bench --bench folders`.
//!
//! `cargo bench --bench scan`; needs rg.

#![allow(clippy::expect_used, reason = "a benchmark that cannot run says why and ends")]

use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};

/// Runs a command to its end. What it finds is not looked at: `rg` says 1 for nothing.
fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a program");
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?}: {status}");
}

fn scans(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let work = tempfile::tempdir().expect("a folder");
    let database = work.path().join("y2q.db");
    for folder in ["inventories/exchange", "inventories/agency", "src"] {
        let path = root.join(folder);
        let mut group = criterion.benchmark_group(format!("scan: {folder}"));
        group.sample_size(10);
        group.bench_function("floor: rg -c", |bench| {
            bench.iter(|| {
                run(Command::new("rg")
                    .args(["-c", "--hidden", "--no-ignore", "BEGIN "])
                    .arg(&path));
            });
        });
        let scan = |again: bool| {
            if !again {
                let _ = std::fs::remove_file(&database);
            }
            let mut scan = Command::new(env!("CARGO_BIN_EXE_y2q"));
            run(scan.args(["--quiet", "scan", "--db"]).arg(&database).arg(&path));
        };
        group.bench_function("scan", |bench| bench.iter(|| scan(false)));
        group.bench_function("second scan", |bench| bench.iter(|| scan(true)));
        group.finish();
    }
}

criterion_group!(benches, scans);
criterion_main!(benches);
