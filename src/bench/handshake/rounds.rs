use std::net::TcpListener;

use rustls::crypto::{SupportedKxGroup, aws_lc_rs};

use super::certificates::{Chain, NAMES, chain};
use super::loopback::listener;
use super::memory::{Ends, Sample};
use super::request::{Carrier, Request};
use super::wire::Flights;
use crate::bench::report::{Handshake, Omission, Time};
use crate::bench::statistics::{Figure, Samples};

/// Library and version, as `Cargo.lock` has them.
const BACKEND: &str = "rustls 0.23 + aws-lc-rs 1";

struct Pair {
    group: String,
    chain: &'static str,
    carrier: Carrier,
    ends: Ends,
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
            (Carrier::Memory, _) => self.ends.shake(),
            (Carrier::Loopback, Some(listener)) => self.ends.shake_over_loopback(listener),
            (Carrier::Loopback, None) => Err(rustls::Error::General("no port to listen on".into())),
        };
        match sample {
            Ok(sample) => {
                self.flights.clone_from(&sample.flights);
                Some(sample)
            }
            Err(error) => {
                self.failed = Some(error.to_string());
                None
            }
        }
    }
}

pub(super) fn measure(
    request: &Request,
    progress: &mut dyn FnMut(u32, u32),
) -> (Vec<Handshake>, Vec<Omission>) {
    let mut omitted = unknown(request);
    let mut pairs = pairs(request, &mut omitted);
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
        pair.failed.clone().map(|reason| omission(subject(&pair.group, pair.chain), reason))
    });
    omitted.extend(failures);
    pairs.retain(|pair| pair.failed.is_none());
    let rows = rows(&pairs, &mut omitted);
    (rows, omitted)
}

fn pairs(request: &Request, omitted: &mut Vec<Omission>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for name in NAMES
        .into_iter()
        .filter(|name| wanted(&request.chains, name) || *name == Request::BASELINE.1)
    {
        let made = match chain(name) {
            Ok(made) => made,
            Err(error) => {
                omitted.push(omission(format!("chain of {name}"), error.to_string()));
                continue;
            }
        };
        for &group in aws_lc_rs::ALL_KX_GROUPS {
            let title = title(group);
            // The baseline is measured in every run, asked for or not: all else is a ratio to it.
            let asked = wanted(&request.groups, &title) && wanted(&request.chains, name);
            if !asked && (title.as_str(), name) != Request::BASELINE {
                continue;
            }
            match Ends::new(group, &made) {
                Ok(ends) => {
                    let each = |carrier| pair(&title, &made, carrier, ends.clone());
                    pairs.extend(request.carriers().into_iter().map(each));
                }
                Err(error) => omitted.push(omission(subject(&title, name), error.to_string())),
            }
        }
    }
    pairs
}

fn pair(group: &str, chain: &Chain, carrier: Carrier, ends: Ends) -> Pair {
    let size = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Pair {
        group: group.to_owned(),
        chain: chain.name,
        carrier,
        ends,
        certificates: chain.sent.iter().map(|certificate| size(certificate.len())).collect(),
        client: Samples::default(),
        server: Samples::default(),
        flights: Flights::default(),
        failed: None,
    }
}

/// Groups as their registry spells them; rustls spells some in capitals.
fn title(group: &dyn SupportedKxGroup) -> String {
    match format!("{:?}", group.name()).as_str() {
        "secp256r1" => "secp256r1".to_owned(),
        "secp256r1MLKEM768" => "SecP256r1MLKEM768".to_owned(),
        other => other.to_owned(),
    }
}

fn wanted(asked: &[String], name: &str) -> bool {
    asked.is_empty() || asked.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// What is asked for and nobody has.
fn unknown(request: &Request) -> Vec<Omission> {
    let groups: Vec<String> = aws_lc_rs::ALL_KX_GROUPS.iter().map(|group| title(*group)).collect();
    let has =
        |names: &[String], word: &str| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    let chains = NAMES.map(str::to_owned);
    let group = (request.groups.iter().filter(|word| !has(&groups, word)))
        .map(|word| omission(word.clone(), "no such group here".into()));
    let chain = (request.chains.iter().filter(|word| !has(&chains, word)))
        .map(|word| omission(format!("chain of {word}"), "no such chain here".into()));
    group.chain(chain).collect()
}

fn subject(group: &str, chain: &str) -> String {
    format!("{group} with {chain}")
}

fn omission(subject: String, reason: String) -> Omission {
    Omission { subject, backend: BACKEND.to_owned(), reason }
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
            })
            .and_then(Pair::times);
        match (pair.times(), baseline) {
            (Some(own), Some(base)) => rows.push(row(pair, own, base)),
            _ => omitted.push(omission(
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
        let figure = if self.chain.starts_with("ML-DSA") { Figure::Mean } else { Figure::Median };
        Some((self.client.time(Figure::Median)?, self.server.time(figure)?))
    }
}

fn row(pair: &Pair, (client, server): (Time, Time), base: (Time, Time)) -> Handshake {
    let both = |(client, server): (Time, Time)| client.median + server.median;
    Handshake {
        backend: BACKEND.to_owned(),
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
