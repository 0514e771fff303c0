use std::net::TcpListener;

use super::loopback::listener;
use super::memory::Sample;
#[cfg(feature = "bench-openssl")]
use super::openssl;
use super::request::{Carrier, Request};
use super::rustls;
use super::wire::Flights;
use crate::bench::report::{Handshake, Omission, Time};
use crate::bench::statistics::{Figure, Samples};

/// Client and server of a library that share one group and one chain.
pub(super) trait Shake {
    /// One handshake in memory: each side's turn is timed by itself.
    ///
    /// # Errors
    /// In the library's words.
    fn in_memory(&self) -> Result<Sample, String>;

    /// One handshake over a TCP connection of this machine with itself.
    ///
    /// # Errors
    /// In the library's words.
    fn over_loopback(&self, _listener: &TcpListener) -> Result<Sample, String> {
        Err("over loopback nothing is measured with this library".to_owned())
    }
}

/// What can be measured with a library.
pub(super) struct Library {
    /// Library and version.
    pub(super) name: String,
    pub(super) groups: Vec<String>,
    pub(super) chains: &'static [&'static str],
    pub(super) carriers: &'static [Carrier],
    /// Ends for a group and each of `chains` that is asked for.
    pub(super) chain: fn(&'static str) -> Result<Box<dyn Chain>, String>,
}

/// A chain of certificates with its key.
pub(super) trait Chain {
    /// DER bytes of the certificates that the server sends.
    fn certificates(&self) -> Vec<usize>;
    /// Client and server with this chain and `group`.
    ///
    /// # Errors
    /// In the library's words.
    fn ends(&self, group: &str) -> Result<std::rc::Rc<dyn Shake>, String>;
}

fn libraries() -> Vec<Library> {
    vec![
        rustls::library(),
        #[cfg(feature = "bench-openssl")]
        openssl::library(),
    ]
}

struct Pair {
    backend: String,
    group: String,
    chain: &'static str,
    carrier: Carrier,
    ends: std::rc::Rc<dyn Shake>,
    certificates: Vec<u32>,
    client: Samples,
    server: Samples,
    flights: Flights,
    failed: Option<String>,
}

impl Pair {
    /// One round: as many handshakes as are asked for, whose times are added at its end.
    fn round(&mut self, listener: Option<&TcpListener>, repeats: u32) {
        let (mut client, mut server) = (Vec::new(), Vec::new());
        for _ in 0..repeats {
            if let Some(sample) = self.shake(listener) {
                client.push(sample.client);
                server.push(sample.server);
            }
        }
        self.client.add(client, 1);
        self.server.add(server, 1);
    }

    fn shake(&mut self, listener: Option<&TcpListener>) -> Option<Sample> {
        let sample = match (self.carrier, listener) {
            (Carrier::Memory, _) => self.ends.in_memory(),
            (Carrier::Loopback, Some(listener)) => self.ends.over_loopback(listener),
            (Carrier::Loopback, None) => Err("no port to listen on".to_owned()),
        };
        match sample {
            Ok(sample) => {
                self.flights.clone_from(&sample.flights);
                Some(sample)
            }
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }
}

pub(super) fn measure(
    request: &Request,
    progress: &mut dyn FnMut(u32, u32),
) -> (Vec<Handshake>, Vec<Omission>) {
    let libraries = libraries();
    let mut omitted = unknown(&libraries, request);
    let mut pairs = Vec::new();
    for library in &libraries {
        pairs.extend(pairs_of(library, request, &mut omitted));
    }
    let listener = listener().ok();
    // One handshake of every pair beforehand: tables, caches and lazy statics are in place.
    for pair in &mut pairs {
        pair.shake(listener.as_ref());
    }
    for round in 0..request.rounds {
        for pair in pairs.iter_mut().filter(|pair| pair.failed.is_none()) {
            pair.round(listener.as_ref(), request.repeats);
        }
        progress(round + 1, request.rounds);
    }
    let failures = pairs.iter().filter_map(|pair| {
        let subject = subject(&pair.group, pair.chain);
        pair.failed.clone().map(|reason| omission(&pair.backend, subject, reason))
    });
    omitted.extend(failures);
    pairs.retain(|pair| pair.failed.is_none());
    let rows = rows(&pairs, &mut omitted);
    (rows, omitted)
}

fn pairs_of(library: &Library, request: &Request, omitted: &mut Vec<Omission>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for &name in library.chains {
        let asked = |group: &String| {
            // The baseline is measured in every run, asked for or not: all else is a ratio to it.
            (wanted(&request.groups, group) && wanted(&request.chains, name))
                || (group.as_str(), name) == Request::BASELINE
        };
        let groups: Vec<&String> = library.groups.iter().filter(|group| asked(group)).collect();
        if groups.is_empty() {
            continue;
        }
        let chain = match (library.chain)(name) {
            Ok(chain) => chain,
            Err(error) => {
                omitted.push(omission(&library.name, format!("chain of {name}"), error));
                continue;
            }
        };
        for group in groups {
            match chain.ends(group) {
                Ok(ends) => {
                    let carriers = request.carriers();
                    let both = carriers.into_iter().filter(|one| library.carriers.contains(one));
                    let certificates = chain.certificates();
                    pairs.extend(both.map(|carrier| Pair {
                        backend: library.name.clone(),
                        group: group.clone(),
                        chain: name,
                        carrier,
                        ends: std::rc::Rc::clone(&ends),
                        certificates: certificates.iter().map(|size| bytes(*size)).collect(),
                        client: Samples::default(),
                        server: Samples::default(),
                        flights: Flights::default(),
                        failed: None,
                    }));
                }
                Err(error) => omitted.push(omission(&library.name, subject(group, name), error)),
            }
        }
    }
    pairs
}

fn bytes(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn wanted(asked: &[String], name: &str) -> bool {
    asked.is_empty() || asked.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// What is asked for and no library here has.
fn unknown(libraries: &[Library], request: &Request) -> Vec<Omission> {
    let nobody = |word: &&String, has: &dyn Fn(&Library, &str) -> bool| {
        !libraries.iter().any(|library| has(library, word))
    };
    let group = |library: &Library, word: &str| {
        library.groups.iter().any(|name| name.eq_ignore_ascii_case(word))
    };
    let chain = |library: &Library, word: &str| {
        library.chains.iter().any(|name| name.eq_ignore_ascii_case(word))
    };
    let backend = libraries.first().map_or("", |library| library.name.as_str());
    let groups = (request.groups.iter().filter(|word| nobody(word, &group)))
        .map(|word| omission(backend, word.clone(), "no such group here".into()));
    let chains = (request.chains.iter().filter(|word| nobody(word, &chain)))
        .map(|word| omission(backend, format!("chain of {word}"), "no such chain here".into()));
    groups.chain(chains).collect()
}

fn subject(group: &str, chain: &str) -> String {
    format!("{group} with {chain}")
}

fn omission(backend: &str, subject: String, reason: String) -> Omission {
    Omission { subject, backend: backend.to_owned(), reason }
}

/// A pair without samples, or of a carrier whose baseline failed, has no row.
fn rows(pairs: &[Pair], omitted: &mut Vec<Omission>) -> Vec<Handshake> {
    let mut rows = Vec::new();
    for pair in pairs {
        let baseline = pairs
            .iter()
            .find(|base| {
                (base.group.as_str(), base.chain) == Request::BASELINE
                    && base.carrier == pair.carrier
                    && base.backend == pair.backend
            })
            .and_then(Pair::times);
        match (pair.times(), baseline) {
            (Some(own), Some(base)) => rows.push(row(pair, own, base)),
            _ => omitted.push(omission(
                &pair.backend,
                subject(&pair.group, pair.chain),
                "no samples, or none of the baseline".into(),
            )),
        }
    }
    rows
}

impl Pair {
    /// Times of client and server; signing of ML-DSA rejects, so that its mean counts.
    fn times(&self) -> Option<(Time, Time)> {
        let signs_with_ml_dsa = self.chain.contains("DSA-");
        let figure = if signs_with_ml_dsa { Figure::Mean } else { Figure::Median };
        Some((self.client.time(Figure::Median)?, self.server.time(figure)?))
    }
}

fn row(pair: &Pair, (client, server): (Time, Time), base: (Time, Time)) -> Handshake {
    let both = |(client, server): (Time, Time)| client.median + server.median;
    Handshake {
        backend: pair.backend.clone(),
        group: pair.group.clone(),
        chain: pair.chain.to_owned(),
        carrier: pair.carrier.word().to_owned(),
        client,
        server,
        ratio: both((client, server)) / both(base),
        flights: pair.flights.bytes.clone(),
        certificates: pair.certificates.clone(),
        records: pair.flights.records,
    }
}
