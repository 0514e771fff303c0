//! A private key of an NSS database: its public attributes are in the clear, its secret ones closed one by one.

use super::ber::Element;
use super::nss_database::{Attributes, VALUE};
use super::private_key;
use super::spki::{self, PublicKey};
use crate::model::{Algorithm, Material, MaterialKind, Protection};
use crate::registry;

/// CKA_KEY_TYPE, CKA_ID, CKA_MODULUS, CKA_PUBLIC_EXPONENT, CKA_PRIVATE_EXPONENT, CKA_PRIME, CKA_EC_PARAMS (PKCS#11 v3.1).
const KEY_TYPE: &str = "a100";
const ID: &str = "a102";
const MODULUS: &str = "a120";
const PUBLIC_EXPONENT: &str = "a122";
const PRIVATE_EXPONENT: &str = "a123";
const PRIME: &str = "a130";
const EC_PARAMS: &str = "a180";
/// CKK_RSA, CKK_DSA, CKK_DH, CKK_EC.
const RSA: u32 = 0;
const DSA: u32 = 1;
const DH: u32 = 2;
const EC: u32 = 3;

/// The key as an asset. Its fingerprint is that of the RSA public key where it shows, else of the identifier that NSS
/// makes from the public key.
pub fn private(row: &Attributes<'_>) -> Material {
    let (algorithm, bits) = algorithm(row);
    let named = algorithm.as_ref().map_or_else(String::new, |known| format!("{} ", known.name));
    let public = public(row);
    let fallback = [row.bytes(EC_PARAMS).unwrap_or(&[]), row.bytes(ID).unwrap_or(&[])].concat();
    Material {
        material: MaterialKind::PrivateKey,
        name: format!("encrypted {named}private key"),
        format: "NSS".to_owned(),
        algorithm,
        signature_algorithm: None,
        size_bits: bits,
        fingerprint: public.unwrap_or_else(|| super::sha256(&fallback)),
        protection: protection(row),
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    }
}

/// { AlgorithmIdentifier, OCTET STRING } of a closed attribute.
pub fn protection(row: &Attributes<'_>) -> Option<Protection> {
    row.bytes(PRIVATE_EXPONENT).or_else(|| row.bytes(VALUE)).map(private_key::protection_of)
}

fn algorithm(row: &Attributes<'_>) -> (Option<Algorithm>, Option<u32>) {
    let bits = |column| {
        let number = spki::integer(row.bytes(column)?);
        spki::bits(&Element::read(&number)?)
    };
    let sized = |oid, bits| (Some(registry::key(oid, None, bits)), bits);
    match row.number(KEY_TYPE) {
        Some(RSA) => sized(spki::RSA, bits(MODULUS)),
        Some(DSA) => sized(spki::DSA, bits(PRIME)),
        Some(DH) => sized(spki::DH, bits(PRIME)),
        Some(EC) => {
            let parameters = row.bytes(EC_PARAMS).and_then(Element::read);
            let (algorithm, bits) = spki::curve(spki::EC, parameters.as_ref());
            (Some(algorithm), bits)
        }
        _ => (None, None),
    }
}

/// Fingerprint of the public half of an RSA key.
fn public(row: &Attributes<'_>) -> Option<String> {
    let (modulus, exponent) =
        (spki::integer(row.bytes(MODULUS)?), spki::integer(row.bytes(PUBLIC_EXPONENT)?));
    let encoding = spki::wrap_rsa(&Element::read(&modulus)?, &Element::read(&exponent)?);
    Some(PublicKey::read(&Element::read(&encoding)?)?.fingerprint)
}
