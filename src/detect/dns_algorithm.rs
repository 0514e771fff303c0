//! DNSSEC algorithm numbers (IANA "DNS Security Algorithm Numbers") and their keys' encodings.

use super::bare_key;
use super::spki::PublicKey;
use crate::model::{Algorithm, CryptoFunction};
use crate::registry;

/// Mnemonic of the registry, and the algorithm of its signatures.
const ALGORITHMS: [(u8, &str, &str); 15] = [
    (1, "RSAMD5", "RSA-PKCS1-1.5-MD5"),
    (2, "DH", "DH"),
    (3, "DSA", "DSA-SHA-1"),
    (5, "RSASHA1", "RSA-PKCS1-1.5-SHA-1"),
    (6, "DSA-NSEC3-SHA1", "DSA-SHA-1"),
    (7, "RSASHA1-NSEC3-SHA1", "RSA-PKCS1-1.5-SHA-1"),
    (8, "RSASHA256", "RSA-PKCS1-1.5-SHA-256"),
    (10, "RSASHA512", "RSA-PKCS1-1.5-SHA-512"),
    (12, "ECC-GOST", "GOSTR3410-2001-GOSTR3411-94"),
    (13, "ECDSAP256SHA256", "ECDSA-P-256-SHA-256"),
    (14, "ECDSAP384SHA384", "ECDSA-P-384-SHA-384"),
    (15, "ED25519", "Ed25519"),
    (16, "ED448", "Ed448"),
    (17, "SM2SM3", "SM2-SM3"),
    (23, "ECC-GOST12", "GOSTR3410-2012-256-Streebog-256"),
];

/// `13 (ECDSAP256SHA256)`, or the number alone.
pub fn words(number: u8) -> String {
    match ALGORITHMS.iter().find(|(of, _, _)| *of == number) {
        Some((_, name, _)) => format!("{number} ({name})"),
        None => number.to_string(),
    }
}

/// The number of an algorithm by its mnemonic or number, with the short names that BIND takes beside them
/// (`dns_secalg_fromtext`, lib/dns/rcode.c).
pub fn numbered(word: &str) -> Option<u8> {
    let word = word.to_ascii_uppercase();
    let name = match word.as_str() {
        "ECDSA256" => "ECDSAP256SHA256",
        "ECDSA384" => "ECDSAP384SHA384",
        "NSEC3RSASHA1" => "RSASHA1-NSEC3-SHA1",
        other => other,
    };
    let known = ALGORITHMS.iter().find(|(_, of, _)| *of == name).map(|(number, _, _)| *number);
    known.or_else(|| word.parse().ok())
}

/// The algorithm of the signatures.
pub fn signature(number: u8) -> Algorithm {
    let known = ALGORITHMS.iter().find(|(of, _, _)| *of == number);
    known
        .and_then(|(_, _, name)| registry::by_name(name))
        .unwrap_or_else(|| Algorithm::verbatim(&format!("DNSSEC algorithm {number}"), None))
}

/// The public key field of a DNSKEY: RFC 3110 §2, RFC 6605 §4, RFC 8080 §3. `None` for other algorithms and where the
/// length does not fit.
pub fn public_key(number: u8, key: &[u8]) -> Option<PublicKey> {
    let point = |curve: &str| bare_key::point(curve, &[&[4], key].concat());
    let key = match number {
        1 | 5 | 7 | 8 | 10 => rsa(key),
        13 => point("P-256"),
        14 => point("P-384"),
        15 => bare_key::octets("Ed25519", key),
        16 => bare_key::octets("Ed448", key),
        _ => None,
    };
    key.map(|key| key.used_for([CryptoFunction::Sign, CryptoFunction::Verify]))
}

/// Exponent length in one octet, or in two behind a zero; exponent; modulus (RFC 3110 §2).
pub fn rsa(key: &[u8]) -> Option<PublicKey> {
    let (length, rest) = match key {
        [0, high, low, rest @ ..] => (usize::from(*high) << 8 | usize::from(*low), rest),
        [length, rest @ ..] => (usize::from(*length), rest),
        [] => return None,
    };
    let (exponent, modulus) = rest.split_at_checked(length)?;
    bare_key::rsa(modulus, exponent)
}
