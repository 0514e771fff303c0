//! What an IKE peer proposes, accepts or agrees on, as protocol assets.

use super::ike_proposals::Proposals;
use super::quantum_property::Property;
use crate::model::{Algorithm, OfferRole, Protocol, ProtocolKind};
use crate::registry::{self, IkeTransform};
use crate::wire::ike::{Attribute, Message, Proposal, Transform, Version, kind, notify};

/// Attributes of version 1 (RFC 2409 App. A).
mod attribute {
    pub const ENCRYPTION: u16 = 1;
    pub const HASH: u16 = 2;
    pub const AUTHENTICATION: u16 = 3;
    pub const GROUP: u16 = 4;
    pub const KEY_LENGTH: u16 = 14;
}

/// A peer, or what two agreed on, with the algorithms of `proposals`.
pub fn protocol(name: &str, version: Version, proposals: Proposals) -> Protocol {
    let version = match version {
        Version::One => "1",
        Version::Two => "2",
    };
    let mut protocol = Protocol {
        protocol: ProtocolKind::Ike,
        name: name.to_owned(),
        version: Some(version.to_owned()),
        offers: proposals.offers,
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    };
    let exchanges = || {
        let offers = protocol.offers.iter().filter(|one| one.role == OfferRole::KeyExchange);
        offers.map(|one| &one.algorithm)
    };
    let property = Property::of(exchanges());
    let mixed = !matches!(property, Property::ClassicalOnly | Property::NotOffered);
    let falls_back = mixed && Property::has_classical(exchanges());
    say(&mut protocol, "key exchange", &property.to_string());
    if falls_back {
        say(&mut protocol, "key exchange, without quantum resistance", "accepted too");
    }
    protocol.settings.sort();
    protocol
}

/// The algorithms of whole proposals of version 2, each kept apart, so that what is combined is what was proposed.
pub fn proposed(all: &[Proposal]) -> Proposals {
    let mut proposals = Proposals::default();
    for proposal in all {
        proposals.add_transforms(named(&proposal.transforms));
    }
    proposals
}

/// Transforms under their names.
pub fn named(transforms: &[Transform]) -> Vec<(String, IkeTransform)> {
    // A transform of the integrity type says NONE where the cipher has its own.
    let means =
        |one: &&Transform| one.kind != kind::ESN && !(one.kind == kind::INTEG && one.id == 0);
    let named = |one: &Transform| registry::ike_transform(one.kind, one.id, one.key_bits);
    transforms.iter().filter(means).map(named).collect()
}

/// The algorithms of a suite of version 1, and how its peers authenticate.
pub fn suite(attributes: &[Attribute]) -> (Vec<(String, IkeTransform)>, Option<String>) {
    let value = |kind: u16| {
        let found = attributes.iter().find(|(one, _)| *one == kind)?;
        u16::try_from(found.1).ok()
    };
    let bits = value(attribute::KEY_LENGTH);
    let named = |kind: u16| registry::ike_attribute(kind, value(kind)?, bits);
    let kinds = [attribute::ENCRYPTION, attribute::HASH, attribute::GROUP];
    let transforms = kinds.into_iter().filter_map(named).collect();
    (transforms, value(attribute::AUTHENTICATION).map(registry::ike_authentication))
}

/// What a first message announces beside its proposals.
pub fn announce(protocol: &mut Protocol, message: &Message<'_>) {
    let says = |number: u16| message.notification(number).is_some();
    for (number, what) in [
        (notify::INTERMEDIATE_EXCHANGE_SUPPORTED, "intermediate exchanges"),
        (notify::FRAGMENTATION_SUPPORTED, "fragmentation"),
        (notify::USE_PPK, "post-quantum preshared keys"),
        (notify::USE_PPK_INT, "post-quantum preshared keys in intermediate exchanges"),
        (notify::CHILDLESS_IKEV2_SUPPORTED, "childless initiation"),
        (notify::MULTIPLE_AUTH_SUPPORTED, "multiple authentication"),
    ] {
        if says(number) {
            say(protocol, what, "announced");
        }
    }
    if let Some(hashes) = message.notification(notify::SIGNATURE_HASH_ALGORITHMS) {
        let names = hashes.numbers().into_iter().take(64).map(registry::ike_signature_hash);
        say(protocol, "signature hashes", &names.collect::<Vec<_>>().join(", "));
    }
    protocol.settings.sort();
    protocol.settings.dedup();
}

/// What a responder accepted, one transform after the other.
#[derive(Debug, Default)]
pub struct Accepted {
    /// Transforms that were accepted.
    pub transforms: Vec<Transform>,
    /// Additional key exchanges, each with the method of the first exchange that it was accepted with.
    pub additional: Vec<(Transform, Option<u16>)>,
    /// How many were refused.
    pub refused: usize,
    /// How many were not answered.
    pub unanswered: usize,
}

impl Accepted {
    /// The algorithms; an additional key exchange and the first that goes with it are one.
    pub fn proposals(&self) -> Proposals {
        let mut proposals = Proposals::default();
        for (additional, method) in &self.additional {
            let Some(id) = *method else { continue };
            let first = Transform { kind: kind::KE, id, key_bits: None };
            proposals.add_transforms(named(&[first, *additional]));
        }
        // By type: the order of asking is not the responder's.
        let mut alone = self.transforms.clone();
        alone.sort_by_key(|one| (one.kind, one.id, std::cmp::Reverse(one.key_bits)));
        proposals.add_transforms(named(&alone));
        proposals
    }

    /// One word for the additional key exchanges.
    pub fn additional_property(&self) -> Property {
        let methods = self.additional.iter().filter_map(|(transform, _)| {
            match registry::ike_transform(kind::KE, transform.id, None).1 {
                IkeTransform::KeyExchange(algorithm) => Some(algorithm),
                _ => None,
            }
        });
        let methods = methods.collect::<Vec<Algorithm>>();
        Property::of(&methods)
    }
}

/// A fact in words.
pub fn say(protocol: &mut Protocol, what: &str, text: &str) {
    if !text.is_empty() {
        protocol.settings.push((what.to_owned(), text.to_owned()));
    }
}
