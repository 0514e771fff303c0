//! `graviola`: assembly of s2n-bignum without a C compiler, on processors that have what it needs.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "graviola",
    features: &["bench-graviola"],
    standing: "maintained, young; x86-64 with AVX2, ADX and BMI2, or aarch64, only",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(all(feature = "bench-graviola", any(target_arch = "x86_64", target_arch = "aarch64"))))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(all(feature = "bench-graviola", any(target_arch = "x86_64", target_arch = "aarch64")))]
use code::CANDIDATES;

#[cfg(all(feature = "bench-graviola", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod code {
    use graviola::key_agreement::{mlkem768, p256, p384, x25519};
    use graviola::util::is_cpu_supported;

    use super::super::Candidate;
    use crate::bench::code::Fault;
    use crate::bench::kem::KemTypes;
    use crate::bench::report::Implementation;

    const VERSION: &str = "graviola 0.4.4";

    pub const CANDIDATES: &[Candidate] = &[
        Candidate::kem::<MlKem768>("ml-kem-768", VERSION, vectorised),
        Candidate::kem::<X25519>("x25519", VERSION, vectorised),
        Candidate::kem::<P256>("ecdh-p-256", VERSION, vectorised),
        Candidate::kem::<P384>("ecdh-p-384", VERSION, vectorised),
    ];

    /// It runs with vector code or not at all.
    fn vectorised() -> Implementation {
        Implementation::Vectorised
    }

    fn supported() -> Result<(), Fault> {
        match is_cpu_supported() {
            true => Ok(()),
            false => Err(Fault::new("this processor lacks what it needs")),
        }
    }

    fn said(error: graviola::Error) -> Fault {
        Fault(format!("{error:?}"))
    }

    struct MlKem768;

    impl KemTypes for MlKem768 {
        type Public = mlkem768::EncapKey;
        type Secret = mlkem768::DecapKey;
        type Ciphertext = mlkem768::Ciphertext;
        type Shared = mlkem768::SharedSecret;

        fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
            supported()?;
            let secret = mlkem768::DecapKey::generate().map_err(said)?;
            Ok((secret.encapsulation_key(), secret))
        }

        fn encapsulate(public: &Self::Public) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
            let (shared, ciphertext) = public.clone().encaps().map_err(said)?;
            Ok((ciphertext, shared))
        }

        fn decapsulate(
            secret: &mut Self::Secret,
            ciphertext: &Self::Ciphertext,
        ) -> Result<Self::Shared, Fault> {
            // The public form takes the key; this one does the same and leaves it.
            Ok(secret.decaps_internal(ciphertext))
        }

        fn public_bytes(public: &Self::Public) -> Vec<u8> {
            public.as_bytes().to_vec()
        }

        fn public(bytes: &[u8]) -> Option<Self::Public> {
            supported().ok()?;
            mlkem768::EncapKey::from_bytes(bytes.try_into().ok()?).ok()
        }

        fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
            ciphertext.as_ref().to_vec()
        }

        fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
            Some(<[u8; 1088]>::try_from(bytes).ok()?.into())
        }

        fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
            shared.as_ref().to_vec()
        }
    }

    macro_rules! agreement {
        ($name:ident, $module:ident, $random:ident, $public:ident, $parse:ident, $bytes:expr) => {
            struct $name;

            impl KemTypes for $name {
                type Public = $module::PublicKey;
                type Secret = $module::StaticPrivateKey;
                type Ciphertext = Vec<u8>;
                type Shared = $module::SharedSecret;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    supported()?;
                    let secret = $module::StaticPrivateKey::new_random().map_err(said)?;
                    let public = $bytes(&secret);
                    Ok(($module::PublicKey::$parse(&public).map_err(said)?, secret))
                }

                fn encapsulate(
                    public: &Self::Public,
                ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                    let secret = $module::StaticPrivateKey::new_random().map_err(said)?;
                    let own = $bytes(&secret).to_vec();
                    Ok((own, secret.diffie_hellman(public).map_err(said)?))
                }

                fn decapsulate(
                    secret: &mut Self::Secret,
                    ciphertext: &Self::Ciphertext,
                ) -> Result<Self::Shared, Fault> {
                    let peer = $module::PublicKey::$parse(ciphertext).map_err(said)?;
                    secret.diffie_hellman(&peer).map_err(said)
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.$public().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    supported().ok()?;
                    $module::PublicKey::$parse(bytes).ok()
                }

                fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                    ciphertext.clone()
                }

                fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                    Some(bytes.to_vec())
                }

                fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                    shared.0.to_vec()
                }
            }
        };
    }

    agreement!(
        X25519,
        x25519,
        new_random,
        as_bytes,
        try_from_slice,
        |secret: &x25519::StaticPrivateKey| secret.public_key().as_bytes()
    );
    agreement!(
        P256,
        p256,
        new_random,
        as_bytes_uncompressed,
        from_x962_uncompressed,
        |secret: &p256::StaticPrivateKey| secret.public_key_uncompressed()
    );
    agreement!(
        P384,
        p384,
        new_random,
        as_bytes_uncompressed,
        from_x962_uncompressed,
        |secret: &p384::StaticPrivateKey| secret.public_key_uncompressed()
    );
}
