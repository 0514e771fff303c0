//! Events of Suricata's EVE (`doc/userguide/output/eve/eve-json-format.rst`; what writes them: `rust/src/ike/logger.rs`,
//! `rust/src/quic/logger.rs`).

use serde_json::Value;

use super::fields::{LONGEST, Said, at, text};
use crate::wire::observed::Log;

/// Fields of one kind of event, each with where it stands.
type Fields = &'static [(&'static str, &'static str)];

const TLS: Fields = &[
    ("version", "/tls/version"),
    ("ja3s", "/tls/ja3s/string"),
    ("resumed", "/tls/session_resumed"),
    ("certificate", "/tls/certificate"),
];
const QUIC: Fields = &[("version", "/quic/version"), ("ja3s", "/quic/ja3s/string")];
const SSH: Fields = &[
    ("version", "/ssh/server/proto_version"),
    ("client", "/ssh/client/hassh/string"),
    ("server", "/ssh/server/hassh/string"),
];
/// Version 1 has numbers beside the words of Suricata, version 2 has words alone.
const IKE: Fields = &[
    ("version", "/ike/version_major"),
    ("encryption", "/ike/alg_enc"),
    ("encryption number", "/ike/alg_enc_raw"),
    ("key length", "/ike/sa_key_length_raw"),
    ("integrity", "/ike/alg_auth"),
    ("pseudo-random function", "/ike/alg_prf"),
    ("key exchange", "/ike/alg_dh"),
    ("key exchange number", "/ike/alg_dh_raw"),
    ("hash number", "/ike/alg_hash_raw"),
    ("authentication number", "/ike/alg_auth_raw"),
];
/// Before version 7 of Suricata.
const IKE_2: Fields = &[
    ("version", "/ikev2/version_major"),
    ("encryption", "/ikev2/alg_enc"),
    ("integrity", "/ikev2/alg_auth"),
    ("pseudo-random function", "/ikev2/alg_prf"),
    ("key exchange", "/ikev2/alg_dh"),
];
/// `IKE_SA_INIT` (RFC 7296 §3.1); later messages repeat what was chosen in it.
const IKE_SA_INIT: u64 = 34;
/// Certificates of one chain.
const MOST: usize = 20;

/// Which side sent the packet that an event is about.
#[derive(PartialEq, Eq)]
enum Sender {
    Client,
    Server,
}

/// What an event says.
pub(super) fn said(event: &Value) -> Said {
    let (log, names, from) = match event["event_type"].as_str() {
        Some("tls") => (Some(Log::SuricataTls), TLS, Sender::Client),
        Some("ssh") => (Some(Log::SuricataSsh), SSH, Sender::Client),
        // Events of QUIC are of packets in either direction; only the server's says what was chosen.
        Some("quic") if event.pointer("/quic/ja3s").is_some() => {
            (Some(Log::SuricataQuic), QUIC, sender(event))
        }
        Some("ike") if is_choice(&event["ike"]) => (Some(Log::SuricataIke), IKE, Sender::Server),
        Some("ikev2") if is_choice(&event["ikev2"]) => {
            (Some(Log::SuricataIke), IKE_2, Sender::Server)
        }
        _ => (None, TLS, Sender::Client),
    };
    let mut fields = at(event, names);
    if let Some(chain) = event.pointer("/tls/chain").and_then(Value::as_array) {
        let chain = chain.iter().take(MOST).filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
        if chain.len() <= LONGEST {
            fields.insert("certificate".to_owned(), chain);
        }
    }
    let word = |name: &str| event.get(name).and_then(text).unwrap_or_default();
    let (mut server, mut client) = ("dest", "src");
    if from == Sender::Server {
        (server, client) = (client, server);
    }
    let [host, port] = ["ip", "port"].map(|what| word(&format!("{server}_{what}")));
    let [client_host, client_port] = ["ip", "port"].map(|what| word(&format!("{client}_{what}")));
    Said {
        log: log.filter(|_| !fields.is_empty()),
        host,
        port: port.parse().unwrap_or(0),
        client: format!("{client_host}:{client_port}"),
        fields,
    }
}

/// A server's port is lower than those that clients are given.
fn sender(event: &Value) -> Sender {
    let port = |name: &str| event.get(name).and_then(Value::as_u64).unwrap_or(0);
    if port("src_port") < port("dest_port") { Sender::Server } else { Sender::Client }
}

/// Whether a message of IKE is the responder's choice.
fn is_choice(ike: &Value) -> bool {
    if ike["version_major"].as_u64() == Some(1) {
        let has = |pointer: &str| ike.pointer(pointer).is_some();
        let payloads = ike["payload"].as_array();
        let has_association = payloads.is_some_and(|all| {
            all.iter().any(|payload| payload.as_str() == Some("SecurityAssociation"))
        });
        return has("/alg_dh_raw") && has_association && !has("/ikev1/client/proposals");
    }
    let is_first = ike["exchange_type"].as_u64() == Some(IKE_SA_INIT);
    is_first && ike["role"].as_str() == Some("responder")
}
