//! Reports of other scanners, against the configuration of the servers that they looked at and what `openssl` and
//! `ssh-keygen` say of them (`inventories/fixtures/other-scanners/make.sh`).

use std::collections::BTreeSet;
use std::path::Path;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, OfferRole, Protocol};
use y2q::scan::examine;

use super::probing::{offered, protocol, setting};

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/other-scanners");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn look(name: &str) -> Sink {
    examine(DETECTORS, name, &fixture(name))
}

/// Lines of the oracle that begin with `what`.
fn oracle(what: &str) -> Vec<String> {
    let text = String::from_utf8(fixture("oracle.txt")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix(what));
    lines.map(|line| line.trim().to_owned()).collect()
}

/// A list of the server's own configuration.
fn configured(keyword: &str) -> Vec<String> {
    let text = String::from_utf8(fixture("sshd_config")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(keyword)).unwrap();
    line.trim().split(',').map(str::to_owned).collect()
}

fn is_configured_ssh(server: &Protocol) {
    assert_eq!(offered(server, OfferRole::KeyExchange), configured("KexAlgorithms"));
    assert_eq!(offered(server, OfferRole::Cipher), configured("Ciphers"));
    assert_eq!(offered(server, OfferRole::Mac), configured("MACs"));
    assert_eq!(
        offered(server, OfferRole::Signature),
        ["ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256"]
    );
    assert_eq!(setting(server, "key exchange"), "hybrid");
    assert_eq!(setting(server, "host keys"), "classical only");
}

fn suites(server: &Protocol) -> BTreeSet<&str> {
    server.cipher_suites.iter().map(|suite| suite.name.as_str()).collect()
}

/// What `-cipher` of the server names, and the suites of TLS 1.3 that OpenSSL has by default.
const SUITES: [&str; 5] = [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
];

fn is_configured_tls(server: &Protocol) {
    assert_eq!(suites(server), SUITES.into());
    assert_eq!(server.version.as_deref(), Some("1.0, 1.1, 1.2, 1.3"));
    for (version, suite) in ["tls1", "tls1_1", "tls1_2", "tls1_3"].iter().zip([4, 4, 3, 1]) {
        let negotiated = oracle(&format!("{version} ")).remove(0);
        let named = y2q::registry::tls_cipher_suite_by_name(&negotiated).unwrap().name;
        assert_eq!(named, SUITES[suite], "{version}");
    }
}

/// Certificates by fingerprint.
fn certificates(sink: &Sink) -> BTreeSet<String> {
    let of = |asset: &Asset| match asset {
        Asset::Certificate(certificate) => Some(certificate.fingerprint.clone()),
        _ => None,
    };
    sink.findings.iter().filter_map(|finding| of(&finding.asset)).collect()
}

fn has_the_certificate(sink: &Sink) {
    assert_eq!(certificates(sink), oracle("certificate ").into_iter().collect());
}

#[test]
fn ssh_audit() {
    let sink = look("ssh-audit.json");
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    is_configured_ssh(&protocol(&sink, "SSH server"));
    let note = &sink.findings[0].occurrence.note;
    assert!(note.contains("ssh-audit of 127.0.0.1:15622"), "{note}");
    for line in oracle("host key ") {
        let mut words = line.split(' ');
        let (_, fingerprint) = (words.next(), words.next().unwrap());
        assert!(note.contains(fingerprint), "{note}");
    }
    assert!(note.contains("ssh-rsa 3072 bits"), "{note}");
}

#[test]
fn nmap() {
    let sink = look("nmap.xml");
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    is_configured_ssh(&protocol(&sink, "SSH server"));
    is_configured_tls(&protocol(&sink, "TLS server"));
    has_the_certificate(&sink);
    let fingerprints = sink.findings.iter().filter_map(|finding| match &finding.asset {
        Asset::RelatedCryptoMaterial(key) => {
            key.details.iter().find(|(what, _)| what == "ssh_fingerprint")
        }
        _ => None,
    });
    let fingerprints = fingerprints.map(|(_, it)| it.as_str()).collect::<BTreeSet<_>>();
    let lines = oracle("host key ");
    // Nmap 7.93 has no signatures of RSA keys but with SHA-1, which this server does not make.
    let seen = lines.iter().filter(|line| line.ends_with("(ED25519)"));
    assert_eq!(fingerprints, seen.map(|line| line.split(' ').nth(1).unwrap()).collect());
}

#[test]
fn testssl() {
    for name in ["testssl.json", "testssl-flat.json"] {
        let sink = look(name);
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
        let server = protocol(&sink, "TLS server");
        is_configured_tls(&server);
        let groups = offered(&server, OfferRole::KeyExchange);
        assert!(groups.contains(&"prime256v1") && groups.contains(&"X25519"), "{groups:?}");
        assert_eq!(setting(&server, "hybrid groups"), "not tested");
    }
    has_the_certificate(&look("testssl.json"));
}

#[test]
fn sslyze() {
    let sink = look("sslyze.json");
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let server = protocol(&sink, "TLS server");
    is_configured_tls(&server);
    let groups = offered(&server, OfferRole::KeyExchange);
    assert!(groups.contains(&"secp256r1") && groups.contains(&"X25519"), "{groups:?}");
    has_the_certificate(&sink);
}

/// Key exchanges of every server, with its note and what is said of those that a quantum computer breaks.
fn exchanges(sink: &Sink) -> Vec<String> {
    let told = sink.findings.iter().map(|finding| {
        let Asset::Protocol(server) = &finding.asset else { panic!("{finding:?}") };
        let mut words = vec![finding.occurrence.note.clone(), server.name.clone()];
        words.extend(server.offers.iter().map(|offer| offer.algorithm.name.clone()));
        words.push(setting(server, "key exchange").to_owned());
        let weaker = "key exchange, without quantum resistance";
        words.extend(
            server.settings.iter().find(|(what, _)| what == weaker).map(|(_, it)| it.clone()),
        );
        words.join(" | ")
    });
    told.collect()
}

#[test]
fn pqcscan() {
    let sink = look("pqcscan.json");
    let expected = [
        "pqcscan of 198.51.100.21:443 | TLS server | X25519MLKEM768 | SecP256r1MLKEM768 | hybrid | not tested",
        "pqcscan of 198.51.100.22:443 | TLS server | ML-KEM-1024 | pq",
        "pqcscan of 198.51.100.23:443 | TLS server | X25519 | ECDH-P-256 | classical only",
    ];
    assert_eq!(exchanges(&sink), expected);
    let details = sink.unknowns.iter().map(|unknown| unknown.detail.as_str());
    let expected = [
        "pqcscan of 198.51.100.24:443: pqcscan saw it accept nothing; ask the server with y2q scan",
        "pqcscan of 198.51.100.25:443: pqcscan did not reach it; ask the server with y2q scan",
    ];
    assert_eq!(details.collect::<Vec<_>>(), expected);
    let sink = look("pqcscan-report.json");
    let expected = [
        "pqcscan of 198.51.100.21:443 | TLS server | X25519MLKEM768 | SecP256r1MLKEM768 | hybrid | not tested",
        "pqcscan of 198.51.100.26:22 | SSH server | mlkem768x25519-sha256 | curve25519-sha256 | hybrid | accepted too",
        "pqcscan of 198.51.100.27:22 | SSH server | diffie-hellman-group14-sha1 | classical only",
    ];
    assert_eq!(exchanges(&sink), expected);
}

#[test]
fn what_could_not_be_asked_is_unknown() {
    let report = br#"{"invalid_server_strings":[],"server_scan_results":[{"server_location":{"hostname":"a.invalid","port":443},
        "connectivity_status":"ERROR","scan_status":"ERROR_NO_CONNECTIVITY","scan_result":null}]}"#;
    let sink = examine(DETECTORS, "report.json", report);
    assert_eq!(sink.unknowns.len(), 1);
    assert!(sink.findings.is_empty());
}

#[test]
fn documents_about_these_tools_are_nothing() {
    for (name, text) in [
        (
            "README.md",
            "Run `ssh-audit -j host`: the JSON has \"banner\", \"kex\", \"fingerprints\" and \"algorithm\" members.",
        ),
        (
            "notes.json",
            r#"{"banner": "hello", "kex": true, "fingerprints": 3, "algorithm": "none"}"#,
        ),
        (
            "notes.txt",
            "sslyze writes \"server_scan_results\" with \"server_location\"; testssl.sh \"Invocation\" and \"scanResult\".",
        ),
        ("other.json", r#"[{"fqdn/ip": 1, "severity": "LOW", "finding": []}]"#),
        (
            "pqcscan.md",
            "pqcscan writes \"results\" with a \"targetspec\" and \"pqc_supported\" each.",
        ),
        ("pqcscan.json", r#"{"results": [{"targetspec": "x", "pqc_supported": 1}]}"#),
        ("nmap.md", "The file begins with `<nmaprun scanner=...>`."),
    ] {
        let sink = examine(DETECTORS, name, text.as_bytes());
        assert!(
            sink.findings.is_empty() && sink.unknowns.is_empty(),
            "{name}: {:?}",
            sink.unknowns
        );
    }
}
