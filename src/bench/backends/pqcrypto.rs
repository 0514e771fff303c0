//! `pqcrypto`: PQClean's C with AVX2 or NEON chosen at run time.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "pqcrypto",
    features: &["bench-pqcrypto", "bench-pqcrypto-all"],
    standing: "unmaintained: PQClean, which it packages, was archived in July 2026",
    advisories: &[
        "RUSTSEC-2026-0160",
        "RUSTSEC-2026-0161",
        "RUSTSEC-2026-0162",
        "RUSTSEC-2026-0163",
        "RUSTSEC-2026-0164",
        "RUSTSEC-2026-0165",
        "RUSTSEC-2026-0166",
        "RUSTSEC-2026-0167",
        "RUSTSEC-2026-0168",
    ],
    candidates: &[LATTICES, OTHERS],
};

#[cfg(not(feature = "bench-pqcrypto"))]
const LATTICES: &[super::Candidate] = &[];
#[cfg(not(feature = "bench-pqcrypto-all"))]
const OTHERS: &[super::Candidate] = &[];

#[cfg(feature = "bench-pqcrypto")]
use lattices::CANDIDATES as LATTICES;
#[cfg(feature = "bench-pqcrypto-all")]
use others::CANDIDATES as OTHERS;

#[cfg(feature = "bench-pqcrypto")]
macro_rules! kem {
    ($name:ident, $module:ident) => {
        pub struct $name;

        impl crate::bench::kem::KemTypes for $name {
            type Public = $module::PublicKey;
            type Secret = $module::SecretKey;
            type Ciphertext = $module::Ciphertext;
            type Shared = $module::SharedSecret;

            fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                Ok($module::keypair())
            }

            fn encapsulate(
                public: &Self::Public,
            ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                let (shared, ciphertext) = $module::encapsulate(public);
                Ok((ciphertext, shared))
            }

            fn decapsulate(
                secret: &mut Self::Secret,
                ciphertext: &Self::Ciphertext,
            ) -> Result<Self::Shared, Fault> {
                Ok($module::decapsulate(ciphertext, secret))
            }

            fn public_bytes(public: &Self::Public) -> Vec<u8> {
                public.as_bytes().to_vec()
            }

            fn public(bytes: &[u8]) -> Option<Self::Public> {
                Self::Public::from_bytes(bytes).ok()
            }

            fn secret(bytes: &[u8]) -> Option<Self::Secret> {
                Self::Secret::from_bytes(bytes).ok()
            }

            fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                ciphertext.as_bytes().to_vec()
            }

            fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                Self::Ciphertext::from_bytes(bytes).ok()
            }

            fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                shared.as_bytes().to_vec()
            }
        }
    };
}

#[cfg(feature = "bench-pqcrypto")]
macro_rules! signature {
    ($name:ident, $module:ident $(, $within:ident)?) => {
        pub struct $name;

        impl crate::bench::signature::SignatureTypes for $name {
            type Public = $module::PublicKey;
            type Secret = $module::SecretKey;
            type Signature = $module::DetachedSignature;

            fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                Ok($module::keypair())
            }

            fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
                Ok($module::detached_sign(message, secret))
            }

            fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool {
                $module::verify_detached_signature(signature, message, public).is_ok()
            }

            $(fn verify_within(
                public: &Self::Public,
                message: &[u8],
                context: &[u8],
                signature: &Self::Signature,
            ) -> Option<bool> {
                Some($module::$within(signature, message, context, public).is_ok())
            })?

            fn public_bytes(public: &Self::Public) -> Vec<u8> {
                public.as_bytes().to_vec()
            }

            fn public(bytes: &[u8]) -> Option<Self::Public> {
                Self::Public::from_bytes(bytes).ok()
            }

            fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
                signature.as_bytes().to_vec()
            }

            fn signature(bytes: &[u8]) -> Option<Self::Signature> {
                Self::Signature::from_bytes(bytes).ok()
            }
        }
    };
}

#[cfg(feature = "bench-pqcrypto")]
mod lattices {
    use pqcrypto::kem::{mlkem512, mlkem768, mlkem1024};
    use pqcrypto::sign::{mldsa44, mldsa65, mldsa87};
    use pqcrypto::traits::kem::{
        Ciphertext as _, PublicKey as _, SecretKey as _, SharedSecret as _,
    };
    use pqcrypto::traits::sign::{DetachedSignature as _, PublicKey as _};

    use super::super::ring::{EcdsaP256, EcdsaP384, Ed25519, P256, P384, X25519};
    use super::super::{Candidate, vectorised_or_reference};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::pair::{Composite, HybridKem, WithContext};
    use crate::bench::pairs::{
        MlDsa44EcdsaP256, MlDsa44Ed25519, MlDsa65EcdsaP256, MlDsa65Ed25519, MlDsa87EcdsaP384,
        MlKem768First, P256First, P384First,
    };
    use crate::bench::signature::SignatureTypes;

    const KEM: &str = "pqcrypto-mlkem 0.1.1";
    const DSA: &str = "pqcrypto-mldsa 0.1.2";
    const WITH_RING: &str = "the classical part is ring's";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::kem::<MlKem512>("ml-kem-512", KEM, vectorised_or_reference),
        Candidate::kem::<MlKem768>("ml-kem-768", KEM, vectorised_or_reference),
        Candidate::kem::<MlKem1024>("ml-kem-1024", KEM, vectorised_or_reference),
        dsa::<MlDsa44>("ml-dsa-44"),
        dsa::<MlDsa65>("ml-dsa-65"),
        dsa::<MlDsa87>("ml-dsa-87"),
        hybrid::<HybridKem<MlKem768First, MlKem768, X25519>>("x25519mlkem768")
            .of_parts(&["ml-kem-768", "x25519"]),
        hybrid::<HybridKem<P256First, P256, MlKem768>>("secp256r1mlkem768")
            .of_parts(&["ecdh-p-256", "ml-kem-768"]),
        hybrid::<HybridKem<P384First, P384, MlKem1024>>("secp384r1mlkem1024")
            .of_parts(&["ecdh-p-384", "ml-kem-1024"]),
        composite::<Composite<MlDsa44Ed25519, MlDsa44, Ed25519>>("mldsa44-ed25519-sha512")
            .of_parts(&["ml-dsa-44", "ed25519"]),
        composite::<Composite<MlDsa44EcdsaP256, MlDsa44, EcdsaP256>>("mldsa44-ecdsa-p256-sha256")
            .of_parts(&["ml-dsa-44", "ecdsa-p-256"]),
        composite::<Composite<MlDsa65EcdsaP256, MlDsa65, EcdsaP256>>("mldsa65-ecdsa-p256-sha512")
            .of_parts(&["ml-dsa-65", "ecdsa-p-256"]),
        composite::<Composite<MlDsa65Ed25519, MlDsa65, Ed25519>>("mldsa65-ed25519-sha512")
            .of_parts(&["ml-dsa-65", "ed25519"]),
        composite::<Composite<MlDsa87EcdsaP384, MlDsa87, EcdsaP384>>("mldsa87-ecdsa-p384-sha512")
            .of_parts(&["ml-dsa-87", "ecdsa-p-384"]),
    ];

    const fn dsa<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, DSA, vectorised_or_reference).rejecting(&[Action::Sign])
    }

    const fn hybrid<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, KEM, vectorised_or_reference).noted(WITH_RING)
    }

    const fn composite<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        dsa::<T>(scheme).noted(WITH_RING)
    }

    kem!(MlKem512, mlkem512);
    kem!(MlKem768, mlkem768);
    kem!(MlKem1024, mlkem1024);
    signature!(MlDsa44, mldsa44, verify_detached_signature_ctx);
    signature!(MlDsa65, mldsa65, verify_detached_signature_ctx);
    signature!(MlDsa87, mldsa87, verify_detached_signature_ctx);

    macro_rules! context {
        ($name:ident, $module:ident) => {
            impl WithContext for $name {
                fn sign_within(
                    secret: &mut Self::Secret,
                    message: &[u8],
                    context: &[u8],
                ) -> Result<Self::Signature, Fault> {
                    Ok($module::detached_sign_ctx(message, context, secret))
                }
            }
        };
    }

    context!(MlDsa44, mldsa44);
    context!(MlDsa65, mldsa65);
    context!(MlDsa87, mldsa87);
}

#[cfg(feature = "bench-pqcrypto-all")]
mod others {
    use pqcrypto::kem::{
        mceliece348864, mceliece460896, mceliece6688128, mceliece6960119, mceliece8192128,
    };
    use pqcrypto::sign::{
        falconpadded512, falconpadded1024, sphincssha2128fsimple, sphincssha2128ssimple,
        sphincssha2192fsimple, sphincssha2192ssimple, sphincssha2256fsimple, sphincssha2256ssimple,
        sphincsshake128fsimple, sphincsshake128ssimple, sphincsshake192fsimple,
        sphincsshake192ssimple, sphincsshake256fsimple, sphincsshake256ssimple,
    };
    use pqcrypto::traits::kem::{
        Ciphertext as _, PublicKey as _, SecretKey as _, SharedSecret as _,
    };
    use pqcrypto::traits::sign::{DetachedSignature as _, PublicKey as _};

    use super::super::{Candidate, vectorised_or_reference};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::signature::SignatureTypes;

    pub const CANDIDATES: &[Candidate] = &[
        mceliece::<McEliece348864>("mceliece-348864").slow(),
        mceliece::<McEliece460896>("mceliece-460896").slow(),
        mceliece::<McEliece6688128>("mceliece-6688128").slow(),
        mceliece::<McEliece6960119>("mceliece-6960119").slow(),
        mceliece::<McEliece8192128>("mceliece-8192128").slow(),
        falcon::<Falcon512>("falcon-512"),
        falcon::<Falcon1024>("falcon-1024"),
        sphincs::<Sha2Small128>("sphincs+-sha2-128s").slow(),
        sphincs::<Sha2Fast128>("sphincs+-sha2-128f"),
        sphincs::<Sha2Small192>("sphincs+-sha2-192s").slow(),
        sphincs::<Sha2Fast192>("sphincs+-sha2-192f"),
        sphincs::<Sha2Small256>("sphincs+-sha2-256s").slow(),
        sphincs::<Sha2Fast256>("sphincs+-sha2-256f"),
        sphincs::<ShakeSmall128>("sphincs+-shake-128s").slow(),
        sphincs::<ShakeFast128>("sphincs+-shake-128f"),
        sphincs::<ShakeSmall192>("sphincs+-shake-192s").slow(),
        sphincs::<ShakeFast192>("sphincs+-shake-192f"),
        sphincs::<ShakeSmall256>("sphincs+-shake-256s").slow(),
        sphincs::<ShakeFast256>("sphincs+-shake-256f"),
    ];

    const fn mceliece<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, "pqcrypto-classicmceliece 0.2.1", vectorised_or_reference)
            .rejecting(&[Action::KeyGeneration])
    }

    const fn falcon<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, "pqcrypto-falcon 0.4.1", vectorised_or_reference)
            .rejecting(&[Action::KeyGeneration])
            .noted("Falcon of the third round, padded; not FN-DSA, whose standard is awaited")
    }

    const fn sphincs<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, "pqcrypto-sphincsplus 0.7.2", vectorised_or_reference)
            .noted(
                "SPHINCS+ 3.1, not SLH-DSA: the same cost, other signatures (FIPS 205 appendix A)",
            )
    }

    kem!(McEliece348864, mceliece348864);
    kem!(McEliece460896, mceliece460896);
    kem!(McEliece6688128, mceliece6688128);
    kem!(McEliece6960119, mceliece6960119);
    kem!(McEliece8192128, mceliece8192128);
    signature!(Falcon512, falconpadded512);
    signature!(Falcon1024, falconpadded1024);
    signature!(Sha2Small128, sphincssha2128ssimple);
    signature!(Sha2Fast128, sphincssha2128fsimple);
    signature!(Sha2Small192, sphincssha2192ssimple);
    signature!(Sha2Fast192, sphincssha2192fsimple);
    signature!(Sha2Small256, sphincssha2256ssimple);
    signature!(Sha2Fast256, sphincssha2256fsimple);
    signature!(ShakeSmall128, sphincsshake128ssimple);
    signature!(ShakeFast128, sphincsshake128fsimple);
    signature!(ShakeSmall192, sphincsshake192ssimple);
    signature!(ShakeFast192, sphincsshake192fsimple);
    signature!(ShakeSmall256, sphincsshake256ssimple);
    signature!(ShakeFast256, sphincsshake256fsimple);
}
