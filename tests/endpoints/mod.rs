//! TLS endpoints: transcripts of real servers, servers that the tests start on this machine, and servers that lie.

mod datagrams;
mod dtls13;
mod engine;
mod hostile;
mod openssl;
mod replay;
mod services;
mod testbed;

use std::collections::BTreeMap;
use std::time::Duration;

use y2q::detect::DETECTORS;
use y2q::inventory::{Looks, Record, ScanEnd};
use y2q::model::{Asset, Certificate, OfferRole, Protocol};
use y2q::scan::endpoints::{Asking, ask};
use y2q::scan::{Examiner, Progress, Report};
use y2q::source::endpoint::{Allowed, Engine, Limits, Network, PROBES, Patience, Tally, Targets};

/// An engine that is quick to give up.
pub fn engine() -> Engine {
    let patience = Patience {
        connect: Duration::from_secs(5),
        read: Duration::from_secs(5),
        exchange: Duration::from_secs(20),
    };
    Engine {
        probes: PROBES.to_vec(),
        concurrency: 8,
        patience,
        retries: 0,
        limits: Limits::default(),
        network: Network::default(),
        allowed: Allowed::default(),
        identification: "y2q-test".to_owned(),
        seed: 1,
    }
}

/// Targets by their URLs.
pub fn targets(urls: &[String]) -> Targets {
    let mut targets = Targets::default();
    for url in urls {
        targets.add(url).unwrap();
    }
    targets
}

/// What asking gives, by location.
pub fn asked(engine: &Engine, targets: &Targets) -> (BTreeMap<String, Record>, Tally) {
    let examiner = Examiner::new(DETECTORS);
    let looks = Looks::default();
    let asking =
        Asking { engine, targets, examiner: &examiner, save: None, looks: &looks, recipe: 1 };
    let (progress, tally) = (Progress::default(), Tally::default());
    let mut records = BTreeMap::new();
    let end = ask(&asking, &progress, &tally, |report| {
        if let Report::Record(record) = report {
            records.insert(record.location.joined(), record.clone());
        }
        Ok::<(), ()>(())
    });
    assert_eq!(end, Ok(ScanEnd::Finished));
    (records, tally)
}

/// The one protocol asset of a record.
pub fn protocol(record: &Record) -> &Protocol {
    let mut protocols = record.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) => Some(protocol),
        _ => None,
    });
    let first = protocols.next();
    assert!(protocols.next().is_none());
    first.unwrap_or_else(|| panic!("no protocol: {:?}", record.unknowns))
}

/// The protocol asset of that name in a record that may have several.
pub fn named<'a>(record: &'a Record, name: &str) -> &'a Protocol {
    let mut protocols = record.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) if protocol.name == name => Some(protocol),
        _ => None,
    });
    protocols.next().unwrap_or_else(|| panic!("no {name}: {record:?}"))
}

/// The certificates of a record.
pub fn certificates(record: &Record) -> Vec<&Certificate> {
    record
        .findings
        .iter()
        .filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(certificate),
            _ => None,
        })
        .collect()
}

/// A property of an endpoint; empty where it is not said.
pub fn property<'a>(protocol: &'a Protocol, name: &str) -> &'a str {
    let found = protocol.settings.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// Names of offers in their order.
pub fn offers(protocol: &Protocol, role: OfferRole) -> Vec<&str> {
    let of_role = protocol.offers.iter().filter(|offer| offer.role == role);
    of_role.map(|offer| offer.name.as_str()).collect()
}

/// Names of suites in their order.
pub fn suites(protocol: &Protocol) -> Vec<&str> {
    protocol.cipher_suites.iter().map(|suite| suite.name.as_str()).collect()
}
