//! What ZGrab2 wrote down of a handshake of its own with a server.

use std::collections::BTreeMap;

use super::ssh_public_blob::Blob;
use super::ssh_server::peer;
use super::tls_session::told;
use crate::model::{Algorithm, Asset, Finding, Offer, OfferRole, Protocol};
use crate::registry;
use crate::wire::ssh::{Identification, KexInit};

type Fields = BTreeMap<String, String>;

fn text<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map(String::as_str).unwrap_or_default()
}

/// What was agreed on in TLS. Of TLS 1.3 the results do not say the group.
pub fn tls_session(fields: &Fields, version: impl Fn(&str) -> String) -> Protocol {
    let code = text(fields, "cipher code").parse().ok();
    let suite = code.and_then(registry::tls_cipher_suite);
    let other = code.map(|code: u16| format!("0x{code:04x}")).unwrap_or_default();
    let word = match suite {
        // The version that the hello has for old middleboxes is 1.2 (RFC 8446 §4.1.3).
        Some(suite) if suite.is_tls13() => "TLSv1.3",
        _ => fields.get("selected version").map_or(text(fields, "version"), String::as_str),
    };
    let group = text(fields, "curve code").parse::<u16>().ok();
    let known = group.and_then(|code| registry::tls_groups().find(|point| point.code == code));
    let group = group
        .map(|code| known.map_or_else(|| format!("0x{code:04x}"), |point| point.name.to_owned()));
    let name = suite.map_or(other.as_str(), |suite| suite.name);
    let mut session = told(&version(word), name, group.as_deref(), false);
    if let Ok(bits) = text(fields, "prime").parse::<u32>() {
        sized(&mut session, bits);
    }
    session
}

/// The prime of a finite-field exchange has this many bits.
fn sized(session: &mut Protocol, bits: u32) {
    let name = format!("DH-{bits}");
    let algorithm = registry::by_name(&name).unwrap_or_else(|| Algorithm::verbatim(&name, None));
    let is_exchange = |offer: &&mut Offer| offer.role == OfferRole::KeyExchange;
    if let Some(offer) = session.offers.iter_mut().find(is_exchange) {
        offer.name = format!("{} {bits} bits", offer.name);
        offer.algorithm = algorithm;
    }
}

/// What a server of SSH offered.
pub fn ssh_server(fields: &Fields) -> Protocol {
    let list = |name: &str| text(fields, name).split(',').filter(|one| !one.is_empty()).collect();
    let software = [text(fields, "software"), text(fields, "comment")];
    let identification = Identification {
        protocol: text(fields, "version").to_owned(),
        software: software.join(" ").trim_end().to_owned(),
        preamble: Vec::new(),
        length: 0,
    };
    let offer = KexInit {
        key_exchange: list("kex_algorithms"),
        host_key: list("host_key_algorithms"),
        encryption_to_server: list("client_to_server_ciphers"),
        encryption_to_client: list("server_to_client_ciphers"),
        mac_to_server: list("client_to_server_macs"),
        mac_to_client: list("server_to_client_macs"),
        compression_to_server: list("client_to_server_compression"),
        compression_to_client: list("server_to_client_compression"),
        ..KexInit::default()
    };
    peer("SSH server", &identification, &offer)
}

/// The key that a server of SSH proved to have.
pub fn host_key(fields: &Fields, detector: &'static str) -> Option<Asset> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(text(fields, "host key")).ok()?;
    let (_, blob) = Blob::read(&bytes).ok()?;
    let finding: Finding = blob.finding(detector, 0, None, String::new());
    Some(finding.asset)
}
