use super::observed_grab::{host_key, ssh_server, tls_session};
use super::observed_ike;
use super::ssh_server::connection;
use super::tls_session::told;
use super::x509_certificate;
use super::{Detector, Input, Peek, Sink};
use crate::model::{
    Algorithm, Asset, Confidence, Evidence, Finding, Offer, OfferRole, Protocol, ProtocolKind,
};
use crate::registry;
use crate::wire::observed::{Log, MARK, Observed, Row};
use crate::wire::ssh::{Direction, Negotiated};

/// What network monitors saw.
pub const DETECTOR: Detector = Detector {
    id: "network-log",
    title: "TLS, QUIC, SSH and IKE sessions and certificates in logs of Zeek and Suricata and results of ZGrab2",
    about: "Reads what Zeek's ssl.log, ssh.log and x509.log (tab-separated or JSON), the tls, quic, ssh and ike events of \
            Suricata's eve.json and the results of ZGrab2 (JSON lines) say of sessions: version, cipher suite, group, SSH \
            methods, IKE transforms, as two peers agreed on them, one finding for equal lines of one server with their number; \
            certificates and host keys where the log holds them, else the algorithms that it names. Names that the registry \
            does not have are kept as they are. What a log does not say (the signature scheme, the group of TLS 1.3 in a \
            result of ZGrab2, the length of a key in an ike event of version 2) is not guessed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| peek.head.starts_with(MARK),
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(observed) = Observed::read(input.bytes) else { return };
    for row in &observed.rows {
        match observed.log {
            Log::ZeekSsl => of_zeek_ssl(row, sink),
            Log::ZeekSsh => of_zeek_ssh(row, sink),
            Log::ZeekX509 => of_zeek_x509(row, sink),
            Log::SuricataTls => of_suricata_tls(row, sink),
            Log::SuricataSsh => of_suricata_ssh(row, sink),
            Log::SuricataQuic => of_suricata_quic(row, sink),
            Log::SuricataIke => {
                if let Some(connection) = observed_ike::connection(&row.fields) {
                    report(row, Asset::Protocol(connection), sink);
                }
            }
            Log::Zgrab2Tls => {
                report(row, Asset::Protocol(tls_session(&row.fields, version)), sink);
                certificates(row, sink);
            }
            Log::Zgrab2Ssh => {
                let server = Asset::Protocol(ssh_server(&row.fields));
                report_as(Evidence::Configured, row, server, sink);
                if let Some(key) = host_key(&row.fields, DETECTOR.id) {
                    report(row, key, sink);
                }
            }
        }
    }
}

fn field<'r>(row: &'r Row, name: &str) -> Option<&'r str> {
    row.fields.get(name).map(String::as_str).filter(|text| !text.is_empty())
}

fn report(row: &Row, asset: Asset, sink: &mut Sink) {
    report_as(Evidence::Negotiated, row, asset, sink);
}

fn report_as(evidence: Evidence, row: &Row, asset: Asset, sink: &mut Sink) {
    let line = u32::try_from(row.line).ok();
    let lines = if row.lines == 1 { "line" } else { "lines" };
    let from = if row.client.len() > 1 {
        format!(", the first from {}", row.client)
    } else {
        String::new()
    };
    let finding = Finding::new(DETECTOR.id, asset, 0, line);
    let note = format!("{} {lines} of the log{from}", row.lines);
    sink.found(finding.evidence(evidence).confidence(Confidence::Medium).note(note));
}

/// `TLSv12`, `TLSv1.2`, `TLS 1.2`, `SSLv3`, `DTLSv12`, as this inventory has it.
fn version(word: &str) -> String {
    let plain = word.replace(['v', ' ', '.'], "");
    match plain.as_str() {
        "SSL2" | "SSL20" => "SSL 2.0".to_owned(),
        "SSL3" | "SSL30" => "SSL 3.0".to_owned(),
        "TLS1" | "TLS10" => "1.0".to_owned(),
        "TLS11" => "1.1".to_owned(),
        "TLS12" => "1.2".to_owned(),
        "TLS13" => "1.3".to_owned(),
        "DTLS10" | "DTLS1" => "DTLS 1.0".to_owned(),
        "DTLS12" => "DTLS 1.2".to_owned(),
        "DTLS13" => "DTLS 1.3".to_owned(),
        _ => word.to_owned(),
    }
}

fn of_zeek_ssl(row: &Row, sink: &mut Sink) {
    let version = field(row, "version").map(version).unwrap_or_default();
    let is_resumed = field(row, "resumed") == Some("T");
    let suite = field(row, "cipher").unwrap_or_default();
    let session = told(&version, suite, field(row, "curve"), is_resumed);
    report(row, Asset::Protocol(session), sink);
}

fn of_zeek_ssh(row: &Row, sink: &mut Sink) {
    let direction = || Direction {
        encryption: field(row, "cipher_alg"),
        mac: field(row, "mac_alg"),
        compression: field(row, "compression_alg"),
    };
    let negotiated = Negotiated {
        key_exchange: field(row, "kex_alg"),
        host_key: field(row, "host_key_alg"),
        to_server: direction(),
        to_client: direction(),
    };
    report(row, Asset::Protocol(connection(&negotiated)), sink);
}

/// The log has neither the certificate nor its key, so that what it names are algorithms.
fn of_zeek_x509(row: &Row, sink: &mut Sink) {
    let bits = field(row, "certificate.key_length").filter(|bits| *bits != "0");
    let curve = field(row, "certificate.curve").and_then(registry::curve);
    let name = field(row, "certificate.key_alg").unwrap_or_default();
    let key = match (name, bits, curve) {
        ("rsaEncryption", Some(bits), _) => registry::by_name(&format!("RSA-{bits}")),
        ("id-ecPublicKey", _, Some(curve)) => registry::by_name(&format!("EC-{curve}")),
        _ => registry::by_name(name.strip_prefix("id-").unwrap_or(name)),
    };
    let key = key.unwrap_or_else(|| Algorithm::verbatim(name, None));
    report(row, Asset::Algorithm(key), sink);
    if let Some(name) = field(row, "certificate.sig_alg") {
        let signature = registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
        report(row, Asset::Algorithm(signature), sink);
    }
}

/// The suite stands in the text behind the fingerprint JA3S: version, suite, extensions, in decimals.
fn suite_of_fingerprint(row: &Row) -> String {
    let code = field(row, "ja3s").and_then(|text| text.split(',').nth(1)?.parse::<u16>().ok());
    let suite = code.and_then(registry::tls_cipher_suite).map(|suite| suite.name.to_owned());
    suite.or_else(|| code.map(|code| format!("0x{code:04x}"))).unwrap_or_default()
}

fn of_suricata_tls(row: &Row, sink: &mut Sink) {
    let version = field(row, "version").map(version).unwrap_or_default();
    let is_resumed = field(row, "resumed") == Some("T");
    if !version.is_empty() && version != "UNDETERMINED" {
        let session = told(&version, &suite_of_fingerprint(row), None, is_resumed);
        report(row, Asset::Protocol(session), sink);
    }
    certificates(row, sink);
}

/// QUIC has no TLS but 1.3 (RFC 9001 §4.2); versions of Google's own have none, and no fingerprint of it.
fn of_suricata_quic(row: &Row, sink: &mut Sink) {
    let mut session = told("1.3", &suite_of_fingerprint(row), None, false);
    "QUIC session, TLS 1.3".clone_into(&mut session.name);
    report(row, Asset::Protocol(session), sink);
}

/// Certificates that the log holds, in base64 and parted by spaces.
fn certificates(row: &Row, sink: &mut Sink) {
    for text in field(row, "certificate").into_iter().flat_map(|chain| chain.split(' ')) {
        use base64::Engine as _;
        let Ok(der) = base64::engine::general_purpose::STANDARD.decode(text) else { continue };
        let mut found = Sink::default();
        x509_certificate::inside(DETECTOR.id, &der, 0, &mut found);
        for finding in found.findings {
            report(row, finding.asset, sink);
        }
        found.unknowns.into_iter().for_each(|unknown| sink.unknown_of(unknown));
    }
}

/// The lists behind the fingerprint HASSH: key exchange, ciphers, MACs, compression, parted by semicolons.
fn of_suricata_ssh(row: &Row, sink: &mut Sink) {
    const MOST: usize = 500;
    for side in ["client", "server"] {
        let Some(lists) = field(row, side) else { continue };
        let roles = [OfferRole::KeyExchange, OfferRole::Cipher, OfferRole::Mac];
        let mut offers = Vec::<Offer>::new();
        for (role, list) in roles.into_iter().zip(lists.split(';')) {
            let names = list
                .split(',')
                .filter(|name| !name.is_empty() && !crate::wire::ssh::is_marker(name));
            offers.extend(names.take(MOST).map(|name| Offer {
                role,
                name: name.to_owned(),
                algorithm: registry::ssh(name),
            }));
        }
        let protocol = Protocol {
            protocol: ProtocolKind::Ssh,
            name: format!("SSH {side}"),
            version: field(row, "version").map(str::to_owned),
            offers,
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        };
        report(row, Asset::Protocol(protocol), sink);
    }
}
