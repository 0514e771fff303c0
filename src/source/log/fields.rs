use std::collections::BTreeMap;

use serde_json::Value;

use super::{eve, zgrab2};
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
pub(super) const LONGEST: usize = 64 << 10;

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

/// What a line in JSON says; nothing where it is no object.
pub(super) fn of_object(value: &Value) -> Vec<Said> {
    let Some(object) = value.as_object() else { return Vec::new() };
    if object.contains_key("event_type") {
        return vec![eve::said(value)];
    }
    if zgrab2::is_grab(value) {
        return zgrab2::said(value);
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
    vec![of_zeek(path, &all)]
}

/// Values at pointers, under other names; none that is longer than what is kept.
pub(super) fn at(value: &Value, names: &[(&str, &str)]) -> BTreeMap<String, String> {
    let found = names.iter().filter_map(|(name, pointer)| {
        Some(((*name).to_owned(), value.pointer(pointer).and_then(text)?))
    });
    found.filter(|(_, text)| text.len() <= LONGEST).collect()
}

/// A plain value as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(if *is_true { "T" } else { "F" }.to_owned()),
        _ => None,
    }
}
