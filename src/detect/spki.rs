//! Public keys as `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7): algorithm, size, and the fingerprint that makes one key
//! one asset in every format.

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::stateful_key;
use crate::model::{Algorithm, Asset, Material, MaterialKind};
use crate::registry;

pub const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_OAEP: &str = "1.2.840.113549.1.1.7";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
pub const DSA: &str = "1.2.840.10040.4.1";
pub const DH: &str = "1.2.840.113549.1.3.1";
pub const X942_DH: &str = "1.2.840.10046.2.1";
pub const EC: &str = "1.2.840.10045.2.1";
const EC_DH: &str = "1.3.132.1.12";

/// A public key.
pub struct PublicKey {
    /// Algorithm with its size or curve.
    pub algorithm: Algorithm,
    /// Modulus or field size in bits, where the encoding shows it.
    pub bits: Option<u32>,
    /// SHA-256 of the `SubjectPublicKeyInfo`, lower-case hexadecimal.
    pub fingerprint: String,
    /// What more the key says of itself.
    pub details: Vec<(String, String)>,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`.
    pub fn read(spki: &Element<'_>) -> Option<Self> {
        let (identifier, key) = (spki.child(0)?, spki.child(1)?);
        if key.tag() != Some(Tag::BitString) || spki.child(2).is_some() {
            return None;
        }
        // The first octet counts unused bits (X.690 §8.6.2).
        let bytes = key.content().get(1..)?;
        let (mut algorithm, bits) = key_algorithm(&identifier, Some(bytes))?;
        let mut details = Vec::new();
        if let Some(numbered) = stateful_key::read(&algorithm, bytes) {
            (algorithm, details) = numbered;
        }
        Some(Self { algorithm, bits, fingerprint: super::sha256(spki.whole), details })
    }

    /// The asset: the same in whatever encoding the key was seen.
    pub fn asset(self) -> Asset {
        Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::PublicKey,
            name: format!("{} public key", self.algorithm.name),
            format: "SPKI".to_owned(),
            algorithm: Some(self.algorithm),
            signature_algorithm: None,
            size_bits: self.bits,
            fingerprint: self.fingerprint,
            protection: None,
            subject: None,
            not_before: None,
            not_after: None,
            details: self.details,
        })
    }
}

/// Algorithm and size by `AlgorithmIdentifier` and, for RSA, the key itself (an `RSAPublicKey`).
pub fn key_algorithm(
    identifier: &Element<'_>,
    key: Option<&[u8]>,
) -> Option<(Algorithm, Option<u32>)> {
    let oid = identifier.child(0)?.oid()?;
    let parameters = identifier.child(1);
    Some(match oid.as_str() {
        RSA | RSA_OAEP | RSA_PSS => {
            let bits = key.and_then(Element::read).and_then(|key| modulus_bits(&key.child(0)?));
            (registry::key(&oid, None, bits), bits)
        }
        DSA | DH | X942_DH => {
            let bits = parameters.and_then(|parameters| bits(&parameters.child(0)?));
            (registry::key(&oid, None, bits), bits)
        }
        EC | EC_DH => curve(&oid, parameters.as_ref()),
        // GOST keys name their curve first (RFC 4491 §2.3.2, RFC 9215 §3): SEQUENCE { publicKeyParamSet, … }
        _ if oid.starts_with("1.2.643.") => {
            curve(&oid, parameters.and_then(|parameters| parameters.child(0)).as_ref())
        }
        _ => (registry::key(&oid, None, None), None),
    })
}

/// An EC key by its parameters: a named curve, or the prime of explicit ones (RFC 3279 §2.3.5).
pub fn curve(oid: &str, parameters: Option<&Element<'_>>) -> (Algorithm, Option<u32>) {
    if let Some(named) = parameters.and_then(Element::oid) {
        let field = registry::curves()
            .find(|curve| curve.oid == named)
            .map(|curve| u32::from(curve.field_bits));
        return (registry::key(oid, Some(&named), None), field);
    }
    let mut algorithm = registry::key(oid, None, None);
    // ECParameters ::= { version, FieldID { type, parameters }, … }: a prime, or { m, … } of a binary field.
    let field = parameters.and_then(|parameters| parameters.child(1)?.child(1));
    let Some(field) = field else { return (algorithm, None) };
    algorithm.curve = Some("explicit".to_owned());
    let degree = || u32::try_from(field.child(0)?.number()?).ok();
    let size = if field.tag() == Some(Tag::Integer) { bits(&field) } else { degree() };
    (registry::renamed(algorithm), size)
}

/// Length in bits of an RSA modulus. Old writers left out the sign octet; every reader takes the number as positive.
fn modulus_bits(integer: &Element<'_>) -> Option<u32> {
    let unsigned = integer.content().first().is_some_and(|first| first & 0x80 != 0);
    if unsigned && integer.tag() == Some(Tag::Integer) {
        return u32::try_from(integer.content().len()).ok()?.checked_mul(8);
    }
    bits(integer)
}

/// Length in bits of a positive INTEGER.
pub fn bits(integer: &Element<'_>) -> Option<u32> {
    if integer.tag() != Some(Tag::Integer) {
        return None;
    }
    let content = integer.content();
    // A set top bit is a negative number, which no modulus is.
    let first = content.iter().position(|byte| *byte != 0)?;
    if content[0] & 0x80 != 0 {
        return None;
    }
    let whole = u32::try_from(content.len() - first).ok()?;
    whole.checked_mul(8)?.checked_sub(content[first].leading_zeros())
}

/// DER of a `SubjectPublicKeyInfo` around an RSA key in PKCS#1 form (RFC 8017 §A.1.1).
pub fn wrap_rsa(modulus: &Element<'_>, exponent: &Element<'_>) -> Vec<u8> {
    const IDENTIFIER: &[u8] =
        &[0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];
    wrap(IDENTIFIER, &der(0x30, &[modulus.whole, exponent.whole].concat()))
}

/// DER of a `SubjectPublicKeyInfo` from its `AlgorithmIdentifier` and the octets of the key.
pub fn wrap(identifier: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = der(0x03, &[&[0], key].concat());
    der(0x30, &[identifier, &bits].concat())
}

/// DER of an INTEGER from the magnitude of an unsigned number, most significant octet first.
pub fn integer(magnitude: &[u8]) -> Vec<u8> {
    let first = magnitude.iter().position(|byte| *byte != 0).unwrap_or(magnitude.len());
    let digits = &magnitude[first..];
    let sign: &[u8] = if digits.first().is_none_or(|byte| byte & 0x80 != 0) { &[0] } else { &[] };
    der(0x02, &[sign, digits].concat())
}

/// One DER element.
pub fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().position(|byte| *byte != 0).unwrap_or(length.len())..];
    let mut element = vec![tag];
    match (content.len(), u8::try_from(digits.len())) {
        (short @ 0..=127, _) => element.push(u8::try_from(short).unwrap_or_default()),
        (_, count) => {
            element.push(0x80 | count.unwrap_or_default());
            element.extend_from_slice(digits);
        }
    }
    element.extend_from_slice(content);
    element
}
