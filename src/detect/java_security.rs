//! Security properties of a Java runtime.

use super::config_lines::{PROPERTIES, lines};
use super::tls_service::settings;
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds what a Java runtime disables and prefers.
pub const DETECTOR: Detector = Detector {
    id: "java-security",
    title: "Java security properties",
    about: "java.security files and what is laid over them (JSSE Reference Guide, \"Disabled and Restricted Cryptographic \
            Algorithms\"): disabled and legacy algorithms of TLS, certification paths and signed archives, named groups, \
            signature schemes, cipher suites, keystore type, policy and providers. The versions are those that \
            `jdk.tls.disabledAlgorithms` leaves of TLS 1.0 to 1.3.",
    anchors: &[
        "jdk.tls.disabledAlgorithms",
        "jdk.certpath.disabledAlgorithms",
        "jdk.tls.namedGroups",
    ],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default(
        "jdk.tls.disabledAlgorithms",
        Slot::Plain,
        "not set in this file: what the installed runtime's java.security says",
    ),
    keyword("jdk.tls.legacyAlgorithms", Slot::Plain),
    keyword("jdk.certpath.disabledAlgorithms", Slot::Plain),
    keyword("jdk.jar.disabledAlgorithms", Slot::Plain),
    keyword("jdk.security.legacyAlgorithms", Slot::Plain),
    keyword("jdk.disabled.namedCurves", Slot::Plain),
    keyword("jdk.tls.namedGroups", Slot::Groups),
    keyword("jdk.tls.server.cipherSuites", Slot::Suites),
    keyword("jdk.tls.client.cipherSuites", Slot::Suites),
    keyword("jdk.tls.server.protocols", Slot::Versions),
    keyword("jdk.tls.client.protocols", Slot::Versions),
    keyword("jdk.tls.ephemeralDHKeySize", Slot::Plain),
    keyword("jdk.tls.server.SignatureSchemes", Slot::Signatures),
    keyword("jdk.tls.client.SignatureSchemes", Slot::Signatures),
    keyword("jdk.tls.keyLimits", Slot::Plain),
    keyword("keystore.type", Slot::Plain),
    keyword("crypto.policy", Slot::Plain),
    keyword("ssl.KeyManagerFactory.algorithm", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    let named = peek.name == "java.security"
        || peek.name.ends_with(".security")
        || peek.name == "java.config";
    peek.anchored && (named || peek.name.ends_with(".properties"))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &PROPERTIES);
    let lines = all.iter().collect::<Vec<_>>();
    let Some(mut found) = settings("TLS (JSSE), java.security", KEYWORDS, &lines) else { return };
    let disabled = all.iter().rev().find(|line| line.key == "jdk.tls.disabledAlgorithms");
    if let Some(line) = disabled {
        let names = line
            .value
            .split(',')
            .map(str::trim)
            .filter(|name| name.starts_with("TLSv") || name.starts_with("SSLv"));
        let less = names.map(|name| format!("-{name}")).collect::<Vec<_>>();
        found.versions_left(&less.join(" "));
    }
    for line in all.iter().filter(|line| line.key.starts_with("security.provider.")).take(50) {
        found.stands(line.place());
        found.say(&line.key, line.value.clone());
    }
    sink.found(found.finding(DETECTOR.id));
}
