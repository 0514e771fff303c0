//! JSON results and reports of pqcscan.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::other_scanner::{MOST, has_all, shown};
use super::quantum_property::Property;
use super::{Detector, Input, Peek, Sink};
use crate::model::{
    Algorithm, Asset, Confidence, Evidence, Finding, Offer, OfferRole, Protocol, ProtocolKind,
    UnknownReason,
};
use crate::registry;

/// Finds what pqcscan saw of TLS and SSH servers.
pub const DETECTOR: Detector = Detector {
    id: "pqcscan-report",
    title: "Results and reports of pqcscan (JSON)",
    about: "What `pqcscan tls-scan`, `pqcscan ssh-scan` and `pqcscan create-report --format json` say of servers: groups of TLS \
            that each were accepted, key exchange methods of SSH, as far as pqcscan knows their names. It asks nothing else of \
            a server, and groups without quantum resistance only when told to. A server that it could not reach, or that \
            accepted nothing, is unknown: it does not tell one without quantum-resistant groups from one that speaks \
            something else, and its `pqc_supported` is not taken over.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let start = peek.head.trim_ascii_start().first();
    let is_report = || {
        has_all(peek.head, &["\"results\""])
            || has_all(peek.head, &["\"tls_results\""])
            || has_all(peek.head, &["\"ssh_results\""])
    };
    start == Some(&b'{')
        && is_report()
        && has_all(peek.head, &["\"targetspec\"", "\"pqc_supported\""])
}

/// A result file, or the report of several.
#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    results: Vec<Value>,
    #[serde(default)]
    tls_results: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    ssh_results: BTreeMap<String, Vec<Value>>,
}

#[derive(Deserialize)]
enum Scanned {
    Tls(Answer),
    Ssh(Answer),
}

#[derive(Deserialize)]
struct Answer {
    targetspec: Target,
    error: Option<String>,
    pqc_algos: Option<Vec<String>>,
    hybrid_algos: Option<Vec<String>>,
    nonpqc_algos: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Target {
    host: String,
    port: u16,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(report) = serde_json::from_slice::<Report>(input.bytes) else { return };
    let by_host = report.tls_results.into_values().chain(report.ssh_results.into_values());
    let all = report.results.into_iter().chain(by_host.flatten());
    // What has other fields is another document.
    for one in all.take(MOST).filter_map(|one| serde_json::from_value(one).ok()) {
        match one {
            Scanned::Tls(answer) => answer.report(ProtocolKind::Tls, sink),
            Scanned::Ssh(answer) => answer.report(ProtocolKind::Ssh, sink),
        }
    }
}

impl Answer {
    fn report(self, kind: ProtocolKind, sink: &mut Sink) {
        let Target { host, port } = &self.targetspec;
        let from = shown(&format!("pqcscan of {host}:{port}"));
        let lists = [&self.hybrid_algos, &self.pqc_algos, &self.nonpqc_algos];
        let names = lists.into_iter().flatten().flatten().take(MOST);
        let offers = names.map(|name| offer(name, kind)).collect::<Vec<_>>();
        if self.error.is_some() || offers.is_empty() {
            let what =
                if self.error.is_some() { "did not reach it" } else { "saw it accept nothing" };
            let detail = format!("{from}: pqcscan {what}; ask the server with y2q scan");
            return sink.unknown(DETECTOR.id, UnknownReason::Unreadable, 0, None, detail);
        }
        let property = Property::of(offers.iter().map(|offer| &offer.algorithm));
        let is_mixed = !matches!(property, Property::ClassicalOnly | Property::NotOffered);
        let has_classical = Property::has_classical(offers.iter().map(|offer| &offer.algorithm));
        let mut settings = vec![("key exchange", property.to_string())];
        match &self.nonpqc_algos {
            _ if is_mixed && has_classical => {
                settings.push(("key exchange, without quantum resistance", "accepted too".into()));
            }
            None => {
                let untested = Property::NotTested.to_string();
                settings.push(("key exchange, without quantum resistance", untested));
            }
            Some(_) => {}
        }
        let name = if kind == ProtocolKind::Ssh { "SSH server" } else { "TLS server" };
        let server = Protocol {
            protocol: kind,
            name: name.to_owned(),
            // It offers TLS 1.3 and takes any answer for one of it.
            version: None,
            offers,
            cipher_suites: Vec::new(),
            settings: settings.into_iter().map(|(what, text)| (what.to_owned(), text)).collect(),
        };
        let finding = Finding::new(DETECTOR.id, Asset::Protocol(server), 0, Some(1));
        let finding = finding.evidence(Evidence::Configured).confidence(Confidence::Medium);
        sink.found(finding.note(from));
    }
}

fn offer(name: &str, kind: ProtocolKind) -> Offer {
    let algorithm = match kind {
        ProtocolKind::Ssh => registry::ssh(name),
        _ => registry::tls_group_by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None)),
    };
    Offer { role: OfferRole::KeyExchange, name: name.to_owned(), algorithm }
}
