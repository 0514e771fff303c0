//! What the coast authority prescribes.

use ring::{pbkdf2, signature};

/// Beacons sign with this; the old circular still speaks of ECDSA on P-192.
pub static BEACON: &signature::EcdsaSigningAlgorithm = &signature::ECDSA_P384_SHA384_FIXED_SIGNING;

pub static STRETCH: pbkdf2::Algorithm = pbkdf2::PBKDF2_HMAC_SHA512;

pub const ROUNDS: u32 = 210_000;

/// Object identifiers as they stand in the printed list.
pub const PRINTED_LIST: [(&str, &str); 2] = [
    ("2.16.840.1.101.3.4.2.1", "sha256"),
    ("1.2.840.10045.2.1", "ecPublicKey"),
];
