//! Numbers of COSE as algorithms and words: IANA's registries "COSE Algorithms" and "COSE Elliptic Curves" (RFC 9053,
//! RFC 8812, RFC 8230, RFC 8778, RFC 9459, RFC 9864, RFC 9964).

use ciborium::Value;

use crate::model::Algorithm;
use crate::registry;

/// An `alg` as its header has it: a number, or a name of a private registry. A key agreement that wraps a key is the
/// agreement.
pub fn algorithm(alg: &Value) -> Option<Algorithm> {
    if let Some(name) = alg.as_text() {
        let is_plain = super::jose_name::is_plain(name);
        return is_plain.then(|| Algorithm::verbatim(name, None));
    }
    let number = integer(alg)?;
    let verbatim = || Algorithm::verbatim(&format!("COSE algorithm {number}"), None);
    Some(name(number).and_then(registry::by_name).unwrap_or_else(verbatim))
}

/// What `direct` use of a shared key is called; it is no algorithm.
pub fn is_direct(alg: &Value) -> bool {
    integer(alg) == Some(-6)
}

/// A CBOR integer.
pub fn integer(value: &Value) -> Option<i64> {
    i64::try_from(i128::from(value.as_integer()?)).ok()
}

/// Name in the registry. ES256 and its kin do not fix the curve here, as they do in JOSE (RFC 9053 §2.1).
const fn name(number: i64) -> Option<&'static str> {
    Some(match number {
        -7 => "ECDSA-SHA-256",
        -35 => "ECDSA-SHA-384",
        -36 => "ECDSA-SHA-512",
        -8 => "EdDSA",
        -9 => "ECDSA-P-256-SHA-256",
        -51 => "ECDSA-P-384-SHA-384",
        -52 => "ECDSA-P-521-SHA-512",
        -19 => "Ed25519",
        -53 => "Ed448",
        -47 => "ECDSA-secp256k1-SHA-256",
        -37 => "RSA-PSS-SHA-256",
        -38 => "RSA-PSS-SHA-384",
        -39 => "RSA-PSS-SHA-512",
        -257 => "RSA-PKCS1-1.5-SHA-256",
        -258 => "RSA-PKCS1-1.5-SHA-384",
        -259 => "RSA-PKCS1-1.5-SHA-512",
        -65535 => "RSA-PKCS1-1.5-SHA-1",
        -46 => "HSS-LMS",
        -48 => "ML-DSA-44",
        -49 => "ML-DSA-65",
        -50 => "ML-DSA-87",
        -40 => "RSA-OAEP-SHA-1",
        -41 => "RSA-OAEP-SHA-256",
        -42 => "RSA-OAEP-SHA-512",
        -34..=-25 => "ECDH",
        -3 => "AES-128-KW",
        -4 => "AES-192-KW",
        -5 => "AES-256-KW",
        1 => "AES-128-GCM",
        2 => "AES-192-GCM",
        3 => "AES-256-GCM",
        10 | 12 | 30 | 32 => "AES-128-CCM",
        11 | 13 | 31 | 33 => "AES-256-CCM",
        24 => "ChaCha20-Poly1305",
        -65534 => "AES-128-CTR",
        -65533 => "AES-192-CTR",
        -65532 => "AES-256-CTR",
        -65531 => "AES-128-CBC",
        -65530 => "AES-192-CBC",
        -65529 => "AES-256-CBC",
        4 | 5 => "HMAC-SHA-256",
        6 => "HMAC-SHA-384",
        7 => "HMAC-SHA-512",
        _ => return None,
    })
}

/// A curve by its number, as the registry names it.
pub const fn curve(number: i64) -> Option<&'static str> {
    Some(match number {
        1 => "P-256",
        2 => "P-384",
        3 => "P-521",
        4 => "X25519",
        5 => "X448",
        6 => "Ed25519",
        7 => "Ed448",
        8 => "secp256k1",
        256 => "brainpoolP256r1",
        257 => "brainpoolP320r1",
        258 => "brainpoolP384r1",
        259 => "brainpoolP512r1",
        _ => return None,
    })
}
