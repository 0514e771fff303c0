//! Protocols as other tools describe them.

use super::component::{Component, ProtocolProperties, Transform};
use super::convert::{Converted, referred_algorithm};
use super::document::Document;
use super::faults::Faults;
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
        faults.check(document, "cryptoProperties.protocolProperties", Some(reference));
        let Some(algorithm) = referred_algorithm(document, Some(reference)) else { continue };
        if let Some(role) = role(&algorithm) {
            offers.push(Offer { role, name: algorithm.name.clone(), algorithm });
        }
    }
    let name = component.name.as_deref().unwrap_or_default();
    let by_name = named(name);
    let word = stated.r#type.as_deref().or(by_name.map(|(word, _)| word)).unwrap_or("unknown");
    let stated_version = stated.version.clone().filter(|version| !version.is_empty());
    let protocol = Protocol {
        protocol: kind(word),
        name: if name.is_empty() { word } else { name }.to_owned(),
        version: stated_version
            .or_else(|| by_name.and_then(|(_, version)| version).map(str::to_owned)),
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

/// Protocol and version of a name such as `TLSv1.0`, `TLS 1.2`, `SSLv3`, `SSH-2.0`.
fn named(name: &str) -> Option<(&'static str, Option<&str>)> {
    let (word, rest) = [("tls", "tls"), ("dtls", "dtls"), ("ssl", "tls"), ("ssh", "ssh")]
        .iter()
        .find_map(|(begin, word)| {
            let head = name.get(..begin.len())?;
            head.eq_ignore_ascii_case(begin).then(|| (*word, &name[begin.len()..]))
        })?;
    let number = rest.trim_start_matches([' ', '-', '_', 'v', 'V']);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if number.is_empty() {
        return Some((word, None));
    }
    // Anything else that begins so is a name of something else.
    if !is_number(number) || number.len() > 4 {
        return None;
    }
    let is_ssl = name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("ssl"));
    Some((
        word,
        match (is_ssl, number.trim_end_matches(".0")) {
            (true, "2") => Some("SSL 2.0"),
            (true, "3") => Some("SSL 3.0"),
            _ => Some(number),
        },
    ))
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
