//! `aws-lc-rs`: AWS-LC's C and assembly, the recommended maintained backend.

use super::Backend;

/// The backend.
pub const BACKEND: Backend = Backend {
    id: "aws-lc-rs",
    features: &["bench-aws-lc-rs"],
    standing: "maintained, with a FIPS 140-3 line",
    advisories: &[],
    candidates: &[CANDIDATES],
};

#[cfg(not(feature = "bench-aws-lc-rs"))]
const CANDIDATES: &[super::Candidate] = &[];

#[cfg(feature = "bench-aws-lc-rs")]
use code::CANDIDATES;

#[cfg(feature = "bench-aws-lc-rs")]
mod code {
    use aws_lc_rs::agreement::{self, PrivateKey, UnparsedPublicKey};
    use aws_lc_rs::kem::{self, ML_KEM_512, ML_KEM_768, ML_KEM_1024};
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{
        self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, ML_DSA_44, ML_DSA_44_SIGNING, ML_DSA_65,
        ML_DSA_65_SIGNING, ML_DSA_87, ML_DSA_87_SIGNING, ParsedPublicKey, PqdsaKeyPair, RsaKeyPair,
    };

    use super::super::{Candidate, vectorised_or_optimised};
    use crate::bench::action::Action;
    use crate::bench::code::Fault;
    use crate::bench::kem::{KemTypes, encoded_kem};
    use crate::bench::pair::HybridKem;
    use crate::bench::pairs::{MlKem768First, P256First, P384First};
    use crate::bench::signature::{SignatureTypes, encoded_signatures};

    const VERSION: &str = "aws-lc-rs 1.19.0";

    pub const CANDIDATES: &[Candidate] = &[
        kem::<MlKem512>("ml-kem-512"),
        kem::<MlKem768>("ml-kem-768"),
        kem::<MlKem1024>("ml-kem-1024"),
        kem::<X25519>("x25519"),
        kem::<P256>("ecdh-p-256"),
        kem::<P384>("ecdh-p-384"),
        kem::<HybridKem<MlKem768First, MlKem768, X25519>>("x25519mlkem768")
            .of_parts(&["ml-kem-768", "x25519"]),
        kem::<HybridKem<P256First, P256, MlKem768>>("secp256r1mlkem768")
            .of_parts(&["ecdh-p-256", "ml-kem-768"]),
        kem::<HybridKem<P384First, P384, MlKem1024>>("secp384r1mlkem1024")
            .of_parts(&["ecdh-p-384", "ml-kem-1024"]),
        signature::<MlDsa44>("ml-dsa-44").rejecting(&[Action::Sign]),
        signature::<MlDsa65>("ml-dsa-65").rejecting(&[Action::Sign]),
        signature::<MlDsa87>("ml-dsa-87").rejecting(&[Action::Sign]),
        signature::<EcdsaP256>("ecdsa-p-256"),
        signature::<EcdsaP384>("ecdsa-p-384"),
        signature::<Ed25519>("ed25519"),
        rsa::<Rsa2048>("rsa-2048"),
        rsa::<Rsa3072>("rsa-3072"),
        rsa::<Rsa4096>("rsa-4096"),
    ];

    const fn kem<T: KemTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::kem::<T>(scheme, VERSION, vectorised_or_optimised)
    }

    const fn signature<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        Candidate::signature::<T>(scheme, VERSION, vectorised_or_optimised)
    }

    const fn rsa<T: SignatureTypes + 'static>(scheme: &'static str) -> Candidate {
        signature::<T>(scheme)
            .only(&[Action::Sign, Action::Verify])
            .noted("PKCS #1 v1.5 with SHA-256 and a fixed key")
    }

    macro_rules! ml_kem {
        ($name:ident, $algorithm:expr) => {
            struct $name;

            impl KemTypes for $name {
                type Public = kem::EncapsulationKey;
                type Secret = kem::DecapsulationKey;
                type Ciphertext = Vec<u8>;
                type Shared = kem::SharedSecret;

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    let secret = kem::DecapsulationKey::generate($algorithm).map_err(Fault::of)?;
                    Ok((secret.encapsulation_key().map_err(Fault::of)?, secret))
                }

                fn encapsulate(
                    public: &Self::Public,
                ) -> Result<(Self::Ciphertext, Self::Shared), Fault> {
                    let (ciphertext, shared) = public.encapsulate().map_err(Fault::of)?;
                    Ok((ciphertext.as_ref().to_vec(), shared))
                }

                fn decapsulate(
                    secret: &mut Self::Secret,
                    ciphertext: &Self::Ciphertext,
                ) -> Result<Self::Shared, Fault> {
                    secret.decapsulate(ciphertext.as_slice().into()).map_err(Fault::of)
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.key_bytes().map(|bytes| bytes.as_ref().to_vec()).unwrap_or_default()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    kem::EncapsulationKey::new($algorithm, bytes).ok()
                }

                fn secret(bytes: &[u8]) -> Option<Self::Secret> {
                    kem::DecapsulationKey::new($algorithm, bytes).ok()
                }

                fn ciphertext_bytes(ciphertext: &Self::Ciphertext) -> Vec<u8> {
                    ciphertext.clone()
                }

                fn ciphertext(bytes: &[u8]) -> Option<Self::Ciphertext> {
                    Some(bytes.to_vec())
                }

                fn shared_bytes(shared: &Self::Shared) -> Vec<u8> {
                    shared.as_ref().to_vec()
                }
            }
        };
    }

    ml_kem!(MlKem512, &ML_KEM_512);
    ml_kem!(MlKem768, &ML_KEM_768);
    ml_kem!(MlKem1024, &ML_KEM_1024);

    macro_rules! agreement {
        ($name:ident, $algorithm:expr) => {
            struct $name;

            impl KemTypes for $name {
                type Public = Vec<u8>;
                type Secret = PrivateKey;
                type Ciphertext = Vec<u8>;
                type Shared = Vec<u8>;

                encoded_kem!();

                fn generate() -> Result<(Vec<u8>, PrivateKey), Fault> {
                    let secret = PrivateKey::generate($algorithm).map_err(Fault::of)?;
                    let public = secret.compute_public_key().map_err(Fault::of)?;
                    Ok((public.as_ref().to_vec(), secret))
                }

                fn encapsulate(public: &Vec<u8>) -> Result<(Vec<u8>, Vec<u8>), Fault> {
                    let (own, mut secret) = Self::generate()?;
                    Ok((own, Self::decapsulate(&mut secret, public)?))
                }

                fn decapsulate(secret: &mut PrivateKey, peer: &Vec<u8>) -> Result<Vec<u8>, Fault> {
                    let peer = UnparsedPublicKey::new($algorithm, peer.as_slice());
                    agreement::agree(secret, peer, Fault::new("agreement refused"), |shared| {
                        Ok(shared.to_vec())
                    })
                }

                fn secret(bytes: &[u8]) -> Option<PrivateKey> {
                    PrivateKey::from_private_key($algorithm, bytes).ok()
                }
            }
        };
    }

    agreement!(X25519, &agreement::X25519);
    agreement!(P256, &agreement::ECDH_P256);
    agreement!(P384, &agreement::ECDH_P384);

    macro_rules! signatures {
        ($name:ident, $pair:ty, $verify:expr, $generate:expr, $sign:expr) => {
            struct $name;

            impl SignatureTypes for $name {
                type Public = ParsedPublicKey;
                type Secret = $pair;
                type Signature = Vec<u8>;

                encoded_signatures!();

                fn generate() -> Result<(Self::Public, Self::Secret), Fault> {
                    let pair: $pair = $generate?;
                    let public = ParsedPublicKey::new($verify, pair.public_key().as_ref())
                        .map_err(Fault::of)?;
                    Ok((public, pair))
                }

                fn sign(pair: &mut Self::Secret, message: &[u8]) -> Result<Self::Signature, Fault> {
                    $sign(pair, message)
                }

                fn verify(
                    public: &Self::Public,
                    message: &[u8],
                    signature: &Self::Signature,
                ) -> bool {
                    public.verify_sig(message, signature).is_ok()
                }

                fn public_bytes(public: &Self::Public) -> Vec<u8> {
                    public.as_ref().to_vec()
                }

                fn public(bytes: &[u8]) -> Option<Self::Public> {
                    ParsedPublicKey::new($verify, bytes).ok()
                }
            }
        };
    }

    signatures!(MlDsa44, PqdsaKeyPair, &ML_DSA_44, pqdsa(&ML_DSA_44_SIGNING), sign_pqdsa);
    signatures!(MlDsa65, PqdsaKeyPair, &ML_DSA_65, pqdsa(&ML_DSA_65_SIGNING), sign_pqdsa);
    signatures!(MlDsa87, PqdsaKeyPair, &ML_DSA_87, pqdsa(&ML_DSA_87_SIGNING), sign_pqdsa);
    signatures!(
        EcdsaP256,
        EcdsaKeyPair,
        &signature::ECDSA_P256_SHA256_ASN1,
        EcdsaKeyPair::generate(&signature::ECDSA_P256_SHA256_ASN1_SIGNING).map_err(Fault::of),
        sign_ecdsa
    );
    signatures!(
        EcdsaP384,
        EcdsaKeyPair,
        &signature::ECDSA_P384_SHA384_ASN1,
        EcdsaKeyPair::generate(&signature::ECDSA_P384_SHA384_ASN1_SIGNING).map_err(Fault::of),
        sign_ecdsa
    );
    signatures!(
        Ed25519,
        Ed25519KeyPair,
        &signature::ED25519,
        Ed25519KeyPair::generate().map_err(Fault::of),
        sign_ed25519
    );
    signatures!(
        Rsa2048,
        RsaKeyPair,
        &signature::RSA_PKCS1_2048_8192_SHA256,
        RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-2048.pk8")).map_err(Fault::of),
        sign_rsa
    );
    signatures!(
        Rsa3072,
        RsaKeyPair,
        &signature::RSA_PKCS1_2048_8192_SHA256,
        RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-3072.pk8")).map_err(Fault::of),
        sign_rsa
    );
    signatures!(
        Rsa4096,
        RsaKeyPair,
        &signature::RSA_PKCS1_2048_8192_SHA256,
        RsaKeyPair::from_pkcs8(include_bytes!("../keys/rsa-4096.pk8")).map_err(Fault::of),
        sign_rsa
    );

    fn pqdsa(algorithm: &'static signature::PqdsaSigningAlgorithm) -> Result<PqdsaKeyPair, Fault> {
        PqdsaKeyPair::generate(algorithm).map_err(Fault::of)
    }

    fn sign_pqdsa(pair: &PqdsaKeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut signature = vec![0; pair.algorithm().signature_len()];
        pair.sign(message, &mut signature).map_err(Fault::of)?;
        Ok(signature)
    }

    fn sign_ecdsa(pair: &EcdsaKeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let signature = pair.sign(&SystemRandom::new(), message).map_err(Fault::of)?;
        Ok(signature.as_ref().to_vec())
    }

    #[expect(clippy::unnecessary_wraps, reason = "one form for all that sign")]
    fn sign_ed25519(pair: &Ed25519KeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(pair.sign(message).as_ref().to_vec())
    }

    fn sign_rsa(pair: &RsaKeyPair, message: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(Fault::of)?;
        Ok(signature)
    }
}
