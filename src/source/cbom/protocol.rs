//! Protocols as other tools describe them.

use super::component::{Component, ProtocolProperties, Transform};
use super::convert::{Converted, Faults, referred_algorithm};
use super::document::Document;
use crate::model::{
    Algorithm, Asset, CipherSuite, Offer, OfferRole, Primitive, Protocol, ProtocolKind,
};

impl ProtocolProperties {
    pub(super) fn suites(&self) -> Vec<CipherSuite> {
        let suites = self.cipher_suites.0.iter().map(|suite| CipherSuite {
            name: suite.name.clone().unwrap_or_default(),
            identifiers: suite.identifiers.0.clone(),
        });
        suites.collect()
    }

    /// Everything that the protocol refers to, in the document's order.
    pub(super) fn references(&self) -> Vec<&String> {
        let suites = self.cipher_suites.0.iter().flat_map(|suite| &suite.algorithms.0);
        let transforms = self.ikev2_transform_types.iter().flat_map(|types| {
            [&types.encr, &types.prf, &types.integ, &types.ke, &types.auth]
                .into_iter()
                .flat_map(|list| list.0.iter().filter_map(Transform::reference))
        });
        let related = &self.related_cryptographic_assets.0;
        let related = related.iter().filter_map(|asset| asset.r#ref.as_ref());
        let mut all = Vec::new();
        let references =
            self.crypto_ref_array.0.iter().chain(suites).chain(transforms).chain(related);
        let mut seen = std::collections::HashSet::new();
        for reference in references {
            if seen.insert(reference) {
                all.push(reference);
            }
        }
        all
    }
}

/// A protocol of another tool; the algorithms that it refers to become its offers, where their
/// primitive tells what they are for.
pub(super) fn protocol(document: &Document<'_>, component: &Component) -> Converted {
    let none = ProtocolProperties::default();
    let properties = component.crypto_properties.as_ref();
    let stated = properties.and_then(|found| found.protocol_properties.as_ref()).unwrap_or(&none);
    let mut faults = Faults::default();
    let mut offers = Vec::new();
    for reference in stated.references() {
        faults.check(document, "algorithm", Some(reference));
        let Some(algorithm) = referred_algorithm(document, Some(reference)) else { continue };
        if let Some(role) = role(&algorithm) {
            offers.push(Offer { role, name: algorithm.name.clone(), algorithm });
        }
    }
    let word = stated.r#type.as_deref().unwrap_or("unknown");
    let protocol = Protocol {
        protocol: kind(word),
        name: component.name.clone().unwrap_or_else(|| word.to_owned()),
        version: stated.version.clone().filter(|version| !version.is_empty()),
        offers,
        cipher_suites: stated.suites(),
        settings: Vec::new(),
    };
    Converted::new(Asset::Protocol(protocol), faults)
}

fn role(algorithm: &Algorithm) -> Option<OfferRole> {
    match algorithm.primitive {
        Primitive::KeyAgree | Primitive::Kem | Primitive::Pke => Some(OfferRole::KeyExchange),
        Primitive::Signature => Some(OfferRole::Signature),
        Primitive::BlockCipher | Primitive::StreamCipher | Primitive::Ae => Some(OfferRole::Cipher),
        Primitive::Mac => Some(OfferRole::Mac),
        _ => None,
    }
}

/// 1.7 has more protocols than the model; they keep their name.
fn kind(word: &str) -> ProtocolKind {
    match word {
        "tls" | "dtls" => ProtocolKind::Tls,
        "ssh" => ProtocolKind::Ssh,
        "ipsec" => ProtocolKind::Ipsec,
        "ike" => ProtocolKind::Ike,
        "sstp" => ProtocolKind::Sstp,
        "wpa" => ProtocolKind::Wpa,
        "unknown" => ProtocolKind::Unknown,
        _ => ProtocolKind::Other,
    }
}
