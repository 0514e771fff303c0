//! What a holding says of its public key, and of who issued it.

use crate::assess::Holding;
use crate::model::{Asset, AssetId, MaterialKind, RelationKind};

/// The certificates that issued one.
pub(super) fn issuers(holding: &Holding) -> impl Iterator<Item = AssetId> {
    let own = holding.id;
    let edges = holding.relations.iter();
    edges
        .filter(move |edge| edge.kind == RelationKind::Issuer && edge.from == own && edge.to != own)
        .map(|edge| edge.to)
}

/// Identity of the public key of a key or certificate: the edge where there is one, else the
/// identity that a public-key material with the same fingerprint has.
pub(super) fn public_key(holding: &Holding) -> Option<AssetId> {
    let wanted = match &holding.asset {
        Asset::Certificate(_) => RelationKind::SubjectPublicKey,
        Asset::RelatedCryptoMaterial(material) => match material.material {
            MaterialKind::PrivateKey => RelationKind::PublicHalf,
            MaterialKind::PublicKey => return Some(holding.id),
            MaterialKind::CertificateRequest => RelationKind::SubjectPublicKey,
            _ => return None,
        },
        _ => return None,
    };
    let mut edges = holding.relations.iter();
    let stated = edges.find(|edge| edge.kind == wanted && edge.from == holding.id);
    let fingerprint = match &holding.asset {
        Asset::Certificate(certificate) => Some(&certificate.key_fingerprint),
        // A request's fingerprint is not that of its key.
        Asset::RelatedCryptoMaterial(material) => {
            (material.material == MaterialKind::PrivateKey).then_some(&material.fingerprint)
        }
        _ => None,
    };
    stated.map(|edge| edge.to).or_else(|| Some(public_material(fingerprint?)))
}

/// Extended key usages (RFC 5280 §4.2.1.12).
pub(super) const SERVER: [&str; 2] = ["serverAuth", "1.3.6.1.5.5.7.3.1"];
pub(super) const CLIENT: [&str; 2] = ["clientAuth", "1.3.6.1.5.5.7.3.2"];
const ANY: [&str; 2] = ["anyExtendedKeyUsage", "2.5.29.37.0"];

/// Whether it may be a certificate that clients of TLS show (RFC 5280 §4.2.1.12).
pub(super) fn is_of_client(holding: &Holding) -> bool {
    let Asset::Certificate(certificate) = &holding.asset else { return false };
    let is_open = certificate.extended_key_usage.is_empty() || certificate.is_for(ANY);
    !certificate.is_ca && (is_open || certificate.is_for(CLIENT))
}

/// Whether it is a certificate that clients of TLS show and servers do not.
pub(super) fn is_of_clients_alone(asset: &Asset) -> bool {
    let Asset::Certificate(certificate) = asset else { return false };
    !certificate.is_ca
        && certificate.is_for(CLIENT)
        && !certificate.is_for(SERVER)
        && !certificate.is_for(ANY)
}

/// Whether it says whose a public key is.
pub(super) fn certifies(asset: &Asset) -> bool {
    match asset {
        Asset::Certificate(_) => true,
        Asset::RelatedCryptoMaterial(material) => {
            material.material == MaterialKind::CertificateRequest
        }
        _ => false,
    }
}

/// As [`Material::id`] has it for a public key.
fn public_material(fingerprint: &str) -> AssetId {
    AssetId::of("material", &[b"PublicKey", fingerprint.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Material;

    #[test]
    fn public_material_is_the_identity_of_the_material() {
        let material = Material {
            material: MaterialKind::PublicKey,
            name: String::new(),
            format: "SPKI".into(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint: "ab".into(),
            protection: None,
            subject: None,
            not_before: None,
            not_after: None,
            details: Vec::new(),
        };
        assert_eq!(public_material("ab"), material.id());
    }
}
