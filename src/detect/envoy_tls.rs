//! TLS of Envoy.

use std::collections::BTreeSet;

use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, tls_tree};

/// Finds the TLS settings of Envoy.
pub const DETECTOR: Detector = Detector {
    id: "envoy-tls",
    title: "TLS of Envoy",
    about: "Envoy configurations in YAML or JSON (envoyproxy.io, \"Common TLS configuration\"): one asset for every \
            `common_tls_context`, of listeners (`DownstreamTlsContext`) and clusters (`UpstreamTlsContext`), with versions, \
            suites, groups and files. What is not set is the default of the installed Envoy and its BoringSSL.",
    anchors: &["common_tls_context"],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default(
        "tls_params.tls_minimum_protocol_version",
        Slot::Lowest,
        "not set: the default of the installed Envoy; TLSv1_2 since 1.22",
    ),
    with_default(
        "tls_params.tls_maximum_protocol_version",
        Slot::Highest,
        "not set: the default of the installed Envoy; TLSv1_3 for servers, TLSv1_2 for clients in 1.22",
    ),
    with_default(
        "tls_params.cipher_suites",
        Slot::Suites,
        "not set: the default of the installed Envoy",
    ),
    with_default(
        "tls_params.ecdh_curves",
        Slot::Groups,
        "not set: the default of the installed Envoy and its BoringSSL",
    ),
    keyword("tls_params.signature_algorithms", Slot::Signatures),
    keyword("alpn_protocols", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && [".yaml", ".yml", ".json"].iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        contexts(document, input, sink);
    }
}

fn contexts(mut all: Vec<Leaf>, input: &Input<'_>, sink: &mut Sink) {
    for leaf in all.iter_mut().filter(|leaf| leaf.path.contains(".cipher_suites")) {
        // BoringSSL: `[A|B]` prefers neither.
        leaf.value = leaf.value.replace(['[', ']'], "").replace('|', ",");
    }
    for root in tls_tree::roots(&all, "common_tls_context") {
        let outer = root.trim_end_matches("common_tls_context.");
        let own = all.iter().filter(|leaf| leaf.path.starts_with(outer)).collect::<Vec<_>>();
        let kind = own
            .iter()
            .find(|leaf| leaf.path == format!("{outer}@type"))
            .map_or("", |leaf| leaf.value.as_str());
        let (end, is_told) = match kind {
            _ if kind.ends_with("UpstreamTlsContext") => ("TLS client (Envoy)", true),
            _ if kind.ends_with("DownstreamTlsContext") => ("TLS server (Envoy)", true),
            _ => ("TLS (Envoy)", false),
        };
        let Some(first) = own.first().filter(|_| is_told || input.path.contains("envoy")) else {
            continue;
        };
        let title = format!("{end}, {}", outer.trim_end_matches('.'));
        let mut settings = tls_tree::settings(&title, &root, KEYWORDS, &own).unwrap_or_else(|| {
            let mut empty = super::tls_settings::TlsSettings::new(&title);
            for keyword in KEYWORDS.iter().filter(|keyword| !keyword.unset.is_empty()) {
                empty.say(keyword.name, keyword.unset);
            }
            empty
        });
        settings.stands(first.place());
        for leaf in own.iter().filter(|leaf| leaf.path.ends_with(".filename")).take(50) {
            settings.say(
                leaf.path.strip_prefix(root.as_str()).unwrap_or(&leaf.path),
                leaf.value.clone(),
            );
        }
        let to = forwards(&all, outer);
        sink.found(settings.finding(DETECTOR.id).forwards(&to));
    }
}

/// Addresses of the clusters that the filter chain around `outer` names.
fn forwards(all: &[Leaf], outer: &str) -> Vec<String> {
    const MOST: usize = 50;
    let Some(at) = outer.find("filter_chains[") else { return Vec::new() };
    let Some(end) = outer[at..].find(']') else { return Vec::new() };
    let chain = &outer[..=at + end];
    let named = all.iter().filter(|leaf| leaf.path.starts_with(chain));
    let named = named.filter(|leaf| leaf.path.ends_with(".cluster"));
    let named = named.map(|leaf| leaf.value.as_str()).collect::<BTreeSet<_>>();
    let clusters = all.iter().filter_map(|leaf| leaf.path.strip_suffix("].name").zip(Some(leaf)));
    let clusters = clusters.filter(|(path, leaf)| {
        let list = path.rsplit_once('[').map_or("", |(list, _)| list);
        list.ends_with("clusters") && named.contains(leaf.value.as_str())
    });
    let mut to = BTreeSet::new();
    for (path, _) in clusters {
        let own = all.iter().filter(|leaf| leaf.path.starts_with(&format!("{path}].")));
        let own = own.collect::<Vec<_>>();
        for address in own.iter().filter(|leaf| leaf.path.ends_with("socket_address.address")) {
            let port = address.path.trim_end_matches("address").to_owned() + "port_value";
            let port = own.iter().find(|leaf| leaf.path == port);
            to.extend(port.map(|port| format!("{}:{}", address.value, port.value)));
        }
    }
    to.into_iter().take(MOST).collect()
}
