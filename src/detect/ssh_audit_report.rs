//! JSON reports of ssh-audit.

use serde::Deserialize;

use super::other_scanner::{MOST, SshReport, has_all};
use super::{Detector, Input, Peek, Sink};
use crate::wire::ssh::KexInit;

/// Finds what ssh-audit saw of SSH servers.
pub const DETECTOR: Detector = Detector {
    id: "ssh-audit-report",
    title: "Reports of ssh-audit (JSON)",
    about: "What `ssh-audit -j` saw of SSH servers, one or many: identification string and the lists of their offers, which make \
            the asset that asking the server makes; host keys by type, size and fingerprint in the note. Its \
            recommendations, warnings and CVEs are not taken over.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let start = peek.head.trim_ascii_start().first();
    matches!(start, Some(b'{' | b'['))
        && has_all(peek.head, &["\"banner\"", "\"kex\"", "\"fingerprints\"", "\"algorithm\""])
}

#[derive(Deserialize)]
struct Report {
    banner: Option<Banner>,
    target: String,
    kex: Vec<Named>,
    key: Vec<Named>,
    enc: Vec<Named>,
    mac: Vec<Named>,
    #[serde(default)]
    compression: Vec<String>,
    #[serde(default)]
    fingerprints: Vec<Fingerprint>,
}

#[derive(Deserialize)]
struct Banner {
    protocol: Option<String>,
    software: Option<String>,
    comments: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    algorithm: String,
    keysize: Option<u32>,
}

#[derive(Deserialize)]
struct Fingerprint {
    hash: String,
    hash_alg: String,
    hostkey: String,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let is_list = input.bytes.trim_ascii_start().first() == Some(&b'[');
    let reports = if is_list {
        serde_json::from_slice::<Vec<Report>>(input.bytes)
    } else {
        serde_json::from_slice::<Report>(input.bytes).map(|one| vec![one])
    };
    // What has other fields is another document.
    for report in reports.unwrap_or_default().into_iter().take(MOST) {
        if let Some(finding) = report.read().finding(DETECTOR.id, &report.note()) {
            sink.found(finding);
        }
    }
}

impl Report {
    fn read(&self) -> SshReport<'_> {
        let banner = self.banner.as_ref();
        let words = [
            banner.and_then(|one| one.software.as_deref()),
            banner.and_then(|one| one.comments.as_deref()),
        ];
        let compression: Vec<&str> = self.compression.iter().map(String::as_str).collect();
        SshReport {
            protocol: banner.and_then(|one| one.protocol.as_deref()),
            software: words.into_iter().flatten().collect::<Vec<_>>().join(" "),
            offer: KexInit {
                key_exchange: names_of(&self.kex),
                host_key: names_of(&self.key),
                encryption_to_server: names_of(&self.enc),
                encryption_to_client: names_of(&self.enc),
                mac_to_server: names_of(&self.mac),
                mac_to_client: names_of(&self.mac),
                compression_to_server: compression.clone(),
                compression_to_client: compression,
                ..KexInit::default()
            },
        }
    }

    fn note(&self) -> String {
        let keys = self.fingerprints.iter().filter(|one| one.hash_alg == "SHA256").map(|one| {
            let size = self.key.iter().find(|key| is_of(&key.algorithm, &one.hostkey));
            let size = size.and_then(|key| key.keysize);
            let size = size.map_or_else(String::new, |bits| format!(" {bits} bits"));
            format!("{}{size} SHA256:{}", one.hostkey, one.hash)
        });
        let keys = keys.collect::<Vec<_>>();
        let keys = if keys.is_empty() {
            String::new()
        } else {
            format!("; host keys {}", keys.join(", "))
        };
        format!("ssh-audit of {}{keys}", self.target)
    }
}

fn names_of(of: &[Named]) -> Vec<&str> {
    of.iter().map(|one| one.algorithm.as_str()).collect()
}

fn is_of(algorithm: &str, kind: &str) -> bool {
    crate::wire::ssh::key_type(algorithm) == kind
}
