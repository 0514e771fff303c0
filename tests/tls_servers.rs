//! TLS settings of servers: against what the programs themselves say of the fixtures, and what was written by hand.

use std::path::{Path, PathBuf};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Evidence, Finding, OfferRole, Protocol, ProtocolKind};
use y2q::scan::examine;

mod nginx;
mod strings;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/tls-servers")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn look(path: &str, text: &str) -> Sink {
    examine(DETECTORS, path, text.as_bytes())
}

/// The protocols that a fixture shows, with their findings; nothing in it may stay unknown.
fn protocols(path: &str) -> Vec<(Protocol, Finding)> {
    let sink = look(path, &text(path));
    assert_eq!(sink.unknowns, [], "{path}");
    of(sink)
}

fn of(sink: Sink) -> Vec<(Protocol, Finding)> {
    let take = |finding: Finding| {
        let Asset::Protocol(protocol) = finding.asset.clone() else { panic!("{finding:?}") };
        assert_eq!(finding.occurrence.evidence, Evidence::Configured);
        assert_eq!(protocol.protocol, ProtocolKind::Tls);
        (protocol, finding)
    };
    sink.findings.into_iter().map(take).collect()
}

fn titles(found: &[(Protocol, Finding)]) -> Vec<&str> {
    found.iter().map(|(protocol, _)| protocol.name.as_str()).collect()
}

fn offers(protocol: &Protocol, role: OfferRole) -> Vec<(&str, &str)> {
    let of_role = protocol.offers.iter().filter(|offer| offer.role == role);
    of_role.map(|offer| (offer.name.as_str(), offer.algorithm.name.as_str())).collect()
}

fn suites(protocol: &Protocol) -> Vec<&str> {
    protocol.cipher_suites.iter().map(|suite| suite.name.as_str()).collect()
}

/// Code points as `1301,C02F`.
fn codes(protocol: &Protocol) -> String {
    let code = |suite: &y2q::model::CipherSuite| suite.identifiers.join("").replace("0x", "");
    protocol.cipher_suites.iter().map(code).collect::<Vec<_>>().join(",")
}

fn setting<'a>(protocol: &'a Protocol, keyword: &str) -> Vec<&'a str> {
    let of = protocol.settings.iter().filter(|(key, _)| key == keyword);
    of.map(|(_, value)| value.as_str()).collect()
}

fn nothing(path: &str, text: &str) {
    let sink = look(path, text);
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{path}: {sink:?}");
}
