//! Public keys from their bare numbers and octets, as JOSE, COSE, DNSSEC, age and their kin carry them, put into the
//! form that makes a key one asset in every format: its `SubjectPublicKeyInfo`.

use super::ber::Element;
use super::spki::{self, PublicKey};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind, RelationKind};
use crate::registry;

/// An RSA key from modulus and public exponent, big-endian (RFC 8017 §A.1.1).
pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Option<PublicKey> {
    let (modulus, exponent) = (integer(modulus)?, integer(exponent)?);
    let spki = spki::wrap_rsa(&Element::read(&modulus)?, &Element::read(&exponent)?);
    PublicKey::read(&Element::read(&spki)?).filter(|key| key.bits.is_some())
}

/// A key on a named curve from its encoded point (SEC 1 §2.3.3, RFC 5480 §2.2), whose length must fit the curve.
pub fn point(curve: &str, point: &[u8]) -> Option<PublicKey> {
    let curve = registry::curve(curve)?;
    let curve = registry::curves().find(|known| known.name == curve && !known.oid.is_empty())?;
    let coordinate = usize::from(curve.field_bits).div_ceil(8);
    let is_point = match point.first()? {
        2 | 3 => point.len() == 1 + coordinate,
        4 => point.len() == 1 + 2 * coordinate,
        _ => false,
    };
    let parameters = oid(curve.oid)?;
    let identifier = spki::der(0x30, &[oid(spki::EC)?, parameters].concat());
    is_point.then(|| spki::wrap(&identifier, point)).and_then(|spki| read(&spki))
}

/// A key of an algorithm whose identifier has no parameters, from its octets: RFC 8410 §4, RFC 9881 §4, RFC 9935 §4,
/// RFC 9909 §5. `None` where the length is not that algorithm's.
pub fn octets(algorithm: &str, key: &[u8]) -> Option<PublicKey> {
    let known = registry::by_name(algorithm)?;
    let expected = match known.name.as_str() {
        "X25519" | "Ed25519" => 32,
        "X448" => 56,
        "Ed448" => 57,
        _ => usize::try_from(registry::facts(&known).sizes.public_key?).ok()?,
    };
    let identifier = spki::der(0x30, &oid(known.oid.as_deref()?)?);
    (key.len() == expected).then(|| spki::wrap(&identifier, key)).and_then(|spki| read(&spki))
}

impl PublicKey {
    /// The key for the functions that its holder states; one that its algorithm alone tells is left as it is.
    pub fn used_for(mut self, functions: impl IntoIterator<Item = CryptoFunction>) -> Self {
        if self.algorithm.functions.is_empty() {
            self.algorithm.functions = functions.into_iter().collect();
        }
        self
    }

    /// The private key to this public half.
    pub fn private_half(&self, format: &str) -> Material {
        let name = format!("{} private key", self.algorithm.name);
        let kind = MaterialKind::PrivateKey;
        Material {
            algorithm: Some(self.algorithm.clone()),
            size_bits: self.bits,
            ..Material::new(kind, name, format, self.fingerprint.clone())
        }
    }

    /// Where this key, or the private key to it, was seen.
    pub fn seen(
        self,
        detector: &'static str,
        private: Option<Material>,
        (offset, line): (u64, Option<u32>),
    ) -> Finding {
        match private {
            Some(private) => {
                Finding::new(detector, Asset::RelatedCryptoMaterial(private), offset, line)
                    .refers_to(RelationKind::PublicHalf, self.asset())
            }
            None => Finding::new(detector, self.asset(), offset, line),
        }
    }
}

fn read(spki: &[u8]) -> Option<PublicKey> {
    PublicKey::read(&Element::read(spki)?)
}

/// DER of a non-negative INTEGER.
fn integer(magnitude: &[u8]) -> Option<Vec<u8>> {
    let first = magnitude.iter().position(|byte| *byte != 0)?;
    let magnitude = &magnitude[first..];
    let sign: &[u8] = if magnitude[0] & 0x80 == 0 { &[] } else { &[0] };
    Some(spki::der(0x02, &[sign, magnitude].concat()))
}

/// DER of an OBJECT IDENTIFIER.
fn oid(dotted: &str) -> Option<Vec<u8>> {
    Some(spki::der(0x06, const_oid::ObjectIdentifier::new(dotted).ok()?.as_bytes()))
}
