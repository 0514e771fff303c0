//! Logs of Zeek and Suricata, with what their lines say, written by hand.

use std::collections::{BTreeMap, BTreeSet};

use y2q::inventory::Record;
use y2q::model::{Asset, OfferRole};

use super::{algorithms, findings, look, sessions};

fn log(name: &str) -> Vec<u8> {
    std::fs::read(format!("inventories/fixtures/network-logs/{name}")).expect(name)
}

/// Place, line, version, suite, key exchange and note of every session.
fn told(records: &BTreeMap<String, Record>) -> Vec<String> {
    let mut told = Vec::new();
    for (place, record) in records {
        assert!(record.unknowns.is_empty(), "{record:?}");
        let one = BTreeMap::from([(place.clone(), record.clone())]);
        for (finding, session) in sessions(&one) {
            told.push(format!(
                "{place} {} {} {} {} | {}",
                finding.occurrence.line.unwrap_or(0),
                session.version.as_deref().unwrap_or_default(),
                session.cipher_suites.first().map_or("-", |suite| suite.name.as_str()),
                algorithms(session, OfferRole::KeyExchange).join("+"),
                finding.occurrence.note,
            ));
        }
    }
    told
}

const SSL: [&str; 5] = [
    "!tls://198.51.100.1:443 9 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDH-P-256 | 2 lines of the log, the first from 192.0.2.10:50001",
    "!tls://198.51.100.1:443 11 1.2 TLS_RSA_WITH_RC4_128_MD5 RSAES-PKCS1-1.5 | 1 line of the log, the first from 192.0.2.10:50003",
    "!tls://198.51.100.1:443 15 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256  | 1 line of the log, the first from 192.0.2.10:50007",
    "!tls://198.51.100.2:443 12 1.3 TLS_AES_256_GCM_SHA384 X25519MLKEM768 | 1 line of the log, the first from 192.0.2.10:50004",
    "!tls://[2001:db8::1]:443 14 1.2 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA DH | 1 line of the log, the first from 192.0.2.10:50006",
];

#[test]
fn tls_in_logs_of_zeek() {
    let mut expected = SSL.map(str::to_owned).to_vec();
    expected.sort();
    let mut seen = told(&look("ssl.log", &log("ssl.log")));
    seen.sort();
    assert_eq!(seen, expected);
    // In JSON there are no eight lines of header before.
    let seen = told(&look("ssl.log", &log("ssl.json.log")));
    let words = |line: &String| {
        let mut parts = line.splitn(3, ' ');
        (parts.next().map(str::to_owned), parts.nth(1).map(str::to_owned))
    };
    let seen = seen.iter().map(words).collect::<BTreeSet<_>>();
    assert_eq!(seen, expected.iter().map(words).collect::<BTreeSet<_>>());
}

#[test]
fn ssh_in_logs_of_zeek() {
    let records = look("ssh.log", &log("ssh.log"));
    let [(_, connection)] = sessions(&records)[..] else { panic!("{records:?}") };
    assert_eq!(connection.name, "SSH connection");
    assert_eq!(algorithms(connection, OfferRole::KeyExchange), ["curve25519-sha256"]);
    assert_eq!(algorithms(connection, OfferRole::Cipher), ["ChaCha20-Poly1305"]);
    assert_eq!(records.keys().collect::<Vec<_>>(), ["!ssh://198.51.100.3:22"]);
}

#[test]
fn certificates_in_logs_of_zeek() {
    let records = look("x509.log", &log("x509.log"));
    let names = findings(&records).into_iter().map(|finding| finding.asset.name());
    let names = names.collect::<BTreeSet<_>>();
    let expected = ["ECDSA-SHA-256", "EC-P-256", "RSA-2048", "RSA-PKCS1-1.5-SHA-1"];
    assert_eq!(names, expected.map(str::to_owned).into_iter().collect());
}

#[test]
fn events_of_suricata() {
    let records = look("eve.json", &log("eve.json"));
    assert_eq!(
        told(&records).into_iter().filter(|line| line.starts_with("!tls")).collect::<Vec<_>>(),
        [
            "!tls://198.51.100.5:443 2 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDH | 2 lines of the log, the first from 192.0.2.10:50001",
            "!tls://198.51.100.5:443 4 1.3 -  | 1 line of the log, the first from 192.0.2.10:50003",
        ]
    );
    let ssh = findings(&records).into_iter().find_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) if protocol.name == "SSH server" => Some(protocol),
        _ => None,
    });
    let names = algorithms(ssh.unwrap(), OfferRole::KeyExchange);
    assert_eq!(names.len(), 2, "{names:?}");
}

/// Offers of the one protocol at a place, by role.
fn offered(records: &BTreeMap<String, Record>, place: &str, role: OfferRole) -> Vec<String> {
    let findings = records.get(place).into_iter().flat_map(|record| &record.findings);
    let protocols = findings.filter_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) => Some(protocol),
        _ => None,
    });
    protocols.flat_map(|protocol| algorithms(protocol, role)).collect()
}

#[test]
fn quic_and_ike_in_events_of_suricata() {
    let records = look("eve.json", &log("eve.json"));
    let quic = told(&records).into_iter().filter(|line| line.starts_with("!quic"));
    let line = "!quic://198.51.100.6:443 7 1.3 TLS_AES_256_GCM_SHA384  | 1 line of the log, the first from 192.0.2.10:50005";
    assert_eq!(quic.collect::<Vec<_>>(), [line]);
    // What was refused, offered or repeated is no second connection.
    let ike = records.keys().filter(|place| place.starts_with("!ike")).collect::<Vec<_>>();
    let responders =
        ["!ike://198.51.100.6:500", "!ike://198.51.100.8:500", "!ike://198.51.100.9:500"];
    assert_eq!(ike, responders);
    let [first, second, one] = responders;
    assert_eq!(offered(&records, first, OfferRole::KeyExchange), ["FFDHE-modp1024"]);
    assert_eq!(offered(&records, first, OfferRole::Cipher), ["AES-CBC"]);
    assert_eq!(offered(&records, second, OfferRole::KeyExchange), ["ECDH-P-256"]);
    // Version 1 says how long the key is.
    assert_eq!(offered(&records, one, OfferRole::KeyExchange), ["FFDHE-modp2048"]);
    assert_eq!(offered(&records, one, OfferRole::Cipher), ["AES-256-CBC"]);
    let note = &records[one].findings[0].occurrence.note;
    assert_eq!(note, "1 line of the log, the first from 192.0.2.10:500");
}

#[test]
fn results_of_zgrab2() {
    let records = look("zgrab2.jsonl", &log("zgrab2.jsonl"));
    let mut seen = told(&records);
    seen.sort();
    let line = "1 line of the log";
    let expected = [
        format!(
            "!tls://198.51.100.11:8443 1 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDH-P-256 | {line}"
        ),
        format!("!tls://198.51.100.12 2 1.2 TLS_DHE_RSA_WITH_AES_128_CBC_SHA DH-1024 | {line}"),
        format!(
            "!tls://198.51.100.16:443 6 1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ECDH-P-256 | {line}"
        ),
        format!("!tls://[2001:db8::13]:443 3 1.3 TLS_AES_128_GCM_SHA256  | {line}"),
    ];
    assert_eq!(seen, expected);
    let names = offered(&records, "!ssh://198.51.100.14:22", OfferRole::KeyExchange);
    assert_eq!(names, ["mlkem768x25519-sha256", "curve25519-sha256"]);
    // What openssl and ssh-keygen say.
    let oracle = String::from_utf8(log("zgrab2.txt")).unwrap();
    let told = |what: &str| {
        let lines = oracle.lines().filter_map(|line| line.strip_prefix(what));
        lines.map(|line| line.to_owned()).collect::<BTreeSet<_>>()
    };
    let all = findings(&records);
    let certificates = all.iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => Some(certificate.fingerprint.clone()),
        _ => None,
    });
    assert_eq!(certificates.collect::<BTreeSet<_>>(), told("certificate "));
    let key = all.iter().find_map(|finding| match &finding.asset {
        Asset::RelatedCryptoMaterial(key) => {
            key.details.iter().find(|(what, _)| what == "ssh_fingerprint")
        }
        _ => None,
    });
    let (_, fingerprint) = key.expect("the host key");
    assert!(told("host key ").first().unwrap().contains(fingerprint.as_str()));
    // Secrets stand in the file and nowhere else.
    assert!(!format!("{records:?}").contains("NOTASECRET"));
}

#[test]
fn a_log_of_any_size_is_read_and_counted() {
    let text = String::from_utf8(log("ssl.log")).unwrap();
    let line = text.lines().nth(8).unwrap();
    let mut long = text.lines().take(8).collect::<Vec<_>>().join("\n");
    // Well beyond what a test reads whole of a file.
    for _ in 0..30_000 {
        long.push('\n');
        long.push_str(line);
    }
    long.push_str("\nnot a line of the log\n");
    let records = look("ssl.log", long.as_bytes());
    let record = &records["!tls://198.51.100.1:443"];
    assert!(record.findings[0].occurrence.note.starts_with("30000 lines of the log"));
    let unknown = &records["!lines"].unknowns[0];
    assert!(unknown.detail.starts_with("1 lines that are cut off"));
}

#[test]
fn other_logs_and_texts_about_them_are_silent() {
    let conn = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n1\tC1\n";
    let prose = "Zeek writes ssl.log: #separator \\x09 and #path\tssl; {\"event_type\":\"tls\",\"timestamp\":1}\n";
    let object = "{\"event_type\":\"purchase\",\"timestamp\":\"2026\",\"item\":\"tls\"}\n";
    let stats = "{\"timestamp\":\"2026\",\"event_type\":\"stats\",\"stats\":{\"uptime\":1}}\n";
    let grab = "{\"ip\":\"192.0.2.1\",\"data\":{\"status\":\"ok\",\"protocol\":\"tls\"}}\n";
    let about = "A line of ZGrab2 has \"ip\", \"data\", \"status\" and \"protocol\".\n";
    for text in [conn, prose, object, stats, grab, about] {
        assert!(look("x.log", text.as_bytes()).is_empty(), "{text}");
    }
}
