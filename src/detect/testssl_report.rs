//! JSON reports of testssl.sh.

use serde::Deserialize;

use super::other_scanner::{MOST, TlsReport, has_all};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds what testssl.sh saw of TLS servers.
pub const DETECTOR: Detector = Detector {
    id: "testssl-report",
    title: "Reports of testssl.sh (JSON)",
    about: "What testssl.sh saw of TLS servers, in its flat (`--jsonfile`) and its nested form (`--jsonfile-pretty`): versions, \
            cipher suites, curves and key encapsulation mechanisms. A server that it could not ask is unknown. Certificates in \
            it are found as in any other text. Severities, ratings and checks of vulnerabilities are not taken over.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    match peek.head.trim_ascii_start().first() {
        Some(b'{') => has_all(peek.head, &["\"Invocation\"", "\"scanResult\"", "\"openssl\""]),
        // The address is `ip` in some versions and `fqdn/ip` in others.
        Some(b'[') => {
            has_all(peek.head, &["ip\"", "\"severity\"", "\"finding\"", "\"port\"", "\"id\""])
        }
        _ => false,
    }
}

#[derive(Deserialize)]
struct Nested {
    #[serde(rename = "scanResult")]
    results: Vec<Target>,
}

/// Sections beyond these hold ratings.
#[derive(Deserialize)]
struct Target {
    #[serde(rename = "targetHost")]
    host: Option<String>,
    port: Option<String>,
    #[serde(default)]
    protocols: Vec<Entry>,
    #[serde(default)]
    ciphers: Vec<Entry>,
    #[serde(default, alias = "fs")]
    pfs: Vec<Entry>,
    #[serde(default, rename = "serverPreferences")]
    preferences: Vec<Entry>,
    #[serde(default, rename = "cipherTests")]
    tests: Vec<Entry>,
    /// Where a target could not be asked, the problem stands in its place.
    id: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    finding: String,
}

#[derive(Deserialize)]
struct Flat {
    id: String,
    #[serde(rename = "ip", alias = "fqdn/ip")]
    address: String,
    port: String,
    finding: String,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.trim_ascii_start().first() == Some(&b'{') {
        let Ok(nested) = serde_json::from_slice::<Nested>(input.bytes) else { return };
        for target in nested.results.into_iter().take(MOST) {
            let (Some(host), Some(port)) = (&target.host, &target.port) else {
                if target.id.is_some() {
                    unreachable_target(sink);
                }
                continue;
            };
            let place = format!("{host}:{port}");
            let entries = [
                &target.protocols,
                &target.ciphers,
                &target.pfs,
                &target.preferences,
                &target.tests,
            ];
            let entries = entries.into_iter().flatten();
            report(&place, entries.map(|one| (one.id.as_str(), one.finding.as_str())), sink);
        }
        return;
    }
    let Ok(lines) = serde_json::from_slice::<Vec<Flat>>(input.bytes) else { return };
    if lines.iter().any(|line| line.id == "scanProblem") {
        unreachable_target(sink);
    }
    let of = |line: &Flat| {
        let host = line.address.split('/').next().unwrap_or_default();
        format!("{host}:{}", line.port)
    };
    // Lines of one target stand together.
    for target in lines.chunk_by(|a, b| of(a) == of(b)).take(MOST) {
        let entries = target.iter().map(|one| (one.id.as_str(), one.finding.as_str()));
        report(&of(&target[0]), entries, sink);
    }
}

fn unreachable_target(sink: &mut Sink) {
    let detail = "a server that testssl.sh could not ask";
    sink.unknown(DETECTOR.id, UnknownReason::Unreadable, 0, None, detail);
}

/// What the entries of one target say.
fn report<'a>(place: &str, entries: impl Iterator<Item = (&'a str, &'a str)>, sink: &mut Sink) {
    let mut report = TlsReport::default();
    let mut kems = false;
    for (id, finding) in entries {
        let is_offered = finding.starts_with("offered") || finding.starts_with("supported");
        match id {
            "SSLv2" | "SSLv3" | "TLS1" | "TLS1_1" | "TLS1_2" | "TLS1_3" if is_offered => {
                report.versions.push(id.to_owned());
            }
            "PFS_ciphers" | "FS_ciphers" => report.suites.extend(words(finding)),
            "PFS_ECDHE_curves" | "FS_ECDHE_curves" => report.groups.extend(words(finding)),
            "FS_KEMs" => {
                kems = true;
                report.groups.extend(words(finding).filter(|word| word != "No"));
            }
            // `TLSv1.2   xc02f   ECDHE-RSA-AES128-GCM-SHA256   ECDH 256   AESGCM   128   TLS_ECDHE_…`
            _ if id.starts_with("cipher-tls") || id.starts_with("cipher-ssl") => {
                report.suites.extend(words(finding).last());
            }
            // `AES256-SHA at TLSv1.1 (…)`
            _ if id.starts_with("cipher_order_") => {
                let listed = finding.split(" at ").next().unwrap_or_default();
                report.suites.extend(words(listed));
            }
            _ => {}
        }
    }
    if !kems {
        report.facts.push(("hybrid groups", "not tested".to_owned()));
    }
    if let Some(finding) = report.finding(DETECTOR.id, &format!("testssl.sh of {place}")) {
        sink.found(finding);
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_ascii_whitespace().map(str::to_owned)
}
