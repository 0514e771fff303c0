//! `fn-dsa`: Falcon by one of its designers, as FN-DSA is expected to be.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "fn-dsa",
    features: &["bench-fn-dsa"],
    standing: "maintained; the standard is awaited, keys and signatures may change with it",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-fn-dsa"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-fn-dsa")]
use code::CANDIDATES;

#[cfg(feature = "bench-fn-dsa")]
mod code {
    use fn_dsa::{
        CryptoRng, DOMAIN_NONE, FN_DSA_LOGN_512, FN_DSA_LOGN_1024, HASH_ID_RAW,
        KeyPairGenerator as _, KeyPairGeneratorStandard, RngCore, RngError, SigningKey as _,
        SigningKeyStandard, VerifyingKey as _, VerifyingKeyStandard, sign_key_size, signature_size,
        vrfy_key_size,
    };
    use ring::rand::{SecureRandom as _, SystemRandom};

    use super::super::{Candidate, vectorised_or_portable};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::signature::SignatureTypes;

    const VERSION: &str = "fn-dsa 0.4.0";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::signature::<OfLogarithm<FN_DSA_LOGN_512>>(
            "fn-dsa-512",
            VERSION,
            vectorised_or_portable,
        )
        .rejecting(&[Action::KeyGeneration]),
        Candidate::signature::<OfLogarithm<FN_DSA_LOGN_1024>>(
            "fn-dsa-1024",
            VERSION,
            vectorised_or_portable,
        )
        .rejecting(&[Action::KeyGeneration]),
    ];

    /// The system's random numbers in the traits that this crate asks for.
    struct System;

    impl RngCore for System {
        fn next_u32(&mut self) -> u32 {
            let mut bytes = [0; 4];
            self.fill_bytes(&mut bytes);
            u32::from_le_bytes(bytes)
        }

        fn next_u64(&mut self) -> u64 {
            let mut bytes = [0; 8];
            self.fill_bytes(&mut bytes);
            u64::from_le_bytes(bytes)
        }

        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            // The trait has no way to fail; without random numbers the measurement ends.
            assert!(self.try_fill_bytes(bytes).is_ok(), "the system gives no random numbers");
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), RngError> {
            SystemRandom::new().fill(bytes).map_err(|_| {
                RngError::from(core::num::NonZeroU32::MIN.saturating_add(RngError::CUSTOM_START))
            })
        }
    }

    impl CryptoRng for System {}

    struct OfLogarithm<const L: u32>;

    impl<const L: u32> SignatureTypes for OfLogarithm<L> {
        type Public = (Vec<u8>, VerifyingKeyStandard);
        type Secret = SigningKeyStandard;
        type Signature = Vec<u8>;

        fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
            let mut secret = vec![0; sign_key_size(L)];
            let mut public = vec![0; vrfy_key_size(L)];
            KeyPairGeneratorStandard::default().keygen(L, &mut System, &mut secret, &mut public);
            let secret = SigningKeyStandard::decode(&secret);
            let secret = secret.ok_or_else(|| Fault::new("its own key refused"))?;
            let public = Self::public(&public);
            Ok((public.ok_or_else(|| Fault::new("its own key refused"))?, secret))
        }

        fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
            let mut signature = vec![0; signature_size(L)];
            secret
                .sign(&mut System, &DOMAIN_NONE, &HASH_ID_RAW, message, &mut signature)
                .ok_or_else(|| Fault::new("no signature"))?;
            Ok(signature)
        }

        fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool {
            public.1.verify(signature, &DOMAIN_NONE, &HASH_ID_RAW, message)
        }

        fn public_bytes(public: &Self::Public) -> Vec<u8> {
            public.0.clone()
        }

        fn public(bytes: &[u8]) -> Option<Self::Public> {
            Some((bytes.to_vec(), VerifyingKeyStandard::decode(bytes)?))
        }

        fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
            signature.clone()
        }

        fn signature(bytes: &[u8]) -> Option<Self::Signature> {
            Some(bytes.to_vec())
        }
    }
}
