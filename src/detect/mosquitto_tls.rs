//! TLS of Mosquitto.

use super::config_lines::{SPACE, lines};
use super::tls_service::settings;
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Keyword, SUITES13_OF_OPENSSL, Slot, keyword,
    with_default,
};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Mosquitto.
pub const DETECTOR: Detector = Detector {
    id: "mosquitto-tls",
    title: "TLS of Mosquitto",
    about: "mosquitto.conf(5): one asset for every `listener` with a certificate or a pre-shared key, and one for every \
            `connection` (bridge) with TLS: the lowest version, ciphers, suites of TLS 1.3 and files. Passwords are not read.",
    anchors: &[],
    wants,
    detect,
};

const LISTENER: &[Keyword] = &[
    with_default(
        "tls_version",
        Slot::Lowest,
        "not set: TLSv1.2 and TLSv1.3, the default of Mosquitto 2",
    ),
    with_default("ciphers", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    with_default("ciphers_tls1.3", Slot::Suites13, SUITES13_OF_OPENSSL),
    keyword("listener", Slot::Plain),
    keyword("port", Slot::Plain),
    keyword("certfile", Slot::Plain),
    keyword("keyfile", Slot::Plain),
    keyword("cafile", Slot::Plain),
    keyword("dhparamfile", Slot::Plain),
    keyword("psk_hint", Slot::Plain),
    keyword("require_certificate", Slot::Plain),
];

const BRIDGE: &[Keyword] = &[
    keyword("bridge_tls_version", Slot::Versions),
    keyword("connection", Slot::Plain),
    keyword("address", Slot::Plain),
    keyword("bridge_cafile", Slot::Plain),
    keyword("bridge_capath", Slot::Plain),
    keyword("bridge_certfile", Slot::Plain),
    keyword("bridge_keyfile", Slot::Plain),
    keyword("bridge_insecure", Slot::Plain),
    keyword("bridge_identity", Slot::Plain),
];

const MOST_ENDS: usize = 2_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.path.contains("mosquitto") && peek.name.ends_with(".conf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &SPACE);
    let ends = all.chunk_by(|_, next| !next.is("listener") && !next.is("connection"));
    for end in ends.take(MOST_ENDS) {
        let has = |names: &[&str]| end.iter().any(|line| names.iter().any(|name| line.is(name)));
        let first = &end[0];
        let (title, keywords) = if has(&["certfile", "psk_hint"]) {
            let port = if first.is("listener") {
                format!(", listener {}", first.value)
            } else {
                String::new()
            };
            (format!("TLS server (Mosquitto){port}"), LISTENER)
        } else if has(&["bridge_cafile", "bridge_capath", "bridge_identity"]) {
            (format!("TLS client (Mosquitto), connection {}", first.value), BRIDGE)
        } else {
            continue;
        };
        let lines = end.iter().collect::<Vec<_>>();
        if let Some(mut found) =
            settings(&title.chars().take(200).collect::<String>(), keywords, &lines)
        {
            found.say("groups", GROUPS_OF_OPENSSL);
            sink.found(found.finding(DETECTOR.id));
        }
    }
}
