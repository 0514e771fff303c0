use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Instant, SystemTime};

use anyhow::{Context as _, bail};
use y2q::detect::{DETECTORS, Passwords};
use y2q::inventory::{Inventory, Location, Looks, Reach, ScanEnd, ScanStart, Scope};
use y2q::model::{Asset, Date, Exposure, Timestamp};
use y2q::report::assets_csv::Answers;
use y2q::report::cyclonedx::{Options, Serial, SpecVersion};
use y2q::report::plain::counted;
use y2q::report::{assets_csv, cyclonedx, inventory_json};
use y2q::scan::{Memory, Progress, Report, Scan};
use y2q::source::filesystem::{Links, Selection, Walk};
use y2q::source::path_text;

use super::arguments::{InventoryFormat, ScanCommand, WalkArguments};
use super::endpoint_lines::EndpointLines;
use super::output::{is_stdout, write_with};
use super::{endpoints, inputs, packs, passwords, progress};

/// What a scan of paths left behind.
pub struct Scanned {
    pub scope: Scope,
    pub end: ScanEnd,
    pub files: u64,
    /// Endpoints that said something.
    pub endpoints: u64,
    /// What is told of them.
    pub lines: EndpointLines,
}

impl Scanned {
    fn nothing() -> Self {
        Self::of_files(Scope { roots: Vec::new() }, ScanEnd::Finished, 0)
    }

    fn of_files(scope: Scope, end: ScanEnd, files: u64) -> Self {
        Self { scope, end, files, endpoints: 0, lines: EndpointLines::default() }
    }

    fn add(&mut self, other: Self) {
        self.scope.roots.extend(other.scope.roots);
        self.end = other.end;
        self.files += other.files;
        self.endpoints += other.endpoints;
        self.lines = other.lines;
    }

    /// `3 files and 2 endpoints`
    fn places(&self) -> String {
        match (self.files, self.endpoints) {
            (files, 0) => counted(files, "file", "files"),
            (0, endpoints) => counted(endpoints, "endpoint", "endpoints"),
            (files, endpoints) => {
                let endpoints = counted(endpoints, "endpoint", "endpoints");
                format!("{} and {endpoints}", counted(files, "file", "files"))
            }
        }
    }
}

/// `y2q scan`
pub fn run(command: &ScanCommand, quiet: bool) -> anyhow::Result<ExitCode> {
    let (paths, urls) = endpoints::divide(&command.paths);
    existing(&paths)?;
    let asked = endpoints::prepared(&urls, &command.endpoints)?;
    if let Some(asked) = asked.as_ref().filter(|_| command.endpoints.dry_run) {
        write_with(None, |out| endpoints::dry_run(out, asked))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut inventory = Inventory::open(&command.db)
        .with_context(|| format!("cannot use {} as an inventory", command.db.display()))?;
    let now = now(command.at)?;
    let mut scanned = Scanned::nothing();
    if !paths.is_empty() {
        scanned = scan_paths(&mut inventory, &paths, &command.walk, now, quiet)?;
    }
    if let Some(asked) = asked.filter(|_| scanned.end == ScanEnd::Finished) {
        let fresh = command.walk.fresh;
        scanned.add(endpoints::ask(&mut inventory, &asked, fresh, now, quiet)?);
    }
    let format = command.format.or_else(|| command.output.as_ref().map(|path| format_of(path)));
    match format {
        None => write_with(None, |out| summary(out, &inventory, &scanned, command))?,
        Some(format) => {
            let output = command.output.as_deref();
            export(output, format, &inventory, &scanned.scope, &command.spec, now)?;
            if !quiet && !is_stdout(output) {
                let path = output.unwrap_or(&command.db);
                anstream::eprintln!(
                    "wrote {}; the inventory is {}",
                    path.display(),
                    command.db.display()
                );
            }
        }
    }
    Ok(exit_code(&scanned))
}

/// Interrupted is not done, whatever was kept.
pub fn exit_code(scanned: &Scanned) -> ExitCode {
    match scanned.end {
        ScanEnd::Finished => ExitCode::SUCCESS,
        ScanEnd::Interrupted => ExitCode::from(super::CANNOT),
    }
}

/// Scans `paths` into `inventory`; Ctrl-C ends it and keeps what was found.
pub fn scan_paths(
    inventory: &mut Inventory,
    paths: &[PathBuf],
    walk: &WalkArguments,
    now: Timestamp,
    quiet: bool,
) -> anyhow::Result<Scanned> {
    let paths = existing(paths)?;
    let scope = Scope { roots: paths.iter().map(|path| path_text(path)).collect() };
    // A CBOM that is named is an inventory of its own; one that lies in a folder is a file like any other.
    let (documents, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| y2q::import::is_cbom(path));
    let only_documents = paths.is_empty();
    let scan = Scan {
        walk: Walk {
            roots: paths,
            selection: match (walk.tracked, walk.unignored) {
                (true, _) => Selection::Tracked,
                (false, true) => Selection::Unignored,
                (false, false) => Selection::Everything,
            },
            links: if walk.follow { Links::Follow } else { Links::Skip },
            threads: walk.threads,
            only: walk.only.clone(),
            besides: walk.besides.clone(),
            own: walk.own.clone(),
        },
        max_bytes: walk.max_bytes,
        containers: walk.containers.bounds(),
        history: walk.containers.history(),
        passwords: walk
            .passwords
            .as_deref()
            .map_or_else(|| Ok(Passwords::none()), passwords::read)?,
        rules: packs::rule_set(&walk.packs, quiet)?,
    };
    let progress = Arc::new(Progress::default());
    progress::stop_on_interrupt(&progress)?;
    let started = Instant::now();
    // What passwords opened would have to be told apart by them, and no trace of them is stored.
    let has_passwords = !scan.passwords.is_empty();
    let is_fresh = walk.fresh || has_passwords;
    let looks = if is_fresh { Looks::default() } else { inventory.looks(&scope.roots)? };
    let memory = Memory::new(looks, recipe(&scan), SystemTime::now());
    let kept = (!has_passwords).then_some(&memory);
    let mut writer = inventory.begin(&ScanStart { roots: scope.roots.clone(), started: now })?;
    if is_fresh {
        writer.forget_looks()?;
    }
    for document in &documents {
        inputs::import(document, &path_text(document), &mut writer, quiet)?;
    }
    if only_documents {
        writer.finish(ScanEnd::Finished, now)?;
        let files = documents.len() as u64;
        return Ok(Scanned::of_files(scope, ScanEnd::Finished, files));
    }
    let end = progress::shown(quiet, &scan.walk, &progress, || {
        y2q::scan::scan_again(&scan, DETECTORS, &progress, kept, |report| match report {
            Report::Record(record) => writer.add(record),
            Report::Looked(look) => writer.looked(look),
            Report::Unchanged(location) => writer.unchanged(location),
            Report::Touched { location, stamp } => writer.touched(location, *stamp),
        })
    })?;
    // The gate asks of what is committed now, whatever an earlier run met.
    let is_whole = scan.walk.only.is_none() && !walk.unignored;
    let left_out = if end == ScanEnd::Finished && is_whole {
        writer.left_out(&|root, files| reached(&scan, Path::new(root), files))?
    } else {
        0
    };
    writer.finish_with(end, now, memory.looks())?;
    let files = progress.files.load(Ordering::Relaxed);
    let nothing_named = walk.only.is_some();
    if files == 0
        && !nothing_named
        && end == ScanEnd::Finished
        && progress.unknowns.load(Ordering::Relaxed) == 0
    {
        bail!("there is no file below {}: nothing was scanned", scope.roots.join(", "));
    }
    if !quiet {
        report_walk(&progress, started, end);
        if left_out > 0 {
            let files = counted(left_out as u64, "file", "files");
            anstream::eprintln!(
                "{files} of earlier scans not looked at (behind links, or left out): what was found there is kept"
            );
        }
    }
    Ok(Scanned::of_files(scope, end, files))
}

/// What a scan can say of files that earlier ones met and it brought nothing of.
fn reached(scan: &Scan, root: &Path, files: &[&str]) -> Vec<Reach> {
    let left_out = scan.walk.leaves_out(root, files);
    let reach = |file: &&str| {
        if left_out.contains(file) {
            Reach::LeftOut
        } else if !root.join(file).exists() {
            Reach::Gone
        } else if scan.containers.is_none() {
            Reach::Closed
        } else {
            Reach::Opened
        }
    };
    files.iter().map(reach).collect()
}

/// What findings depend on besides files: this program, as it was built, and how it is told to read.
fn recipe(scan: &Scan) -> String {
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let program = program.and_then(|about| Ok((about.len(), about.modified()?))).ok();
    format!(
        "{} {program:?} {} {:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        scan.max_bytes,
        scan.containers,
        scan.history,
        scan.rules.own(),
    )
}

fn report_walk(progress: &Progress, started: Instant, end: ScanEnd) {
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let mut line = format!(
        "scanned {} files{} ({:.0} MB read) in {:.1} s",
        count(&progress.files),
        members(progress),
        count(&progress.bytes) as f64 / 1e6,
        started.elapsed().as_secs_f64(),
    );
    for (counter, what) in [
        (&progress.unchanged, "unchanged since the last scan"),
        (&progress.links, "links not followed"),
        (&progress.specials, "special files not opened"),
    ] {
        if count(counter) > 0 {
            line.push_str(&format!("; {} {what}", count(counter)));
        }
    }
    if end == ScanEnd::Interrupted {
        line.push_str("; interrupted, what was found is kept");
    }
    anstream::eprintln!("{line}");
}

/// How many files lay in archives, and flows in captures, if any.
fn members(progress: &Progress) -> String {
    let tell = |count: u64, what: &str| match count {
        0 => String::new(),
        count => format!(" and {count} {what}"),
    };
    let flows = progress.flows.load(Ordering::Relaxed);
    tell(progress.members.load(Ordering::Relaxed), "in archives")
        + &tell(flows, if flows == 1 { "flow in captures" } else { "flows in captures" })
}

/// What somebody may have meant by a path that is none: `HOST:PORT`.
fn hint(path: &Path) -> String {
    let port = path.to_str().and_then(|text| text.rsplit_once(':')).map(|(_, port)| port);
    match port {
        Some(port) if port.parse::<u16>().is_ok() => {
            format!(" (an endpoint is written tls://{})", path.display())
        }
        _ => String::new(),
    }
}

/// The paths, all of which exist, without repetitions.
pub fn existing(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut kept: Vec<PathBuf> = Vec::new();
    for path in paths {
        std::fs::symlink_metadata(path)
            .with_context(|| format!("cannot scan {}{}", path.display(), hint(path)))?;
        if !kept.contains(path) {
            kept.push(path.clone());
        }
    }
    Ok(kept)
}

/// The instant that counts as now: midnight UTC of `--at`, else the clock (or `SOURCE_DATE_EPOCH`).
pub fn now(at: Option<Date>) -> anyhow::Result<Timestamp> {
    if let Some(date) = at {
        let zoned = date.to_zoned(jiff::tz::TimeZone::UTC);
        let zoned = zoned.map_err(|_| {
            anyhow::anyhow!(
                "--at {date} is too far away: the last day that can count as today is 9999-12-30"
            )
        })?;
        return Ok(zoned.timestamp());
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let seconds =
                seconds.parse().context("SOURCE_DATE_EPOCH is not a number of seconds")?;
            Ok(Timestamp::from_second(seconds)?)
        }
        Err(_) => Ok(Timestamp::from_second(Timestamp::now().as_second())?),
    }
}

/// Day of an instant, in UTC.
pub fn day(now: Timestamp) -> Date {
    now.to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn format_of(path: &std::path::Path) -> InventoryFormat {
    let name = path.to_string_lossy();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => InventoryFormat::Csv,
        Some("json") if !name.ends_with(".cdx.json") => InventoryFormat::Json,
        _ => InventoryFormat::Cyclonedx,
    }
}

/// Writes the inventory in `format`.
pub fn export(
    output: Option<&std::path::Path>,
    format: InventoryFormat,
    inventory: &Inventory,
    scope: &Scope,
    spec: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    write_with(output, |out| match format {
        InventoryFormat::Cyclonedx => {
            let version = if spec == "1.7" { SpecVersion::V1_7 } else { SpecVersion::V1_6 };
            let options = Options { version, timestamp: Some(now), serial: Serial::FromContent };
            Ok(cyclonedx::write(out, inventory, scope, &options)?)
        }
        InventoryFormat::Csv => write_assets(out, inventory, scope, &|_| String::new()),
        InventoryFormat::Json => Ok(inventory_json::write(out, inventory, scope)?),
    })
}

/// One row an occurrence, with the system that `system` gives for its place.
pub fn write_assets(
    out: &mut dyn Write,
    inventory: &Inventory,
    scope: &Scope,
    system: &dyn Fn(&Location) -> String,
) -> anyhow::Result<()> {
    let exposure = |asset: &Asset| y2q::assess::worst_exposure(asset).map_or("", Exposure::word);
    Ok(assets_csv::write(out, inventory, scope, &Answers { exposure: &exposure, system })?)
}

fn summary(
    out: &mut dyn Write,
    inventory: &Inventory,
    scanned: &Scanned,
    command: &ScanCommand,
) -> anyhow::Result<()> {
    scanned.lines.write(out)?;
    let counts = inventory.counts(&scanned.scope)?;
    for (kind, count) in &counts.assets {
        writeln!(out, "{count:>9}  {kind}")?;
    }
    writeln!(out, "{:>9}  occurrences in {}", counts.occurrences, scanned.places())?;
    let unknowns = counts.all_unknowns();
    if unknowns > 0 {
        let reasons =
            counts.unknowns.iter().map(|(reason, count)| format!("{count} {}", reason.word()));
        let reasons = reasons.collect::<Vec<_>>().join(", ");
        writeln!(out, "{unknowns:>9}  unknowns, so the scan is incomplete: {reasons}")?;
    }
    let db = command.db.display();
    writeln!(
        out,
        "\nThe inventory is {db}. Next: y2q plan --db {db}, or y2q report --db {db} -o report.html"
    )?;
    Ok(())
}
