use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::address::Allowed;
use super::conversation::{Carrier, Patience};
use super::dial::{Dial, Opener, Probe};
use super::held::{Held, Share};
use super::limits::Limits;
use super::network::Network;
use super::recording::Recording;
use super::targets::{Target, Targets};
use crate::wire::transcript::End;

/// Stack of a worker; probes hold their messages on the heap.
const STACK: usize = 512 << 10;
/// How long is waited for memory before it is looked at again, at first and at most: thousands may wait.
const MOMENTS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(250)];
/// Longest pause before a connection is tried again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How endpoints are asked.
pub struct Engine {
    /// How each service is asked.
    pub probes: Vec<&'static Probe>,
    /// Endpoints that are asked at the same time.
    pub concurrency: usize,
    /// How long they are waited for.
    pub patience: Patience,
    /// How often a connection that does not come to stand is tried again.
    pub retries: u32,
    /// How fast.
    pub limits: Limits,
    /// Through what.
    pub network: Network,
    /// Who may be asked beside this machine.
    pub allowed: Allowed,
    /// Who asks, for protocols that have a place for it.
    pub identification: String,
    /// Seed of the order.
    pub seed: u64,
}

/// Counters that a run keeps, readable from any thread.
#[derive(Debug, Default)]
pub struct Tally {
    /// Endpoints that were asked.
    pub asked: AtomicU64,
    /// Of those, endpoints that said something.
    pub answered: AtomicU64,
    /// Endpoints that were passed over, because they were asked before.
    pub skipped: AtomicU64,
    /// Endpoints that may not be asked.
    pub forbidden: AtomicU64,
    /// Connections that were opened or tried.
    pub connections: AtomicU64,
}

/// What became of a target.
pub enum Outcome {
    /// It was asked.
    Asked(Target, Recording),
    /// It may not be asked: no list allows it.
    Forbidden(Target),
}

impl Engine {
    /// Asks all of `targets` but those that `skip` names, and hands each recording to `take`, from many threads and in no
    /// order. Stops early when `stop` is set; endpoints that were not asked to the end are then left out.
    pub fn run(
        &self,
        targets: &Targets,
        tally: &Tally,
        stop: &AtomicBool,
        skip: &(dyn Fn(&Target) -> bool + Sync),
        take: &(dyn Fn(Outcome) + Sync),
    ) {
        let queue = Mutex::new(targets.shuffled(self.seed));
        let held = Held::default();
        let work = || {
            while !stop.load(Ordering::Relaxed) {
                let mut moments = moments();
                while !held.has_room() && !stop.load(Ordering::Relaxed) {
                    std::thread::sleep(moments.next().unwrap_or_default());
                }
                // Making a target cannot panic.
                let target = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some(target) = target else { return };
                if skip(&target) {
                    tally.skipped.fetch_add(1, Ordering::Relaxed);
                    continue;
                }
                let share = held.share();
                if let Some(outcome) = self.ask(target, tally, stop, &share) {
                    take(outcome);
                }
            }
        };
        let most = usize::try_from(targets.count()).unwrap_or(usize::MAX);
        std::thread::scope(|scope| {
            for _ in 1..self.concurrency.min(most) {
                let thread = std::thread::Builder::new().stack_size(STACK);
                // With fewer threads than wished for, the work takes longer.
                if thread.spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
    }

    /// Asks one endpoint; `None` where it was stopped.
    fn ask(
        &self,
        target: Target,
        tally: &Tally,
        stop: &AtomicBool,
        share: &Share<'_>,
    ) -> Option<Outcome> {
        let endpoint = &target.endpoint;
        let addresses = match self.addresses(&target) {
            Ok(addresses) if addresses.is_empty() => {
                tally.forbidden.fetch_add(1, Ordering::Relaxed);
                return Some(Outcome::Forbidden(target));
            }
            other => other,
        };
        let line = Line {
            engine: self,
            target: &target,
            addresses: addresses.map_err(|error| error.kind()),
            chosen: OnceLock::new(),
            tally,
            stop,
            share,
        };
        let holds = |bytes| share.set(bytes);
        let mut dial = Dial::new(endpoint.clone(), &line, self.patience, &self.identification);
        dial.tells(&holds);
        // Without a probe nothing is said, and the transcript tells so.
        if let Some(probe) = self.probes.iter().find(|probe| probe.service == endpoint.service) {
            (probe.run)(&mut dial);
        }
        let recording = dial.recording();
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        tally.asked.fetch_add(1, Ordering::Relaxed);
        tally.answered.fetch_add(u64::from(recording.is_answered()), Ordering::Relaxed);
        Some(Outcome::Asked(target, recording))
    }

    /// Where the endpoint is, as far as it may be asked there; through a relay, what it is called must be allowed.
    fn addresses(&self, target: &Target) -> io::Result<Vec<SocketAddr>> {
        let endpoint = &target.endpoint;
        let literal = endpoint.host.parse::<std::net::IpAddr>();
        if self.network.proxy.is_some()
            && literal.is_err()
            && self.allowed.permits_name(&endpoint.host)
        {
            return Ok(vec![SocketAddr::from(([0, 0, 0, 0], endpoint.port))]);
        }
        let found = (endpoint.host.as_str(), endpoint.port).to_socket_addrs()?;
        Ok(found.filter(|address| self.allowed.permits(&endpoint.host, address.ip())).collect())
    }
}

/// The way to one endpoint.
struct Line<'a> {
    engine: &'a Engine,
    target: &'a Target,
    addresses: Result<Vec<SocketAddr>, io::ErrorKind>,
    /// The address that answered first.
    chosen: OnceLock<SocketAddr>,
    tally: &'a Tally,
    stop: &'a AtomicBool,
    share: &'a Share<'a>,
}

impl Line<'_> {
    fn open_at(&self, address: SocketAddr) -> io::Result<Box<dyn Carrier>> {
        let engine = self.engine;
        let mut pause = Duration::from_millis(250);
        let mut left = engine.retries;
        loop {
            self.wait(engine.limits.reserve(address.ip(), Instant::now()))?;
            self.tally.connections.fetch_add(1, Ordering::Relaxed);
            let endpoint = &self.target.endpoint;
            let opened = engine.network.open(endpoint, address, engine.patience.connect);
            match opened {
                Err(error) if left > 0 && is_passing(&error) => {
                    left -= 1;
                    self.wait(pause)?;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                other => return other,
            }
        }
    }

    /// Sleeps in pieces, so that an end comes soon.
    fn wait(&self, time: Duration) -> io::Result<()> {
        let until = Instant::now() + time;
        loop {
            if self.is_stopped() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(Duration::from_millis(100)));
        }
    }
}

impl Opener for Line<'_> {
    fn open(&self) -> io::Result<Box<dyn Carrier>> {
        let mut moments = moments();
        while !self.share.goes_on() {
            self.wait(moments.next().unwrap_or_default())?;
        }
        if let Some(address) = self.chosen.get() {
            return self.open_at(*address);
        }
        let mut fault = io::Error::from(io::ErrorKind::HostUnreachable);
        for address in self.addresses.as_ref().map_err(|kind| *kind)? {
            match self.open_at(*address) {
                Ok(carrier) => {
                    // Nobody else sets it.
                    let _ = self.chosen.set(*address);
                    return Ok(carrier);
                }
                Err(error) => fault = error,
            }
        }
        Err(fault)
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Pauses without end, each twice as long as the one before.
fn moments() -> impl Iterator<Item = Duration> {
    let [first, longest] = MOMENTS;
    std::iter::successors(Some(first), move |before| Some((*before * 2).min(longest)))
}

/// Whether another try may have more luck: a refusal is an answer.
fn is_passing(error: &io::Error) -> bool {
    matches!(super::conversation::end_of(error), End::TimedOut | End::Reset | End::Unreachable)
        || error.raw_os_error().is_some_and(|code| code == 24 || code == 23 || code == 99)
}
