//! Machines that get in the way: one core, no vector code, a run that is killed.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use y2q::bench::backends::{class, portable};
use y2q::bench::report::{Implementation, Report};

const RING: [&str; 5] = ["bench", "--quiet", "--backend", "ring", "-o"];

#[test]
fn one_core_suffices() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.json");
    let output = Command::new("taskset")
        .args(["-c", "0", env!("CARGO_BIN_EXE_y2q")])
        .args(RING)
        .arg(&path)
        .args(["--quick", "--scheme", "x25519"])
        .output()
        .expect("install util-linux, which has taskset");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = serde_json::from_slice::<Report>(&std::fs::read(&path).unwrap()).unwrap();
    assert!(report.complete);
    assert_eq!((report.environment.cpus, report.operations.len()), (1, 3));
}

#[test]
fn a_killed_run_leaves_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(RING)
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !path.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before anything was kept");
        assert!(began.elapsed() < Duration::from_secs(120), "nothing is kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let report = serde_json::from_slice::<Report>(&std::fs::read(&path).unwrap()).unwrap();
    assert!(!report.complete && !report.operations.is_empty());
    let shown = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["bench", "--format", "md", "--from"])
        .arg(&path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("The run was stopped"), "{text}");
}

/// What a processor without AVX2 runs is named as what it is.
#[test]
fn without_vector_code_the_kind_of_code_is_another() {
    for other in
        [Implementation::ReferenceC, Implementation::OptimisedC, Implementation::PortableRust]
    {
        assert_eq!(class(true, other), Implementation::Vectorised);
        assert_eq!(class(false, other), other);
    }
    assert_eq!(portable(), Implementation::PortableRust);
}
