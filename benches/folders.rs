//! Scanning against outside measures in the same run: `rg -c` over the same files, `bsdtar -xO | wc -c` over
//! archives of a folder, and a shell loop of `openssl x509`. Prints ratios of wall time and of CPU time (user and
//! system, of all threads), for machines are noisy and absolute times mean little.
//!
//! `cargo bench --bench folders -- /usr 100000 /usr/lib/python3 image.tar`: folder for the walk, number of certificates
//! (0: none), folder that is packed, and an archive or image as it is (none: left out).

#![allow(clippy::expect_used, reason = "a bench that cannot run says why and ends")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let words = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect::<Vec<_>>();
    let folder = words.first().map_or("/usr", String::as_str);
    let certificates = words.get(1).and_then(|word| word.parse().ok()).unwrap_or(100_000);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let packed = words.get(2).map_or("/usr/lib/python3", String::as_str);
    against_ripgrep(folder, 1);
    if threads > 1 {
        against_ripgrep(folder, threads);
    }
    against_bsdtar(packed);
    if let Some(archive) = words.get(3) {
        against_bsdtar_of(Path::new(archive), "as it is");
    }
    if certificates > 0 {
        against_openssl(certificates, threads);
    }
}

/// What one run of a command took.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    processor: Duration,
    /// Peak resident memory in MB.
    peak: u64,
}

/// Rounds that count; one before them warms the cache.
const ROUNDS: usize = 5;

/// Warm cache, best of five, alternating, so that drift of the machine hits all.
fn against_ripgrep(folder: &str, threads: usize) {
    let database = tempfile::tempdir().expect("temporary folder");
    let database = database.path().join("y2q.db");
    let (mut floor, mut closed, mut opened) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let mut rg = Command::new("rg");
        rg.args(["-c", "--hidden", "--no-ignore", "-j", &threads.to_string(), "BEGIN ", folder]);
        floor.push(measured(&mut rg));
        let mut scan = scan_command(Path::new(folder), &database, threads);
        closed.push(measured(scan.arg("--no-archives")));
        opened.push(measured(&mut scan_command(Path::new(folder), &database, threads)));
    }
    let floor = best(&floor[1..]);
    print_ratio(
        &format!("{folder}, {threads} threads, no archives; rg -c 'BEGIN '"),
        &closed[1..],
        floor,
    );
    print_ratio(
        &format!("{folder}, {threads} threads, archives; rg -c 'BEGIN '"),
        &opened[1..],
        floor,
    );
}

/// One file each, so one thread: an archive is read from its beginning to its end.
fn against_bsdtar(folder: &str) {
    let work = tempfile::tempdir().expect("temporary folder");
    for (name, options) in [
        ("packed.tar", &[][..]),
        ("packed.tar.gz", &["--gzip"]),
        ("packed.tar.xz", &["--xz"]),
        ("packed.tar.zst", &["--zstd"]),
        ("packed.tar.bz2", &["--bzip2"]),
        ("packed.zip", &["--format", "zip"]),
    ] {
        let file = work.path().join(name);
        let mut pack = Command::new("bsdtar");
        let packed = pack.args(options).arg("-cf").arg(&file).arg(folder).status();
        assert!(packed.expect("bsdtar").success());
        against_bsdtar_of(&file, &format!("of {folder}"));
        std::fs::remove_file(&file).expect("archive");
    }
}

fn against_bsdtar_of(file: &Path, origin: &str) {
    let work = tempfile::tempdir().expect("temporary folder");
    let database = work.path().join("y2q.db");
    let (mut floor, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let mut shell = Command::new("sh");
        shell.args(["-c", "bsdtar -xO -f \"$0\" | wc -c"]).arg(file);
        floor.push(measured(&mut shell));
        ours.push(measured(&mut scan_command(file, &database, 1)));
    }
    let size = std::fs::metadata(file).expect("archive").len() / 1_000_000;
    let name = file.file_name().unwrap_or_default().display();
    let what = format!("{name} {origin}, {size} MB; bsdtar -xO | wc -c");
    print_ratio(&what, &ours[1..], best(&floor[1..]));
}

fn print_ratio(what: &str, ours: &[Cost], floor: Cost) {
    let own = best(ours);
    let ratio = |own: Duration, floor: Duration| own.as_secs_f64() / floor.as_secs_f64();
    println!(
        "{what}: wall {:.2} s / {:.2} s = {:.2}; CPU {:.2} s / {:.2} s = {:.2}; peak {} MB",
        own.wall.as_secs_f64(),
        floor.wall.as_secs_f64(),
        ratio(own.wall, floor.wall),
        own.processor.as_secs_f64(),
        floor.processor.as_secs_f64(),
        ratio(own.processor, floor.processor),
        own.peak,
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
    let looped = measured(&mut shell);
    let scaled = looped.wall.as_secs_f64() * count as f64 / 1000.0;
    let database = tempfile::tempdir().expect("temporary folder");
    let all = folder.path().join("all");
    let ours = measured(&mut scan_command(&all, &database.path().join("y2q.db"), threads));
    println!(
        "scan of {count} certificates: {:.1} s; shell loop of openssl x509 -text, from 1000 files: {scaled:.0} s; \
         {:.0} times faster; peak {} MB",
        ours.wall.as_secs_f64(),
        scaled / ours.wall.as_secs_f64(),
        ours.peak,
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

fn measured(command: &mut Command) -> Cost {
    let before = children();
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
    Cost { wall: started.elapsed(), processor: children() - before, peak }
}

/// User and system time of all children that have ended, by `cutime` and `cstime` of proc(5), in ticks of 10 ms.
fn children() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("proc(5)");
    // The second field, the name, may hold spaces; `cutime` and `cstime` are the 14th and 15th behind it.
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks = rest.split_whitespace().skip(13).take(2);
    Duration::from_millis(10 * ticks.filter_map(|tick| tick.parse::<u64>().ok()).sum::<u64>())
}

fn resident_peak(status: &str) -> u64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1000
}

/// The least of each measure but memory, of which it is the most.
fn best(costs: &[Cost]) -> Cost {
    Cost {
        wall: costs.iter().map(|cost| cost.wall).min().unwrap_or_default(),
        processor: costs.iter().map(|cost| cost.processor).min().unwrap_or_default(),
        peak: costs.iter().map(|cost| cost.peak).max().unwrap_or_default(),
    }
}
