//! Scanning against two outside measures in the same run: `rg -c` over the same files, and a shell loop of
//! `openssl x509`. Prints ratios, for machines are noisy and absolute times mean little.
//!
//! `cargo bench --bench scan -- /usr 100000`: folder for the walk, number of certificates.

#![allow(clippy::expect_used, reason = "a bench that cannot run says why and ends")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let words = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect::<Vec<_>>();
    let folder = words.first().map_or("/usr", String::as_str);
    let certificates = words.get(1).and_then(|word| word.parse().ok()).unwrap_or(100_000);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    against_ripgrep(folder, threads);
    against_openssl(certificates, threads);
}

/// Warm cache, best of five, alternating, so that drift of the machine hits both.
fn against_ripgrep(folder: &str, threads: usize) {
    let database = tempfile::tempdir().expect("temporary folder");
    let database = database.path().join("y2q.db");
    let (mut ours, mut floor, mut peak) = (Vec::new(), Vec::new(), 0);
    for round in 0..6 {
        let mut rg = Command::new("rg");
        rg.args(["-c", "--hidden", "--no-ignore", "-j", &threads.to_string(), "BEGIN ", folder]);
        let (time, _) = timed(&mut rg);
        let (scan, memory) = timed(&mut scan_command(Path::new(folder), &database, threads));
        if round > 0 {
            floor.push(time);
            ours.push(scan);
            peak = peak.max(memory);
        }
    }
    let (ours, floor) = (best(&ours), best(&floor));
    println!(
        "scan {folder}, {threads} threads: {:.2} s; rg -c 'BEGIN ': {:.2} s; ratio {:.2}; peak {peak} MB",
        ours.as_secs_f64(),
        floor.as_secs_f64(),
        ours.as_secs_f64() / floor.as_secs_f64(),
    );
}

fn against_openssl(count: usize, threads: usize) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let sample = make_certificates(folder.path(), count);
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("for f in \"$0\"/*; do openssl x509 -noout -text -in \"$f\"; done")
        .arg(&sample);
    let (loop_time, _) = timed(&mut shell);
    let scaled = loop_time.as_secs_f64() * count as f64 / 1000.0;
    let database = tempfile::tempdir().expect("temporary folder");
    let all = folder.path().join("all");
    let (ours, peak) = timed(&mut scan_command(&all, &database.path().join("y2q.db"), threads));
    println!(
        "scan of {count} certificates: {:.1} s; shell loop of openssl x509 -text, from 1000 files: {scaled:.0} s; \
         {:.0} times faster; peak {peak} MB",
        ours.as_secs_f64(),
        scaled / ours.as_secs_f64(),
    );
}

/// `count` different certificates: one real one with its serial number and key bytes changed, which keeps it well formed.
fn make_certificates(folder: &Path, count: usize) -> PathBuf {
    let template = std::fs::read("inventories/exchange/pki/issuing-ca.der").expect("worked estate");
    let (all, sample) = (folder.join("all"), folder.join("sample"));
    std::fs::create_dir(&all).expect("folder");
    std::fs::create_dir(&sample).expect("folder");
    // The modulus: 256 bytes behind `02 82 01 01 00`.
    let modulus =
        memchr::memmem::find(&template, &[0x02, 0x82, 0x01, 0x01, 0x00]).expect("an RSA key") + 6;
    for index in 0..count {
        let mut der = template.clone();
        der[modulus..modulus + 8].copy_from_slice(&(index as u64).to_be_bytes());
        let pem = to_pem(&der);
        std::fs::write(all.join(format!("{index}.pem")), &pem).expect("file");
        if index < 1000 {
            std::fs::write(sample.join(format!("{index}.pem")), &pem).expect("file");
        }
    }
    sample
}

fn to_pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines = text.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned());
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.collect::<Vec<_>>().join("\n")
    )
}

fn scan_command(folder: &Path, database: &Path, threads: usize) -> Command {
    let _ = std::fs::remove_file(database);
    let mut command = Command::new(env!("CARGO_BIN_EXE_y2q"));
    command
        .args(["--quiet", "scan", "--threads", &threads.to_string(), "--db"])
        .arg(database)
        .arg(folder);
    command
}

/// Wall time and peak resident memory in MB of a command.
fn timed(command: &mut Command) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("program");
    let mut peak = 0;
    let status = format!("/proc/{}/status", child.id());
    let outcome = loop {
        if let Some(outcome) = child.try_wait().expect("wait") {
            break outcome;
        }
        peak = peak.max(resident_peak(&status));
        std::thread::sleep(Duration::from_millis(2));
    };
    // rg says 1 or 2 for no match or an unreadable file; the time counts all the same.
    assert!(outcome.code().is_some(), "{command:?} was killed");
    (started.elapsed(), peak)
}

fn resident_peak(status: &str) -> u64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}

fn best(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}
