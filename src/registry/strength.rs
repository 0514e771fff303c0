//! What is known of an algorithm: hardness, classical strength, category, maturity, known breaks, sizes.

use crate::model::{Algorithm, Maturity, Primitive};

use super::{
    Facts, Family, Problem, Row, Sizes, by_name,
    names::digest_name,
    tables::{family, named_curve, row},
};

/// Modulus in bits, strength in bits: SP 800-57 part 1 rev 5 Table 2; 4096, 6144, 8192: SP 800-56B rev 2
/// Appendix D; below 1024: the same appendix' formula, rounded down to a multiple of 8. Sizes between
/// have the strength of the row below. Finite-field groups: the same table.
const MODULI: &[(u32, u16)] = &[
    (15360, 256),
    (8192, 200),
    (7680, 192),
    (6144, 176),
    (4096, 152),
    (3072, 128),
    (2048, 112),
    (1024, 80),
    (768, 64),
    (512, 56),
    (0, 0),
];

pub(super) fn facts(algorithm: &Algorithm) -> Facts {
    let row = row(&algorithm.name);
    let known = algorithm.family.as_deref().or(row.map(|row| row.family)).and_then(family);
    let Some(family) = known else {
        return by_name(&algorithm.name)
            .filter(|named| named.family.is_some())
            .map_or_else(unknown, |named| facts(&named));
    };
    if !algorithm.components.is_empty() {
        return hybrid(algorithm, family, row);
    }
    let broken = row.and_then(|row| row.broken).or_else(|| broken(algorithm, family));
    let category = match family.problem {
        _ if broken.is_some() => Some(0),
        problem if problem.falls_to_shor() => Some(0),
        _ => row.and_then(|row| row.nist_category).or_else(|| aes_category(algorithm, family)),
    };
    Facts {
        problem: family.problem,
        strength: strength(algorithm, family, row),
        nist_category: category,
        maturity: row.and_then(|row| row.maturity).unwrap_or(family.maturity),
        broken,
        sizes: sizes(algorithm, family, row),
    }
}

const fn unknown() -> Facts {
    Facts {
        problem: Problem::Unknown,
        strength: None,
        nist_category: None,
        maturity: Maturity::Unknown,
        broken: None,
        sizes: Sizes { public_key: None, private_key: None, output: None, shared_secret: None },
    }
}

/// A hybrid holds as long as one part does: the hardness, category and maturity of the post-quantum
/// part, the strength of the stronger one.
fn hybrid(algorithm: &Algorithm, family: &Family, row: Option<&Row>) -> Facts {
    let parts: Vec<Facts> = algorithm
        .components
        .iter()
        .filter_map(|name| by_name(name))
        .filter(|part| part.components.is_empty())
        .map(|part| facts(&part))
        .collect();
    let quantum_safe = parts
        .iter()
        .filter(|part| !part.problem.falls_to_shor() && part.problem != Problem::Unknown)
        .max_by_key(|part| part.nist_category);
    Facts {
        problem: quantum_safe.map_or(family.problem, |part| part.problem),
        strength: parts.iter().filter_map(|part| part.strength).max(),
        nist_category: quantum_safe.and_then(|part| part.nist_category),
        maturity: row.and_then(|row| row.maturity).unwrap_or(family.maturity),
        broken: row.and_then(|row| row.broken),
        sizes: row.map_or_else(Sizes::default, |row| row.sizes),
    }
}

fn strength(algorithm: &Algorithm, family: &Family, row: Option<&Row>) -> Option<u16> {
    let own = row.and_then(|row| row.strength).or_else(|| match family.problem {
        Problem::Factoring | Problem::DiscreteLogarithm => {
            modulus_bits(algorithm).map(modulus_strength)
        }
        Problem::EllipticCurve => curve_strength(algorithm),
        Problem::Symmetric if family.primitive == Primitive::BlockCipher => {
            cipher_strength(algorithm, family)
        }
        Problem::Symmetric if family.name == "RC4" => bits(algorithm),
        _ => category_strength(row.and_then(|row| row.nist_category)),
    })?;
    // SP 800-57 part 1 rev 5 §5.6.2: a signature is as strong as the weaker of key and digest.
    match (algorithm.primitive, &algorithm.digest) {
        (Primitive::Signature, Some(digest)) if family.problem.falls_to_shor() => {
            Some(digest_strength(digest).map_or(own, |digest| own.min(digest)))
        }
        _ => Some(own),
    }
}

fn modulus_strength(modulus: u32) -> u16 {
    MODULI.iter().find(|(least, _)| modulus >= *least).map_or(0, |(_, strength)| *strength)
}

fn modulus_bits(algorithm: &Algorithm) -> Option<u32> {
    algorithm.parameter_set.as_deref()?.parse().ok()
}

fn bits(algorithm: &Algorithm) -> Option<u16> {
    algorithm.parameter_set.as_deref()?.parse().ok()
}

fn curve_strength(algorithm: &Algorithm) -> Option<u16> {
    named_curve(algorithm.curve.as_deref()?).map(|curve| curve.strength)
}

fn cipher_strength(algorithm: &Algorithm, family: &Family) -> Option<u16> {
    match (family.name, bits(algorithm)) {
        ("DES", None) => Some(56),
        // Meet in the middle: 168 bits of key give 112, two keys 80 (SP 800-57 part 1 rev 5 Table 2).
        ("3DES", Some(112)) => Some(80),
        ("3DES", _) => Some(112),
        (_, bits) => bits,
    }
}

/// The classical strength that a category is defined by (NIST CFP 2016, 4.A.5).
const fn category_strength(category: Option<u8>) -> Option<u16> {
    match category {
        Some(1 | 2) => Some(128),
        Some(3 | 4) => Some(192),
        Some(5) => Some(256),
        _ => None,
    }
}

/// Key search on AES defines categories 1, 3 and 5, whatever the mode.
fn aes_category(algorithm: &Algorithm, family: &Family) -> Option<u8> {
    match (family.name, bits(algorithm)) {
        ("AES", Some(128)) => Some(1),
        ("AES", Some(192)) => Some(3),
        ("AES", Some(256)) => Some(5),
        _ => None,
    }
}

fn digest_strength(digest: &str) -> Option<u16> {
    row(digest_name(digest)?)?.strength
}

fn broken(algorithm: &Algorithm, family: &Family) -> Option<(i16, &'static str)> {
    if algorithm.primitive == Primitive::Signature
        && let Some(found) = broken_digest(algorithm.digest.as_deref())
    {
        return Some(found);
    }
    match family.problem {
        Problem::Factoring => match modulus_bits(algorithm)? {
            0..=512 => Some((1999, "RSA-155 (512 bits) factored")),
            513..=768 => Some((2009, "RSA-768 factored")),
            769..2048 => Some(TOO_SMALL),
            _ => None,
        },
        Problem::DiscreteLogarithm => (modulus_bits(algorithm)? < 2048).then_some(TOO_SMALL),
        Problem::EllipticCurve => {
            (named_curve(algorithm.curve.as_deref()?)?.field_bits < 224).then_some(TOO_SMALL)
        }
        _ => match family.name {
            "DES" => Some((1998, "56-bit key found by exhaustive search (EFF 1998)")),
            "3DES" => Some((2024, "TDEA disallowed for encryption after 2023 (SP 800-131A rev 2)")),
            "RC2" => Some((1997, "related-key attack (Kelsey, Schneier and Wagner 1997)")),
            "RC4" => Some((2015, "keystream biases; prohibited in TLS (RFC 7465)")),
            "Blowfish" | "CAST5" | "IDEA" => {
                Some((2016, "64-bit blocks repeat within hours of traffic (CVE-2016-2183)"))
            }
            _ if algorithm.mode.as_deref() == Some("ecb") => Some((
                2023,
                "ECB shows equal blocks: NIST limits its approval (decision of 2023-04-28 to revise SP 800-38A)",
            )),
            _ => None,
        },
    }
}

const TOO_SMALL: (i16, &str) =
    (2014, "below 112 bits of strength: disallowed since 2014-01-01 (SP 800-131A)");

fn broken_digest(digest: Option<&str>) -> Option<(i16, &'static str)> {
    match digest_name(digest?)? {
        "MD2" => Some((2004, "signature over MD2: collisions (RFC 6149)")),
        "MD4" => Some((2004, "signature over MD4: practical collisions (RFC 6150)")),
        "MD5" => Some((2004, "signature over MD5: practical collisions (RFC 6151)")),
        "SHA-1" => Some((
            2014,
            "signature over SHA-1: disallowed since 2014-01-01 (SP 800-131A), collision published 2017",
        )),
        _ => None,
    }
}

/// Classical objects follow from the size of the modulus or the field (RFC 8017, SEC 1, RFC 8032, RFC 7748).
fn sizes(algorithm: &Algorithm, family: &Family, row: Option<&Row>) -> Sizes {
    let stated = row.map_or_else(Sizes::default, |row| row.sizes);
    match family.problem {
        Problem::Factoring | Problem::DiscreteLogarithm => modulus_sizes(algorithm, family, stated),
        Problem::EllipticCurve => curve_sizes(algorithm, family).unwrap_or(stated),
        _ => stated,
    }
}

fn modulus_sizes(algorithm: &Algorithm, family: &Family, stated: Sizes) -> Sizes {
    let Some(length) = modulus_bits(algorithm).map(|bits| bits.div_ceil(8)) else { return stated };
    let mut sizes = Sizes { public_key: Some(length), ..stated };
    match family.name {
        "RSASSA-PKCS1" | "RSASSA-PSS" | "RSA-X931" | "RSAES-PKCS1" | "RSAES-OAEP" | "RSA" => {
            sizes.output = Some(length);
        }
        "DH" => sizes.shared_secret = Some(length),
        _ => {}
    }
    sizes
}

fn curve_sizes(algorithm: &Algorithm, family: &Family) -> Option<Sizes> {
    let curve = named_curve(algorithm.curve.as_deref()?)?;
    let length = u32::from(curve.field_bits).div_ceil(8);
    let of = |public_key, private_key, output, shared_secret| Sizes {
        public_key: Some(public_key),
        private_key: Some(private_key),
        output,
        shared_secret,
    };
    Some(match curve.name {
        "Curve25519" => of(32, 32, None, Some(32)),
        "Curve448" => of(56, 56, None, Some(56)),
        "Ed25519" => of(32, 32, Some(64), None),
        "Ed448" => of(57, 57, Some(114), None),
        // Uncompressed point; signature as r and s of fixed length.
        _ => match family.name {
            "ECDSA" => of(1 + 2 * length, length, Some(2 * length), None),
            "ECDH" => of(1 + 2 * length, length, None, Some(length)),
            _ => of(1 + 2 * length, length, None, None),
        },
    })
}
