//! RustCrypto and what is built on its traits: portable Rust, the conformance oracle and the floor.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "rustcrypto",
    features: &["bench-rustcrypto", "bench-rustcrypto-all"],
    standing: "maintained, not audited; portable code, several times slower than vector code",
    advisories: &[],
    candidates: &[LATTICES, OTHERS],
};

#[cfg(not(feature = "bench-rustcrypto"))]
const LATTICES: &[super::Candidate] = &[];
#[cfg(not(feature = "bench-rustcrypto-all"))]
const OTHERS: &[super::Candidate] = &[];

#[cfg(feature = "bench-rustcrypto")]
use lattices::CANDIDATES as LATTICES;
#[cfg(feature = "bench-rustcrypto-all")]
use others::CANDIDATES as OTHERS;

#[cfg(feature = "bench-rustcrypto")]
mod lattices {
    use std::marker::PhantomData;

    use ml_dsa::signature::{Signer as _, Verifier as _};
    use ml_dsa::{MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
    use ml_kem::kem::{Decapsulate as _, Encapsulate as _};
    use ml_kem::{Kem, KeyExport as _, MlKem512, MlKem768, MlKem1024, TryKeyInit as _};

    use super::super::{Candidate, portable};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::signature::SignatureTypes;

    const KEM: &str = "ml-kem 0.3.4";
    const DSA: &str = "ml-dsa 0.1.2";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::kem::<OfKem<MlKem512>>("ml-kem-512", KEM, portable),
        Candidate::kem::<OfKem<MlKem768>>("ml-kem-768", KEM, portable),
        Candidate::kem::<OfKem<MlKem1024>>("ml-kem-1024", KEM, portable),
        Candidate::signature::<OfDsa<MlDsa44>>("ml-dsa-44", DSA, portable)
            .rejecting(&[Action::Sign]),
        Candidate::signature::<OfDsa<MlDsa65>>("ml-dsa-65", DSA, portable)
            .rejecting(&[Action::Sign]),
        Candidate::signature::<OfDsa<MlDsa87>>("ml-dsa-87", DSA, portable)
            .rejecting(&[Action::Sign]),
    ];

    struct OfKem<K>(PhantomData<K>);

    macro_rules! kem {
        ($set:ident) => {
            impl KemTypes for OfKem<$set> {
                type Public = ml_kem::EncapsulationKey<$set>;
                type Secret = ml_kem::DecapsulationKey<$set>;
                type Ciphertext = ml_kem::Ciphertext<$set>;
                type Shared = ml_kem::SharedKey;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    let (secret, public) = $set::generate_keypair();
                    Ok((public, secret))
                }

                fn encapsulate(
                    public: &Self::Public,
                ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                    Ok(public.encapsulate())
                }

                fn decapsulate(
                    secret: &mut Self::Secret,
                    ciphertext: &Self::Ciphertext,
                ) -> Result<Self::Shared, Fault> {
                    Ok(secret.decapsulate(ciphertext))
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.to_bytes().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    Self::Public::new_from_slice(bytes).ok()
                }

                fn secret(bytes: &[u8]) -> Option<Self::Secret> {
                    // The expanded form is what FIPS 203 and its vectors have; the crate prefers seeds.
                    #[expect(deprecated, reason = "known answers come with expanded keys")]
                    Self::Secret::from_expanded(bytes.try_into().ok()?).ok()
                }

                fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                    ciphertext.to_vec()
                }

                fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                    bytes.try_into().ok()
                }

                fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                    shared.to_vec()
                }
            }
        };
    }

    kem!(MlKem512);
    kem!(MlKem768);
    kem!(MlKem1024);

    struct OfDsa<P>(PhantomData<P>);

    impl<P: MlDsaParams + Send + 'static> SignatureTypes for OfDsa<P>
    where
        ml_dsa::VerifyingKey<P>: Send,
        ml_dsa::ExpandedSigningKey<P>: Send,
        ml_dsa::Signature<P>: Send,
    {
        type Public = ml_dsa::VerifyingKey<P>;
        type Secret = ml_dsa::ExpandedSigningKey<P>;
        type Signature = ml_dsa::Signature<P>;

        fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
            let secret =
                ml_dsa::ExpandedSigningKey::from_seed(&super::super::random::<32>()?.into());
            Ok((secret.verifying_key(), secret))
        }

        fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
            secret.try_sign(message).map_err(Fault::of)
        }

        fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool {
            public.verify(message, signature).is_ok()
        }

        fn public_bytes(public: &Self::Public) -> Vec<u8> {
            public.encode().to_vec()
        }

        fn public(bytes: &[u8]) -> Option<Self::Public> {
            Some(ml_dsa::VerifyingKey::decode(bytes.try_into().ok()?))
        }

        fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
            signature.encode().to_vec()
        }

        fn signature(bytes: &[u8]) -> Option<Self::Signature> {
            bytes.try_into().ok()
        }
    }
}

#[cfg(feature = "bench-rustcrypto-all")]
mod others {
    use std::marker::PhantomData;

    use frodo_kem::Algorithm;
    use getrandom::SysRng;
    use getrandom::rand_core::UnwrapErr;
    use hqc_kem::{Hqc128, Hqc128Params, Hqc192, Hqc192Params, Hqc256, Hqc256Params};
    use slh_dsa::signature::{Keypair as _, Verifier as _};
    use slh_dsa::{
        ParameterSet, Sha2_128f, Sha2_128s, Sha2_192f, Sha2_192s, Sha2_256f, Sha2_256s, Shake128f,
        Shake128s, Shake192f, Shake192s, Shake256f, Shake256s,
    };
    use sntrup::{Sntrup761, Sntrup761Params};

    use super::super::{Candidate, portable, vectorised_or_portable};
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::signature::SignatureTypes;

    const HQC_NOTE: &str = "HQC of the specification of August 2025, which FIPS 207 drafts from";

    pub const CANDIDATES: &[Candidate] = &[
        slh::<Sha2_128s>("slh-dsa-sha2-128s").slow(),
        slh::<Sha2_128f>("slh-dsa-sha2-128f"),
        slh::<Sha2_192s>("slh-dsa-sha2-192s").slow(),
        slh::<Sha2_192f>("slh-dsa-sha2-192f"),
        slh::<Sha2_256s>("slh-dsa-sha2-256s").slow(),
        slh::<Sha2_256f>("slh-dsa-sha2-256f").slow(),
        slh::<Shake128s>("slh-dsa-shake-128s").slow(),
        slh::<Shake128f>("slh-dsa-shake-128f").slow(),
        slh::<Shake192s>("slh-dsa-shake-192s").slow(),
        slh::<Shake192f>("slh-dsa-shake-192f").slow(),
        slh::<Shake256s>("slh-dsa-shake-256s").slow(),
        slh::<Shake256f>("slh-dsa-shake-256f").slow(),
        hqc::<Hqc1>("hqc-1"),
        hqc::<Hqc3>("hqc-3"),
        hqc::<Hqc5>("hqc-5"),
        frodo::<Frodo640Aes>("frodokem-640-aes"),
        frodo::<Frodo976Aes>("frodokem-976-aes"),
        frodo::<Frodo1344Aes>("frodokem-1344-aes"),
        frodo::<Frodo640Shake>("frodokem-640-shake"),
        frodo::<Frodo976Shake>("frodokem-976-shake"),
        frodo::<Frodo1344Shake>("frodokem-1344-shake"),
        Candidate::kem::<OfSntrup>("sntrup761", "sntrup 0.4.0", vectorised_or_portable),
    ];

    const fn slh<P: ParameterSet + Send + Sync + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<OfSlh<P>>(scheme, "slh-dsa 0.2.0-rc.5", portable)
    }

    const fn hqc<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, "hqc-kem 0.1.0-rc.0", portable).noted(HQC_NOTE)
    }

    const fn frodo<A: Frodo + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<OfFrodo<A>>(scheme, "frodo-kem 0.1.0", portable)
            .noted("the salted FrodoKEM of ISO/IEC 18033-2")
    }

    fn system() -> UnwrapErr<SysRng> {
        UnwrapErr(SysRng)
    }

    struct OfSlh<P>(PhantomData<P>);

    impl<P: ParameterSet + Send + Sync + 'static> SignatureTypes for OfSlh<P> {
        type Public = slh_dsa::VerifyingKey<P>;
        type Secret = slh_dsa::SigningKey<P>;
        type Signature = slh_dsa::Signature<P>;

        fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
            let secret = slh_dsa::SigningKey::<P>::new(&mut system());
            Ok((secret.verifying_key(), secret))
        }

        fn sign(secret: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
            secret.try_sign_with_context(message, &[], None).map_err(Fault::of)
        }

        fn verify(public: &Self::Public, message: &[u8], signature: &Self::Signature) -> bool {
            public.verify(message, signature).is_ok()
        }

        fn public_bytes(public: &Self::Public) -> Vec<u8> {
            public.to_vec()
        }

        fn public(bytes: &[u8]) -> Option<Self::Public> {
            bytes.try_into().ok()
        }

        fn signature_bytes(signature: &Self::Signature) -> Vec<u8> {
            signature.to_vec()
        }

        fn signature(bytes: &[u8]) -> Option<Self::Signature> {
            bytes.try_into().ok()
        }
    }

    /// A KEM whose keys and ciphertexts are made from byte strings and shown as them.
    macro_rules! of_bytes {
        () => {
            fn public_bytes(public: &Self::Public) -> Vec<u8> {
                public.as_ref().to_vec()
            }

            fn public(bytes: &[u8]) -> Option<Self::Public> {
                bytes.try_into().ok()
            }

            fn secret(bytes: &[u8]) -> Option<Self::Secret> {
                bytes.try_into().ok()
            }

            fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                ciphertext.as_ref().to_vec()
            }

            fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                bytes.try_into().ok()
            }

            fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                shared.as_ref().to_vec()
            }
        };
    }

    /// A KEM of this author's shape: keys that do the work, an argument for the random numbers.
    macro_rules! of_keys {
        ($name:ident, $library:ident, $kem:ty, $set:ty) => {
            struct $name;

            impl KemTypes for $name {
                type Public = $library::EncapsulationKey<$set>;
                type Secret = $library::DecapsulationKey<$set>;
                type Ciphertext = $library::Ciphertext<$set>;
                type Shared = $library::SharedSecret<$set>;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    Ok(<$kem>::generate_key(&mut system()))
                }

                fn encapsulate(
                    public: &Self::Public,
                ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                    Ok(public.encapsulate(&mut system()))
                }

                fn decapsulate(
                    secret: &mut Self::Secret,
                    ciphertext: &Self::Ciphertext,
                ) -> Result<Self::Shared, Fault> {
                    Ok(secret.decapsulate(ciphertext))
                }

                of_bytes!();
            }
        };
    }

    of_keys!(Hqc1, hqc_kem, Hqc128, Hqc128Params);
    of_keys!(Hqc3, hqc_kem, Hqc192, Hqc192Params);
    of_keys!(Hqc5, hqc_kem, Hqc256, Hqc256Params);
    of_keys!(OfSntrup, sntrup, Sntrup761, Sntrup761Params);

    trait Frodo {
        const ALGORITHM: Algorithm;
    }

    macro_rules! sets {
        ($($name:ident: $algorithm:ident;)*) => {
            $(
                struct $name;

                impl Frodo for $name {
                    const ALGORITHM: Algorithm = Algorithm::$algorithm;
                }
            )*
        };
    }

    sets! {
        Frodo640Aes: FrodoKem640Aes;
        Frodo976Aes: FrodoKem976Aes;
        Frodo1344Aes: FrodoKem1344Aes;
        Frodo640Shake: FrodoKem640Shake;
        Frodo976Shake: FrodoKem976Shake;
        Frodo1344Shake: FrodoKem1344Shake;
    }

    struct OfFrodo<A>(PhantomData<A>);

    impl<A: Frodo> KemTypes for OfFrodo<A> {
        type Public = frodo_kem::EncryptionKey;
        type Secret = frodo_kem::DecryptionKey;
        type Ciphertext = frodo_kem::Ciphertext;
        type Shared = frodo_kem::SharedSecret;

        fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
            Ok(A::ALGORITHM.generate_keypair(&mut system()))
        }

        fn encapsulate(public: &Self::Public) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
            public.encapsulate_with_rng(&mut system()).map_err(Fault::of)
        }

        fn decapsulate(
            secret: &mut Self::Secret,
            ciphertext: &Self::Ciphertext,
        ) -> Result<Self::Shared, Fault> {
            secret.decapsulate::<&[u8]>(ciphertext).map(|(shared, _)| shared).map_err(Fault::of)
        }

        fn public_bytes(public: &Self::Public) -> Vec<u8> {
            public.value().to_vec()
        }

        fn public(bytes: &[u8]) -> Option<Self::Public> {
            frodo_kem::EncryptionKey::from_bytes(A::ALGORITHM, bytes).ok()
        }

        fn secret(bytes: &[u8]) -> Option<Self::Secret> {
            frodo_kem::DecryptionKey::from_bytes(A::ALGORITHM, bytes).ok()
        }

        fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
            ciphertext.value().to_vec()
        }

        fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
            frodo_kem::Ciphertext::from_bytes(A::ALGORITHM, bytes).ok()
        }

        fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
            shared.value().to_vec()
        }
    }
}
