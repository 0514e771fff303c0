//! TLS of Redis and Valkey.

use super::config_lines::{SPACE, lines};
use super::tls_service::settings;
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Keyword, SUITES13_OF_OPENSSL, Slot, keyword,
    with_default,
};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Redis and Valkey.
pub const DETECTOR: Detector = Detector {
    id: "redis-tls",
    title: "TLS of Redis and Valkey",
    about: "redis.conf, valkey.conf, sentinel.conf and their fragments (the `tls-…` directives): versions, ciphers, files and \
            switches where a TLS port or a certificate is set. Passwords are not read. What is not set is the default.",
    anchors: &[],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    keyword("tls-port", Slot::Plain),
    with_default("tls-protocols", Slot::Versions, "not set: TLSv1.2 TLSv1.3, the default of Redis"),
    // `src/tls.c` sets a list where the file has one; `DEFAULT:!MEDIUM` of redis.conf is an example.
    with_default("tls-ciphers", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    with_default("tls-ciphersuites", Slot::Suites13, SUITES13_OF_OPENSSL),
    keyword("tls-cert-file", Slot::Plain),
    keyword("tls-key-file", Slot::Plain),
    keyword("tls-client-cert-file", Slot::Plain),
    keyword("tls-dh-params-file", Slot::Plain),
    keyword("tls-ca-cert-file", Slot::Plain),
    keyword("tls-auth-clients", Slot::Plain),
    keyword("tls-replication", Slot::Plain),
    keyword("tls-cluster", Slot::Plain),
    keyword("tls-prefer-server-ciphers", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.name.ends_with(".conf")
        && ["redis", "valkey", "sentinel", "keydb"].iter().any(|name| peek.path.contains(name))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &SPACE);
    if let Some(mut found) =
        settings("TLS server (Redis)", KEYWORDS, &all.iter().collect::<Vec<_>>())
    {
        found.say("groups", GROUPS_OF_OPENSSL);
        sink.found(found.finding(DETECTOR.id));
    }
}
