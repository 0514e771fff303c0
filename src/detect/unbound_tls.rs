//! TLS of Unbound.

use super::config_lines::{Continuation, Dialect, EQUALS, Separator};
use super::tls_service::report;
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, Keyword, SUITES13_OF_OPENSSL, Slot, keyword, with_default,
};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Unbound.
pub const DETECTOR: Detector = Detector {
    id: "unbound-tls",
    title: "TLS of Unbound",
    about: "unbound.conf(5) and its fragments: DNS over TLS for clients (`tls-service-key`) and to upstreams \
            (`tls-upstream`, `forward-tls-upstream`), with ciphers, suites of TLS 1.3, ports and files.",
    anchors: &[],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default("tls-ciphers", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    with_default("tls-ciphersuites", Slot::Suites13, SUITES13_OF_OPENSSL),
    keyword("tls-service-key", Slot::Plain),
    keyword("tls-service-pem", Slot::Plain),
    keyword("ssl-service-key", Slot::Plain),
    keyword("ssl-service-pem", Slot::Plain),
    keyword("tls-port", Slot::Plain),
    keyword("https-port", Slot::Plain),
    keyword("tls-upstream", Slot::Plain),
    keyword("ssl-upstream", Slot::Plain),
    keyword("forward-tls-upstream", Slot::Plain),
    keyword("tls-cert-bundle", Slot::Plain),
];

const DIALECT: Dialect =
    Dialect { separator: Separator::Colon, continuation: Continuation::Never, ..EQUALS };

fn wants(peek: &Peek<'_>) -> bool {
    peek.path.contains("unbound") && peek.name.ends_with(".conf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    report(DETECTOR.id, "TLS (Unbound)", KEYWORDS, &DIALECT, input, sink);
}
