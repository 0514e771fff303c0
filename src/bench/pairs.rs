//! The hybrids and composites that are timed: sizes and labels of their first parts.

use ring::digest::{Algorithm, SHA256, SHA512};

use super::pair::{Composition, Layout};

macro_rules! layout {
    ($name:ident, $public:literal, $ciphertext:literal, $doc:literal) => {
        #[doc = $doc]
        pub struct $name;

        impl Layout for $name {
            const PUBLIC: usize = $public;
            const CIPHERTEXT: usize = $ciphertext;
        }
    };
}

// RFC 10024: X25519MLKEM768 has the ML-KEM part first, the others the elliptic curve.
layout!(MlKem768First, 1184, 1088, "ML-KEM-768 first (X25519MLKEM768).");
layout!(P256First, 65, 65, "A point of P-256 first (SecP256r1MLKEM768).");
layout!(P384First, 97, 97, "A point of P-384 first (SecP384r1MLKEM1024).");

macro_rules! composition {
    ($name:ident, $label:literal, $hash:ident, $public:literal, $signature:literal) => {
        #[doc = concat!("`", $label, "`.")]
        pub struct $name;

        impl Composition for $name {
            const LABEL: &'static [u8] = $label.as_bytes();
            const PUBLIC: usize = $public;
            const SIGNATURE: usize = $signature;

            fn hash() -> &'static Algorithm {
                &$hash
            }
        }
    };
}

// Labels of draft-ietf-lamps-pq-composite-sigs, "Algorithm Identifiers and Parameters"; sizes of FIPS 204 table 2.
composition!(MlDsa44Ed25519, "COMPSIG-MLDSA44-Ed25519-SHA512", SHA512, 1312, 2420);
composition!(MlDsa44EcdsaP256, "COMPSIG-MLDSA44-ECDSA-P256-SHA256", SHA256, 1312, 2420);
composition!(MlDsa65EcdsaP256, "COMPSIG-MLDSA65-ECDSA-P256-SHA512", SHA512, 1952, 3309);
composition!(MlDsa65Ed25519, "COMPSIG-MLDSA65-Ed25519-SHA512", SHA512, 1952, 3309);
composition!(MlDsa87EcdsaP384, "COMPSIG-MLDSA87-ECDSA-P384-SHA512", SHA512, 2592, 4627);
