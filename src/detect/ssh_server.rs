//! What an SSH peer offers, and what two of them agree on, as protocol assets.

use super::quantum_property::Property;
use crate::model::{Algorithm, Offer, OfferRole, Protocol, ProtocolKind};
use crate::registry;
use crate::wire::ssh::{Direction, Identification, KexInit, Negotiated, is_marker};

/// Longest text of a peer that is kept, in characters: what an identification string may have (RFC 4253 §4.2).
const LONGEST: usize = 255;

/// A group that a server picked for a group exchange (RFC 4419).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PickedGroup {
    /// Bits that were asked for.
    pub asked: u32,
    /// Bits of the group.
    pub bits: u32,
}

/// A peer with its offer; `name` is `SSH server` or `SSH client`.
pub fn peer(name: &str, identification: &Identification, offer: &KexInit<'_>) -> Protocol {
    let mut protocol = bare(name, identification);
    let methods = offer.key_exchange.iter().filter(|name| !is_marker(name));
    add(&mut protocol, OfferRole::KeyExchange, methods);
    add(&mut protocol, OfferRole::Signature, &offer.host_key);
    add(&mut protocol, OfferRole::Cipher, &offer.encryption_to_server);
    add(&mut protocol, OfferRole::Cipher, &offer.encryption_to_client);
    add(&mut protocol, OfferRole::Mac, &offer.mac_to_server);
    add(&mut protocol, OfferRole::Mac, &offer.mac_to_client);
    for (what, to_server, to_client) in [
        ("ciphers", &offer.encryption_to_server, &offer.encryption_to_client),
        ("MACs", &offer.mac_to_server, &offer.mac_to_client),
    ] {
        if to_server != to_client {
            say(&mut protocol, &format!("{what} to server"), &to_server.join(","));
            say(&mut protocol, &format!("{what} to client"), &to_client.join(","));
        }
    }
    let strict = offer.key_exchange.iter().any(|name| name.starts_with("kex-strict-"));
    say(&mut protocol, "strict key exchange", if strict { "announced" } else { "not announced" });
    say(&mut protocol, "compression", &offer.compression_to_client.join(","));
    properties(&mut protocol);
    protocol
}

/// A peer of which only the identification string is known; version 1 of the protocol offers no lists.
pub fn bare(name: &str, identification: &Identification) -> Protocol {
    let is_old = !identification.is_version_2();
    let version = if is_old { identification.protocol.as_str() } else { "2.0" };
    let mut protocol = Protocol {
        protocol: ProtocolKind::Ssh,
        name: name.to_owned(),
        version: Some(shown(version)),
        offers: Vec::new(),
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    };
    say(&mut protocol, "software", identification.lasting_software());
    if is_old {
        // Its session key is encrypted to two RSA keys of the server.
        say(&mut protocol, "key exchange", &Property::ClassicalOnly.to_string());
    } else if identification.is_version_1() {
        say(&mut protocol, "version 1", "accepted");
    }
    protocol
}

/// What two offers lead to.
pub fn connection(negotiated: &Negotiated<'_>) -> Protocol {
    let mut protocol = Protocol {
        protocol: ProtocolKind::Ssh,
        name: "SSH connection".to_owned(),
        version: Some("2.0".to_owned()),
        offers: Vec::new(),
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    };
    let Negotiated { key_exchange, host_key, to_server, to_client } = negotiated;
    add(&mut protocol, OfferRole::KeyExchange, key_exchange);
    add(&mut protocol, OfferRole::Signature, host_key);
    for (what, direction) in [("to server", to_server), ("to client", to_client)] {
        let Direction { encryption, mac, compression } = direction;
        add(&mut protocol, OfferRole::Cipher, encryption);
        add(&mut protocol, OfferRole::Mac, mac);
        let words = [encryption, mac, compression].into_iter().flatten().copied();
        say(&mut protocol, what, &words.collect::<Vec<_>>().join(" "));
    }
    properties(&mut protocol);
    protocol
}

/// The size that the name of a group exchange leaves open, where the server has picked one.
pub fn picked(protocol: &mut Protocol, groups: &[PickedGroup]) {
    let Some(smallest) = groups.iter().min_by_key(|group| group.bits) else { return };
    for offer in &mut protocol.offers {
        if offer.name.starts_with("diffie-hellman-group-exchange-") {
            let parameter_set = Some(smallest.bits.to_string());
            let sized = Algorithm { parameter_set, ..offer.algorithm.clone() };
            offer.algorithm = registry::renamed(sized);
        }
    }
    let PickedGroup { asked, bits } = smallest;
    let text = format!("{bits} bits, where {asked} were asked for");
    say(protocol, "smallest group of a group exchange", &text);
    protocol.settings.sort();
}

/// One word for each of the two things that a quantum computer breaks, and whether it may choose the weaker way.
fn properties(protocol: &mut Protocol) {
    let of = |role: OfferRole| {
        let offers = protocol.offers.iter().filter(move |offer| offer.role == role);
        offers.map(|offer| &offer.algorithm)
    };
    let key_exchange = Property::of(of(OfferRole::KeyExchange));
    let host_keys = Property::of(of(OfferRole::Signature));
    let is_mixed = !matches!(key_exchange, Property::ClassicalOnly | Property::NotOffered);
    let falls_back = is_mixed && Property::has_classical(of(OfferRole::KeyExchange));
    say(protocol, "key exchange", &key_exchange.to_string());
    say(protocol, "host keys", &host_keys.to_string());
    if falls_back {
        say(protocol, "key exchange, without quantum resistance", "accepted too");
    }
    protocol.settings.sort();
}

fn add<'a>(protocol: &mut Protocol, role: OfferRole, names: impl IntoIterator<Item = &'a &'a str>) {
    for name in names {
        let is_known = |offer: &Offer| offer.role == role && offer.name == *name;
        if !protocol.offers.iter().any(is_known) {
            let algorithm = registry::ssh(name);
            protocol.offers.push(Offer { role, name: (*name).to_owned(), algorithm });
        }
    }
}

fn say(protocol: &mut Protocol, what: &str, text: &str) {
    if !text.is_empty() {
        protocol.settings.push((what.to_owned(), shown(text)));
    }
}

fn shown(text: &str) -> String {
    text.chars().filter(|one| !one.is_control()).take(LONGEST).collect()
}
