//! XML reports of Nmap.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node, ParsingOptions};

use super::other_scanner::{MOST, SshReport, TlsReport, has_all, shown};
use super::ssh_public_blob::Blob;
use super::{Detector, Input, Peek, Sink, pem, x509_certificate};
use crate::model::{Confidence, Evidence, UnknownReason};
use crate::wire::ssh::KexInit;

/// Finds what Nmap's scripts saw of TLS and SSH servers.
pub const DETECTOR: Detector = Detector {
    id: "nmap-report",
    title: "Reports of Nmap (XML): ssl-enum-ciphers, ssl-cert, ssh2-enum-algos, ssh-hostkey",
    about: "What Nmap's scripts saw of servers (`-oX`): versions and cipher suites of TLS, certificates, the lists of SSH offers, \
            host keys as the assets that they are in files. The letters that ssl-enum-ciphers gives are not taken over, and \
            groups and signature algorithms were not tested by it.",
    anchors: &[],
    wants,
    detect,
};

/// Nodes that one report may have.
const MOST_NODES: u32 = 5_000_000;

fn wants(peek: &Peek<'_>) -> bool {
    has_all(peek.head, &["<nmaprun", "scanner=\"nmap\""])
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(roxmltree::Error::NodesLimitReached) => {
            let detail = "a report of Nmap of too many parts";
            return sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
        }
        Err(_) => {
            let detail = "a report of Nmap that is not whole: it may have been ended while it ran";
            return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
    };
    let ports = document.descendants().filter(|node| node.has_tag_name("port"));
    for port in ports.take(MOST) {
        let from = shown(&format!("nmap of {}", place(port)));
        for script in port.children().filter(|node| node.has_tag_name("script")) {
            match script.attribute("id") {
                Some("ssl-enum-ciphers") => suites(script, &from, sink),
                Some("ssl-cert") => certificate(script, &from, sink),
                Some("ssh2-enum-algos") => offer(script, &from, sink),
                Some("ssh-hostkey") => host_keys(script, &from, sink),
                _ => {}
            }
        }
    }
}

/// Address and port.
fn place(port: Node<'_, '_>) -> String {
    let number = port.attribute("portid").unwrap_or_default();
    let host = port.ancestors().find(|node| node.has_tag_name("host"));
    let addresses = host.into_iter().flat_map(|host| host.children());
    let address = addresses.filter(|node| node.has_tag_name("address"));
    let address = address.filter_map(|node| node.attribute("addr")).next().unwrap_or_default();
    if address.contains(':') {
        format!("[{address}]:{number}")
    } else {
        format!("{address}:{number}")
    }
}

/// One table for each version, with a table of ciphers in it.
fn suites(script: Node<'_, '_>, from: &str, sink: &mut Sink) {
    let mut report = TlsReport::default();
    for version in tables(script) {
        let Some(name) = version.attribute("key") else { continue };
        report.versions.push(name.to_owned());
        let ciphers = tables(version).filter(|table| table.attribute("key") == Some("ciphers"));
        let names = ciphers.flat_map(tables).filter_map(|cipher| element(cipher, "name"));
        // Nmap's own spelling of the suites of TLS 1.3.
        report.suites.extend(names.map(|name| name.replace("TLS_AKE_WITH_", "TLS_")));
    }
    report.facts.push(("hybrid groups", "not tested".to_owned()));
    if let Some(finding) = report.finding(DETECTOR.id, from) {
        sink.found(finding);
    }
}

fn certificate(script: Node<'_, '_>, from: &str, sink: &mut Sink) {
    let Some(text) = element(script, "pem") else { return };
    let blocks = pem::blocks(text.as_bytes());
    for block in blocks.take(MOST) {
        let before = sink.findings.len();
        if let Some(der) = block.der() {
            x509_certificate::inside(DETECTOR.id, der, 0, sink);
        }
        for finding in &mut sink.findings[before..] {
            finding.occurrence.evidence = Evidence::Negotiated;
            from.clone_into(&mut finding.occurrence.note);
        }
    }
}

/// One list where both directions have the same, else one for each.
fn offer(script: Node<'_, '_>, from: &str, sink: &mut Sink) {
    let list = |key: &str| {
        let found = tables(script).find(|table| table.attribute("key") == Some(key));
        let elements = found.into_iter().flat_map(|table| table.children());
        elements
            .filter(|node| node.has_tag_name("elem"))
            .filter_map(|node| node.text())
            .collect::<Vec<_>>()
    };
    let directed = |what: &str, direction: &str| {
        let both = list(&format!("{what}_algorithms"));
        if both.is_empty() { list(&format!("{what}_algorithms_{direction}")) } else { both }
    };
    let (to_server, to_client) = ("client_to_server", "server_to_client");
    let offer = KexInit {
        key_exchange: list("kex_algorithms"),
        host_key: list("server_host_key_algorithms"),
        encryption_to_server: directed("encryption", to_server),
        encryption_to_client: directed("encryption", to_client),
        mac_to_server: directed("mac", to_server),
        mac_to_client: directed("mac", to_client),
        compression_to_server: directed("compression", to_server),
        compression_to_client: directed("compression", to_client),
        ..KexInit::default()
    };
    let report = SshReport { offer, ..SshReport::default() };
    if let Some(finding) = report.finding(DETECTOR.id, from) {
        sink.found(finding);
    }
}

fn host_keys(script: Node<'_, '_>, from: &str, sink: &mut Sink) {
    for key in tables(script).take(MOST) {
        let blob = element(key, "key").and_then(|text| STANDARD.decode(text.trim()).ok());
        let Some(Ok((_, blob))) = blob.as_deref().map(Blob::read) else { continue };
        let finding = blob.finding(DETECTOR.id, 0, Some(1), format!("host key, {from}"));
        sink.found(finding.evidence(Evidence::Negotiated).confidence(Confidence::High));
    }
}

fn tables<'a, 'b>(of: Node<'a, 'b>) -> impl Iterator<Item = Node<'a, 'b>> {
    of.children().filter(|node| node.has_tag_name("table"))
}

fn element<'a>(of: Node<'a, '_>, key: &str) -> Option<&'a str> {
    let found = of.children().find(|node| node.attribute("key") == Some(key));
    found.filter(|node| node.has_tag_name("elem")).and_then(|node| node.text())
}
