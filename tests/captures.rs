//! Packet captures against what tshark says of them.

mod frames;
mod harvest;
mod hostile;
mod logs;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use y2q::detect::DETECTORS;
use y2q::inventory::Record;
use y2q::model::{Asset, Evidence, Finding, OfferRole, Protocol};
use y2q::scan::Progress;

use crate::scanning::{collect, walk};

const FIXTURES: &str = "inventories/fixtures/captures";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

/// What a scan says of a file with these bytes, by place in it.
fn look(name: &str, bytes: &[u8]) -> BTreeMap<String, Record> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let records = collect(&walk(&[folder.path()], 1), DETECTORS, &Progress::default());
    records.into_iter().map(|(path, record)| (path.replacen(name, "", 1), record)).collect()
}

fn findings(records: &BTreeMap<String, Record>) -> Vec<&Finding> {
    records.values().flat_map(|record| &record.findings).collect()
}

/// What both sides agreed on.
fn sessions(records: &BTreeMap<String, Record>) -> Vec<(&Finding, &Protocol)> {
    let negotiated = findings(records).into_iter().filter_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) if finding.occurrence.evidence == Evidence::Negotiated => {
            Some((finding, protocol))
        }
        _ => None,
    });
    negotiated.collect()
}

/// Algorithms of a role.
fn algorithms(protocol: &Protocol, role: OfferRole) -> Vec<String> {
    let offers = protocol.offers.iter().filter(|offer| offer.role == role);
    offers.map(|offer| offer.algorithm.name.clone()).collect()
}

fn certificates(records: &BTreeMap<String, Record>) -> BTreeSet<String> {
    let certificates = findings(records).into_iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => {
            assert_eq!(finding.occurrence.evidence, Evidence::Negotiated);
            Some(certificate.subject.clone())
        }
        _ => None,
    });
    certificates.collect()
}

fn code(suite: &y2q::model::CipherSuite) -> String {
    let bytes = suite.identifiers.iter().map(|byte| byte.trim_start_matches("0x").to_lowercase());
    format!("0x{}", bytes.collect::<String>())
}

/// Every version, suite, group and size of a prime that tshark sees, and no other.
#[test]
fn sessions_are_as_tshark_has_them() {
    let mut reader = csv::Reader::from_path(Path::new(FIXTURES).join("tshark.csv")).unwrap();
    let mut expected = BTreeMap::<String, [BTreeSet<String>; 4]>::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let said = expected.entry(row["capture"].clone()).or_default();
        let first = |names: &[&str]| {
            names.iter().map(|name| row[*name].as_str()).find(|text| !text.is_empty())
        };
        let number = |text: &str| match text.strip_prefix("0x") {
            Some(hex) => u16::from_str_radix(hex, 16).unwrap(),
            None => text.parse().unwrap(),
        };
        let group = first(&["retry_group", "group", "curve", "dtls_curve"]).map(number);
        let group = group.map(|code| y2q::registry::tls_group(code).unwrap().name);
        let size = first(&["prime_bytes"]).map(|bytes| 8 * bytes.parse::<u32>().unwrap());
        said[0].extend(first(&["supported_version", "version", "dtls_version"]).map(str::to_owned));
        said[1].extend(first(&["suite", "dtls_suite"]).map(str::to_owned));
        said[2].extend(group);
        said[3].extend(size.map(|bits| format!("DH-{bits}")));
    }
    assert!(expected.len() > 10);
    for (name, [versions, suites, groups, primes]) in expected {
        let records = look(&name, &fixture(&name));
        let sessions = sessions(&records);
        let protocols = || sessions.iter().map(|(_, protocol)| *protocol);
        let word = |version: &str| match version {
            "1.0" => "0x0301",
            "1.2" => "0x0303",
            "1.3" => "0x0304",
            "DTLS 1.2" => "0xfefd",
            other => panic!("{name}: {other}"),
        };
        let seen = protocols().filter_map(|one| one.version.as_deref()).map(word);
        assert_eq!(seen.map(str::to_owned).collect::<BTreeSet<_>>(), versions, "{name}");
        let seen = protocols().flat_map(|one| one.cipher_suites.iter().map(code));
        assert_eq!(seen.collect::<BTreeSet<_>>(), suites, "{name}");
        let seen = protocols().flat_map(|one| algorithms(one, OfferRole::KeyExchange));
        let seen = seen.filter(|name| !name.starts_with("RSA")).collect::<BTreeSet<_>>();
        assert_eq!(seen, groups.union(&primes).cloned().collect(), "{name}");
        assert!(records.values().all(|record| record.unknowns.is_empty()), "{name}: {records:?}");
    }
}

#[test]
fn a_place_names_service_and_server() {
    for (name, place) in [
        ("tls13.pcap", "!tls://127.0.0.1:44301"),
        ("dtls12.pcap", "!dtls://127.0.0.1:44309"),
        ("smtp-starttls.pcap", "!smtp://127.0.0.1:44310"),
        ("quic-v2.pcap", "!quic://10.0.0.2:8443"),
    ] {
        let records = look(name, &fixture(name));
        assert_eq!(records.keys().collect::<Vec<_>>(), [place]);
    }
}

#[test]
fn certificates_are_seen_where_they_are_in_the_clear() {
    for (name, subjects) in [
        ("tls12-rsa.pcap", &["CN=rsa.example"][..]),
        ("tls12-mutual.pcap", &["CN=ec.example", "CN=rsa.example"]),
        ("tls10.pcap", &["CN=rsa.example"]),
        ("dtls12.pcap", &["CN=ec.example"]),
        ("smtp-starttls.pcap", &["CN=rsa.example"]),
        ("tls13.pcap", &[]),
        ("quic-v1.pcap", &[]),
    ] {
        let records = look(name, &fixture(name));
        let expected = subjects.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(certificates(&records), expected, "{name}");
    }
}

#[test]
fn key_transport_signatures_and_resumption_are_told_apart() {
    let records = look("a.pcap", &fixture("tls12-rsa.pcap"));
    let [(finding, session)] = sessions(&records)[..] else { panic!("{records:?}") };
    assert_eq!(session.name, "TLS 1.2 session");
    assert_eq!(algorithms(session, OfferRole::KeyExchange), ["RSAES-PKCS1-1.5"]);
    assert!(finding.occurrence.note.starts_with("1 flow of "), "{}", finding.occurrence.note);
    let records = look("a.pcap", &fixture("tls12-dhe.pcap"));
    let [(_, session)] = sessions(&records)[..] else { panic!("{records:?}") };
    assert_eq!(algorithms(session, OfferRole::Signature), ["RSA-PSS-SHA-256"]);
    // Of two sessions the second shows no key exchange and no certificate.
    let records = look("a.pcap", &fixture("tls12-resumed.pcap"));
    let mut resumed = sessions(&records).into_iter().map(|(_, session)| {
        let is_resumed = session.settings.iter().any(|(word, _)| word == "resumption");
        (is_resumed, algorithms(session, OfferRole::KeyExchange))
    });
    assert_eq!(resumed.next(), Some((false, vec!["X25519".to_owned()])));
    assert_eq!(resumed.next(), Some((true, Vec::new())));
}

#[test]
fn a_refusal_is_an_offer_without_an_answer() {
    let records = look("a.pcap", &fixture("refused.pcap"));
    let [finding] = findings(&records)[..] else { panic!("{records:?}") };
    assert_eq!(finding.occurrence.evidence, Evidence::Configured);
    assert!(finding.occurrence.note.ends_with("; refused by the server: protocol_version"));
    assert!(records.values().all(|record| record.unknowns.is_empty()));
}

/// As `ssh -vv` says; the host key is the asset that it is in a file.
#[test]
fn ssh_is_as_its_client_has_it() {
    let verbose = String::from_utf8(fixture("ssh.verbose")).unwrap();
    let word = |start: &str| {
        let line = verbose.lines().find_map(|line| line.strip_prefix(start)).unwrap();
        line.split(' ').next().unwrap().to_owned()
    };
    let records = look("a.pcap", &fixture("ssh.pcap"));
    assert_eq!(records.keys().collect::<Vec<_>>(), ["!ssh://127.0.0.1:44312"]);
    let [(finding, connection)] = sessions(&records)[..] else { panic!("{records:?}") };
    assert!(finding.occurrence.note.starts_with("1 flow of "), "{finding:?}");
    let named = |role: OfferRole| {
        let offers = connection.offers.iter().filter(|offer| offer.role == role);
        offers.map(|offer| offer.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(named(OfferRole::KeyExchange), [word("kex: algorithm: ")]);
    assert_eq!(named(OfferRole::Signature), [word("kex: host key algorithm: ")]);
    assert_eq!(named(OfferRole::Cipher), [word("kex: server->client cipher: ")]);
    let ids = |records: &BTreeMap<String, Record>| {
        let keys = findings(records).into_iter().map(|finding| &finding.asset);
        let keys = keys.filter(|asset| matches!(asset, Asset::RelatedCryptoMaterial(_)));
        keys.map(Asset::id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&records), ids(&look("ssh_host.pub", &fixture("ssh_host.pub"))));
}

/// As the responder logged it.
#[test]
fn ike_is_as_the_responder_has_it() {
    let selected = String::from_utf8(fixture("ike.selected")).unwrap();
    assert_eq!(selected.trim(), "AES_CBC_256/HMAC_SHA1_96/PRF_HMAC_SHA1/MODP_1024");
    let records = look("a.pcap", &fixture("ike.pcap"));
    assert_eq!(records.keys().collect::<Vec<_>>(), ["!ike://127.0.0.1:44501"]);
    let [(finding, connection)] = sessions(&records)[..] else { panic!("{records:?}") };
    assert!(finding.occurrence.note.starts_with("1 flow of 560 bytes"), "{finding:?}");
    assert_eq!(algorithms(connection, OfferRole::Cipher), ["AES-256-CBC"]);
    assert_eq!(algorithms(connection, OfferRole::KeyExchange), ["FFDHE-modp1024"]);
}

#[test]
fn a_capture_without_handshakes_is_silent() {
    assert!(look("plain.pcap", &fixture("plain.pcap")).is_empty());
    let text = b"A pcap file begins with D4 C3 B2 A1; {\"y2q-transcript\":1, TLS, SSH-2.0-OpenSSH";
    assert!(look("notes.pcap", text).is_empty());
}
