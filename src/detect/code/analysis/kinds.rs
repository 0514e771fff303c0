//! Kinds of keys: which algorithms work with the same ones, and what looks like a key.

use super::*;
use crate::detect::code::names::bindings;
use crate::detect::code::{describe, names};
use crate::model::{Algorithm, CryptoFunction, Primitive};

/// Words of names and types of what is a key.
const KEYS: &[&str] = &[
    "key", "keys", "priv", "private", "pub", "public", "secret", "cek", "kek", "dek", "signer",
    "k", "sk", "pk", "vk", "pair", "keypair", "kp", "pkey", "rsa", "ec", "ecdsa", "privkey",
    "pubkey", "prv", "jwk", "identity", "me", "priv64",
];

/// What is known of a key.
#[derive(Clone, PartialEq)]
pub(super) struct Known {
    pub(super) algorithm: Vec<String>,
    pub(super) bits: Option<String>,
    pub(super) curve: Vec<String>,
    /// Of a key of HMAC, the digest that it is for.
    pub(super) digest: Vec<String>,
}

/// Which keys fit a use.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kin {
    /// Keys of one family.
    Family(&'static str),
    /// Keys of any algorithm for signatures: the use says nothing of its own, or a digest alone.
    Signing,
    /// Keys of any key agreement.
    Agreeing,
    /// Keys of any key encapsulation.
    Encapsulating,
}

/// Which keys would tell what a use is that says nothing of its own.
pub(super) fn wanted_by(algorithm: &Algorithm) -> Option<Kin> {
    let does = |all: &[CryptoFunction]| all.iter().any(|one| algorithm.functions.contains(one));
    if signs(algorithm) {
        Some(Kin::Signing)
    } else if does(&[CryptoFunction::Encapsulate, CryptoFunction::Decapsulate]) {
        Some(Kin::Encapsulating)
    } else {
        does(&[CryptoFunction::Keyderive]).then_some(Kin::Agreeing)
    }
}

/// Whether a use makes a key.
pub(super) fn makes_key(parts: &Parts) -> bool {
    describe::algorithm(parts).functions.contains(&CryptoFunction::Keygen)
}

/// What a use says of a key that fits.
pub(super) fn known(parts: &Parts, wanted: &Kin) -> Option<Known> {
    let algorithm = describe::algorithm(parts);
    let family = kin(&algorithm)?;
    let fits = match wanted {
        Kin::Family(wanted) => *wanted == family,
        Kin::Signing => {
            scheme_of(wanted, std::slice::from_ref(&algorithm.name)).is_some() || signs(&algorithm)
        }
        _ => scheme_of(wanted, std::slice::from_ref(&algorithm.name)).is_some(),
    };
    let bits = algorithm.parameter_set.clone();
    let curve: Vec<String> = algorithm.curve.clone().into_iter().collect();
    let digest: Vec<String> =
        algorithm.digest.clone().into_iter().filter(|_| family == "HMAC").collect();
    let told = bits.is_some()
        || !curve.is_empty()
        || !digest.is_empty()
        || !matches!(wanted, Kin::Family(_));
    (fits && told).then(|| Known { algorithm: vec![algorithm.name], bits, curve, digest })
}

/// The algorithm of a key, as libraries take it where only a key is given, and a digest for signatures.
pub(super) fn scheme_of(wanted: &Kin, key: &[String]) -> Option<String> {
    let key = key.iter().find_map(|name| crate::registry::by_name(name))?;
    let family = key.family.as_deref()?;
    match wanted {
        Kin::Agreeing => {
            return match family {
                "EC" | "ECDSA" | "ECDH" if matches!(key.name.as_str(), "X25519" | "X448") => {
                    Some(key.name)
                }
                "EC" | "ECDSA" | "ECDH" => Some("ECDH".to_owned()),
                "DH" => Some("DH".to_owned()),
                _ => None,
            };
        }
        Kin::Encapsulating => {
            return matches!(family, "ML-KEM" | "Kyber").then_some(key.name);
        }
        _ => {}
    }
    match family {
        "RSA" | "RSASSA-PKCS1" => Some("RSA-PKCS1-1.5".to_owned()),
        "RSASSA-PSS" => Some("RSA-PSS".to_owned()),
        "EC" | "ECDSA" => Some("ECDSA".to_owned()),
        "DSA" => Some("DSA".to_owned()),
        "EdDSA" => Some(key.name.clone()),
        "ML-DSA" | "SLH-DSA" => Some(key.name.clone()),
        _ => None,
    }
}

pub(super) fn signs(algorithm: &Algorithm) -> bool {
    let functions = &algorithm.functions;
    functions.contains(&CryptoFunction::Sign) || functions.contains(&CryptoFunction::Verify)
}

/// The kind of key that an algorithm works with.
pub(super) fn kin(algorithm: &Algorithm) -> Option<&'static str> {
    const ALIKE: &[(&str, &[&str])] = &[
        ("RSA", &["RSA", "RSASSA-PKCS1", "RSASSA-PSS", "RSAES-OAEP", "RSAES-PKCS1"]),
        ("EC", &["EC", "ECDSA", "ECDH", "ECIES", "ECMQV"]),
        ("DH", &["DH"]),
        ("DSA", &["DSA"]),
        ("EdDSA", &["EdDSA"]),
        ("ML-KEM", &["ML-KEM"]),
        ("ML-DSA", &["ML-DSA"]),
        ("SLH-DSA", &["SLH-DSA"]),
        ("Kyber", &["Kyber"]),
        ("Dilithium", &["Dilithium"]),
        ("Falcon", &["Falcon"]),
        ("HMAC", &["HMAC"]),
        ("AES", &["AES"]),
        ("ARIA", &["ARIA"]),
        ("Camellia", &["Camellia"]),
        ("3DES", &["3DES"]),
        ("Twofish", &["Twofish"]),
        ("Serpent", &["Serpent"]),
        ("LEA", &["LEA"]),
    ];
    let family = algorithm.family.as_deref()?;
    ALIKE.iter().find(|(_, families)| families.contains(&family)).map(|(kin, _)| *kin)
}

/// Bits that a digest gives, or that the secret of a key encapsulation has (FIPS 203 section 8).
pub(super) fn output(algorithm: &Algorithm) -> Option<usize> {
    match (algorithm.primitive, algorithm.family.as_deref()?) {
        (Primitive::Hash, _) => algorithm.parameter_set.as_deref()?.parse().ok(),
        (Primitive::Kem, "ML-KEM" | "Kyber") => Some(256),
        (_, "ECDH") if algorithm.name == "X25519" => Some(256),
        _ => None,
    }
}

/// Whether an argument that does not say so by its name may be a key.
pub(super) fn may_be_key(module: &Module, id: Id) -> bool {
    const OTHERS: &[&str] = &[
        "iv",
        "nonce",
        "counter",
        "ctr",
        "salt",
        "aad",
        "ad",
        "associated",
        "tag",
        "data",
        "plain",
        "plaintext",
        "cipher",
        "ciphertext",
        "msg",
        "message",
        "text",
        "block",
        "buf",
        "buffer",
        "input",
        "body",
        "payload",
        "record",
        "info",
        "vector",
        "initial",
        "icb",
        "content",
        "contents",
        "file",
        "output",
        "out",
        "mode",
        "modes",
        "spec",
        "tweak",
        "seed",
    ];
    let is_other = |name: &str| names::words(name).any(|word| OTHERS.contains(&word.as_str()));
    match &module.nodes[id].kind {
        Kind::Name(name) => !is_other(name),
        Kind::Member { name, of } => !is_other(name) && may_be_key(module, *of),
        Kind::Call { callee, .. } => {
            let called = module.called(id).unwrap_or_default();
            !is_other(called)
                && !matches!(&module.nodes[*callee].kind, Kind::Member { of, .. } if !may_be_key(module, *of))
        }
        Kind::Index { of, .. } => may_be_key(module, *of),
        _ => false,
    }
}

pub(super) fn is_symmetric(family: &str) -> bool {
    matches!(family, "AES" | "ARIA" | "Camellia" | "3DES" | "Twofish" | "Serpent" | "LEA")
}

pub(super) fn fits(family: &str, bits: &str) -> bool {
    match family {
        "3DES" => matches!(bits, "128" | "192"),
        _ => matches!(bits, "128" | "192" | "256"),
    }
}

/// Whether an expression is a key by its name, by the name of the argument that it is, or by its declared type.
pub(super) fn sounds_like_key(module: &Module, id: Id) -> bool {
    let node = &module.nodes[id];
    let is_key = |word: String| {
        KEYS.contains(&word.as_str())
            || KEYS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()))
    };
    let has = |name: &str| names::words(name).any(is_key);
    match &node.kind {
        Kind::Name(name) => {
            let declared = || {
                let bound = bindings(module, node.scope, name);
                let by_binding = bound.last().and_then(|one| one.type_name.clone());
                by_binding.or_else(|| {
                    let mut scopes = module.scopes_from(node.scope);
                    scopes.find_map(|scope| {
                        let mut all = module.scopes[scope].parameters.iter();
                        all.find(|one| one.name == *name)?.type_name.clone()
                    })
                })
            };
            has(name) || declared().is_some_and(|written| has(&written))
        }
        Kind::Member { name, of } => has(name) || sounds_like_key(module, *of),
        Kind::Call { callee, arguments } => {
            sounds_like_key(module, *callee)
                || arguments.iter().any(|argument| {
                    matches!(&module.nodes[argument.value].kind, Kind::Name(name) if has(name))
                })
        }
        Kind::Index { of, .. } => sounds_like_key(module, *of),
        _ => false,
    }
}
