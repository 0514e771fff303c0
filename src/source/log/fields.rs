use std::collections::BTreeMap;

use serde_json::Value;

use crate::wire::observed::Log;

/// What one line says.
pub(super) struct Said {
    /// `None` where the line is of no interest.
    pub(super) log: Option<Log>,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) client: String,
    pub(super) fields: BTreeMap<String, String>,
}

/// Fields of Zeek's logs that say something of cryptography (`base/protocols/ssl/main.zeek`, `base/protocols/ssh/main.zeek`,
/// `base/files/x509/main.zeek`).
const SSL: &[&str] = &["version", "cipher", "curve", "resumed"];
const SSH: &[&str] =
    &["version", "cipher_alg", "mac_alg", "compression_alg", "kex_alg", "host_key_alg"];
const X509: &[&str] = &[
    "fingerprint",
    "certificate.serial",
    "certificate.subject",
    "certificate.issuer",
    "certificate.not_valid_before",
    "certificate.not_valid_after",
    "certificate.key_alg",
    "certificate.sig_alg",
    "certificate.key_type",
    "certificate.key_length",
    "certificate.curve",
    "basic_constraints.ca",
];
/// Longest value that is kept.
const LONGEST: usize = 64 << 10;

/// What a line of the log called `path` says.
pub(super) fn of_zeek(path: &str, all: &BTreeMap<String, String>) -> Said {
    let (log, names) = match path {
        // A handshake that did not end says what the server chose and not what both agreed on.
        "ssl"
            if all.contains_key("cipher")
                && all.get("established").is_none_or(|word| word == "T" || word == "true") =>
        {
            (Some(Log::ZeekSsl), SSL)
        }
        "ssh" if all.contains_key("kex_alg") => (Some(Log::ZeekSsh), SSH),
        "x509" if all.contains_key("certificate.key_alg") => (Some(Log::ZeekX509), X509),
        _ => (None, SSL),
    };
    let text = |name: &str| all.get(name).cloned().unwrap_or_default();
    let is_server = log != Some(Log::ZeekX509);
    Said {
        log,
        host: if is_server { text("id.resp_h") } else { String::new() },
        port: if is_server { text("id.resp_p").parse().unwrap_or(0) } else { 0 },
        client: format!("{}:{}", text("id.orig_h"), text("id.orig_p")),
        fields: picked(names, all),
    }
}

fn picked(names: &[&str], all: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let known = names.iter().filter_map(|name| Some(((*name).to_owned(), all.get(*name)?.clone())));
    known.filter(|(_, value)| value.len() <= LONGEST).collect()
}

/// What a line in JSON says; `None` where it is no object.
pub(super) fn of_object(value: &Value) -> Option<Said> {
    let object = value.as_object()?;
    if object.contains_key("event_type") {
        return Some(of_eve(value));
    }
    let all = object.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?)));
    let all = all.collect::<BTreeMap<_, _>>();
    let path = match all.get("_path") {
        Some(path) => path.as_str(),
        None if all.contains_key("certificate.key_alg") => "x509",
        None if all.contains_key("kex_alg") && all.contains_key("uid") => "ssh",
        None if all.contains_key("cipher") && all.contains_key("uid") => "ssl",
        None => "",
    };
    Some(of_zeek(path, &all))
}

/// Events of Suricata (`doc/userguide/output/eve/eve-json-format.rst`).
fn of_eve(value: &Value) -> Said {
    let at = |pointer: &str| value.pointer(pointer).and_then(text);
    let (log, names): (Option<Log>, &[(&str, &str)]) = match value["event_type"].as_str() {
        Some("tls") => (
            Some(Log::SuricataTls),
            &[
                ("version", "/tls/version"),
                ("ja3s", "/tls/ja3s/string"),
                ("resumed", "/tls/session_resumed"),
                ("certificate", "/tls/certificate"),
            ],
        ),
        Some("ssh") => (
            Some(Log::SuricataSsh),
            &[
                ("version", "/ssh/server/proto_version"),
                ("client", "/ssh/client/hassh/string"),
                ("server", "/ssh/server/hassh/string"),
            ],
        ),
        _ => (None, &[]),
    };
    let known = names.iter().filter_map(|(name, pointer)| Some(((*name).to_owned(), at(pointer)?)));
    let mut fields = known.collect::<BTreeMap<_, _>>();
    if let Some(chain) = value.pointer("/tls/chain").and_then(Value::as_array) {
        let chain = chain.iter().take(20).filter_map(Value::as_str).collect::<Vec<_>>();
        fields.insert("certificate".to_owned(), chain.join(" "));
    }
    fields.retain(|_, value| value.len() <= LONGEST);
    Said {
        log: log.filter(|_| !fields.is_empty()),
        host: at("/dest_ip").unwrap_or_default(),
        port: at("/dest_port").and_then(|port| port.parse().ok()).unwrap_or(0),
        client: format!(
            "{}:{}",
            at("/src_ip").unwrap_or_default(),
            at("/src_port").unwrap_or_default()
        ),
        fields,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(if *is_true { "T" } else { "F" }.to_owned()),
        _ => None,
    }
}
