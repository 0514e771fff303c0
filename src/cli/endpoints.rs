//! `y2q scan tls://…`: from the arguments to an engine, and from its answers to the inventory.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use y2q::detect::DETECTORS;
use y2q::inventory::{Inventory, Looks, ScanEnd, ScanStart, Scope};
use y2q::model::Timestamp;
use y2q::report::plain::{counted, thousands};
use y2q::scan::endpoints::{self, Asking};
use y2q::scan::{Examiner, Progress, Report};
use y2q::source::endpoint::{
    Allowed, Engine, Limits, Network, PROBES, Patience, Proxy, Rates, Tally, Targets,
};

use super::endpoint_arguments::EndpointArguments;
use super::endpoint_lines::EndpointLines;
use super::progress;
use super::scan::Scanned;

/// Targets that a dry run shows.
const SHOWN: usize = 20;

/// Divides what was named into paths and endpoints.
pub fn divide(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let is_url = |path: &&PathBuf| path.to_str().is_some_and(|text| text.contains("://"));
    let (urls, paths): (Vec<_>, Vec<_>) = named.iter().partition(is_url);
    let urls = urls.into_iter().filter_map(|url| url.to_str().map(str::to_owned));
    (paths.into_iter().cloned().collect(), urls.collect())
}

/// What to ask and how, checked before anything is done.
pub struct Asked<'a> {
    arguments: &'a EndpointArguments,
    targets: Targets,
    engine: Engine,
}

/// What the arguments ask for; `None` where they name no endpoint.
pub fn prepared<'a>(
    urls: &[String],
    arguments: &'a EndpointArguments,
) -> anyhow::Result<Option<Asked<'a>>> {
    let targets = targets(urls, arguments)?;
    if targets.count() == 0 {
        return Ok(None);
    }
    let engine = engine(arguments, allowed(arguments)?)?;
    all_allowed(&targets, &engine.allowed, arguments)?;
    Ok(Some(Asked { arguments, targets, engine }))
}

/// The endpoints that are named in any way.
fn targets(urls: &[String], arguments: &EndpointArguments) -> anyhow::Result<Targets> {
    let mut targets = Targets::default();
    targets.server_name(arguments.server_name.clone());
    for url in urls {
        targets.add(url)?;
    }
    for file in &arguments.targets {
        add_list(file, &mut targets)?;
    }
    for block in &arguments.cidr {
        targets.add_block(block, &arguments.ports)?;
    }
    Ok(targets)
}

/// Adds the endpoints of a file, line by line: a million of them are held once.
fn add_list(file: &Path, targets: &mut Targets) -> anyhow::Result<()> {
    let cannot = || format!("cannot read the targets in {}", file.display());
    let lines = BufReader::new(fs::File::open(file).with_context(cannot)?).split(b'\n');
    for (at, line) in lines.enumerate() {
        let line = line.with_context(cannot)?;
        let wrong = |what: &str| anyhow::anyhow!("{} line {}: {what}", file.display(), at + 1);
        let text = str::from_utf8(&line).map_err(|_| wrong("this is no text (UTF-8)"))?;
        targets.add_line(text).map_err(|error| wrong(&error.to_string()))?;
    }
    Ok(())
}

/// How they are asked.
fn engine(arguments: &EndpointArguments, allowed: Allowed) -> anyhow::Result<Engine> {
    let rates = Rates {
        total: arguments.rate.unwrap_or(500.0),
        host: arguments.rate_per_host.unwrap_or(20.0),
        subnet: arguments.rate_per_subnet.unwrap_or(100.0),
    };
    let is_set = arguments.rate.is_some()
        || arguments.rate_per_host.is_some()
        || arguments.rate_per_subnet.is_some();
    let limits = if is_set { Limits::new(rates) } else { Limits::sparing_this_machine(rates) };
    let connect = seconds(arguments.connect_timeout, "--connect-timeout")?;
    let read = seconds(arguments.read_timeout, "--read-timeout")?;
    Ok(Engine {
        probes: PROBES.to_vec(),
        concurrency: arguments.concurrency.clamp(1, 10_000),
        patience: Patience { connect, read, exchange: read * 4 },
        retries: arguments.retries,
        limits,
        network: Network {
            proxy: arguments.proxy.as_deref().map(proxy).transpose()?,
            interface: arguments.interface.clone(),
            source: arguments.source,
        },
        allowed,
        identification: arguments.identify.clone(),
        seed: arguments.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish()),
    })
}

fn seconds(value: f64, name: &str) -> anyhow::Result<Duration> {
    Duration::try_from_secs_f64(value)
        .ok()
        .filter(|time| !time.is_zero())
        .with_context(|| format!("{name} takes a number of seconds above 0"))
}

fn proxy(url: &str) -> anyhow::Result<Proxy> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let address = |rest: &str| -> anyhow::Result<SocketAddr> {
        let rest = rest.trim_end_matches('/');
        let mut found =
            rest.to_socket_addrs().with_context(|| format!("{rest} is no HOST:PORT of a proxy"))?;
        found.next().with_context(|| format!("{rest} has no address"))
    };
    match scheme {
        "socks5" | "socks5h" => Ok(Proxy::Socks5(address(rest)?)),
        "http" => Ok(Proxy::Http(address(rest)?)),
        _ => bail!("--proxy takes socks5://HOST:PORT or http://HOST:PORT"),
    }
}

fn allowed(arguments: &EndpointArguments) -> anyhow::Result<Allowed> {
    let Some(file) = &arguments.allow else { return Ok(Allowed::default()) };
    let text = fs::read_to_string(file)
        .with_context(|| format!("cannot read the allowed targets in {}", file.display()))?;
    Allowed::parse(&text).map_err(|(line, entry)| {
        anyhow::anyhow!(
            "{} line {line}: {entry} is no address, block of addresses, host name or *.name",
            file.display()
        )
    })
}

/// Refuses before anything is sent what no list allows.
fn all_allowed(
    targets: &Targets,
    allowed: &Allowed,
    arguments: &EndpointArguments,
) -> anyhow::Result<()> {
    let refused = targets.not_allowed(allowed);
    let Some(first) = refused.first() else { return Ok(()) };
    let more = match refused.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    match &arguments.allow {
        None => bail!(
            "{first}{more} is not this machine: write what you are permitted to ask into a file, one address, block or \
             host name a line, and name it with --allow FILE"
        ),
        Some(file) => bail!(
            "{first}{more} is not in {}: nothing was contacted; add what you are permitted to ask, or leave it out",
            file.display()
        ),
    }
}

/// Asks all targets and keeps what they said.
pub fn ask(
    inventory: &mut Inventory,
    asked: &Asked<'_>,
    is_fresh: bool,
    now: Timestamp,
    quiet: bool,
) -> anyhow::Result<Scanned> {
    let Asked { arguments, targets, engine } = asked;
    if let Some(folder) = &arguments.save_transcripts {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let scope = Scope { roots: targets.schemes().into_iter().map(endpoints::root).collect() };
    let looks = if is_fresh { Looks::default() } else { inventory.looks(&scope.roots)? };
    let examiner = Examiner::new(DETECTORS);
    let asking = Asking {
        engine,
        targets,
        examiner: &examiner,
        save: arguments.save_transcripts.clone(),
        looks: &looks,
        recipe: recipe(arguments),
    };
    let progress = Arc::new(Progress::default());
    progress::stop_on_interrupt(&progress)?;
    let tally = Tally::default();
    let started = Instant::now();
    let mut lines = EndpointLines::default();
    // No roots: what other scans know of other endpoints stands.
    let mut writer = inventory.begin(&ScanStart { roots: Vec::new(), started: now })?;
    let end = progress::asking(quiet, targets.count(), &tally, || {
        endpoints::ask(&asking, &progress, &tally, |report| match report {
            Report::Record(record) => {
                lines.take(record);
                writer.add(record)?;
                writer.replaced(&record.location)
            }
            Report::Looked(look) => writer.looked(look),
            Report::Unchanged(location) => writer.unchanged(location),
            Report::Touched { location, stamp } => writer.touched(location, *stamp),
        })
    })?;
    if end == ScanEnd::Finished {
        for root in &scope.roots {
            writer.forget_looks_below(root)?;
        }
    }
    writer.finish(end, now)?;
    if !quiet {
        told(&tally, started, end, engine.seed);
    }
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    if end == ScanEnd::Finished && count(&tally.answered) + count(&tally.skipped) == 0 {
        let whom = match targets.count() {
            1 => "the endpoint said nothing".to_owned(),
            count => format!("none of {} endpoints said anything", thousands(count)),
        };
        bail!("{whom}: nothing is known of what is there, which the inventory records");
    }
    Ok(Scanned { scope, end, files: 0, endpoints: count(&tally.answered), lines })
}

/// What findings depend on besides the endpoint.
fn recipe(arguments: &EndpointArguments) -> u64 {
    // SipHash with fixed keys: the number must be the same in another run.
    #[allow(deprecated, reason = "the only hasher of std that is the same in every run")]
    let mut hasher = std::hash::SipHasher::new();
    let about = format!("{} {:?}", env!("CARGO_PKG_VERSION"), arguments.server_name);
    hasher.write(about.as_bytes());
    hasher.finish()
}

/// Says who would be asked.
pub fn dry_run(out: &mut dyn Write, asked: &Asked<'_>) -> anyhow::Result<()> {
    let Asked { targets, engine, .. } = asked;
    writeln!(
        out,
        "{} would be asked; nothing was contacted. The first in this order:",
        counted(targets.count(), "endpoint", "endpoints")
    )?;
    for target in targets.shuffled(engine.seed).take(SHOWN) {
        let location = endpoints::location(&target.endpoint);
        let name =
            target.endpoint.server_name.filter(|name| !location.path.starts_with(name.as_str()));
        let name = name.map(|name| format!(" as {name}")).unwrap_or_default();
        writeln!(out, "  {}{name}", location.joined())?;
    }
    writeln!(out, "Order of --seed {}, {} at a time.", engine.seed, engine.concurrency)?;
    Ok(())
}

fn told(tally: &Tally, started: Instant, end: ScanEnd, seed: u64) {
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let mut line = format!(
        "asked {}, {} answered, {} in {:.1} s (--seed {seed})",
        counted(count(&tally.asked), "endpoint", "endpoints"),
        thousands(count(&tally.answered)),
        counted(count(&tally.connections), "connection", "connections"),
        started.elapsed().as_secs_f64(),
    );
    for (counter, what) in [
        (&tally.skipped, "asked before the interruption"),
        (&tally.forbidden, "not allowed and not asked"),
    ] {
        if count(counter) > 0 {
            line.push_str(&format!("; {} {what}", count(counter)));
        }
    }
    if end == ScanEnd::Interrupted {
        line.push_str("; interrupted: the same command goes on from here");
    }
    anstream::eprintln!("{line}");
}
