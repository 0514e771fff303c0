//! TLS of RabbitMQ.

use super::config_lines::{EQUALS, Line, lines};
use super::tls_settings::{Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds the TLS settings of RabbitMQ.
pub const DETECTOR: Detector = Detector {
    id: "rabbitmq-tls",
    title: "TLS of RabbitMQ",
    about: "rabbitmq.conf and files of `conf.d` (rabbitmq.com, \"TLS Support\"): versions, suites by OpenSSL's or IANA's names, \
            and files of `ssl_options`, `management.ssl`, `mqtt`, `web_mqtt.ssl`, `stomp` listeners, one asset for each. \
            Settings in Erlang terms (advanced.config) are an unknown.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let named = peek.path.contains("rabbitmq") || peek.name == "advanced.config";
    named && (peek.name.ends_with(".conf") || peek.name.ends_with(".config"))
}

const PREFIXES: [&str; 5] =
    ["ssl_options", "management.ssl", "web_mqtt.ssl", "web_stomp.ssl", "prometheus.ssl"];
const FILES: [&str; 7] = [
    "certfile",
    "keyfile",
    "cacertfile",
    "verify",
    "fail_if_no_peer_cert",
    "honor_cipher_order",
    "dhfile",
];

/// What Erlang does without lists (RabbitMQ has none of its own: deps/rabbit/Makefile). RabbitMQ 4.0.5 on Erlang 27.3.4 of
/// Debian 13 was asked with every version and suite.
const VERSIONS: &str =
    "not set: those of the installed Erlang; in Erlang/OTP 27 tlsv1.3 and tlsv1.2";
const SUITES: &str = "not set: those of the installed Erlang; for TLS 1.2 in Erlang/OTP 27 ECDHE or DHE with AES-GCM or ChaCha20-Poly1305";

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.name.ends_with(".config") {
        if memchr::memmem::find(input.bytes, b"ssl_options").is_none() {
            return;
        }
        let detail = "RabbitMQ settings in Erlang terms, with ssl_options; `rabbitmqctl environment` shows what holds";
        return sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, detail);
    }
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &EQUALS);
    for prefix in PREFIXES {
        let own =
            |line: &&Line| line.key.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'));
        let own = all.iter().filter(own).take(1_000).collect::<Vec<_>>();
        let name = |line: &Line| line.key[prefix.len() + 1..].to_owned();
        if own.is_empty() {
            continue;
        }
        let mut settings = TlsSettings::new(format!("TLS server (RabbitMQ), {prefix}"));
        for (group, slot, unset) in [
            ("versions.", Slot::Versions, VERSIONS),
            ("ciphers.", Slot::Suites, SUITES),
            ("eccs.", Slot::Groups, ""),
            ("supported_groups.", Slot::Groups, ""),
        ] {
            let of = own.iter().filter(|line| name(line).starts_with(group)).collect::<Vec<_>>();
            let value = of.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join(" ");
            match of.first() {
                Some(first) => settings.set(slot, first.place(), &value),
                None if !unset.is_empty() => {
                    settings.say(&format!("{prefix}.{}", group.trim_end_matches('.')), unset)
                }
                None => {}
            }
        }
        for line in own.iter().filter(|line| FILES.contains(&name(line).as_str())) {
            settings.set(Slot::Plain, line.place(), &line.value);
        }
        sink.found(settings.finding(DETECTOR.id));
    }
}
