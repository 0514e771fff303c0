//! JSON reports of sslyze.

use serde::Deserialize;

use super::other_scanner::{MOST, TlsReport, has_all};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds what sslyze saw of TLS servers.
pub const DETECTOR: Detector = Detector {
    id: "sslyze-report",
    title: "Reports of sslyze (JSON)",
    about: "What `sslyze --json_out` saw of TLS servers: versions, accepted cipher suites, supported curves. A server that sslyze \
            could not ask is unknown. Certificates in it are found as in any other text. Its checks of vulnerabilities and \
            trust stores are not taken over, and groups that it does not know were not tested.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let start = peek.head.trim_ascii_start().first();
    start == Some(&b'{') && has_all(peek.head, &["\"server_scan_results\"", "\"server_location\""])
}

#[derive(Deserialize)]
struct Report {
    server_scan_results: Vec<Server>,
}

#[derive(Deserialize)]
struct Server {
    server_location: Location,
    scan_result: Option<ScanResult>,
}

#[derive(Deserialize)]
struct Location {
    hostname: String,
    port: u16,
}

#[derive(Deserialize)]
struct ScanResult {
    ssl_2_0_cipher_suites: Option<Attempt<Suites>>,
    ssl_3_0_cipher_suites: Option<Attempt<Suites>>,
    tls_1_0_cipher_suites: Option<Attempt<Suites>>,
    tls_1_1_cipher_suites: Option<Attempt<Suites>>,
    tls_1_2_cipher_suites: Option<Attempt<Suites>>,
    tls_1_3_cipher_suites: Option<Attempt<Suites>>,
    elliptic_curves: Option<Attempt<Curves>>,
}

#[derive(Deserialize)]
struct Attempt<T> {
    result: Option<T>,
}

#[derive(Deserialize)]
struct Suites {
    #[serde(default)]
    accepted_cipher_suites: Vec<Accepted>,
}

#[derive(Deserialize)]
struct Accepted {
    cipher_suite: Named,
}

#[derive(Deserialize)]
struct Curves {
    supported_curves: Option<Vec<Named>>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(report) = serde_json::from_slice::<Report>(input.bytes) else { return };
    for server in report.server_scan_results.into_iter().take(MOST) {
        let Location { hostname, port } = server.server_location;
        let Some(result) = server.scan_result else {
            let detail = "a server that sslyze could not ask";
            sink.unknown(DETECTOR.id, UnknownReason::Unreadable, 0, None, detail);
            continue;
        };
        let from = format!("sslyze of {hostname}:{port}");
        if let Some(finding) = result.read().finding(DETECTOR.id, &from) {
            sink.found(finding);
        }
    }
}

impl ScanResult {
    fn read(self) -> TlsReport {
        let mut report = TlsReport::default();
        for (version, attempt) in [
            ("TLSv1.3", self.tls_1_3_cipher_suites),
            ("TLSv1.2", self.tls_1_2_cipher_suites),
            ("TLSv1.1", self.tls_1_1_cipher_suites),
            ("TLSv1.0", self.tls_1_0_cipher_suites),
            ("SSLv3", self.ssl_3_0_cipher_suites),
            ("SSLv2", self.ssl_2_0_cipher_suites),
        ] {
            let Some(suites) = attempt.and_then(|attempt| attempt.result) else { continue };
            if suites.accepted_cipher_suites.is_empty() {
                continue;
            }
            report.versions.push(version.to_owned());
            let names = suites.accepted_cipher_suites.into_iter().map(|one| one.cipher_suite.name);
            report.suites.extend(names);
        }
        let curves = self.elliptic_curves.and_then(|attempt| attempt.result);
        let curves = curves.and_then(|curves| curves.supported_curves).unwrap_or_default();
        report.groups = curves.into_iter().map(|curve| curve.name).collect();
        report.facts.push(("hybrid groups", "not tested".to_owned()));
        report
    }
}
