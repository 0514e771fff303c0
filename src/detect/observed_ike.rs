//! What a monitor wrote down of a responder's choice in IKE, in the words of Suricata: `ENCR_AES_CBC`, `Modp2048` or
//! `IkeTransformDHType(35)` for version 2, numbers for version 1.

use std::collections::BTreeMap;

use super::ike_proposals::Proposals;
use super::ike_responder::{protocol, say, suite};
use crate::model::{Algorithm, Protocol};
use crate::registry::{self, IkeNumber, IkeTransform};
use crate::wire::ike::{Attribute, Version, kind};

/// Attributes of version 1 (RFC 2409 App. A) with the names of their fields.
const ATTRIBUTES: [(u16, &str); 5] = [
    (1, "encryption number"),
    (2, "hash number"),
    (3, "authentication number"),
    (4, "key exchange number"),
    (14, "key length"),
];
const TRANSFORMS: [(u8, &str); 4] = [
    (kind::ENCR, "encryption"),
    (kind::PRF, "pseudo-random function"),
    (kind::INTEG, "integrity"),
    (kind::KE, "key exchange"),
];

/// What both peers agreed on; `None` where nothing was chosen.
pub fn connection(fields: &BTreeMap<String, String>) -> Option<Protocol> {
    let mut proposals = Proposals::default();
    if fields.get("version").map(String::as_str) == Some("1") {
        let attribute = |(kind, name): (u16, &str)| Some((kind, fields.get(name)?.parse().ok()?));
        let attributes = ATTRIBUTES.into_iter().filter_map(attribute).collect::<Vec<Attribute>>();
        let (transforms, authentication) = suite(&attributes);
        proposals.add_transforms(transforms);
        let mut connection = protocol("IKE connection", Version::One, proposals);
        if let Some(authentication) = authentication {
            say(&mut connection, "authentication", &authentication);
        }
        return (!connection.offers.is_empty()).then_some(connection);
    }
    let named = |(kind, name): (u8, &str)| Some(transform(kind, fields.get(name)?));
    let all = TRANSFORMS.into_iter().filter_map(named).collect::<Vec<_>>();
    // A refusal is written with what Suricata begins with: no key exchange.
    let has_exchange = all.iter().any(|(_, one)| matches!(one, IkeTransform::KeyExchange(_)));
    proposals.add_transforms(all);
    has_exchange.then(|| protocol("IKE connection", Version::Two, proposals))
}

/// A transform under any of the names that versions of Suricata have for it.
fn transform(kind: u8, word: &str) -> IkeNumber {
    let number = word.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some(id) = number.and_then(|(_, number)| number.parse().ok()) {
        return registry::ike_transform(kind, id, None);
    }
    let keyword = method(word);
    let known = match kind {
        kind::KE => registry::ike(&keyword, None).map(|transform| (keyword, transform)),
        _ => registry::ike_transform_named(kind, word),
    };
    known.unwrap_or_else(|| {
        let of = match kind {
            kind::ENCR => IkeTransform::Encryption,
            kind::PRF => IkeTransform::Prf,
            kind::INTEG => IkeTransform::Integrity,
            _ => IkeTransform::KeyExchange,
        };
        (word.to_owned(), of(Algorithm::verbatim(word, None)))
    })
}

/// A key exchange method as configurations write it: `Curve25519`, `1024-bit MODP Group`.
fn method(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    let mut numbers = word.split(|one: char| !one.is_ascii_digit()).filter(|one| !one.is_empty());
    let (first, second) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let is = |what: &str| word.contains(what);
    match word.as_str() {
        "curve25519" => "x25519".to_owned(),
        "curve448" => "x448".to_owned(),
        _ if word.starts_with("brainpool") => format!("ecp{first}bp"),
        _ if is("-bit modp group") && second.is_empty() => format!("modp{first}"),
        _ if is("-bit modp group") => format!("modp{first}s{second}"),
        _ if is("-bit random ecp group") => format!("ecp{first}"),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: u8, word: &str) -> String {
        transform(kind, word).0
    }

    #[test]
    fn words_of_all_versions_are_known() {
        for (word, keyword) in [
            ("Modp2048", "modp2048"),
            ("Modp1024s160", "modp1024s160"),
            ("1024-bit MODP Group", "modp1024"),
            ("2048-bit MODP Group with 256-bit Prime Order Subgroup", "modp2048s256"),
            ("256-bit random ECP group", "ecp256"),
            ("BrainpoolP384r1", "ecp384bp"),
            ("Curve25519", "x25519"),
            ("IkeTransformDHType(36)", "mlkem768"),
            ("of tomorrow", "of tomorrow"),
        ] {
            assert_eq!(name(kind::KE, word), keyword);
        }
        assert_eq!(name(kind::ENCR, "ENCR_CHACHA20_POLY1305"), "chacha20poly1305");
        assert_eq!(name(kind::ENCR, "IkeTransformEncType(3)"), "3des");
        assert_eq!(name(kind::PRF, "PRF_HMAC_SHA2_384"), "prfsha384");
        assert_eq!(name(kind::INTEG, "AUTH_HMAC_SHA1_96"), "sha1");
    }
}
