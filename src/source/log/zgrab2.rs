//! Results of ZGrab2, one target a line (`zgrab2_schemas/zgrab2/`; what writes them: `tls/tls_handshake.go` of `zcrypto`,
//! `lib/ssh/log.go`). Handshakes with other clients' settings than ours: what a server chose, not all that it has. Secrets
//! of the handshakes, which the results hold too, are passed over.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{LONGEST, Said, at, text};
use crate::wire::observed::Log;

/// Certificates of one chain.
const MOST: usize = 20;
/// Names of one list.
const MOST_NAMES: usize = 500;

/// Where modules have the log of a handshake of TLS.
const HANDSHAKES: [&str; 3] = [
    "/result/handshake_log",
    "/result/tls/handshake_log",
    "/result/response/request/tls_log/handshake_log",
];

const TLS: &[(&str, &str)] = &[
    ("version", "/server_hello/version/name"),
    ("selected version", "/server_hello/supported_versions/selected_version/name"),
    ("cipher", "/server_hello/cipher_suite/name"),
    ("cipher code", "/server_hello/cipher_suite/value"),
    ("curve", "/server_key_exchange/ecdh_params/curve_id/name"),
    ("curve code", "/server_key_exchange/ecdh_params/curve_id/id"),
    ("prime", "/server_key_exchange/dh_params/prime/length"),
];

const SSH: &[(&str, &str)] = &[
    ("version", "/server_id/version"),
    ("software", "/server_id/software"),
    ("comment", "/server_id/comment"),
    ("host key", "/key_exchange/server_host_key/raw"),
];

const SSH_LISTS: [&str; 8] = [
    "kex_algorithms",
    "host_key_algorithms",
    "client_to_server_ciphers",
    "server_to_client_ciphers",
    "client_to_server_macs",
    "server_to_client_macs",
    "client_to_server_compression",
    "server_to_client_compression",
];

/// Whether an object is the result of a target: an address or a name, and modules that each say how they fared.
pub(super) fn is_grab(value: &Value) -> bool {
    let is_text = |name: &str| value.get(name).is_some_and(Value::is_string);
    let modules = value.get("data").and_then(Value::as_object);
    (is_text("ip") || is_text("domain"))
        && modules.is_some_and(|modules| !modules.is_empty() && modules.values().all(is_module))
}

fn is_module(module: &Value) -> bool {
    ["status", "protocol"].iter().all(|name| module.get(name).is_some_and(Value::is_string))
}

/// What a result says, module by module.
pub(super) fn said(grab: &Value) -> Vec<Said> {
    let host = ["ip", "domain"].iter().find_map(|name| grab.get(name).and_then(text));
    let modules = grab.get("data").and_then(Value::as_object).into_iter().flatten();
    let found = modules.filter_map(|(_, module)| {
        let handshake = HANDSHAKES.iter().find_map(|pointer| module.pointer(pointer));
        let (log, fields) = match handshake {
            Some(handshake) => (Log::Zgrab2Tls, of_tls(handshake)?),
            None => (Log::Zgrab2Ssh, of_ssh(module.get("result")?)?),
        };
        // Those before 2025 do not say on which port.
        let port = module.get("port").and_then(Value::as_u64);
        Some(Said {
            log: Some(log),
            host: host.clone().unwrap_or_default(),
            port: port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0),
            client: String::new(),
            fields,
        })
    });
    found.collect()
}

fn of_tls(handshake: &Value) -> Option<BTreeMap<String, String>> {
    let mut fields = at(handshake, TLS);
    if !fields.contains_key("cipher code") {
        return None;
    }
    let chain = handshake.pointer("/server_certificates/chain").and_then(Value::as_array);
    let own = handshake.pointer("/server_certificates/certificate");
    let all = own.into_iter().chain(chain.into_iter().flatten()).take(MOST);
    let all = all.filter_map(|one| one.get("raw").and_then(Value::as_str)).collect::<Vec<_>>();
    // What is too long is left out from the end: the server's own is the first.
    let mut chain = String::new();
    for one in all {
        if chain.len() + one.len() >= LONGEST {
            break;
        }
        chain = if chain.is_empty() { one.to_owned() } else { format!("{chain} {one}") };
    }
    if !chain.is_empty() {
        fields.insert("certificate".to_owned(), chain);
    }
    Some(fields)
}

fn of_ssh(result: &Value) -> Option<BTreeMap<String, String>> {
    let offer = result.get("server_key_exchange")?;
    let mut fields = at(result, SSH);
    for name in SSH_LISTS {
        let names = offer.get(name).and_then(Value::as_array).into_iter().flatten();
        let names = names.take(MOST_NAMES).filter_map(Value::as_str).collect::<Vec<_>>().join(",");
        if names.len() <= LONGEST {
            fields.insert(name.to_owned(), names);
        }
    }
    fields.get("kex_algorithms").is_some_and(|names| !names.is_empty()).then_some(fields)
}
