//! TLS of Elasticsearch and OpenSearch.

use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, tls_tree};

/// Finds the TLS settings of Elasticsearch and OpenSearch.
pub const DETECTOR: Detector = Detector {
    id: "elasticsearch-tls",
    title: "TLS of Elasticsearch and OpenSearch",
    about: "elasticsearch.yml and opensearch.yml (elastic.co, \"Security settings\"; opensearch.org, \"Configuring TLS \
            certificates\"): HTTP and transport layers, one asset for each, with versions, suites by Java's names and files. \
            Passwords are not read.",
    anchors: &[],
    wants,
    detect,
};

const UNSET: &str = "not set: the default of the installed version and its Java runtime";

const KEYWORDS: &[Keyword] = &[
    keyword("enabled", Slot::Plain),
    with_default("supported_protocols", Slot::Versions, UNSET),
    with_default("cipher_suites", Slot::Suites, UNSET),
    keyword("certificate", Slot::Plain),
    keyword("key", Slot::Plain),
    keyword("keystore.path", Slot::Plain),
    keyword("truststore.path", Slot::Plain),
    keyword("verification_mode", Slot::Plain),
    keyword("client_authentication", Slot::Plain),
];

const OPENSEARCH: &[Keyword] = &[
    keyword("enabled", Slot::Plain),
    with_default("enabled_protocols", Slot::Versions, UNSET),
    with_default("enabled_ciphers", Slot::Suites, UNSET),
    keyword("pemcert_filepath", Slot::Plain),
    keyword("pemkey_filepath", Slot::Plain),
    keyword("keystore_filepath", Slot::Plain),
    keyword("truststore_filepath", Slot::Plain),
    keyword("clientauth_mode", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    ["elasticsearch.yml", "opensearch.yml", "elasticsearch.yaml", "opensearch.yaml"]
        .contains(&peek.name)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        interfaces(&document, sink);
    }
}

fn interfaces(all: &[Leaf], sink: &mut Sink) {
    let all = all.iter().collect::<Vec<_>>();
    for (root, software, keywords) in [
        ("xpack.security.http.ssl.", "Elasticsearch", KEYWORDS),
        ("xpack.security.transport.ssl.", "Elasticsearch", KEYWORDS),
        ("plugins.security.ssl.http.", "OpenSearch", OPENSEARCH),
        ("plugins.security.ssl.transport.", "OpenSearch", OPENSEARCH),
        ("opendistro_security.ssl.http.", "OpenSearch", OPENSEARCH),
        ("opendistro_security.ssl.transport.", "OpenSearch", OPENSEARCH),
    ] {
        let title = format!("TLS server ({software}), {}", root.trim_end_matches('.'));
        if let Some(settings) = tls_tree::settings(&title, root, keywords, &all) {
            sink.found(settings.finding(DETECTOR.id));
        }
    }
}
