//! TLS settings of servers: against what the programs themselves say of the fixtures, and what was written by hand.

use std::path::{Path, PathBuf};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Evidence, Finding, OfferRole, Protocol, ProtocolKind};
use y2q::scan::examine;

mod bind;
mod caddy;
mod files;
mod kerberos;
mod libraries;
mod nginx;
mod openvpn;
mod prosody;
mod proxies;
mod samba;
mod services;
mod strings;
mod trees;

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

/// The transcript has the suites of TLS 1.2 and before that the running server accepted on each port, asked for one by one.
fn accepted(path: &str, transcript: &str) {
    let found = protocols(path);
    assert!(!text(transcript).is_empty());
    for line in text(transcript).lines() {
        let (port, accepted) = line.split_once('\t').unwrap();
        let listens = |protocol: &Protocol| {
            protocol.name.contains(port)
                || protocol.settings.iter().any(|(key, text)| {
                    matches!(key.as_str(), "listen" | "VirtualHost" | "accept" | "listener")
                        && text.contains(port)
                })
        };
        let (protocol, _) = found
            .iter()
            .find(|(protocol, _)| listens(protocol))
            .unwrap_or_else(|| panic!("{port}"));
        // The certificate of the test is for RSA.
        let of_rsa = |suite: &&y2q::model::CipherSuite| {
            let others = ["_ECDSA_", "_DSS_", "PSK", "SRP", "TLS_AES", "TLS_CHACHA20"];
            others.iter().all(|part| !suite.name.contains(part))
        };
        let code = |suite: &y2q::model::CipherSuite| suite.identifiers.join("").replace("0x", "");
        let mut reported =
            protocol.cipher_suites.iter().filter(of_rsa).map(code).collect::<Vec<_>>();
        reported.sort();
        assert_eq!(reported.join(","), accepted, "{port}");
    }
}
