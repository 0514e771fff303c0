//! Numbers of OpenPGP (RFC 9580 §9, RFC 9980 §2) as algorithms and words.

use crate::model::{Algorithm, CryptoFunction};
use crate::registry;

/// A composite of RFC 9980, named by its parts as that document does.
pub fn hybrid(id: u8) -> Option<Algorithm> {
    use CryptoFunction::{Decapsulate, Encapsulate, Sign, Verify};
    let (parts, functions) = match id {
        30 => (["ML-DSA-65", "Ed25519"], [Sign, Verify]),
        31 => (["ML-DSA-87", "Ed448"], [Sign, Verify]),
        35 => (["ML-KEM-768", "X25519"], [Encapsulate, Decapsulate]),
        36 => (["ML-KEM-1024", "X448"], [Encapsulate, Decapsulate]),
        _ => return None,
    };
    let strongest = registry::by_name(parts[0]);
    let mut algorithm = Algorithm::verbatim(&parts.join("+"), None);
    algorithm.family = strongest.as_ref().and_then(|a| a.family.clone());
    algorithm.parameter_set = strongest.as_ref().and_then(|a| a.parameter_set.clone());
    algorithm.primitive = strongest.map_or(algorithm.primitive, |a| a.primitive);
    algorithm.functions = functions.into_iter().collect();
    algorithm.components = parts.iter().map(|part| (*part).to_owned()).collect();
    Some(algorithm)
}

/// A stand-alone SLH-DSA of RFC 9980 §2.
pub const fn slh_dsa(id: u8) -> Option<&'static str> {
    match id {
        32 => Some("SLH-DSA-SHAKE-128s"),
        33 => Some("SLH-DSA-SHAKE-128f"),
        34 => Some("SLH-DSA-SHAKE-256s"),
        _ => None,
    }
}

/// A public-key algorithm that is not known, by its number.
pub fn unknown_algorithm(id: u8) -> Algorithm {
    Algorithm::verbatim(&format!("OpenPGP public-key algorithm {id}"), None)
}

/// The algorithm of a signature by the numbers of its key's algorithm and of its hash. The key's size and curve are
/// not in a signature.
pub fn signature_algorithm(id: u8, hash: u8) -> Algorithm {
    let digest = registry::digest(hash_name(hash));
    let name = match id {
        1 | 3 => "RSA-PKCS1-1.5",
        17 => "DSA",
        19 => "ECDSA",
        // EdDSALegacy has no other curve (RFC 9580 §5.2.3.4).
        22 | 27 => "Ed25519",
        28 => "Ed448",
        _ => slh_dsa(id).unwrap_or_default(),
    };
    let known = registry::by_name(name).or_else(|| hybrid(id));
    let mut algorithm = known.unwrap_or_else(|| unknown_algorithm(id));
    algorithm.digest = digest.map(str::to_owned);
    if algorithm.components.is_empty() { registry::renamed(algorithm) } else { algorithm }
}

/// What encrypts a session key (RFC 9580 §5.1.3 and following); `fields` are the algorithm-specific ones.
pub fn session_key_algorithm(id: u8, fields: &[u8]) -> Algorithm {
    let name = match id {
        1 | 2 => "RSAES-PKCS1-1.5",
        16 => "ElGamal",
        // A point in native form belongs to Curve25519 (RFC 9580 §9.2.1); a SEC 1 point leaves its curve open.
        18 if fields.get(2) == Some(&0x40) => "X25519",
        18 => "ECDH",
        25 => "X25519",
        26 => "X448",
        _ => "",
    };
    registry::by_name(name).or_else(|| hybrid(id)).unwrap_or_else(|| unknown_algorithm(id))
}

/// A string-to-key specifier (RFC 9580 §3.7.1) in words, with octets hashed or passes; `None` where it is none.
pub fn string_to_key(s2k: &[u8]) -> Option<(String, Option<u64>)> {
    Some(match s2k {
        [0, hash, ..] => (format!("simple S2K {}", hash_name(*hash)), None),
        [1, hash, ..] => (format!("salted S2K {}", hash_name(*hash)), None),
        [3, hash, rest @ ..] if rest.len() > 8 => {
            let coded = rest[8];
            let octets = (16 + u64::from(coded & 15)) << (u32::from(coded >> 4) + 6);
            (format!("iterated S2K {}", hash_name(*hash)), Some(octets))
        }
        [4, rest @ ..] if rest.len() > 16 => ("Argon2".to_owned(), Some(u64::from(rest[16]))),
        _ => return None,
    })
}

/// RFC 9580 §9.3.
pub fn cipher_name(id: u8) -> &'static str {
    match id {
        1 => "IDEA",
        2 => "3DES",
        3 => "CAST5",
        4 => "Blowfish",
        7 => "AES-128",
        8 => "AES-192",
        9 => "AES-256",
        10 => "Twofish",
        11 => "Camellia-128",
        12 => "Camellia-192",
        13 => "Camellia-256",
        _ => "an unknown cipher",
    }
}

/// RFC 9580 §9.5.
pub fn hash_name(id: u8) -> &'static str {
    match id {
        1 => "MD5",
        2 => "SHA-1",
        3 => "RIPEMD-160",
        8 => "SHA-256",
        9 => "SHA-384",
        10 => "SHA-512",
        11 => "SHA-224",
        12 => "SHA3-256",
        14 => "SHA3-512",
        _ => "an unknown hash",
    }
}

/// RFC 9580 §9.6.
pub const fn aead_name(id: u8) -> &'static str {
    match id {
        1 => "EAX",
        2 => "OCB",
        3 => "GCM",
        _ => "an unknown AEAD mode",
    }
}
