//! Secret keys that a password showed in a keystore.

use super::ber::Element;
use super::{Sink, sha256};
use crate::model::{Algorithm, Asset, AssetId, Finding, Material, MaterialKind, Protection};
use crate::registry;

/// What a secret key is for: Java's providers name AES by the arc of its modes (`NISTObjectIdentifiers.aes`).
pub fn algorithm(oid: &str) -> Algorithm {
    let aes = (oid == "2.16.840.1.101.3.4.1").then(|| registry::by_name("AES")).flatten();
    aes.unwrap_or_else(|| registry::by_oid(oid))
}

/// A secret key: what it is for, and its size.
pub struct Secret {
    /// By the store's own name or object identifier.
    pub algorithm: Option<Algorithm>,
    /// Octets.
    pub octets: usize,
}

impl Secret {
    /// PKCS#8 around a secret key, as OpenJDK writes it: { 0, AlgorithmIdentifier, OCTET STRING }.
    pub fn of_pkcs8(plain: &[u8]) -> Option<Self> {
        let info = Element::read(plain)?;
        let algorithm = algorithm(&info.child(1)?.child(0)?.oid()?);
        Some(Self { algorithm: Some(algorithm), octets: info.child(2)?.octets()?.len() })
    }

    /// Reports it; it is told apart by `sealed`, its encrypted form, and never by its own octets.
    pub fn report(
        &self,
        detector: &'static str,
        format: &str,
        sealed: &[u8],
        protection: Protection,
        sink: &mut Sink,
    ) -> AssetId {
        let name = self.algorithm.as_ref().map_or("", |algorithm| &algorithm.name);
        let name = format!("{name} secret key").trim_start().to_owned();
        let material = Material::new(MaterialKind::SecretKey, name, format, sha256(sealed));
        let asset = Asset::RelatedCryptoMaterial(Material {
            algorithm: self.algorithm.clone(),
            size_bits: u32::try_from(self.octets * 8).ok(),
            protection: Some(protection),
            ..material
        });
        let id = asset.id();
        sink.found(Finding::new(detector, asset, 0, None));
        id
    }
}
