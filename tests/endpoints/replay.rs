//! Transcripts of real servers (OpenSSL 3.5 and nginx 1.26) against what `openssl s_client` says of the same servers:
//! `inventories/fixtures/tls-endpoints`.

use std::collections::BTreeMap;
use std::fs;

use y2q::detect::DETECTORS;
use y2q::model::{Asset, Evidence, OfferRole};
use y2q::scan::examine;

const FOLDER: &str = "inventories/fixtures/tls-endpoints";

fn record(port: &str) -> y2q::inventory::Record {
    named(&format!("tls_127.0.0.1_{port}"))
}

fn named(stem: &str) -> y2q::inventory::Record {
    let name = format!("{stem}.transcript.json");
    let bytes = fs::read(format!("{FOLDER}/{name}")).unwrap();
    let sink = examine(DETECTORS, &name, &bytes);
    let location = y2q::inventory::Location { root: FOLDER.into(), path: name };
    let digest = None;
    y2q::inventory::Record { location, digest, findings: sink.findings, unknowns: sink.unknowns }
}

/// Lines of `s_client.txt`: name of the transcript, then `name: value;` as s_client prints them.
fn oracle() -> BTreeMap<String, String> {
    let text = fs::read_to_string(format!("{FOLDER}/s_client.txt")).unwrap();
    let line =
        |line: &str| line.split_once(' ').map(|(port, rest)| (port.to_owned(), rest.to_owned()));
    text.lines().filter_map(line).collect()
}

#[test]
fn what_openssl_negotiates_is_among_what_was_seen() {
    let mut count = 0;
    for (port, said) in oracle() {
        let record = named(&port);
        assert_eq!(record.unknowns, []);
        let seen = super::protocol(&record);
        let field = |name: &str| {
            let after = said.split_once(name)?.1;
            Some(after.split(';').next().unwrap_or_default().trim().to_owned())
        };
        let suite = field("Cipher is").unwrap();
        let suite = y2q::registry::tls_cipher_suite_by_name(&suite).unwrap().name;
        assert!(super::suites(seen).contains(&suite), "{port}: {suite}");
        if let Some(group) = field("Negotiated TLS1.3 group:") {
            assert!(
                super::offers(seen, OfferRole::KeyExchange).contains(&group.as_str()),
                "{port}"
            );
        }
        if let Some(scheme) = field("Peer signature type:") {
            assert!(super::offers(seen, OfferRole::Signature).contains(&scheme.as_str()), "{port}");
        }
        let version = field("Protocol:").unwrap().replace("TLSv", "");
        assert!(seen.version.as_ref().unwrap().contains(&version), "{port}");
        let key = field("a:PKEY:").unwrap();
        let key = key.split([',', ' ']).next().unwrap();
        let keys = super::certificates(&record);
        assert!(keys.iter().any(|c| c.key_algorithm.name.starts_with(key)), "{port}: {key}");
        count += 1;
    }
    assert_eq!(count, 9);
}

#[test]
fn a_server_is_one_asset_with_its_certificates_negotiated() {
    let record = record("15011");
    let seen = super::protocol(&record);
    assert_eq!(seen.name, "TLS server");
    assert_eq!(seen.version.as_deref(), Some("1.3"));
    assert_eq!(super::offers(seen, OfferRole::KeyExchange), ["X25519MLKEM768"]);
    // One certificate of each kind; the server proves the one with RSA in three ways.
    let schemes = ["rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512", "mldsa65"];
    assert_eq!(super::offers(seen, OfferRole::Signature), schemes);
    let keys = super::certificates(&record).into_iter().map(|c| c.key_algorithm.name.clone());
    assert_eq!(keys.collect::<Vec<_>>(), ["RSA-2048", "ML-DSA-65"]);
    assert!(record.findings.iter().all(|f| f.occurrence.evidence == Evidence::Negotiated));
    for (name, value) in [
        ("TLS 1.3", "offered"),
        ("TLS 1.2", "not offered"),
        ("SSL 2.0", "not offered"),
        ("key exchange", "hybrid"),
        ("authentication", "pq"),
        ("authentication, without quantum resistance", "accepted too"),
        ("application protocol", "http/1.1"),
    ] {
        assert_eq!(super::property(seen, name), value, "{name}");
    }
}

#[test]
fn the_certificate_of_a_server_is_the_asset_that_it_is_in_a_file() {
    for (port, file) in [("15007", "rsa1024.crt"), ("15003", "p256.crt")] {
        let bytes = fs::read(format!("{FOLDER}/{file}")).unwrap();
        let in_file = examine(DETECTORS, file, &bytes);
        let id = in_file.findings.iter().find(|f| matches!(f.asset, Asset::Certificate(_)));
        let id = id.unwrap().asset.id();
        assert!(record(port).findings.iter().any(|finding| finding.asset.id() == id), "{port}");
    }
}

#[test]
fn parameters_and_key_transport_before_tls_13_are_named() {
    let dhe = record("15008");
    assert_eq!(super::offers(super::protocol(&dhe), OfferRole::KeyExchange), ["modp2048"]);
    let transport = record("15007");
    let seen = super::protocol(&transport);
    assert_eq!(seen.version.as_deref(), Some("1.0, 1.1, 1.2"));
    assert_eq!(super::offers(seen, OfferRole::KeyExchange), ["RSA"]);
    assert_eq!(super::suites(seen), ["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    assert_eq!(super::property(seen, "fallback to a lower version"), "refused");
    assert_eq!(super::property(seen, "key exchange"), "classical only");
}

#[test]
fn services_that_turn_to_tls_are_read_from_where_they_do() {
    // What stands in the clear before it, and for MySQL nothing at all after the request, is not TLS.
    for (stem, name, version, groups) in [
        ("smtp_127.0.0.1_16025", "TLS server (SMTP)", "1.2", ["secp256r1", "x25519"].as_slice()),
        ("ldap_127.0.0.1_16389", "TLS server (LDAP)", "1.3", &["secp384r1", "secp256r1"]),
    ] {
        let record = named(stem);
        let seen = super::protocol(&record);
        assert_eq!((seen.name.as_str(), seen.version.as_deref()), (name, Some(version)));
        assert_eq!(super::offers(seen, OfferRole::KeyExchange), groups);
    }
    let record = named("mysql_127.0.0.1_16306");
    let seen = super::protocol(&record);
    assert_eq!(super::suites(seen), ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]);
}

#[test]
fn a_transcript_without_answers_is_an_unknown_and_no_pass() {
    let bytes = fs::read(format!("{FOLDER}/tls_127.0.0.1_15003.transcript.json")).unwrap();
    let mut transcript = y2q::wire::transcript::Transcript::read(&bytes).unwrap();
    transcript.exchanges.truncate(1);
    transcript.exchanges[0].messages.clear();
    transcript.exchanges[0].end = y2q::wire::transcript::End::Refused;
    let sink = examine(DETECTORS, "x", &transcript.to_bytes());
    assert!(sink.findings.is_empty());
    assert_eq!(sink.unknowns.len(), 1);
    assert!(sink.unknowns[0].detail.starts_with("nobody listens"), "{:?}", sink.unknowns);
}

#[test]
fn an_answer_that_is_missing_makes_its_property_unknown() {
    let bytes = fs::read(format!("{FOLDER}/tls_127.0.0.1_15002.transcript.json")).unwrap();
    let mut transcript = y2q::wire::transcript::Transcript::read(&bytes).unwrap();
    // The server goes silent while it is asked for groups: a hybrid may be among those it did not tell.
    for exchange in &mut transcript.exchanges {
        if exchange.purpose == "tls groups TLS 1.3" {
            exchange.messages.retain(|m| m.from == y2q::wire::transcript::Side::Client);
            exchange.end = y2q::wire::transcript::End::TimedOut;
        }
    }
    let sink = examine(DETECTORS, "x", &transcript.to_bytes());
    let protocol = sink.findings.iter().find_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) => Some(protocol),
        _ => None,
    });
    let value = super::property(protocol.unwrap(), "key exchange");
    assert!(value.starts_with("unknown: "), "{value}");
    assert!(sink.unknowns.iter().any(|unknown| unknown.detail.starts_with("groups of TLS 1.3")));
}

#[test]
fn texts_about_transcripts_give_nothing() {
    for text in [
        "A transcript begins with {\"y2q-transcript\":1, and lists tls groups, tls suites TLS 1.3.",
        "{\"y2q-transcript\":2,\"endpoint\":{}}",
        "{\"y2q-transcript\":1,\"endpoint\":\"tls://example\"}",
    ] {
        let sink = examine(DETECTORS, "notes.md", text.as_bytes());
        assert!(
            sink.findings.is_empty() && sink.unknowns.is_empty(),
            "{text}: {:?}",
            sink.unknowns
        );
    }
}

/// A transcript that was cut off is one unknown, of the detector that would have read it.
#[test]
fn what_does_not_parse_is_said_once() {
    let bytes = fs::read(format!("{FOLDER}/tls_127.0.0.1_15002.transcript.json")).unwrap();
    let probed = String::from_utf8(bytes).unwrap();
    let captured = probed.replacen("\"origin\":\"probed\"", "\"origin\":\"captured\"", 1);
    for (whole, detector) in [(&probed, "tls-transcript"), (&captured, "captured-tls")] {
        let sink = examine(DETECTORS, "cut.transcript.json", &whole.as_bytes()[..2000]);
        assert!(sink.findings.is_empty());
        let told = sink
            .unknowns
            .iter()
            .map(|unknown| (unknown.detector.as_deref(), unknown.detail.as_str()));
        let told = told.collect::<Vec<_>>();
        assert_eq!(told, [(Some(detector), "a transcript that does not parse")]);
    }
    // Text that shows how a transcript begins is none.
    let text = format!("A transcript begins with `{}`.\n", &probed[..400]);
    let sink = examine(DETECTORS, "notes.md", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}
