//! TLS of MongoDB.

use super::tls_settings::{Keyword, SUITES13_OF_OPENSSL, Slot, keyword, with_default};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, tls_tree};

/// Finds the TLS settings of MongoDB.
pub const DETECTOR: Detector = Detector {
    id: "mongodb-tls",
    title: "TLS of MongoDB",
    about: "mongod.conf and mongos.conf (mongodb.com, \"Configuration File Options\"): `net.tls` or `net.ssl` with its mode, files \
            and disabled versions, and the cipher strings of `setParameter`. The versions are those of TLS 1.0 to 1.3 that \
            are not disabled. Passwords are not read.",
    anchors: &[],
    wants,
    detect,
};

/// Unset: src/mongo/util/net/ssl_options_server.cpp of MongoDB, and jstests/ssl/ssl_restricted_protocols.js of 8.2.
const KEYWORDS: &[Keyword] = &[
    keyword("mode", Slot::Plain),
    keyword("certificateKeyFile", Slot::Plain),
    keyword("PEMKeyFile", Slot::Plain),
    keyword("clusterFile", Slot::Plain),
    keyword("CAFile", Slot::Plain),
    with_default(
        "disabledProtocols",
        Slot::Plain,
        "not set: TLS1_0 since MongoDB 4.0, TLS1_0,TLS1_1 in 8.2",
    ),
    keyword("allowConnectionsWithoutCertificates", Slot::Plain),
    keyword("FIPSMode", Slot::Plain),
];

/// Unset: `kSSLCipherConfigDefault` of src/mongo/util/net/ssl_options.h; the suites of TLS 1.3 are left to OpenSSL.
const PARAMETERS: &[Keyword] = &[
    with_default(
        "opensslCipherConfig",
        Slot::Ciphers,
        "not set: HIGH:!EXPORT:!aNULL@STRENGTH, the default of MongoDB with OpenSSL",
    ),
    with_default("opensslCipherSuiteConfig", Slot::Suites13, SUITES13_OF_OPENSSL),
    keyword("opensslDiffieHellmanParameters", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.name.starts_with("mongo")
        && [".conf", ".cfg", ".yml", ".yaml"].iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        server(&document, sink);
    }
}

fn server(all: &[Leaf], sink: &mut Sink) {
    let lines = all.iter().collect::<Vec<_>>();
    let found = ["net.tls.", "net.ssl."]
        .iter()
        .find_map(|root| tls_tree::settings("TLS server (MongoDB)", root, KEYWORDS, &lines));
    let Some(mut found) = found else { return };
    if let Some(leaf) = all.iter().find(|leaf| leaf.path.ends_with(".disabledProtocols")) {
        let less =
            leaf.value.split(',').map(|name| format!("-{}", name.trim())).collect::<Vec<_>>();
        found.versions_left(&less.join(" "));
    }
    for keyword in PARAMETERS {
        match all.iter().find(|leaf| leaf.path.strip_prefix("setParameter.") == Some(keyword.name))
        {
            Some(leaf) => found.set(keyword.slot, leaf.place(), &leaf.value),
            None if !keyword.unset.is_empty() => found.say(keyword.name, keyword.unset),
            None => {}
        }
    }
    sink.found(found.finding(DETECTOR.id));
}
